"""工作台用的待办：每一种一条语句，条数封顶。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.utils import timezone

from agencies.models import User
from notices.lifecycles import AWAITING_STATES
from notices.models import ExtensionRequest, Instrument

COUNT_CAP = 99
SHOWN = 20


@dataclass(frozen=True)
class Queue:
    """The first rows of a queue and how many there are; `capped`: at least that many."""

    rows: list[Any]
    count: int
    capped: bool

    @property
    def count_text(self) -> str:
        """12, or 99+."""
        return f"{self.count}+" if self.capped else f"{self.count}"


def my_drafts(user: User, *, limit: int = SHOWN) -> Queue:
    """Drafts this person is writing, the returned ones included."""
    return _queue(_instruments(user, "notices.draft_instrument").filter(state="draft", drafted_by=user), ["-id"], limit)


def awaiting_check(user: User, *, limit: int = SHOWN) -> Queue:
    """Drafts of this person's bureau that wait for a check and that somebody else wrote, oldest first."""
    rows = _of_my_bureaus(user, "notices.check_instrument").filter(state="checking")
    return _queue(rows.exclude(drafted_by=user), ["id"], limit)


def awaiting_signature(user: User, *, limit: int = SHOWN) -> Queue:
    """Checked drafts of this person's bureau that wait for a signature and that others drafted and checked, oldest first."""
    rows = _of_my_bureaus(user, "notices.sign_instrument").filter(state="signing")
    return _queue(rows.exclude(drafted_by=user).exclude(checked_by=user), ["id"], limit)


def to_verify(user: User, *, limit: int = SHOWN) -> Queue:
    """Answers that the bureau has to verify, those due first on top."""
    return _queue(_of_my_bureaus(user, "notices.verify_response").filter(state="responded"), ["due_on", "id"], limit)


def inbox(user: User, *, limit: int = SHOWN) -> Queue:
    """What this person's agency has to answer, by due date."""
    return _queue(_instruments(user, "notices.respond").filter(state__in=AWAITING_STATES), ["due_on", "id"], limit)


def overdue(user: User, *, today: date | None = None, limit: int = SHOWN) -> Queue:
    """Instruments whose due date has passed without an answer, the longest overdue first."""
    return _queue(overdue_rows(user, today=today or timezone.localdate()), ["due_on", "id"], limit)


def extension_requests(user: User, *, limit: int = SHOWN) -> Queue:
    """Requests for more time that this person's bureau has to decide, those due first on top. Rows are ExtensionRequest."""
    mine = _of_my_bureaus(user, "notices.decide_extension")
    rows = ExtensionRequest.objects.filter(state="pending", instrument__in=mine.order_by().values("pk"))
    return _queue(rows, ["instrument__due_on", "id"], limit, related=("instrument__agency", "requested_by"))


def overdue_rows(user: User, *, today: date) -> QuerySet[Instrument]:
    """Visible instruments that are owed and past their due date."""
    return _instruments(user, "notices.view_instrument").filter(state__in=AWAITING_STATES, due_on__lt=today)


def _instruments(user: User, permission: str) -> QuerySet[Instrument]:
    rows: QuerySet[Instrument] = Instrument.objects.visible_to(user, permission)
    return rows


def _of_my_bureaus(user: User, permission: str) -> QuerySet[Instrument]:
    """Visible with a permission, and issued by a bureau where this person holds it."""
    bureaus = [grant.agency_id for grant in user.scope.with_permission(permission)]
    return _instruments(user, permission).filter(issuer__in=bureaus)


def _queue(
    rows: QuerySet[Any], order: list[str], limit: int, related: tuple[str, ...] = ("agency", "issuer", "drafted_by")
) -> Queue:
    """One statement: the inner one stops counting at the cap, the outer one reads what is shown."""
    first = rows.order_by(*order).values("pk")[: COUNT_CAP + 1]
    found = list(
        rows.model._default_manager.filter(pk__in=first)
        .select_related(*related)
        .annotate(total=Window(Count(F("pk"))))
        .order_by(*order)[:limit]
    )
    count = found[0].total if found else 0
    return Queue(found, min(count, COUNT_CAP), count > COUNT_CAP)
