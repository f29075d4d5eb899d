"""豁免：申请、批准或者不予批准、撤回、撤销。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, PowerItem, User
from cases.contest_lifecycles import WAIVER
from cases.models import EnforcementCase, Waiver
from cases.rules import RULESET
from cases.waivers import settle
from supervision.audit.record import record
from supervision.outbox.put import put
from supervision.uploads import keep_evidence
from supervision.web.errors import UserError
from supervision.workflow import apply

_REQUEST, _APPROVE = "cases.request_waiver", "cases.approve_waiver"


@dataclass(frozen=True)
class Asked:
    """What is asked for: which rule, from which day to which (both included), why, by what basis."""

    rule_code: str
    reason: str
    basis: str
    valid_from: datetime.date
    valid_to: datetime.date
    item_code: str = ""


@transaction.atomic
def request_waiver(
    *, asked: Asked, actor: User, case: EnforcementCase | None = None, agency: Agency | None = None,
    file: tuple[str, bytes] | None = None,
) -> Waiver:  # fmt: skip
    """Ask for a waiver for one case, or for one agency (and item). Nothing changes until another person approves.

    `file`: (name, content) of a piece of evidence. PermissionDenied out of reach; UserError for days that run backwards, are over or span more
    than a year, an unknown rule or item, a file that is not allowed, or when the same has been asked for already.
    """
    owner = case.agency if case else agency
    if owner is None:
        raise UserError("没有选择案件或者单位。", where="适用范围", remedy="请选择豁免适用于哪一件案件或者哪个单位。")
    made = Waiver(
        agency=owner,
        region_code=owner.region_code,
        case=case,
        rule_code=asked.rule_code,
        item_code="" if case else asked.item_code.strip(),
        reason=asked.reason.strip(),
        basis=asked.basis.strip(),
        valid_from=asked.valid_from,
        valid_to=asked.valid_to,
        requested_by=actor,
    )
    if not actor.has_perm(_REQUEST, made):
        raise PermissionDenied(actor.why_not(_REQUEST, made) or "您的岗位不能为该单位申请豁免。")
    made.requested_for_id = actor.stands_in(_REQUEST, made)
    _check(made)
    if file is not None:
        made.file_name, made.file = keep_evidence(*file)
    made.save()
    record("cases.waiver_requested", actor=actor, target=made, payload=_told(made))
    return made


@transaction.atomic
def approve(*, waiver: Waiver, words: str, actor: User) -> None:
    """Another person grants it; what it covers today is no open finding from now on. Errors as `workflow.apply`."""
    apply(WAIVER, waiver, "approve", actor=actor, changes=_decided(waiver, words, actor), payload=_told(waiver))
    _settle(waiver, actor)


@transaction.atomic
def refuse(*, waiver: Waiver, words: str, actor: User) -> None:
    """Another person does not grant it."""
    apply(WAIVER, waiver, "refuse", actor=actor, changes=_decided(waiver, words, actor), payload=_told(waiver))


@transaction.atomic
def withdraw(*, waiver: Waiver, actor: User) -> None:
    """Whoever asked takes it back."""
    apply(WAIVER, waiver, "withdraw", actor=actor, payload=_told(waiver))


@transaction.atomic
def revoke(*, waiver: Waiver, words: str, actor: User) -> None:
    """End it before its day; what no other waiver covers is open again at once."""
    changes = {"revoked_by": actor, "revoked_at": timezone.now(), "revoke_reason": _needed(words, "撤销理由")}
    apply(WAIVER, waiver, "revoke", actor=actor, changes=changes, payload=_told(waiver))
    _settle(waiver, actor)


def _settle(waiver: Waiver, actor: User) -> None:
    """The findings of its rule at its agency, in one statement; the figures are counted anew when any has moved."""
    done = settle(day=timezone.localdate(), codes=[waiver.rule_code], agency_id=waiver.agency_id)
    if not done.waived and not done.opened:
        return
    record("cases.waiver_settled", actor=actor, target=waiver, payload={"waived": done.waived, "unwaived": done.opened})
    key = f"waiver:{waiver.pk}:{timezone.now().isoformat()}"
    put("cases.batch_checked", {"agencies": [waiver.agency_id]}, dedupe_key=key)


def _check(waiver: Waiver) -> None:
    for words, label in ((waiver.reason, "理由"), (waiver.basis, "依据")):
        _needed(words, label)
    if waiver.rule_code not in RULESET.codes:
        raise UserError(f"没有规则 {waiver.rule_code}。", where="规则", remedy="请从规则目录中选择。")
    today = timezone.localdate()
    if waiver.valid_from < today:
        raise UserError("有效期不能从今天以前开始。", where="有效期自", remedy=f"请填写 {today} 或者以后的日期。")
    if waiver.valid_to < waiver.valid_from:
        raise UserError("有效期的止日早于起日。", where="有效期至", remedy="请核对两个日期。")
    last = last_day(waiver.valid_from)
    if waiver.valid_to > last:
        raise UserError("豁免最长一年。", where="有效期至", remedy=f"最迟填写 {last}；到期仍需要的，重新申请。")
    if waiver.item_code and not _knows_item(waiver):
        raise UserError(
            "该单位的权责清单和案件中都没有这个事项编码。", where="权责事项编码", remedy="请核对编码；不限事项的，请留空。"
        )
    same = Waiver.objects.filter(
        state="requested", rule_code=waiver.rule_code, agency=waiver.agency, case=waiver.case, item_code=waiver.item_code
    )
    if same.exists():
        raise UserError("同一规则、同一范围的豁免已经申请，正在等待批准。", where="适用范围", remedy="请在豁免列表中查看。")


def last_day(first: datetime.date) -> datetime.date:
    """The last day that a waiver from `first` may hold: the day before its anniversary (29 February: the 27th)."""
    try:
        anniversary = first.replace(year=first.year + 1)
    except ValueError:
        anniversary = datetime.date(first.year + 1, 2, 28)
    return anniversary - datetime.timedelta(days=1)


def _knows_item(waiver: Waiver) -> bool:
    listed = PowerItem.objects.filter(agency=waiver.agency, code=waiver.item_code)
    return listed.exists() or EnforcementCase.objects.filter(agency=waiver.agency, item_code=waiver.item_code).exists()


def _decided(waiver: Waiver, words: str, actor: User) -> dict[str, Any]:
    return {
        "decided_by": actor,
        "decided_for_id": actor.stands_in(_APPROVE, waiver),
        "decided_at": timezone.now(),
        "decision": _needed(words, "审批意见"),
    }


def _told(waiver: Waiver) -> dict[str, Any]:
    return {
        "rule": waiver.rule_code,
        "case": waiver.case_id,
        "item": waiver.item_code,
        "from_day": str(waiver.valid_from),
        "to_day": str(waiver.valid_to),
    }


def _needed(words: str, label: str) -> str:
    if not words.strip():
        raise UserError(f"请填写{label}。", where=label)
    return words.strip()
