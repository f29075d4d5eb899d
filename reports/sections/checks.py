"""三、规则检查情况。"""

from __future__ import annotations

from cases.wilson import MINIMUM_BASE
from reports.sections.reading import Block, Snapshot, bars, heading, paragraph, table

HEADING = "三、规则检查情况"


_WORTH_A_CHART = 3
"""Bars from which on a chart says more than its table."""


def write(read: Snapshot) -> list[Block]:
    """How much the rules found, how grave, and by which rule."""
    if read.is_empty:
        return [paragraph("本月没有归集到案件，没有可供检查的记录。")]
    blocks = [heading("（一）总体情况"), paragraph(_overall(read))]
    if read.part("findings_total"):
        rows = read.rows("findings_by_rule")
        chart = [_chart(read)] if len(rows) >= _WORTH_A_CHART and len({row["part"] for row in rows}) > 1 else []
        blocks += [paragraph(_severity(read)), heading("（二）各规则检出情况"), *chart, _table(read)]
    return blocks


def _overall(read: Snapshot) -> str:
    if read.part("findings_total") == 0:
        return "本月归集的案件经规则检查，没有检出问题线索。缺少数据、无法判断的检查不在此列。"
    words = f"本月归集的案件经规则检查，检出问题线索{{检出问题线索}}个，{read.compared('findings_total')}；"
    if read.known("cases_with_findings"):
        words += "至少检出一个问题的案件{检出问题案件占比·分子}件，占{检出问题案件占比}（95%置信区间{检出问题案件占比·区间}），"
        words += f"{read.compared('cases_with_findings')}；平均每百件案件检出{{每百件案件检出问题}}个。"
    else:
        words += "至少检出一个问题的案件{检出问题案件占比·分子}件；案件过少，不计算比率。"
    return words + "规则检出的是问题线索，是否成立由监督人员研判，研判情况见第六部分。"


def _severity(read: Snapshot) -> str:
    parts = [f"{row['label']}{{各程度问题·{row['label']}}}个" for row in read.rows("findings_by_severity") if row["part"]]
    return f"按问题程度分：{'，'.join(parts)}。"


def _chart(read: Snapshot) -> Block:
    top = read.rows("findings_by_rule")[:10]
    return bars(
        "检出问题较多的规则",
        [row["label"] for row in top],
        [int(row["part"]) for row in top],
        unit="个",
        figure="findings_by_rule",
    )


def _table(read: Snapshot) -> Block:
    total = read.part("findings_total")
    rows = [
        [row["key"], row["label"], f"{row['part']:,}", f"{int(row['part']) * 100 / total:.1f}%" if total >= MINIMUM_BASE else "—"]
        for row in read.rows("findings_by_rule")
    ]
    rows.append(["合计", "", f"{total:,}", "100.0%" if total >= MINIMUM_BASE else "—"])
    note = "" if total >= MINIMUM_BASE else "注：线索合计少于8个，不计算所占比例。"
    heads = ["规则", "检查内容", "问题线索（个）", "所占比例"]
    return table("各规则检出问题线索", heads, rows, words=2, note=note, figure="findings_by_rule")
