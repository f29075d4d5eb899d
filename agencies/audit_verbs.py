"""机构与人员的留痕动作。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(
    Verb("agencies.signed_in", "登录"),
    Verb("agencies.signed_out", "退出"),
    Verb("agencies.sign_in_failed", "登录失败"),
    Verb("agencies.account_created", "登记账号"),
    Verb("agencies.account_disabled", "停用账号"),
    Verb("agencies.account_enabled", "启用账号"),
    Verb("agencies.post_given", "授予岗位"),
    Verb("agencies.post_ended", "终止岗位"),
    Verb("agencies.post_delegated", "委托代理"),
    Verb("agencies.delegation_revoked", "收回代理"),
    Verb("agencies.exception_granted", "授予例外"),
    Verb("agencies.exception_revoked", "收回例外"),
    Verb("agencies.handed_over", "移交事项"),
    Verb("agencies.access_explained", "查看授权说明"),
    Verb("agencies.locked_out", "连续输错，账号锁定"),
    Verb("agencies.unlocked", "解除账号锁定"),
    Verb("agencies.session_expired", "登录到时自动退出"),
    Verb("agencies.session_ended", "结束登录会话"),
    Verb("agencies.confirmed", "再次验证身份"),
    Verb("agencies.password_changed", "修改密码"),
    Verb("agencies.password_reset", "重置密码"),
    Verb("agencies.factor_enrolled", "绑定两步验证"),
    Verb("agencies.factor_passed", "通过两步验证"),
    Verb("agencies.factor_failed", "两步验证未通过"),
    Verb("agencies.factor_reset", "重置两步验证"),
    Verb("agencies.recovery_codes_made", "生成恢复码"),
    Verb("agencies.identity_linked", "绑定统一身份认证"),
    Verb("agencies.identity_refused", "统一身份认证未通过"),
    Verb("agencies.token_issued", "发放接口令牌"),
    Verb("agencies.token_revoked", "作废接口令牌"),
    Verb("agencies.regions_loaded", "登记行政区划"),
    Verb("agencies.calendar_loaded", "载入工作日历"),
    Verb("agencies.calendar_changed", "工作日历变动"),
    Verb("agencies.register_added", "登记一行"),
    Verb("agencies.register_changed", "修改登记"),
    Verb("agencies.register_imported", "导入登记簿"),
)

register_words(
    {
        "username": "账号", "unknown": "不存在的账号（指纹）", "second_factor": "两步验证", "limit": "时限",
        "minutes": "分钟", "sessions": "结束的登录数", "sessions_ended": "结束的登录数", "failures": "输错次数",
        "left": "剩余", "what": "核对的内容", "issuer": "认证平台", "why": "原因", "post": "岗位", "role": "角色",
        "seconded_by": "借调单位", "last_day": "最后任职日", "delegation": "代理编号", "exception": "例外编号", "delegate": "代理人",
        "found": "找到件数", "things": "移交的事项", "moved": "移交件数", "permission": "权限", "object": "对象",
        "token": "令牌开头", "machine": "系统账号", "until": "到期日", "expires_on": "到期日", "person": "人员",
        "register": "登记簿", "added": "新增行数", "changed": "变更行数",
    },
    {
        "method": {"password": "密码", "oidc": "统一身份认证"},
        "second_factor": {"none": "没有启用", "pending": "等待核对", "verified": "已通过"},
        "limit": {"idle": "久未操作", "absolute": "登录时间已满"},
    },
)  # fmt: skip
