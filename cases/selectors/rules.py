"""规则的查询：一案逐条怎样判、规则目录、每条规则的战绩。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from cases.choices import Outcome, Severity
from cases.lifecycles import FINDING
from cases.models import EnforcementCase, Finding, SectorParameter
from cases.models.finding import DECIDED_STATES
from cases.rules import RULESET, calendar, verdicts
from cases.rules.declaration import Rule
from cases.rules.facts import catalogue, relation
from cases.rules.parameters import Parameters, key_label, stored
from cases.rules.scope import Scope
from cases.selectors.precision import Precision
from supervision.planned import execute_planned
from supervision.workdays import Period, Unit


class LookedAt(NamedTuple):
    """One fact as the rule saw it: its label, its value in words, and whether the record has it."""

    name: str
    label: str
    value: str
    known: bool


class RuleResult(NamedTuple):
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

    Two statements: the parameters, and one row a rule. A rule on another kind of record is not asked.
    """
    asked, sql = _asked_of(case.kind), _of_kind(case.kind, stored())
    with connection.cursor() as cursor:
        execute_planned(
            cursor,
            f"explain {case.kind}",
            sql,
            {"as_of": "date", "case": "bigint"},
            {"as_of": as_of, "case": case.pk},
            one_plan=True,
        )
        found = {result.code: result for result in _read(cursor, asked)}
    return [found.get(code) or _of_another_kind(RULESET.rule(code)) for code in RULESET.codes]


def explained(case_id: int, rules: Sequence[Rule], as_of: date, parameters: Parameters) -> list[RuleResult]:
    """The same for any rules and parameters."""
    return _explained(_of_one(parameters, tuple(rules)), tuple(rules), {"as_of": as_of, "case": case_id})


def explained_over(facts: str, rules: Sequence[Rule], as_of: date) -> list[RuleResult]:
    """The results over a relation of one row."""
    return _explained(facts, tuple(rules), {"as_of": as_of})


@cache
def _asked_of(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULESET.rules if kind in rule.kinds)


@lru_cache(maxsize=16)
def _of_kind(kind: str, parameters: Parameters) -> str:
    asked = _asked_of(kind)
    return _results(_of_one(parameters, asked), asked)


@lru_cache(maxsize=16)
def _of_one(parameters: Parameters, rules: tuple[Rule, ...]) -> str:
    """The facts of one case that these rules ask for; the text is long, and changes with the parameters only."""
    return relation(Scope.one(), parameters, _rows(rules))


@lru_cache(maxsize=16)
def _rows(rules: tuple[Rule, ...]) -> str:
    return " UNION ALL ".join([_facts_in_words(rules), *(_row(place, rule) for place, rule in enumerate(rules))])


def _explained(facts: str, rules: tuple[Rule, ...], given: dict[str, Any]) -> list[RuleResult]:
    with connection.cursor() as cursor:
        cursor.execute(_results(facts, rules), given)
        return _read(cursor, rules)


@lru_cache(maxsize=16)
def _results(facts: str, rules: tuple[Rule, ...]) -> str:
    """One row a rule, over a relation of one case."""
    return f"WITH {calendar.WITH} SELECT row.* FROM {facts} f CROSS JOIN LATERAL ({_rows(rules)}) row ORDER BY 1"


def _read(cursor: Any, rules: tuple[Rule, ...]) -> list[RuleResult]:
    """Of several versions of a rule, the one that applies speaks (the newest when none does)."""
    found: dict[str, RuleResult] = {}
    rows, facts = cursor.fetchall(), catalogue()
    if not rows:  # the case is gone, or not to be seen
        return []
    _, words, unknown, *_ = rows[0]
    looked = zip(_looked_at(rules), words, unknown, strict=True)
    seen = {name: LookedAt(name, facts[name].label, value, not missing) for name, value, missing in looked}
    for place, _, _, *values in rows[1:]:
        result = _result(rules[place], seen, values)
        before = found.get(result.code)
        if before is None or before.outcome == Outcome.NOT_APPLICABLE:
            found[result.code] = result
    return list(found.values())


def _of_another_kind(rule: Rule) -> RuleResult:
    """A rule that speaks of other records than the one in hand."""
    return RuleResult(
        rule=rule,
        outcome=Outcome.NOT_APPLICABLE,
        severity=Severity(rule.severity) if isinstance(rule.severity, Severity) else Severity.INFO,
        sentence=_sentence(rule, Outcome.NOT_APPLICABLE, "", (), ()),
        basis=rule.basis,
        looked_at=(),
        missing=(),
        broken=(),
        due=None,
        start=None,
        period=None,
    )


def _looked_at(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The facts that any of these rules looks at."""
    return tuple(dict.fromkeys(name for rule in rules for name in rule.inputs))


def _facts_in_words(rules: Sequence[Rule]) -> str:
    """The row before the rules': each fact once, in words, and whether the record lacks it. Many rules look at the same."""
    facts, names = catalogue(), _looked_at(rules)
    words = _array("text", [verdicts.shown(name, facts[name]) for name in names])
    unknown = _array("boolean", [f"{name} IS NULL" for name in names])
    types = ("bigint", "int", "text", "text", "boolean[]", "boolean[]", "boolean[]", "date", "date", "int", "boolean")
    return f"SELECT -1, {words}, {unknown}, {', '.join(f'NULL::{name}' for name in types)}"


def _row(place: int, rule: Rule) -> str:
    """One rule's result as a SELECT over the facts `f`."""
    counted = rule.counted
    columns = [
        str(place),
        "NULL::text[]",
        "NULL::boolean[]",
        verdicts.outcome(rule, 0),
        f"({verdicts.severity(rule)})::int",
        verdicts.basis(rule),
        verdicts.sentence(rule),
        _array("boolean", [f"({part.passes}) IS FALSE" for part in rule.parts]),
        _array("boolean", [f"({doubt.when}) IS TRUE" for doubt in rule.doubts]),
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


def _result(rule: Rule, seen: Mapping[str, LookedAt], values: Sequence[Any]) -> RuleResult:
    outcome, severity, basis, sentence, failed, doubtful, wanted, due, start, amount, rolls = values
    verdict = verdicts.OUTCOMES[outcome]
    looked_at = tuple(seen[name] for name in rule.inputs)
    wants = dict(zip(rule.wants, wanted, strict=True))
    missing = tuple(
        dict.fromkeys(item.label for item in looked_at if _is_missing(rule, item, wants)) if verdict == Outcome.UNKNOWN else ()
    )
    if verdict == Outcome.UNKNOWN and not missing and not any(doubtful):
        missing = _unnamed(rule, looked_at)
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


def _unnamed(rule: Rule, looked_at: Sequence[LookedAt]) -> tuple[str, ...]:
    """What must be missing when no rule's own words name it: what it looked at in vain, else the day that picks the law."""
    in_vain = tuple(dict.fromkeys(item.label for item in looked_at if not item.known))
    return in_vain or (catalogue()[rule.dated_by].label,)


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


COUNT_CAP = 1_000
"""Findings of one rule in one state are counted up to here, so that the page costs the same whatever was found."""

RECENT = 500
"""Precision is that of the last so many findings on which somebody decided."""


@dataclass(frozen=True)
class RuleRecord:
    """A rule with how its findings fared, among those a person may see.

    Counts stop one beyond `COUNT_CAP`; `texts` says so. `held` of the `recent` findings decided on (at most `RECENT`, the last found)
    turned out to be real.
    """

    rule: Rule
    open: int = 0
    confirmed: int = 0
    dismissed: int = 0
    cleared: int = 0
    waived: int = 0
    recent: int = 0
    held: int = 0

    @property
    def texts(self) -> dict[str, str]:
        """The counts by name as a page shows them: “12”, or “1,000+”."""
        names = ("open", "confirmed", "dismissed", "cleared", "waived")
        counts = {name: getattr(self, name) for name in names}
        return {name: f"{COUNT_CAP:,}+" if count > COUNT_CAP else f"{count:,}" for name, count in counts.items()}

    @property
    def precision(self) -> Precision:
        """How often it was right, as far as people have decided."""
        return Precision(self.held, self.recent, latest=self.recent == RECENT)


def rule_records(user: Any) -> list[RuleRecord]:
    """Every rule in use, in order, with its findings counted; one statement."""
    return _records(user, RULESET.codes)


def rule_record(user: Any, code: str) -> RuleRecord:
    """One rule with its findings counted, in one statement; KeyError for an unknown code."""
    RULESET.rule(code)
    return _records(user, [code])[0]


def _records(user: Any, codes: Sequence[str]) -> list[RuleRecord]:
    """Each count and each sample is a short walk along an index (`finding_rule_state`, `finding_decided`), never a scan."""
    visible = Finding.objects.visible_to(user).filter(rule_code=RawSQL("wanted.code", ()))
    in_state = visible.filter(state=RawSQL("st.name", ())).order_by().values("state")[: COUNT_CAP + 1]
    decided = visible.filter(state__in=DECIDED_STATES).order_by("-id").values("state")[:RECENT]
    try:
        counted, count_values = in_state.query.sql_with_params()
        sampled, sample_values = decided.query.sql_with_params()
    except EmptyResultSet:  # no post opens any finding
        return [RuleRecord(RULESET.rule(code)) for code in codes]
    sql = f"""
        SELECT wanted.code, recent.decided, recent.held,
               ARRAY(SELECT (SELECT count(*) FROM ({counted}) c) FROM unnest(%s::text[]) WITH ORDINALITY st(name, place) ORDER BY st.place)
          FROM unnest(%s::text[]) wanted(code)
         CROSS JOIN LATERAL (SELECT count(*), count(*) FILTER (WHERE d.state <> 'dismissed') FROM ({sampled}) d) recent(decided, held)"""
    states = [state.value for state in FINDING.states]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*count_values, states, list(codes), *sample_values])
        found = {code: (recent, held, dict(zip(states, counts, strict=True))) for code, recent, held, counts in cursor.fetchall()}
    return [_record(RULESET.rule(code), *found[code]) for code in codes]


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
    for key in rule.keys:
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


def _record(rule: Rule, recent: int, held: int, states: dict[str, int]) -> RuleRecord:
    return RuleRecord(
        rule=rule,
        open=states["open"],
        confirmed=states["confirmed"] + states["in_matter"],
        dismissed=states["dismissed"],
        cleared=states["cleared"],
        waived=states["waived"],
        recent=recent,
        held=held,
    )
