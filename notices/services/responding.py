"""单位反馈：签收、逐项填写、报送。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from notices.choices import ObjectionOutcome, Verdict
from notices.lifecycles import AWAITING_STATES, INSTRUMENT
from notices.models import AgencyResponse, Instrument, ItemResponse
from notices.selectors.objected import not_judged
from notices.services import revisions
from notices.services.acting import require
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed, apply

LONGEST_TEXT = 10_000


@dataclass(frozen=True)
class Answer:
    """The agency's answer to one problem. `rectified_on` None: not finished yet, the measures say when it will be."""

    answer: str
    measures: str
    rectified_on: date | None


@transaction.atomic
def acknowledge(*, instrument: Instrument, actor: User) -> AgencyResponse:
    """The agency signs for the instrument; its first round of answers is opened. The clock has run since service and does not change."""
    apply(
        INSTRUMENT, instrument, "acknowledge", actor=actor,
        changes={"acknowledged_at": timezone.now(), "acknowledged_by": actor},
    )  # fmt: skip
    response: AgencyResponse = AgencyResponse.objects.create(instrument=instrument, round=1)
    revoked = set(instrument.objections.filter(outcome=ObjectionOutcome.REVOKED).values_list("item", flat=True))
    ItemResponse.objects.bulk_create(
        ItemResponse(response=response, item=item, verdict=Verdict.REVOKED if item.pk in revoked else "")
        for item in instrument.items.all()
    )
    return response


@transaction.atomic
def save_answers(*, instrument: Instrument, answers: Mapping[int, Answer], seen: str = "", actor: User) -> str:
    """Keep answers of the open round, by the id of the item's answer; others stay as they are. Nothing is sent.

    That a draft was saved is an event, what it says is not, and the bureau's page does not tell of it. Returns the fingerprint of what
    stands now. Raises NotAllowed when no round is open, UserError for a day in the future, Conflict when a colleague changed what the page
    showed (`seen`).
    """
    response = open_round(instrument, actor)
    asked = response.items.exclude(verdict=Verdict.REVOKED)
    revisions.refuse_stale(seen, revisions.of_answers(asked.all()), "这份反馈")
    today = timezone.localdate()
    mine = {item.pk: item for item in asked.select_related("item") if item.pk in answers}
    for pk, item in mine.items():
        answer = answers[pk]
        if answer.rectified_on and answer.rectified_on > today:
            raise UserError(
                f"整改完成日期 {answer.rectified_on} 在今天之后。", where=f"第{item.item.order}项",
                remedy="尚未完成的，请留空，并在整改措施中写明计划完成时间。",
            )  # fmt: skip
        item.answer, item.measures = answer.answer.strip()[:LONGEST_TEXT], answer.measures.strip()[:LONGEST_TEXT]
        item.rectified_on = answer.rectified_on
    ItemResponse.objects.bulk_update(mine.values(), ["answer", "measures", "rectified_on"])
    response.save(update_fields=["saved_at"])
    record(
        "notices.answers_saved", actor=actor, target=instrument,
        payload={"round": response.round, "items": sorted(item.item.order for item in mine.values())},
    )  # fmt: skip
    return revisions.of_answers(asked.all())


@transaction.atomic
def respond(*, instrument: Instrument, actor: User) -> None:
    """Send the open round to the bureau. UserError lists the problems that are not answered yet; late answers are taken and shown as late."""
    response = open_round(instrument, actor)
    items = list(response.items.exclude(verdict=Verdict.REVOKED).select_related("item").order_by("item__order"))
    missing = [text for item in items if (text := _missing(item))]
    if missing:
        raise UserError(
            f"还有 {len(missing)} 项没有答复完整：{'；'.join(missing)}。", remedy="请补齐后再报送，已填写的内容都已保存。"
        )
    now = timezone.now()
    response.sent_at, response.sent_by = now, actor
    response.save(update_fields=["sent_at", "sent_by", "saved_at"])
    today = timezone.localdate(now)
    apply(
        INSTRUMENT, instrument, "respond", actor=actor,
        payload={
            "round": response.round, "items": len(items), "due_on": str(instrument.due_on),
            "late": bool(instrument.due_on and today > instrument.due_on and not not_judged(instrument)),
        },
    )  # fmt: skip


def open_round(instrument: Instrument, actor: User) -> AgencyResponse:
    """The round being written, locked. PermissionDenied for others than the agency's own; NotAllowed when none is open."""
    require(actor, "notices.respond", instrument, "填写反馈")
    rounds = AgencyResponse.objects.select_for_update(of=("self",)).filter(instrument=instrument, sent_at=None)
    round_: AgencyResponse | None = rounds.filter(instrument__state__in=AWAITING_STATES).first()
    if round_ is None:
        raise NotAllowed(f"文书{instrument.status.label}，现在没有可以填写的反馈。请先签收，或者等待监督机构核验。")
    return round_


def _missing(item: ItemResponse) -> str:
    gaps = [label for value, label in ((item.answer, "情况说明"), (item.measures, "整改措施")) if not value.strip()]
    return f"第{item.item.order}项缺{'、'.join(gaps)}" if gaps else ""
