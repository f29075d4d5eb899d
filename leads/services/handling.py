"""受理、不予受理、转办、办结、告知。

Every step is the handler's (`lifecycles.of_the_handler`), keeps its day and its person, and leaves one event without a word of what the informant said.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, User
from leads.choices import DeclineKind, LeadOutcome
from leads.lifecycles import LEAD
from leads.models import Lead, LeadTransfer
from leads.services.routing import bodies_above
from leads.services.words import of_lead
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed, apply

_HANDLE = "leads.handle_lead"
LONGEST = 10_000


@transaction.atomic
def accept(*, lead: Lead, on: date, actor: User) -> None:
    """受理: the sixty days begin. Errors as `workflow.apply`; UserError for a day that cannot be."""
    held = _locked(lead)
    _check_day(on, "受理日期", since=held.received_on, what="收到日期")
    changes = {"accepted_on": on, **_person("decided", held, actor)}
    apply(LEAD, held, "accept", actor=actor, changes=changes, payload={"accepted_on": str(on)})


@transaction.atomic
def decline(*, lead: Lead, kind: DeclineKind, reason: str, on: date, actor: User) -> None:
    """不予受理, with its kind and reason. Guiding to reconsideration or a court (条例 §33 三款) is one of the kinds."""
    held = _locked(lead)
    _check_day(on, "不予受理日期", since=held.received_on, what="收到日期")
    words = of_lead(held, _needed(reason, "不予受理理由"))
    changes = {"declined_on": on, "decline_kind": kind, "decline_reason": words, **_person("decided", held, actor)}
    apply(LEAD, held, "decline", actor=actor, changes=changes, payload={"declined_on": str(on), "kind": kind.label})


@transaction.atomic
def handle(*, lead: Lead, outcome: LeadOutcome, result: str, on: date, actor: User) -> None:
    """办结: what came of it, and whether it was true."""
    held = _locked(lead)
    if held.accepted_on is not None:
        _check_day(on, "办结日期", since=held.accepted_on, what="受理日期")
    words = of_lead(held, _needed(result, "处理结果"))
    changes = {"handled_on": on, "outcome": outcome, "result": words, **_person("handled", held, actor)}
    apply(LEAD, held, "handle", actor=actor, changes=changes, payload={"handled_on": str(on), "outcome": outcome.label})


@transaction.atomic
def inform(*, lead: Lead, on: date, actor: User) -> None:
    """登记告知: the day on which the informant was told the result, or why it was not accepted. NotAllowed for an anonymous one, and twice."""
    held = _locked(lead)
    if decided_on := held.handled_on or held.declined_on:
        _check_day(on, "告知日期", since=decided_on, what="办结或者不予受理日期")
    apply(LEAD, held, "inform", actor=actor, changes={"informed_on": on}, payload={"informed_on": str(on)})


@transaction.atomic
def pass_on(*, lead: Lead, to: Agency, reason: str, actor: User) -> LeadTransfer:
    """转办 to another supervision body above the agency: up (上报) or down (交办). NotAllowed for any other: an enforcement agency, the
    agency itself, a body elsewhere. What was accepted stays accepted, and its clock runs on."""
    held = _locked(lead)
    words = of_lead(held, _needed(reason, "转办理由"))
    sender = held.handler
    if to.pk == sender.pk or not bodies_above(held.agency).filter(pk=to.pk).exists():
        raise NotAllowed(
            "线索只能转给监督该单位的其他行政执法监督机构，不能转给被反映的单位或者其他机关。", "《行政执法监督条例》第六条"
        )
    principal = actor.stands_in(_HANDLE, held)
    apply(LEAD, held, "pass", actor=actor, payload={"from_body": sender.name, "to_body": to.name})
    Lead.objects.filter(pk=held.pk).update(handler=to)
    made: LeadTransfer = LeadTransfer.objects.create(
        lead=held, from_body=sender, to_body=to, reason=words, passed_by=actor, passed_for_id=principal
    )
    return made


def _locked(lead: Lead) -> Lead:
    """The lead again, locked: whoever comes second finds what the first one did."""
    held: Lead = Lead.objects.select_for_update(of=("self",)).select_related("handler", "agency").get(pk=lead.pk)
    return held


def _person(step: str, lead: Lead, actor: User) -> dict[str, Any]:
    return {f"{step}_by": actor, f"{step}_for_id": actor.stands_in(_HANDLE, lead)}


def _check_day(on: date, label: str, *, since: date, what: str) -> None:
    if on > timezone.localdate():
        raise UserError(f"{label}晚于今天。", where=label, remedy="请填写实际日期。")
    if on < since:
        raise UserError(f"{label}早于{what}（{since}）。", where=label, remedy="请核对两个日期。")


def _needed(words: str, label: str) -> str:
    if not words.strip():
        raise UserError(f"请填写{label}。", where=label, remedy="写清楚事实和依据即可。")
    return words.strip()[:LONGEST]
