"""记住的语句：只编写一次，答案每次都是现在的；人、范围、日期变了，语句就是另一条。"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from agencies.access import remembered as room
from agencies.access.remembered import ANY, BIGGEST, any_text, remembered
from agencies.models import Post
from notices.models import Instrument, Matter
from tests.agencies.people import again, day, excepted
from tests.cases.factories import make_case
from tests.cast import Cast
from tests.notices import builders
from tests.notices.builders import make_finding


class Builder:
    """A query of one's matters, and how often it was built."""

    def __init__(self, user: Any) -> None:
        self.user, self.times = user, 0

    def __call__(self) -> QuerySet[Matter]:
        self.times += 1
        rows: QuerySet[Matter] = Matter.objects.visible_to(self.user).select_related("agency").order_by("id")
        return rows


def asked(user: Any, build: Builder, *more: Any) -> list[Matter]:
    return list(remembered(("test", *more), user, build))


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    room._statements.clear()


def test_it_is_written_once_and_answers_with_what_is_there_now(cast: Cast) -> None:
    build = Builder(cast.county_supervisor)
    assert asked(cast.county_supervisor, build) == []
    first = builders.open_matter(cast)
    assert asked(cast.county_supervisor, build) == [first]
    user = again(cast.county_supervisor)
    assert user.scope
    with CaptureQueriesContext(connection) as captured:
        (row,) = asked(user, build)
        assert row.agency.short_name == first.agency.short_name
    assert len(captured) == 1  # the agency comes with its matter
    assert build.times == 1


def test_another_person_of_another_county_has_another_statement(cast: Cast) -> None:
    builders.open_matter(cast)
    assert len(asked(cast.county_supervisor, Builder(cast.county_supervisor))) == 1
    assert asked(cast.neighbour_supervisor, Builder(cast.neighbour_supervisor)) == []
    assert len(asked(cast.city_supervisor, Builder(cast.city_supervisor))) == 1


def test_a_post_that_ended_takes_its_rows_along(cast: Cast) -> None:
    builders.open_matter(cast)
    user = cast.county_supervisor
    assert len(asked(user, Builder(user))) == 1
    Post.objects.filter(user=user).update(ends_on=day(-1))
    user = again(user)
    assert asked(user, Builder(user)) == []


def test_an_exception_opens_its_object_and_closes_it_again(cast: Cast) -> None:
    matter, user = builders.open_matter(cast), cast.neighbour_supervisor
    assert asked(user, Builder(user)) == []
    granted = excepted(cast, user, matter, "notices.view_matter")
    user = again(user)
    assert asked(user, Builder(user)) == [matter]
    granted.delete()
    user = again(user)
    assert asked(user, Builder(user)) == []


def test_what_the_caller_names_is_part_of_it(cast: Cast) -> None:
    build, user = Builder(cast.county_supervisor), cast.county_supervisor
    for on in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 1)):
        asked(user, build, on)
    assert build.times == 2


def test_unions_counts_and_queries_that_find_nothing_come_as_from_the_queryset_itself(cast: Cast) -> None:
    builders.open_matter(cast)
    user = cast.county_supervisor
    mine = Matter.objects.visible_to(user)
    for name, build in {
        "union": lambda: mine.values_list("pk", "title").union(mine.values_list("pk", "number"), all=True),
        "count": lambda: mine.values_list("state").annotate(Count("pk")).order_by("state"),
        "empty": lambda: mine.filter(Q(pk__in=())),
        "none": lambda: Matter.objects.none().values_list("pk"),
        "sliced": lambda: mine.order_by("-id")[:1],
    }.items():
        for _again in range(2):
            assert sorted(map(str, remembered((name,), user, build))) == sorted(map(str, build())), name


def test_no_more_are_kept_than_the_limit(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 3)
    build, user = Builder(cast.county_supervisor), cast.county_supervisor
    for number in range(5):
        asked(user, build, number)
    assert len(room._statements) == 3
    asked(user, build, 4)
    assert build.times == 5
    asked(user, build, 0)
    assert build.times == 6


def test_one_statement_serves_whichever_object_is_asked_for(cast: Cast, sign_in: Any) -> None:
    first, second = builders.open_matter(cast), builders.open_matter(cast)
    user = cast.county_supervisor
    build = Builder(user)

    def rows() -> QuerySet[Matter]:
        return build().filter(pk=ANY)

    for matter in (first, second, first):
        assert list(remembered(("one",), user, rows, pk=matter.pk)) == [matter]
    assert list(remembered(("one",), user, rows, pk=BIGGEST)) == []
    assert build.times == 1


def test_the_case_page_shows_the_case_that_was_asked_for_and_no_other(cast: Cast, sign_in: Any) -> None:
    ours, theirs = make_case(cast.county_housing), make_case(cast.city_market)
    client = sign_in(cast.county_supervisor)
    for _again in range(2):
        assert str(ours) in client.get(ours.get_absolute_url()).content.decode()
        for pk in (theirs.pk, theirs.pk + 1000, 2**63, 10**30):
            assert client.get(f"/cases/{pk}/").status_code == 404


def test_the_database_plans_it_once_for_persons_whose_scopes_have_one_shape(cast: Cast) -> None:
    """Two counties, one text: the second person's rows come from the first one's plan, and are the second one's."""
    ours = builders.open_matter(cast)
    theirs = builders.open_matter(cast, findings=[make_finding(cast.neighbour_market)], actor=cast.neighbour_supervisor)
    for user, own in ((cast.county_supervisor, ours), (cast.neighbour_supervisor, theirs), (cast.county_supervisor, ours)):
        with CaptureQueriesContext(connection) as sent:
            assert asked(user, Builder(user)) == [own]
        assert [query["sql"] for query in sent if "EXECUTE" in query["sql"]]
    assert "PREPARE" not in sent[-1]["sql"]


def test_texts_stand_in_the_places_that_were_left_for_them_and_are_nothing_but_texts(cast: Cast) -> None:
    matter, user = builders.open_matter(cast), cast.county_supervisor
    build = Builder(user)

    def rows() -> QuerySet[Matter]:
        return build().filter(title__in=[any_text(0), any_text(1)])

    for texts, found in (
        ((matter.title, "无"), [matter]),
        (("无", "'; DROP TABLE notices_matter; --"), []),
        (("%s", matter.title), [matter]),
    ):
        assert list(remembered(("texts",), user, rows, texts=texts)) == found
    assert build.times == 1


def test_a_number_beyond_an_integer_is_asked_with_the_same_words_as_a_small_one(cast: Cast) -> None:
    matter, user = builders.open_matter(cast), cast.county_supervisor
    for number, found in ((matter.pk, [matter]), (2**40, []), (matter.pk, [matter])):
        rows = remembered(("number", number), user, lambda number=number: Builder(user)().filter(pk=number))  # type: ignore[misc]
        assert list(rows) == found


def test_whatever_the_values_an_index_of_open_things_serves(cast: Cast) -> None:
    """A plan that was made for any value finds one's drafts by the index that holds drafts alone."""
    user = cast.county_supervisor

    def rows() -> QuerySet[Instrument]:
        return Instrument.objects.filter(state="draft", drafted_by=user).order_by("-id")

    for _ in range(2):
        with CaptureQueriesContext(connection) as sent:
            assert list(remembered(("drafts",), user, rows)) == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sent[-1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "using instrument_drafts" in plan, plan


@pytest.mark.parametrize("title", ["4301%", "50%", "open", "", "o'clock", "a'; DROP TABLE notices_matter; --", "%s", "_"])
def test_what_a_query_asks_for_is_found_as_it_is_written(cast: Cast, title: str) -> None:
    matter, other = builders.open_matter(cast), builders.open_matter(cast)
    Matter.objects.filter(pk=matter.pk).update(title=title)
    user = cast.county_supervisor
    for _ in range(2):
        assert list(remembered(("title",), user, lambda: Builder(user)().filter(title=title))) == [matter]
    assert list(remembered(("not",), user, lambda: Builder(user)().exclude(title=title))) == [other]
