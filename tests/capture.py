"""逐行记账：数据库自己记下每次请求、每件后台待办改了哪些表，与同一事务的留痕对账（D1）。

A trigger on every legal table and on the trail notes (table, transaction) while a request or a job of the platform is under way; at its end
each transaction that changed a legal row must hold an event other than that somebody was turned away. What a test itself writes while it prepares is not noted.
The whole suite runs with this on: a page that changes something without a trace fails every test that goes there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

LEGAL_APPS = ("agencies", "cases", "leads", "appraisals", "notices", "reports")
UNTRACED = {
    "agencies_signinsession": "the session itself; signing in and out are events",
    "cases_enterprise": "counted again from the cases at will",
    "cases_casecheck": "what the rules say is computed again at will",
    **dict.fromkeys(
        ("reports_caserollup", "reports_activitymonth", "reports_qualitymonth", "reports_qualitycause"),
        "sums, computed from the cases",
    ),
}
BESIDE = {"agencies_user": "last_login", "agencies_apitoken": "last_used_on", "cases_enforcementcase": "search"}
"""Table → the column in which it says when somebody last came, or which words a search finds it by. A change of that alone is none."""
TRAIL = "audit_auditevent"

_NOTEBOOK = """
CREATE UNLOGGED TABLE IF NOT EXISTS as_migrated.changes (
    id bigserial PRIMARY KEY, place text, xid xid8 DEFAULT pg_current_xact_id(), pid int DEFAULT pg_backend_pid());
CREATE INDEX IF NOT EXISTS changes_of ON as_migrated.changes (pid, id);
CREATE OR REPLACE FUNCTION as_migrated.note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_TABLE_NAME = 'audit_auditevent' THEN
        IF NEW.verb IN ('web.denied', 'web.form_refused', 'web.token_refused', 'web.throttled') THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP = 'UPDATE' AND TG_NARGS > 0 AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0] THEN
        RETURN NULL;
    END IF;
    INSERT INTO as_migrated.changes (place) VALUES (TG_TABLE_NAME);
    RETURN NULL;
END $$;
GRANT USAGE ON SCHEMA as_migrated TO PUBLIC;
GRANT SELECT ON as_migrated.changes TO PUBLIC;
"""
_TRIGGER = """
CREATE OR REPLACE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON "{table}" FOR EACH ROW
    WHEN (current_setting('capture.noting', true) = 'on') EXECUTE FUNCTION as_migrated.note_change({beside})"""
_ON = """
SELECT set_config('capture.noting', 'on', false), coalesce((SELECT max(id) FROM as_migrated.changes WHERE pid = pg_backend_pid()), 0)"""
_OFF = """
SELECT set_config('capture.noting', 'off', false);
SELECT array_agg(DISTINCT place ORDER BY place) FILTER (WHERE place <> 'audit_auditevent'), bool_or(place = 'audit_auditevent')
FROM as_migrated.changes WHERE pid = pg_backend_pid() AND id > %s GROUP BY xid"""


class Untraced(AssertionError):
    """A legal row was changed, and nothing in its transaction says who did what."""


def legal_tables() -> list[str]:
    """Tables whose every change must be traced."""
    return [
        model._meta.db_table
        for label in LEGAL_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.db_table not in UNTRACED
    ]


def lay_triggers(cursor: Any) -> None:
    """Once for the test database, as the tables' owner."""
    cursor.execute(_NOTEBOOK)
    for table in [*legal_tables(), TRAIL]:
        cursor.execute(_TRIGGER.format(table=table, beside=f"'{BESIDE[table]}'" if table in BESIDE else ""))


@contextmanager
def accounted(doing: str) -> Iterator[None]:
    """What is done inside must be traced where it changes anything legal. Raises Untraced at the end."""
    connection.ensure_connection()
    before = _ask(_ON)
    try:
        yield
    finally:
        found = _ask(_OFF, [before[0][1]]) if before else []
    for tables, traced in found:
        if tables and not traced:
            raise Untraced(f"{doing} changed {', '.join(tables)} and left no event")


def accounting(original: Callable[..., Any], doing: Callable[..., str]) -> Callable[..., Any]:
    """The same function, accounted for."""

    def run(*args: Any, **named: Any) -> Any:
        with accounted(doing(*args)):
            return original(*args, **named)

    return run


def _ask(sql: str, given: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """Past Django's cursor: tests that count statements do not count these. Nothing is asked where nothing can be."""
    link = connection.connection
    if link is None or link.closed or link.info.transaction_status == TRANSACTION_STATUS_INERROR:
        return []
    with link.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
