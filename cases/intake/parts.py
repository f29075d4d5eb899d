"""案件的分项：执法行为及人员、送达、扣除与延长期间、救济期间、细目。

A correction replaces the parts that its file has columns for, and leaves the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from cases.choices import RowOutcome
from cases.columns import particulars
from cases.columns.fields import ACTS
from cases.intake.deciding import WRITTEN
from cases.intake.typing import TYPED, Typed
from supervision.tabular import Column, Kind

_WRITTEN = f"t.outcome IN {WRITTEN}"


@dataclass(frozen=True, slots=True)
class Part:
    """A child table, the columns of the file that fill it, and how ("" when these are all empty)."""

    table: str
    keys: tuple[str, ...]
    insert: str


def store_parts(typed: Typed, *, corrections: bool) -> None:
    """Write the parts of all stored rows; a part that the file has no column for costs no statement. `corrections`: some row corrects
    a case, whose parts so far are taken away."""
    with connection.cursor() as cursor:
        for part in _parts(typed):
            if _has(typed, *part.keys):
                if corrections:
                    cursor.execute(_forget(part.table))
                if part.insert:
                    cursor.execute(part.insert)
        if written := _particulars(typed):
            cursor.execute(written)


def _particulars(typed: Typed) -> str:
    """The particulars that the file has columns for, of the rows that say any; in a correction the others stand."""
    given = [column for column in particulars.COLUMNS.values() if column.key in typed.types]
    said = [typed.value(column.key) for column in given if column.key in typed.filled]
    if not given:
        return ""
    names = ", ".join(column.key for column in given)
    values = ", ".join(_stored(typed, column) for column in given)
    taken = ", ".join(f"{column.key} = excluded.{column.key}" for column in given)
    any_said = " + ".join(f"num_nonnulls({', '.join(said[at : at + 100])})" for at in range(0, len(said), 100)) or "0"
    corrected = (
        f"t.outcome = '{RowOutcome.SUPERSEDED}' AND EXISTS (SELECT FROM cases_caseparticulars k WHERE k.case_id = t.case_id)"
    )
    return f"""INSERT INTO cases_caseparticulars ({names}, case_id) SELECT {values}, t.case_id FROM {TYPED} t
        WHERE {_WRITTEN} AND ({any_said} > 0 OR {corrected}) ON CONFLICT (case_id) DO UPDATE SET {taken}"""


def _stored(typed: Typed, column: Column) -> str:
    value = typed.value(column.key)
    return f"coalesce({value}, '')" if column.kind in (Kind.TEXT, Kind.CHOICE) else value


def _has(typed: Typed, *keys: str) -> bool:
    return any(key in typed.types for key in keys)


def _forget(table: str) -> str:
    return f"DELETE FROM {table} USING {TYPED} t WHERE t.outcome = '{RowOutcome.SUPERSEDED}' AND {table}.case_id = t.case_id"


def _acts(typed: Typed) -> str:
    """One row an act. Somebody named in two roles counts in the first: enforcing before assisting before recording."""
    v = typed.value

    def act(n: int) -> str:
        enforcing, assisting, recording = (v(f"act{n}_{role}", "text[]") for role in ("enforcing", "assisting", "recording"))
        people = f"{_once(enforcing)}, {_once(assisting, enforcing)}, {_once(recording, enforcing, assisting)}"
        words = f"coalesce({v(f'act{n}_record_no', 'text')}, ''), coalesce({v(f'act{n}_single_basis', 'text')}, '')"
        return f"({n}, {v(f'act{n}_kind', 'text')}, {v(f'act{n}_on', 'date')}, {words}, {people})"

    columns = "no, kind, acted_on, record_no, single_officer_basis, enforcing, assisting, recording"
    acts = ", ".join(act(n) for n in range(1, ACTS + 1) if f"act{n}_kind" in typed.filled)
    if not acts:
        return ""
    return f"""INSERT INTO cases_caseact (case_id, {columns})
        SELECT t.case_id, act.* FROM {TYPED} t CROSS JOIN LATERAL (VALUES {acts}) act({columns}) WHERE {_WRITTEN} AND act.kind IS NOT NULL"""


def _once(numbers: str, *before: str) -> str:
    """Each number once, and none that an earlier role has. Nearly every act has one or two people, who need no sorting out."""
    if numbers.startswith("NULL"):
        return numbers
    plain = f"cardinality({numbers}) = 1 OR cardinality({numbers}) = 2 AND {numbers}[1] <> {numbers}[2]"
    others = [other for other in before if not other.startswith("NULL")]
    if others:
        plain = f"({plain}) AND {' AND '.join(f'{other} IS NULL' for other in others)}"
    taken = "".join(f" AND (n = ANY ({other})) IS NOT TRUE" for other in others)
    once = f"(SELECT array_agg(DISTINCT n) FROM unnest({numbers}) n WHERE true{taken})"
    return f"CASE WHEN {numbers} IS NULL OR {plain} THEN {numbers} ELSE {once} END"


def _parts(typed: Typed) -> list[Part]:
    v = typed.value
    return [
        Part("cases_caseact", tuple(f"act{number}_kind" for number in range(1, ACTS + 1)), _acts(typed)),
        Part("cases_proofofservice", ("service_mode", "service2_mode"), _services(typed)),
        Part(
            "cases_excludedspan", ("excluded_spans",), _spans("cases_excludedspan", v("excluded_spans", "jsonb"), notified=True)
        ),
        Part("cases_remedyspan", ("remedy_spans",), _spans("cases_remedyspan", v("remedy_spans", "jsonb"), notified=False)),
        Part("cases_extension", ("extension1_days", "extension2_days"), _extensions(typed)),
    ]


def _services(typed: Typed) -> str:
    """Both services where there are two, or where the one has more days than the case's own; else the case says it all."""
    v = typed.value
    more = [v(key, "text") for key in ("service2_mode",)]
    more += [v(f"service_{name}", "date") for name in ("first_attempt", "dispatched", "noticed")]
    rows = " UNION ALL ".join(
        f"SELECT case_id, {v(f'{name}_mode', 'text')}, {v(f'{name}_first_attempt', 'date')}, {v(f'{name}_dispatched', 'date')},"
        f" {v(f'{name}_noticed', 'date')}, {v(served, 'date')} FROM {TYPED} t WHERE {_WRITTEN} AND {v(f'{name}_mode', 'text')} IS NOT NULL"
        f" AND num_nonnulls({', '.join(more)}) > 0"
        for name, served in (("service2", "service2_served"), ("service", "served_date"))
        if f"{name}_mode" in typed.types
    )
    return f"INSERT INTO cases_proofofservice (case_id, mode, first_attempt_on, dispatched_on, noticed_on, served_on) {rows}"


def _spans(table: str, value: str, *, notified: bool) -> str:
    extra, read = (", notified", ", s.notified") if notified else ("", "")
    return f"""INSERT INTO {table} (case_id, kind, from_day, to_day{extra})
        SELECT t.case_id, s.kind, s."from", s."to"{read}
          FROM {TYPED} t, LATERAL jsonb_to_recordset({value}) s(kind text, "from" date, "to" date, notified boolean) WHERE {_WRITTEN}"""


def _extensions(typed: Typed) -> str:
    v = typed.value
    rows = ", ".join(
        f"({v(f'{name}_days', 'smallint')}, {v(f'{name}_approved_on', 'date')}, {v(f'{name}_approver', 'text')},"
        f" {v(f'{name}_collective', 'boolean')})"
        for name in ("extension1", "extension2")
    )
    return f"""INSERT INTO cases_extension (case_id, days, approved_on, approver, collective)
        SELECT t.case_id, s.days, s.approved_on, coalesce(s.approver, ''), coalesce(s.collective, false)
          FROM {TYPED} t, LATERAL (VALUES {rows}) s(days, approved_on, approver, collective) WHERE {_WRITTEN} AND s.days > 0"""
