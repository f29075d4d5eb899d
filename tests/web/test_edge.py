"""边界：来路不明的请求进不来，太大的不读，太慢的停下，地址只听声明过的代理，部署设置一处不松。"""

from __future__ import annotations

import io
import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from agencies.views import account
from supervision.web.edge import EdgeMiddleware, networks

CHECKOUT = Path(__file__).resolve().parents[2]


# --- H2: doors that are shut


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "X" * 300])
def test_H2_no_method_but_the_usual_ones(method: str, cast: Any, sign_in: Any) -> None:
    for client in (Client(), sign_in(cast.county_supervisor)):
        assert client.generic(method, "/").status_code == 405
        assert b"Cookie" not in client.generic(method, "/", headers={"X-Secret": "s3cret"}).content


def test_H2_debug_is_off_and_no_schema_console_or_metrics_is_there() -> None:
    assert not project.DEBUG
    for address in (
        "/schema/",
        "/api/schema/",
        "/api/docs/",
        "/admin/",
        "/metrics",
        "/__debug__/",
        "/.git/config",
        "/.env",
        "/media/",
        "/files/",
        "/static/../manage.py",
    ):
        assert Client().get(address).status_code == 404, address


# --- limits of a request


@pytest.mark.django_db
def test_a_body_that_is_too_large_is_refused_before_it_is_read(cast: Any, sign_in: Any) -> None:
    class Unreadable(io.BytesIO):
        def read(self, *size: Any) -> bytes:
            raise AssertionError("the body was read")

    person = sign_in(cast.housing_officer)
    for client, path_, size, status in (
        (Client(), "/sign-in/", 2 * 2**20, 413),
        (Client(), "/batches/new/", 2 * 2**20, 413),
        (person, "/me/", 20 * 2**20, 413),
        (person, "/batches/new/", 250 * 2**20, 413),
    ):
        answer = client.generic(
            "POST",
            path_,
            b"",
            CONTENT_LENGTH=str(size),
            content_type="multipart/form-data; boundary=b",
            **{"wsgi.input": Unreadable()},
        )
        assert answer.status_code == status, path_
        assert "请拆成几个" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_H7_a_statement_that_takes_too_long_is_stopped_and_the_person_is_told(
    cast: Any, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(self: Any, **kwargs: Any) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '50ms'")
            cursor.execute("SELECT pg_sleep(30)")

    client = sign_in(cast.county_supervisor)
    monkeypatch.setattr(account.Me, "get_context_data", slow)
    response = client.get("/me/")
    assert response.status_code == 503
    assert "用时太长" in response.content.decode()
    assert "缩小范围" in response.content.decode()


def test_H7_pages_have_a_statement_timeout_and_jobs_have_none() -> None:
    program = (
        "import runpy; from supervision.embedded import ensure; {}; import django; django.setup();"
        "from django.db import connection as c; k = c.cursor(); k.execute('show statement_timeout'); print(k.fetchone()[0])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "supervision.settings"}
    for before, timeout in (("runpy.run_path('gunicorn.conf.py')", "20s"), ("pass", "0")):
        done = subprocess.run(
            [sys.executable, "-c", program.format(before)],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == timeout


# --- whose address it is


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "10.1.1.1", "203.0.113.9"),
        ("203.0.113.9", "127.0.0.1, 10.9.0.1", "203.0.113.9"),
        ("10.9.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.9.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("10.9.0.1", "1.2.3.4, 203.0.113.9, 10.9.0.7", "203.0.113.9"),
        ("10.9.0.1", "nonsense", "10.9.0.1"),
        ("10.9.0.1", "1.2.3.4, nonsense", "10.9.0.1"),
        ("10.9.0.1", "", "10.9.0.1"),
        ("10.9.0.1", "203.0.113.9:4711", "10.9.0.1"),
        ("10.9.0.1", "::1", "::1"),
        ("", "1.2.3.4", ""),
    ],
)
def test_B2_only_a_declared_proxy_speaks_for_somebody_else(settings: Any, peer: str, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = ["10.9.0.0/29"]
    request = RequestFactory().get(
        "/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https", "Forwarded": "for=1.1.1.1"}
    )
    EdgeMiddleware(lambda _: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address
    assert ("HTTP_X_FORWARDED_PROTO" in request.META) == peer.startswith("10.9.")


def test_a_proxy_that_is_no_address_stops_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES"):
        networks(["proxy.example"])


# --- H1: as deployed


def as_deployed(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A python program with the settings of an installation behind TLS."""
    set_by_the_browsers_tests = "DJANGO_ALLOW_ASYNC_UNSAFE"
    inherited = {name: value for name, value in os.environ.items() if name != set_by_the_browsers_tests}
    given = inherited | {
        "DJANGO_SETTINGS_MODULE": "supervision.settings", "SECRET_KEY": secrets.token_urlsafe(64), "HTTPS": "1", "DEBUG": "0", "DEMO": "0",
        "ALLOWED_HOSTS": "platform.example",
    } | environment  # fmt: skip
    return subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, env=given, capture_output=True, text=True, check=False)


def test_H1_check_deploy_has_no_warning() -> None:
    done = as_deployed(
        "import django; django.setup(); from django.core.management import call_command; call_command('check', deploy=True, fail_level='DEBUG')"
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (2 silenced)" in done.stdout + done.stderr  # the two that settings.py names, each with its reason


def test_H1_behind_tls_cookies_are_bound_to_the_host_and_the_browser_is_told_to_stay_with_tls() -> None:
    done = as_deployed(
        "import django; django.setup(); from django.conf import settings as s; from django.test import Client;"
        "print(s.SESSION_COOKIE_NAME[:7], s.CSRF_COOKIE_NAME[:7], s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY);"
        "c = Client(headers={'Host': 'platform.example'});"
        "print(c.get('/nowhere/', secure=True).headers['Strict-Transport-Security']); r = c.get('/nowhere/');"
        "print(r.status_code, r.headers['Location'], 'Content-Security-Policy' in r.headers);"
        "b = Client(headers={'Host': 'evil.example'}, raise_request_exception=False).get('/', secure=True);"
        "print(b.status_code, 'Strict-Transport-Security' in b.headers)"
    )
    assert done.stdout.splitlines() == [
        "__Host- __Host- True True True", "max-age=31536000; includeSubDomains; preload", "301 https://platform.example/nowhere/ True", "400 True",
    ], done.stderr  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REDIS_URL", "http://169.254.169.254/"), ("DATABASE_URL", "mysql://x/y"), ("CSRF_TRUSTED_ORIGINS", "https://a.example/path"),
        ("CSRF_TRUSTED_ORIGINS", "javascript:alert(1)"), ("TRUSTED_PROXIES", "proxy.example"), ("BEHIND_TLS_PROXY", "1"), ("STATEMENT_TIMEOUT", "-1"),
        ("CLAMD", "http://evil.example"), ("DEBUG", "perhaps"),
    ],
)  # fmt: skip
def test_C9_a_setting_that_is_not_what_it_should_be_stops_the_start(name: str, value: str) -> None:
    done = as_deployed("import django; django.setup(); from supervision.wsgi import application", **{name: value})
    assert done.returncode != 0
    assert name in done.stderr
