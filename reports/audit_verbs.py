"""监督报告的留痕动作（流程动作在 lifecycles.py 登记）。"""

from supervision.audit.verbs import Verb, register

register(
    Verb("reports.requested", "发起编制报告"),
    Verb("reports.edited", "修改报告文字"),
    Verb("reports.paper_read", "下载报告"),
    Verb("reports.acknowledged", "签收报告"),
)
