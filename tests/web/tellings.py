"""走查用的线索：待受理的、已受理的、办结未告知的，以及已经告知的。"""

from __future__ import annotations

from typing import Any

from tests.leads import builders
from tests.web.people import People

Keys = dict[str, dict[str, Any]]


def of(people: People) -> Keys:
    """One in each state at a place, each with an informant of its own."""
    agency, actor = people.agency, people.supervisor
    return {
        "lead": {"pk": builders.registered(agency, actor, text="反映检查收费。").pk},
        "lead_accepted": {"pk": builders.accepted(agency, actor, text="反映久拖不决。").pk},
        "lead_handled": {"pk": builders.handled(agency, actor, text="反映态度粗暴。").pk},
    }


def over(people: People) -> Keys:
    """One that is over: its informant has been told."""
    done = builders.informed(people.agency, people.supervisor, text="反映的事已经办完。")
    return {name: {"pk": done.pk} for name in ("lead", "lead_accepted", "lead_handled")}
