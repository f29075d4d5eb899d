"""线索的查询：列表、一件线索、等待办理的。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from agencies.models import Agency
from leads.choices import FROM_THE_PUBLIC
from leads.lifecycles import DECIDED_STATES
from leads.limits import LIMIT, SOON_DAYS, Judgement, counted, judge
from leads.models import Lead, LeadTransfer
from leads.services.routing import bodies_above, is_upward
from supervision.workdays import Calendar, Explanation

_LISTED = (
    "number",
    "source",
    "received_on",
    "text",
    "state",
    "accepted_on",
    "handled_on",
    "agency__short_name",
    "handler__short_name",
)
"""What a line of the list shows."""


@dataclass(frozen=True)
class LeadView:
    """What the page of one lead says of its days: S-11's outcome, how the sixty days were counted, where it has been."""

    judgement: Judgement
    explanation: Explanation | None
    transfers: list[LeadTransfer]

    @property
    def due_on(self) -> date | None:
        """The sixtieth day."""
        return self.explanation.due.day if self.explanation else None


def lead_rows(user: Any, permission: str = "") -> QuerySet[Lead]:
    """The leads that a person may see, with agency, handler and persons, in one statement. The informant is not read: a page of one lead that
    needs it asks for it by its own service."""
    rows: QuerySet[Lead] = Lead.objects.visible_to(user, permission)
    people = ("registered_by", "registered_for", "decided_by", "decided_for", "handled_by", "handled_for")
    related = rows.select_related("agency__superior", "handler__region", "numbered_by", *people)
    return related.defer("informant_name", "informant_contact")


def listed_rows(user: Any) -> QuerySet[Lead]:
    """The leads that a person may see, as a list shows them: agency and handler by their short names, no informant."""
    rows: QuerySet[Lead] = Lead.objects.visible_to(user)
    return rows.select_related("agency", "handler").only(*_LISTED)


OWN = (
    "number", "agency__name", "agency__short_name", "handler__name", "handler__short_name", "source", "received_on", "text", "anonymous", "state",
    "accepted_on", "declined_on", "decline_kind", "decline_reason", "handled_on", "outcome", "result", "informed_on",
    "agency_id", "handler_id", "reporter_id",
)  # fmt: skip
"""What a reporter is shown of a lead: what they said, whose it is, each day, the reasons and the result. Nobody's name, and no transfer."""


def own_rows(user: Any) -> QuerySet[Lead]:
    """The leads that a person reported themselves, with what they are shown of them, in one statement."""
    rows: QuerySet[Lead] = Lead.objects.visible_to(user, "leads.view_own_lead")
    return rows.select_related("agency", "handler").only(*OWN)


def view_of(lead: Lead, *, today: date, calendar: Calendar) -> LeadView:
    """The days of a lead as its page tells them; one statement."""
    moves = lead.transfers.select_related("from_body__region", "to_body__region", "passed_by", "passed_for")
    return LeadView(judge(lead.facts, as_of=today, calendar=calendar), counted(lead.facts, calendar), list(moves))


def receivers(lead: Lead) -> list[tuple[Agency, str]]:
    """The bodies to which a lead may be passed, each with 上报 or 交办."""
    rows = bodies_above(lead.agency).exclude(pk=lead.handler_id).select_related("region")
    return [(body, "上报" if is_upward(lead.handler, body) else "交办") for body in rows]


def due_within(*, today: date, late: bool) -> Q:
    """Accepted leads past their sixtieth day, or with at most `SOON_DAYS` left. Natural days are counted from the day of acceptance, so that the
    question can be asked of that column."""
    first_late = today - timedelta(days=LIMIT.amount)
    if late:
        return Q(state="accepted", source__in=FROM_THE_PUBLIC, accepted_on__lt=first_late)
    soon = first_late + timedelta(days=SOON_DAYS)
    return Q(state="accepted", source__in=FROM_THE_PUBLIC, accepted_on__gte=first_late, accepted_on__lte=soon)


def pressing(today: date) -> Q:
    """Leads that wait to be accepted or declined, accepted ones that are soon due or past it, and decided ones of which nobody has been told."""
    untold = Q(state__in=DECIDED_STATES, anonymous=False, informed_on=None)
    return Q(state="registered") | due_within(today=today, late=True) | due_within(today=today, late=False) | untold


def to_do(user: Any, today: date) -> QuerySet[Lead]:
    """Pressing leads of this person's own body; the longest known on top."""
    bodies = [grant.agency_id for grant in user.scope.with_permission("leads.handle_lead")]
    rows: QuerySet[Lead] = Lead.objects.visible_to(user, "leads.handle_lead").filter(handler__in=bodies)
    return rows.filter(pressing(today)).order_by("received_on", "id")
