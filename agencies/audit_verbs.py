"""机构与人员的留痕动作。"""

from supervision.audit.verbs import Verb, register

register(
    Verb("agencies.signed_in", "登录"),
    Verb("agencies.signed_out", "退出"),
    Verb("agencies.sign_in_failed", "登录失败"),
    Verb("agencies.calendar_loaded", "载入工作日历"),
    Verb("agencies.calendar_changed", "工作日历变动"),
)
