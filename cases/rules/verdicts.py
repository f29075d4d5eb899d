"""判定：把规则写成 SQL，把一案的全部结果压成几个整数。

From declarations to statements. Each rule of a set has a place: two bits of a word (31 rules a word), so that the outcome of every rule
for a case is one small array of integers. Counting is done by words that occur, not case by case.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from cases.choices import Outcome, Severity
from cases.rules.declaration import Rule, placeholders
from cases.rules.fact import Fact
from cases.rules.facts import catalogue
from cases.rules.parameters import switch

NOT_APPLICABLE, PASS, FAIL, UNKNOWN = 0, 1, 2, 3
OUTCOMES = {NOT_APPLICABLE: Outcome.NOT_APPLICABLE, PASS: Outcome.PASS, FAIL: Outcome.FAIL, UNKNOWN: Outcome.UNKNOWN}
RULES_A_WORD = 31
_HIGH_BITS = int("10" * RULES_A_WORD, 2)
_LOW_BITS = int("01" * RULES_A_WORD, 2)

NOT_RECORDED = "未记载"


@dataclass(frozen=True)
class RuleSet:
    """Rules judged together. The same code may occur in several versions, whose days in force do not overlap."""

    rules: tuple[Rule, ...]
    version: str

    def __post_init__(self) -> None:
        for code, versions in self._by_code.items():
            for one, other in itertools.pairwise(versions):
                if one.in_force_to is None or other.in_force_from is None or one.in_force_to >= other.in_force_from:
                    raise ValueError(f"{code}: 第{one.version}版与第{other.version}版的适用日期重叠")

    @cached_property
    def _by_code(self) -> dict[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.code, []).append(rule)
        return found

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, each once, in order."""
        return tuple(self._by_code)

    def rule(self, code: str) -> Rule:
        """The newest version of a rule; KeyError when there is none."""
        return self._by_code[code][-1]

    def title(self, code: str) -> str:
        """The title of a rule; the code itself for one that is no longer in the set, of which findings may remain."""
        return self.rule(code).title if code in self._by_code else code

    def in_words(self, code: str) -> str:
        """P-30 90日作出决定; the code alone of a rule that is no longer in the set."""
        return f"{code} {self.rule(code).title}" if code in self._by_code else code

    def place(self, index: int) -> tuple[int, int]:
        """(word, shift) of the rule at an index."""
        return index // RULES_A_WORD, 2 * (index % RULES_A_WORD)

    def verdict(self, kind: str = "") -> str:
        """The bigint[] expression of all outcomes; of cases of one `kind`, the rules on other records are not asked."""
        words = []
        for start in range(0, len(self.rules), RULES_A_WORD):
            asked = [
                outcome(rule, 2 * place, kind)
                for place, rule in enumerate(self.rules[start : start + RULES_A_WORD])
                if not kind or kind in rule.kinds
            ]
            words.append(" + ".join(asked) or "0::bigint")
        return f"ARRAY[{', '.join(words)}]::bigint[]"

    def outcomes(self, verdict: Sequence[int]) -> dict[str, Outcome]:
        """code → outcome. Of several versions, the one that applies speaks."""
        found: dict[str, Outcome] = {}
        for index, rule in enumerate(self.rules):
            word, shift = self.place(index)
            here = OUTCOMES[(verdict[word] >> shift) & 3]
            if found.get(rule.code, Outcome.NOT_APPLICABLE) == Outcome.NOT_APPLICABLE:
                found[rule.code] = here
        return found

    @property
    def words(self) -> int:
        """How many words a verdict has."""
        return -(-len(self.rules) // RULES_A_WORD)

    def counted(self, verdicts: str) -> str:
        """SELECT case_id, verdict and how many rules passed, failed, unknown, not_applicable, from a SELECT of case_id and verdict. A rule
        that has several versions is one rule."""
        bits = {"passed": "{low} & ~{high}", "failed": "{high} & ~{low}", "unknown": "{high} & {low}"}
        found = []
        for name, pair in bits.items():
            words = (
                pair.format(low=f"(verdict[{word}] & {_LOW_BITS})", high=f"((verdict[{word}] >> 1) & {_LOW_BITS})")
                for word in range(1, self.words + 1)
            )
            found.append(f"({' + '.join(f'bit_count(({word})::bit(64))' for word in words)})::smallint AS {name}")
        # An array as it lies in a table is packed, and would be unpacked for each look at it; trimmed by nothing it is unpacked once.
        unpacked = f"SELECT case_id, trim_array(verdict, 0) AS verdict FROM ({verdicts}) v OFFSET '0'"
        return (
            f"SELECT v.*, ({len(self.codes)} - passed - failed - unknown)::smallint AS not_applicable"
            f" FROM (SELECT case_id, verdict, {', '.join(found)} FROM ({unpacked}) v OFFSET '0') v"
        )

    def alike(self, verdicts: str) -> str:
        """SELECT word, value, number of cases: how often each word of a verdict occurs in a relation `verdicts`. The words are counted one by
        one: whole verdicts are nearly as many as cases."""
        each = (f"SELECT {word}, verdict[{word}], count(*) FROM {verdicts} GROUP BY 2" for word in range(1, self.words + 1))
        return " UNION ALL ".join(each)

    def fails_somewhere(self, column: str) -> str:
        """A condition: some rule fails (high bit without low bit)."""
        words = (f"{column}[{word}]" for word in range(1, self.words + 1))
        return "(" + " OR ".join(f"({word} & (~({word} << 1)) & {_HIGH_BITS}) <> 0" for word in words) + ")"

    def failing_rows(self, codes: Iterable[str], kind: str = "") -> str:
        """The body of a LATERAL: one row a failing rule of these codes, with what a finding keeps of it; "" when none of them is on this
        `kind` of record."""
        wanted = set(codes)
        rows = []
        for index, rule in enumerate(self.rules):
            if rule.code not in wanted or (kind and kind not in rule.kinds):
                continue
            word, shift = self.place(index)
            rows.append(
                f"SELECT '{rule.code}', {rule.version}, ({severity(rule)})::smallint, {basis(rule)}, ({rule.due or 'NULL'})::date,"
                f" {sentence(rule)}, {inputs(rule)} WHERE ((f.verdict[{word + 1}] >> {shift}) & 3) = {FAIL}"
            )
        return " UNION ALL ".join(rows)

    def places_table(self, codes: Iterable[str]) -> str:
        """VALUES (code, word, shift) for joins with stored findings."""
        wanted = set(codes)
        rows = [
            f"('{rule.code}', {self.place(index)[0] + 1}, {self.place(index)[1]})"
            for index, rule in enumerate(self.rules)
            if rule.code in wanted
        ]
        return f"(VALUES {', '.join(rows)}) AS place(code, word, shift)"


def tally(ruleset: RuleSet, cases: int, words: Iterable[tuple[int, int, int]]) -> dict[str, Counter[Outcome]]:
    """code → outcome → number of cases, from how many cases there are and how often each word occurs (see `RuleSet.alike`)."""
    totals: dict[str, Counter[Outcome]] = {code: Counter() for code in ruleset.codes}
    for word, value, times in words:
        first = (word - 1) * RULES_A_WORD
        for place, rule in enumerate(ruleset.rules[first : first + RULES_A_WORD]):
            found = (value >> (2 * place)) & 3
            if found != NOT_APPLICABLE:
                totals[rule.code][OUTCOMES[found]] += times
    for outcomes in totals.values():
        if rest := cases - outcomes.total():
            outcomes[Outcome.NOT_APPLICABLE] = rest
    return totals


def outcome(rule: Rule, shift: int, kind: str = "") -> str:
    """The outcome of one rule as a number shifted to its place; `kind`, when the case is known to be of that kind."""
    na, passed, failed, unknown = (str(value << shift) for value in (NOT_APPLICABLE, PASS, FAIL, UNKNOWN))
    doubt = " OR ".join(f"({doubt.when})" for doubt in rule.doubts)
    otherwise = f"CASE WHEN {doubt} THEN {unknown} ELSE {failed} END" if doubt else failed
    judged = f"CASE ({passes(rule)}) WHEN true THEN {passed} WHEN false THEN {otherwise} ELSE {unknown} END"
    if rule.needs:
        missing = " OR ".join(f"{name} IS NULL" for name in rule.needs)
        judged = f"CASE WHEN {missing} THEN {unknown} ELSE {judged} END"
    return f"(CASE ({applies(rule, kind)}) WHEN false THEN {na} WHEN true THEN {judged} ELSE {unknown} END)::bigint"


def applies(rule: Rule, kind: str = "") -> str:
    """Kind of record (unless the case is known to be of one that the rule is on), days in force, and the rule's own condition."""
    kinds = ", ".join(f"'{one.value}'" for one in rule.kinds)
    conditions = [] if kind in rule.kinds else [f"kind IN ({kinds})"]
    if not rule.on:
        conditions.append(switch(rule.code))
    if rule.in_force_from:
        conditions.append(f"{rule.dated_by} >= '{rule.in_force_from.isoformat()}'")
    if rule.in_force_to:
        conditions.append(f"{rule.dated_by} <= '{rule.in_force_to.isoformat()}'")
    return " AND ".join([*conditions, f"({rule.applies})"])


def passes(rule: Rule) -> str:
    """All parts together."""
    return " AND ".join(f"({part.passes})" for part in rule.parts)


def severity(rule: Rule) -> str:
    """A number, or the rule's own expression of one."""
    return str(int(rule.severity)) if isinstance(rule.severity, Severity) else rule.severity


def basis(rule: Rule) -> str:
    """The articles that bound the case's sector on the day the case is judged by, as text."""
    turns = rule.turns
    earlier = " ".join(
        f"WHEN {rule.dated_by} < '{turn.isoformat()}' THEN {_basis_on(rule, turn - timedelta(days=1))}"
        for turn in turns
        if rule.in_force_from is None or turn > rule.in_force_from
    )
    latest = _basis_on(rule, None)
    return f"CASE {earlier} ELSE {latest} END" if earlier else latest


def _basis_on(rule: Rule, day: date | None) -> str:
    sectors = dict.fromkeys(article.sector for article in rule.articles if article.sector)
    if not sectors:
        return quoted(rule.basis_for("", day))
    branches = " ".join(f"WHEN '{sector}' THEN {quoted(rule.basis_for(sector, day))}" for sector in sectors)
    return f"CASE sector {branches} ELSE {quoted(rule.basis_for('', day))} END"


def sentence(rule: Rule) -> str:
    """The sentence of a breach, with its facts written in."""
    *first, (_, last) = rule.fail_sentences
    if not first:
        return filled(last, rule)
    branches = " ".join(f"WHEN {when} THEN {filled(words, rule)}" for when, words in first)
    return f"CASE {branches} ELSE {filled(last, rule)} END"


def filled(words: str, rule: Rule) -> str:
    """Text with {fact} replaced by the fact's value in words, as SQL."""
    pieces, rest = [], words
    for name in placeholders(words):
        before, _, rest = rest.partition("{" + name + "}")
        pieces += [quoted(before), broken(rule) if name == "broken" else shown(name, catalogue()[name])]
    return "concat(" + ", ".join([*pieces, quoted(rest)]) + ")"


def broken(rule: Rule) -> str:
    """The labels of the parts that do not hold."""
    labels = ", ".join(f"CASE WHEN ({part.passes}) IS FALSE THEN {quoted(part.label)} END" for part in rule.parts)
    return f"concat_ws('；', {labels})"


def inputs(rule: Rule) -> str:
    """What the rule looked at, as JSON: fact → value; under "broken" the labels of the broken parts, when there are several; under
    "counted" how the due day was counted (start, and a `Period` as its `to_json` writes it), when there is a term."""
    pairs = ", ".join(f"'{name}', {name}" for name in rule.inputs)
    if rule.counted and rule.due:
        pairs += (
            f", 'counted', jsonb_build_object('start', {rule.counted.start}, 'amount', ({rule.counted.amount})::int,"
            f" 'unit', '{rule.counted.unit}', 'roll', coalesce({rule.counted.rolls}, false))"
        )
    if isinstance(rule.passes, tuple):
        labels = ", ".join(f"CASE WHEN ({part.passes}) IS FALSE THEN {quoted(part.label)} END" for part in rule.parts)
        pairs += f", 'broken', array_remove(ARRAY[{labels}], NULL)"
    return f"jsonb_build_object({pairs})"


def shown(name: str, fact: Fact) -> str:
    """A fact's value in words, as SQL text; "未记载" when there is none."""
    match fact.kind:
        case "date":
            words = f"to_char({name}, 'YYYY-MM-DD')"
        case "moment":
            words = f"to_char({name}, 'YYYY-MM-DD HH24:MI')"
        case "money":
            words = f"rtrim(rtrim(to_char({name}, 'FM999,999,999,999,990.00'), '0'), '.')"
        case "flag":
            words = f"CASE {name} WHEN true THEN '是' WHEN false THEN '否' END"
        case "choice":
            words = f"CASE {name} {_labels(fact)} ELSE {name} END"
        case "list" if fact.choices:
            words = f"(SELECT string_agg(CASE item {_labels(fact)} ELSE item END, '、') FROM unnest({name}) item)"
        case "list":
            words = f"array_to_string({name}, '、')"
        case _:
            words = f"{name}::text"
    return f"coalesce({words}, '{NOT_RECORDED}')"


def _labels(fact: Fact) -> str:
    return " ".join(f"WHEN {quoted(value)} THEN {quoted(label)}" for value, label in (fact.choices or {}).items())


def quoted(words: str) -> str:
    """Our own text as an SQL literal inside a statement with parameters."""
    return "'" + words.replace("'", "''").replace("%", "%%") + "'"
