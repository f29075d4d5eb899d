"""I-07 至 I-09：同一企业的多次检查。上限按机关、企业、自然年计算；间隔的规则默认停用。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agencies.choices import Sector, Tier
from cases.models import EnforcementCase, Finding, SectorParameter
from cases.services.checking import check
from tests.cases.factories import make_agency, make_lawful_inspection
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 12, 1)


def visit(day: str, **changed: Any) -> EnforcementCase:
    """A routine inspection of the one enterprise on a day."""
    values = {"inspected_on": date.fromisoformat(day), "inspect_start_at": None, "inspection_cap": 2} | changed
    return make_lawful_inspection(**values)


def switched_on(code: str) -> None:
    key = f"on_{code.lower().replace('-', '_')}"
    SectorParameter.objects.create(key=key, value=1, unit="flag", source="试用", status=SectorParameter.Status.FOUND)


def test_i_07_the_third_routine_inspection_of_a_year_is_over_a_cap_of_two():
    first, second = visit("2026-02-10"), visit("2026-03-10")
    reports = [visit(day, inspection_class="case", inspection_trigger="complaint") for day in ("2026-06-01", "2026-08-03")]
    assert [outcome(case, "I-07", AS_OF) for case in (first, second)] == [PASS, PASS]
    assert {outcome(case, "I-07", AS_OF) for case in reports} == {NOT_APPLICABLE}
    third = visit("2026-11-10")
    found = result(third, "I-07", AS_OF)
    assert found.sentence == "2026-11-10 的检查，是本年度对该企业第 3 次计入上限的检查；公布的上限为 2 次。"
    assert [outcome(case, "I-07", AS_OF) for case in (first, second)] == [PASS, PASS]


def test_i_07_another_agency_another_year_and_another_enterprise_count_for_themselves():
    for day in ("2026-02-10", "2026-03-10"):
        visit(day)
    assert outcome(visit("2026-04-10", agency=make_agency(Sector.MARKET)), "I-07", AS_OF) == PASS
    assert outcome(visit("2025-11-10"), "I-07", AS_OF) == PASS
    assert outcome(visit("2026-04-13", party_credit_code="91430100MA4L16JQ9B"), "I-07", AS_OF) == PASS


def test_i_07_a_superior_s_campaign_does_not_count_and_an_own_one_does():
    deployed = {"inspection_class": "special", "inspection_kind": "专项检查"}
    for day in ("2026-02-10", "2026-03-10"):
        visit(day, **deployed, deployed_by_upper=True)
    assert outcome(visit("2026-04-10"), "I-07", AS_OF) == PASS
    own = visit("2026-05-11", **deployed, deployed_by_upper=False)
    assert outcome(own, "I-07", AS_OF) == PASS
    assert outcome(visit("2026-05-12"), "I-07", AS_OF) == FAIL


def test_i_07_together_with_the_reported_ones_a_person_decides():
    visit("2026-02-10")
    visit("2026-03-10", inspection_class="case", inspection_trigger="complaint")
    assert outcome(visit("2026-04-10"), "I-07", AS_OF) == UNKNOWN


def test_i_07_a_campaign_of_unknown_origin_accuses_nobody():
    visit("2026-02-10")
    visit("2026-02-11", inspection_class="special", inspection_kind="专项检查")
    assert outcome(visit("2026-04-10"), "I-07", AS_OF) == UNKNOWN


def test_i_07_without_a_cap_in_force_nobody_knows():
    assert outcome(visit("2026-04-10", inspection_cap=None), "I-07", AS_OF) == UNKNOWN
    assert outcome(visit("2026-04-10", inspection_cap_on="2026-04-11"), "I-07", AS_OF) == UNKNOWN
    visit("2026-02-10"), visit("2026-02-11")
    assert outcome(visit("2026-04-13", key_field=True), "I-07", AS_OF) == UNKNOWN


def test_i_07_the_whole_database_says_the_same_as_one_case():
    cases = [visit(day) for day in ("2026-02-10", "2026-03-10", "2026-11-10")]
    check(as_of=AS_OF)
    assert list(Finding.objects.filter(rule_code="I-07").values_list("case_id", flat=True)) == [cases[2].pk]


def test_i_08_and_i_09_judge_nothing_until_somebody_switches_them_on():
    visit("2026-03-02")
    again = visit("2026-03-20")
    assert [outcome(again, code, AS_OF) for code in ("I-08", "I-09")] == [NOT_APPLICABLE, NOT_APPLICABLE]


def test_i_08_two_routine_visits_of_one_agency_within_thirty_days_could_be_one():
    switched_on("I-08")
    visit("2026-03-02")
    apart = visit("2026-04-02")
    assert outcome(apart, "I-08", AS_OF) == PASS
    near = visit("2026-03-20")
    assert result(near, "I-08", AS_OF).broken == ("同一机关在间隔期内只检查一次",)
    assert outcome(visit("2026-04-03", joint_inspection=True), "I-08", AS_OF) == PASS
    for other in ({"inspection_class": "case"}, {"key_field": True}, {"inspection_class": "special"}):
        assert outcome(visit("2026-04-03", **other), "I-08", AS_OF) == NOT_APPLICABLE


def test_i_08_two_levels_on_one_item():
    switched_on("I-08")
    county = make_agency(Sector.MARKET, region_code="430102")
    county.tier = Tier.COUNTY
    county.save()
    visit("2026-03-02", agency=county)
    assert result(visit("2026-03-20"), "I-08", AS_OF).broken == ("不同层级在间隔期内不重复检查同一事项",)
    assert outcome(visit("2026-04-21", item_code="YS-JC-0002"), "I-08", AS_OF) == PASS


@pytest.mark.parametrize(("day", "said"), [("2026-04-10", PASS), ("2026-04-09", FAIL)])
def test_i_09_another_agency_s_result_holds_for_a_month(day, said):
    switched_on("I-09")
    visit("2026-03-10", agency=make_agency(Sector.MARKET))
    assert outcome(visit(day), "I-09", AS_OF) == said


def test_i_09_at_other_premises_it_does_not_hold():
    switched_on("I-09")
    visit("2026-03-10", agency=make_agency(Sector.MARKET), place="演示路2号")
    assert outcome(visit("2026-03-11"), "I-09", AS_OF) == PASS


@pytest.mark.parametrize(("day", "said"), [("2026-09-10", PASS), ("2026-09-09", FAIL)])
def test_i_09_one_s_own_holds_for_half_a_year(day, said):
    switched_on("I-09")
    visit("2026-03-10")
    assert outcome(visit(day), "I-09", AS_OF) == said
