"""演示案件生成：按单位、种类写成本平台模板的文件，并列出埋设了什么。"""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from agencies.choices import AgencyKind, Sector, Tier
from agencies.demo.accounts import ACCOUNTS
from agencies.models import Agency, CertificateSpan, EnforcementCertificate
from cases.choices import CaseKind
from cases.columns import TEMPLATES
from cases.demo import others, penalty
from cases.demo.days import Days
from cases.demo.defects import PLANTED
from cases.demo.penalty import DemoCase, Seats
from cases.demo.steps import STEPS
from cases.demo.truth import RECORD_PREFIX
from cases.demo.vocabulary import identity_number
from cases.rules import RULESET
from supervision.workdays import Calendar

DAYS = 730
"""24 months."""

SHARE = ((CaseKind.PENALTY, 62), (CaseKind.INSPECTION, 20), (CaseKind.LICENCE, 13), (CaseKind.COERCION, 5))
DEFECT_RATE = 0.09
FORGOTTEN_RATE = 0.12
FORGETTABLE = (
    "informed_items",
    "act1_enforcing",
    "major_public_interest",
    "publish_required",
    "discovered_date",
    "oral_informed_recorded",
)
"""Columns that clerks leave blank: the record does not say, so the rule cannot judge (缺数据), and nobody is accused."""

DEFECTS = {
    kind: (
        *(PLANTED if kind == CaseKind.PENALTY else ()),
        *((rule, spoil) for step in STEPS for of, rule, spoil in step.planted if of == kind),
    )
    for kind in CaseKind
}
"""What may be planted in each kind of record."""

OWN_LAW = (Sector.SECURITY, Sector.TAX)
"""Sectors with a procedure of their own."""

DISPUTABLE = frozenset(f"P-{number:02}" for number in (1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 31, 32, 33, 34, 36, 37, 38, 41, 42, 43))
"""Breaches on the way to the decision: what comes after it does not undo them."""
LATEST_APPLICATION = timedelta(days=75)
"""Sixty days to apply (行政复议法 §20), and some for the organ to decide."""

MAKERS = {CaseKind.LICENCE: others.licence, CaseKind.INSPECTION: others.inspection, CaseKind.COERCION: others.coercion}


@dataclass(frozen=True)
class DemoFile:
    """One file of one agency and kind, in the platform's own template."""

    agency: Agency
    kind: CaseKind
    path: Path
    rows: int


@dataclass(frozen=True)
class Planted:
    """One defect that was put in: the rule that must find it, on which record of which agency."""

    rule: str
    agency: str
    record_no: str


def write_files(folder: Path, *, cases: int, seed: int, as_of: date, calendar: Calendar) -> tuple[list[DemoFile], list[Planted]]:
    """Write `cases` records over 24 months into CSV files below `folder`; the same arguments give the same bytes."""
    rng = random.Random(seed)  # noqa: S311 - demo data
    days = Days(rng, calendar, as_of)
    agencies = _weighted_agencies()
    seats = _seats()
    made: dict[tuple[str, CaseKind], list[DemoCase]] = defaultdict(list)
    planted_so_far: Counter[str] = Counter()
    kinds, weights = [kind for kind, _ in SHARE], [weight for _, weight in SHARE]
    chosen = rng.choices([a for a, _ in agencies], [w for _, w in agencies], k=cases)
    ages = sorted((rng.randint(6, DAYS) for _ in chosen), reverse=True)  # numbers follow the days
    for number, (agency, age) in enumerate(zip(chosen, ages, strict=True), start=1):
        kind = rng.choices(kinds, weights)[0]
        day = days.on_a_workday(as_of - timedelta(days=age))
        record_no = f"{RECORD_PREFIX}{number:08d}"
        case = _make(days, kind, record_no, agency, seats[agency.pk], day, planted_so_far)
        if case.row["party_type"] == "自然人":
            case.row.setdefault("party_identity", identity_number(number))
        made[agency.code, kind].append(case)
    planted = [Planted(rule, code, case.row["record_no"]) for code, case in _each(made) for rule in case.planted]
    planted += _double_numbers(made)
    planted += _second_fines(made)
    _take_to_reconsideration(made, as_of)
    by_code = {agency.code: agency for agency, _ in agencies}
    files = [_write(folder, by_code[code], kind, made[code, kind]) for code, kind in sorted(made)]
    return files, sorted(planted, key=lambda p: (p.rule, p.agency, p.record_no))


def write_planted(path: Path, planted: list[Planted]) -> None:
    """The list of what was planted, as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["规则", "单位编码", "记录号"])
        writer.writerows((one.rule, one.agency, one.record_no) for one in planted)


def _make(
    days: Days, kind: CaseKind, record_no: str, agency: Agency, seats: Seats, day: date, planted_so_far: Counter[str]
) -> DemoCase:
    maker = MAKERS.get(kind) or (penalty.summary if days.rng.random() < 0.25 else penalty.ordinary)
    case = maker(days, record_no, agency.document_mark, agency.sector, seats, day)
    case.sector = agency.sector
    for step in STEPS:
        step.fill(days, kind, case, seats)
    if days.rng.random() < DEFECT_RATE:
        # What has been planted least comes first, so that even what seldom fits is there.
        shuffled = days.rng.sample(DEFECTS[kind], len(DEFECTS[kind]))
        for rule, spoil in sorted(shuffled, key=lambda defect: planted_so_far[defect[0]]):
            if not (case.sector in OWN_LAW and _yields(rule)) and spoil(days, case, seats):
                case.planted.append(rule)
                planted_so_far[rule] += 1
                return case
    if kind == CaseKind.PENALTY and days.rng.random() < FORGOTTEN_RATE:
        case.row[days.rng.choice(FORGETTABLE)] = ""
    return case


def _yields(rule: str) -> bool:
    """Whether a rule leaves a sector with a procedure of its own to a person: nothing is called a breach there."""
    return any(name.startswith("own_law") for name in RULESET.rule(rule).parameters)


def _take_to_reconsideration(made: dict[tuple[str, CaseKind], list[DemoCase]], as_of: date) -> None:
    """In each county the newest decision with a breach that no dispute excuses is before the reconsideration organ: the breach is found all the
    same, and nothing is supervised a second time (条例 §33 三款)."""
    newest: dict[str, DemoCase] = {}
    for (code, kind), cases in sorted(made.items()):
        for case in cases:
            served = case.dates.get("served")
            if kind != CaseKind.PENALTY or served is None or not DISPUTABLE.intersection(case.planted):
                continue
            if as_of - LATEST_APPLICATION <= served <= as_of - timedelta(days=20):
                newest[code[:6]] = max(newest.get(code[:6], case), case, key=lambda one: one.dates["served"])
    for case in newest.values():
        accepted = case.dates["served"] + timedelta(days=15)
        case.row |= {"dispute_status": "行政复议中", "remedy_spans": f"行政复议 {accepted.isoformat()}~"}


def _double_numbers(made: dict[tuple[str, CaseKind], list[DemoCase]]) -> list[Planted]:
    """In every fifth agency two clean decisions of different days carry one number (Q-07)."""
    planted = []
    for code, kind in sorted(made)[::5]:
        clean = [
            c for c in made[code, kind] if not c.planted and c.row.get("decision_no") and c.row.get("procedure") == "普通程序"
        ]
        if len(clean) >= 2 and clean[0].row["decision_date"] != clean[1].row["decision_date"]:
            clean[1].row["decision_no"] = clean[0].row["decision_no"]
            planted += [Planted("Q-07", code, case.row["record_no"]) for case in clean[:2]]
    return planted


_PARTY = ("party_name", "party_type", "party_credit_code", "legal_representative")


def _second_fines(made: dict[tuple[str, CaseKind], list[DemoCase]]) -> list[Planted]:
    """In every fifth agency a company is fined twice for what was confirmed to be the same act (P-39)."""
    planted = []
    for code, kind in sorted(made)[1::5]:
        fined = [
            c
            for c in made[code, kind]
            if not c.planted and c.row.get("procedure") == "普通程序" and c.row["party_type"] == "法人"
        ]
        decided = sorted((c for c in fined if c.row.get("decision_date")), key=lambda case: case.row["decision_date"])
        if len(decided) >= 2 and decided[0].row["decision_date"] < decided[-1].row["decision_date"]:
            first, second = decided[0], decided[-1]
            second.row |= {key: first.row.get(key, "") for key in _PARTY}
            second.row |= {"same_fact_confirmed": "是", "same_fact_decision_no": first.row["decision_no"]}
            planted.append(Planted("P-39", code, second.row["record_no"]))
    return planted


def _each(made: dict[tuple[str, CaseKind], list[DemoCase]]) -> Iterator[tuple[str, DemoCase]]:
    for (code, _kind), cases in made.items():
        for case in cases:
            yield code, case


def _write(folder: Path, agency: Agency, kind: CaseKind, cases: list[DemoCase]) -> DemoFile:
    columns = TEMPLATES[kind].columns
    path = folder / f"{agency.code}-{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.label for column in columns])
        writer.writerows([case.row.get(column.key, "") for column in columns] for case in cases)
    return DemoFile(agency, kind, path, len(cases))


def _weighted_agencies() -> list[tuple[Agency, int]]:
    """Busy sectors report more, counties most of all; the agencies of the printed sign-ins six times as much, to have something to show."""
    busy = {"market": 9, "urban": 8, "transport": 6, "health": 4, "housing": 4, "ecology": 3, "emergency": 3, "agriculture": 3}
    rows = Agency.objects.filter(kind=AgencyKind.ENFORCEMENT).order_by("code")
    shown = {account.agency_code for account in ACCOUNTS}
    return [
        (agency, busy.get(agency.sector, 1) * (1 if agency.tier == Tier.CITY else 2) * (6 if agency.code in shown else 1))
        for agency in rows
    ]


def _seats() -> dict[int, Seats]:
    """Each agency's certificates in the order of their numbers: five in force, one suspended, one run out, an auxiliary's card."""
    numbers: dict[int, list[str]] = defaultdict(list)
    rows = EnforcementCertificate.objects.order_by("number").values_list("officer__agency_id", "number")
    for agency_id, number in rows:
        numbers[agency_id].append(number)
    spans = {span.certificate.number: span for span in CertificateSpan.objects.select_related("certificate")}
    places = {pk: place for pk, *place in Agency.objects.values_list("pk", "region_code", "sector")}
    found = {}
    for agency_id, own in numbers.items():
        span = spans[own[5]]
        found[agency_id] = Seats(own[:5], own[6], own[5], span.from_day, span.to_day or span.from_day, own[7], *places[agency_id])
    return found
