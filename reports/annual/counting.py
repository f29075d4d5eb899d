"""年报的数：从月汇总加出来，一案一宗，归入最重的一种；每个数都能列出它数的案件。

The figures of the annual statistics. They are added up from `ActivityMonth` in two statements whatever the number of cases: what falls under
which kind follows from the order that holds for the year. The year before is counted by the same order, so that the two can be compared.
"""

from __future__ import annotations

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When

from agencies.choices import AgencyKind, PersonnelKind, Tier
from agencies.models import Agency, CertificateSpan, EnforcementCertificate, EnforcementOfficer, Region
from cases.choices import DecisionType, PartyType
from cases.models import EnforcementCase
from reports.annual.kinds import Rule, heaviest
from reports.annual.tables import BODIES, TABLES, Column, Table, What, measure_of
from reports.models import ActivityMonth

PERMISSION = "reports.view_annual"
Number = int | Decimal
ADDED = ("cases", "summary", "ordinary", "reviewed", "enterprises", "scanned", "fines", "confiscated")
BY_AGENCY, BY_REGION = "agency", "region"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months within one year, both included."""

    year: int
    first: int = 1
    last: int = 12

    @property
    def start(self) -> datetime.date:
        """The first day."""
        return datetime.date(self.year, self.first, 1)

    @property
    def end(self) -> datetime.date:
        """The last day."""
        return datetime.date(self.year, self.last, calendar.monthrange(self.year, self.last)[1])

    @property
    def before(self) -> Period:
        """The same months a year earlier."""
        return replace(self, year=self.year - 1)

    @property
    def label(self) -> str:
        """2026年度, 2026年1月至6月."""
        if (self.first, self.last) == (1, 12):
            return f"{self.year}年度"
        months = f"{self.first}月" if self.first == self.last else f"{self.first}月至{self.last}月"
        return f"{self.year}年{months}"

    @property
    def due(self) -> datetime.date:
        """When it is to be published and reported (国办发〔2018〕118号（六）): the 31 January after."""
        return datetime.date(self.year + 1, 1, 31)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page shows: a period, the place ("" : all in scope), and whether a line is an agency or a place."""

    period: Period
    region: str = ""
    by: str = BY_AGENCY


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table. `values`: by column key; None: nothing can be said. `agency_id`, `region`: whose it is."""

    label: str
    values: Mapping[str, Number | None]
    agency_id: int | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One table with its lines, their sum, and the sum of the same months a year earlier."""

    table: Table
    lines: tuple[Line, ...]
    total: Line
    before: Line


@dataclass(frozen=True, slots=True)
class Annual:
    """All of it."""

    asked: Asked
    rule: Rule
    tables: tuple[Counted, ...]
    regions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Places:
    """The agencies that are counted, and the names of their places by county code."""

    agencies: tuple[Agency, ...]
    regions: dict[str, str]


def places_of(agencies: QuerySet[Agency]) -> Places:
    """The enforcement agencies among these, in the order of their places. An agency that is no longer in use still has its past."""
    rows = tuple(agencies.filter(kind=AgencyKind.ENFORCEMENT).order_by("region_code", "code"))
    codes = {agency.county_code for agency in rows}
    known = {region.code: region for region in Region.objects.filter(code__in=codes)}
    names = {
        code: known[code].name + ("本级" if known[code].tier == Tier.CITY else "") for code in sorted(codes) if code in known
    }
    return Places(rows, names)


def annual(
    *, rows: QuerySet[ActivityMonth], officers: QuerySet[EnforcementOfficer], places: Places, asked: Asked, rule: Rule
) -> Annual:
    """Count. `rows`, `officers`: those this person may see."""
    agencies = [one for one in places.agencies if not asked.region or one.county_code == asked.region]
    ids = {agency.pk for agency in agencies}
    now, before = _deeds(rows, asked.period, ids, rule)
    shown = [agency for agency in agencies if agency.is_active or agency.pk in now]
    officers = officers.filter(agency__in=ids)
    _add_bodies(now, shown, officers, asked.period.end)
    _add_bodies(before, (), officers, asked.period.before.end)
    tables = tuple(_counted(table, shown, places, asked.by, now, before) for table in TABLES)
    return Annual(asked, rule, tables, tuple(places.regions.items()))


Sums = dict[int, dict[tuple[str, str], Number]]
"""Agency → (table, column) → figure."""


def _deeds(rows: QuerySet[ActivityMonth], period: Period, agencies: set[int], rule: Rule) -> tuple[Sums, Sums]:
    """What the agencies did in the period, and in the same months a year earlier; in one statement."""
    within = Q(month__range=(period.start, period.end))
    earlier = Q(month__range=(period.before.start, period.before.end))
    grouped: Iterable[Any] = (
        rows.filter(within | earlier, agency__in=agencies)
        .order_by()
        .annotate(is_now=Case(When(within, then=Value(True)), default=Value(False)))
        .values("agency_id", "what", "acts", "is_now")
        .annotate(**{f"sum_{name}": Sum(name) for name in ADDED})
    )
    sums: tuple[Sums, Sums] = (defaultdict(lambda: defaultdict(int)), defaultdict(lambda: defaultdict(int)))
    for row in grouped:
        mine = sums[0 if row["is_now"] else 1][row["agency_id"]]
        act = act_of(row["what"], row["acts"], rule)
        row["sum_amount"] = row["sum_fines"] + row["sum_confiscated"]
        for table in TABLES:
            for column in table.columns:
                if column.what == row["what"] and column.acts in ("", act):
                    mine[table.key, column.key] += row[f"sum_{column.field}"]
    return sums


def act_of(what: str, acts: list[str], rule: Rule) -> str:
    """Under which key a group of records counts."""
    if what == What.PENALTY:
        return heaviest(acts, rule.order)
    return measure_of(acts) if what == What.COERCION else ""


def _add_bodies(sums: Sums, agencies: Sequence[Agency], officers: QuerySet[EnforcementOfficer], day: datetime.date) -> None:
    """Bodies as the register has them today (of the past it knows nothing), people and their certificates as of a day."""
    for agency in agencies:
        sums[agency.pk][BODIES.key, "bodies"] = int(agency.is_active and agency.is_qualified)
    out = CertificateSpan.objects.filter(certificate=OuterRef("pk"), from_day__lte=day).filter(
        Q(to_day=None) | Q(to_day__gte=day)
    )
    valid = EnforcementCertificate.objects.filter(officer=OuterRef("pk"), valid_from__lte=day, valid_to__gte=day)
    there = officers.filter(kind=PersonnelKind.OFFICER).filter(Q(entered_on=None) | Q(entered_on__lte=day)).filter(
        Q(left_on=None) | Q(left_on__gt=day)
    )  # fmt: skip
    counted = there.order_by().values("agency_id").annotate(
        officers=Count("pk"), certified=Count("pk", filter=Exists(valid.filter(~Exists(out))))
    )  # fmt: skip
    for row in counted:
        mine = sums[row["agency_id"]]
        mine[BODIES.key, "officers"], mine[BODIES.key, "certified"] = row["officers"], row["certified"]


def _counted(table: Table, agencies: Sequence[Agency], places: Places, by: str, now: Sums, before: Sums) -> Counted:
    if by == BY_REGION:
        groups: dict[str, list[int]] = defaultdict(list)
        for agency in agencies:
            groups[str(agency.county_code)].append(agency.pk)
        lines = [
            Line(places.regions.get(code, code), _values(table, [now[pk] for pk in ids]), region=code)
            for code, ids in groups.items()
        ]
    else:
        lines = [
            Line(agency.name, _values(table, [now[agency.pk]]), agency_id=agency.pk, region=str(agency.county_code))
            for agency in agencies
        ]
    total = Line("合计", _values(table, list(now.values())))
    earlier = _values(table, list(before.values()))
    return Counted(table, tuple(lines), total, Line("上年同期", earlier | ({"bodies": None} if table is BODIES else {})))


def _values(table: Table, sums: Iterable[Mapping[tuple[str, str], Number]]) -> dict[str, Number | None]:
    """The figures of a line: 0 is a count, None where there is nothing to count."""
    found: dict[str, Number | None] = {}
    every = list(sums)
    for column in table.columns:
        found[column.key] = sum(one.get((table.key, column.key), 0) for one in every) if column.has_source else None
    if table is BODIES:
        people, certified = found["officers"], found["certified"]
        found["certified_share"] = Decimal(certified or 0) / people if people else None
    return found


def cases_behind(
    cases: QuerySet[EnforcementCase],
    rows: QuerySet[ActivityMonth],
    *,
    column: Column,
    asked: Asked,
    rule: Rule,
    agency_id: int | None,
) -> QuerySet[EnforcementCase]:
    """The cases that a figure counts. `cases`, `rows`: those this person may see. None for a column that counts no cases."""
    if not column.what or not column.leads:
        return cases.none()
    period = asked.period
    which, day = _WHICH[column.what]
    found = cases.filter(which, **{f"{day}__range": (period.start, period.end)})
    if agency_id is not None:
        found = found.filter(agency_id=agency_id)
    elif asked.region:
        found = found.filter(county_code=asked.region)
    if column.acts:
        known = rows.filter(what=column.what, month__range=(period.start, period.end)).order_by().values_list("acts", flat=True)
        same = [acts for acts in known.distinct() if act_of(column.what, acts, rule) == column.acts]
        named = Q(pk__in=())
        for acts in same:
            named |= Q(penalty_kinds=acts) if column.what == What.PENALTY else Q(measure_kind="".join(acts))
        found = found.filter(named)
    return found.filter(_PARTS[column.field]) if column.field in _PARTS else found


_LICENCE = Q(kind="licence")
_WHICH: dict[str, tuple[Q, str]] = {
    What.PENALTY: (Q(kind="penalty", decision_type__in=("", DecisionType.PENALTY)), "decision_date"),
    What.TRANSFERRED: (Q(kind="penalty", decision_type=DecisionType.TRANSFERRED), "listed_on"),
    What.APPLIED: (_LICENCE, "applied_on"),
    What.ACCEPTED: (_LICENCE, "accepted_on"),
    What.LICENSED: (_LICENCE, "decision_date"),
    What.COERCION: (Q(kind="coercion"), "measure_from"),
    What.INSPECTION: (Q(kind="inspection"), "inspected_on"),
}
"""The same as `reports.services.activity.DAYS`; a test counts by both."""
_ENTERPRISE = Q(party_type__in=(PartyType.LEGAL_PERSON, PartyType.OTHER_ORGANISATION, PartyType.SELF_EMPLOYED))
_PARTS: dict[str, Q] = {
    "summary": Q(procedure="summary"),
    "ordinary": Q(procedure="ordinary"),
    "reviewed": Q(legal_review_date__isnull=False),
    "enterprises": _ENTERPRISE,
    "scanned": _ENTERPRISE & Q(scanned=True),
}
