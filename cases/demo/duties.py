"""演示：机关年度职责，大多做到了，少数埋设一处没有做到的。"""

from __future__ import annotations

import datetime
import random
from typing import Any

from agencies.choices import AgencyKind
from agencies.models import Agency
from cases.code_lists.duties import BenchmarkSource, Disclosed, YesNo
from cases.models import AgencyDuty

SHARE = 0.6
"""Agencies of which somebody has noted the year."""

FAULTS: tuple[dict[str, Any], ...] = (
    {"annual_published_on": (2, 9)},
    {"reviewers_count": 1, "officers_count": 46},
    {"disclosed": [item for item in Disclosed.values if item != Disclosed.REMEDY]},
    {"benchmark_source": BenchmarkSource.NONE, "benchmark_published_on": None, "benchmark_tiers": None},
    {"catalogue_of_superior": YesNo.NO, "catalogue_from": None},
    {"fine_ranking": YesNo.YES},
    {"random_checks": "", "has_superior": ""},
)
"""What is wrong with every sixth or so: one thing each; the last lacks data."""


def seed_duties(rng: random.Random, today: datetime.date) -> int:
    """Last year's duties of most enforcement agencies; returns how many."""
    year = today.year - 1
    agencies = [one for one in Agency.objects.filter(kind=AgencyKind.ENFORCEMENT).order_by("code") if rng.random() < SHARE]
    rows = []
    for place, agency in enumerate(agencies):
        told = _done(rng, year)
        if place % 6 == 0:
            told |= {
                name: datetime.date(year + 1, *value) if isinstance(value, tuple) else value
                for name, value in FAULTS[place // 6 % len(FAULTS)].items()
            }
        rows.append(AgencyDuty(agency=agency, region_code=agency.region_code, year=year, **told))
    AgencyDuty.objects.bulk_create(rows)
    return len(rows)


def _done(rng: random.Random, year: int) -> dict[str, Any]:
    """A year in which everything was done in time."""
    officers, collected = rng.randint(12, 60), rng.randint(20, 400) * 1000
    reported = datetime.date(year + 1, 1, rng.randint(10, 30))
    return {
        "annual_published_on": reported,
        "annual_to_government_on": reported,
        "annual_to_superior_on": reported,
        "has_superior": YesNo.YES,
        "officers_count": officers,
        "reviewers_count": officers // 20 + 1,
        "disclosed": list(Disclosed.values),
        "random_checks": YesNo.YES,
        "has_discretion": YesNo.YES,
        "benchmark_source": BenchmarkSource.SUPERIOR,
        "benchmark_published_on": datetime.date(year - 2, 6, 1),
        "benchmark_tiers": rng.randint(3, 5),
        "catalogue_of_superior": YesNo.YES,
        "fine_target": YesNo.NO,
        "fine_ranking": YesNo.NO,
        "fines_refunded": YesNo.NO,
        "collected_amount": collected,
        "treasury_amount": collected,
    }
