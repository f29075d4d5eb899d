"""延期：届满前、不超过一半、只准一次。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from notices.choices import Verdict
from notices.models import ExtensionRequest, Instrument
from notices.services import extensions, verification
from supervision.web.errors import UserError
from supervision.workdays import Period, Unit
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders

Clock = Callable[[str], date]


@pytest.fixture
def served(cast: Cast, today_is: Clock) -> Instrument:
    """Served on 2026-03-02 with 30 days: due on 2026-04-01."""
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    assert str(instrument.due_on) == "2026-04-01"
    return instrument


def ask(cast: Cast, instrument: Instrument, amount: int = 15, reason: str = "需要委托鉴定。") -> ExtensionRequest:
    return extensions.request_extension(instrument=instrument, amount=amount, reason=reason, actor=cast.housing_officer)


def test_on_the_last_day_half_of_the_period_may_be_asked(cast: Cast, served: Instrument, today_is: Clock) -> None:
    today_is("2026-04-01")
    assert ask(cast, served, 15).state == "pending"


def test_a_day_after_the_last_day_is_too_late_and_the_rule_is_told(cast: Cast, served: Instrument, today_is: Clock) -> None:
    today_is("2026-04-02")
    with pytest.raises(UserError) as refused:
        ask(cast, served)
    assert "届满前申请" in refused.value.remedy


@pytest.mark.parametrize("amount", [0, 16])
def test_more_than_half_or_nothing_is_refused_with_the_rule(cast: Cast, served: Instrument, amount: int) -> None:
    with pytest.raises(UserError) as refused:
        ask(cast, served, amount)
    assert "不超过原期限的一半" in refused.value.remedy


def test_a_reason_is_needed(cast: Cast, served: Instrument) -> None:
    with pytest.raises(UserError, match="延期理由"):
        ask(cast, served, reason=" ")


def test_granted_the_due_date_is_counted_from_the_original_start(cast: Cast, served: Instrument, today_is: Clock) -> None:
    asked = ask(cast, served, 10)
    today_is("2026-03-20")
    extensions.decide_extension(request=asked, granted=True, note="", actor=cast.county_chief)
    after = builders.fresh(served)
    row = after.deadlines.latest("id")
    assert str(after.due_on) == "2026-04-11"
    assert (str(row.start), row.period["amount"], row.cause) == ("2026-03-02", 40, "extension")
    assert "2026-04-01 → 2026-04-11" in row.note


def test_one_extension_only(cast: Cast, served: Instrument) -> None:
    asked = ask(cast, served, 5)
    with pytest.raises(UserError, match="等待决定"):
        ask(cast, served, 5)
    extensions.decide_extension(request=asked, granted=True, note="", actor=cast.county_chief)
    with pytest.raises(UserError, match="已经延期一次"):
        ask(cast, builders.fresh(served), 5)


def test_refused_the_date_stays_and_another_request_may_follow(cast: Cast, served: Instrument) -> None:
    asked = ask(cast, served, 5)
    with pytest.raises(UserError, match="不同意的理由"):
        extensions.decide_extension(request=asked, granted=False, note="", actor=cast.county_chief)
    extensions.decide_extension(request=asked, granted=False, note="理由不充分。", actor=cast.county_chief)
    assert str(builders.fresh(served).due_on) == "2026-04-01"
    assert ask(cast, served, 5).state == "pending"


def test_a_decided_request_is_not_decided_again(cast: Cast, served: Instrument) -> None:
    asked = ask(cast, served, 5)
    extensions.decide_extension(request=asked, granted=True, note="", actor=cast.county_chief)
    with pytest.raises(NotAllowed):
        extensions.decide_extension(request=asked, granted=False, note="改变主意。", actor=cast.county_chief)


def test_the_agency_does_not_decide_its_own_request_nor_another_bureau(cast: Cast, served: Instrument) -> None:
    asked = ask(cast, served, 5)
    with pytest.raises(PermissionDenied):
        extensions.decide_extension(request=asked, granted=True, note="", actor=cast.housing_officer)
    with pytest.raises(NotAllowed, match="浏阳市司法局"):
        extensions.decide_extension(request=asked, granted=True, note="", actor=cast.city_chief)


def test_after_a_return_half_of_the_new_period_may_be_asked(cast: Cast, today_is: Clock) -> None:
    today_is("2026-03-02")
    instrument = builders.responded(cast)
    builders.verify_all(instrument, cast.county_supervisor, Verdict.RETURNED, "不到位。")
    verification.send_back(instrument=builders.fresh(instrument), period=Period(10, Unit.DAY), actor=cast.county_supervisor)
    with pytest.raises(UserError):
        ask(cast, builders.fresh(instrument), 6)
    asked = ask(cast, builders.fresh(instrument), 5)
    extensions.decide_extension(request=asked, granted=True, note="", actor=cast.county_chief)
    assert str(builders.fresh(instrument).due_on) == "2026-03-17"
