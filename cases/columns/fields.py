"""栏目：本平台模板的每一栏，按办案顺序分块。

One `Column` for each field of a record and for each part of it (acts with certificate numbers, services, excluded spans …), flat, so that a
clerk can fill a row from the file on the desk. `key` is the field's name on `EnforcementCase`, or, for a part, a name that
`cases.intake` knows (`act1_kind`, `excluded_spans`). A blank cell always means "the record does not say".
"""

from __future__ import annotations

from agencies.choices import Sector
from cases.choices import (
    ActKind,
    DecisionType,
    DisputeStatus,
    FilingStatus,
    InformedItem,
    PartyType,
    PenaltyType,
    Procedure,
    ReviewResult,
    ServiceMode,
    SpanKind,
)
from supervision.tabular import Column, Kind

ACTS = 3
"""Acts a row has room for."""

REMEDY_KINDS = {"reconsideration": "行政复议", "litigation": "行政诉讼"}


def _text(key: str, label: str, length: int = 0, help: str = "", example: str = "", **more: object) -> Column:
    return Column(key, label, max_length=length, help=help, example=example, **more)  # type: ignore[arg-type]


def _date(key: str, label: str, help: str = "") -> Column:
    return Column(key, label, kind=Kind.DATE, help=help, example="2026-03-02")


def _yes(key: str, label: str, help: str = "") -> Column:
    return Column(key, label, kind=Kind.BOOLEAN, help=help or "填“是”或“否”；案卷没有记载的留空", example="是")


def _yuan(key: str, label: str, help: str = "", example: str = "5000.00") -> Column:
    return Column(key, label, kind=Kind.MONEY_YUAN, help=help, example=example)


def _choice(key: str, label: str, choices: dict[str, str], help: str = "", example: str = "") -> Column:
    return Column(key, label, kind=Kind.CHOICE, choices=choices, help=help, example=example)


def _codes(choices: type) -> dict[str, str]:
    return dict(choices.choices)  # type: ignore[attr-defined]


IDENTITY = (
    _text("record_no", "记录号", 80, "本单位系统中该案的唯一编号；更正时用同一记录号重新报送即可", "CS2026-000123"),
    _text("case_no", "案号", 80, "立案审批表上的案号", "长市监立〔2026〕12号"),
    _text("cause", "案由", 300, "", "未按规定明码标价"),
    _text("item_code", "事项编码", 40, "权责清单中的事项编码", "430100-CF-0123"),
    _choice("sector", "领域", _codes(Sector), "与本单位领域不同时填写；留空按本单位领域"),
    _text("source", "案件来源", 20, "现场检查、投诉、举报、上级交办、其他机关移送、媒体曝光、其他", "投诉"),
    _text("place", "地点", 200, "", "演示路1号"),
)

PARTY = (
    Column(
        "party_name", "当事人名称", required=True, max_length=200, help="自然人填姓名，单位填全称", example="长沙演示商贸有限公司"
    ),
    _choice("party_type", "当事人类别", _codes(PartyType), example="法人"),
    _text("party_credit_code", "统一社会信用代码", 40, "18 位；自然人留空", "91350100M000100Y43"),
    _text("legal_representative", "法定代表人", 60, "单位填写", "演示甲"),
    _text("party_identity", "当事人证件号码", 60, "自然人填写居民身份证等证件的号码；加密存放，页面上只显示遮盖后的号码"),
)

MERITS = (
    _text("facts", "违法事实", 20000),
    _text("legal_basis", "依据", 20000, "法律、法规、规章的名称和条款", "《中华人民共和国价格法》第四十二条"),
    _text("content", "决定内容", 20000),
)

FILING = (
    _date("violation_start", "违法行为发生日期"),
    _date("violation_end", "违法行为终了日期", "违法行为有连续或者继续状态的，填终了之日"),
    _date("discovered_date", "发现日期"),
    _choice("filing_status", "立案状态", _codes(FilingStatus), "已立案但日期不详的，填“已立案”，立案日期留空", "已立案"),
    _date("filing_date", "立案日期"),
    _choice("procedure", "程序", _codes(Procedure), example="普通程序"),
    _yes("remade_after_annulment", "撤销后重新作出"),
)


def _act(number: int) -> tuple[Column, ...]:
    name = f"调查行为{number}"
    people = "执法证号，多人用顿号或分号隔开"
    return (
        _choice(f"act{number}_kind", name, _codes(ActKind), example="现场检查" if number == 1 else "询问"),
        _date(f"act{number}_on", f"{name}日期"),
        _text(f"act{number}_record_no", f"{name}笔录编号", 60, "", f"笔录{number}"),
        Column(f"act{number}_enforcing", f"{name}执法人员证号", kind=Kind.LIST, max_length=40, help=people, example="A001；A002"),
        Column(f"act{number}_assisting", f"{name}辅助人员证号", kind=Kind.LIST, max_length=40, help=people),
        Column(f"act{number}_recording", f"{name}记录人员证号", kind=Kind.LIST, max_length=40, help=people),
        _text(f"act{number}_single_basis", f"{name}单人执法依据", 120, "法律规定可以一人执法的，填法律名称和条款"),
    )


ACT_COLUMNS = tuple(column for number in range(1, ACTS + 1) for column in _act(number))

NOTICE = (
    _date("informed_served_date", "事先告知书送达日期"),
    Column(
        "informed_items",
        "告知内容",
        kind=Kind.MULTI_CHOICE,
        choices=_codes(InformedItem),
        help="告知书写明了哪几项",
        example="拟处罚内容、事实、理由、依据、陈述申辩权",
    ),
    _yes("oral_informed_recorded", "口头告知已记录", "简易程序填写"),
    Column("notice_window_days", "告知书所载陈述申辩天数", kind=Kind.INTEGER, help="工作日天数", example="5"),
    _date("statement_made_on", "陈述申辩日期"),
    _date("statement_waived_at", "放弃陈述申辩日期", "当事人书面或者在笔录中明确放弃的日期"),
    _yes("hearing_required", "属于听证范围"),
    _date("hearing_waived_at", "放弃听证日期"),
    _date("hearing_notice_date", "听证通知日期"),
    _yes("hearing_held", "已举行听证"),
    _date("hearing_held_date", "听证日期"),
)

REVIEW = (
    _yes("major_public_interest", "涉及重大公共利益"),
    _yes("complex_multi_legal_relation", "案情疑难复杂涉及多个法律关系"),
    _yes("other_statutory_review", "法律法规规定的其他应审情形"),
    _yes("agency_catalog_hit", "列入本机关法制审核目录"),
    _date("legal_review_date", "法制审核日期", "最后一次审核的日期"),
    _choice("legal_review_result", "法制审核结果", _codes(ReviewResult), example="同意"),
    _date("meeting_date", "集体讨论日期"),
)

DECISION = (
    _choice("decision_type", "处理结果", _codes(DecisionType), example="处罚"),
    _text("decision_no", "决定书文号", 128, "用六角括号", "长市监罚〔2026〕12号"),
    _date("decision_date", "决定日期", "决定书落款日期；尚未作出决定的留空"),
)

AMOUNTS = (
    Column(
        "penalty_kinds",
        "处罚种类",
        kind=Kind.MULTI_CHOICE,
        choices=_codes(PenaltyType),
        help="按行政处罚法第九条",
        example="警告、罚款",
    ),
    _yuan("fine_amount", "罚款金额（元）"),
    Column(
        "fine_amount_wan",
        "罚款金额（万元）",
        kind=Kind.MONEY_WAN,
        help="与上一列填一列即可；两列都填的核对是否一致",
        example="0.500000",
    ),
    _yuan("amount_in_words", "大写金额折合（元）", "决定书上大写金额折合的数字，用于核对"),
    _yuan("confiscated_amount", "没收金额（元）"),
    _yuan("special_onsite_cap", "法律另定当场处罚限额（元）", "法律对当场处罚限额另有规定的填写"),
)

SERVICE = (
    _date("announced_on", "当场宣告日期"),
    _yes("party_present", "宣告时当事人在场"),
    _choice("service_mode", "送达方式", _codes(ServiceMode), "完成送达的那一次", "直接送达"),
    _date("service_first_attempt", "首次送达尝试日期"),
    _date("service_dispatched", "交邮或委托日期"),
    _date("service_noticed", "公告日期", "公告送达的填写"),
    _date("served_date", "送达日期", "送达回证上的日期"),
    _choice("service2_mode", "另一次送达方式", _codes(ServiceMode), "此前未成功的送达，或另一次送达"),
    _date("service2_first_attempt", "另一次送达尝试日期"),
    _date("service2_dispatched", "另一次交邮或委托日期"),
    _date("service2_noticed", "另一次公告日期"),
    _date("service2_served", "另一次送达日期"),
)

PUBLICATION = (
    _yes("publish_required", "应当公开"),
    _text("publish_exempt_reason", "不公开理由", 200),
    _date("published_date", "公开日期"),
)

SPANS = (
    _text(
        "excluded_spans",
        "扣除期间",
        4000,
        f"每段写“事由 起~止”，已书面告知的再写“已告知”，多段用分号隔开；事由：{'、'.join(SpanKind.labels)}",
        "听证 2026-01-05~2026-01-20 已告知；检验检测检疫鉴定 2026-02-01~2026-02-10",
    ),
    Column("extension1_days", "延长天数", kind=Kind.INTEGER, help="经批准延长办案期限的天数", example="30"),
    _date("extension1_approved_on", "延长批准日期"),
    _text("extension1_approver", "延长批准人", 60),
    _yes("extension1_collective", "延长经集体讨论"),
    Column("extension2_days", "再次延长天数", kind=Kind.INTEGER),
    _date("extension2_approved_on", "再次延长批准日期"),
    _text("extension2_approver", "再次延长批准人", 60),
    _yes("extension2_collective", "再次延长经集体讨论"),
)

EXECUTION = (
    _date("pay_due_date", "缴款期限届满日期", "含批准延期、分期后的最后期限"),
    _text("payments", "缴款记录", 4000, "每笔写“日期 金额（元）”，多笔用分号隔开", "2026-04-01 3000；2026-04-15 2000"),
    _yuan("surcharge", "加处罚款（元）", example="300.00"),
    _date("surcharge_until", "加处罚款计至日期"),
    _yes("surcharge_standard_told", "已告知加处标准"),
)

CLOSING = (
    _date("closed_on", "结案日期"),
    _choice("dispute_status", "争议状态", _codes(DisputeStatus), "正在行政复议、行政诉讼的填写；留空为“无”", "无"),
    _text(
        "remedy_spans",
        "复议诉讼期间",
        2000,
        "每段写“行政复议 受理日~审结日”或“行政诉讼 受理日~审结日”，尚未审结的不写止日，多段用分号隔开",
        "行政复议 2026-05-06~2026-06-30",
    ),
)

LICENCE = (
    _text("licence_name", "许可证书名称", 120, "", "食品经营许可证"),
    _date("applied_on", "申请日期"),
    _date("accepted_on", "受理日期"),
    _date("valid_from", "有效期自"),
    _date("valid_to", "有效期至"),
)

MEASURE = (
    _text(
        "measure_kind",
        "强制措施或执行种类",
        40,
        "查封、扣押、冻结、限制人身自由、加处罚款、划拨、拍卖、排除妨碍、代履行、其他",
        "扣押",
    ),
    _date("measure_from", "强制开始日期"),
    _date("measure_to", "强制结束日期"),
)

INSPECTION = (
    _text("inspection_kind", "检查类型", 40, "日常检查、双随机、专项检查、勘验、其他", "双随机"),
    _date("inspected_on", "检查日期"),
    _text("inspection_result", "检查结果", 40, "", "合格"),
    _yes("scanned", "已扫码"),
)
