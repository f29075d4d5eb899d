"""问一页：以某人的身份请求一个地址，记下用了多久、几条语句。

Through Django's own test client, in this process: middleware, session, view and template run as in production, gunicorn, the network and
the browser do not. Statements include the session's and the person's own.
"""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.identity.clock import SEEN_AT
from agencies.identity.factor import FACTOR, VERIFIED
from agencies.models import User
from reports.bench.figure import Missing
from supervision.web.fresh import PROVED_AT

NOBODY = ""
"""The user name of a visitor without an account."""


class Asker:
    """One signed-in person (or a visitor) at the database in use when it was made."""

    def __init__(self, username: str) -> None:
        settings.RATE_LIMITS = False  # a measurement asks more often than any person does
        self.username = username
        self._client = Client()
        if username:
            self._client.force_login(User.objects.get(username=username))
            session, later = self._client.session, int(time.time()) + 6 * 3600
            # What a page costs is asked of somebody who is all the way in, and has just moved however long the measuring takes.
            session.update({FACTOR: VERIFIED, SEEN_AT: later, PROVED_AT: later})
            session.save()

    @property
    def cookie(self) -> str:
        """The session, as a browser sends it."""
        return f"{settings.SESSION_COOKIE_NAME}={self._client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def status(self, url: str) -> int:
        """The answer's status."""
        return self._get(url)

    def milliseconds(self, url: str) -> float:
        """How long the answer takes, its body included."""
        started = time.perf_counter()
        self._get(url)
        return (time.perf_counter() - started) * 1000

    def post_milliseconds(self, url: str, data: dict[str, str]) -> float:
        """How long a deed takes, the answer's body included."""
        started = time.perf_counter()
        self._post(url, data)
        return (time.perf_counter() - started) * 1000

    def posted_statements(self, url: str, data: dict[str, str]) -> list[str]:
        """The SQL of a deed."""
        with CaptureQueriesContext(connection) as captured:
            self._post(url, data)
        return [query["sql"] for query in captured.captured_queries]

    def statements(self, url: str) -> list[str]:
        """The SQL of one answer."""
        return [sql for _seconds, sql in self.timed_statements(url)]

    def timed_statements(self, url: str) -> list[tuple[float, str]]:
        """The SQL of one answer, each statement with its milliseconds; the transaction's own brackets left out."""
        with CaptureQueriesContext(connection) as captured:
            self._get(url)
        return [
            (float(query["time"]) * 1000, query["sql"])
            for query in captured.captured_queries
            if query["sql"] not in {"BEGIN", "COMMIT"}
        ]

    def _post(self, url: str, data: dict[str, str]) -> None:
        response = self._client.post(url, data, secure=True)
        self._client.cookies.pop("messages", None)  # what it says is read on the page that follows, which nobody asks for here
        if self._read(response) not in {HTTPStatus.OK, HTTPStatus.FOUND}:
            raise Missing(f"{url} 没有办成：{response.status_code}")

    def _get(self, url: str) -> int:
        return self._read(self._client.get(url, secure=True))

    def _read(self, response: Any) -> int:
        """Take in the whole answer; its status."""
        if response.streaming:
            for _ in response:
                pass
        response.close()
        return int(response.status_code)
