"""问题线索的查询。"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet

from agencies.access.remembered import ANY, any_text, remembered, remembered_parts
from cases.choices import DISPUTED
from cases.models import EnforcementCase, Finding, FindingNote
from cases.rules import RULESET
from cases.rules.facts import catalogue
from cases.rules.values import in_words
from cases.selectors.counting import EXCLUDED, count_of_finding, spans_in_words
from supervision.workdays import Explanation, calendar

SIMILAR_SHOWN = 8

CASE_SHOWN = frozenset(
    {
        *("id", "kind", "agency", "region_code", "county_code", "archived_on", "dispute_status"),
        *("external_id", "case_no", "decision_no", "cause", "party_name", "party_type"),
    }
)
"""What a finding tells of its case; whose it is, with it."""

PHRASES = (
    "经核实案卷，记录完整，属填报遗漏。",
    "法律另有规定，不属于本规则所指情形。",
    "数据报送错误，已通知单位更正。",
    "已进入复议、诉讼，不重复监督。",
)
"""Reasons that supervisors write most often, one tap away."""


@dataclass(frozen=True)
class InputInWords:
    """One fact the rule looked at, as a person reads it."""

    label: str
    value: str


@dataclass(frozen=True)
class FindingInFull:
    """A finding with its rule's title, what the rule saw, and the days counted out where it has a term."""

    title: str
    inputs: tuple[InputInWords, ...]
    explanation: Explanation | None
    note: str = ""
    phrases: tuple[str, ...] = PHRASES


def with_case(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings with what is shown of their case, agency, reviewer and waiver, in one statement."""
    return rows.select_related("case", "agency", "reviewed_by", "waiver").defer(*unshown("case"))


@cache
def unshown(link: str) -> tuple[str, ...]:
    """The hundred columns of a case that no finding shows; `link` leads to it."""
    return tuple(f"{link}__{field.name}" for field in EnforcementCase._meta.concrete_fields if field.name not in CASE_SHOWN)


def finding_in_full(finding: Finding) -> FindingInFull:
    """What was kept when the rule found it: nothing is judged anew here."""
    code, known = finding.rule_code, catalogue()
    note = RULESET.rule(code).note if code in RULESET.codes else "本规则已不在现行规则中，这里是检出当时留存的内容。"
    inputs = tuple(
        InputInWords(known[name].label, spans_in_words(value) if name == EXCLUDED and value else in_words(known[name], value))
        for name, value in finding.inputs.items()
        if name in known
    )
    if finding.due_on:
        inputs += (InputInWords("法定期限届满日", finding.due_on.isoformat()),)
    return FindingInFull(RULESET.in_words(code), inputs, count_of_finding(finding, calendar.current()), note)


def similar_findings(finding: Finding, user: Any) -> list[Finding]:
    """Other findings of the same rule at the same agency that still wait and may be supervised with it, in one statement."""

    def build() -> QuerySet[Finding]:
        rows: QuerySet[Finding] = (
            Finding.objects.visible_to(user)
            .filter(agency_id=ANY, rule_code=any_text(0))
            .exclude(case__dispute_status__in=DISPUTED)
        )
        return with_case(rows.filter(state__in=["open", "confirmed"]).order_by("severity", "pk"))[: SIMILAR_SHOWN + 1]

    rows = remembered(("cases.similar_findings",), user, build, pk=finding.agency_id, texts=[finding.rule_code])
    return [one for one in rows if one.pk != finding.pk][:SIMILAR_SHOWN]


def notes_of(finding: Finding) -> list[FindingNote]:
    """What justice offices noted of it, with who did."""
    return list(
        remembered_parts(
            ("a finding's notes",), lambda: FindingNote.objects.filter(finding=ANY).select_related("author"), pk=finding.pk
        )
    )
