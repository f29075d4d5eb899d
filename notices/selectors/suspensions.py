"""证件暂扣的查询：一件事项的暂扣、可以选择的证件、待批准的、停用期间的由来。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.urls import reverse

from agencies.models import EnforcementCertificate, User
from agencies.registers.origins import Origin
from notices.lifecycles import SUSPENSION
from notices.models import CertificateSuspension, Matter
from notices.services.suspensions import of_the_proposers
from notices.suspension_limits import MARK, Judgement, judge, length_hints
from supervision.workflow import Option

PEOPLE = ("proposed_by", "proposed_for", "decided_by", "decided_for", "restored_by", "restored_for")


@dataclass(frozen=True)
class SuspensionView:
    """A suspension with what its matter's page shows: S-12's outcome once decided, the hints, and what this person may do."""

    suspension: CertificateSuspension
    judgement: Judgement | None
    hints: Sequence[str]
    options: Sequence[Option]
    may_tell: bool

    @property
    def mark(self) -> str:
        """How a limit that is no local rule is marked."""
        return MARK


@dataclass(frozen=True)
class Choice:
    """A certificate that may be chosen."""

    pk: int
    words: str


def suspensions_of(matter: Matter, user: User, today: date) -> list[SuspensionView]:
    """The suspensions of a matter, newest last, in one statement; they stay with the matter, for its guards."""
    rows = CertificateSuspension.objects.select_related("certificate__officer", "issuer", *PEOPLE).order_by("id")
    prefetch_related_objects([matter], Prefetch("suspensions", rows))
    found = []
    for one in matter.suspensions.all():
        one.matter = matter
        found.append(_shown(one, user, today))
    return found


def choices_of(matter: Any, today: date) -> list[Choice]:
    """The certificates among which a proposer chooses, from a matter read by `with_certificates`."""
    return [
        Choice(one["pk"], f"{one['name']} {one['number']}（有效期至 {one['valid_to']}）")
        for one in getattr(matter, "certificates", [])
        if not one["left_on"] or date.fromisoformat(one["left_on"]) >= today
    ]


def with_certificates(rows: QuerySet[Matter], today: date) -> QuerySet[Matter]:
    """Matters with the unexpired certificates of their agency's officers, without a further statement."""
    held = (
        EnforcementCertificate.objects.filter(officer__agency=OuterRef("agency"), valid_to__gte=today)
        .order_by("officer__name", "number")
        .values(
            told=JSONObject(pk="pk", number="number", name=F("officer__name"), valid_to="valid_to", left_on=F("officer__left_on"))
        )
    )
    return rows.annotate(certificates=ArraySubquery(held))


def to_be_approved(user: User) -> QuerySet[Matter]:
    """Matters with a suspension that waits for this person's approval, the oldest first."""
    here = {grant.agency_id for grant in user.scope.with_permission("notices.approve_suspension")}
    waiting = CertificateSuspension.objects.visible_to(user, "notices.approve_suspension").filter(
        state="proposed", issuer__in=here
    )
    rows: QuerySet[Matter] = Matter.objects.filter(pk__in=waiting.order_by().values("matter"))
    return rows.order_by("id")


def awaiting_approval() -> Exists:
    """Whether a matter has a suspension that waits for approval."""
    return Exists(CertificateSuspension.objects.filter(matter=OuterRef("pk"), state="proposed"))


def _shown(one: CertificateSuspension, user: User, today: date) -> SuspensionView:
    judgement = None
    if one.is_decided:
        judgement = judge(
            local_basis=one.local_basis,
            suspend_from=one.from_day,
            suspend_to=one.to_day,
            notified_unit_on=one.notified_unit_on,
            notified_issuer_on=one.notified_issuer_on,
            today=today,
        )
    hints = judgement.hints if judgement else length_hints(one.from_day, one.to_day)
    tells = one.is_decided and user.has_perm("notices.propose_suspension", one) and of_the_proposers(one, user) is None
    return SuspensionView(one, judgement, hints, SUSPENSION.available(one, user), tells)


def _told(user: Any) -> Subquery:
    """The matter from which a span comes, for who may see that matter."""
    seen = Matter.objects.visible_to(user).order_by().values("pk")
    rows = CertificateSuspension.objects.filter(Q(span=OuterRef("pk")), matter__in=seen)
    return Subquery(rows.values(told=JSONObject(pk=F("matter__pk"), number=F("matter__number")))[:1])


def _link(told: dict[str, Any]) -> tuple[str, str]:
    return reverse("notices:matter", args=[told["pk"]]), f"监督事项 {told['number']}"


ORIGIN = Origin(_told, _link)
"""For the officer's page (`agencies/registers/origins.py`)."""
