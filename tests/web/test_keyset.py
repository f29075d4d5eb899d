"""按键翻页：来回都不漏不重，条数到一万为止。"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from agencies.models import Region
from supervision.web import keyset


@pytest.fixture
def regions(db: None):
    """Seven regions in three orders of the same value: ties are broken by the key."""
    for number in range(7):
        Region.objects.create(code=f"43{number}", name="甲", tier="county", scope_prefix=f"43{number}", order=number // 3)


def page(url: str, **options):
    from agencies.models import Agency

    return keyset.paginate(Agency.objects.all(), RequestFactory().get(url), **options)


@pytest.fixture
def agencies(regions: None):
    from agencies.models import Agency

    for number, region in enumerate(Region.objects.all()):
        Agency.objects.create(
            code=f"A{number}", name=f"单位{number}", short_name=str(number // 3), kind="enforcement", region=region,
            region_code=region.code, tier="county",
        )  # fmt: skip


def walk(direction: str, start: str, **options) -> list[list[str]]:
    pages, url = [], start
    while True:
        found = page(url, **options)
        pages.append([row.code for row in found.rows])
        url = found.next_url if direction == "next" else found.prev_url
        if not url:
            return pages


def test_walking_forward_shows_every_row_once(agencies: None):
    assert walk("next", "/", by="short_name", size=3) == [["A6", "A5", "A4"], ["A3", "A2", "A1"], ["A0"]]


def test_walking_back_from_the_end_shows_the_same_pages(agencies: None):
    last = page(page("/", size=3, by="short_name").next_url, size=3, by="short_name").next_url
    assert walk("prev", last, by="short_name", size=3) == [["A0"], ["A3", "A2", "A1"], ["A6", "A5", "A4"]]


def test_ascending_lists_walk_the_other_way(agencies: None):
    assert walk("next", "/", size=4, ascending=True) == [["A0", "A1", "A2", "A3"], ["A4", "A5", "A6"]]


def test_filters_stay_in_the_address(agencies: None):
    assert "state=open" in page("/?state=open", size=3).next_url


@pytest.mark.parametrize("key", ["x", "~", "abc~3", "2026-99-99~1", "1~-5", "%00~1"])
def test_a_key_that_does_not_parse_gives_the_first_page(agencies: None, key: str):
    assert [row.code for row in page(f"/?after={key}", size=2).rows] == ["A6", "A5"]


def test_the_count_stops_at_the_cap(agencies: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keyset, "COUNT_CAP", 5)
    found = page("/", size=2)
    assert (found.count, found.capped, found.count_text) == (5, True, "5+")


def test_a_narrowed_list_counts_less_far(agencies: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keyset, "NARROWED_CAP", 3)
    assert page("/?state=open", size=2).count_text == "3+"
    assert page("/?state=", size=2).count_text == page(page("/", size=2).next_url, size=2).count_text == "7"


def test_a_page_costs_two_statements(agencies: None, django_assert_num_queries):
    with django_assert_num_queries(2):
        page("/", size=3)


def test_rows_that_bring_their_number_along_are_not_counted_again(agencies: None, django_assert_num_queries: Any):
    from agencies.models import Agency

    found = keyset.counted_along(Agency.objects.filter(code__gt="A0"))
    with django_assert_num_queries(1):
        first = keyset.paginate(found, RequestFactory().get("/"), size=3)
    assert ([row.code for row in first.rows], first.count_text) == (["A6", "A5", "A4"], "6")
    second = keyset.paginate(found, RequestFactory().get(f"/{first.next_url}"), size=3)
    assert ([row.code for row in second.rows], second.count_text) == (["A3", "A2", "A1"], "6")
    assert keyset.paginate(found.filter(code="none"), RequestFactory().get("/")).count_text == "0"


def test_other_rows_may_be_counted_in_their_stead(agencies: None):
    assert page("/", counted=Region.objects.filter(code__gt="431").values("code")).count_text == "5"
