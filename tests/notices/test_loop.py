"""一件文书从拟稿到办结的全程。"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from cases.models import Finding
from notices.choices import Verdict
from notices.models import Instrument
from notices.services import responding, verification
from supervision.audit.models import AuditEvent
from supervision.workdays import Period, Unit
from tests.cast import Cast
from tests.notices import builders


def test_an_instrument_goes_from_draft_to_closed_through_the_hands_of_three_people_and_the_agency(cast: Cast) -> None:
    instrument = builders.responded(cast)
    builders.verify_all(instrument, cast.county_supervisor)
    verification.close(instrument=builders.fresh(instrument), actor=cast.county_supervisor)

    done = builders.fresh(instrument)
    today = timezone.localdate()
    assert done.state == "closed"
    assert done.number == f"浏行执监督〔{today.year}〕1号"
    assert (done.issued_on, done.served_on, done.due_on) == (today, today, today + timedelta(days=30))
    assert {done.drafted_by, done.checked_by, done.signed_by} == {
        cast.county_supervisor, cast.county_chief, cast.county_director,
    }  # fmt: skip
    assert done.matter.state == "closed"
    assert done.pdf is not None
    assert done.docx is not None
    assert done.pdf.read().startswith(b"%PDF")
    assert done.docx.read().startswith(b"PK")


def test_every_step_leaves_its_event(cast: Cast) -> None:
    instrument = builders.responded(cast)
    builders.verify_all(instrument, cast.county_supervisor)
    verification.close(instrument=builders.fresh(instrument), actor=cast.county_supervisor)

    verbs = list(
        AuditEvent.objects.filter(target_type="notices.instrument", target_id=str(instrument.pk))
        .order_by("id")
        .values_list("verb", flat=True)
    )
    assert verbs == [
        "notices.instrument.drafted",
        "notices.instrument.submit",
        "notices.instrument.pass_check",
        "notices.instrument.sign",
        "notices.instrument.deliver",
        "notices.instrument.acknowledge",
        "notices.answers_saved",
        "notices.instrument.respond",
        "notices.item.verified",
        "notices.item.verified",
        "notices.instrument.close",
    ]


def test_what_is_returned_is_answered_in_a_second_round_and_then_closed(cast: Cast) -> None:
    instrument = builders.responded(cast)
    first, second = builders.sent_answers(instrument)
    actor = cast.county_supervisor
    verification.verify_item(instrument=instrument, answer_id=first.pk, verdict=Verdict.ACCEPTED, reason="", actor=actor)
    verification.verify_item(
        instrument=instrument, answer_id=second.pk, verdict=Verdict.RETURNED, reason="没有附送达回证。", actor=actor
    )
    verification.send_back(instrument=builders.fresh(instrument), period=Period(10, Unit.DAY), actor=actor)

    again = builders.fresh(instrument)
    assert again.state == "returned"
    assert again.due_on == timezone.localdate() + timedelta(days=10)
    assert [answer.item_id for answer in builders.open_answers(again)] == [second.item_id]

    builders.answer_all(again, cast.housing_officer)
    responding.respond(instrument=again, actor=cast.housing_officer)
    builders.verify_all(builders.fresh(again), actor)
    verification.close(instrument=builders.fresh(again), actor=actor)
    assert builders.fresh(again).state == "closed"
    assert again.responses.count() == 2
    assert again.responses.get(round=1).items.get(pk=second.pk).verdict_reason == "没有附送达回证。"


def test_a_matter_closes_with_the_last_of_its_instruments(cast: Cast) -> None:
    duty = builders.make_finding(cast.county_housing, "P-30")
    breach = builders.make_finding(cast.county_housing, "G-05", basis="《行政处罚法》第四十二条")
    matter = builders.open_matter(cast, findings=[duty, breach])
    letter = builders.responded(cast, matter=matter, kind="press_letter")
    opinion = builders.responded(cast, matter=matter, kind="opinion")
    for instrument in (letter, opinion):
        builders.verify_all(instrument, cast.county_supervisor)
    verification.close(instrument=builders.fresh(letter), actor=cast.county_supervisor)
    assert Instrument.objects.get(pk=letter.pk).matter.state == "supervising"
    verification.close(instrument=builders.fresh(opinion), actor=cast.county_supervisor)
    matter.refresh_from_db()
    assert matter.state == "closed"
    assert "整改到位" in matter.result
    assert set(Finding.objects.filter(pk__in=[duty.pk, breach.pk]).values_list("state", flat=True)) == {"in_matter"}
