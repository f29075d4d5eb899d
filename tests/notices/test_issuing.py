"""核稿、签发、送达。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agencies.choices import Role
from agencies.models import Post, User
from cases.models import EnforcementCase
from notices.models import Instrument, InstrumentDeadline
from notices.services import drafting, issuing
from supervision.documents.models import NumberSeries, StoredFile
from supervision.outbox import run
from supervision.outbox.models import OutboxJob
from supervision.web.errors import UserError
from supervision.workflow import Conflict, NotAllowed
from tests.cast import Cast
from tests.notices import builders


def give(user: Any, role: Role, agency: Any) -> None:
    Post.objects.create(user=user, agency=agency, role=role, title="兼任", starts_on="2020-01-01")
    user.__dict__.pop("_scope", None)


def test_the_drafter_does_not_check_their_own_draft(cast: Cast) -> None:
    give(cast.county_supervisor, Role.DIVISION_CHIEF, cast.county_bureau)
    instrument = builders.draft(cast)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    with pytest.raises(NotAllowed, match="不能核稿自己经手"):
        issuing.pass_check(instrument=instrument, actor=cast.county_supervisor)


def test_A7_who_handed_a_colleagues_draft_on_does_not_check_or_sign_it(cast: Cast) -> None:
    colleague = User.objects.create(username="colleague", display_name="同事员", password="!")
    give(colleague, Role.SUPERVISOR, cast.county_bureau)
    give(colleague, Role.DIVISION_CHIEF, cast.county_bureau)
    give(colleague, Role.DIRECTOR, cast.county_bureau)
    instrument = builders.draft(cast)
    issuing.submit(instrument=instrument, actor=colleague)
    with pytest.raises(NotAllowed, match="不能核稿自己经手"):
        issuing.pass_check(instrument=instrument, actor=colleague)
    issuing.pass_check(instrument=instrument, actor=cast.county_chief)
    with pytest.raises(NotAllowed, match="不能签发同一文书"):
        issuing.sign(instrument=instrument, actor=colleague)


def test_A2_a_director_of_the_city_does_not_sign_for_the_county_in_which_they_hold_another_post(cast: Cast) -> None:
    give(cast.city_director, Role.LEGAL_REVIEWER, cast.county_bureau)
    instrument = builders.signing(cast)
    with pytest.raises(NotAllowed, match="本件由浏阳市司法局制发"):
        issuing.sign(instrument=instrument, actor=cast.city_director)


def test_the_checker_does_not_sign(cast: Cast) -> None:
    give(cast.county_chief, Role.DIRECTOR, cast.county_bureau)
    instrument = builders.signing(cast)
    with pytest.raises(NotAllowed, match="不能签发同一文书"):
        issuing.sign(instrument=instrument, actor=cast.county_chief)


def test_a_director_signs_only_for_their_own_bureau(cast: Cast) -> None:
    instrument = builders.signing(cast)
    with pytest.raises(NotAllowed, match="本件由浏阳市司法局制发"):
        issuing.sign(instrument=instrument, actor=cast.city_director)


def test_a_supervisor_does_not_sign(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        issuing.sign(instrument=builders.signing(cast), actor=cast.county_supervisor)


def test_a_case_that_went_to_court_meanwhile_stops_the_signature(cast: Cast) -> None:
    instrument = builders.signing(cast)
    EnforcementCase.objects.filter(findings__matter_item__matter=instrument.matter).update(dispute_status="litigation")
    with pytest.raises(NotAllowed) as refused:
        issuing.sign(instrument=instrument, actor=cast.county_director)
    assert refused.value.article == "《行政执法监督条例》第三十三条第三款"


def test_an_agency_that_came_under_vertical_management_meanwhile_stops_the_signature(cast: Cast) -> None:
    instrument = builders.signing(cast)
    type(cast.county_housing).objects.filter(pk=cast.county_housing.pk).update(vertically_managed=True)
    with pytest.raises(NotAllowed) as refused:
        issuing.sign(instrument=instrument, actor=cast.county_director)
    assert refused.value.article == "《行政执法监督条例》第四十二条第二款"


def test_a_returned_draft_shows_the_reason_and_is_checked_anew(cast: Cast) -> None:
    instrument = builders.signing(cast)
    issuing.return_to_draft(instrument=instrument, reason="期限太短。", actor=cast.county_director)
    back = builders.fresh(instrument)
    assert (back.state, back.return_reason, back.checked_by) == ("draft", "期限太短。", None)


def test_a_draft_with_a_blank_is_not_submitted_and_the_blanks_are_named(cast: Cast) -> None:
    instrument = builders.draft(cast)
    instrument.items.filter(order=2).update(demand="")
    Instrument.objects.filter(pk=instrument.pk).update(opening="根据【待填：条款】")
    with pytest.raises(UserError) as refused:
        issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    assert "第2项整改要求" in refused.value.what
    assert "【待填：条款】" in refused.value.what


def test_a_signature_that_fails_leaves_no_gap_in_the_numbers(cast: Cast) -> None:
    first, second = builders.signing(cast), builders.signing(cast)
    for _ in range(3):
        with pytest.raises(PermissionDenied):
            issuing.sign(instrument=first, actor=cast.county_supervisor)
    EnforcementCase.objects.filter(findings__matter_item__matter=first.matter).update(dispute_status="litigation")
    with pytest.raises(NotAllowed):
        issuing.sign(instrument=first, actor=cast.county_director)
    signed = issuing.sign(instrument=second, actor=cast.county_director)
    assert signed.number.endswith("〕1号")
    assert NumberSeries.objects.get(issuer="LY-SFJ", series="press_letter").last == 1


def test_each_bureau_kind_and_year_has_its_own_series(cast: Cast, today_is: Callable[[str], date]) -> None:
    today_is("2026-12-30")
    numbers = [builders.issued(cast).number]
    breach = builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing, "G-05")])
    numbers.append(builders.issued(cast, matter=breach, kind="opinion").number)
    today_is("2027-01-04")
    numbers.append(builders.issued(cast).number)
    assert numbers == ["浏行执监督〔2026〕1号", "浏行执监意〔2026〕1号", "浏行执监督〔2027〕1号"]


def test_two_bureaus_with_the_same_mark_both_start_at_one(cast: Cast) -> None:
    type(cast.city_bureau).objects.filter(pk=cast.county_bureau.pk).update(document_mark="长司法")
    county = builders.issued(cast)
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.city_market)], actor=cast.city_supervisor)
    instrument = drafting.draft_instrument(matter=matter, kind="press_letter", actor=cast.city_supervisor)
    issuing.submit(instrument=instrument, actor=cast.city_supervisor)
    issuing.pass_check(instrument=builders.fresh(instrument), actor=cast.city_chief)
    city = issuing.sign(instrument=builders.fresh(instrument), actor=cast.city_director)
    assert city.number == county.number


def test_two_who_sign_at_once_issue_once(cast: Cast) -> None:
    instrument = builders.signing(cast)
    stale = builders.fresh(instrument)
    issuing.sign(instrument=instrument, actor=cast.county_director)
    with pytest.raises((Conflict, NotAllowed)):
        issuing.sign(instrument=stale, actor=cast.county_director)
    assert OutboxJob.objects.filter(kind="notices.issue").count() == 1


@pytest.mark.parametrize(
    ("served", "amount", "unit", "due"),
    [
        ("2026-01-26", 30, "day", "2026-02-25"),
        ("2026-02-12", 7, "workday", "2026-02-28"),  # 2月14日、28日调休上班，春节9天
        ("2026-01-19", 30, "day", "2026-02-18"),  # 届满日在春节假期内，程序规定没有顺延
        ("2026-12-24", 30, "day", "2027-01-23"),
    ],
)
def test_the_due_date_is_counted_from_the_day_of_service(
    cast: Cast, today_is: Callable[[str], date], served: str, amount: int, unit: str, due: str
) -> None:
    day = today_is(served)
    instrument = builders.draft(cast)
    Instrument.objects.filter(pk=instrument.pk).update(period_amount=amount, period_unit=unit)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    issuing.pass_check(instrument=builders.fresh(instrument), actor=cast.county_chief)
    issuing.sign(instrument=builders.fresh(instrument), actor=cast.county_director)
    builders.do_jobs()
    done = builders.fresh(instrument)
    row = done.deadlines.get()
    assert (done.served_on, str(done.due_on)) == (day, due)
    assert (row.cause, row.start, row.due_on, row.period["amount"]) == ("served", day, done.due_on, amount)


def test_a_working_day_period_into_an_unpublished_year_is_provisional(cast: Cast, today_is: Callable[[str], date]) -> None:
    today_is("2026-12-24")
    instrument = builders.draft(cast)
    Instrument.objects.filter(pk=instrument.pk).update(period_amount=10, period_unit="workday")
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    issuing.pass_check(instrument=builders.fresh(instrument), actor=cast.county_chief)
    issuing.sign(instrument=builders.fresh(instrument), actor=cast.county_director)
    builders.do_jobs()
    assert builders.fresh(instrument).due_provisional


def test_serving_twice_serves_once(cast: Cast) -> None:
    instrument = builders.delivered(cast)
    issuing.deliver(instrument_id=instrument.pk)
    assert InstrumentDeadline.objects.filter(instrument=instrument).count() == 1
    assert builders.fresh(instrument).due_on == instrument.due_on


def test_a_worker_that_dies_in_the_middle_leaves_nothing_and_the_next_one_does_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    instrument = builders.issued(cast)
    job = OutboxJob.objects.get(kind="notices.issue")

    def die(*args: Any, **kwargs: Any) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as broken:
        broken.setattr(issuing, "write_deadline", die)
        with pytest.raises(SystemExit):
            run.run(job.pk)
    half = builders.fresh(instrument)
    assert (half.state, half.served_on, half.due_on, half.pdf) == ("issued", None, None, None)
    assert half.matter.state == "open"
    assert not StoredFile.objects.exists()

    run.run(job.pk)
    whole = builders.fresh(instrument)
    assert whole.state == "delivered"
    assert whole.matter.state == "supervising"
    job.refresh_from_db()
    assert job.done_at is not None
