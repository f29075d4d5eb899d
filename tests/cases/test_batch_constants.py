"""整批相同的数据项写成常数后，检查结果与逐案判断一字不差，只有最后一件才填的数据项也不漏。"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.choices import Sector
from cases.choices import CaseKind, Outcome
from cases.models import EnforcementCase, ImportBatch
from cases.rules import RULESET
from cases.rules.constants import FIRST
from cases.rules.scope import Scope
from cases.services.checking import check, trial
from supervision.documents.storage import store
from tests.cases.careless import random_case
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)


def batch_of(agency: Any, odd: int) -> tuple[ImportBatch, list[int]]:
    """More cases than are looked at first, all alike; behind them some careless ones of any sector, with whatever the others lack."""
    batch = ImportBatch.objects.create(
        agency=agency, region_code="430100", kind="penalty", file=store(b"a\n", media_type="text/csv"), file_sha256="0" * 64,
        file_name="一批.csv",
    )  # fmt: skip
    for number in range(FIRST + 5):
        make_case(
            agency, batch=batch, sector=Sector.MARKET, procedure="ordinary", decision_type="penalty", filing_date="2026-01-05",
            decision_date="2026-06-25", decision_no=f"长市监罚〔2026〕{number}号",
        )  # fmt: skip
    random = Random(825)
    careless = [random_case(random, serial).pk for serial in range(odd)]
    EnforcementCase.objects.filter(pk__in=careless).update(batch=batch, agency=agency, kind=CaseKind.PENALTY)
    return batch, careless


@pytest.mark.parametrize("odd", [0, 1, 12])
def test_a_batch_is_judged_as_its_cases_are_one_by_one(cast: Any, odd: int) -> None:
    batch, careless = batch_of(cast.city_market, odd)
    with CaptureQueriesContext(connection) as asked:
        summary = check(batch=batch, as_of=TODAY)
    judging = next(query["sql"] for query in asked if query["sql"].startswith("CREATE UNLOGGED TABLE staging.checking_verdicts"))
    assert "CASE WHEN false THEN f.hearing_held_date END" in judging or odd > 1, "nobody says a word of a hearing"
    assert summary.cases == FIRST + 5 + odd
    assert summary.by_rule["P-30"][Outcome.FAIL] >= FIRST + 5
    assert summary.by_rule == trial(RULESET, as_of=TODAY, scope=Scope.everything())
    alike = EnforcementCase.objects.exclude(pk__in=careless).values_list("pk", flat=True)[:3]
    again = check(case_ids=[*alike, *careless], as_of=TODAY)
    assert (again.new, again.refreshed, again.cleared) == (0, 0, 0), (
        "a finding says the same when its case is looked at by itself"
    )


def test_what_only_the_last_case_says_is_no_constant(cast: Any) -> None:
    batch, _ = batch_of(cast.city_market, 0)
    make_case(
        cast.city_market, batch=batch, sector=Sector.HOUSING, decision_type="penalty", decision_date="2026-06-01", served_date="2026-06-29",
        service_mode="direct",
    )  # fmt: skip
    summary = check(batch=batch, as_of=TODAY)
    assert summary.by_rule["P-50"][Outcome.FAIL] == 1
    assert summary.by_rule == trial(RULESET, as_of=TODAY, scope=Scope.everything())
