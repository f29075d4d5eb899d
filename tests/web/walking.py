"""走一页：谁、怎样、哪一页、谁的东西，得到什么回答。

One request of the walk and its answer as one letter; every request happens in a savepoint that is taken back.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from agencies.identity.clock import SEEN_AT
from agencies.models import User
from supervision.audit.models import AuditEvent
from supervision.web.checks import walk
from supervision.web.fresh import PROVED_AT
from tests.statements import statements_of
from tests.web.people import token_of

LETTERS = {200: "o", 202: "o", 207: "o", 204: "e", 403: "x", 404: "n", 405: "m", 409: "c", 400: "b", 422: "v", 401: "u"}
"""Status → letter. Redirects: `s` to the sign-in page, `r` to anywhere else. Anything else (500) is `!`."""

UNAUTHORISED = frozenset("sxnmu")
"""Answers after which nothing may have changed."""

TOKEN = re.compile(
    rb'(?<=name="csrfmiddlewaretoken" value=")[^"]*|(?<="X-CSRFToken": ")[^"]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
)
"""What is new in every page by design."""

NEW_EACH_TIME = frozenset({"X-Request-ID", "Expires"})


@dataclass(frozen=True)
class Answer:
    """What came back, which tables are different afterwards (the trail and the session left out), and what the trail says of it."""

    letter: str
    status: int
    body: bytes
    headers: dict[str, str]
    wrote: frozenset[str]
    statements: int
    traced: tuple[tuple[str, str], ...]
    """Verb and result of each event that the request left."""

    @property
    def said(self) -> tuple[int, bytes, dict[str, str]]:
        """Everything that whoever asked can tell from the answer."""
        return self.status, self.body, self.headers


class Walker:
    """One person's browser. `originals`: every table's content before anybody did anything."""

    def __init__(self, user: User | None, originals: dict[str, str]) -> None:
        self.originals = originals
        self.client = Client(raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if user is not None and user.is_machine:
            self.headers = {"Authorization": f"Bearer {token_of(user)}", "Idempotency-Key": "走查".encode().hex()}
        if user is not None:
            self.client.force_login(user)
            session, later = self.client.session, int(time.time()) + 6 * 3600
            # However long the walk takes, the person has just moved and just proved who they are.
            session.update({SEEN_AT: later, PROVED_AT: later})
            session.save()
        self.cookies = self.client.cookies.output(header="", sep=";")

    def ask(self, method: str, url: str, data: dict[str, Any] | None = None, **headers: str) -> Answer:
        """One request, taken back afterwards."""
        with taken_back():
            connection.queries_log.clear()  # else every capture copies what the log kept of all requests before
            with CaptureQueriesContext(connection) as captured:
                response = self._send(method, url, data, headers)
                body = b"".join(response.streaming_content) if response.streaming else response.content
            written = written_by(captured)
            wrote = frozenset(table for table in set(written) - LEFT_OUT if content(table) != self.originals[table])
            traced = newest_events(written.count("audit_auditevent"))
        kept = {name: value for name, value in response.headers.items() if name not in NEW_EACH_TIME}
        return Answer(
            letter_of(response), response.status_code, TOKEN.sub(b"", body), kept, wrote, statements_of(captured), traced
        )

    def keep(self, method: str, url: str, data: dict[str, Any] | None = None) -> int:
        """One request whose effect stays; the status."""
        status: int = self._send(method, url, data, {}).status_code
        return status

    def _send(self, method: str, url: str, data: dict[str, Any] | None, headers: dict[str, str]) -> Any:
        self.client.cookies = SimpleCookie(self.cookies)
        send, headers = getattr(self.client, method.lower()), self.headers | headers
        if url.startswith("/api/"):
            return send(
                url, data or {}, **{} if method in {"GET", "HEAD"} else {"content_type": "application/json"}, headers=headers
            )
        return send(url, data or {}, headers=headers) if method in {"GET", "HEAD", "POST"} else send(url, headers=headers)


LEFT_OUT = frozenset({"audit_auditevent", "agencies_signinsession"})
_WRITE = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO)\s+"?([a-z]\w+)"?')


def written_by(captured: CaptureQueriesContext) -> list[str]:
    """The table of each writing statement of a request, in order. What a trigger writes, it writes because of one of these."""
    return [table for query in captured.captured_queries for table in _WRITE.findall(query["sql"].replace("FOR UPDATE", ""))]


def newest_events(count: int) -> tuple[tuple[str, str], ...]:
    """Verb and result of the last events of the trail, oldest first."""
    return tuple(AuditEvent.objects.order_by("-pk").values_list("verb", "result")[:count])[::-1] if count else ()


def letter_of(response: Any) -> str:
    """The answer as the table writes it."""
    if response.status_code == 302:
        return "s" if response["Location"].startswith(reverse(settings.LOGIN_URL)) else "r"
    return LETTERS.get(response.status_code, "!")


@contextmanager
def taken_back() -> Iterator[None]:
    """A savepoint that never stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def writes() -> dict[str, int]:
    """Rows written so far in this transaction, by table, as PostgreSQL itself counts them: an update that changes nothing counts too."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITES)
        return dict(cursor.fetchall())


_WRITES = """
SELECT relname, written FROM (
    SELECT relname, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid)
           AS written
      FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'audit\\_%'
       AND relname <> 'agencies_signinsession') counted
 WHERE written > 0
"""


def last_event() -> int:
    """The newest event of the trail."""
    return AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0


def content(table: str) -> str:
    """What a table holds, as one hash."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(md5(string_agg(one::text, '|' ORDER BY one::text)), '') FROM {table} one")
        found: str = cursor.fetchone()[0]
        return found


def contents() -> dict[str, str]:
    """Every table's content as it is now."""
    return {table: content(table) for table in connection.introspection.table_names()}


def routes() -> dict[str, Any]:
    """Every route of the platform: full name → pattern."""
    return {name: pattern for _path, name, pattern in walk(get_resolver())}
