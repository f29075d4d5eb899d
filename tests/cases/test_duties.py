"""机关职责检查：O-02 至 O-05、O-07、O-08、P-67、I-17，逐条按文件原文的边界日。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from agencies.models import PowerItem
from cases.choices import Outcome
from cases.models import AgencyDuty, SectorParameter
from cases.rules.duties import DUTIES
from cases.selectors.duties import outcomes_of, results_of
from tests.cases.factories import make_agency, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 10)
ALL_BUT_RANDOM = ["subject", "staff", "duties", "powers", "basis", "procedure", "remedy"]


def duty(year: int = 2025, **fields: Any) -> AgencyDuty:
    """The year of the one agency, written anew."""
    agency = make_agency()
    AgencyDuty.objects.filter(agency=agency).delete()
    made: AgencyDuty = AgencyDuty.objects.create(agency=agency, region_code=agency.region_code, year=year, **fields)
    made.refresh_from_db()
    return made


def says(code: str, as_of: date = MARCH, **fields: Any) -> Outcome:
    """What one rule says of a year; the list and the explanation agree."""
    made = duty(**fields)
    explained = next(found for found in results_of(made, as_of) if found.code == code)
    assert outcomes_of([made.pk], as_of)[made.pk][code] == explained.outcome
    return explained.outcome


REPORTED = {"annual_published_on": "2026-01-31", "annual_to_government_on": "2026-01-31", "has_superior": "no"}


def test_o_02_the_thirty_first_of_january_is_the_last_day():
    assert says("O-02", **REPORTED) == PASS
    assert says("O-02", **REPORTED | {"annual_published_on": "2026-02-01"}) == FAIL
    assert says("O-02", **REPORTED | {"has_superior": "yes"}) == FAIL
    assert says("O-02", **REPORTED | {"has_superior": "yes", "annual_to_superior_on": "2026-01-30"}) == PASS
    assert says("O-02", has_superior="no") == FAIL
    assert says("O-02", as_of=date(2026, 1, 31), has_superior="no") == UNKNOWN
    assert says("O-02", agency_state="new") == NOT_APPLICABLE


def test_o_03_five_in_a_hundred_exactly():
    assert says("O-03", officers_count=100, reviewers_count=5) == PASS
    assert says("O-03", officers_count=101, reviewers_count=5) == FAIL
    assert says("O-03", officers_count=101, reviewers_count=5, shared_reviewers=2) == UNKNOWN
    assert says("O-03", officers_count=0, reviewers_count=0) == NOT_APPLICABLE
    assert says("O-03", officers_count=100) == UNKNOWN


def test_o_04_the_random_checks_only_from_whoever_makes_them():
    assert says("O-04", disclosed=ALL_BUT_RANDOM, random_checks="no") == PASS
    assert says("O-04", disclosed=ALL_BUT_RANDOM, random_checks="yes") == FAIL
    assert says("O-04", disclosed=[*ALL_BUT_RANDOM, "random_checks"], random_checks="yes") == PASS
    assert says("O-04", disclosed=ALL_BUT_RANDOM) == UNKNOWN
    assert says("O-04", disclosed=[item for item in ALL_BUT_RANDOM if item != "remedy"], random_checks="no") == FAIL
    assert says("O-04") == UNKNOWN


def test_o_05_a_superior_s_benchmark_will_do_and_two_tiers_are_left_to_a_person():
    published = {"has_discretion": "yes", "benchmark_source": "superior", "benchmark_published_on": "2025-01-01"}
    assert says("O-05", **published, benchmark_tiers=4) == PASS
    assert says("O-05", **published, benchmark_tiers=2) == UNKNOWN
    assert says("O-05", **published, benchmark_tiers=2, tier_exception="只有两种情形") == PASS
    assert says("O-05", has_discretion="yes", benchmark_source="none") == FAIL
    assert says("O-05", has_discretion="no") == NOT_APPLICABLE
    assert says("O-05") == UNKNOWN


def test_o_07_a_catalogue_in_force():
    assert says("O-07", catalogue_from="2025-06-01") == PASS
    assert says("O-07", catalogue_of_superior="yes") == PASS
    assert says("O-07", catalogue_of_superior="no") == FAIL
    assert says("O-07", catalogue_from="2024-01-01", catalogue_to="2025-12-30") == FAIL
    assert says("O-07") == UNKNOWN


def test_o_08_asks_nothing_until_a_local_term_is_on_record():
    late = {"new_law_from": "2025-03-01", "new_law_reported_on": "2026-04-01"}
    day = date(2026, 6, 1)
    assert says("O-08", day, **late) == NOT_APPLICABLE
    SectorParameter.objects.create(key="law_report_days", value=30, unit="day", source="本地规定（演示）", status="found")
    assert says("O-08", day, **late) == FAIL
    assert says("O-08", day, **late | {"new_law_reported_on": "2026-03-31"}) == PASS


CLEAN = {"fine_target": "no", "fine_ranking": "no", "fines_refunded": "no"}


def test_p_67_targets_rankings_and_refunds():
    assert says("P-67", **CLEAN) == PASS
    assert says("P-67", **CLEAN | {"fine_target": "yes"}) == FAIL
    assert says("P-67", **CLEAN | {"fines_refunded": "yes", "refund_lawful": "yes"}) == PASS
    assert says("P-67", **CLEAN | {"fines_refunded": "yes", "refund_lawful": "no"}) == FAIL
    assert says("P-67", **CLEAN | {"collected_amount": 100, "treasury_amount": 90}) == UNKNOWN
    assert says("P-67", **CLEAN | {"fine_ranking": ""}) == UNKNOWN


def item(valid_from: str = "2019-01-01") -> PowerItem:
    agency = make_agency()
    return PowerItem.objects.create(
        agency=agency, region_code=agency.region_code, tier=agency.tier, code="JC-1", name="某项检查", kind="inspection", basis="某法",
        source="清单", valid_from=valid_from,
    )  # fmt: skip


def test_i_17_five_years_to_the_day():
    item()
    make_case(make_agency(), kind="inspection", item_code="其他", inspected_on="2020-01-01")
    used = make_case(make_agency(), kind="inspection", item_code="JC-1", inspected_on="2021-03-10")
    assert says("I-17") == NOT_APPLICABLE
    type(used).objects.filter(pk=used.pk).update(listed_on="2021-03-09")
    assert says("I-17") == FAIL
    assert says("I-17", idle_kept_reason="应急备用") == PASS


def test_i_17_an_agency_on_record_for_less_than_five_years_is_not_told():
    item()
    make_case(make_agency(), kind="inspection", item_code="其他", inspected_on="2025-01-01")
    assert says("I-17") == UNKNOWN


def test_the_pages(cast: Any, sign_in: Any) -> None:
    agency = cast.city_market
    made = AgencyDuty.objects.create(
        agency=agency, region_code=agency.region_code, year=2025, officers_count=101, reviewers_count=5
    )
    client = sign_in(cast.city_supervisor)
    listed = client.get(reverse("cases:duty_list")).content.decode()
    assert "O-03" in listed
    page = client.get(reverse("cases:duty_results", args=[made.pk])).content.decode()
    assert "执法人员 101 人，法制审核人员 5 人（4.95%），不足5%，也没有统筹调用的人员。" in page
    assert all(f"{rule.code} {rule.title}" in page for rule in DUTIES.rules)
    assert sign_in(cast.housing_officer).get(reverse("cases:duty_results", args=[made.pk])).status_code == 404
