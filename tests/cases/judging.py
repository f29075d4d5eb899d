"""一条规则怎样判一件案子：给规则的测试用。"""

from __future__ import annotations

from datetime import date

from cases.choices import Outcome
from cases.models import EnforcementCase
from cases.services.checking import RuleResult, explain

PASS, FAIL, UNKNOWN, NOT_APPLICABLE = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE
TODAY = date(2026, 6, 30)


def result(case: EnforcementCase, code: str, as_of: date = TODAY) -> RuleResult:
    """What the rule says of the case on that day."""
    return next(found for found in explain(case, as_of) if found.code == code)


def outcome(case: EnforcementCase, code: str, as_of: date = TODAY) -> Outcome:
    """The bare outcome."""
    return result(case, code, as_of).outcome
