"""细目：强制措施。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.coercion import (
    Approver,
    BasisLevel,
    CoercionKind,
    FeePayer,
    MeasureBody,
    SceneSigner,
    SeizedOutcome,
    SeizureItem,
)
from cases.columns.particulars.declaration import Topic, count, day, moment, one_of, some_of, yes, yuan
from cases.columns.sources import Source

TOPIC = Topic(
    label="强制措施",
    kinds=(CaseKind.COERCION,),
    columns=(
        one_of("coercion_type", "强制的法定种类", CoercionKind, "“强制措施或执行种类”写“其他”或者另有叫法的填写"),
        yes(
            "outside_coercion_law",
            "应急或监管技术措施",
            "突发事件应急措施、金融业审慎监管措施、进出境货物强制性技术监控措施填“是”",
        ),
        some_of("basis_levels", "措施依据的层级", BasisLevel, "设定这项措施的条文，逐一写明属于哪一级"),
        yes("basis_in_force", "措施依据在实施时有效"),
        yes("measure_delegated", "措施委托他人实施"),
        one_of("measure_body", "措施实施主体", MeasureBody),
        moment("enforced_at", "实施措施的时刻", "填写到分钟，用于核对事前批准和24小时"),
        moment("approved_at", "批准措施的时刻", "实施前的批准，填写到分钟"),
        one_of("approver_post", "批准措施的人员", Approver, "分管的负责人也是负责人；紧急情况填补办批准的人员"),
        yes("urgent_on_site", "情况紧急当场实施"),
        moment("reported_at", "紧急实施后报告的时刻", "填写到分钟"),
        moment("makeup_approved_at", "补办批准的时刻", "填写到分钟"),
        yes("head_disagreed", "报告后认为不应当采取措施"),
        yes("called_to_attend", "已通知当事人到场"),
        yes("party_attended", "实施措施时当事人到场"),
        yes("rights_told_on_site", "已当场告知理由依据权利和救济"),
        yes("heard_on_site", "已听取陈述和申辩", "当事人表示没有意见的也填“是”"),
        yes("scene_record_made", "已制作现场笔录"),
        some_of("scene_signers", "现场笔录的签名", SceneSigner, "笔录上有的签名或者盖章"),
        some_of("seizure_items", "查封扣押决定书载明的事项", SeizureItem),
        count("goods_list_copies", "清单份数", "查封扣押清单，没有清单的填0", "2"),
        count("special_limit_days", "另定的措施期限（日）", "法律、行政法规对期限另有规定的填写", "60"),
        one_of("special_limit_level", "另定期限的依据层级", BasisLevel),
        yes("prolonged_by_head", "延长措施经机关负责人批准"),
        yes("prolonging_notified", "延长措施已书面告知"),
        day("prolonging_notified_on", "延长措施书面告知日期"),
        yes("prolonging_reasoned", "延长措施已说明理由"),
        one_of("test_fee_payer", "检测费用承担", FeePayer),
        one_of("storage_fee_payer", "保管费用承担", FeePayer),
        yes("storage_after_release", "属于解除后逾期不领的保管费"),
        one_of("seized_outcome", "措施的处理结果", SeizedOutcome),
        day("seized_decided_on", "作出处理决定日期"),
        day("lifted_on", "解除措施决定日期", "鲜活物品已经变卖的，填退还价款的日期"),
        yes("seized_transfer_told", "随案移送已书面告知当事人"),
        yes("kept_for_auction", "拟拍卖抵缴罚款继续扣押"),
        yes("goods_related", "涉案财物均与违法行为有关"),
        yes("necessities_taken", "含有生活必需品", "公民个人及其所扶养家属的生活必需品"),
        yes("sealed_by_another", "已被其他国家机关查封"),
        yuan("frozen_amount", "冻结金额（元）"),
        yuan("money_involved", "违法行为涉及的金额（元）"),
        yes("frozen_by_another", "同一款项已被其他国家机关冻结"),
    ),
    source=Source("《行政强制法》第十条、第十七条至第三十三条"),
)
