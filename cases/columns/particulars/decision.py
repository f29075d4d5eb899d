"""细目：决定。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.penalty import (
    AdjustmentApprover,
    AgeGroup,
    BasisLevel,
    BenchmarkIssuer,
    Capacity,
    DecisionElement,
    Harm,
    Mitigation,
    MitigationBasis,
    NoPenaltyGround,
    ReconsiderationOrgan,
    SecondFineGround,
)
from cases.columns.particulars.declaration import Topic, count, day, one_of, some_of, text, yes, yuan
from cases.columns.sources import Source

_DOCUMENT = (
    yes("onsite_filed", "当场处罚已报机关备案", "市场监管为材料交回归档"),
    day("onsite_filed_on", "当场处罚备案日期", "实时录入系统的，填决定当日"),
    some_of("decision_items", "决定书载明的事项", DecisionElement),
    yes("decision_sealed", "决定书盖有机关印章", "电子印章填“是”"),
    yes("onsite_form_numbered", "当场处罚决定书为预定格式并编号"),
    yes("onsite_signed", "当场处罚决定书有执法人员签名或盖章"),
    day("decision_corrected_on", "决定书补正或更正日期"),
    day("decision_annulled_on", "决定被撤销或变更日期"),
    count("reconsider_days", "告知的复议申请期限（日）", example="60"),
    count("litigate_months", "告知的起诉期限（月）", example="6"),
    one_of("reconsider_organ", "告知的复议机关", ReconsiderationOrgan),
    yes("reconsider_first_told", "已告知先申请复议"),
    yes("direct_suit_told", "写明可以直接起诉"),
    text("special_remedy_law", "救济另有规定的条文", 120, "法律另定复议、起诉期限或者途径的，填法律名称和条款"),
)
_MERITS = (
    one_of("basis_level", "处罚依据的效力层级", BasisLevel, "实体依据；有多项的填最高的"),
    day("basis_from", "处罚依据施行日期", "所引条文现文本的施行日期"),
    day("basis_to", "处罚依据失效日期", "所引条文被修改、废止的，填失效前最后一日"),
    yes("basis_newer_lighter", "所引新规定处罚较轻或不认为违法"),
    yes("basis_unchanged_in_substance", "条文移号而实质未改"),
    yes("lighter_law_compared", "已比较新旧规定的轻重"),
    yuan("fine_law_min", "法定罚款下限（元）", "没有下限的填0；倍数罚的填基数乘倍数；多个违法行为的填各自之和"),
    yuan("fine_law_max", "法定罚款上限（元）", "倍数罚的填基数乘倍数；多个违法行为的填各自之和"),
    yuan("fine_local_cap", "地方控制的罚款上限（元）"),
    one_of("mitigation_kind", "从轻减轻从重情形", Mitigation),
    one_of("mitigation_basis", "从轻减轻的依据", MitigationBasis),
    text("benchmark", "适用的裁量基准", 120, "名称和档次；没有适用的基准则留空"),
    one_of("benchmark_issuer", "裁量基准制定机关", BenchmarkIssuer),
    yuan("tier_min", "裁量档次下限（元）"),
    yuan("tier_max", "裁量档次上限（元）"),
    yes("benchmark_stated", "决定书载明裁量基准适用情况"),
    one_of("benchmark_adjusted_by", "裁量基准调整适用的批准", AdjustmentApprover),
    day("benchmark_adjusted_on", "裁量基准调整适用批准日期"),
    yes("benchmark_adjustment_filed", "裁量基准调整材料已归入案卷"),
)
_PARTY = (
    yes("same_fact_confirmed", "已确认与另案为同一违法行为", "人工确认的填写；只是相似的留空"),
    text("same_fact_decision_no", "另案决定书文号", 128),
    one_of("second_fine_ground", "可以再次罚款的情形", SecondFineGround),
    one_of("party_age_group", "行为时年龄段", AgeGroup, "个体工商户填经营者的；不需要填写生日"),
    one_of("party_capacity", "行为时辨认控制能力", Capacity),
    yes("guardian_ordered", "已责令监护人管教或看管治疗"),
)
_OUTCOME = (
    yes("violation_minor", "违法行为轻微", "以案卷认定为准"),
    yes("first_violation", "初次违法"),
    one_of("harm_level", "危害后果", Harm),
    yes("corrected_in_time", "已及时改正"),
    yes("no_fault_proved", "当事人证明没有主观过错"),
    yes("fault_not_needed", "法律、行政法规不以主观过错为要件"),
    yes("no_penalty_list_hit", "列入不予处罚清单"),
    yes("penalty_reason_given", "已说明不适用不予处罚的理由"),
    yes("correction_ordered", "已责令改正", "单独文书、告知书、决定书或者当场口头并记录，都算"),
    yes("already_corrected", "处罚前违法行为已改正"),
    yes("not_correctable", "已载明没有可以改正的状态"),
    yuan("illegal_gain", "违法所得（元）"),
    yuan("refund_due", "依法应当退赔（元）"),
    yuan("refunded", "已经退赔（元）"),
    text("gain_law", "违法所得另定计算办法的条文", 120),
    yes("gain_explained", "已说明违法所得的认定或不没收的理由"),
    one_of("no_penalty_ground", "不予处罚的情形", NoPenaltyGround),
    yes("education_recorded", "有教育当事人的记载"),
)

TOPIC = Topic(
    label="决定",
    kinds=(CaseKind.PENALTY,),
    columns=(*_DOCUMENT, *_MERITS, *_PARTY, *_OUTCOME),
    source=Source(
        "《行政处罚法》第二十八条至第三十七条、第五十二条、第五十九条；国办发〔2022〕27号（十二）",
        "《行政复议法》《行政诉讼法》的条号凭记忆，待核",
    ),
)
