"""翻倍：把已入库的数据在数据库里成倍复制，编号、日期、文号各自错开。

Half a million cases through the intake would take minutes; copied inside the database they take seconds. Copy number k of row i has the
id i + k × stride of its table, so that every link between copied tables is shifted by the same rule and the copies hang together as the
originals do. Ids of the originals stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models

from cases.models import (
    CaseAct,
    CaseCheck,
    CaseParticulars,
    ContestEvidence,
    DisposalItem,
    DisposalList,
    DisposalOpinion,
    EnforcementCase,
    ExcludedSpan,
    Extension,
    Finding,
    FindingContest,
    ImportBatch,
    ImportRow,
    ProofOfService,
    RemedySpan,
    ReviewDraw,
    ReviewedAgency,
    ReviewFile,
    ReviewObjection,
    ReviewRound,
    ReviewSheet,
    UpwardCase,
    UpwardPackage,
    Waiver,
)
from cases.search import SCOPE_WORDS, SEARCHED
from leads.models import Lead, LeadTransfer
from notices.models import (
    AgencyResponse,
    ExtensionRequest,
    Instrument,
    InstrumentDeadline,
    InstrumentItem,
    ItemResponse,
    Matter,
    MatterItem,
    MatterNote,
    ResponseAttachment,
)
from reports.models import PeriodicReport, RaisedWarning, ReportApproval, ReportReceipt, ReportVersion, WarningCase
from supervision.audit.models import AuditEvent
from supervision.outbox.models import OutboxJob

Model = type[models.Model]

CASES: tuple[Model, ...] = (
    ImportBatch,
    EnforcementCase,
    CaseParticulars,
    ImportRow,
    CaseAct,
    ProofOfService,
    ExcludedSpan,
    Extension,
    RemedySpan,
    CaseCheck,
    Finding,
)
INSTRUMENTS: tuple[Model, ...] = (
    Matter,
    MatterItem,
    MatterNote,
    Instrument,
    InstrumentItem,
    InstrumentDeadline,
    ExtensionRequest,
    AgencyResponse,
    ItemResponse,
    ResponseAttachment,
)
REPORTS: tuple[Model, ...] = (PeriodicReport, ReportVersion, ReportApproval, ReportReceipt)
AFFAIRS: tuple[Model, ...] = (
    FindingContest,
    ContestEvidence,
    Waiver,
    Lead,
    LeadTransfer,
    ReviewRound,
    ReviewedAgency,
    ReviewDraw,
    ReviewFile,
    ReviewSheet,
    ReviewObjection,
    RaisedWarning,
    WarningCase,
    DisposalList,
    DisposalItem,
    DisposalOpinion,
    UpwardPackage,
    UpwardCase,
)
"""The lines of review sheets stay away: a sheet that is in takes none."""
_OF_A_CASE = (FindingContest, ContestEvidence, Waiver, UpwardPackage, UpwardCase)
_LISTED = tuple(model for model in AFFAIRS if model not in _OF_A_CASE)
TRACES: tuple[Model, ...] = (AuditEvent, OutboxJob)

_WEEKS_BACK = "7 * mod(k, 26)"
"""Copies lie whole weeks earlier, so that working days stay working days (holidays aside)."""

YEARS_OF_REPORTS = 5
"""The small city's reports are copied over so many years, that their list is full there, too."""
ISSUED_BEFORE = 47
"""So many more issued reports lie in the months before that, so that the recipients' lists are full as well."""
YEARS_IN_ALL = 10
"""The large city's go on from there."""

_OVERDUE = "state IN ('delivered', 'handling', 'returned')"


@dataclass
class Plan:
    """How copies of some tables differ from their originals."""

    tables: Sequence[Model]
    words: dict[str, str] = field(default_factory=dict)
    """column ("table.column") → SQL for its value; `k` is the number of the copy, `src` the original."""
    only: dict[Model, str] = field(default_factory=dict)
    """Which rows of a table (SQL); all, when it is not named."""


def everything(copies: int) -> None:
    """Copy all the city's data `copies` times more. Their findings go with them; the reports' periods go back in time."""
    with _bare(CASES):
        words = _CASE_WORDS | _LOOP_WORDS | _report_words(12 * YEARS_IN_ALL, "-") | _AFFAIR_WORDS | _TRACE_WORDS
        _copy(Plan((*CASES, *INSTRUMENTS, *REPORTS, *AFFAIRS, *TRACES), words, _ONE_AT_A_TIME), copies)


def the_loop(copies: int, *, overdue: bool) -> None:
    """Copy matters and instruments `copies` times more, without findings of their own, and reports over some years; `overdue`: served
    so long ago that what is awaited is late."""
    late = "40 + 3 * k" if overdue else "mod(k, 20)"
    words = {name: sql.replace("'-'", "'~'") for name, sql in _LOOP_WORDS.items()}
    words["notices_matteritem.finding_id"] = "NULL::bigint"
    for name in ("notices_instrument.issued_on", "notices_instrument.served_on", "notices_instrument.due_on"):
        words[name] = f"src.{name.split('.')[1]} - ({late})"
    for name in ("notices_instrumentdeadline.start", "notices_instrumentdeadline.due_on"):
        words[name] = f"src.{name.split('.')[1]} - ({late})"
    _copy(Plan(INSTRUMENTS, words), copies)
    _copy(Plan(REPORTS, _report_words(12, "~")), YEARS_OF_REPORTS - 1)
    issued = "SELECT id FROM reports_periodicreport WHERE state = 'issued' AND number NOT LIKE '%~%'"
    only: dict[Model, str] = {PeriodicReport: f"id IN ({issued})", ReportReceipt: f"report_id IN ({issued})"}
    _copy(Plan((PeriodicReport, ReportReceipt), _report_words(1, "~m", after=12 * YEARS_OF_REPORTS), only), ISSUED_BEFORE)


def the_affairs() -> None:
    """Copy `FULL` times more what a city has many of at any size, and nobody has to do anything about any more. What is about one case only
    (contests, waivers, reports to the province) grows with the cases."""
    words = {name: sql.replace("'-' || k", "k").replace("|| k", "|| '~' || k || '~'") for name, sql in _AFFAIR_WORDS.items()}
    _copy(Plan(_LISTED, words, _ONE_AT_A_TIME | _DONE_WITH), FULL)


def _dates_back(model: Model) -> dict[str, str]:
    """Every date of a table some weeks earlier, and every moment of the particulars (elsewhere a moment tells when we stored a row)."""
    table, told = model._meta.db_table, {}
    for column in model._meta.concrete_fields:
        if isinstance(column, models.DateTimeField):
            if model is CaseParticulars:
                told[f"{table}.{column.column}"] = f"src.{column.column} - make_interval(days => {_WEEKS_BACK})"
        elif isinstance(column, models.DateField):
            told[f"{table}.{column.column}"] = f"src.{column.column} - {_WEEKS_BACK}"
    return told


def _numbered(column: str) -> str:
    """A document number of its own: 〔2026〕12号 → 〔2026〕12003号."""
    return rf"regexp_replace(src.{column}, '(\d+)号$', '\1' || lpad(k::text, 3, '0') || '号')"


_PARTY = "overlay(src.party_name placing k::text from length(src.party_name) / 2 + 1 for 0)"
"""A party of its own, in whose name the original's is not found."""

_OWN = {"case_no": _numbered("case_no"), "decision_no": _numbered("decision_no"), "party_name": _PARTY}
_SEARCHED = ", ".join(_OWN.get(column, f"src.{column}") for column in SEARCHED)

_CASE_WORDS: dict[str, str] = {
    "cases_importbatch.file_sha256": "encode(sha256((src.file_sha256 || k)::bytea), 'hex')",
    "cases_enforcementcase.external_id": "src.external_id || '-' || k",
    "cases_enforcementcase.party_name_fingerprint": "CASE src.party_name_fingerprint WHEN '' THEN '' ELSE 'copy' || k || '.' || md5(src.party_name_fingerprint) END",
    **{f"cases_enforcementcase.{column}": sql for column, sql in _OWN.items()},
    "cases_enforcementcase.search": f"bigrams(concat_ws(' ', {_SEARCHED})) || {SCOPE_WORDS}",
    "cases_finding.listed_on": f"src.listed_on - {_WEEKS_BACK}",
    "cases_enforcementcase.payments": "(SELECT jsonb_agg(jsonb_build_object('on', p.\"on\" - "
    + _WEEKS_BACK
    + ", 'amount', p.amount)) FROM jsonb_to_recordset(src.payments) p(\"on\" date, amount numeric))",
}
for _model in CASES:
    if _model not in (ImportBatch, CaseCheck, Finding):
        _CASE_WORDS |= _dates_back(_model)
_CASE_WORDS["cases_enforcementcase.archived_on"] = "NULL::date"  # an archived case would take none of its findings

_LOOP_WORDS: dict[str, str] = {
    "notices_matter.number": "src.number || '-' || k",
    "notices_instrument.number": "CASE src.number WHEN '' THEN '' ELSE src.number || '-' || k END",
}


def _report_words(months: int, mark: str, after: int = 0) -> dict[str, str]:
    """Copy k lies k × `months` earlier, beyond the first `after` months."""
    back = f"make_interval(months => {after} + k * {months})"
    return {
        "reports_periodicreport.period_start": f"(src.period_start - {back})::date",
        "reports_periodicreport.period_end": f"(src.period_end - {back})::date",
        "reports_periodicreport.number": f"CASE src.number WHEN '' THEN '' ELSE src.number || '{mark}' || k END",
    }


_AFFAIR_WORDS: dict[str, str] = {
    "leads_lead.number": "src.number || '-' || k",
    "leads_lead.text": "src.text || k",
    "cases_reviewround.title": "src.title || k",
    "cases_reviewedagency.title": "src.title || k",
    "reports_raisedwarning.key": "src.key || '-' || k",
    "cases_disposallist.number": "CASE src.number WHEN '' THEN '' ELSE src.number || '-' || k END",
    "cases_upwardpackage.message": "gen_random_uuid()",
    "cases_upwardpackage.sequence": "src.sequence + 1000 * k",
}

FULL = 50
"""What is over of the small city's reviews, leads, warnings and lists is copied so often that a page of each is full: what grows afterwards is the
data, not the page."""

_OVER = "state IN ('done', 'withdrawn')"
_SIGNED_FOR = "state = 'acknowledged'"
_ONE_AT_A_TIME: dict[Model, str] = {
    Waiver: "case_id IS NOT NULL OR state <> 'requested'",
    DisposalList: _OVER,
    DisposalItem: f"list_id IN (SELECT id FROM cases_disposallist WHERE {_OVER})",
    DisposalOpinion: f"list_id IN (SELECT id FROM cases_disposallist WHERE {_OVER})",
    UpwardPackage: _SIGNED_FOR,
    UpwardCase: f"package_id IS NULL OR package_id IN (SELECT id FROM cases_upwardpackage WHERE {_SIGNED_FOR})",
}
"""Of what a body has in hand there is one at a time; copied is what is over."""

_ROUNDS = "SELECT id FROM cases_reviewround WHERE state = 'published'"
_FILES = f"SELECT id FROM cases_reviewfile WHERE round_id IN ({_ROUNDS})"
_TOLD = "state IN ('handled', 'declined') AND (anonymous OR informed_on IS NOT NULL)"
_DONE_WITH: dict[Model, str] = {
    ReviewRound: "state = 'published'",
    **dict.fromkeys((ReviewedAgency, ReviewDraw, ReviewFile), f"round_id IN ({_ROUNDS})"),
    **dict.fromkeys((ReviewSheet, ReviewObjection), f"file_id IN ({_FILES})"),
    Lead: _TOLD,
    LeadTransfer: f"lead_id IN (SELECT id FROM leads_lead WHERE {_TOLD})",
    RaisedWarning: "state <> 'open'",
    WarningCase: "warning_id IN (SELECT id FROM reports_raisedwarning WHERE state <> 'open')",
}

_TRACE_WORDS: dict[str, str] = {
    "audit_auditevent.target_id": "src.target_id || '-' || k",
    "outbox_outboxjob.dedupe_key": "src.dedupe_key || '-' || k",
}


def _copy(plan: Plan, copies: int) -> None:
    """One INSERT … SELECT a table."""
    with connection.cursor() as cursor:
        strides = {model: _stride(cursor, model) for model in plan.tables}
        for model in plan.tables:
            columns = dict(_columns(model, plan, strides))
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(columns.values())}"
                f" FROM (SELECT * FROM {model._meta.db_table} WHERE {plan.only.get(model, 'true')}) src"
                f" CROSS JOIN generate_series(1, {copies}) k"
            )
            _advance(cursor, model)


def _columns(model: Model, plan: Plan, strides: dict[Model, int]) -> Iterator[tuple[str, str]]:
    table = model._meta.db_table
    for one in model._meta.concrete_fields:
        if isinstance(one, models.GeneratedField) or one.column is None:
            continue
        column = f'"{one.column}"'
        if (words := plan.words.get(f"{table}.{one.column}")) is not None:
            yield column, words
        elif one.primary_key and one.remote_field is None:
            yield column, f"src.{column} + k::bigint * {strides[model]}"
        elif one.remote_field is not None and one.remote_field.model in strides:
            yield column, f"src.{column} + k::bigint * {strides[one.remote_field.model]}"
        else:
            yield column, f"src.{column}"


def _stride(cursor: Any, model: Model) -> int:
    """Larger than every id of a table."""
    key = _id_column(model)
    if not key:
        return 0
    cursor.execute(f"SELECT coalesce(max({key}), 0) + 1 FROM {model._meta.db_table}")
    return int(cursor.fetchone()[0])


def _id_column(model: Model) -> str:
    """The column of a table's own ids; "" when it has none (its key is a link)."""
    own = [one for one in model._meta.concrete_fields if one.primary_key and one.remote_field is None and one.column is not None]
    return str(own[0].column) if own else ""


def _advance(cursor: Any, model: Model) -> None:
    """The next id comes after the copies."""
    if key := _id_column(model):
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT max(id) FROM {table}))".format(  # noqa: UP032
                table=model._meta.db_table
            ),
            [model._meta.db_table, key],
        )


@contextmanager
def _bare(tables: Sequence[Model]) -> Iterator[None]:
    """The tables without foreign keys and secondary indexes for a while: made once at the end they cost a tenth."""
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(
            "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
            " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))"
            " FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
            [names],
        )
        constraints = cursor.fetchall()
        cursor.execute(
            "SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid) FROM pg_index i"
            " WHERE i.indrelid = ANY(%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)",
            [names],
        )
        indexes = cursor.fetchall()
        for away, _back in (*constraints, *indexes):
            cursor.execute(away)
        yield
        for _away, back in (*indexes, *constraints):
            cursor.execute(back)
        cursor.execute("RESET synchronous_commit")
        cursor.execute("RESET maintenance_work_mem")
