"""核验：逐项看答复，到位的办结，不到位的退回并另定期限。"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from notices.choices import DeadlineCause, Verdict
from notices.lifecycles import INSTRUMENT, of_the_verifiers
from notices.models import AgencyResponse, Instrument, ItemResponse
from notices.services.acting import require
from notices.services.deadlines import compute, write_deadline
from notices.services.drafting import check_period
from notices.services.matter_end import close_matter_if_done
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workdays import Period, Unit, calendar
from supervision.workflow import NotAllowed, apply


@transaction.atomic
def verify_item(*, instrument: Instrument, answer_id: int, verdict: Verdict, reason: str, actor: User) -> ItemResponse:
    """The bureau's view of one answer of the round in hand; it may be changed until the round is closed or sent back.

    Raises NotAllowed when the instrument does not wait for verification, UserError for a return without a reason.
    """
    locked = _lock(instrument)
    require(actor, "notices.verify_response", locked, "核验整改情况")
    refusal = of_the_verifiers(locked, actor)
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)
    if locked.state != "responded":
        raise NotAllowed(f"文书{locked.status.label}，现在不能核验。")
    if verdict == Verdict.RETURNED and not reason.strip():
        raise UserError("没有写明哪里没有到位。", where="核验说明", remedy="退回的，请写明还要做什么。")
    answer: ItemResponse | None = (
        ItemResponse.objects.select_for_update(of=("self",))
        .select_related("item")
        .filter(pk=answer_id, response=_latest_sent(locked))
        .first()
    )
    if answer is None:
        raise UserError("这项答复不在本轮反馈中。", remedy="请刷新页面。")
    if answer.verdict == Verdict.REVOKED:
        raise NotAllowed(f"第{answer.item.order}项经异议处理已经撤销，不再核验。")
    if (answer.verdict, answer.verdict_reason, answer.verified_by_id) == (verdict, reason.strip(), actor.pk):
        return answer  # the button was pressed twice
    answer.verdict, answer.verdict_reason = verdict, reason.strip()
    answer.verified_by, answer.verified_at = actor, timezone.now()
    answer.save(update_fields=["verdict", "verdict_reason", "verified_by", "verified_at"])
    record(
        "notices.item.verified", actor=actor, target=locked,
        payload={"item": answer.item.order, "verdict": str(verdict), "reason": reason.strip()},
    )  # fmt: skip
    return answer


@transaction.atomic
def close(*, instrument: Instrument, actor: User) -> None:
    """Every problem is rectified: the instrument is closed, and its matter when none of its problems is left (`every_problem_rectified`)."""
    locked = _lock(instrument)
    now = timezone.now()
    apply(INSTRUMENT, locked, "close", actor=actor, changes={"closed_at": now})
    close_matter_if_done(locked.matter, actor, locked.number)


@transaction.atomic
def send_back(*, instrument: Instrument, period: Period, actor: User) -> AgencyResponse:
    """Send the returned problems back: a new round for them, due a stated period from today. The earlier answers stay to be seen.

    NotAllowed while an answer is not verified or none is returned; UserError for a period out of bounds.
    """
    check_period(period.amount, period.unit)
    locked = _lock(instrument)
    today, days = timezone.localdate(), calendar.current()
    due = compute(today, period, days)
    before = locked.due_on
    apply(
        INSTRUMENT, locked, "send_back", actor=actor,
        changes={"due_on": due.day, "due_provisional": due.provisional},
        payload={"due_on": str(due.day), "period": period.to_json()},
    )  # fmt: skip
    write_deadline(
        locked, cause=DeadlineCause.RETURNED, start=today, period=Period(period.amount, Unit(period.unit)), due=due, days=days,
        basis=f"{locked.period_basis.split('；')[0]}；退回补正另定期限"[:200], note=f"原 {before} → {due.day}", made_by=actor,
    )  # fmt: skip
    latest = _latest_sent(locked)
    opened: AgencyResponse = AgencyResponse.objects.create(instrument=locked, round=latest.round + 1)
    ItemResponse.objects.bulk_create(
        ItemResponse(response=opened, item_id=item)
        for item in latest.items.filter(verdict=Verdict.RETURNED).order_by("item__order").values_list("item", flat=True)
    )
    return opened


def _lock(instrument: Instrument) -> Instrument:
    locked: Instrument = (
        Instrument.objects.select_for_update(of=("self",)).select_related("issuer", "agency").get(pk=instrument.pk)
    )
    return locked


def _latest_sent(instrument: Instrument) -> AgencyResponse:
    row: AgencyResponse = instrument.responses.filter(sent_at__isnull=False).latest("round")
    return row
