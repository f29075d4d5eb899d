"""期限怎样数：从一条规则看到的数据，到一份逐日的算法说明。

The same for a result that was judged just now and for a finding that was kept: what is counted, which days are left out, and the day that
actually was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cases.models import Finding
from cases.rules import RULESET
from cases.rules.declaration import Rule
from cases.rules.facts import catalogue
from cases.selectors.rules import RuleResult
from supervision.workdays import Calendar, Explanation, Happened, Period, Unit
from supervision.workdays import explain as count_out
from supervision.workdays.explanation import Span

EXCLUDED = "excluded"
"""The fact that names the spans which do not count: a multirange of days, as PostgreSQL writes it."""

_RANGE = re.compile(r"[\[(](\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)[\])]")


def spans_of(multirange: Any) -> tuple[Span, ...]:
    """{[2026-02-01,2026-02-11)} → ((2026-02-01, 2026-02-10),): from and to, both included. Open-ended spans are left out."""
    found = _RANGE.findall(str(multirange or ""))
    return tuple((date.fromisoformat(first), date.fromisoformat(end) - timedelta(days=1)) for first, end in found)


def spans_in_words(multirange: Any) -> str:
    """2026-02-01 至 2026-02-10；…; the text as it stands when there is no such span in it."""
    spans = spans_of(multirange)
    return "；".join(f"{first} 至 {last}" for first, last in spans) if spans else str(multirange)


def count_of_result(result: RuleResult, days: Calendar) -> Explanation | None:
    """The days of a rule's result, counted out; None where the rule has no term or it cannot be counted."""
    if result.start is None or result.period is None:
        return None
    seen = {item.name: item.value for item in result.looked_at if item.known}
    return count_out(
        result.start, result.period, days, left_out=spans_of(seen.get(EXCLUDED)), happened=_happened(result.rule, seen)
    )


def count_of_finding(finding: Finding, days: Calendar) -> Explanation | None:
    """The same from what a finding kept; None when today's calendar counts otherwise than the one of its day."""
    if finding.rule_code not in RULESET.codes or finding.due_on is None:
        return None
    rule = RULESET.rule(finding.rule_code)
    started = _start_and_period(finding, rule, days)
    if started is None:
        return None
    start, period = started
    spans = spans_of(finding.inputs.get(EXCLUDED))
    found = count_out(start, period, days, left_out=spans, happened=_happened(rule, finding.inputs))
    return found if found.due.day == finding.due_on else None


def _start_and_period(finding: Finding, rule: Rule, days: Calendar) -> tuple[date, Period] | None:
    """As the check wrote it down; of a finding that is older than that, worked out from start and due day."""
    kept = finding.inputs.get("counted")
    if kept and kept.get("start") and kept.get("amount") is not None and kept["amount"] >= 1:
        return date.fromisoformat(kept["start"]), Period.from_json(kept)
    start = finding.inputs.get(rule.counted.start) if rule.counted else None
    if rule.counted is None or not start or finding.due_on is None:
        return None
    first, unit = date.fromisoformat(start), Unit(rule.counted.unit)
    amount = days.workdays_between(first, finding.due_on) if unit == Unit.WORKDAY else (finding.due_on - first).days
    return (first, Period(amount, unit)) if amount >= 1 else None


def _happened(rule: Rule, seen: Mapping[str, Any]) -> Happened | None:
    """The day that the rule sets beside the due day, when the record has it."""
    name = rule.counted.actual if rule.counted else ""
    day = seen.get(name) if name else None
    return Happened(catalogue()[name].label, date.fromisoformat(str(day))) if day else None
