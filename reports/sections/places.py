"""七、各地各单位情况。"""

from __future__ import annotations

from reports.sections.reading import Block, Snapshot, bars, heading, paragraph, table

HEADING = "七、各地各单位情况"

_CAUTION = "占比受案件种类、归集数量和数据完整程度影响，不作为执法质量的排名依据；差距在置信区间以内的，不宜视为真实差别。"


def write(read: Snapshot) -> list[Block]:
    """Counties against their median (city only), then the agencies of the report's own level."""
    blocks: list[Block] = []
    if read.is_city:
        blocks += [heading("（一）各区县（市）情况"), *_counties(read), heading("（二）市本级单位情况")]
    blocks += _agencies(read)
    return blocks


def _counties(read: Snapshot) -> list[Block]:
    rows = read.rows("counties_compared")
    known = [row for row in rows if row["value"] is not None]
    silent = [row["label"] for row in rows if not row["base"]]
    words = f"{len(rows)}个区县（市、新区）中，"
    if known:
        words += (
            f"{len(known)}个地方归集案件不少于8件，可以计算占比，检出问题案件占比的中位数为{{各区县（市）检出问题案件占比·中位数}}。"
            + _CAUTION
        )
    else:
        words += "各地归集案件均少于8件，不计算占比。"
    if silent:
        words += f"本月没有归集到案件的有：{'、'.join(silent)}，应当核实报送情况。"
    blocks = [paragraph(words)]
    if len(known) > 2 and any(float(row["value"]) for row in known):
        blocks.append(
            bars(
                "各区县（市）检出问题案件占比",
                [row["label"] for row in known],
                [float(row["value"]) for row in known],
                unit="%",
                note=f"中位数 {read.figures['counties_compared']['median']}%。按区划代码排列，不按高低排列。",
                figure="counties_compared",
            )
        )
    blocks.append(_table(read, "counties_compared", "各区县（市）比较", "地方"))
    return blocks


def _agencies(read: Snapshot) -> list[Block]:
    rows = read.rows("agencies_own_tier")
    if not rows:
        return [paragraph("本月没有归集到本级各单位的案件，应当核实报送情况。")]
    words = f"本月归集到案件的本级单位{len(rows)}个。"
    if read.figures["agencies_own_tier"]["median"] is not None:
        words += "检出问题案件占比的中位数为{本级各单位检出问题案件占比·中位数}。"
        words += "" if read.is_city else _CAUTION
    return [paragraph(words), _table(read, "agencies_own_tier", "本级各单位情况", "单位")]


def _table(read: Snapshot, code: str, caption: str, first: str) -> Block:
    middle = read.figures[code]["median"]
    cells = [
        [
            row["label"],
            f"{row['base'] or 0:,}",
            f"{row['part']:,}",
            f"{row['value']}%" if row["value"] is not None else "—",
            _against(row["value"], middle),
        ]
        for row in read.rows(code)
    ]
    return table(
        caption,
        [first, "归集案件", "检出问题", "占比", "与中位数相比"],
        cells,
        note="注：归集案件、检出问题的单位为件，与中位数相比的单位为百分点；归集案件少于8件的，不计算占比。",
        figure=code,
    )


def _against(value: str | None, middle: str | None) -> str:
    if value is None or middle is None:
        return "—"
    difference = round(float(value) - float(middle), 1)
    return "持平" if difference == 0 else f"{difference:+.1f}".replace("-", "－").replace("+", "＋")
