"""鉴定销毁清单的查询。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.models import User
from cases.choices import Appraisal, ItemOutcome
from cases.lifecycles import DISPOSAL, DISPOSAL_SYSTEM_ACTIONS, OTHER_BODY
from cases.models import DisposalItem, DisposalList
from supervision.workflow import Option


def lists_for(user: User) -> QuerySet[DisposalList]:
    """The lists a person may see, with how many records stand on each and how many are gone."""
    rows: QuerySet[DisposalList] = DisposalList.objects.visible_to(user).select_related("agency", "compiled_by", "compiled_for")
    items = DisposalItem.objects.filter(list=OuterRef("pk")).order_by().values("list")
    return rows.annotate(
        items_count=Coalesce(Subquery(items.values(n=Count("pk"))), 0),
        destroyed_count=Coalesce(Subquery(items.values(n=Count("pk", filter=Q(outcome=ItemOutcome.DESTROYED)))), 0),
    )


def items_of(made: DisposalList, outcome: str = "") -> QuerySet[DisposalItem]:
    """The records on a list, oldest period first; of one outcome when that is a known one."""
    rows = DisposalItem.objects.filter(list=made).select_related("agency", "struck_by")
    return rows.filter(outcome=outcome) if outcome in ItemOutcome.values else rows


def counts_of(made: DisposalList) -> list[tuple[str, str, int]]:
    """Outcome, its words, how many; outcomes without any are left out."""
    found: dict[str, int] = dict(made.items.order_by().values_list("outcome").annotate(n=Count("pk")))
    return [(outcome.value, outcome.label, found[outcome]) for outcome in ItemOutcome if outcome in found]


def options(made: DisposalList, user: User) -> list[Option]:
    """The steps that are this person's business: without the worker's own, and without those of another level."""
    offered = [option for option in DISPOSAL.available(made, user) if option.transition.action not in DISPOSAL_SYSTEM_ACTIONS]
    return [option for option in offered if option.refusal != OTHER_BODY]


@dataclass(frozen=True)
class ChainStep:
    """One line of the approval line, as `web/approvals.html` draws it."""

    office: str
    state: str
    who: str = ""
    at: datetime.datetime | None = None
    words: str = ""


def chain_of(made: DisposalList) -> list[ChainStep]:
    """Who compiled it, every opinion in order, and what has not happened yet. One statement."""
    steps = [ChainStep("编制", "done", made.compiler, made.compiled_at)]
    opinions: list[Any] = list(made.opinions.all())
    steps += [
        ChainStep(
            one.get_step_display(),
            "done" if one.decision == Appraisal.AGREED else "returned",
            f"{one.actor_title} {one.actor_name}",
            one.decided_at,
            one.words,
        )
        for one in opinions
    ]
    agreed = {one.step for one in opinions if one.round == made.round and one.decision == Appraisal.AGREED}
    for step, label in (("first", "第一审核人"), ("second", "第二审核人")):
        if step not in agreed and made.state != "withdrawn":
            steps.append(ChainStep(label, "current" if made.state == step else "waiting"))
    return steps
