"""试算：改一个参数，历史上会多出、少掉哪些问题；两个人；自某日起。

Market regulation must decide within 90 days: a case filed on Tuesday 2026-03-10 by Monday 2026-06-08. With 80 days the last day is Friday 2026-05-29.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from agencies.choices import Sector
from cases.models import CaseCheck, Finding, ParameterTrial, SectorParameter
from cases.rules.parameters import stored
from cases.services import trials
from cases.services.checking import check
from cases.services.trying import try_rules
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cases.factories import make_agency, make_case

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)
EIGHTY = {
    "key": "decide_limit", "sector": "market", "place": "", "value": 80, "unit": "day", "source": "拟修订的规章", "status": "found",
    "valid_from": date(2027, 1, 1),
}  # fmt: skip


@pytest.fixture
def history() -> dict[str, Any]:
    """Three cases of market regulation and one of another sector: decided after 80, 81 and 91 days, and after 85."""
    market, general = make_agency(Sector.MARKET), make_agency(Sector.GENERAL)
    return {
        "in_time": make_case(market, filing_date="2026-03-10", decision_date="2026-05-29"),
        "between": make_case(market, filing_date="2026-03-10", decision_date="2026-05-30"),
        "late": make_case(market, filing_date="2026-03-10", decision_date="2026-06-09"),
        "elsewhere": make_case(general, filing_date="2026-03-10", decision_date="2026-06-03"),
    }


def tried(cast: Any, **changes: Any) -> ParameterTrial:
    made = trials.propose(values=EIGHTY | changes, actor=cast.city_chief, today=TODAY)
    run(OutboxJob.objects.get(dedupe_key=f"{trials.JOB}:{made.pk}").pk)
    return ParameterTrial.objects.get(pk=made.pk)


def test_a_shorter_limit_finds_the_case_between_and_no_other(cast: Any, history: dict[str, Any]) -> None:
    made = tried(cast)
    assert (made.state, made.cases_tried, made.added, made.dropped) == ("tried", 4, 1, 0)
    (one,) = made.outcome
    assert (one["rule"], one["added_cases"], one["agency"]) == ("P-30", [history["between"].pk], history["between"].agency_id)


def test_a_longer_limit_drops_what_it_allows(cast: Any, history: dict[str, Any]) -> None:
    made = tried(cast, value=100)
    assert (made.added, made.dropped, made.outcome[0]["dropped_cases"]) == (0, 1, [history["late"].pk])


def test_trying_writes_no_result_and_no_finding(cast: Any, history: dict[str, Any]) -> None:
    before = list(SectorParameter.objects.values())
    tried(cast)
    assert not Finding.objects.exists()
    assert not CaseCheck.objects.exists()
    assert list(SectorParameter.objects.values()) == before


def test_another_person_adopts_and_the_old_number_ends_the_day_before(cast: Any, history: dict[str, Any]) -> None:
    made = tried(cast)
    trials.submit(trial=made, actor=cast.city_chief)
    row = trials.adopt(trial=made, actor=cast.city_director, words="同意")
    old = SectorParameter.objects.get(pk=made.replaces_id)
    assert (old.valid_to, row.valid_from, row.value) == (date(2026, 12, 31), date(2027, 1, 1), 80)
    check(as_of=TODAY)
    assert set(Finding.objects.filter(rule_code="P-30").values_list("case_id", flat=True)) == {history["late"].pk}
    days = (
        "(VALUES ('market', '430100', date '2026-12-31'), ('market', '430100', '2027-01-01')) AS one(sector, region_code, filed)"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {stored().value('decide_limit', on='filed')} FROM {days}")
        assert [limit for (limit,) in cursor.fetchall()] == [90, 80]


def test_whoever_proposed_does_not_adopt(cast: Any, history: dict[str, Any]) -> None:
    made = tried(cast)
    trials.submit(trial=made, actor=cast.city_chief)
    with pytest.raises((NotAllowed, PermissionDenied)):
        trials.adopt(trial=made, actor=cast.city_chief, words="同意")
    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterTrial.objects.filter(pk=made.pk).update(decided_by=cast.city_chief)
    assert SectorParameter.objects.get(pk=made.replaces_id).valid_to is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"valid_from": TODAY}, "施行日期应当在今天以后"),
        ({"value": 90}, "与现行的数字相同"),
        ({"unit": "workday", "value": 60}, "不用这一单位"),
    ],
)
def test_what_cannot_be_tried_is_told(cast: Any, changes: dict[str, Any], told: str) -> None:
    with pytest.raises(UserError, match=told):
        trials.propose(values=EIGHTY | changes, actor=cast.city_chief, today=TODAY)
    assert not ParameterTrial.objects.exists()


def test_a_county_does_not_propose_for_the_city(cast: Any) -> None:
    with pytest.raises(PermissionDenied, match="市级"):
        trials.propose(values=EIGHTY, actor=cast.county_chief, today=TODAY)


def test_the_way_through_the_browser(cast: Any, sign_in: Any, history: dict[str, Any]) -> None:
    client = sign_in(cast.city_chief)
    answer = client.post(reverse("cases:trial_new"), EIGHTY | {"valid_from": "2030-01-01"})
    made = ParameterTrial.objects.get()
    assert answer.url == made.get_absolute_url()
    assert "试算中" in client.get(made.get_absolute_url()).content.decode()
    run(OutboxJob.objects.get(dedupe_key=f"{trials.JOB}:{made.pk}").pk)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "多出问题 <b>1</b> 条，少掉 <b>0</b> 条" in page
    assert history["between"].get_absolute_url() in page
    assert "报请批准" in page


def test_the_form_says_what_is_wrong(cast: Any, sign_in: Any) -> None:
    page = sign_in(cast.city_chief).post(
        reverse("cases:trial_new"), EIGHTY | {"value": "1.5", "place": "长沙", "valid_from": "2030-01-01"}
    )
    assert page.status_code == 422
    assert "请填不小于零的整数" in page.content.decode()
    assert "不是区划代码" in page.content.decode()


def test_rules_as_written_now_are_compared_with_the_findings_that_stand(history: dict[str, Any]) -> None:
    check(as_of=TODAY)
    late = Finding.objects.get(case=history["late"], rule_code="P-30")
    late.delete()
    found = try_rules(["P-30"], stored(), as_of=TODAY)
    assert [(one.added, one.dropped, one.added_cases) for one in found.differences] == [(1, 0, (history["late"].pk,))]
    assert not Finding.objects.filter(case=history["late"], rule_code="P-30").exists()


@pytest.mark.parametrize(
    ("key", "unit", "shown"), [("freeze_tolerance", "percent", "25%"), ("night_from", "hour", "21时"), ("on_g_13", "flag", "是")]
)
def test_a_number_that_has_no_row_yet_is_tried_in_the_unit_its_rule_is_written_for(
    key: str, unit: str, shown: str, cast: Any, history: dict[str, Any]
) -> None:
    value = {"percent": 25, "hour": 21, "flag": 1}[unit]
    with pytest.raises(UserError, match="不用这一单位"):
        tried(cast, key=key, sector="", value=value, unit="yuan")
    made = tried(cast, key=key, sector="", value=value, unit=unit)
    assert made.state == "tried"
    assert made.row.amount == shown
