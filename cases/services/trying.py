"""试算：换一个参数、换一版规则，历史案件的结果会多出哪些、少掉哪些问题；不写入任何结果。

What a change would do to the cases on record. Both sides are judged in bulk, in the same statements as a check, and compared case by case;
nothing is kept of either.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from cases.rules import RULESET
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.verdicts import FAIL, RuleSet
from cases.services.checking import LOCK, add_up, judging

SAMPLES = 3
"""Cases named for an agency and rule on either side."""

_SIDE = "staging.checking_{}"

# Findings that stand for the other side: what is on record now, whoever found it.
_STANDING = "SELECT case_id, rule_code FROM cases_finding WHERE state NOT IN ('cleared', 'waived') AND rule_code = ANY(%(codes)s)"

_FAILING = """
    SELECT v.case_id, place.code AS rule_code FROM {verdicts} v
    JOIN {places} ON ((v.verdict[place.word] >> place.shift) & 3) = {fail}"""

_COMPARED = """
    WITH before AS MATERIALIZED ({before}), after AS MATERIALIZED ({after}), changed AS (
        SELECT coalesce(a.case_id, b.case_id) AS case_id, coalesce(a.rule_code, b.rule_code) AS rule_code, b.case_id IS NULL AS added
        FROM before b FULL JOIN after a ON a.case_id = b.case_id AND a.rule_code = b.rule_code
        WHERE a.case_id IS NULL OR b.case_id IS NULL)
    SELECT c.agency_id, changed.rule_code, count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added),
        (array_agg(c.id ORDER BY c.listed_on DESC, c.id DESC) FILTER (WHERE added))[1:{samples}],
        (array_agg(c.id ORDER BY c.listed_on DESC, c.id DESC) FILTER (WHERE NOT added))[1:{samples}]
    FROM changed JOIN cases_enforcementcase c ON c.id = changed.case_id
    GROUP BY c.agency_id, changed.rule_code ORDER BY count(*) DESC, c.agency_id, changed.rule_code"""


@dataclass(frozen=True)
class Difference:
    """What changes for one agency by one rule: findings that come and go, with some of their cases, the newest first."""

    agency_id: int
    rule_code: str
    added: int
    dropped: int
    added_cases: tuple[int, ...]
    dropped_cases: tuple[int, ...]


@dataclass(frozen=True)
class Tried:
    """A trial's outcome over `cases` cases as they stand on `as_of`; differences, the largest first."""

    as_of: date
    cases: int
    differences: tuple[Difference, ...]

    @property
    def added(self) -> int:
        """Findings that would come."""
        return sum(one.added for one in self.differences)

    @property
    def dropped(self) -> int:
        """Findings that would go."""
        return sum(one.dropped for one in self.differences)


def rules_reading(key: str) -> RuleSet:
    """The rules that read a parameter, all versions of them; ValueError when none does."""
    reading = {
        rule.code
        for rule in RULESET.rules
        for wanted in rule.keys
        if key == wanted or (key.startswith(wanted.rstrip("*")) and wanted.endswith("*"))
    }
    if not reading:
        raise ValueError(f"没有规则使用参数 {key}")
    return RuleSet(tuple(rule for rule in RULESET.rules if rule.code in reading), RULESET.version)


@transaction.atomic
def try_parameters(ruleset: RuleSet, before: Parameters, after: Parameters, *, as_of: date) -> Tried:
    """Judge all cases that are not archived by both sets of parameters, and compare."""
    with connection.cursor() as cursor:
        _begin(cursor)
        cases = 0
        for side, parameters in (("before", before), ("after", after)):
            cases = _judge(cursor, ruleset, parameters, as_of, _SIDE.format(side))
        sides = {
            side: _FAILING.format(verdicts=_SIDE.format(side), places=ruleset.places_table(ruleset.codes), fail=FAIL)
            for side in ("before", "after")
        }
        found = _compare(cursor, sides, {})
        cursor.execute(f"DROP TABLE {_SIDE.format('before')}, {_SIDE.format('after')}; SET LOCAL search_path TO DEFAULT")
    return Tried(as_of, cases, found)


@transaction.atomic
def try_rules(codes: Collection[str], parameters: Parameters, *, as_of: date) -> Tried:
    """Judge all cases by the rules as they are written now, and compare with the findings that stand."""
    ruleset = RuleSet(tuple(rule for rule in RULESET.rules if rule.code in set(codes)), RULESET.version)
    with connection.cursor() as cursor:
        _begin(cursor)
        table = _SIDE.format("after")
        cases = _judge(cursor, ruleset, parameters, as_of, table)
        after = _FAILING.format(verdicts=table, places=ruleset.places_table(ruleset.codes), fail=FAIL)
        found = _compare(cursor, {"before": _STANDING, "after": after}, {"codes": list(ruleset.codes)})
        cursor.execute(f"DROP TABLE {table}; SET LOCAL search_path TO DEFAULT")
    return Tried(as_of, cases, found)


def _begin(cursor: Any) -> None:
    """Trials and checks take turns: they share the names of their tables."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL search_path = public, staging")


def _judge(cursor: Any, ruleset: RuleSet, parameters: Parameters, as_of: date, table: str) -> int:
    """The verdicts on all cases in a table of that name; how many."""
    scope = Scope.kept_open()
    made = add_up(cursor, scope, parameters, asked=ruleset.verdict())
    cursor.execute(judging(ruleset, scope, parameters), {"as_of": as_of})
    cursor.execute(f"ALTER TABLE staging.checking_verdicts RENAME TO {table.removeprefix('staging.')}")
    cursor.execute(f"DROP TABLE {', '.join(made)}; ANALYZE {table}; SELECT count(*) FROM {table}")
    return int(cursor.fetchone()[0])


def _compare(cursor: Any, sides: dict[str, str], given: dict[str, Any]) -> tuple[Difference, ...]:
    cursor.execute(_COMPARED.format(**sides, samples=SAMPLES), given)
    return tuple(
        Difference(agency, code, added, dropped, tuple(added_cases or ()), tuple(dropped_cases or ()))
        for agency, code, added, dropped, added_cases, dropped_cases in cursor.fetchall()
    )
