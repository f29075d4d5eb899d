"""逐行取值：一条语句读出所有行的值、问题和修正说明。

The statement is built in two layers, each computed once a row (`OFFSET '0'` keeps the planner from repeating them): values `v_…`, then
key, fingerprint, faults and notes. Faults are looked for only in rows where some cell gave no value. It is written `OFFSET '0'`, not
`OFFSET 0`: the bare number is a cast to the planner, and it would then not share the rows among parallel workers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cases.choices import CaseKind, RowOutcome
from cases.intake.expressions import Expression, expression, literal, trimmed
from cases.intake.reading import Header
from cases.models import EnforcementCase

TYPED = "intake_typed"
PARTY_MARK = "party_name_fingerprint"
"""No column of any file: `protecting.py` hands it on beside the row."""
ANY_DATE = (
    "decision_date",
    "inspected_on",
    "measure_from",
    "filing_date",
    "accepted_on",
    "applied_on",
    "published_date",
)
"""Dates that can place a record in time; the first that is filled is the day lists sort by."""

MANY = 5_000
"""Rows from which it pays to have them in order."""

TOTALS = r"^(合计|总计|小计|共计|累计)([:：（(]|$)"


_FIELDS = {field.name: field for field in EnforcementCase._meta.concrete_fields}


@dataclass(frozen=True, slots=True)
class Typed:
    """What the file says: `types`, the columns it has (key → SQL type); `filled`, those with anything in them, which alone stand in the
    table `intake_typed`. A template of a hundred columns has thirty filled, and an empty one need not be read row by row."""

    types: dict[str, str]
    filled: frozenset[str]

    def value(self, key: str, type_: str = "", alias: str = "t.") -> str:
        """SQL for a value: its column, or NULL when there is none."""
        return f"{alias}v_{key}" if key in self.filled else f"NULL::{type_ or self.types[key]}"

    @property
    def first_date(self) -> str:
        """SQL for the date that places a record in time; NULL when it has none."""
        return f"coalesce({', '.join(self.value(key, 'date', alias='') for key in ANY_DATE)}, NULL)"


def type_rows(header: Header, *, raw: str, filled: Collection[int], date_system: str) -> Typed:
    """Fill the temporary table `intake_typed`, the newest first, as lists show cases: their indexes then grow at one end.

    Columns: line_no, case_id, outcome, problems, notes, external_id, fingerprint, v_….
    `outcome`, `case_id` and `problems` stand as if every record were new (`deciding.py` settles the others). `problems`: why the row
    is refused, else `notes`: what was mended; JSON arrays or NULL. `fingerprint` digests all values of the row, of a name that is masked its
    fingerprint. `filled`: the places of the file's columns in which some row has something.
    """
    everything = [expression(column, f"c{place}", date_system) for place, column in header.stored]
    places = dict(zip((e.key for e in everything), (place for place, _ in header.stored), strict=True))
    filled = {*filled, *(one.place for one in header.derived)}
    first_id = _first_number(raw)
    # The party's name is asked about in every row, so it stands in the table even when nobody filled it.
    expressions = [e for e in everything if places[e.key] in filled or e.key == "party_name"]
    typed = Typed(
        {e.key: e.type for e in everything} | {PARTY_MARK: "text"}, frozenset((*(e.key for e in expressions), PARTY_MARK))
    )
    kept = ", ".join(f"v_{e.key}" for e in expressions)
    newest = typed.first_date
    case_id = f"{first_id} + row_number() OVER (ORDER BY {newest} DESC) - 1" if first_id else "case_id"
    told_apart = {"party_name": "coalesce(party_mark, v_party_name)"}
    all_values = ", ".join(told_apart.get(e.key) or typed.value(e.key, alias="") for e in sorted(everything, key=lambda e: e.key))
    sql = f"""
        CREATE TEMPORARY TABLE {TYPED} ON COMMIT DROP AS
        SELECT line_no, CASE WHEN faults IS NULL THEN {case_id} END AS case_id,
               CASE WHEN faults IS NOT NULL THEN '{RowOutcome.REFUSED}' WHEN notes IS NOT NULL THEN '{RowOutcome.REPAIRED}'
                    ELSE '{RowOutcome.STORED}' END AS outcome,
               coalesce(faults, notes) AS problems, notes, external_id, fingerprint, party_mark::varchar(60) AS v_{PARTY_MARK},
               {", ".join(map(_as_stored, expressions))}
          FROM (SELECT line_no, case_id, coalesce(faults, {_faults(expressions, typed)}) AS faults, {_notes(expressions)} AS notes,
                       ({_external_id(typed, header.profile.kind)})::varchar(80) AS external_id,
                       hash_record_extended(ROW({all_values}), 0) AS fingerprint, party_mark, {kept}
                  FROM ({_values(raw, expressions)}) typed OFFSET '0') judged
         ORDER BY {newest} DESC
    """
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TYPED}")
        collected = _collect(cursor, raw, expressions)
        cursor.execute(sql, {})
        # A small sample is enough for a table that is read from end to end.
        cursor.execute("SET LOCAL default_statistics_target = 10")
        cursor.execute(f"ANALYZE {TYPED} (line_no, case_id, outcome, external_id)")
        cursor.execute("SET LOCAL default_statistics_target TO DEFAULT")
        if collected:
            cursor.execute(f"DROP TABLE {_dictionary(raw)}")
    return typed


def _as_stored(e: Expression) -> str:
    """A value in the type of the case's field: a text is cut to length here, by all workers, where it is short enough already."""
    field = _FIELDS.get(e.key)
    return (
        f"v_{e.key}::varchar({field.max_length}) AS v_{e.key}"
        if e.type == "text" and field and field.max_length
        else f"v_{e.key}"
    )


def _values(raw: str, expressions: list[Expression]) -> str:
    """The inner layer: the values read from the cells, and the cells."""
    dictionaries = "".join(
        f" LEFT JOIN (SELECT cell, {e.each} AS d_{e.key} FROM (SELECT cell, {trimmed('cell')} AS raw FROM {_dictionary(raw)}"
        f" WHERE of_column = '{e.cell}') texts WHERE raw IS NOT NULL OFFSET '0') d{e.cell} ON d{e.cell}.cell = {e.cell}"
        for e in expressions
        if e.each
    )
    values = ", ".join(f"{e.value} AS v_{e.key}" for e in expressions)
    cells = ", ".join(e.cell for e in expressions)
    return f"SELECT line_no, case_id, faults, party_mark, party_digest, {values}, {cells} FROM {raw}{dictionaries} OFFSET '0'"


def _dictionary(raw: str) -> str:
    """A table of its own, since no worker may read a temporary one; it goes with the transaction."""
    return f"{raw}_texts"


def _collect(cursor: Any, raw: str, expressions: list[Expression]) -> bool:
    """Write down the distinct texts of the columns that are dear to read, in one look at the rows; whether there is any such column."""
    cells = [e.cell for e in expressions if e.each]
    if cells:
        texts = ", ".join(f"('{cell}', {cell})" for cell in cells)
        cursor.execute(
            f"CREATE UNLOGGED TABLE {_dictionary(raw)} AS SELECT DISTINCT one.of_column, one.cell FROM {raw},"
            f" LATERAL (VALUES {texts}) one(of_column, cell) WHERE one.cell IS NOT NULL"
        )
    return bool(cells)


def _first_number(raw: str) -> int | None:
    """For many rows whose numbers lie in one piece, the first of these: they are then given out anew, the newest case first, so that every
    index grows at one end."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*), min(case_id), max(case_id) FROM {raw}")
        rows, first, last = cursor.fetchone()
    return first if rows >= MANY and last - first + 1 == rows else None


def _external_id(typed: Typed, kind: CaseKind) -> str:
    """What the record is known by: its 记录号; else 案号 or 决定书文号 with the party (one decision may address several); else
    a digest of what identifies it. Ends within 80 characters."""

    def v(key: str) -> str:
        return f"v_{key}" if key in typed.filled else "NULL"

    party = f"'#' || coalesce(party_digest, left(md5({v('party_name')}), 8))"
    numbers = [v(key) for key in ("case_no", "decision_no") if key in typed.filled]
    numbered = [f"CASE WHEN length({number}) > 60 THEN md5({number}) ELSE {number} END || {party}" for number in numbers]
    # Always the same list, filled or not: the digest of a record must not depend on what else its file holds.
    cells = ", ".join(["coalesce(party_digest, v_party_name)", *(v(key) for key in ("cause", "facts", "content", *ANY_DATE))])
    digest = f"'{kind}#' || md5(ROW({cells})::text)"
    return "coalesce(" + ", ".join([v("record_no"), *numbered, digest]) + ")"


def _problem(label: str, text: str, message: str, remedy: str) -> str:
    return f"jsonb_build_object('column', {literal(label)}, 'value', left({text}, 200), 'message', {message}, 'remedy', {remedy})"


def _array_of(items: list[str]) -> str:
    """A JSON array of those items that are not NULL; NULL when none is left."""
    return f"nullif(to_jsonb(array_remove(ARRAY[{', '.join(items)}]::jsonb[], NULL)), '[]'::jsonb)" if items else "NULL::jsonb"


def _filled(names: list[str]) -> str:
    """How many of these are not NULL; a function takes a hundred arguments at most."""
    counts = [f"num_nonnulls({', '.join(names[at : at + 100])})" for at in range(0, len(names), 100)]
    return f"({' + '.join(counts) or '0'})"


def _faults(expressions: list[Expression], typed: Typed) -> str:
    """Why a row is refused: a JSON array, or NULL when nothing is wrong. An ordinary row is known by cheap signs."""
    unread = []
    for e in expressions:
        problem = _problem(e.column.label, e.text, "f[1]", "f[2]")
        unread.append(
            f"CASE WHEN v_{e.key} IS NULL AND {e.text} IS NOT NULL THEN (SELECT {problem} FROM (SELECT {e.fault} AS f) s WHERE f IS NOT NULL) END"
        )
    by_key = {e.key: e for e in expressions}
    cells, texts = _filled([e.cell for e in expressions]), _filled([e.text for e in expressions])
    read = _filled([f"v_{e.key}" for e in expressions])
    numbers = _filled([f"v_{key}" for key in ("record_no", "decision_no", "case_no", *ANY_DATE) if key in typed.filled])
    named = [by_key[key] for key in ("party_name", "record_no", "case_no", "cause", "decision_no") if key in by_key]
    ordinary = f"{cells} = {read} AND v_party_name IS NOT NULL AND {numbers} > 0 AND {_not_a_total(named)}"
    first = f"coalesce({', '.join(f'substring({e.text} FROM {literal(TOTALS)})' for e in named)}, '')"
    nameless = _problem("当事人名称", "''", "'为空，该列必填'", "'请填写当事人名称；自然人填姓名'")
    unplaced = _problem(
        "", "''", "'没有记录号、文号，也没有任何日期，无法识别是哪一件案件'", "'请至少填写记录号、决定书文号或一个日期'"
    )
    total = _problem("", first, "'是合计行，不是执法记录'", "'无需补报；以后报送请删去合计行'")
    return f"""CASE
        WHEN {ordinary} THEN NULL
        WHEN {first} <> '' AND {numbers} <= 1 THEN jsonb_build_array({total})
        WHEN v_party_name IS NULL AND {by_key["party_name"].text} IS NULL
            THEN {_array_of([nameless, *unread])}
        WHEN {numbers} = 0 AND {texts} = {read}
            THEN jsonb_build_array({unplaced})
        WHEN {texts} <> {read} THEN {_array_of(unread)} END"""


def _not_a_total(named: list[Expression]) -> str:
    """No name or number begins with the first letter of a word for a total. `ascii` gives a letter's number, whatever the letter."""
    letters = ", ".join(str(ord(letter)) for letter in "合总小共累")
    return " AND ".join(f"coalesce(ascii(v_{e.key}) NOT IN ({letters}), true)" for e in named)


def _notes(expressions: list[Expression]) -> str:
    """What was mended in a row: a JSON array, or NULL."""
    mending = [e for e in expressions if e.repair]
    if not mending:
        return "NULL::jsonb"
    any_mended = " OR ".join(e.repair for e in mending)
    each = [
        f"CASE WHEN {e.repair} AND v_{e.key} IS NOT NULL THEN {_problem(e.column.label, e.text, e.repair_note, repr(''))} END"
        for e in mending
    ]
    return f"CASE WHEN {any_mended} THEN {_array_of(each)} END"
