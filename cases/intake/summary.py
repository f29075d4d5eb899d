"""批次说明：文件里没有什么、哪些格空着、修正了什么，用一句话一条说清楚。"""

from __future__ import annotations

from django.db import connection

from cases.choices import RowOutcome
from cases.intake.reading import Header
from cases.intake.staging import raw_table
from cases.intake.typing import TYPED, Typed
from cases.models import ImportBatch
from cases.models.drawn_profile import CODE

LINES_SHOWN = 5
NAMES_SHOWN = 5
MEANT_SHOWN = 10

_WHY_EMPTY = {
    "decision_no": "文号唯一、文号格式的检查结果为“缺数据”",
    "decision_date": "送达、公开、办案期限等从决定日期起算的检查结果为“缺数据”；尚未作出决定的案件正常",
    "measure_from": "强制期限的检查结果为“缺数据”",
    "inspected_on": "检查频次、时限的检查结果为“缺数据”",
    "party_credit_code": "统一社会信用代码的校验结果为“缺数据”；自然人正常",
    "filing_date": "立案程序和办案期限的检查结果为“缺数据”；简易程序正常",
}
"""Columns whose blanks are told, and what a blank means for the checks. Missing data is never a violation."""


def header_notes(header: Header) -> list[str]:
    """What the header lacks and what of it was not used."""
    mapping = header.mapping
    notes = [f"表头按“{header.profile.label}”（{header.profile.kind.label}）识别，认出 {len(mapping.positions)} 列。"]
    if mapping.unknown:
        why = "按映射不采用" if header.profile.code.startswith(CODE) else "不认得"
        notes.append(f"{len(mapping.unknown)} 列{why}，原样留存、不作检查：{'、'.join(mapping.unknown[:10])}。")
        if why == "不认得":
            notes += _meant(header)
    made = [one.column.label for one in header.derived if one.instead_of is None]
    if made:
        notes.append(f"按映射补上文件没有的栏：{'、'.join(made)}。")
    kept = [column.label for column in mapping.columns if column is not None and column.key.startswith("raw_")]
    if kept:
        notes.append(f"{len(kept)} 列只随原始行留存、不作检查：{'、'.join(kept[:10])}。")
    told = [column for column in mapping.absent if column.key in _WHY_EMPTY]
    for column in told:
        notes.append(f"文件没有“{column.label}”列：{_WHY_EMPTY[column.key].split('；')[0]}。")
    others = [column.label for column in mapping.absent if column not in told and not column.key.startswith(("raw_", "agency_"))]
    if others:
        shown = "、".join(others[:8]) + (f"等 {len(others)} 列" if len(others) > 8 else "")
        notes.append(f"文件没有这些可选列，相关检查结果为“缺数据”，不算问题：{shown}。")
    return notes


def _meant(header: Header) -> list[str]:
    """What an unknown heading may have been meant to be, a sum without its unit above all: else a fine would be lost without a word."""
    told = [problem for problem in header.mapping.problems if problem.value in header.mapping.unknown and "请" in problem.remedy]
    return [f"“{problem.value}”列{problem.message}，没有采用。{problem.remedy}。" for problem in told[:MEANT_SHOWN]]


def row_notes(batch: ImportBatch, header: Header, typed: Typed) -> list[str]:
    """What stands out over all stored rows, in two statements: blank cells of the columns that matter, and whose records these are."""
    return [*_blanks(header, typed), *_agencies(batch, header)]


def _blanks(header: Header, typed: Typed) -> list[str]:
    wanted = [column for _, column in header.stored if column.key in _WHY_EMPTY]
    if not wanted:
        return []
    counts = ", ".join(
        f"count(*) FILTER (WHERE {typed.value(c.key)} IS NULL), (array_agg(t.line_no ORDER BY t.line_no) FILTER (WHERE {typed.value(c.key)} IS NULL))[1:{LINES_SHOWN}]"
        for c in wanted
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts} FROM {TYPED} t WHERE t.outcome <> '{RowOutcome.REFUSED}'")
        found = cursor.fetchone()
    notes = []
    for column, count, lines in zip(wanted, found[::2], found[1::2], strict=True):
        if count:
            shown = "、".join(map(str, lines)) + (" 行等" if count > len(lines) else " 行")
            notes.append(f"“{column.label}”有 {count:,} 行为空（第 {shown}）：{_WHY_EMPTY[column.key]}。")
    return notes


def _agencies(batch: ImportBatch, header: Header) -> list[str]:
    place = header.mapping.positions.get("agency_name")
    if place is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT btrim(c{place}), count(*) FROM {raw_table(batch.pk)} WHERE btrim(c{place}) NOT IN (%s, %s) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50",
            [batch.agency.name, batch.agency.short_name],
        )
        others = cursor.fetchall()
    if not others:
        return []
    rows = sum(count for _, count in others)
    names = "、".join(name for name, _ in others[:NAMES_SHOWN]) + (f"等 {len(others)} 个" if len(others) > NAMES_SHOWN else "")
    return [f"有 {rows:,} 行写明的机关（{names}）与报送单位“{batch.agency.name}”不同：已按报送单位归属，原文留存，请核对。"]
