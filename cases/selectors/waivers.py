"""豁免的查询：列表、一件豁免、规则的豁免、待批准。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from cases.models import EnforcementCase, Waiver

SHOWN = 20


def waiver_rows(user: Any, permission: str = "") -> QuerySet[Waiver]:
    """The waivers that a person may see, with case, agency and persons, in one statement."""
    rows: QuerySet[Waiver] = Waiver.objects.visible_to(user, permission)
    people = ("requested_by", "requested_for", "decided_by", "decided_for", "revoked_by")
    return rows.select_related("case", "agency", "file", *people).defer(
        "case__facts", "case__content", "case__legal_basis", "case__search"
    )


@dataclass(frozen=True)
class Validity:
    """Whether a waiver holds today, in words."""

    words: str
    tone: str


def validity(waiver: Waiver, today: date) -> Validity:
    """生效中, 未到生效日, 已到期; for one that is not approved, its state."""
    if waiver.state != "approved":
        return Validity(waiver.status.label, waiver.status.tone)
    if today < waiver.valid_from:
        return Validity("已批准，未到生效日", "active")
    return Validity("生效中", "good") if today <= waiver.valid_to else Validity("已到期", "off")


def waivers_of_rule(code: str, user: Any, today: date) -> list[Waiver]:
    """Waivers of one rule that hold today or wait for approval, newest first."""
    live = Q(state="requested") | Q(state="approved", valid_to__gte=today)
    return list(waiver_rows(user).filter(live, rule_code=code).order_by("-id")[:SHOWN])


def waived_findings(waiver: Waiver) -> int:
    """How many findings stand under a waiver now, archived cases included."""
    return int(waiver.findings.aggregate(n=Count("pk"))["n"])


def waivers_on_case(case: EnforcementCase, user: Any) -> dict[str, Waiver]:
    """rule code → the waiver under which this case's breach is no open problem, for a person who sees waivers and not findings."""
    rows = Waiver.objects.visible_to(user).filter(findings__case=case, findings__state="waived")
    return {waiver.rule_code: waiver for waiver in rows}


def to_approve(user: Any) -> QuerySet[Waiver]:
    """Requests that wait for this person: within reach, and asked for by somebody else."""
    rows: QuerySet[Waiver] = Waiver.objects.visible_to(user, "cases.approve_waiver")
    return rows.filter(state="requested").exclude(requested_by=user).order_by("id")
