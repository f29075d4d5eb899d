"""检查清单：151 项一项不少，各有去处。"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from agencies.choices import Sector
from cases.choices import CaseKind
from cases.models import SectorParameter
from cases.rules import ACTIVE, RULESET
from cases.rules.checklist import CHECKLIST
from cases.rules.elsewhere import Elsewhere, Where, elsewhere, register
from cases.rules.parameters import SWITCHED
from cases.selectors.checklist import items
from tests.cases.factories import make_case, make_finding
from tests.cases.judging import NOT_APPLICABLE, outcome

GROUP_SIZES = {"G": 15, "P": 55, "E": 22, "L": 13, "I": 17, "O": 8, "S": 13, "Q": 8}


def test_the_list_has_all_151_items_of_its_eight_groups():
    assert Counter(code[0] for code in CHECKLIST) == GROUP_SIZES
    assert len(CHECKLIST) == sum(GROUP_SIZES.values()) == 151
    assert [item.code for item in items()] == list(CHECKLIST)


def test_an_item_is_a_rule_or_seen_to_elsewhere_never_both():
    codes = {rule.code for rule in ACTIVE}
    assert codes <= set(CHECKLIST)
    assert not codes & set(elsewhere())


def test_every_item_on_the_supervisor_itself_is_a_gate_or_says_that_it_is_not_built():
    places = elsewhere()
    assert all(places[code].where in (Where.GATE, Where.LATER, Where.REVIEW) for code in CHECKLIST if code.startswith("S"))
    assert all(place.how.endswith("。") and place.basis for place in places.values())


def test_a_code_that_is_not_on_the_list_cannot_be_placed():
    with pytest.raises(ValueError, match="X-99"):
        register(Elsewhere("X-99", Where.GATE, "。", "。"))


def test_the_rules_that_judge_only_when_switched_on_are_those_declared_so():
    assert {rule.code for rule in ACTIVE if not rule.on} == set(SWITCHED)
    assert all(rule.note for rule in ACTIVE if not rule.on)


@pytest.mark.django_db
def test_the_page_shows_each_item_with_where_it_is_seen_to(cast: Any, sign_in: Any) -> None:
    page = sign_in(cast.city_supervisor).get(reverse("cases:checklist")).content.decode()
    for code in CHECKLIST:
        assert f"{code} " in page
    assert "共 151 项" in page
    assert "司法所只能记录、协助" in page
    assert reverse("cases:rule", args=["P-30"]) in page


@pytest.mark.django_db
def test_a_rule_that_is_off_says_so_and_why_and_can_be_tried(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.city_chief)
    for code in SWITCHED:
        page = client.get(reverse("cases:rule", args=[code])).content.decode()
        assert "默认停用" in page
        assert RULESET.rule(code).note in page
        assert f"{reverse('cases:trial_new')}?key=on_{code.lower().replace('-', '_')}" in page
    assert client.get(reverse("cases:rule_list")).content.decode().count("默认停用</span>") == len(SWITCHED)


@pytest.mark.django_db
def test_a_switched_rule_judges_where_and_from_when_a_row_says_so() -> None:
    """Q-08 asks for entry within five working days; here it is on for housing from 2026-03-01."""
    SectorParameter.objects.create(
        key="on_q_08",
        sector=Sector.HOUSING,
        value=1,
        unit="flag",
        source="本局规定（演示）",
        status="found",
        valid_from="2026-03-01",
    )
    assert outcome(make_case(sector=Sector.HOUSING, decision_date="2026-03-02"), "Q-08") != NOT_APPLICABLE
    assert outcome(make_case(sector=Sector.MARKET, decision_date="2026-03-02"), "Q-08") == NOT_APPLICABLE
    assert outcome(make_case(sector=Sector.HOUSING, decision_date="2026-03-02"), "Q-08", date(2026, 2, 28)) == NOT_APPLICABLE


@pytest.mark.django_db
def test_a_finding_says_what_its_rule_rests_on(cast: Any, sign_in: Any) -> None:
    noted = next(rule for rule in ACTIVE if rule.note and rule.on and CaseKind.PENALTY in rule.kinds)
    finding = make_finding(make_case(cast.city_market), noted.code)
    assert noted.note in sign_in(cast.city_supervisor).get(finding.get_absolute_url()).content.decode()
