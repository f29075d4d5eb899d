"""预备语句：文字很长、很少变化的查询，每个连接只读懂、规划一次。

A statement of hundreds of kilobytes takes the database longer to read and plan than to run, and so does one that asks a small queue through a
dozen joins. It is prepared once a connection, and run by its name until its text changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

MOST = 100
"""Statements that a connection keeps prepared, those run least recently given up first."""

_ONE_PLAN = "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL join_collapse_limit = 8; "

_NUMBERS = count(1)
_PLANNED: WeakKeyDictionary[Any, OrderedDict[Hashable, tuple[str, str]]] = WeakKeyDictionary()
"""Connection → key → (text, name under which it is prepared). Of each key a connection keeps the newest text only."""


def execute_planned(
    cursor: Any, key: str, text: str, types: Mapping[str, str], values: Mapping[str, Any], *, one_plan: bool = False
) -> None:
    """Run `text` (with %(name)s for each of `types`, name → SQL type, and %% for a percent sign) in one round trip, planned before where
    this connection has run it under this `key` already. `one_plan`: made once for whatever values, from the first run on, and with care; this
    holds to the end of the transaction."""
    connection.ensure_connection()
    numbered = {name: f"${place}" for place, name in enumerate(types, start=1)}
    given = ", ".join(f"%({name})s" for name in types)
    with prepared(connection, key, text, numbered, list(types.values())) as (first, name):
        mode = _ONE_PLAN if one_plan else ""
        cursor.execute(f"{first}{mode}EXECUTE {name} ({given})", values)


@contextmanager
def prepared(
    on: BaseDatabaseWrapper, key: Hashable, text: str, places: Mapping[str, str] | tuple[str, ...], types: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """What is to be run first, in the same round trip ("" where the connection knows the statement), and the statement's name.

    `places` are what stands for the values in `text` ($1, $2 …), `types` their SQL types ("unknown" where the database shall find out). Whatever
    fails inside is prepared again next time, under a name of its own: nobody knows how far it came.
    """
    kept = _PLANNED.setdefault(on.connection, OrderedDict())
    known, first = kept.pop(key, None), ""
    if known is None or known[0] != text:
        forgotten = [known[1]] if known else []
        while len(kept) >= MOST:
            forgotten.append(kept.popitem(last=False)[1][1])
        known = text, f"planned_{next(_NUMBERS)}"
        away = "".join(f"DEALLOCATE {name}; " for name in forgotten)
        first = f"{away}PREPARE {known[1]} ({', '.join(types)}) AS {text % places}; ".replace("%", "%%")
    yield first, known[1]
    kept[key] = known
