"""监督报告的留痕动作（流程动作在 lifecycles.py 登记）。"""

from supervision.audit.verbs import Verb, register
from supervision.audit.words import register_words

register(
    Verb("reports.requested", "发起编制报告"),
    Verb("reports.edited", "修改报告文字"),
    Verb("reports.paper_read", "下载报告"),
    Verb("reports.acknowledged", "签收报告"),
    Verb("reports.counting_set", "设定年报统计口径"),
    Verb("reports.warnings_run", "运行预警模型"),
    Verb("reports.warning_decided", "核实预警"),
    Verb("reports.warning_set", "修改预警模型参数"),
)

register_words(
    {
        "report": "报告", "paragraphs": "段落", "recipients": "接收单位数",
        "order": "轻重次序", "money_unit": "金额单位", "replaced": "被取代的口径", "model": "预警模型",
        "warnings": "列出预警数", "warnings_added": "新增预警数", "warnings_gone": "消失预警数",
    },
)  # fmt: skip
