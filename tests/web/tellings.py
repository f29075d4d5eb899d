"""走查用的线索：待受理的、已受理的、办结未告知的，以及已经告知的；社会监督员本人反映的。"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from agencies.models import User
from leads.choices import LeadOutcome
from leads.services import handling
from tests.leads import builders
from tests.leads.reported import reported
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


REPORTERS = {"K": "social-supervisor", "M": "social-supervisor", "T": "social-supervisor", "A": "social-supervisor",
             "C": "city-social", "N": "neighbour-social"}  # fmt: skip
"""Who reports at each place (usernames): the county's, the city's, the neighbour county's social supervisor."""


def own(letter: str, people: People) -> Keys:
    """What a social supervisor reported about a place's agency; what is over has been told. Their texts carry no place's word: whoever may
    read one is not who may read the place's other records."""
    reporter, today = User.objects.get(username=REPORTERS[letter]), timezone.localdate()
    waiting = reported(people.agency, reporter, text=f"检查人员没有出示证件（{letter}）。")
    under_way = reported(people.agency, reporter, text=f"扣押没有清单（{letter}）。")
    for one in (under_way, *([waiting] if letter == "A" else [])):
        handling.accept(lead=one, on=today, actor=people.supervisor)
    if letter == "A":
        for one in (waiting, under_way):
            handling.handle(lead=one, outcome=LeadOutcome.TRUE, result="已责成改正。", on=today, actor=people.supervisor)
            handling.inform(lead=one, on=today, actor=people.supervisor)
    return {"own_lead": {"pk": waiting.pk}, "own_lead_accepted": {"pk": under_way.pk}}
