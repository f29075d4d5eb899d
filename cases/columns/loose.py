"""宽松表头：各单位自有系统导出的文件，按常见叫法认列。

The template's columns under the names that real exports use. It is tried after the exact tables, and wins only when it recognises more.
"""

from __future__ import annotations

from dataclasses import replace

from cases.choices import CaseKind
from cases.columns import publicity
from cases.columns.template import TEMPLATES
from supervision.tabular import Column, Table

_ANY_KIND: dict[str, tuple[str, ...]] = {
    "record_no": ("记录编号", "案件编号", "案件ID", "数据编号", "唯一编号"),
    "case_no": ("立案号", "案件文号"),
    "cause": ("案件名称", "事项名称", "违法行为", "违法类别"),
    "item_code": ("权责事项编码", "职权编码"),
    "source": ("来源", "线索来源"),
    "place": ("案发地点", "违法地点", "检查地点", "地址"),
    "party_name": (
        "当事人",
        "相对人",
        "行政相对人",
        "被处罚人",
        "被处罚单位",
        "企业名称",
        "单位名称",
        "检查对象",
        "被检查单位",
        "申请人",
    ),
    "party_type": ("当事人类型", "相对人类型"),
    "party_credit_code": ("信用代码", "社会信用代码", "当事人统一社会信用代码"),
    "legal_representative": ("法人代表", "负责人", "法定代表人（负责人）"),
    "facts": ("主要违法事实", "违法事实和证据"),
    "content": ("决定书内容", "决定结果"),
    "filing_date": ("立案时间",),
    "discovered_date": ("发现时间",),
    "informed_served_date": ("告知书送达日期", "处罚告知送达日期"),
    "decision_no": ("文号", "决定文号", "文书号"),
    "decision_date": ("决定时间", "决定书日期", "作出决定日期"),
    "served_date": ("送达时间", "决定书送达日期"),
    "service_mode": ("决定书送达方式",),
    "published_date": ("公示日期", "公开时间", "公示时间", "公布日期"),
    "closed_on": ("结案时间",),
    "accepted_on": ("受理时间",),
    "applied_on": ("申请时间",),
    "inspected_on": ("检查时间",),
    "fine_amount": ("罚款（元）", "罚款数额（元）", "处罚金额（元）"),
    "fine_amount_wan": ("罚款（万元）", "罚款金额_万元", "罚款数额（万元）", "处罚金额（万元）"),
}

_ONE_KIND: dict[CaseKind, dict[str, tuple[str, ...]]] = {
    CaseKind.PENALTY: {
        "penalty_kinds": ("处罚方式",),
        "decision_date": ("处罚日期", "处罚时间", "行政处罚决定日期"),
        "legal_basis": ("法律依据",),
    },
    CaseKind.LICENCE: {
        "decision_date": ("许可日期", "发证日期"),
        "decision_no": ("许可文号",),
        "legal_basis": ("许可依据", "法律依据"),
    },
    CaseKind.COERCION: {
        "decision_date": ("强制决定日期",),
        "decision_no": ("强制决定书文号",),
        "legal_basis": ("强制依据", "法律依据"),
        "measure_kind": ("强制种类", "强制措施种类", "强制方式"),
        "measure_from": ("强制起始日期", "查封扣押起始日期"),
        "measure_to": ("强制终止日期", "查封扣押截止日期"),
    },
    CaseKind.INSPECTION: {
        "legal_basis": ("检查依据", "法律依据"),
        "content": ("检查内容",),
        "inspection_kind": ("检查类别", "检查方式"),
    },
}

_EXTRA = (
    Column("agency_name", "执法机关", aliases=("执法单位", "办案单位", "报送单位", "强制机关", "检查机关")),
    Column("raw_title", "标题", aliases=("题名",)),
    Column("raw_remark", "说明"),
)


def _loose(kind: CaseKind) -> Table:
    """The template with the synonyms; what 双公示 adds (万元 amounts, the agency, headings we only keep) is added to it."""
    standard = {column.key: column for column in publicity.BY_KIND[kind].columns} if kind in publicity.BY_KIND else {}
    columns = []
    for column in TEMPLATES[kind].columns:
        aliases = [*_ANY_KIND.get(column.key, ()), *_ONE_KIND[kind].get(column.key, ())]
        if same := standard.pop(column.key, None):
            aliases += [same.label, *same.aliases]
        columns.append(replace(column, aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != column.label))))
    for extra in _EXTRA:
        if same := standard.pop(extra.key, None):
            extra = replace(extra, aliases=(*extra.aliases, same.label, *same.aliases))
        columns.append(extra)
    columns += [replace(column, code="") for column in standard.values()]
    return Table(f"{CaseKind(kind).label}（按常见列名识别）", tuple(columns))


LOOSE: dict[CaseKind, Table] = {kind: _loose(kind) for kind in CaseKind}
