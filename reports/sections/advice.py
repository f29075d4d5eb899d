"""八、下步工作建议（先说上期批示落实）。"""

from __future__ import annotations

from reports.sections.reading import Block, Snapshot, heading, paragraph, verbatim
from supervision.documents.wording import numeral

HEADING = "八、下步工作建议"

_BY_GROUP = {
    "G": "组织有关单位对照执法主体、执法人员资格和执法证件管理要求开展自查，停止不符合要求的人员从事执法活动",
    "P": "组织有关单位对照行政处罚程序规定逐案自查，能够补正的依法补正，并完善立案、告知、审核、送达、公开各环节的内部流转时限",
    "E": "组织有关单位对照《中华人民共和国行政强制法》逐案自查，依法规范强制措施的批准、期限和解除",
    "L": "组织有关单位对照《中华人民共和国行政许可法》逐件自查，规范受理、审查和送达期限",
    "I": "组织有关单位规范涉企行政检查计划、批准、扫码和结果公示，压减重复检查",
    "Q": "督促报送单位核对原始案卷，更正后重新报送，从源头提高数据质量",
}
_OTHERWISE = "组织有关单位对照依据开展自查，按期报送整改情况"

_MANY_UNKNOWN = 20.0
"""Percent of checks without data from which on the report asks for better records."""


def write(read: Snapshot) -> list[Block]:
    """What became of the last 批示, then proposals that follow from the figures above."""
    blocks = [heading("（一）上期批示落实情况"), *_last(read)]
    proposals = _proposals(read)
    for place, (title, words) in enumerate(proposals, start=2):
        blocks += [heading(f"（{numeral(place)}）{title}"), paragraph(words)]
    return blocks


def _last(read: Snapshot) -> list[Block]:
    last = read.data["last_instruction"]
    if last is None:
        return [paragraph(f"此前没有通过本平台印发的{read.whole}行政执法监督报告，没有上期批示需要报告落实情况。")]
    blocks = (
        [verbatim(f"上期报告《{last['title']}》（{last['number']}），{last['leader']}批示：“{last['words']}”")]
        if last["words"]
        else []
    )
    return [
        *blocks,
        paragraph(
            f"上期报告已分送{last['recipients']}个单位，截至本报告统计之日已有{last['acknowledged']}个单位签收。"
            "相应监督文书办理情况见第六部分。"
        ),
    ]


def _proposals(read: Snapshot) -> list[tuple[str, str]]:
    proposals = []
    for row in read.rows("findings_by_rule")[:2]:
        what = _BY_GROUP.get(row["key"][:1], _OTHERWISE)
        proposals.append(
            (
                f"围绕“{row['label']}”开展自查整改",
                f"针对本月检出的{{各规则检出问题·{row['label']}}}个不符合“{row['label']}”要求的问题线索，{what}。",
            )
        )
    if read.part("findings_triage", "open"):
        proposals.append(
            (
                "加快问题线索研判",
                "对待研判的{问题研判情况·待研判}个问题线索逐一核实，成立的及时立项、制发监督文书，不成立的说明理由予以排除。",
            )
        )
    if read.part("instruments_overdue"):
        proposals.append(
            (
                "督促逾期单位反馈",
                "对逾期未反馈的{逾期未反馈}件监督文书逐件催办；经催办仍未按照要求履行职责或者予以纠正的，"
                "依照《行政执法监督条例》第二十九条的规定提出处理建议，报本级人民政府决定。",
            )
        )
    if _share(read, "checks_unknown") >= _MANY_UNKNOWN or read.part("rows_refused"):
        unknown = "（本月占{缺数据检查占比}）" if read.known("checks_unknown") else ""
        words = f"督促各单位按照数据标准补全执法记录，减少因缺少数据而无法判断的检查{unknown}，更正未入库的数据后重新报送。"
        proposals.append(("提高数据归集质量", words))
    if read.is_empty:
        proposals.append(("核实数据报送", "逐一核实各单位本月执法活动和数据报送情况，确有执法活动而未报送的，限期补报。"))
    if not proposals:
        proposals.append(("继续做好日常监督", "继续做好执法数据归集、规则检查和日常监督，巩固整改成果。"))
    return proposals


def _share(read: Snapshot, code: str) -> float:
    value = read.rows(code)[0]["value"]
    return float(value) if value is not None else 0.0
