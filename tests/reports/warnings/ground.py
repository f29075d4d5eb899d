"""预警测试的场地：单位、案件、企业，一行一个。

Short ways to set a scene for one model: agencies beside one another, cases in bulk, what a model finds. Everything is fictional.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import count
from typing import Any

from agencies.choices import Sector
from agencies.models import Agency, EnforcementOfficer
from cases.models import EnforcementCase, Finding
from reports import warnings
from reports.models import RaisedWarning, WarningRun
from reports.warnings import running
from tests.cases.factories import make_agency

TODAY = datetime.date(2026, 11, 1)
_serial = count(1)


def ago(days: int) -> datetime.date:
    """The day so many days before."""
    return TODAY - datetime.timedelta(days=days)


def body(letter: str, sector: str = Sector.MARKET) -> Agency:
    """An agency of a sector, a different one for each letter."""
    return make_agency(sector, region_code=f"4301{ord(letter):02}")


def credit_code(number: int) -> str:
    """An enterprise's code of the right length."""
    return f"91430100MA{number:08}"


def cases(agency: Agency, number: int, **fields: Any) -> list[EnforcementCase]:
    """So many penalties by ordinary procedure, decided a month ago; fields as given."""
    values: dict[str, Any] = {
        "kind": "penalty", "procedure": "ordinary", "decision_type": "penalty", "decision_date": ago(30), "listed_on": ago(30),
        "received_on": ago(20), "sector": agency.sector,
    } | fields  # fmt: skip
    rows = [
        EnforcementCase(
            agency=agency,
            region_code=agency.region_code,
            external_id=f"G{next(_serial):06}",
            **({"party_name": "演示公司"} | values),
        )
        for _ in range(number)
    ]
    return EnforcementCase.objects.bulk_create(rows)


def one(agency: Agency, **fields: Any) -> EnforcementCase:
    """One of them."""
    return cases(agency, 1, **fields)[0]


def waiting(agency: Agency, filed: datetime.date, **fields: Any) -> EnforcementCase:
    """A case that was filed and not decided."""
    return one(agency, **({"decision_type": "", "decision_date": None, "filing_date": filed, "listed_on": filed} | fields))


def visit(agency: Agency, day: datetime.date, code: str, **fields: Any) -> EnforcementCase:
    """An inspection of an enterprise."""
    plain = {"kind": "inspection", "procedure": "", "decision_type": "", "decision_date": None, "party_type": "legal_person"}
    return one(
        agency,
        **(plain | {"inspected_on": day, "listed_on": day, "party_credit_code": code, "inspection_kind": "日常检查"} | fields),
    )


def findings(rows: Iterable[EnforcementCase], rule: str, state: str = "open") -> None:
    """A finding of a rule on each."""
    Finding.objects.bulk_create([
        Finding(case=case, agency_id=case.agency_id, region_code=case.region_code, rule_code=rule, rule_version=1, severity=2, basis="演示",
                found_on=case.listed_on, listed_on=case.listed_on, state=state, reason="演示" if state == "dismissed" else "")
        for case in rows
    ])  # fmt: skip


def officers(agency: Agency, number: int) -> None:
    """So many officers without a certificate."""
    EnforcementOfficer.objects.bulk_create([
        EnforcementOfficer(agency=agency, region_code=agency.region_code, name=f"演示员{next(_serial)}") for _ in range(number)
    ])  # fmt: skip


def run(code: str, today: datetime.date = TODAY, **options: Any) -> WarningRun:
    """One run of a model."""
    return running.run(warnings.get(code), today=today, **options)


def standing(code: str) -> set[str]:
    """The subjects that stand out."""
    return set(RaisedWarning.objects.filter(model=code, standing=True).values_list("key", flat=True))


def only(code: str) -> RaisedWarning:
    """The one warning of a model that stands."""
    return RaisedWarning.objects.get(model=code, standing=True)
