"""测试用的线索：一步一步由产品自己的服务办成。"""

from __future__ import annotations

from datetime import date
from typing import Any

from leads.choices import DeclineKind, LeadOutcome, LeadSource
from leads.models import Lead
from leads.services import handling
from leads.services.registering import Told, register_lead

NAME, CONTACT = "司徒举报", "13907310042"
"""An informant who exists nowhere else."""


def told(**more: Any) -> Told:
    """What an informant told us."""
    given: dict[str, Any] = {
        "source": LeadSource.COMPLAINT,
        "received_on": date(2026, 3, 9),
        "text": "反映在检查中收取费用，没有票据。",
        "name": NAME,
        "contact": CONTACT,
    }
    if more.get("anonymous"):
        given |= {"name": "", "contact": ""}
    return Told(**given | more)


def registered(agency: Any, actor: Any, **more: Any) -> Lead:
    """A lead that waits for a decision."""
    return register_lead(told=told(**more), agency=agency, actor=actor)


def accepted(agency: Any, actor: Any, *, on: date = date(2026, 3, 10), by: Any = None, **more: Any) -> Lead:
    """An accepted lead, by whoever registered it unless told otherwise."""
    lead = registered(agency, actor, **more)
    handling.accept(lead=lead, on=on, actor=by or actor)
    return fresh(lead)


def handled(agency: Any, actor: Any, *, handled_on: date = date(2026, 5, 9), **more: Any) -> Lead:
    """A lead with a result that nobody has been told yet."""
    lead = accepted(agency, actor, **more)
    handling.handle(lead=lead, outcome=LeadOutcome.PARTLY, result="已责成退还。", on=handled_on, actor=more.get("by") or actor)
    return fresh(lead)


def informed(agency: Any, actor: Any, *, informed_on: date = date(2026, 5, 11), **more: Any) -> Lead:
    """A lead that is over."""
    lead = handled(agency, actor, **more)
    handling.inform(lead=lead, on=informed_on, actor=actor)
    return fresh(lead)


def declined(agency: Any, actor: Any, *, kind: DeclineKind = DeclineKind.VAGUE, **more: Any) -> Lead:
    """A lead that was not accepted."""
    lead = registered(agency, actor, **more)
    handling.decline(lead=lead, kind=kind, reason="没有具体的时间、地点和事实。", on=date(2026, 3, 12), actor=actor)
    return fresh(lead)


def fresh(lead: Lead) -> Lead:
    """As it stands in the database, as its page reads it."""
    return Lead.objects.select_related("agency", "handler").get(pk=lead.pk)
