"""机构与人员的留痕动作。"""

from supervision.audit.verbs import Verb, register

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
    Verb("agencies.calendar_loaded", "载入工作日历"),
    Verb("agencies.calendar_changed", "工作日历变动"),
)
