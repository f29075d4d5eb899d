"""移送监察：登记应当移送的线索，登记移送结果；没有了结的，事项不能办结、终结。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from notices.choices import ReferralGround, ReferralOutcome
from notices.models import Matter, Referral
from notices.services.acting import acting_body, require_own
from notices.services.matter_end import close_matter_if_done
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed

LONGEST_TEXT = 10_000


@dataclass(frozen=True)
class Settlement:
    """What became of a clue: handed over (day, number of the letter, to whom), or why not."""

    outcome: ReferralOutcome
    referred_on: date | None = None
    document_number: str = ""
    receiver: str = ""
    note: str = ""


@transaction.atomic
def note_clue(*, matter: Matter, ground: ReferralGround, found_on: date, clue: str, actor: User) -> Referral:
    """Write down a clue that belongs to the supervisory organ (条例 §33 一款). What it says never goes into the trail.

    UserError without words or with a day in the future; NotAllowed for a 司法所, another bureau, a matter that was dropped, and for what waits to be referred already.
    """
    locked: Matter = Matter.objects.select_for_update(of=("self",)).select_related("supervisor").get(pk=matter.pk)
    require_own(actor, "notices.refer_clue", locked, "登记移送监察机关的线索")
    acting_body(actor, "notices.refer_clue", locked)
    if locked.state == "dropped":
        raise NotAllowed("事项已终结，不能再登记线索。请另立事项。")
    if not clue.strip():
        raise UserError("没有写线索内容。", where="线索内容", remedy="请写明什么人、什么时间、什么事，有什么材料。")
    if found_on > timezone.localdate():
        raise UserError(f"发现日期 {found_on} 在今天之后。", where="发现日期", remedy="请改为实际发现的日期。")
    words = clue.strip()[:LONGEST_TEXT]
    if any(one.clue.reveal() == words for one in locked.referrals.filter(outcome="", ground=ground, found_on=found_on)):
        raise NotAllowed("这条线索已经登记，等待移送。")
    referral: Referral = Referral.objects.create(matter=locked, ground=ground, found_on=found_on, clue=words, noted_by=actor)
    record("notices.referral.noted", actor=actor, target=locked, payload={"referral": referral.pk, "ground": str(ground)})
    return referral


@transaction.atomic
def settle(*, referral: Referral, settlement: Settlement, actor: User) -> Referral:
    """Register that the clue was handed over, or why it was not. The matter is closed when this was all that kept it open.

    UserError when the letter is incomplete or a reason is missing; NotAllowed when it is settled already, and for who
    noted it when it is not to be referred: two people decide that.
    """
    rows = Referral.objects.select_for_update(of=("self", "matter")).select_related("matter__supervisor")
    held: Referral = rows.get(pk=referral.pk)
    require_own(actor, "notices.refer_clue", held.matter, "登记移送结果")
    acting_body(actor, "notices.refer_clue", held.matter)
    if not held.is_pending:
        raise NotAllowed("这条线索已经登记过结果，不能再次登记。")
    _check(settlement, held)
    if settlement.outcome != ReferralOutcome.REFERRED and held.noted_by_id in actor.hands("notices.refer_clue", held.matter):
        raise NotAllowed("登记人不能自行决定不移送，请由本局其他有权的人办理。", "参照《湖南省行政程序规定》第六十条")
    referred = settlement.outcome == ReferralOutcome.REFERRED
    held.outcome, held.note = settlement.outcome, settlement.note.strip()
    held.referred_on = settlement.referred_on if referred else None
    held.document_number = settlement.document_number.strip() if referred else ""
    held.receiver = settlement.receiver.strip() if referred else ""
    held.settled_by, held.settled_at = actor, timezone.now()
    held.save(update_fields=["outcome", "note", "referred_on", "document_number", "receiver", "settled_by", "settled_at"])
    record(
        "notices.referral.settled", actor=actor, target=held.matter,
        payload={"referral": held.pk, "outcome": str(held.outcome), "number": held.document_number},
    )  # fmt: skip
    close_matter_if_done(held.matter, actor)
    return held


def _check(settlement: Settlement, held: Referral) -> None:
    if settlement.outcome != ReferralOutcome.REFERRED:
        if not settlement.note.strip():
            raise UserError("没有写明不移送的理由。", where="说明", remedy="请写明监察机关从何处掌握，或者为什么不属于移送范围。")
        return
    day = settlement.referred_on
    if day is None or not settlement.document_number.strip() or not settlement.receiver.strip():
        raise UserError("移送登记不完整。", where="移送", remedy="请填写移送日期、移送函文号和接收的监察机关。")
    if day < held.found_on:
        raise UserError(f"移送日期 {day} 早于发现日期 {held.found_on}。", where="移送日期", remedy="请核对两个日期。")
    if day > timezone.localdate():
        raise UserError(f"移送日期 {day} 在今天之后。", where="移送日期", remedy="请在移送以后再登记。")
