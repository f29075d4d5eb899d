"""数据质量：四个比例和一个得分，怎样算写在页面上，照着页面也能算出来。

The figures of an agency's month, from the counts of `QualityMonth` alone. A figure whose sample is too small has no value; the score is the
plain mean of the figures that have one; a month with few cases has no score, whatever its rows. Who may see whose is asked of the rows' own scope.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from cases.choices import CaseKind, RowOutcome
from cases.columns import NEEDS, TEMPLATES
from cases.columns.needs import filled
from cases.models import ImportBatch, ImportRow
from cases.rules import RULESET
from cases.selectors.batches import shown_problem
from reports.models import QualityCause, QualityMonth
from supervision.web.inputs import whole

FEWEST = 5
"""A sample below this says nothing of an agency: no value, no rank."""

REFUSED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """One share. `part`, `base`, `sample`: columns of `QualityMonth` (`less`: what is taken off the part)."""

    code: str
    label: str
    base: str
    less: tuple[str, ...]
    part: str
    sample: str
    formula: str
    basis: str


FIGURES = (
    Figure(
        "complete",
        "完整率",
        "needed",
        ("blank",),
        "needed",
        "cases",
        "（必填格数 − 其中空着的格数）÷ 必填格数",
        "本月首次入库的案件，按现在的内容计；何时必填见数据标准",
    ),
    Figure(
        "accepted",
        "一次合格率",
        "rows",
        ("refused", "mended"),
        "rows",
        "rows",
        "（报送行数 − 未入库行数 − 修正后入库行数）÷ 报送行数",
        "本月处理完的批次的全部行；整份没有入库的文件不计",
    ),
    Figure(
        "sound",
        "数据规则合格率",
        "checked",
        ("breached",),
        "checked",
        "checked",
        "（检查件数 − 检出问题的件数）÷ 检查件数",
        "本月首次入库的案件；数据规则指 Q 字头的规则，经研判排除或更正后消除的不计为问题，缺数据不计为问题",
    ),
    Figure(
        "timely",
        "及时率",
        "timed",
        (),
        "in_time",
        "timed",
        "规定时间内首次入库的件数 ÷ 可以计算报送时间的件数",
        "处罚、许可自决定日起 7 个工作日，强制自决定日（没有的自开始日）、检查自检查日起 20 个工作日；没有起算日期的不计",
    ),
)

TIMELY_BASIS = (
    "报送时限没有查到法律或者标准的规定，借用国办发〔2018〕118号（六）规定的公开期限"
    "（行政许可、行政处罚的决定 7 个工作日，其他执法结果 20 个工作日），待市司法局确定。"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of one month: `part` of `base`; `percent` None when the sample is too small. `change` against the month before."""

    figure: Figure
    part: int
    base: int
    sample: int
    percent: Decimal | None
    change: Decimal | None = None

    @property
    def too_few(self) -> bool:
        """There is something, but not enough to say a share."""
        return self.percent is None and self.sample > 0

    @property
    def shown(self) -> str:
        """The figure in words."""
        return str(self.percent) if self.percent is not None else "样本过少" if self.too_few else ""

    @property
    def unit(self) -> str:
        """After the figure."""
        return "" if self.percent is None else "%"

    @property
    def change_text(self) -> str:
        """Against the month before, in words."""
        return _change_text(self.change)

    @property
    def note(self) -> str:
        """What it was made of, and the change."""
        made = f"{self.part:,} ÷ {self.base:,}" if self.base else "没有可以计数的"
        return made if self.change is None else f"{made}；{self.change_text}"


@dataclass(frozen=True, slots=True)
class Score:
    """One agency's month. `rank` among those that have a score, 0 for the others."""

    row: QualityMonth
    values: tuple[Value, ...]
    score: Decimal | None
    change: Decimal | None
    days: Decimal | None
    rank: int = 0

    @property
    def change_text(self) -> str:
        """Against the month before, in words."""
        return _change_text(self.change)

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """A line of the ranking: (heading, figure, change) of each figure."""
        return [
            (one.figure.label, f"{one.shown}{one.unit}" or "—", one.change_text if one.percent is not None else "")
            for one in self.values
        ]

    @property
    def label(self) -> str:
        """For the badge beside the name."""
        return f"得分 {self.score}" if self.change is None else f"得分 {self.score}，{self.change_text}"


def value_of(figure: Figure, row: QualityMonth | None) -> Value:
    """The figure from a month's counts; an absent month is an empty one."""
    row = row or QualityMonth()
    base = getattr(row, figure.base)
    part = getattr(row, figure.part) - sum(getattr(row, name) for name in figure.less)
    sample = getattr(row, figure.sample)
    percent = _tenth(Decimal(part) * 100 / base) if base and sample >= FEWEST else None
    return Value(figure, part, base, sample, percent)


def score_of(row: QualityMonth, before: QualityMonth | None) -> Score:
    """All figures of a month, with the change against the one before; two scores are compared only when they are means of the same figures."""
    then = [value_of(figure, before) for figure in FIGURES]
    now = [value_of(figure, row) for figure in FIGURES]
    values = tuple(
        Value(one.figure, one.part, one.base, one.sample, one.percent, _change(one.percent, old.percent))
        for one, old in zip(now, then, strict=True)
    )
    score = mean(values) if row.cases >= FEWEST else None
    alike = [one.percent is None for one in now] == [one.percent is None for one in then]
    days = _tenth(Decimal(row.days) / row.timed) if row.timed >= FEWEST else None
    return Score(
        row, values, score, _change(score, mean(then) if before and before.cases >= FEWEST else None) if alike else None, days
    )


def mean(values: Iterable[Value]) -> Decimal | None:
    """The score: the plain mean of the percentages that there are."""
    known = [value.percent for value in values if value.percent is not None]
    return _tenth(sum(known, Decimal(0)) / len(known)) if known else None


def _change_text(change: Decimal | None) -> str:
    if change is None:
        return "上月无可比"
    return f"较上月 {change:+}" if change else "与上月持平"


def _change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def month_before(month: datetime.date) -> datetime.date:
    """The first day of the month before."""
    return (month - datetime.timedelta(days=1)).replace(day=1)


def month_after(month: datetime.date) -> datetime.date:
    """The first day of the month after."""
    return (month.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def months_of(rows: QuerySet[QualityMonth]) -> list[datetime.date]:
    """The months there are, newest first."""
    return list(rows.order_by("-month").values_list("month", flat=True).distinct()[:36])


def ranking(rows: QuerySet[QualityMonth], month: datetime.date, *, lowest_first: bool = False) -> list[Score]:
    """The agencies among `rows` (a scoped set) in one month, best first, or those that need help most; those with too small samples at the
    end. One statement."""
    found = list(rows.filter(month__in=(month, month_before(month))).select_related("agency"))
    before = {row.agency_id: row for row in found if row.month != month}
    scores = [score_of(row, before.get(row.agency_id)) for row in found if row.month == month]
    scores.sort(key=lambda one: (one.score is None, -(one.score or 0), one.row.agency.code))
    ranked = [one.score for one in scores if one.score is not None]
    if lowest_first:
        scores.sort(key=lambda one: (one.score is None, one.score or 0, one.row.agency.code))
    return [
        Score(one.row, one.values, one.score, one.change, one.days, ranked.index(one.score) + 1 if one.score is not None else 0)
        for one in scores
    ]


@dataclass(frozen=True, slots=True)
class Cause:
    """A line of what is amiss, in words. `kind`, `name`: where the data standard explains the column; the rule's code."""

    what: str
    label: str
    words: str
    part: int
    base: int
    kind: str = ""
    name: str = ""


def causes(rows: Sequence[QualityCause]) -> dict[str, list[Cause]]:
    """Blank columns, reasons of refusal, data rules: the most first."""
    told: dict[str, list[Cause]] = {what: [] for what in QualityCause.What.values}
    for row in sorted(rows, key=lambda row: (-row.part, row.kind, row.name)):
        if row.part:
            told[row.what].append(_cause(row))
    return told


def _cause(row: QualityCause) -> Cause:
    match row.what:
        case QualityCause.What.BLANK:
            column = TEMPLATES[CaseKind(row.kind)].column(row.name)
            return Cause(
                row.what, column.label, f"{row.get_kind_display()} · {column.needed_when}", row.part, row.base, row.kind, row.name
            )
        case QualityCause.What.RULE:
            return Cause(row.what, RULESET.in_words(row.name), "", row.part, row.base, "", row.name)
    return Cause(row.what, row.name or "整行", row.words, row.part, row.base)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not stored: where it stands, and why."""

    batch: ImportBatch
    line_no: int
    problems: list[dict[str, Any]]

    @property
    def after(self) -> int:
        """The line before it: the batch's page begins with the row."""
        return self.line_no - 1


def refused_rows(batches: Sequence[ImportBatch]) -> list[RefusedRow]:
    """The first refused rows of some batches, newest batch first. One statement."""
    known = {batch.pk: batch for batch in batches if batch.refused}
    rows = ImportRow.objects.filter(batch__in=list(known), outcome=RowOutcome.REFUSED).order_by("-batch_id", "line_no")
    return [
        RefusedRow(known[row.batch_id], row.line_no, [shown_problem(problem) for problem in row.problems or []])
        for row in rows.defer("cells", "sealed")[:REFUSED_SHOWN]
    ]


Key = tuple[datetime.date, int]
"""Where a page of cases begins: beyond this day and number."""

PAGE = 50


def cases_with_blanks(
    *, agency_id: int, month: datetime.date, after: Key | None = None
) -> tuple[list[tuple[int, list[str]]], Key | None]:
    """The cases of one agency's month in which a needed cell is blank, newest first: (id, keys of those cells) of one page, and where the
    next page begins. The caller reads the cases themselves through their own scope."""
    asked: dict[str, Any] = {
        "agency": agency_id,
        "first": month,
        "last": month_after(month),
        "day": after and after[0],
        "id": after and after[1],
    }
    with connection.cursor() as cursor:
        cursor.execute(_with_blanks(), asked | {"size": PAGE + 1})
        rows = cursor.fetchall()
    following = (rows[PAGE - 1][1], rows[PAGE - 1][0]) if len(rows) > PAGE else None
    return [(row[0], row[2]) for row in rows[:PAGE]], following


@cache
def _with_blanks() -> str:
    kinds = []
    for kind, needs in NEEDS.items():
        blanks = ", ".join(
            f"CASE WHEN ({need.condition}) AND ({filled(TEMPLATES[kind].column(key), need)}) IS NOT TRUE THEN '{key}' END"
            for key, need in needs.items()
        )
        kinds.append(f"WHEN '{kind.value}' THEN array_remove(ARRAY[{blanks}]::text[], NULL)")
    return f"""SELECT id, listed_on, gaps FROM (
            SELECT c.id, c.listed_on, CASE c.kind {" ".join(kinds)} END AS gaps FROM cases_enforcementcase c
             WHERE c.agency_id = %(agency)s AND c.received_on >= %(first)s AND c.received_on < %(last)s
               AND (%(day)s::date IS NULL OR (c.listed_on, c.id) < (%(day)s::date, %(id)s::bigint))
        ) counted WHERE cardinality(gaps) > 0 ORDER BY listed_on DESC, id DESC LIMIT %(size)s"""


def key_asked(text: str) -> Key | None:
    """The key of an address ("2026-10-05~42"); None for anything else."""
    day, _, number = text.partition("~")
    pk = whole(number)
    try:
        return (datetime.date.fromisoformat(day), pk) if pk is not None else None
    except ValueError:
        return None


def gap_labels(kind: str, gaps: Iterable[str]) -> list[str]:
    """The blank cells of a case by their headings."""
    return [TEMPLATES[CaseKind(kind)].column(key).label for key in gaps]


def batches_of(rows: QuerySet[ImportBatch], month: datetime.date) -> list[ImportBatch]:
    """The batches of a month, the newest first, at most a hundred; those that could not be stored at all among them."""
    start, end = (timezone.make_aware(datetime.datetime.combine(day, datetime.time())) for day in (month, month_after(month)))
    found = rows.filter(finished_at__gte=start, finished_at__lt=end).order_by(F("refused").desc(), "-id")
    return list(found.defer("notes", "header", "source_index")[:100])
