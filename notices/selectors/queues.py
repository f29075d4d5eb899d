"""工作台用的待办：一条语句取回各种待办，条数封顶。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from agencies.access.remembered import remembered
from agencies.models import User
from notices.lifecycles import AWAITING_STATES
from notices.models import ExtensionRequest, Instrument, Objection
from notices.selectors.objected import OBJECTED

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


@dataclass(frozen=True)
class Waiting:
    """Instruments that wait for one person, each list in the order in which it should be done."""

    answer: list[Instrument]
    sign: list[Instrument]
    check: list[Instrument]
    verify: list[Instrument]
    draft: list[Instrument]


@dataclass(frozen=True)
class Owed:
    """Instruments whose answer is overdue, and those whose answer is due soon, by due date."""

    late: Queue
    soon: Queue


def waiting(user: User, *, limit: int = SHOWN) -> Waiting:
    """What waits for this person at each step, in one statement: to answer (own agency), to sign and to check (own bureau, written
    by others), to verify (own bureau), and the drafts in hand, the returned ones included."""
    rows = list(remembered(("notices.waiting", limit), user, lambda: _waiting_rows(user, limit)))
    owed = sorted((row for row in rows if row.state in AWAITING_STATES), key=_by_due)
    return Waiting(
        answer=owed,
        sign=sorted((row for row in rows if row.state == "signing"), key=_by_age),
        check=sorted((row for row in rows if row.state == "checking"), key=_by_age),
        verify=sorted((row for row in rows if row.state == "responded"), key=_by_due),
        draft=sorted((row for row in rows if row.state == "draft"), key=_by_age, reverse=True),
    )


def owed(user: User, *, today: date | None = None, soon_by: date | None = None, limit: int = SHOWN) -> Owed:
    """Visible instruments past their due date (the longest first) and those due up to `soon_by`, in one statement that stops counting
    at the cap."""
    today, soon_by = today or timezone.localdate(), soon_by or today or timezone.localdate()
    rows = list(remembered(("notices.owed", today, soon_by, limit), user, lambda: _owed_rows(user, today, soon_by, limit)))
    return Owed(
        late=_counted([row for row in rows if row.due_on and row.due_on < today]),
        soon=_counted([row for row in rows if row.due_on and row.due_on >= today]),
    )


def _owed_rows(user: User, today: date, soon_by: date, limit: int) -> QuerySet[Any]:
    late = overdue_rows(user, today=today).order_by("due_on", "id").values("pk")[: COUNT_CAP + 1]
    soon = _owed(user).filter(due_on__gte=today, due_on__lte=soon_by).order_by("due_on", "id").values("pk")[: COUNT_CAP + 1]
    is_late = Case(When(due_on__lt=today, then=Value(True)), default=Value(False))
    rows = _with_names(Instrument.objects.filter(pk__in=late.union(soon, all=True))).annotate(
        total=Window(Count(F("pk")), partition_by=is_late),
        place=Window(RowNumber(), partition_by=is_late, order_by=[F("due_on").asc(), F("id").asc()]),
    )
    return rows.filter(place__lte=limit).order_by("due_on", "id")


def _waiting_rows(user: User, limit: int) -> QuerySet[Any]:
    can = user.scope.permissions
    steps = [_FIRST[permission](user)[:limit].values("pk") for permission in _FIRST if permission in can]
    if not steps:
        return Instrument.objects.none()
    return _with_names(Instrument.objects.filter(pk__in=steps[0].union(*steps[1:], all=True) if len(steps) > 1 else steps[0]))


def _with_names(rows: QuerySet[Instrument]) -> QuerySet[Any]:
    """Whose they are, by whom, and whether an objection waits; without the long texts that no list shows."""
    return rows.select_related("agency", "issuer", "drafted_by").defer(*_LONG).annotate(objected=OBJECTED)


def extension_requests(user: User, *, limit: int = SHOWN) -> Queue:
    """Requests for more time that this person's bureau has to decide, those due first on top. Rows are ExtensionRequest."""
    return _counted(list(remembered(("notices.extension_requests", limit), user, lambda: _extension_rows(user, limit))))


def _extension_rows(user: User, limit: int) -> QuerySet[Any]:
    bureaus = _my_bureaus(user, "notices.decide_extension")
    mine = _visible(user, "notices.decide_extension").order_by().values("pk")
    asked = ExtensionRequest.objects.filter(state="pending", issuer__in=bureaus, instrument__in=mine)
    order = ["due_on", "id"]
    return (
        ExtensionRequest.objects.filter(pk__in=asked.order_by(*order).values("pk")[: COUNT_CAP + 1])
        .select_related("instrument__agency", "requested_by")
        .annotate(total=Window(Count(F("pk"))))
        .order_by(*order)[:limit]
    )


def objections_to_answer(user: User) -> QuerySet[Objection]:
    """Objections that this person's bureau has to answer, the oldest first."""
    bureaus = _my_bureaus(user, "notices.answer_objection")
    mine = _visible(user, "notices.answer_objection").order_by().values("pk")
    rows: QuerySet[Objection] = Objection.objects.filter(outcome="", issuer__in=bureaus, instrument__in=mine)
    return rows.order_by("id")


def overdue_rows(user: User, *, today: date) -> QuerySet[Instrument]:
    """Visible instruments that are owed and past their due date. While an objection that was raised in time
    waits for its answer nobody is called late (`OBJECTED`, S-03)."""
    return _owed(user).filter(~OBJECTED, due_on__lt=today)


def _drafts(user: User) -> QuerySet[Instrument]:
    return _visible(user, "notices.draft_instrument").filter(state="draft", drafted_by=user).order_by("-id")


def _own_draft(user: User) -> Q:
    """Drafts of a person's own hand, also those taken over from them: never theirs to check or sign."""
    return Q(drafted_by=user) | Q(former_drafters__contains=[user.pk])


def _to_check(user: User) -> QuerySet[Instrument]:
    rows = _of_my_bureaus(user, "notices.check_instrument").filter(state="checking")
    return rows.exclude(_own_draft(user)).order_by("id")


def _to_sign(user: User) -> QuerySet[Instrument]:
    rows = _of_my_bureaus(user, "notices.sign_instrument").filter(state="signing")
    return rows.exclude(_own_draft(user)).exclude(checked_by=user).order_by("id")


def _to_verify(user: User) -> QuerySet[Instrument]:
    return _of_my_bureaus(user, "notices.verify_response").filter(state="responded").order_by("due_on", "id")


def _to_answer(user: User) -> QuerySet[Instrument]:
    return _visible(user, "notices.respond").filter(state__in=AWAITING_STATES).order_by("due_on", "id")


_FIRST = {
    "notices.respond": _to_answer,
    "notices.sign_instrument": _to_sign,
    "notices.check_instrument": _to_check,
    "notices.verify_response": _to_verify,
    "notices.draft_instrument": _drafts,
}
"""Permission for a step → the instruments that wait for it, the first to be done on top."""

_LONG = ("opening", "closing", "period_basis", "template_version")
"""Columns that no list shows."""


def _visible(user: User, permission: str) -> QuerySet[Instrument]:
    rows: QuerySet[Instrument] = Instrument.objects.visible_to(user, permission)
    return rows


def _owed(user: User) -> QuerySet[Instrument]:
    return _visible(user, "notices.view_instrument").filter(state__in=AWAITING_STATES)


def _of_my_bureaus(user: User, permission: str) -> QuerySet[Instrument]:
    """Visible with a permission, and issued by a bureau where this person holds it."""
    return _visible(user, permission).filter(issuer__in=_my_bureaus(user, permission))


def _my_bureaus(user: User, permission: str) -> list[int]:
    return [grant.agency_id for grant in user.scope.with_permission(permission)]


def _by_due(row: Instrument) -> tuple[date, int]:
    return row.due_on or date.max, row.pk


def _by_age(row: Instrument) -> int:
    return int(row.pk)


def _counted(rows: list[Any]) -> Queue:
    """Rows that carry the number of all of them as `total`, counted up to one beyond the cap."""
    count = rows[0].total if rows else 0
    return Queue(rows, min(count, COUNT_CAP), count > COUNT_CAP)
