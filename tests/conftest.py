"""测试公用件：固定的一班人、不清空的基础数据。

The fixed cast stands in `cast.py`. Every test that touches the database runs on the real PostgreSQL.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from celery import Task
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import Client

from supervision.outbox import registry
from supervision.rowscope.command import SystemCommand
from supervision.rowscope.holding import system_session
from supervision.settings import database
from tests.capture import accounting, lay_triggers
from tests.cast import Cast, build_cast

REFERENCE_TABLES = ("cases_sectorparameter", "cases_retentionperiod", "cases_law", "cases_lawarticle")
"""What migrations put there: after each test with real transactions as it was at the beginning."""
KEPT_TABLES = {"django_content_type", "auth_permission", "django_migrations", *REFERENCE_TABLES}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The owner makes the test database; from then on the tests connect as the platform does, as a role that owns nothing. What a test
    writes outside a request is the platform's own work (the system's claim)."""
    place = connection.settings_dict
    owner = place["USER"]
    platform = database(os.environ["DATABASE_URL"])
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA IF NOT EXISTS as_migrated")
            for table in REFERENCE_TABLES:
                cursor.execute(f"DROP TABLE IF EXISTS as_migrated.{table}; {_unbound(table)}")
                cursor.execute(f"CREATE TABLE as_migrated.{table} AS TABLE {table}; {_bound(table)}")
            lay_triggers(cursor)
        connection.close()
        place["USER"], place["PASSWORD"] = platform["USER"], platform["PASSWORD"]
        system_session()
        yield
        connection.close()
        place["USER"] = owner


def _unbound(table: str) -> str:
    """For a moment the policies do not bind the owner."""
    return f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"


def _bound(table: str) -> str:
    return f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"


@pytest.fixture(scope="module")
def as_owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A module whose tests do what only the tables' owner could: triggers set aside, tables made. Policies bind the owner all the same."""
    place = connection.settings_dict
    platform = place["USER"]
    with django_db_blocker.unblock():
        connection.close()
        place["USER"] = settings.OWNER_DATABASE["USER"]
        yield
        connection.close()
        place["USER"] = platform


@pytest.fixture(scope="session", autouse=True)
def _flush_keeps_reference_data_and_may_empty_the_trail() -> Iterator[None]:
    """Between tests with real transactions Django truncates every table; the trail's trigger rightly refuses that. It is told not to
    here, in the test database only. The calendar comes back by `post_migrate`, which Django sends after every flush."""
    ops = type(connection.ops)
    original = ops.sql_flush
    original_execute = ops.execute_sql_flush

    def sql_flush(self: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        kept = [table for table in tables if table not in KEPT_TABLES]
        statements: list[str] = original(self, style, kept, **options)
        restored = [
            f"{_unbound(table)}; DELETE FROM {table}; INSERT INTO {table} SELECT * FROM as_migrated.{table}; {_bound(table)}"
            for table in REFERENCE_TABLES
        ]
        return ["SET LOCAL session_replication_role = replica", *statements, *restored]

    def execute_sql_flush(self: Any, statements: list[str]) -> None:
        """Emptying tables is the owner's."""
        as_owner = {**connection.get_connection_params(), "user": settings.OWNER_DATABASE["USER"]}
        with closing(psycopg2.connect(**as_owner)) as link, link, link.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    ops.sql_flush = sql_flush
    ops.execute_sql_flush = execute_sql_flush
    yield
    ops.sql_flush = original
    ops.execute_sql_flush = original_execute


@pytest.fixture(scope="session", autouse=True)
def _nothing_leaves_this_machine() -> Iterator[None]:
    """C9. Any connection to another host is a fault, whoever makes it: ours, a library, a fetcher of documents."""
    original = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if (
            self.family != socket.AF_UNIX
            and address[0] != "localhost"
            and not ipaddress.ip_address(address[0].partition("%")[0]).is_loopback
        ):
            raise AssertionError(f"a connection to {address} left this machine")
        original(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]
    yield
    socket.socket.connect = original  # type: ignore[method-assign]


def _accounted_but_for_the_outbox(call: Callable[..., Any]) -> Callable[..., Any]:
    """What the outbox's own bells do are jobs, and each of these is accounted for by itself."""
    accounted = accounting(call, lambda one, *_: f"task {one.name}")
    return lambda one, *args, **named: (call if ".outbox." in one.name else accounted)(one, *args, **named)


@pytest.fixture(scope="session", autouse=True)
def _every_request_and_every_job_is_accounted_for() -> Iterator[None]:
    """D1. Whatever a page, a job, a scheduled task or a command changes in a legal table, an event of the same transaction tells of. Kinds of
    job that a test makes up for itself (`test.…`) are no deeds of the platform."""
    answer, handler_of = BaseHandler.get_response, registry.get
    task, command = Task.__call__, SystemCommand.execute
    BaseHandler.get_response = accounting(answer, lambda _, request: f"{request.method} {request.path}")  # type: ignore[method-assign]
    Task.__call__ = _accounted_but_for_the_outbox(task)  # type: ignore[method-assign]
    SystemCommand.execute = accounting(command, lambda one, *_: f"command {type(one).__module__}")  # type: ignore[method-assign]
    registry.get = lambda kind: (
        handler_of(kind) if kind.startswith("test.") else accounting(handler_of(kind), lambda _: f"job {kind}")
    )
    yield
    BaseHandler.get_response = answer  # type: ignore[method-assign]
    Task.__call__, SystemCommand.execute = task, command  # type: ignore[method-assign]
    registry.get = handler_of


@pytest.fixture
def cast(db: None) -> Cast:
    """City, two counties, a township; their agencies; one person for each role."""
    return build_cast()


@pytest.fixture
def sign_in() -> Callable[[Any], Client]:
    """A browser session of one person, without the password page."""

    def start(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return start
