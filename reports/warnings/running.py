"""运行：读一遍、判断、写回。

One run of one model: its query (one statement), its judge, and a fixed number of writing statements, in the caller's transaction. Runs of the
same model wait for one another; a second run of the same day gives the same result and takes the first one's place in the log.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import Json

from agencies.choices import Sector
from cases.rules import RULESET
from reports.models import WarningParameter, WarningRun
from reports.warnings import all_models
from reports.warnings.model import EVIDENCE_KEPT, Found, Model, Subject, plain
from supervision.audit.record import record

_LOCK = 0x5741524E  # "WARN"
_OVERLAP = datetime.timedelta(days=1)
"""How far back of the last run a touched-only run reads: a batch that was being stored while it ran is seen by the next."""

_COLUMNS = """key text, subject text, sentence text, "group" text, value float8, usual float8, low float8, high float8, band_low float8,
    band_high float8, n int, p float8, q float8, total int, told text[], agency_id bigint, region_code text, about text"""
_REFRESHED = (
    "subject", "sentence", '"group"', "value", "usual", "low", "high", "band_low", "band_high", "n", "p", "q", "total", "told", "agency_id",
    "region_code", "about",
)  # fmt: skip

_REFRESH = f"""
UPDATE reports_raisedwarning w SET {", ".join(f"{name} = told_now.{name}" for name in _REFRESHED)}, last_seen = %(day)s
  FROM jsonb_to_recordset(%(rows)s) told_now({_COLUMNS}) WHERE w.model = %(model)s AND w.standing AND w.key = told_now.key"""

_INSERT = f"""
INSERT INTO reports_raisedwarning (model, key, {", ".join(_REFRESHED)}, standing, first_seen, last_seen, state, reason)
SELECT %(model)s, told_now.key, {", ".join(f"told_now.{name}" for name in _REFRESHED)}, true, %(day)s, %(day)s, 'open', ''
  FROM jsonb_to_recordset(%(rows)s) told_now({_COLUMNS})
 WHERE NOT EXISTS (SELECT FROM reports_raisedwarning w WHERE w.model = %(model)s AND w.standing AND w.key = told_now.key)"""

_CLOSE = """
UPDATE reports_raisedwarning SET standing = false, gone_on = %(day)s, state = CASE WHEN state = 'open' THEN 'gone' ELSE state END
 WHERE model = %(model)s AND standing AND NOT key = ANY(%(keys)s::text[])"""

_FORGET = """
DELETE FROM reports_warningcase e USING reports_raisedwarning w WHERE w.id = e.warning_id AND w.model = %(model)s AND w.standing"""

_SHOW = f"""
INSERT INTO reports_warningcase (warning_id, no, case_id)
SELECT w.id, one.no, c.id FROM jsonb_to_recordset(%(rows)s) found(key text, cases bigint[])
  JOIN reports_raisedwarning w ON w.model = %(model)s AND w.standing AND w.key = found.key
 CROSS JOIN LATERAL unnest(found.cases) WITH ORDINALITY one(case_id, no) JOIN cases_enforcementcase c ON c.id = one.case_id
 WHERE one.no <= {EVIDENCE_KEPT}"""


def missing_rules(model: Model) -> tuple[str, ...]:
    """The rules a model rests on that the platform does not have yet."""
    return tuple(code for code in model.rules if code not in RULESET.codes)


def is_ready(model: Model) -> bool:
    """Whether the model runs: it has a query, and of the rules it rests on there is at least one."""
    return model.runs and (not model.rules or len(missing_rules(model)) < len(model.rules))


def waiting_for(model: Model) -> str:
    """What a model still waits for, in words; "" for nothing."""
    missing = missing_rules(model)
    told = [f"规则 {'、'.join(missing)}（尚未编入规则集）"] if missing else []
    return "；".join([*told, *([model.waits_for] if model.waits_for else [])])


def parameters_of(model: Model, rows: Iterable[WarningParameter] | None = None) -> dict[str, Decimal]:
    """The parameters in force: as set, else as declared. `rows`: those of all models, when they have been read already."""
    if rows is None:
        rows = WarningParameter.objects.filter(model=model.code)
    as_set = {row.key: row.value for row in rows if row.model == model.code}
    return {one.key: as_set.get(one.key, one.default) for one in model.parameters}


@transaction.atomic
def run(model: Model, *, today: datetime.date, whole: bool = False) -> WarningRun:
    """Compute one model as of a day and write what it finds. `whole`: look at every subject, also where the last run knows that nothing has
    touched it. ValueError for a model without a query."""
    if not model.runs or model.judge is None:
        raise ValueError(f"{model.code} does not run: {model.waits_for}")
    started = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, model.code])
        given = parameters_of(model)
        used = {key: plain(value) for key, value in given.items()}
        last = WarningRun.objects.filter(model=model.code).order_by("-started_at").first()
        everything = whole or not model.touched or last is None or last.parameters != used or last.day > today
        cursor.execute(model.query, _asked(model, given, today, everything, last))
        names = [column.name for column in cursor.description]
        subjects = [_subject(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
        judged = model.judge(subjects, {key: float(value) for key, value in given.items()})
        counts = _write(cursor, model, judged.found, today)
    log, _ = WarningRun.objects.update_or_create(
        model=model.code,
        day=today,
        defaults={
            "started_at": started, "finished_at": timezone.now(), "parameters": used, "groups": [asdict(group) for group in judged.groups],
            "whole": everything, "looked_at": len(subjects), "tested": judged.tested, "too_few": judged.too_few, **counts,
        },
    )  # fmt: skip
    facts = {"model": model.code, "warnings": log.found, "warnings_added": log.new, "warnings_gone": log.gone}
    record("reports.warnings_run", actor=None, target=log, payload=facts)
    return log


def _asked(
    model: Model, given: Mapping[str, Decimal], today: datetime.date, everything: bool, last: WarningRun | None
) -> dict[str, Any]:
    since = last.started_at - _OVERLAP if last else None
    return {**given, "today": today, "everything": everything, "since": since, "model": model.code}


def _subject(row: dict[str, Any]) -> Subject:
    group = row.get("group") or ""
    return Subject(
        key=row["key"],
        label=row["label"],
        agency_id=row["agency_id"],
        region_code=row["region_code"],
        group=str(Sector(group).label) if group in Sector.values else group,
        part=float(row.get("part") or 0),
        base=float(row.get("base") or 0),
        extra=json.loads(row.get("extra") or "{}"),
        cases=row.get("cases") or (),
        total=int(row.get("total") or 0),
        told=row.get("told") or (),
        about=row.get("about") or "",
    )


def _write(cursor: Any, model: Model, found: list[Found], today: datetime.date) -> dict[str, int]:
    """Refresh, add, close, and show the cases; five statements."""
    rows = Json([_row(one) for one in found])
    given = {"model": model.code, "day": today, "rows": rows, "keys": [one.subject.key for one in found]}
    counts = {"found": len(found)}
    for name, statement in (("gone", _CLOSE), ("", _REFRESH), ("new", _INSERT)):
        cursor.execute(statement, given)
        if name:
            counts[name] = cursor.rowcount
    cursor.execute(_FORGET, given)
    cursor.execute(_SHOW, given | {"rows": Json([{"key": one.subject.key, "cases": list(one.subject.cases)} for one in found])})
    return counts


def _row(one: Found) -> dict[str, Any]:
    subject, band = one.subject, one.band or (None, None)
    return {
        "key": subject.key, "subject": subject.label[:500], "sentence": one.sentence, "group": subject.group, "value": one.value,
        "usual": one.usual, "low": one.low, "high": one.high, "band_low": band[0], "band_high": band[1], "n": one.n, "p": one.p, "q": one.q,
        "total": subject.total, "told": [line[:400] for line in subject.told], "agency_id": subject.agency_id,
        "region_code": subject.region_code, "about": subject.about,
    }  # fmt: skip


def run_all(*, today: datetime.date, codes: Iterable[str] = (), whole: bool = False) -> list[WarningRun]:
    """Every model that is ready, or those named, each in a transaction of its own."""
    wanted = set(codes)
    return [
        run(model, today=today, whole=whole) for model in all_models() if is_ready(model) and (not wanted or model.code in wanted)
    ]
