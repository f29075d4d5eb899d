"""保管期限的修改与案件的保全。"""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.choices import AgencyKind, Tier
from agencies.models import User
from cases.choices import CaseKind
from cases.models import EnforcementCase, LegalHold, RetentionPeriod
from cases.selectors.keeping import DAYS_OF_CASES, in_force
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers

_CHANGE, _HOLD = "cases.change_retention", "cases.hold_case"
_FIELDS = ("years", "archive_years", "counted_from", "source", "status", "reason")


def may_change(user: Any) -> bool:
    """The schedule holds for the whole platform: a post at the city's supervision body changes it. No law found asks for two persons."""
    return any(
        grant.agency_kind == AgencyKind.SUPERVISION_BODY and grant.tier == Tier.CITY
        for grant in user.scope.with_permission(_CHANGE)
    )


@transaction.atomic
def change_period(*, kind: str, effective_on: datetime.date, actor: User, today: datetime.date, **given: Any) -> RetentionPeriod:
    """Add a row to the schedule that takes effect on a day; what was before stays readable. `given`: years, archive_years, counted_from,
    source, status, reason. PermissionDenied for others than the city's; UserError for a day gone by, a day a case does not have, a
    period shorter than the time until archiving."""
    if not may_change(actor):
        raise PermissionDenied("保管期限由市级执法监督机构修改。")
    if effective_on < today:
        raise UserError("施行日期不能早于今天。", where="施行日期", remedy="已经过去的日子按当时的期限办，不追溯。")
    if kind in CaseKind.values and given["counted_from"] not in DAYS_OF_CASES:
        raise UserError("这类记录没有这个日期。", where="自何日起算")
    if None not in (given["years"], given["archive_years"]) and given["archive_years"] > given["years"]:
        raise UserError("归档不能晚于保管期满。", where="满几年归档")
    before = in_force(kind, today)
    newest = RetentionPeriod.objects.filter(kind=kind).order_by("-pk").first()
    if newest is not None and (newest.effective_on, _told(newest)) == (effective_on, {name: given[name] for name in _FIELDS}):
        raise UserError("没有改动。", where="保管期限")
    row = RetentionPeriod.objects.create(kind=kind, effective_on=effective_on, changed_by=actor, **given)
    record(
        "cases.retention_changed", actor=actor, target=row,
        payload={
            "record_kind": kind, "effective_on": effective_on.isoformat(),
            "before": _told(before), "after": _told(row), "reason": row.reason,
        },
    )  # fmt: skip
    return row


def _told(row: RetentionPeriod | None) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _FIELDS} if row else {}


@transaction.atomic
def place_hold(*, case: EnforcementCase, reason: str, actor: User) -> LegalHold:
    """Keep a case from being destroyed until the hold is lifted. PermissionDenied out of reach; UserError without a reason or a second time."""
    _require(case, actor)
    words = _needed(reason, "保全理由")
    EnforcementCase.objects.select_for_update(no_key=True).only("pk").get(pk=case.pk)
    if case.legal_holds.filter(lifted_at=None).exists():
        raise UserError("该案件已经设置保全。", where="保全")
    hold: LegalHold = LegalHold.objects.create(
        case=case, agency_id=case.agency_id, region_code=case.region_code, reason=words, placed_by=actor
    )
    record("cases.hold_placed", actor=actor, target=case, payload={"reason": words})
    return hold


@transaction.atomic
def lift_hold(*, case: EnforcementCase, reason: str, actor: User) -> None:
    """End a hold. UserError without a reason, or when there is none."""
    _require(case, actor)
    words = _needed(reason, "解除理由")
    changes = {"lifted_by": actor, "lifted_at": timezone.now(), "lift_reason": words}
    if not LegalHold.objects.filter(case=case, lifted_at=None).update(**changes):
        raise UserError("该案件没有设置保全。", where="保全")
    record("cases.hold_lifted", actor=actor, target=case, payload={"reason": words})


def _require(case: EnforcementCase, actor: User) -> None:
    if not actor.has_perm(_HOLD, case):
        raise PermissionDenied("您的岗位不能对该案件设置或者解除保全。")


def _needed(words: str, label: str) -> str:
    """A reason, with numbers of papers in it masked."""
    told = mask_numbers(" ".join(words.split()))[:200]
    if not told:
        raise UserError(f"请写明{label}。", where=label)
    return told
