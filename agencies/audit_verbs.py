"""机构与人员的留痕动作。"""

from supervision.audit.verbs import Verb, register

register(
    Verb("agencies.signed_in", "登录"),
    Verb("agencies.signed_out", "退出"),
    Verb("agencies.sign_in_failed", "登录失败"),
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
    Verb("agencies.calendar_loaded", "载入工作日历"),
    Verb("agencies.calendar_changed", "工作日历变动"),
)
