"""留痕页面的留痕动作：看留痕的人也留痕。"""

from supervision.audit.verbs import Verb, register

register(
    Verb("audit.exported", "导出操作留痕"),
    Verb("audit.verification_asked", "发起留痕核验"),
    Verb("audit.verified", "完成留痕核验"),
)
