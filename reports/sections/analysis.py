"""二、执法数据分析。"""

from __future__ import annotations

from decimal import Decimal

from reports.sections.reading import Block, Snapshot, bars, heading, lines, paragraph

HEADING = "二、执法数据分析"


def write(read: Snapshot) -> list[Block]:
    """Volume over twelve months and by kind, then what the penalties were and whether they were published."""
    return [*_volume(read), *_penalties(read), *_publication(read)]


def _volume(read: Snapshot) -> list[Block]:
    months = read.rows("cases_by_month")
    blocks = [heading("（一）案件数量")]
    if not any(row["part"] for row in months):
        return [*blocks, paragraph("近十二个月没有归集到行政执法案件。")]
    peak = max(months, key=lambda row: int(row["part"]))
    blocks.append(
        paragraph(
            f"近十二个月中，{peak['key'][:4]}年{int(peak['key'][5:])}月归集最多，"
            f"为{int(peak['part']):,}件；本月为{{归集执法案件}}件，{read.compared('cases_total')}。案件多少受检查安排、报送进度影响，不单独说明执法质量。"
        )
    )
    blocks.append(
        lines(
            "近十二个月归集执法案件",
            [row["label"] for row in months],
            [int(row["part"]) for row in months],
            unit="件",
            figure="cases_by_month",
        )
    )
    kinds = [row for row in read.rows("cases_by_kind") if row["part"]]
    if len(kinds) > 1:
        blocks.append(
            bars(
                "本月各类执法案件",
                [row["label"] for row in kinds],
                [int(row["part"]) for row in kinds],
                unit="件",
                figure="cases_by_kind",
            )
        )
    return blocks


def _penalties(read: Snapshot) -> list[Block]:
    blocks = [heading("（二）行政处罚")]
    if read.part("decisions") == 0:
        return [*blocks, paragraph("本月没有归集到载明决定日期的行政处罚案件。")]
    words = f"本月作出行政处罚决定{{作出处罚决定}}件，{read.compared('decisions')}"
    if read.part("procedures", "ordinary") or read.part("procedures", "summary"):
        words += "；适用普通程序{处罚程序·普通程序}件，简易程序{处罚程序·简易程序}件"
    words += "。"
    if read.part("fined_cases"):
        words += f"罚款案件{{罚款案件}}件，罚款金额{{罚款金额}}万元，{read.compared('fines_total')}"
        words += "；" if Decimal(read.rows("confiscated_total")[0]["part"]) else "。"
    else:
        words += "没有罚款案件。"
    if Decimal(read.rows("confiscated_total")[0]["part"]):
        words += "没收金额{没收金额}万元。"
    words += "金额按决定统计，不等于已经执行。"
    return [*blocks, paragraph(words)]


def _publication(read: Snapshot) -> list[Block]:
    blocks = [heading("（三）决定公开")]
    if read.base("published_in_time") == 0:
        return [*blocks, paragraph("本月行政处罚案件均未载明公开日期，无法统计决定公开是否及时。")]
    if not read.known("published_in_time"):
        return [
            *blocks,
            paragraph(
                "本月载明公开日期的行政处罚案件{决定公开及时率·基数}件，其中按期公开{决定公开及时率·分子}件；件数过少，不计算比率。"
            ),
        ]
    return [
        *blocks,
        paragraph(
            "本月载明公开日期的行政处罚案件{决定公开及时率·基数}件，其中按期公开{决定公开及时率·分子}件，"
            f"决定公开及时率{{决定公开及时率}}，{read.compared('published_in_time')}。没有载明公开日期的案件不计入基数。"
        ),
    ]
