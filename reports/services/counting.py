"""设定年报的统计口径：市级监督处室负责人的事，留痕，印在表下。"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.choices import Tier
from agencies.models import User
from reports.models import CountingRule
from supervision.audit.record import Named, record

PERMISSION = "reports.set_counting"
ONLY_THE_CITY = "统计口径全市一份，只有市级监督处室负责人可以设定。"


def may_set(user: User) -> bool:
    """Whether this person sets it: the statistics of all counties are counted by it, so only the city's own division does."""
    return any(grant.tier == Tier.CITY for grant in user.scope.with_permission(PERMISSION))


@transaction.atomic
def set_rule(*, from_year: int, order: Sequence[str], source: str, money_unit: str, actor: User) -> CountingRule:
    """Put an order of heaviness and a unit of money in force from a year on; one that is there for that year is replaced, and the trail
    keeps both. The same again changes nothing. Raises PermissionDenied for anybody but the city's division chief."""
    if not may_set(actor):
        raise PermissionDenied(ONLY_THE_CITY)
    before = CountingRule.objects.select_for_update().filter(from_year=from_year).first()
    rule = before or CountingRule(from_year=from_year)
    old = {"order": list(rule.order), "source": rule.source, "money_unit": rule.money_unit} if before else None
    new = {"order": list(order), "source": source.strip(), "money_unit": money_unit}
    if new == old:
        return rule
    rule.order, rule.source, rule.money_unit = list(order), source.strip(), money_unit
    principal = getattr(actor, "acts_for", None)
    rule.set_by, rule.set_for_id = actor, principal.pk if principal else None
    rule.save()
    record(
        "reports.counting_set",
        actor=actor,
        target=Named("年报统计口径", str(from_year)),
        payload={**new, "replaced": old},
    )
    return rule
