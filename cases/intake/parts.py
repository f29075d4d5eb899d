"""案件的分项：执法行为及人员、送达、扣除与延长期间、缴款、救济期间。

A correction replaces the parts that its file has columns for, and leaves the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from cases.choices import OfficerRole, RowOutcome
from cases.columns.fields import ACTS
from cases.intake.deciding import PLAN, WRITTEN
from cases.intake.typing import TYPED, Typed

ACT_TABLE = "intake_acts"
_ROWS = f"FROM {TYPED} t JOIN {PLAN} p ON p.line_no = t.line_no AND p.outcome IN {WRITTEN}"


@dataclass(frozen=True, slots=True)
class Part:
    """A child table, the columns of the file that fill it, and how."""

    table: str
    keys: tuple[str, ...]
    insert: str


def store_parts(typed: Typed) -> None:
    """Write the parts of all stored rows; a part that the file has no column for costs no statement."""
    with connection.cursor() as cursor:
        if _has(typed, *(f"act{number}_kind" for number in range(1, ACTS + 1))):
            for statement in _acts(typed):
                cursor.execute(statement)
        for part in _parts(typed):
            if _has(typed, *part.keys):
                cursor.execute(_forget(part.table))
                cursor.execute(part.insert)


def _has(typed: Typed, *keys: str) -> bool:
    return any(key in typed.types for key in keys)


def _forget(table: str) -> str:
    return f"DELETE FROM {table} USING {PLAN} p WHERE p.outcome = '{RowOutcome.SUPERSEDED}' AND {table}.case_id = p.case_id"


def _acts(typed: Typed) -> list[str]:
    """Acts get their numbers first, so that their officers can follow them in one statement."""
    v = typed.value
    numbered = [number for number in range(1, ACTS + 1) if f"act{number}_kind" in typed.types]
    rows = ", ".join(
        f"({n}, {v(f'act{n}_kind', 'text')}, {v(f'act{n}_on', 'date')}, {v(f'act{n}_record_no', 'text')},"
        f" {v(f'act{n}_single_basis', 'text')}, {v(f'act{n}_enforcing', 'text[]')}, {v(f'act{n}_assisting', 'text[]')},"
        f" {v(f'act{n}_recording', 'text[]')})"
        for n in numbered
    )
    roles = (("enforcing", OfficerRole.ENFORCING), ("assisting", OfficerRole.ASSISTING), ("recording", OfficerRole.RECORDING))
    people = " UNION ALL ".join(
        f"SELECT id, unnest({name}) AS number, '{role}' AS role, {order} AS rank FROM {ACT_TABLE} WHERE {name} IS NOT NULL"
        for order, (name, role) in enumerate(roles)
    )
    return [
        f"DROP TABLE IF EXISTS {ACT_TABLE}",
        "DELETE FROM cases_actofficer o USING cases_caseact a, " + f"{PLAN} p"
        f" WHERE p.outcome = '{RowOutcome.SUPERSEDED}' AND a.case_id = p.case_id AND o.act_id = a.id",
        _forget("cases_caseact"),
        f"""CREATE TEMPORARY TABLE {ACT_TABLE} ON COMMIT DROP AS
            SELECT nextval(pg_get_serial_sequence('cases_caseact', 'id')) AS id, p.case_id, a.*
              {_ROWS}, LATERAL (VALUES {rows}) a(place, kind, acted_on, record_no, single_basis, enforcing, assisting, recording)
             WHERE a.kind IS NOT NULL""",
        f"""INSERT INTO cases_caseact (id, case_id, kind, acted_on, record_no, officers_recorded, single_officer_basis)
            SELECT id, case_id, kind, acted_on, coalesce(record_no, ''), num_nonnulls(enforcing, assisting, recording) > 0,
                   coalesce(single_basis, '')
              FROM {ACT_TABLE} ORDER BY id""",
        # Somebody named in two roles of one act counts in the first: enforcing before assisting before recording.
        f"""INSERT INTO cases_actofficer (act_id, certificate_no, role)
            SELECT DISTINCT ON (id, number) id, number, role FROM ({people}) named ORDER BY id, number, rank""",
    ]


def _parts(typed: Typed) -> list[Part]:
    v = typed.value
    return [
        Part("cases_proofofservice", ("service_mode", "service2_mode"), _services(typed)),
        Part("cases_excludedspan", ("excluded_spans",), _spans("cases_excludedspan", v("excluded_spans", "jsonb"), notified=True)),
        Part("cases_remedyspan", ("remedy_spans",), _spans("cases_remedyspan", v("remedy_spans", "jsonb"), notified=False)),
        Part("cases_extension", ("extension1_days", "extension2_days"), _extensions(typed)),
        Part(
            "cases_payment",
            ("payments",),
            f"""INSERT INTO cases_payment (case_id, paid_on, amount)
                SELECT p.case_id, s."on", s.amount {_ROWS},
                       LATERAL jsonb_to_recordset({v("payments", "jsonb")}) s("on" date, amount numeric)""",
        ),
    ]


def _services(typed: Typed) -> str:
    v = typed.value
    rows = [
        f"({v(f'{name}_mode', 'text')}, {v(f'{name}_first_attempt', 'date')}, {v(f'{name}_dispatched', 'date')},"
        f" {v(f'{name}_noticed', 'date')}, {v(served, 'date')})"
        for name, served in (("service2", "service2_served"), ("service", "served_date"))
        if f"{name}_mode" in typed.types
    ]
    return f"""INSERT INTO cases_proofofservice (case_id, mode, first_attempt_on, dispatched_on, noticed_on, served_on)
        SELECT p.case_id, s.mode, s.first_attempt, s.dispatched, s.noticed, s.served
          {_ROWS}, LATERAL (VALUES {", ".join(rows)}) s(mode, first_attempt, dispatched, noticed, served) WHERE s.mode IS NOT NULL"""


def _spans(table: str, value: str, *, notified: bool) -> str:
    extra, read = (", notified", ", s.notified") if notified else ("", "")
    return f"""INSERT INTO {table} (case_id, kind, from_day, to_day{extra})
        SELECT p.case_id, s.kind, s."from", s."to"{read}
          {_ROWS}, LATERAL jsonb_to_recordset({value}) s(kind text, "from" date, "to" date, notified boolean)"""


def _extensions(typed: Typed) -> str:
    v = typed.value
    rows = ", ".join(
        f"({v(f'{name}_days', 'smallint')}, {v(f'{name}_approved_on', 'date')}, {v(f'{name}_approver', 'text')},"
        f" {v(f'{name}_collective', 'boolean')})"
        for name in ("extension1", "extension2")
    )
    return f"""INSERT INTO cases_extension (case_id, days, approved_on, approver, collective)
        SELECT p.case_id, s.days, s.approved_on, coalesce(s.approver, ''), coalesce(s.collective, false)
          {_ROWS}, LATERAL (VALUES {rows}) s(days, approved_on, approver, collective) WHERE s.days > 0"""
