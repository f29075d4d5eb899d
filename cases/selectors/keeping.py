"""保管期限、到期与归档的查询。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from cases.choices import CaseKind, CountedFrom, KeptKind
from cases.holds import Hold
from cases.models import EnforcementCase, LegalHold, RetentionPeriod

IN_FORCE = """(SELECT DISTINCT ON (kind) kind, years, archive_years, counted_from FROM cases_retentionperiod
    WHERE effective_on <= %(today)s ORDER BY kind, effective_on DESC, id DESC)"""
"""The schedule as it stands today, one row a kind (SQL)."""

COUNTED_ON = """CASE p.counted_from WHEN 'closing' THEN c.closed_on WHEN 'decision' THEN c.decision_date
    WHEN 'measure_end' THEN c.measure_to WHEN 'inspected' THEN c.inspected_on END"""
"""The day from which a case `c` is kept by its row `p` of the schedule (SQL); NULL where the record does not say: then nothing runs."""

DAYS_OF_CASES = (CountedFrom.CLOSING, CountedFrom.DECISION, CountedFrom.MEASURE_END, CountedFrom.INSPECTED)


HELD_FOR = Subquery(LegalHold.objects.filter(case=OuterRef("pk"), lifted_at=None).values("reason")[:1])
"""Why a case is held, beside the case; NULL when it is not."""


def after(years: str) -> str:
    """The last day of a period of so many years, as SQL: nothing is done before it is over."""
    return f"({COUNTED_ON} + make_interval(years => p.{years}::int))::date"


def held_by(hold: Hold, case: str = "c.id") -> str:
    """Whether a hold keeps a case (SQL)."""
    return f"EXISTS (SELECT FROM ({hold.cases}) AS held(case_id) WHERE held.case_id = {case})"


@dataclass(frozen=True)
class Kept:
    """One kind of record in the schedule: the row in force, what will take its place, and what was before."""

    kind: KeptKind
    now: RetentionPeriod | None
    coming: tuple[RetentionPeriod, ...]
    before: tuple[RetentionPeriod, ...]

    @property
    def is_case(self) -> bool:
        """Whether it is archived and put on disposal lists."""
        return self.kind.value in CaseKind.values

    @property
    def disposal(self) -> str:
        """How it ends."""
        if self.is_case:
            return "鉴定后按清单销毁" if self.now and self.now.verified and self.now.years is not None else "不销毁"
        words = {KeptKind.IMPORT_FILE: "随最后一件记录销毁", KeptKind.UNMASKING: "随案件销毁"}
        return words.get(self.kind, "不自动销毁")


def schedule(today: datetime.date) -> list[Kept]:
    """Every kind with its rows, in one statement."""
    rows = list(RetentionPeriod.objects.select_related("changed_by").order_by("-effective_on", "-pk"))
    found = []
    for kind in KeptKind:
        mine = [row for row in rows if row.kind == kind]
        taken = [row for row in mine if row.in_force(today)]
        coming = tuple(row for row in reversed(mine) if not row.in_force(today))
        found.append(Kept(kind, taken[0] if taken else None, coming, tuple(taken[1:])))
    return found


def in_force(kind: str, today: datetime.date) -> RetentionPeriod | None:
    """The row of a kind that is in force on a day."""
    rows = RetentionPeriod.objects.filter(kind=kind, effective_on__lte=today)
    return rows.order_by("-effective_on", "-pk").first()


def standing_hold(case: EnforcementCase) -> LegalHold | None:
    """The hold that keeps a case from being destroyed."""
    found: LegalHold | None = LegalHold.objects.filter(case=case, lifted_at=None).select_related("placed_by").first()
    return found
