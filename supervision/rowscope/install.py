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
from supervision.rowscope.policies import declared

POLICY = "row_scope"

_PRESENT = """
    SELECT c.relname, obj_description(p.oid, 'pg_policy') FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname = %s AND c.relrowsecurity AND c.relforcerowsecurity AND c.relnamespace = 'public'::regnamespace"""

_GRANTS = """
    GRANT USAGE ON SCHEMA public, row_scope TO {role};
    GRANT SELECT, INSERT, UPDATE, DELETE, MAINTAIN ON ALL TABLES IN SCHEMA public TO {role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
    CREATE SCHEMA IF NOT EXISTS staging;
    GRANT USAGE, CREATE ON SCHEMA staging TO {role};
    REVOKE INSERT, UPDATE, DELETE, MAINTAIN ON django_migrations FROM {role};"""

_APPEND_ONLY = "REVOKE UPDATE, DELETE, TRUNCATE, MAINTAIN ON {table} FROM {role};"


def before_migrations(using: str, **kwargs: Any) -> None:
    """Data migrations are the platform's own work: on a database that has the policies already, they hold the system's claim."""
    if connections[using].vendor == "postgresql":
        holding.system_session()


def after_migrations(using: str, **kwargs: Any) -> None:
    """Functions, key, policies, grants."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7150302), current_user")
        if cursor.fetchone()[1] == settings.DATABASE_APP_ROLE:
            return  # emptied between tests by the platform's own role: nothing changed, and it could change nothing
        cursor.execute(FUNCTIONS)
        cursor.execute(KEY, list(pads()))
        cursor.execute(_PRESENT, [POLICY])
        present = dict(cursor.fetchall())
        for model, policy in declared():
            table, using, writing = model._meta.db_table, policy.using(model), policy.writing(model)
            digest = hashlib.sha256(f"{using}\n{writing}".encode()).hexdigest()
            if using and present.pop(table, None) != digest:
                cursor.execute(_policy(table, using, writing, digest))
        for table in present:
            cursor.execute(
                f"DROP POLICY {POLICY} ON {table}; ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY"
            )
        _grant(cursor)


def _policy(table: str, using: str, writing: str, digest: str) -> str:
    return f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS {POLICY} ON {table};
        CREATE POLICY {POLICY} ON {table} USING ({using}) WITH CHECK ({writing});
        COMMENT ON POLICY {POLICY} ON {table} IS '{digest}'"""


def _grant(cursor: Any) -> None:
    """What the platform's own role may do. Where there is no such role, the platform runs as the owner, under the same policies."""
    role = settings.DATABASE_APP_ROLE
    cursor.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
    found = cursor.fetchone()
    if found is None:
        return
    cursor.execute(_GRANTS.format(role=found[0]))
    for model in _append_only():
        cursor.execute(_APPEND_ONLY.format(table=model._meta.db_table, role=found[0]))


def _append_only() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if getattr(model, "append_only", False)]
