"""案件库按问题筛选：列出的和数出的是同一些案件，各人看各人的。"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.notices.builders import make_case, make_finding


@pytest.fixture
def found(cast: Cast) -> None:
    """At each agency a clean case, one that was cleared, one whose finding was dismissed, and two against which something stands."""
    for agency in (cast.county_housing, cast.neighbour_market, cast.city_market):
        make_case(agency)
        make_finding(agency, "P-53", state="cleared")
        make_finding(agency, state="dismissed", reason="不是问题")
        make_finding(agency, state="confirmed")
        make_finding(agency, "P-53", case=make_finding(agency, state="open").case, state="in_matter")


def counted_and_shown(client: Client, query: str) -> tuple[str, int]:
    context: Any = client.get(f"{reverse('cases:cases')}?{query}").context
    return context["page"].count_text, len(context["rows"])


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize(
    ("who", "problems", "of_one_rule"),
    [
        ("county_supervisor", 2, 1),
        ("neighbour_supervisor", 2, 1),
        ("city_supervisor", 6, 3),
        ("township_assistant", 0, 0),
    ],
)
def test_a_list_of_problems_counts_the_cases_it_shows(
    cast: Cast, sign_in: Any, who: str, problems: int, of_one_rule: int
) -> None:
    client = sign_in(cast.people[who])
    assert counted_and_shown(client, "only_problems=on") == (str(problems), problems)
    assert counted_and_shown(client, "rule=P-53") == (str(of_one_rule), of_one_rule)
    assert counted_and_shown(client, "only_problems=on&kind=penalty") == (str(problems), problems)
    assert counted_and_shown(client, "only_problems=on&kind=licence") == ("0", 0)


@pytest.mark.usefixtures("found")
def test_the_count_is_narrowed_with_the_list_to_the_county_chosen(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.city_supervisor)
    client.post(reverse("agencies:scope"), {"scope": cast.county.code})
    assert counted_and_shown(client, "only_problems=on") == ("2", 2)
