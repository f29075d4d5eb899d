"""规则检查：一批、若干案件或全库，固定几条语句，不论案件多少。

The run of the rules, in the same few statements whatever the number of cases: add up what they hold (`cases.rules.sources`), judge all into
a temporary table (small integers, see `cases.rules.verdicts`), count them, write the differing case results, write the findings,
clear what is repaired.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from agencies.choices import AgencyKind
from agencies.models import Agency
from cases.choices import CaseKind, Outcome
from cases.models import ImportBatch
from cases.rules import RULESET, calendar, sources
from cases.rules.constants import constants
from cases.rules.facts import relation, sums
from cases.rules.parameters import Parameters, stored
from cases.rules.scope import Scope
from cases.rules.verdicts import NOT_APPLICABLE, PASS, RuleSet, tally
from cases.selectors.rules import RuleResult, explain
from cases.waivers import CHECKED, settle
from supervision.audit.record import record
from supervision.outbox.put import put

__all__ = ["CheckSummary", "RuleResult", "check", "check_all", "explain", "trial"]

# One run at a time: two runs over the same cases would wait for each other's rows in different orders.
LOCK = 7_150_301
_FEW = 200
BREACHED = "staging.checking_breached"
"""The table of the cases just judged that break a rule, when they are many."""

_VERDICTS = "SELECT case_id, {verdict} AS verdict FROM {facts} f"

# Runs take turns, so nobody else writes a result between the two: no need for the dearer ON CONFLICT. Counted only where it is written.
_CHANGED = """
    SELECT v.case_id, v.verdict FROM checking_verdicts v JOIN cases_casecheck known USING (case_id)
    WHERE (known.ruleset, known.verdict) IS DISTINCT FROM (%(ruleset)s, v.verdict)"""
_NEW = """
    SELECT v.case_id, v.verdict FROM checking_verdicts v
    WHERE NOT EXISTS (SELECT FROM cases_casecheck known WHERE known.case_id = v.case_id) ORDER BY v.case_id"""
_CHANGE = """
    UPDATE cases_casecheck known SET checked_on = %(as_of)s, ruleset = %(ruleset)s, verdict = v.verdict,
        passed = v.passed, failed = v.failed, unknown = v.unknown, not_applicable = v.not_applicable
    FROM ({counted}) v WHERE known.case_id = v.case_id"""
_ADD = """
    INSERT INTO cases_casecheck (case_id, checked_on, ruleset, verdict, passed, failed, unknown, not_applicable)
    SELECT case_id, %(as_of)s, %(ruleset)s, verdict, passed, failed, unknown, not_applicable FROM ({counted}) v"""

# What an INSERT reads no worker may help to read, hence in two steps.
_BREACHES = """
    CREATE TEMPORARY TABLE checking_breaches ON COMMIT DROP AS
        WITH {calendar}
        SELECT broken.* FROM ({broken}) broken
        LEFT JOIN cases_finding known ON known.case_id = broken.case_id AND known.rule_code = broken.rule_code
        WHERE known.id IS NULL OR known.state = 'cleared' OR (known.state IN ('open', 'waived')
            AND (known.rule_version, known.severity, known.basis, known.due_on, known.sentence, known.inputs) IS DISTINCT FROM
                (broken.rule_version, broken.severity, broken.basis, broken.due_on, broken.sentence, broken.inputs))"""

_BROKEN = """
    SELECT f.case_id, f.agency_id, f.region_code, f.batch_id, f.listed_on, found.*
    FROM (SELECT facts.*, trim_array(v.verdict, 0) AS verdict FROM {facts} facts JOIN checking_verdicts v USING (case_id) OFFSET '0') f
    CROSS JOIN LATERAL ({failing}) AS found(rule_code, rule_version, severity, basis, due_on, sentence, inputs)"""

_OF_A_FINDING = "agency_id region_code batch_id listed_on"

_FINDINGS = """
    WITH written AS (
        INSERT INTO cases_finding AS kept (case_id, agency_id, region_code, batch_id, rule_code, rule_version, severity, basis, due_on,
            sentence, inputs, listed_on, found_on, state, reason)
        SELECT case_id, agency_id, region_code, batch_id, rule_code, rule_version, severity, basis, due_on, sentence, inputs,
            listed_on, %(as_of)s, 'open', ''
        FROM checking_breaches ORDER BY case_id
        ON CONFLICT (case_id, rule_code) DO UPDATE SET state = CASE kept.state WHEN 'waived' THEN 'waived' ELSE 'open' END,
            rule_version = excluded.rule_version, severity = excluded.severity,
            basis = excluded.basis, due_on = excluded.due_on, sentence = excluded.sentence, inputs = excluded.inputs
        WHERE kept.state IN ('open', 'cleared', 'waived')
        RETURNING old.state AS before
    )
    SELECT count(*) FILTER (WHERE before IS NULL), count(*) FILTER (WHERE before = 'cleared'), count(*) FILTER (WHERE before IN ('open', 'waived'))
    FROM written"""

# A row that would not change is left out before the INSERT: ON CONFLICT would lock and rewrite it all the same.
# Repaired: the rule passes now, or no longer applies. A case that merely lost its data (UNKNOWN) keeps its finding.
_CLEAR = """
    UPDATE cases_finding finding SET state = 'cleared', waiver_id = NULL
    FROM checking_verdicts v
    WHERE finding.state IN ('open', 'waived') AND v.case_id = finding.case_id AND NOT EXISTS (
        SELECT FROM {places} WHERE place.code = finding.rule_code AND ((v.verdict[place.word] >> place.shift) & 3) NOT IN ({repaired}))
        AND finding.rule_code = ANY(%(codes)s)"""


@dataclass(frozen=True)
class CheckSummary:
    """What a run found. `by_rule`: code → outcome → number of cases."""

    as_of: date
    ruleset: str
    cases: int
    by_rule: Mapping[str, Counter[Outcome]] = field(default_factory=dict)
    new: int = 0
    recurred: int = 0
    refreshed: int = 0
    cleared: int = 0
    waived: int = 0
    unwaived: int = 0

    @property
    def failed(self) -> int:
        """Breaches seen, over all rules."""
        return sum(outcomes[Outcome.FAIL] for outcomes in self.by_rule.values())


@transaction.atomic
def check(
    *,
    batch: ImportBatch | None = None,
    case_ids: Collection[int] | None = None,
    rules: Collection[str] | None = None,
    as_of: date,
    actor: Any = None,
) -> CheckSummary:
    """Judge the cases of a batch, the given cases, or all that are not archived, as they stand on `as_of`; keep results and findings; record one event.

    A new breach becomes an open finding; one still there is refreshed while nobody has decided on it; a person's decision is kept; an
    open finding whose case is repaired is cleared, and opened again when the breach returns. What a waiver in force on `as_of` covers is no
    open finding (`waived`), and one again when none covers it any more (`unwaived`): the case's results say FAIL all the same. `rules` limits whose findings are
    touched (codes; KeyError for an unknown one); the cases' totals always speak for the whole rule set.
    """
    codes = _codes(rules)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        # Acts are added up and joined in memory, by several workers; the server's own settings are for pages. A row that a worker hands
        # over is a few numbers here.
        cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL parallel_tuple_cost = 0.01; SET LOCAL parallel_setup_cost = 100")
        cursor.execute("SET LOCAL search_path = public, staging")
        scope = _scope(cursor, batch, case_ids)
        parameters = stored()
        # One row a case on either side of every join: their order is as good as any, and trying them all is most of a small check.
        cursor.execute("SET LOCAL join_collapse_limit = 1")
        kind = batch.kind if batch else ""
        made = add_up(cursor, scope, parameters, asked=_asked(kind))
        same = constants(cursor, scope, parameters, RULESET.verdict(kind)) if scope.large and kind else {}
        cursor.execute(judging(RULESET, scope, parameters, kind, same), {"as_of": as_of})
        cursor.execute("ANALYZE checking_verdicts (case_id)")
        cases, by_rule = _counted(cursor, RULESET, "checking_verdicts")
        _write_results(cursor, as_of)
        breached = _breached(cursor, scope)
        made += [breached.listed] * bool(breached.listed)
        broken = [code for code in codes if by_rule[code][Outcome.FAIL]]
        new, recurred, refreshed = _write_findings(cursor, parameters, broken, as_of, breached, kind)
        cursor.execute("SET LOCAL join_collapse_limit TO DEFAULT")
        cleared = _clear(cursor, codes)
        settled = settle(day=as_of, codes=codes, within=CHECKED, few=not scope.large)
        cursor.execute(f"DROP TABLE {', '.join([*made, 'checking_verdicts'])}; SET LOCAL search_path TO DEFAULT")
        summary = CheckSummary(
            as_of=as_of,
            ruleset=RULESET.version,
            cases=cases,
            by_rule={code: outcomes for code, outcomes in by_rule.items() if code in codes},
            new=new,
            recurred=recurred,
            refreshed=refreshed,
            cleared=cleared,
            waived=settled.waived,
            unwaived=settled.opened,
        )
    record("cases.checked", actor=actor, target=batch, payload=_payload(summary, codes if rules else ()))
    return summary


@transaction.atomic
def check_all(*, as_of: date, actor: Any = None) -> CheckSummary:
    """Check the whole database and have the rollups of every agency counted anew (outbox `cases.batch_checked`)."""
    summary = check(as_of=as_of, actor=actor)
    agencies = list(Agency.objects.filter(kind=AgencyKind.ENFORCEMENT).order_by("pk").values_list("pk", flat=True))
    put("cases.batch_checked", {"agencies": agencies}, dedupe_key=f"checked:{timezone.now().isoformat()}")
    return summary


def trial(
    ruleset: RuleSet, *, as_of: date, parameters: Parameters | None = None, scope: Scope | None = None
) -> dict[str, Counter[Outcome]]:
    """What a rule set would say, without keeping anything: code → outcome → number of cases. Parameters default to the stored ones."""
    sql = judging(ruleset, scope or Scope.everything(), parameters or stored())
    with connection.cursor() as cursor:
        select = sql[sql.index("WITH") :]
        cursor.execute("DROP TABLE IF EXISTS tried_verdicts")
        cursor.execute(f"CREATE TEMPORARY TABLE tried_verdicts AS {select}", {"as_of": as_of})
        _cases, by_rule = _counted(cursor, ruleset, "tried_verdicts")
        cursor.execute("DROP TABLE tried_verdicts")
        return by_rule


def add_up(cursor: Any, scope: Scope, parameters: Parameters, asked: str = "") -> list[str]:
    """For many cases: everything that is added up as tables that workers can share (no worker may read a temporary
    one; the verdicts are such a table, too); returns their names. They live
    in this transaction only, and runs take turns, so that the names are free. `asked`: the SQL that will be asked ("": all there is)."""
    if not scope.large:
        return []
    columns, read = sums(parameters, asked)
    selects = {
        name: select for name, select in sources.selects(scope, parameters).items() if name in read or name == sources.CREWS
    }
    made = {sources.TABLE.format(name): select for name, select in selects.items()}
    for table, select in made.items():
        cursor.execute(f"CREATE UNLOGGED TABLE {table} AS {select}")
    cursor.execute(f"ANALYZE {', '.join(made)}")
    together = sources.joins(scope, parameters, read)
    cursor.execute(f"CREATE UNLOGGED TABLE {sources.SUMS} AS SELECT c.id AS case_id{columns} {together}")
    cursor.execute(f"ANALYZE {sources.SUMS} (case_id)")
    return [*made, sources.SUMS]


def _codes(rules: Collection[str] | None) -> tuple[str, ...]:
    return RULESET.codes if rules is None else tuple(RULESET.rule(code).code for code in rules)


def _scope(cursor: Any, batch: ImportBatch | None, case_ids: Collection[int] | None) -> Scope:
    if batch is not None:
        return _of_batch(cursor, batch)
    if case_ids is None:
        cursor.execute("SELECT EXISTS (SELECT FROM cases_enforcementcase WHERE archived_on IS NOT NULL)")
        return Scope.kept_open() if cursor.fetchone()[0] else Scope.everything(large=True)
    if len(case_ids) <= _FEW:
        return Scope.ids(case_ids)
    cursor.execute("DROP TABLE IF EXISTS checking_cases")
    cursor.execute(
        "CREATE TEMPORARY TABLE checking_cases ON COMMIT DROP AS SELECT unnest(%s::bigint[]) AS case_id", [list(case_ids)]
    )
    cursor.execute("ANALYZE checking_cases")
    return Scope.table("checking_cases")


def _breached(cursor: Any, scope: Scope) -> Scope:
    """The cases with a breach, of those just judged: many are laid down in a table of their own, few are named one by one, see `_of_batch`."""
    fails = RULESET.fails_somewhere("verdict")
    if scope.large:
        cursor.execute(
            f"CREATE UNLOGGED TABLE {BREACHED} AS SELECT case_id FROM checking_verdicts WHERE {fails}; ANALYZE {BREACHED} (case_id)"
        )
        return Scope.table(BREACHED)
    cursor.execute(f"SELECT case_id FROM checking_verdicts WHERE {fails}")
    return Scope.ids([case for (case,) in cursor.fetchall()])


def _of_batch(cursor: Any, batch: ImportBatch) -> Scope:
    """A batch of new cases has ids in one piece; one of corrections has them anywhere. Few are named one by one: the planner, whose order of
    joins is given, would look for a batch's parts among those of all cases."""
    cursor.execute(
        "SELECT count(*), min(id), max(id), CASE WHEN count(*) <= %s THEN array_agg(id) END FROM cases_enforcementcase WHERE batch_id = %s",
        [_FEW, batch.pk],
    )
    cases, first, last, ids = cursor.fetchone()
    if cases <= _FEW:
        return Scope.ids(ids or ())
    in_one_piece = last - first < 2 * cases
    return Scope.batch(batch.pk, agency_id=batch.agency_id, span=(first, last) if in_one_piece else None)


def judging(ruleset: RuleSet, scope: Scope, parameters: Parameters, kind: str = "", same: Mapping[str, str] | None = None) -> str:
    """The statement that judges the cases in scope into a table `checking_verdicts` (in `staging`, when they are many); `kind`, when they
    are all of one kind; `same`: what is alike in all of them (`cases.rules.constants`). Many cases are judged kind by kind, so that a licence
    pays for no fact that only penalties have."""
    table = "UNLOGGED TABLE staging.checking_verdicts" if scope.large else "TEMPORARY TABLE checking_verdicts"
    judged = []
    for one in _kinds(scope, kind):
        verdict = ruleset.verdict(one)
        judged.append(_VERDICTS.format(verdict=verdict, facts=relation(scope.of_kind(one), parameters, verdict, same)))
    return f"CREATE {table} AS WITH {_calendar(scope)} {' UNION ALL '.join(judged)}"


def _kinds(scope: Scope, kind: str) -> list[str]:
    """The kinds of record to look at one after the other; "" stands for all of them together."""
    return list(CaseKind) if scope.large and not kind else [kind]


@cache
def _asked(kind: str) -> str:
    """All that a check of one kind of record asks for, to judge it and to write its findings."""
    return f"{RULESET.verdict(kind)} {RULESET.failing_rows(RULESET.codes, kind)} {_OF_A_FINDING}" if kind else ""


def _calendar(scope: Scope) -> str:
    return calendar.WITH_SHARED if scope.large else calendar.WITH


def _counted(cursor: Any, ruleset: RuleSet, verdicts: str) -> tuple[int, dict[str, Counter[Outcome]]]:
    """How many cases were judged, and code → outcome → how many of them."""
    cursor.execute(f"SELECT 0, 0, count(*) FROM {verdicts} UNION ALL {ruleset.alike(verdicts)}")
    (_, _, cases), *words = sorted(cursor.fetchall(), key=lambda row: row[0])
    return cases, tally(ruleset, cases, words)


def _write_results(cursor: Any, as_of: date) -> None:
    """The cases' results, where they differ from what stands."""
    for statement, verdicts in ((_CHANGE, _CHANGED), (_ADD, _NEW)):
        cursor.execute(statement.format(counted=RULESET.counted(verdicts)), {"as_of": as_of, "ruleset": RULESET.version})


def _clear(cursor: Any, codes: tuple[str, ...]) -> int:
    """Open findings whose rule no longer fails; returns how many."""
    statement = _CLEAR.format(places=RULESET.places_table(codes), repaired=f"{PASS}, {NOT_APPLICABLE}")
    cursor.execute(statement, {"codes": list(codes)})
    return int(cursor.rowcount)


def _write_findings(
    cursor: Any, parameters: Parameters, broken: list[str], as_of: date, breached: Scope, kind: str
) -> tuple[int, int, int]:
    """New, recurred and refreshed findings. Only cases with a breach are looked at again, and only by the rules that some case breaks, to
    write down what they saw."""
    if not broken:
        return 0, 0, 0
    cursor.execute("DROP TABLE IF EXISTS checking_breaches")
    seen = []
    for one in _kinds(breached, kind):
        if failing := RULESET.failing_rows(broken, one):
            facts = relation(breached.of_kind(one), parameters, f"{failing} {_OF_A_FINDING}")
            seen.append(_BROKEN.format(facts=facts, failing=failing))
    cursor.execute(_BREACHES.format(calendar=_calendar(breached), broken=" UNION ALL ".join(seen)), {"as_of": as_of})
    cursor.execute(_FINDINGS, {"as_of": as_of})
    row: tuple[int, int, int] = cursor.fetchone()
    return row


def _payload(summary: CheckSummary, limited_to: tuple[str, ...]) -> dict[str, Any]:
    return {
        "as_of": summary.as_of.isoformat(),
        "ruleset": summary.ruleset,
        "cases": summary.cases,
        "breaches": {code: outcomes[Outcome.FAIL] for code, outcomes in summary.by_rule.items() if outcomes[Outcome.FAIL]},
        "new": summary.new,
        "recurred": summary.recurred,
        "refreshed": summary.refreshed,
        "cleared": summary.cleared,
        "waived": summary.waived,
        "unwaived": summary.unwaived,
    } | ({"rules": list(limited_to)} if limited_to else {})
