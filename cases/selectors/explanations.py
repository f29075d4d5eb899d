"""案件页上每条规则的结果：连同问题线索的状态和期限怎么数的。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from agencies.access.remembered import ANY, remembered
from cases.choices import Outcome
from cases.models import EnforcementCase, Finding, Waiver
from cases.selectors.counting import EXCLUDED, count_of_result, spans_in_words
from cases.selectors.rules import LookedAt, RuleResult, explain
from cases.selectors.waivers import waivers_on_case
from supervision.workdays import Explanation, calendar


@dataclass(frozen=True)
class Explained:
    """One rule's result as the case page shows it, with the finding it became, the waiver under which that is no open problem, and the days
    counted out."""

    result: RuleResult
    finding: Finding | None
    explanation: Explanation | None
    waiver: Waiver | None = None

    @property
    def outcome(self) -> Outcome:
        """通过, 问题, 缺数据 or 不适用."""
        return self.result.outcome

    @property
    def looked_at(self) -> list[LookedAt]:
        """The values the rule looked at, spans of days in words."""
        return [
            item._replace(value=spans_in_words(item.value)) if item.name == EXCLUDED and item.known else item
            for item in self.result.looked_at
        ]

    @property
    def step(self) -> str:
        """The step of the timeline that the rule speaks of."""
        return self.result.rule.step

    @property
    def title(self) -> str:
        """P-30 90日作出决定."""
        return f"{self.result.code} {self.result.rule.title}"

    @property
    def severity(self) -> str:
        """How grave the breach would be: critical, high, medium, low, info."""
        return self.result.severity.name.lower()

    @property
    def sentence(self) -> str:
        """What a person reads."""
        return self.result.sentence

    @property
    def article(self) -> str:
        """The provisions."""
        return self.result.basis

    @property
    def url(self) -> str:
        """The finding's page, for those who may see findings."""
        return self.finding.get_absolute_url() if self.finding else ""


def explained_results(case: EnforcementCase, *, user: Any, today: date) -> list[Explained]:
    """All rules on one case as it stands today. Findings are joined only for a person who may see them; an agency, which sees none, is told of
    its waivers all the same."""
    rows = remembered(("cases.findings_of_case",), user, lambda: _findings(user), pk=case.pk)
    findings = {finding.rule_code: finding for finding in rows}
    waivers = {code: f.waiver for code, f in findings.items() if f.waiver}
    if not user.has_perm("cases.view_finding"):
        waivers = waivers_on_case(case, user)
    days = calendar.current()
    return [
        Explained(
            result=result,
            finding=findings.get(result.code),
            explanation=count_of_result(result, days),
            waiver=waivers.get(result.code) if result.outcome == Outcome.FAIL else None,
        )
        for result in explain(case, today)
    ]


def _findings(user: Any) -> QuerySet[Finding]:
    rows: QuerySet[Finding] = Finding.objects.visible_to(user).filter(case_id=ANY).select_related("waiver")
    return rows


def gaps(results: list[Explained]) -> list[tuple[str, list[str]]]:
    """What is missing, with the rules that wait for it: first what would settle most of them."""
    waiting: dict[str, list[str]] = {}
    for one in results:
        for label in one.result.missing:
            waiting.setdefault(label, []).append(one.result.code)
    return sorted(waiting.items(), key=lambda gap: -len(gap[1]))
