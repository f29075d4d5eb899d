"""异议：单位逐项提出，监督机构逐项答复；答复前不办结，撤销的不再整改（《行政执法监督条例》第三十条）。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from cases.models import EnforcementCase, Finding
from cases.services import findings
from notices.choices import ObjectionOutcome, Verdict
from notices.models import Instrument, InstrumentItem, ItemResponse, Matter, Objection, ObjectionEvidence
from notices.services import objections, responding, verification
from notices.services.responding import Answer
from supervision.audit.models import AuditEvent
from supervision.documents.models import StoredFile
from supervision.web.errors import UserError
from supervision.workdays import Period, Unit
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders
from tests.notices.test_vertical_management import told

Clock = Callable[[str], date]
Stage = Callable[[Cast], Instrument]

ARTICLE = "《行政执法监督条例》第三十条"
REASON = "该案中止调查期间应当扣除，附中止决定。"
WORDS = "经核，中止决定在卷，理由成立。"
MAINTAINED, CHANGED, REVOKED = ObjectionOutcome.MAINTAINED, ObjectionOutcome.CHANGED, ObjectionOutcome.REVOKED


def item_of(instrument: Instrument, order: int = 1) -> InstrumentItem:
    found: InstrumentItem = instrument.items.get(order=order)
    return found


def object_to(
    cast: Cast,
    instrument: Instrument,
    order: int = 1,
    *,
    reason: str = REASON,
    files: Sequence[tuple[str, bytes]] = (),
    actor: Any = None,
) -> Objection:
    """The agency's officer (or another) objects to the problem with this number."""
    return objections.raise_objection(
        instrument=instrument,
        item_id=item_of(instrument, order).pk,
        reason=reason,
        files=files,
        actor=actor or cast.housing_officer,
    )


def reply(asked: Objection, outcome: ObjectionOutcome, actor: Any, *, words: str = WORDS, demand: str = "") -> Objection:
    """The bureau answers; a changed demand is made up when none is given."""
    demand = demand or ("改为三十日内补录。" if outcome == CHANGED else "")
    period = Period(15, Unit.DAY) if outcome == CHANGED else None
    return objections.answer_objection(
        objection=asked, outcome=outcome, answer=words, new_demand=demand, period=period, actor=actor
    )


def revoke(cast: Cast, instrument: Instrument, order: int, actor: Any = None) -> None:
    reply(object_to(cast, builders.fresh(instrument), order), REVOKED, actor or cast.county_chief)


def finding_of(instrument: Instrument, order: int = 1) -> Finding:
    return Finding.objects.get(matter_item__instrument_items=item_of(instrument, order))


def returned(cast: Cast) -> Instrument:
    """Both problems found wanting and sent back."""
    return builders.advance(builders.draft(cast), cast, "returned")


def half_returned(cast: Cast) -> Instrument:
    """The first problem accepted, the second sent back."""
    instrument = builders.responded(cast)
    first, second = builders.sent_answers(instrument)
    for answer, verdict, reason in ((first, Verdict.ACCEPTED, ""), (second, Verdict.RETURNED, "没有附送达回证。")):
        verification.verify_item(
            instrument=instrument, answer_id=answer.pk, verdict=verdict, reason=reason, actor=cast.county_supervisor
        )
    verification.send_back(instrument=builders.fresh(instrument), period=Period(10, Unit.DAY), actor=cast.county_supervisor)
    return builders.fresh(instrument)


def closed(cast: Cast) -> Instrument:
    return builders.advance(builders.draft(cast), cast, "closed")


STAGES = {"delivered": builders.delivered, "handling": builders.handling, "returned": returned, "responded": builders.responded}
in_every_state = pytest.mark.parametrize("state", STAGES)


def nothing_came() -> bool:
    return not Objection.objects.exists() and not AuditEvent.objects.filter(verb="notices.objection.raised", result="ok").exists()


@pytest.mark.parametrize("stage", [*STAGES.values(), closed])
def test_the_addressee_objects_to_a_problem_with_reasons_at_any_stage(cast: Cast, stage: Stage) -> None:
    instrument = stage(cast)
    asked = object_to(cast, instrument, 2)
    assert (asked.item.order, asked.reason, asked.raised_by, asked.is_pending) == (2, REASON, cast.housing_officer, True)
    assert builders.fresh(instrument).state == instrument.state


@pytest.mark.parametrize(
    "who", ["neighbour_officer", "market_officer", "county_supervisor", "county_chief", "township_assistant"]
)
def test_nobody_but_the_addressees_legal_officer_objects(cast: Cast, who: str) -> None:
    instrument = builders.handling(cast)
    with pytest.raises(PermissionDenied):
        object_to(cast, instrument, actor=cast.people[who])
    assert nothing_came()


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_reason_is_needed_and_the_law_is_named(cast: Cast, reason: str) -> None:
    with pytest.raises(UserError, match="理由") as refused:
        object_to(cast, builders.handling(cast), reason=reason)
    assert ARTICLE in refused.value.remedy
    assert nothing_came()


@pytest.mark.parametrize("bad", [("病毒.exe", b"MZ"), ("假.pdf", b"<html>"), ("空.pdf", b"")])
def test_with_one_bad_file_nothing_at_all_is_kept(cast: Cast, bad: tuple[str, bytes]) -> None:
    instrument, before = builders.handling(cast), StoredFile.objects.count()
    with pytest.raises(UserError):
        object_to(cast, instrument, files=[("好.pdf", builders.PDF_BYTES), bad])
    assert nothing_came()
    assert (ObjectionEvidence.objects.count(), StoredFile.objects.count()) == (0, before)


def test_too_many_files_are_refused_whole(cast: Cast) -> None:
    files = [(f"{number}.pdf", builders.PDF_BYTES + bytes([number])) for number in range(objections.MOST_FILES + 1)]
    with pytest.raises(UserError, match="最多附"):
        object_to(cast, builders.handling(cast), files=files)
    assert nothing_came()


def test_the_same_file_under_two_names_is_kept_once(cast: Cast) -> None:
    other = builders.PDF_BYTES + b"2"
    asked = object_to(
        cast, builders.handling(cast), files=[("a.pdf", builders.PDF_BYTES), ("b.pdf", builders.PDF_BYTES), ("c.pdf", other)]
    )
    assert [(kept.name, kept.file.read()) for kept in asked.evidence.all()] == [("a.pdf", builders.PDF_BYTES), ("c.pdf", other)]


def test_one_pending_objection_to_a_problem_and_another_to_another(cast: Cast) -> None:
    instrument = builders.handling(cast)
    object_to(cast, instrument, 1)
    with pytest.raises(NotAllowed, match="第1项已有一份异议") as refused:
        object_to(cast, instrument, 1, reason="再说一次。")
    assert refused.value.article.endswith("第三十条")
    object_to(cast, instrument, 2)
    assert Objection.objects.filter(instrument=instrument).count() == 2


def test_a_problem_of_another_instrument_is_not_objected_to_through_this_one(cast: Cast) -> None:
    mine, other = builders.handling(cast), builders.handling(cast)
    with pytest.raises(UserError, match="不在本文书"):
        objections.raise_objection(instrument=mine, item_id=item_of(other).pk, reason=REASON, actor=cast.housing_officer)
    assert nothing_came()


@pytest.mark.parametrize("stage", [builders.handling, closed])
def test_no_objection_comes_too_late(cast: Cast, today_is: Clock, stage: Stage) -> None:
    today_is("2026-03-02")
    instrument = stage(cast)
    today_is("2026-10-30")
    assert object_to(cast, instrument).is_pending


@pytest.mark.parametrize("state", ["draft", "checking", "signing", "issued", "voided"])
def test_what_was_not_served_is_not_objected_to(cast: Cast, state: str) -> None:
    instrument = builders.advance(builders.draft(cast), cast, state)
    with pytest.raises((NotAllowed, PermissionDenied)):
        object_to(cast, instrument)
    assert nothing_came()


def test_what_told_the_superior_department_is_not_objected_to(cast: Cast) -> None:
    officer = type(cast.market_officer).objects.create(username="tobacco-officer", display_name="罗法规", password="!")
    officer.posts.create(agency=cast.tobacco, role="legal_officer", title="法规科科长", starts_on="2020-01-01")
    with pytest.raises(NotAllowed) as refused:
        object_to(cast, told(cast), actor=officer)
    assert refused.value.article == ARTICLE
    assert nothing_came()


def test_a_revoked_problem_and_a_revoked_instrument_are_not_objected_to_again(cast: Cast) -> None:
    instrument = builders.handling(cast)
    revoke(cast, instrument, 1)
    with pytest.raises(NotAllowed, match="已经撤销"):
        object_to(cast, builders.fresh(instrument), 1)
    revoke(cast, instrument, 2)
    with pytest.raises(NotAllowed, match="已撤销"):
        object_to(cast, builders.fresh(instrument), 2)
    assert Objection.objects.count() == 2


def test_who_drafted_the_paper_keeps_to_it_and_neither_changes_nor_revokes_it(cast: Cast) -> None:
    """湘程序规定 §60, by analogy: three people made it, one of them does not undo it."""
    instrument = builders.handling(cast)
    asked = object_to(cast, instrument)
    for outcome in (CHANGED, REVOKED):
        with pytest.raises(NotAllowed, match="拟稿人、提交人不能变更、撤销"):
            reply(asked, outcome, cast.county_supervisor)
    assert not reply(asked, MAINTAINED, cast.county_supervisor).is_pending


@pytest.mark.parametrize(
    ("who", "outcome"), [("county_supervisor", MAINTAINED), *(("county_chief", one) for one in ObjectionOutcome)]
)
def test_supervisor_and_chief_of_the_issuer_answer(cast: Cast, who: str, outcome: ObjectionOutcome) -> None:
    asked = reply(object_to(cast, builders.handling(cast)), outcome, cast.people[who])
    asked.refresh_from_db()
    assert (asked.outcome, asked.answer, asked.answered_by) == (outcome, WORDS, cast.people[who])


@pytest.mark.parametrize(
    "who", ["housing_officer", "neighbour_supervisor", "county_director", "city_supervisor", "city_chief", "township_assistant"]
)
def test_neither_the_agency_nor_another_bureau_answers(cast: Cast, who: str) -> None:
    asked = object_to(cast, builders.handling(cast))
    with pytest.raises((PermissionDenied, NotAllowed)):
        reply(asked, REVOKED, cast.people[who])
    asked.refresh_from_db()
    assert asked.is_pending


@pytest.mark.parametrize("outcome", ObjectionOutcome)
def test_it_is_answered_in_words(cast: Cast, outcome: ObjectionOutcome) -> None:
    asked = object_to(cast, builders.handling(cast))
    with pytest.raises(UserError, match="答复意见"):
        reply(asked, outcome, cast.county_chief, words=" ")
    asked.refresh_from_db()
    assert asked.is_pending


def test_a_change_says_what_is_asked_now_and_leaves_the_rest(cast: Cast) -> None:
    instrument = builders.handling(cast)
    asked = object_to(cast, instrument)
    with pytest.raises(UserError, match="变更后的整改要求"):
        reply(asked, CHANGED, cast.county_chief, demand=" ")
    reply(asked, CHANGED, cast.county_chief, demand="只补录中止决定。")
    asked.refresh_from_db()
    assert asked.new_demand == "只补录中止决定。"
    assert (builders.fresh(instrument).state, finding_of(instrument).state) == ("handling", "in_matter")


def test_it_is_not_answered_twice(cast: Cast) -> None:
    asked = object_to(cast, builders.handling(cast))
    reply(asked, MAINTAINED, cast.county_supervisor)
    with pytest.raises(NotAllowed, match="已经答复"):
        reply(asked, REVOKED, cast.county_chief)
    asked.refresh_from_db()
    assert asked.outcome == MAINTAINED


@in_every_state
def test_maintained_nothing_else_changes_and_another_objection_may_follow(cast: Cast, state: str) -> None:
    before = STAGES[state](cast)
    reply(object_to(cast, before), MAINTAINED, cast.county_chief, demand="不该留下的。")
    after = builders.fresh(before)
    assert (after.state, after.due_on, after.closed_at) == (before.state, before.due_on, None)
    assert (finding_of(after).state, Matter.objects.get().state) == ("in_matter", "supervising")
    assert not ItemResponse.objects.filter(verdict=Verdict.REVOKED).exists()
    assert Objection.objects.get().new_demand == ""
    assert object_to(cast, after, reason="另有新证据。").is_pending


def answer_and_send(cast: Cast, instrument: Instrument) -> None:
    """The agency answers what is still asked."""
    rows = [row for row in builders.open_answers(instrument) if row.verdict != Verdict.REVOKED]
    answers = {row.pk: Answer("已查明。", "已改正。", None) for row in rows}
    responding.save_answers(instrument=instrument, answers=answers, actor=cast.housing_officer)
    responding.respond(instrument=builders.fresh(instrument), actor=cast.housing_officer)


@in_every_state
def test_a_revoked_problem_is_neither_answered_nor_verified_and_the_other_closes_the_instrument(cast: Cast, state: str) -> None:
    instrument = STAGES[state](cast)
    revoke(cast, instrument, 1)
    assert builders.fresh(instrument).state == state
    if state == "delivered":
        responding.acknowledge(instrument=builders.fresh(instrument), actor=cast.housing_officer)
    if state != "responded":
        answer_and_send(cast, builders.fresh(instrument))
    gone, left = builders.sent_answers(instrument)
    with pytest.raises(NotAllowed, match="已经撤销"):
        verification.verify_item(
            instrument=instrument, answer_id=gone.pk, verdict=Verdict.ACCEPTED, reason="", actor=cast.county_supervisor
        )
    verification.verify_item(
        instrument=instrument, answer_id=left.pk, verdict=Verdict.ACCEPTED, reason="", actor=cast.county_supervisor
    )
    verification.close(instrument=builders.fresh(instrument), actor=cast.county_supervisor)
    assert (builders.fresh(instrument).state, Matter.objects.get().state) == ("closed", "closed")


def test_the_finding_of_a_revoked_problem_is_dismissed_with_the_answer_as_its_reason(cast: Cast) -> None:
    instrument = builders.handling(cast)
    gone, left = finding_of(instrument, 2), finding_of(instrument, 1)
    revoke(cast, instrument, 2, cast.county_chief)
    gone.refresh_from_db()
    left.refresh_from_db()
    assert (gone.state, gone.reviewed_by, WORDS in gone.reason) == ("dismissed", cast.county_chief, True)
    assert left.state == "in_matter"


def test_the_finding_of_an_archived_case_stays_as_it_is(cast: Cast) -> None:
    instrument = builders.handling(cast)
    finding = finding_of(instrument)
    EnforcementCase.objects.filter(pk=finding.case_id).update(archived_on=date(2026, 11, 20))
    for order in (1, 2):
        revoke(cast, instrument, order)
    finding.refresh_from_db()
    assert (builders.fresh(instrument).state, finding.state) == ("revoked", "in_matter")


def test_a_dismissed_finding_that_is_taken_up_again_may_stand_in_a_new_matter(cast: Cast) -> None:
    instrument = builders.handling(cast)
    finding = finding_of(instrument)
    for order in (1, 2):
        revoke(cast, instrument, order)
    finding.refresh_from_db()
    findings.reopen(finding=finding, actor=cast.county_supervisor)
    assert builders.open_matter(cast, findings=[Finding.objects.get(pk=finding.pk)]).items.count() == 1


@in_every_state
def test_all_problems_revoked_the_instrument_is_revoked_and_its_matter_ends(cast: Cast, state: str) -> None:
    instrument = STAGES[state](cast)
    taken = [finding_of(instrument, order).pk for order in (1, 2)]
    for order in (1, 2):
        revoke(cast, instrument, order, cast.county_chief)
    after, matter = builders.fresh(instrument), Matter.objects.get()
    assert (after.state, after.closed_at is not None) == ("revoked", True)
    assert (matter.state, matter.closed_at is not None, "撤销" in matter.result) == ("closed", True, True)
    assert set(Finding.objects.filter(pk__in=taken).values_list("state", flat=True)) == {"dismissed"}
    assert after in Instrument.objects.visible_to(cast.housing_officer)


def test_a_matter_with_a_problem_in_no_instrument_stays_open(cast: Cast) -> None:
    decided = builders.make_case(cast.county_housing, decision_date=date(2026, 5, 6))
    wrong = builders.make_finding(cast.county_housing, "P-12", case=decided)
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing), wrong])
    instrument = builders.handling(cast, matter=matter)
    revoke(cast, instrument, 1)
    matter.refresh_from_db()
    assert (builders.fresh(instrument).state, matter.state) == ("revoked", "supervising")


def test_nothing_is_written_into_an_instrument_that_was_revoked(cast: Cast) -> None:
    instrument = builders.handling(cast)
    rows = builders.open_answers(instrument)
    for order in (1, 2):
        revoke(cast, instrument, order)
    with pytest.raises(NotAllowed):
        responding.save_answers(
            instrument=builders.fresh(instrument), answers={rows[0].pk: Answer("还写", "还写", None)}, actor=cast.housing_officer
        )
