"""语句数：一个请求花了几条语句。

Inside a test's own transaction two things show that a served request does not have: savepoints instead of BEGIN, and the row-scope claim
given back at the end instead of ending with COMMIT.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

CLAIM = "row_scope.claim"


def statements_of(captured: CaptureQueriesContext) -> int:
    """How many statements a served request would have cost; its one claim counts."""
    return len(texts_of(captured))


def texts_of(captured: CaptureQueriesContext) -> list[str]:
    """Their SQL."""
    kept: list[str] = []
    for query in captured.captured_queries:
        sql = query["sql"]
        given_back = CLAIM in sql and any(CLAIM in earlier for earlier in kept)
        if "SAVEPOINT" not in sql and not given_back:
            kept.append(sql)
    return kept


def statements(client: Client, url: str, **headers: Any) -> int:
    """What a page costs; it must open."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, **headers).status_code == 200
    return statements_of(captured)
