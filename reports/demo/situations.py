"""演示情形：给预警模型埋设的突出对象，全部虚构，埋了什么写成清单。

What stands out in the demo because it was put there: for each model that can be planted simply, one or a few subjects, reported like anything
else through the platform's own template. `Planted` says which; `manage.py warn --truth` counts what the models make of it.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field, fields
from datetime import date, timedelta
from pathlib import Path

from agencies.choices import AgencyKind, PowerKind, Tier
from agencies.models import Agency, EnforcementCertificate, EnforcementOfficer, PowerItem
from cases.choices import CaseKind
from cases.columns import TEMPLATES
from cases.demo import others, penalty
from cases.demo.days import Days
from cases.demo.penalty import DemoCase, Seats
from cases.demo.vocabulary import CAUSES, GENERAL, company, credit_code
from cases.services import batches
from reports.demo.planting import PLANS
from supervision.workdays import Calendar

HEADINGS = ("模型", "单位编码", "统一社会信用代码", "事项编码", "证号", "说明")
NO_RECORDS = "430181-YS"


@dataclass(frozen=True)
class Planted:
    """One subject that a model should name; what is empty is not asked."""

    model: str
    agency: str = ""
    about: str = ""
    item: str = ""
    number: str = ""
    note: str = ""


@dataclass
class Ground:
    """What a plan plants on: the agencies of a kind, one after another, each used once; and what has been put where."""

    days: Days
    seats: dict[int, Seats]
    free: dict[str, list[Agency]]
    rows: dict[tuple[int, CaseKind], list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    agencies: dict[int, Agency] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)
    number: int = 0

    def take(self, sector: str) -> Agency:
        """The next agency of a sector that nothing has been planted on."""
        agency = self.free[sector].pop(0)
        self.agencies[agency.pk] = agency
        return agency

    def record_no(self) -> str:
        """The next record's number."""
        self.number += 1
        return f"SITU{self.number:08d}"

    def penalty(self, agency: Agency, ago: int) -> DemoCase:
        """A lawful ordinary case found so many days ago, on the agency's list."""
        day = self.days.on_a_workday(self.days.as_of - timedelta(days=ago))
        case = penalty.ordinary(self.days, self.record_no(), agency.document_mark, agency.sector, self.seats[agency.pk], day)
        self.rows[agency.pk, CaseKind.PENALTY].append(case.row)
        return case

    def inspection(self, agency: Agency, day: date, **instead: str) -> dict[str, str]:
        """An inspection on a day."""
        row = others.inspection(self.days, self.record_no(), agency.document_mark, agency.sector, self.seats[agency.pk], day).row
        row |= instead
        self.rows[agency.pk, CaseKind.INSPECTION].append(row)
        return row

    def enterprise(self) -> dict[str, str]:
        """A company's columns."""
        return {"party_name": company(self.days.rng), "party_type": "法人", "party_credit_code": credit_code(self.days.rng)}


def plant(folder: Path, *, seed: int, as_of: date, calendar: Calendar) -> list[Planted]:
    """Report the planted records and set up what is no record; returns what was planted, and writes it to `planted-warnings.csv`."""
    days = Days(random.Random(seed), calendar, as_of)  # noqa: S311 - demo data
    ground = Ground(days, _seats(), _free())
    for plan in PLANS:
        plan(ground)
    ground.planted += [_idle_items(ground), _without_records(as_of)]
    for (agency_id, kind), rows in sorted(ground.rows.items()):
        path = folder / f"situation-{ground.agencies[agency_id].code}-{kind}.csv"
        _write(path, kind, rows)
        batch, _ = batches.receive(
            content=path.read_bytes(), name=path.name, agency=ground.agencies[agency_id], kind=kind, actor=None, deliver=False
        )
        batches.run(batch_id=batch.pk, today=as_of)
    with (folder / "planted-warnings.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(astuple(one) for one in ground.planted)
    return ground.planted


def read_planted(path: Path) -> list[Planted]:
    """The list as it was written. ValueError for a file with other headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    if not lines or tuple(lines[0]) != HEADINGS:
        raise ValueError(f"{path}：第一行应当是 {'、'.join(HEADINGS)}。")
    return [Planted(*line[: len(fields(Planted))]) for line in lines[1:]]


def _write(path: Path, kind: CaseKind, rows: list[dict[str, str]]) -> None:
    columns = TEMPLATES[kind].columns
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.label for column in columns])
        writer.writerows([row.get(column.key, "") for column in columns] for row in rows)


def _seats() -> dict[int, Seats]:
    numbers: dict[int, list[str]] = defaultdict(list)
    for agency_id, number in EnforcementCertificate.objects.order_by("number").values_list("officer__agency_id", "number"):
        numbers[agency_id].append(number)
    return {pk: Seats(own[:5], own[6], own[5], date.min, date.min) for pk, own in numbers.items() if len(own) > 6}


def _free() -> dict[str, list[Agency]]:
    """County agencies by sector, the ones with printed sign-ins last, so that the demo's tours stay as they are."""
    found: dict[str, list[Agency]] = defaultdict(list)
    rows = Agency.objects.filter(kind=AgencyKind.ENFORCEMENT, tier=Tier.COUNTY).order_by("code")
    for agency in sorted(rows, key=lambda one: (one.county_code == "430181", one.code)):
        found[agency.sector].append(agency)
    return found


def _idle_items(ground: Ground) -> Planted:
    """W05: an agency with a long list of items that it has never used."""
    agency = ground.take("urban")
    cause = CAUSES.get(agency.sector, GENERAL)[0]  # type: ignore[call-overload]
    PowerItem.objects.bulk_create(
        PowerItem(
            agency=agency, region_code=agency.region_code, tier=agency.tier, code=f"YS-XZ-{at:04}", name=f"演示闲置事项{at}（虚构）",
            kind=PowerKind.PENALTY, basis=cause.basis, valid_from=date(2023, 1, 1), source="演示权责清单（虚构）",
        )
        for at in range(1, 31)
    )  # fmt: skip
    return Planted("W05", agency.code, note="30 项从未使用的事项")


def _without_records(as_of: date) -> Planted:
    """W04: a new agency with six officers and no record."""
    model = Agency.objects.get(code="430181-ZJ")
    agency = Agency.objects.create(
        code=NO_RECORDS, name="浏阳市演示粮食执法大队（虚构）", short_name="浏阳演示粮食队", kind=AgencyKind.ENFORCEMENT, sector="other",
        region=model.region, region_code=model.region_code, tier=model.tier, document_mark="浏演粮",
    )  # fmt: skip
    EnforcementOfficer.objects.bulk_create(
        EnforcementOfficer(
            agency=agency, region_code=agency.region_code, name=f"演示员{at}", entered_on=as_of - timedelta(days=900)
        )
        for at in "甲乙丙丁戊己"
    )
    return Planted("W04", agency.code, note="登记 6 名执法人员，没有记录")


def each_planted(planted: list[Planted]) -> Iterator[tuple[str, list[Planted]]]:
    """By model, in order."""
    for code in sorted({one.model for one in planted}):
        yield code, [one for one in planted if one.model == code]
