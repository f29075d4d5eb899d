"""执法案件的留痕动作（问题线索的流程动作在 lifecycles.py 登记）。"""

from supervision.audit.verbs import Verb, register

register(
    Verb("cases.batch_received", "收到报送文件"),
    Verb("cases.batch_stored", "报送数据入库"),
    Verb("cases.batch_failed", "报送数据未入库"),
    Verb("cases.rejected_exported", "导出未入库的行"),
    Verb("cases.unmasked", "查看个人信息"),
    Verb("cases.person_read", "查阅自然人案件"),
    Verb("cases.checked", "规则检查"),
    Verb("cases.finding_noted", "记录协助情况"),
    Verb("cases.findings_triaged", "批量研判"),
)
