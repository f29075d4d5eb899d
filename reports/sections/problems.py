"""四、突出问题。"""

from __future__ import annotations

from cases.wilson import MINIMUM_BASE
from reports.sections.reading import Block, Snapshot, heading, paragraph, table
from supervision.documents.wording import citation, numeral

HEADING = "四、突出问题"

_TOLD = 3
DATA_RULES = "Q"
"""Rules of this letter speak of the quality of what was reported, not of enforcement: they are no outstanding problem of an agency."""


def write(read: Snapshot) -> list[Block]:
    """The rules that found most, and the agencies with most cases in question."""
    found = read.rows("findings_by_rule")
    rules = [row for row in found if not row["key"].startswith(DATA_RULES)]
    if found and not rules:
        return [paragraph("本月检出的线索均属报送数据质量问题，没有需要集中反映的突出执法问题；数据质量情况见第一部分。")]
    if not rules:
        return [paragraph("本月没有检出问题线索，没有需要集中反映的突出问题。")]
    blocks: list[Block] = []
    for place, row in enumerate(rules[:_TOLD], start=1):
        basis = _basis(read, row["key"])
        blocks.append(heading(f"（{numeral(place)}）不符合“{row['label']}”的要求"))
        blocks.append(
            paragraph(
                f"本月检出不符合“{row['label']}”要求的问题线索{{各规则检出问题·{row['label']}}}个{_share(read, row)}。"
                + (f"依据为{basis}。" if basis else "")
            )
        )
    blocks.append(heading(f"（{numeral(len(blocks) // 2 + 1)}）问题较集中的单位"))
    return [*blocks, *_agencies(read)]


def _share(read: Snapshot, row: dict[str, object]) -> str:
    """What part of all findings, with that number; nothing where there are too few to speak of a part."""
    total = read.part("findings_total")
    return f"，占全部{{检出问题线索}}个的{int(str(row['part'])) * 100 / total:.1f}%" if total >= MINIMUM_BASE else ""


def _basis(read: Snapshot, rule: str) -> str:
    return next(
        (citation(str(one["basis"])) for one in read.data["typical"] if one["rule"] == rule and one["basis"] not in {"", "—"}), ""
    )


def _agencies(read: Snapshot) -> list[Block]:
    rows = read.rows("agencies_most_findings")
    if not rows:
        return []
    first = rows[0]
    words = (
        f"检出问题的案件最多的是{first['label']}，{{检出问题案件较多的单位·{first['label']}·分子}}件"
        f"（归集案件{{检出问题案件较多的单位·{first['label']}·基数}}件）。"
        "以上为规则检出的线索，研判情况见第六部分；案件多的单位检出的线索一般也多，应当结合占比和置信区间看，区间相互重叠的，不宜据此区分先后。"
    )
    cells = [
        [
            row["label"],
            f"{row['base']:,}",
            f"{row['part']:,}",
            f"{row['value']}%" if row["value"] is not None else "—",
            f"{row['low']}%—{row['high']}%" if row["low"] is not None else "—",
        ]
        for row in rows
    ]
    return [
        paragraph(words),
        table(
            f"检出问题案件较多的单位（前{numeral(len(rows))}）" if len(rows) > 1 else "检出问题的单位",
            ["单位", "归集案件", "检出问题", "占比", "95%置信区间"],
            cells,
            note="注：单位为件；归集案件少于8件的，不计算占比。",
            figure="agencies_most_findings",
        ),
    ]
