"""对外：不连出去，日志里不留人名和号码。

C9 and log hygiene, on the real server: gunicorn with its own configuration, a search, a wrong password, a page that is not there.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from supervision.documents import press
from tests.documents.papers import LETTER

CHECKOUT = Path(__file__).resolve().parents[2]
NAME, NUMBER, PASSWORD, COOKIE = "王小明演示", "430102199001011234", "wrong-password-2026", "session_abc=cookievalue123"


def test_C9_a_connection_to_another_host_is_stopped() -> None:
    for host in ("192.0.2.1", "169.254.169.254", "2001:db8::1"):
        with (
            socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as link,
            pytest.raises(AssertionError, match="left this machine"),
        ):
            link.connect((host, 80))


def test_C9_papers_are_set_from_values_that_name_no_file_and_no_address() -> None:
    """Typst may read below its own templates only, and fetches no package: the engine that sets papers has no network to speak of."""
    source = "".join(path.read_text() for path in press.TEMPLATES.glob("*.typ"))
    assert not re.search(r"@preview|https?://|plugin\(|read\(\s*sys", source)
    assert LETTER.title


@dataclass(frozen=True)
class Site:
    """A running gunicorn and what it says."""

    port: int
    log: Path

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        link.request(method, path, body or None, {"Host": "localhost", **headers})
        answer = link.getresponse()
        return answer.status, answer.read().decode(errors="replace")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("web") / "web.log"
    environment = os.environ | {
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "supervision.settings",
        "WEB_CONCURRENCY": "1",
        "WHITENOISE_USE_FINDERS": "1",
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "supervision.wsgi"], cwd=CHECKOUT, env=environment, stdout=out, stderr=out
        )
    there = Site(port, log)
    for _ in range(300):
        try:
            there.ask("GET", "/nowhere/")
            break
        except OSError:
            time.sleep(0.1)
    yield there
    process.terminate()
    process.wait(20)


def test_no_log_line_holds_a_search_a_body_a_cookie_or_a_referrer(site: Site) -> None:
    query = urlencode({"q": NAME, "party": NUMBER})
    assert site.ask("GET", f"/cases/?{query}", Cookie=COOKIE, Referer=f"http://localhost/cases/?{query}")[0] in {302, 500}
    site.ask(
        "POST",
        "/sign-in/",
        urlencode({"username": NAME, "password": PASSWORD}),
        **{"Content-Type": "application/x-www-form-urlencoded"},
    )
    site.ask("GET", f"/nowhere/?{query}", Authorization="Bearer token-abcdef")
    site.ask("GET", f"/sign-in/?next={quote('/cases/?' + query)}&q=%00")
    site.ask("POST", f"/cases/?{query}", "x=" + NUMBER, **{"Content-Type": "application/json"})
    said = site.log.read_text()
    assert '"GET /cases/"' in said
    assert re.search(r'"GET /nowhere/" 404 \d+ \d+ms [0-9a-f-]{36}', said)
    for secret in (NAME, quote(NAME), NUMBER, PASSWORD, "cookievalue123", "token-abcdef"):
        assert secret not in said, secret


def test_H1_the_real_server_gives_the_headers_and_refuses_what_it_should(site: Site) -> None:
    link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    link.request("GET", "/static/js/app.js", headers={"Host": "localhost"})
    answer = link.getresponse()
    assert (answer.status, answer.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Server"] in {None, "gunicorn"}
    link.close()
    assert site.ask("TRACE", "/")[0] == 405
    assert site.ask("GET", "/" + "a" * 8_000)[0] in {400, 414}
    assert site.ask("GET", "/sign-in/", **{f"X-{number}": "1" for number in range(100)})[0] in {400, 431}
    assert site.ask("GET", "/sign-in/", X="a" * 20_000)[0] in {400, 431}
    assert site.ask("GET", "/sign-in/", Host="evil.example")[0] == 400
