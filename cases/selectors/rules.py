"""规则的查询：一案逐条怎样判、规则目录、每条规则的战绩。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from cases.choices import Outcome, Severity
from cases.models import EnforcementCase, Finding, SectorParameter
from cases.rules import RULESET, calendar, verdicts
from cases.rules.declaration import Rule
from cases.rules.facts import catalogue, relation
from cases.rules.parameters import Parameters, key_label, stored
from cases.rules.scope import Scope
from supervision.workdays import Period, Unit


@dataclass(frozen=True)
class LookedAt:
    """One fact as the rule saw it: its label, its value in words, and whether the record has it."""

    name: str
    label: str
    value: str
    known: bool


@dataclass(frozen=True)
class RuleResult:
    """What one rule says of one case, and why.

    `sentence`: what a person reads. `missing`: labels of what would be needed, when UNKNOWN. `broken`: the parts that do not hold.
    `due` with `start` and `period`: the day by which, and how it is counted (`supervision.workdays.explain(start, period, calendar)`);
    None where the rule has no term or it cannot be counted.
    """

    rule: Rule
    outcome: Outcome
    severity: Severity
    sentence: str
    basis: str
    looked_at: tuple[LookedAt, ...]
    missing: tuple[str, ...]
    broken: tuple[str, ...]
    due: date | None
    start: date | None
    period: Period | None

    @property
    def code(self) -> str:
        """P-30."""
        return self.rule.code


def explain(case: EnforcementCase, as_of: date) -> list[RuleResult]:
    """Every rule's result for one case as it stands on `as_of`, in the order of the rule set, by the very SQL that checks in bulk.

    Two statements: the parameters, and one row a rule.
    """
    return explained(case.pk, RULESET.rules, as_of, stored())


def explained(case_id: int, rules: Sequence[Rule], as_of: date, parameters: Parameters) -> list[RuleResult]:
    """The same for any rules and parameters. Of several versions of a rule, the one that applies speaks (the newest when none does)."""
    rows = " UNION ALL ".join(_row(place, rule) for place, rule in enumerate(rules))
    sql = f"WITH {calendar.WITH} SELECT row.* FROM {relation(Scope.ids([case_id]), parameters)} f CROSS JOIN LATERAL ({rows}) row ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(sql, {"as_of": as_of})
        found: dict[str, RuleResult] = {}
        for place, *values in cursor.fetchall():
            result = _result(rules[place], values)
            before = found.get(result.code)
            if before is None or before.outcome == Outcome.NOT_APPLICABLE:
                found[result.code] = result
    return list(found.values())


def _row(place: int, rule: Rule) -> str:
    """One rule's result as a SELECT over the facts `f`."""
    facts = catalogue()
    counted = rule.counted
    columns = [
        str(place),
        verdicts.outcome(rule, 0),
        f"({verdicts.severity(rule)})::int",
        verdicts.basis(rule),
        verdicts.sentence(rule),
        _array("boolean", [f"({part.passes}) IS FALSE" for part in rule.parts]),
        _array("boolean", [f"({doubt.when}) IS TRUE" for doubt in rule.doubts]),
        _array("text", [verdicts.shown(name, facts[name]) for name in rule.inputs]),
        _array("boolean", [f"{name} IS NULL" for name in rule.inputs]),
        _array("boolean", [f"({when}) IS TRUE" for when in rule.wants.values()]),
        f"CASE WHEN isfinite(({rule.due or 'NULL'})::date) THEN ({rule.due or 'NULL'})::date END",
        f"{counted.start}" if counted else "NULL::date",
        f"CASE WHEN abs({counted.amount}) < 100000 THEN ({counted.amount})::int END" if counted and not rule.due else
        f"CASE WHEN isfinite(({rule.due})::date) THEN ({counted.amount})::int END" if counted else "NULL::int",
        f"coalesce({counted.rolls}, false)" if counted else "false",
    ]  # fmt: skip
    return "SELECT " + ", ".join(columns)


def _array(kind: str, items: Sequence[str]) -> str:
    return f"ARRAY[{', '.join(items)}]::{kind}[]"


def _result(rule: Rule, values: Sequence[Any]) -> RuleResult:
    outcome, severity, basis, sentence, failed, doubtful, words, unknown, wanted, due, start, amount, rolls = values
    verdict = verdicts.OUTCOMES[outcome]
    facts = catalogue()
    looked_at = tuple(
        LookedAt(name, facts[name].label, value, not missing)
        for name, value, missing in zip(rule.inputs, words, unknown, strict=True)
    )
    wants = dict(zip(rule.wants, wanted, strict=True))
    missing = tuple(
        dict.fromkeys(item.label for item in looked_at if _is_missing(rule, item, wants)) if verdict == Outcome.UNKNOWN else ()
    )
    doubts = [doubt.why for doubt, holds in zip(rule.doubts, doubtful, strict=True) if holds]
    broken = tuple(part.label for part, fails in zip(rule.parts, failed, strict=True) if fails)
    return RuleResult(
        rule=rule,
        outcome=verdict,
        severity=Severity(severity),
        sentence=_sentence(rule, verdict, sentence, missing, doubts),
        basis=basis,
        looked_at=looked_at,
        missing=missing,
        broken=broken if verdict == Outcome.FAIL else (),
        due=due,
        start=start,
        period=_period(rule, start, amount, rolls),
    )


def _is_missing(rule: Rule, item: LookedAt, wants: dict[str, bool]) -> bool:
    """A needed fact that is not there, or one that is wanted in this case and is not there (or counts what is not recorded)."""
    if item.name in rule.needs:
        return not item.known
    return wants.get(item.name, False) and (not item.known or catalogue()[item.name].kind == "number")


def _sentence(rule: Rule, outcome: Outcome, breach: str, missing: Sequence[str], doubts: Sequence[str]) -> str:
    match outcome:
        case Outcome.FAIL:
            return breach
        case Outcome.PASS:
            return f"符合：{rule.requires}"
        case Outcome.NOT_APPLICABLE:
            return "不适用于本案。"
    if doubts and not missing:
        return doubts[0]
    return f"缺少{'、'.join(missing)}，无法判断。" if missing else "记录不足，无法判断。"


def _period(rule: Rule, start: date | None, amount: int | None, rolls: bool) -> Period | None:
    if rule.counted is None or start is None or amount is None or amount < 0:
        return None
    return Period(amount, Unit(rule.counted.unit), rolls)


@dataclass(frozen=True)
class RuleRecord:
    """A rule with how its findings fared, among those a person may see. `precision`: share held to be real among those decided."""

    rule: Rule
    open: int = 0
    confirmed: int = 0
    dismissed: int = 0
    cleared: int = 0

    @property
    def decided(self) -> int:
        """Findings a person has decided on."""
        return self.confirmed + self.dismissed

    @property
    def precision(self) -> str:
        """“92%（25 条）”, or “—” while nobody decided."""
        return f"{self.confirmed / self.decided:.0%}（{self.decided} 条）" if self.decided else "—"


def rule_records(user: Any) -> list[RuleRecord]:
    """Every rule in use, in order, with its findings counted; one statement."""
    counts: dict[str, dict[str, int]] = {code: {} for code in RULESET.codes}
    rows = Finding.objects.visible_to(user).order_by().values_list("rule_code", "state").annotate(cases=Count("pk"))
    for code, state, cases in rows:
        if code in counts:
            counts[code][state] = cases
    return [_record(RULESET.rule(code), states) for code, states in counts.items()]


def rule_record(user: Any, code: str) -> RuleRecord:
    """One rule with its findings counted; KeyError for an unknown code."""
    rule = RULESET.rule(code)
    rows = Finding.objects.visible_to(user).filter(rule_code=code).order_by().values_list("state").annotate(cases=Count("pk"))
    return _record(rule, dict(rows))


@dataclass(frozen=True)
class ParameterLine:
    """Rows of a parameter that say the same, in words: 农业农村、交通运输 · 90日 · 2021-07-15 起 · source."""

    label: str
    scope: str
    amount: str
    dates: str
    source: str
    verified: bool


def parameters_of(rule: Rule) -> list[ParameterLine]:
    """The numbers a rule reads, the statute's own first; one statement. A key ending in "*" stands for all that begin so."""
    wanted = Q(pk__in=())
    for key in rule.parameters:
        wanted |= Q(key__startswith=key[:-1]) if key.endswith("*") else Q(key=key)
    alike: dict[tuple[str, str, str, str, str, bool], list[str]] = {}
    for row in SectorParameter.objects.filter(wanted):
        verified = row.status == SectorParameter.Status.FOUND
        line = (key_label(row.key), row.region_code, row.amount, row.dates, row.source, verified)
        alike.setdefault(line, []).append(row.get_sector_display() if row.sector else "")
    return [
        ParameterLine(label, _where(sectors, region), amount, dates, source, verified)
        for (label, region, amount, dates, source, verified), sectors in alike.items()
    ]


def _where(sectors: list[str], region: str) -> str:
    """Whom a row binds."""
    words = "、".join(sector for sector in sectors if sector) or "各领域"
    return f"{words}（区划代码 {region} 开头的地区）" if region else words


def _record(rule: Rule, states: dict[str, int]) -> RuleRecord:
    return RuleRecord(
        rule=rule,
        open=states.get("open", 0),
        confirmed=states.get("confirmed", 0) + states.get("in_matter", 0),
        dismissed=states.get("dismissed", 0),
        cleared=states.get("cleared", 0),
    )
