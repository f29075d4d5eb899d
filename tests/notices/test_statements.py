"""每页语句数固定：三件与六十件一样多，不超过十二条。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notices.models import Instrument, InstrumentDeadline, Matter, MatterItem
from notices.selectors import queues
from notices.services import extensions
from tests.cast import Cast
from tests.notices import builders
from tests.statements import statements

SignIn = Callable[[Any], Any]
MOST = 12


def multiply(instrument: Instrument, to: int) -> None:
    """Copies of an instrument and its matter, row by row alike, until there are `to`."""
    for number in range(to - 1):
        matter = Matter.objects.get(pk=instrument.matter_id)
        items = list(matter.items.all())
        matter.pk, matter.number = None, f"复制事项{number}"
        matter.save()
        for item in items:
            MatterItem.objects.create(
                matter=matter, order=item.order, title=item.title, description=item.description, basis=item.basis
            )
        copy = Instrument.objects.get(pk=instrument.pk)
        copy.pk, copy.number, copy.matter = None, f"{instrument.number}-{number}" if instrument.number else "", matter
        copy.save()
        for row in InstrumentDeadline.objects.filter(instrument=instrument):
            row.pk, row.instrument = None, copy
            row.save()


@pytest.mark.parametrize(
    ("page", "who", "stage"),
    [
        ("matters", "county_supervisor", builders.delivered),
        ("instruments", "county_supervisor", builders.delivered),
        ("to_verify", "county_supervisor", builders.responded),
        ("overdue", "county_supervisor", builders.delivered),
        ("inbox", "housing_officer", builders.delivered),
    ],
)
def test_a_list_costs_the_same_with_three_and_with_sixty(
    cast: Cast, sign_in: SignIn, page: str, who: str, stage: Callable[..., Instrument]
) -> None:
    instrument = stage(cast)
    client, url = sign_in(cast.people[who]), reverse(f"notices:{page}")
    multiply(instrument, 3)
    few = statements(client, url)
    multiply(instrument, 0)
    for number in range(57):
        copy = Instrument.objects.get(pk=instrument.pk)
        copy.pk, copy.number = None, f"{instrument.number}+{number}"
        copy.save()
    many = statements(client, url)
    assert few == many
    assert many <= MOST


@pytest.mark.parametrize("stage", [builders.draft, builders.signing, builders.delivered, builders.handling, builders.responded])
@pytest.mark.parametrize("who", ["county_supervisor", "county_chief", "county_director", "city_supervisor"])
def test_an_instruments_page_stays_within_twelve(cast: Cast, sign_in: SignIn, stage: Callable[..., Instrument], who: str) -> None:
    few = stage(cast, matter=builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing) for _ in range(3)]))
    many = stage(
        cast, matter=builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing) for _ in range(60)])
    )
    client = sign_in(cast.people[who])
    counts = [statements(client, one.get_absolute_url()) for one in (few, many)]
    assert counts[0] == counts[1]
    assert counts[1] <= MOST


@pytest.mark.parametrize("stage", [builders.delivered, builders.handling, builders.responded])
def test_the_agencys_page_stays_within_twelve(cast: Cast, sign_in: SignIn, stage: Callable[..., Instrument]) -> None:
    few = stage(cast, matter=builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing) for _ in range(3)]))
    many = stage(
        cast, matter=builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing) for _ in range(60)])
    )
    client = sign_in(cast.housing_officer)
    counts = [statements(client, reverse("notices:inbox_instrument", args=[one.pk])) for one in (few, many)]
    assert counts[0] == counts[1]
    assert counts[1] <= MOST


def test_a_matters_page_and_the_editor_stay_within_twelve(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.county_supervisor)
    counts = []
    for size in (3, 60):
        matter = builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing) for _ in range(size)])
        before = statements(client, matter.get_absolute_url())
        draft = builders.draft(cast, matter=matter)
        counts.append(
            (
                before,
                statements(client, matter.get_absolute_url()),
                statements(client, reverse("notices:instrument_edit", args=[draft.pk])),
            )
        )
    assert counts[0] == counts[1]
    assert max(counts[0]) <= MOST


def test_the_opening_page_stays_within_twelve(cast: Cast, sign_in: SignIn) -> None:
    client, counts = sign_in(cast.county_supervisor), []
    for size in (3, 60):
        chosen = "&".join(f"finding={builders.make_finding(cast.county_housing).pk}" for _ in range(size))
        counts.append(statements(client, f"{reverse('notices:matter_open')}?{chosen}"))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST


@pytest.mark.parametrize(
    ("step", "who", "stage"),
    [
        ("draft", "county_supervisor", builders.draft),
        ("sign", "county_director", builders.signing),
        ("verify", "county_supervisor", builders.responded),
        ("answer", "housing_officer", builders.delivered),
    ],
)
def test_what_waits_on_the_workbench_is_one_statement_and_no_more_rows_than_shown(
    cast: Cast, step: str, who: str, stage: Callable[..., Instrument]
) -> None:
    instrument, user = stage(cast), cast.people[who]
    multiply(instrument, 120)
    user.scope  # noqa: B018 - the posts are read once a request
    with CaptureQueriesContext(connection) as captured:
        found = getattr(queues.waiting(user), step)
        assert [row.agency.name for row in found]
    assert len(captured) == 1
    assert len(found) == queues.SHOWN


def test_what_is_owed_is_one_statement_and_its_count_is_capped(cast: Cast) -> None:
    instrument = builders.delivered(cast)
    multiply(instrument, 120)
    cast.county_supervisor.scope  # noqa: B018
    due = Instrument.objects.get(pk=instrument.pk).due_on
    assert due is not None
    for day, name in ((due + timedelta(days=1), "late"), (due - timedelta(days=1), "soon")):
        with CaptureQueriesContext(connection) as captured:
            found = getattr(queues.owed(cast.county_supervisor, today=day, soon_by=due), name)
            assert [row.agency.name for row in found.rows]
        assert len(captured) == 1
        assert len(found.rows) == queues.SHOWN
        assert found.count_text == "99+"


def test_extension_requests_are_one_statement(cast: Cast) -> None:
    instrument = builders.handling(cast)
    extensions.request_extension(instrument=instrument, amount=5, reason="委托鉴定。", actor=cast.housing_officer)
    cast.county_chief.scope  # noqa: B018
    with CaptureQueriesContext(connection) as captured:
        found = queues.extension_requests(cast.county_chief)
        assert [row.instrument.agency.short_name for row in found.rows] == ["浏阳市住建局"]
    assert len(captured) == 1
