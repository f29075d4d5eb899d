"""文书编辑页：表单、版式、若今日送达。"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from notices.models import Instrument
from tests.cast import Cast
from tests.notices import builders

SignIn = Callable[[Any], Any]


def form_of(instrument: Instrument, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(instrument, name)
        for name in ("title", "opening", "closing", "period_amount", "period_unit", "period_basis")
    }
    for item in instrument.items.all():
        values |= {f"{part}-{item.pk}": getattr(item, part) for part in ("title", "problem", "basis", "demand")}
    return values | changes


def test_what_is_typed_is_saved(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.draft(cast)
    client = sign_in(cast.county_supervisor)
    url = reverse("notices:instrument_edit", args=[instrument.pk])
    client.post(url, form_of(instrument, title="新标题", period_amount=20))
    saved = builders.fresh(instrument)
    assert (saved.title, saved.period_amount, saved.state) == ("新标题", 20, "draft")


def test_save_and_submit_goes_to_the_checker(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.draft(cast)
    sign_in(cast.county_supervisor).post(
        reverse("notices:instrument_edit", args=[instrument.pk]), form_of(instrument, then="submit")
    )
    assert builders.fresh(instrument).state == "checking"


def test_a_wrong_period_stands_beside_its_field(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.draft(cast)
    page = sign_in(cast.county_supervisor).post(
        reverse("notices:instrument_edit", args=[instrument.pk]), form_of(instrument, period_amount=0)
    )
    assert page.status_code == 422
    assert page.context["form"].errors["period_amount"]


def test_the_preview_shows_the_pages_of_what_is_typed_and_saves_nothing(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.draft(cast)
    page = sign_in(cast.county_supervisor).post(
        reverse("notices:instrument_preview", args=[instrument.pk]), form_of(instrument, title="还没有保存的标题")
    )
    pictures = re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", page.content.decode())
    assert pictures
    assert base64.b64decode(pictures[0]).startswith(b"<svg")
    assert "还没有保存的标题" in page.content.decode()
    assert builders.fresh(instrument).title == instrument.title


def test_the_due_day_follows_the_typed_period(cast: Cast, sign_in: SignIn, today_is: Callable[[str], date]) -> None:
    today_is("2026-02-12")
    instrument = builders.draft(cast)
    url = reverse("notices:instrument_due", args=[instrument.pk])
    client = sign_in(cast.county_supervisor)
    assert "2月28日" in client.get(url, {"period_amount": 7, "period_unit": "workday"}).content.decode()
    assert "2月19日" in client.get(url, {"period_amount": 7, "period_unit": "day"}).content.decode()


@pytest.mark.parametrize("amount", ["", "0", "181", "01800", "99999999999", "-1", "七", "²"])
def test_a_period_that_makes_no_sense_is_said_so(cast: Cast, sign_in: SignIn, amount: str) -> None:
    instrument = builders.draft(cast)
    url = reverse("notices:instrument_due", args=[instrument.pk])
    page = sign_in(cast.county_supervisor).get(url, {"period_amount": amount, "period_unit": "day"})
    assert "1 至 180" in page.content.decode()


def test_the_basis_of_the_period_is_marked_where_it_is_not_verified(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.draft(cast)
    page = sign_in(cast.county_supervisor).get(reverse("notices:instrument_edit", args=[instrument.pk])).content.decode()
    assert "参照《湖南省行政程序规定》第一百五十八条（30日；条号待核）" in page
    assert "待核：" in page


def test_only_the_bureaus_drafters_open_the_editor(cast: Cast, sign_in: SignIn) -> None:
    url = reverse("notices:instrument_edit", args=[builders.draft(cast).pk])
    assert sign_in(cast.county_director).get(url).status_code == 403
    assert sign_in(cast.housing_officer).get(url).status_code == 403
    assert sign_in(cast.neighbour_supervisor).get(url).status_code == 404
