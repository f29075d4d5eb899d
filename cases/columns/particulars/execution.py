"""细目：缴款、结案与移送。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.payment import CloseTrigger, Collector, ReceiptIssuer, TransferDecision
from cases.columns.particulars.declaration import Topic, day, moment, one_of, text, yes, yuan
from cases.columns.sources import Source

TOPIC = Topic(
    label="缴款、结案与移送",
    kinds=(CaseKind.PENALTY,),
    columns=(
        one_of("collected_by", "收款主体", Collector, "罚款由谁收取"),
        yes("collected_onsite", "当场收缴"),
        yes("hard_to_execute_recorded", "已记录不当场收缴事后难以执行"),
        yes("remote_area", "边远水上或交通不便地区"),
        yes("bank_payment_difficult", "当事人前往缴款确有困难"),
        yes("onsite_collection_requested", "当事人提出当场缴纳"),
        text("onsite_collection_law", "法律另定当场收缴的条文", 120, "法律对当场收缴另有规定的，填法律名称和条款"),
        text("receipt_no", "罚没票据号", 60),
        one_of("receipt_issuer", "票据制发机关", ReceiptIssuer),
        yuan("receipt_amount", "票据金额（元）"),
        yes("goods_receipt_given", "已出具没收物品票据"),
        day("collected_on", "当场收缴日期"),
        yes("collected_on_water", "在水上当场收缴"),
        day("landed_on", "抵岸日期"),
        day("handed_in_on", "交至行政机关日期"),
        day("banked_on", "机关缴付银行日期"),
        day("pay_due_in_document", "决定书所载缴款期限届满日", "决定书写明了届满日的填写"),
        day("deferral_applied_on", "暂缓或分期申请日期", "当事人书面申请的日期"),
        text("deferral_reason", "暂缓或分期的理由", 120),
        day("deferral_approved_on", "暂缓或分期批准日期"),
        yes("deferral_by_head", "暂缓或分期经负责人批准"),
        day("deferral_until", "暂缓或分期的截止日期"),
        yes("deferral_notified", "暂缓或分期已书面告知期限"),
        one_of("close_trigger", "结案事由", CloseTrigger),
        day("close_trigger_on", "结案事由发生日期", "执行完毕、终结执行、终止调查，或者不予处罚等决定的日期"),
        day("close_form_on", "填写结案审批表日期"),
        yes("major_penalty", "属于应当备案的重大处罚", "按本地规定的标准"),
        day("filed_with_government_on", "报本级政府备案日期"),
        yes("crime_suspected", "已书面认定涉嫌犯罪"),
        day("transfer_reported_on", "移送书面报告日期", "专案组提出移送涉嫌犯罪案件书面报告的日期"),
        yes("transfer_decided_by_head", "移送由正职或主持工作的负责人决定"),
        one_of("transfer_decision", "是否批准移送", TransferDecision),
        yes("transfer_refusal_recorded", "不批准移送的理由已记录在案"),
        moment("transfer_decided_at", "决定是否移送的时刻", "填写到分钟，用于核对3日和24小时"),
        moment("transferred_at", "移送公安机关的时刻", "填写到分钟"),
        day("police_filed_notice_on", "收到公安立案通知书日期"),
        day("goods_handed_over_on", "涉案物品移交日期"),
        yes("handover_list_signed", "移交清单已签收"),
        yes("special_goods_rule", "涉案物品依法另行处理"),
        yes("seized_party_notified", "已告知当事人查封扣押物移送"),
    ),
    source=Source(
        "《行政处罚法》第二十七条、第六十六条至第七十一条；《行政执法机关移送涉嫌犯罪案件的规定》",
        "《行政执法机关移送涉嫌犯罪案件的规定》第十一条、第十八条的条号待核",
    ),
)
