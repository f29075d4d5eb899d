"""机关职责检查的查询：一行一年，逐条结果。"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection

from cases.choices import Outcome
from cases.models import AgencyDuty
from cases.rules.duties import DUTIES
from cases.rules.duty_facts import relation
from cases.rules.parameters import stored
from cases.selectors.rules import RuleResult, explained_over


def outcomes_of(duties: Collection[int], as_of: date) -> dict[int, dict[str, Outcome]]:
    """For each year's row the outcome of every rule; two statements."""
    ids = ", ".join(str(int(one)) for one in duties) or "NULL"
    facts = relation(f"d.id IN ({ids})", stored())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT duty_id, {DUTIES.verdict()} FROM {facts} f", {"as_of": as_of})
        return {duty: DUTIES.outcomes(verdict) for duty, verdict in cursor.fetchall()}


def results_of(duty: AgencyDuty, as_of: date) -> list[RuleResult]:
    """Every rule's result for one agency and year, in order; two statements."""
    return explained_over(relation(f"d.id = {int(duty.pk)}", stored()), DUTIES.rules, as_of)
