"""落到数据库：每次 migrate 之后，函数、策略、授权都与程序一致。

Runs as the owner of the tables. A policy that says what it should is left alone, so that a start without changes takes no lock.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, models, transaction

from supervision.rowscope import holding
from supervision.rowscope.claim import pads
from supervision.rowscope.functions import FUNCTIONS, KEY
from supervision.rowscope.policies import OpenRows, OwnedRows, declared

POLICY = "row_scope"

_PRESENT = """
    SELECT c.relname, obj_description(p.oid, 'pg_policy') FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname = %s AND c.relrowsecurity AND c.relforcerowsecurity AND c.relnamespace = 'public'::regnamespace"""

_WORKERS_POLICY = "(SELECT row_scope.sees_all())"
"""The worker does the platform's own work on all rows or none: asked once a statement, in no plan's way."""

_GRANTS = """
    GRANT USAGE ON SCHEMA public, row_scope TO {role};
    GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON ALL TABLES IN SCHEMA public TO {role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
    CREATE SCHEMA IF NOT EXISTS staging;
    GRANT USAGE, CREATE ON SCHEMA staging TO {role};
    REVOKE INSERT, UPDATE, DELETE, MAINTAIN ON django_migrations FROM {role};"""

_APPEND_ONLY = "REVOKE UPDATE, DELETE, TRUNCATE, MAINTAIN ON {table} FROM {role};"
_NO_DELETING = "REVOKE DELETE, TRUNCATE ON {table} FROM {role};"

_WORKER_DEEDS = """
    CREATE SCHEMA IF NOT EXISTS worker_deeds;
    REVOKE ALL ON SCHEMA worker_deeds FROM PUBLIC;
    GRANT USAGE ON SCHEMA worker_deeds TO {worker};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA worker_deeds TO {worker};"""
"""Functions that run as the tables' owner and do what no role of the platform may: the worker alone may call them, each asks for itself whether
it may be done."""


def before_migrations(using: str, **kwargs: Any) -> None:
    """Data migrations are the platform's own work: on a database that has the policies already, they hold the system's claim."""
    if connections[using].vendor == "postgresql":
        holding.system_session()


def after_migrations(using: str, **kwargs: Any) -> None:
    """Functions, key, policies, grants."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7150302), current_user")
        if cursor.fetchone()[1] in {settings.DATABASE_APP_ROLE, settings.DATABASE_WORKER_ROLE}:
            return  # emptied between tests by the platform's own role: nothing changed, and it could change nothing
        cursor.execute(FUNCTIONS)
        cursor.execute(KEY, list(pads()))
        cursor.execute(_PRESENT, [POLICY])
        present = dict(cursor.fetchall())
        app, worker = _role(cursor, settings.DATABASE_APP_ROLE), _role(cursor, settings.DATABASE_WORKER_ROLE)
        for model, policy in declared():
            table, using, writing = model._meta.db_table, policy.using(model), policy.writing(model)
            changing = policy.changing(model) if isinstance(policy, OwnedRows) else ""
            for_worker = using if isinstance(policy, OpenRows) else _WORKERS_POLICY
            made = (
                _policies(table, using, writing, app) + _changing(table, changing, app) + _workers(table, for_worker, app, worker)
            )
            digest = hashlib.sha256(made.encode()).hexdigest()
            if present.pop(table, None) != digest:
                cursor.execute(f"{_clear(table)} {made} COMMENT ON POLICY {POLICY} ON {table} IS '{digest}'")
        for table in present:
            cursor.execute(f"{_clear(table)} ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")
        for role in filter(None, (app, worker)):
            _grant(cursor, role)
        if worker:
            cursor.execute(_WORKER_DEEDS.format(worker=worker))


def _clear(table: str) -> str:
    return "".join(f"DROP POLICY IF EXISTS {name} ON {table};" for name in (POLICY, f"{POLICY}_worker", f"{POLICY}_changing"))


def _policies(table: str, using: str, writing: str, app: str) -> str:
    """People's requests (and the owner, should anybody connect as it) see the rows of their claim."""
    people = f"{app}, CURRENT_USER" if app else "PUBLIC"
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY {POLICY} ON {table} TO {people} USING ({using}) WITH CHECK ({writing});"""


def _workers(table: str, condition: str, app: str, worker: str) -> str:
    """The worker sees all rows, or none."""
    made = f" CREATE POLICY {POLICY}_worker ON {table} TO {worker} USING ({condition}) WITH CHECK ({condition});"
    return made if app and worker else ""


def _changing(table: str, condition: str, app: str) -> str:
    """One more condition for people's changes, where reading a row does not mean that it may be changed."""
    people = f"{app}, CURRENT_USER" if app else "PUBLIC"
    made = f" CREATE POLICY {POLICY}_changing ON {table} AS RESTRICTIVE FOR UPDATE TO {people} USING ({condition}) WITH CHECK (true);"
    return made if condition else ""


def _role(cursor: Any, name: str) -> str:
    """The role as SQL writes it; "" where there is none, and the platform runs as the owner, under the same policies."""
    cursor.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [name])
    found = cursor.fetchone()
    return str(found[0]) if found else ""


def _grant(cursor: Any, role: str) -> None:
    """What a role of the platform may do."""
    cursor.execute(_GRANTS.format(role=role))
    for mark, statement in (("append_only", _APPEND_ONLY), ("no_deleting", _NO_DELETING)):
        for model in _marked(mark):
            cursor.execute(statement.format(table=model._meta.db_table, role=role))


def _marked(mark: str) -> list[type[models.Model]]:
    return [model for model in apps.get_models() if getattr(model, mark, False)]
