"""案件的分项：执法行为及人员、送达、扣除与延长期间、缴款、救济期间。

A correction replaces the parts that its file has columns for, and leaves the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from cases.choices import OfficerRole, RowOutcome
from cases.columns.fields import ACTS
from cases.intake.deciding import WRITTEN
from cases.intake.typing import TYPED, Typed

ACT_TABLE = "intake_acts"
_WRITTEN = f"t.outcome IN {WRITTEN}"


@dataclass(frozen=True, slots=True)
class Part:
    """A child table, the columns of the file that fill it, and how."""

    table: str
    keys: tuple[str, ...]
    insert: str


def store_parts(typed: Typed, *, corrections: bool) -> None:
    """Write the parts of all stored rows; a part that the file has no column for costs no statement. `corrections`: some row corrects
    a case, whose parts so far are taken away."""
    with connection.cursor() as cursor:
        if _has(typed, *(f"act{number}_kind" for number in range(1, ACTS + 1))):
            for statement in (*(_FORGET_ACTS if corrections else ()), *_acts(typed)):
                cursor.execute(statement)
        for part in _parts(typed):
            if _has(typed, *part.keys):
                if corrections:
                    cursor.execute(_forget(part.table))
                cursor.execute(part.insert)


def _has(typed: Typed, *keys: str) -> bool:
    return any(key in typed.types for key in keys)


def _forget(table: str) -> str:
    return f"DELETE FROM {table} USING {TYPED} t WHERE t.outcome = '{RowOutcome.SUPERSEDED}' AND {table}.case_id = t.case_id"


_FORGET_ACTS = (
    f"DELETE FROM cases_actofficer o USING cases_caseact a, {TYPED} t"
    f" WHERE t.outcome = '{RowOutcome.SUPERSEDED}' AND a.case_id = t.case_id AND o.act_id = a.id",
    _forget("cases_caseact"),
)


def _acts(typed: Typed) -> list[str]:
    """Acts get their numbers first, so that their officers can follow them in one statement."""
    v = typed.value
    rows = " UNION ALL ".join(
        f"SELECT case_id, {v(f'act{n}_kind', 'text')} AS kind, {v(f'act{n}_on', 'date')} AS acted_on, {v(f'act{n}_record_no', 'text')} AS record_no,"
        f" {v(f'act{n}_single_basis', 'text')} AS single_basis, {v(f'act{n}_enforcing', 'text[]')} AS enforcing,"
        f" {v(f'act{n}_assisting', 'text[]')} AS assisting, {v(f'act{n}_recording', 'text[]')} AS recording"
        f" FROM {TYPED} t WHERE {_WRITTEN} AND {v(f'act{n}_kind', 'text')} IS NOT NULL"
        for n in range(1, ACTS + 1)
        if f"act{n}_kind" in typed.types
    )
    return [
        f"DROP TABLE IF EXISTS {ACT_TABLE}",
        f"""CREATE TEMPORARY TABLE {ACT_TABLE} ON COMMIT DROP AS
            SELECT nextval('cases_caseact_id_seq') AS id, a.* FROM ({rows}) a""",
        f"""INSERT INTO cases_caseact (id, case_id, kind, acted_on, record_no, officers_recorded, single_officer_basis)
            SELECT id, case_id, kind, acted_on, coalesce(record_no, ''), num_nonnulls(enforcing, assisting, recording) > 0,
                   coalesce(single_basis, '')
              FROM {ACT_TABLE}""",
        f"INSERT INTO cases_actofficer (act_id, certificate_no, role) {_officers()}",
    ]


def _officers() -> str:
    """Everyone once an act. Nearly every act has one or two people enforcing and nobody else, who need no sorting out; somebody named
    in two roles of one act counts in the first: enforcing before assisting before recording."""
    roles = (("enforcing", OfficerRole.ENFORCING), ("assisting", OfficerRole.ASSISTING), ("recording", OfficerRole.RECORDING))
    plain = "assisting IS NULL AND recording IS NULL AND (cardinality(enforcing) = 1 OR cardinality(enforcing) = 2 AND enforcing[1] <> enforcing[2])"
    named = " UNION ALL ".join(
        f"SELECT id, unnest({name}) AS number, '{role}' AS role, {order} AS rank FROM {ACT_TABLE} WHERE ({plain}) IS NOT TRUE"
        for order, (name, role) in enumerate(roles)
    )
    return f"""SELECT id, unnest(enforcing), '{OfficerRole.ENFORCING}' FROM {ACT_TABLE} WHERE {plain}
        UNION ALL (SELECT DISTINCT ON (id, number) id, number, role FROM ({named}) named ORDER BY id, number, rank)"""


def _parts(typed: Typed) -> list[Part]:
    v = typed.value
    return [
        Part("cases_proofofservice", ("service_mode", "service2_mode"), _services(typed)),
        Part(
            "cases_excludedspan", ("excluded_spans",), _spans("cases_excludedspan", v("excluded_spans", "jsonb"), notified=True)
        ),
        Part("cases_remedyspan", ("remedy_spans",), _spans("cases_remedyspan", v("remedy_spans", "jsonb"), notified=False)),
        Part("cases_extension", ("extension1_days", "extension2_days"), _extensions(typed)),
        Part(
            "cases_payment",
            ("payments",),
            f"""INSERT INTO cases_payment (case_id, paid_on, amount)
                SELECT t.case_id, s."on", s.amount
                  FROM {TYPED} t, LATERAL jsonb_to_recordset({v("payments", "jsonb")}) s("on" date, amount numeric) WHERE {_WRITTEN}""",
        ),
    ]


def _services(typed: Typed) -> str:
    v = typed.value
    rows = " UNION ALL ".join(
        f"SELECT case_id, {v(f'{name}_mode', 'text')}, {v(f'{name}_first_attempt', 'date')}, {v(f'{name}_dispatched', 'date')},"
        f" {v(f'{name}_noticed', 'date')}, {v(served, 'date')} FROM {TYPED} t WHERE {_WRITTEN} AND {v(f'{name}_mode', 'text')} IS NOT NULL"
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
