"""延期：期限届满前申请，不超过原期限的一半，只准一次。"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from notices.choices import DeadlineCause
from notices.lifecycles import of_the_issuer
from notices.models import ExtensionRequest, Instrument
from notices.models.deadline import longest_extension
from notices.services.acting import require
from notices.services.deadlines import base_deadline, compute, write_deadline
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workdays import Period, calendar
from supervision.workflow import NotAllowed

of_the_deciders = of_the_issuer("notices.decide_extension")
RULE = "每份文书只能延期一次，应当在期限届满前申请，延长的时间不超过原期限的一半"


@transaction.atomic
def request_extension(*, instrument: Instrument, amount: int, reason: str, actor: User) -> ExtensionRequest:
    """The agency asks for `amount` more units of the instrument's period. UserError with the rule when it may not."""
    locked: Instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    require(actor, "notices.request_extension", locked, "申请延期")
    _check_open(locked)
    if locked.due_on is None:
        raise UserError("文书还没有送达，没有期限可以延长。", where="延期申请")
    most = longest_extension(Period.from_json(base_deadline(locked).period))
    if not 1 <= amount <= most:
        raise UserError(
            f"申请延长 {amount}，应当在 1 至 {most} 之间。" if most else "原期限太短，不能延期。",
            where="延期申请",
            remedy=f"规则：{RULE}。",
        )
    if not reason.strip():
        raise UserError("没有写明延期理由。", where="延期申请", remedy="请写明为什么不能按期完成、已经做了什么。")
    request: ExtensionRequest = ExtensionRequest.objects.create(
        instrument=locked, issuer=locked.issuer, due_on=locked.due_on, amount=amount, reason=reason.strip(), requested_by=actor
    )
    record(
        "notices.extension.requested", actor=actor, target=locked,
        payload={"amount": amount, "unit": locked.period_unit, "due_on": str(locked.due_on)},
    )  # fmt: skip
    return request


@transaction.atomic
def decide_extension(*, request: ExtensionRequest, granted: bool, note: str, actor: User) -> ExtensionRequest:
    """The bureau grants or refuses. Granted, the due date is counted anew from the original start with the original period plus the extension."""
    asked: ExtensionRequest = (
        ExtensionRequest.objects.select_for_update(of=("self", "instrument"))
        .select_related("instrument__issuer")
        .get(pk=request.pk)
    )
    instrument = asked.instrument
    require(actor, "notices.decide_extension", instrument, "决定延期申请")
    refusal = of_the_deciders(instrument, actor)
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)
    if asked.state != "pending":
        raise NotAllowed("该延期申请已经决定，不能再次决定。")
    if not granted and not note.strip():
        raise UserError("没有写明不同意的理由。", where="决定意见", remedy="请告诉单位为什么不同意。")
    asked.state = "granted" if granted else "refused"
    asked.decided_by, asked.decided_at, asked.decision_note = actor, timezone.now(), note.strip()
    asked.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    payload: dict[str, object] = {"amount": asked.amount, "note": note.strip()}
    if granted:
        payload |= _extend(asked, actor)
    record(f"notices.extension.{asked.state}", actor=actor, target=instrument, payload=payload)
    return asked


def _extend(asked: ExtensionRequest, actor: User) -> dict[str, object]:
    instrument, days = asked.instrument, calendar.current()
    if not instrument.is_awaited:
        raise NotAllowed(f"文书{instrument.status.label}，不必再延期。")
    base = base_deadline(instrument)
    original = Period.from_json(base.period)
    period = Period(original.amount + asked.amount, original.unit, original.roll)
    due, before = compute(base.start, period, days), instrument.due_on
    write_deadline(
        instrument, cause=DeadlineCause.EXTENSION, start=base.start, period=period, due=due, days=days, made_by=actor,
        basis=f"{base.basis}；经批准延长{Period(asked.amount, original.unit)}"[:200],
        note=f"原 {before} → {due.day}（原期限{original}，延长{Period(asked.amount, original.unit)}）",
    )  # fmt: skip
    instrument.due_on, instrument.due_provisional = due.day, due.provisional
    instrument.save(update_fields=["due_on", "due_provisional"])
    return {"from": str(before), "to": str(due.day)}


def _check_open(instrument: Instrument) -> None:
    if not instrument.is_awaited:
        raise NotAllowed(f"文书{instrument.status.label}，不需要延期。")
    states = set(instrument.extension_requests.values_list("state", flat=True))
    if "pending" in states:
        raise UserError("已有一份延期申请等待决定。", where="延期申请", remedy="请等监督机构决定。")
    if "granted" in states:
        raise UserError("本文书已经延期一次。", where="延期申请", remedy=f"规则：{RULE}。")
    if instrument.due_on is not None and timezone.localdate() > instrument.due_on:
        raise UserError(f"期限已于 {instrument.due_on} 届满。", where="延期申请", remedy=f"规则：{RULE}。请尽快报送整改情况。")
