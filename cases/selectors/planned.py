"""预备语句：文字很长、很少变化的查询，每个连接只读懂、规划一次。

A statement of hundreds of kilobytes takes the database longer to read and plan than to run. It is prepared once a connection, and run by
its name until its text changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_NUMBERS = count(1)
_PLANNED: WeakKeyDictionary[Any, dict[str, tuple[str, str]]] = WeakKeyDictionary()
"""Connection → key → (text, name under which it is prepared). Of each key a connection keeps the newest text only."""


def execute_planned(cursor: Any, key: str, text: str, types: Mapping[str, str], values: Mapping[str, Any]) -> None:
    """Run `text` (with %(name)s for each of `types`, name → SQL type, and %% for a percent sign) in one round trip, planned before where
    this connection has run it under this `key` already."""
    connection.ensure_connection()
    planned = _PLANNED.setdefault(connection.connection, {})
    known = planned.pop(
        key, None
    )  # put back when the run succeeded: what failed half-way is prepared again, under a name of its own
    first = ""
    if known is None or known[0] != text:
        forget = f"DEALLOCATE {known[1]}; " if known else ""
        known = text, f"planned_{next(_NUMBERS)}"
        numbered = text % {name: f"${place}" for place, name in enumerate(types, start=1)}
        first = f"{forget}PREPARE {known[1]} ({', '.join(types.values())}) AS {numbered}; ".replace("%", "%%")
    given = ", ".join(f"%({name})s" for name in types)
    cursor.execute(f"{first}SET LOCAL plan_cache_mode = force_generic_plan; EXECUTE {known[1]} ({given})", values)
    planned[key] = known
