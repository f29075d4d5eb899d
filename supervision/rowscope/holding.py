"""持有凭据：一次事务之内，数据库按它给行。

A claim is set for the transaction only (`SET LOCAL`): COMMIT and ROLLBACK end it, so that no later user of the same connection inherits
it. Between transactions a connection holds no more than that it is ours (`introduce`); commands that run many transactions of their own
hold the system's claim for the life of theirs (`system_session`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from supervision.rowscope.claim import NOBODY, SYSTEM, Claim

SETTING = "row_scope.claim"
REQUEST_SECONDS = 600
SYSTEM_SECONDS = 6 * 3600
SESSION_SECONDS = 7 * 24 * 3600

_SET = "SELECT set_config(%s, %s, %s)"

# A page looks up a dozen names by their keys: in whichever order that is done, weighing all the orders takes longer than doing it.
_SET_FOR_PAGE = f"{_SET}, set_config('join_collapse_limit', '5', true)"


@contextmanager
def holding(claim: Claim, *, seconds: int = REQUEST_SECONDS, of_page: bool = False) -> Iterator[None]:
    """One transaction (or a part of one that is open already) that sees what the claim opens, and nothing more. `of_page`: its statements look
    up few rows, so that the database shall not plan long."""
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = getattr(connection, "held_claim", None) if nested else None
        _put(claim, seconds, _SET_FOR_PAGE if of_page else _SET)
        try:
            yield
        except BaseException:
            connection.held_claim = before  # type: ignore[attr-defined]
            raise  # the rollback to the start of our part gives back what was held
        connection.held_claim = before  # type: ignore[attr-defined]
        if nested and not connection.needs_rollback:
            _restore(before)


@contextmanager
def acting_as_system(why: str, *, reads_only: bool = False) -> Iterator[None]:
    """The platform itself acts, whoever pressed the button: reading or writing past a person's own rows. Say why; a test lists every
    place that does this. `reads_only`: nothing is written inside, so that a page needs no savepoint for it."""
    if not why:
        raise ValueError("acting_as_system needs a reason")
    part = _borrowing if reads_only and connection.in_atomic_block else holding
    with part(SYSTEM, seconds=SYSTEM_SECONDS):
        yield


@contextmanager
def _borrowing(claim: Claim, *, seconds: int) -> Iterator[None]:
    """A few reads of an open transaction under another claim; what was held is given back whatever happens. Where a statement failed,
    nothing more can be read before a rollback, and that gives it back."""
    before = getattr(connection, "held_claim", None)
    _put(claim, seconds)
    try:
        yield
    finally:
        connection.held_claim = before  # type: ignore[attr-defined]
        failed = connection.connection.info.transaction_status == TRANSACTION_STATUS_INERROR
        if not failed and not connection.needs_rollback:
            _restore(before)


def introduce(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Each new connection of this process says that it is ours: what everybody's pages need (who signs in, names of agencies) is there, and
    no row of anybody's."""
    _hold_for_session(connection, NOBODY)


def system_session() -> None:
    """For management commands: everything this process does is the platform's own work, on this and each later connection."""
    connection_created.connect(_of_the_system, dispatch_uid="rowscope.system_session")
    if connection.connection is not None:
        _hold_for_session(connection, SYSTEM)


def _put(claim: Claim, seconds: int, how: str = _SET) -> None:
    connection.held_claim = (claim, seconds)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(how, [SETTING, claim.signed(backend=connection.connection.info.backend_pid, seconds=seconds), True])


def _restore(before: tuple[Claim, int] | None) -> None:
    """Inside a longer transaction the end of our part ends nothing by itself: give back what was held."""
    if before is not None:
        _put(*before)
        return
    with connection.cursor() as cursor:
        cursor.execute(_SET, [SETTING, getattr(connection, "session_claim", ""), True])


def _of_the_system(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    _hold_for_session(connection, SYSTEM)


def _hold_for_session(connection: BaseDatabaseWrapper, claim: Claim) -> None:
    signed = claim.signed(backend=connection.connection.info.backend_pid, seconds=SESSION_SECONDS)
    connection.session_claim = signed  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(_SET, [SETTING, signed, False])
