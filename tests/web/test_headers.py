"""安全头：每一个回答都带着，谁问、问什么、答什么都一样。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, path

from supervision.web.edge import HEADERS
from tests.web.matrix import TABLE
from tests.web.test_every_page import address
from tests.web.walking import taken_back
from tests.web.world import World


def policy(response: Any) -> dict[str, list[str]]:
    """The answer's content security policy, directive by directive."""
    parts = [part.split() for part in response.headers["Content-Security-Policy"].split(";")]
    return {part[0]: part[1:] for part in parts if part}


def lacking(response: Any) -> list[str]:
    """What a safe answer would carry and this one does not."""
    found = [name for name in HEADERS if name not in response.headers]
    rules = policy(response) if "Content-Security-Policy" in response.headers else {}
    scripts = rules.get("script-src", rules.get("default-src", ["*"]))
    if {"'unsafe-inline'", "'unsafe-eval'", "*", "data:"} & set(scripts) or rules.get("frame-ancestors") != ["'none'"]:
        found.append("Content-Security-Policy")
    return found


@pytest.mark.django_db
def test_H1_H4_every_answer_of_every_route_carries_the_headers_whoever_asks(world: World) -> None:
    wrong, statuses = [], set()
    for who in ("anonymous", "county_supervisor", "housing_officer", "system_admin"):
        client = Client(raise_request_exception=False)
        if who in world.people:
            client.force_login(world.people[who])
        for row in (row for row in TABLE if row.method in {"GET", "POST"}):
            with taken_back():
                response = getattr(client, row.method.lower())(address(row, world.own))
            statuses.add(response.status_code)
            if missing := lacking(response):
                wrong.append((who, row.name, missing))
            if "no-store" not in response.headers["Cache-Control"]:
                wrong.append((who, row.name, response.headers["Cache-Control"]))
    assert {200, 302, 403, 404, 405, 409, 422} <= statuses
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"path": "/static/js/app.js"}, 200),
        ({"path": "/static/css/app.css"}, 200),
        ({"path": "/static/img/icons.svg"}, 200),
        ({"path": "/static/nothing.js"}, 404),
        ({"path": "/nowhere/"}, 404),
        ({"path": "/cases"}, 301),
        ({"path": "/cases/"}, 302),
        ({"path": "/", "headers": {"Host": "evil.example"}}, 400),
        ({"path": "/sign-in/?q=%00"}, 400),
        ({"path": "/sign-in/"}, 200),
    ],
)
def test_H1_static_files_errors_and_redirects_carry_the_headers_too(asked: dict[str, Any], status: int) -> None:
    response = Client(raise_request_exception=False).get(asked["path"], headers=asked.get("headers"))
    assert (response.status_code, lacking(response)) == (status, [])


@pytest.fixture
def falling_page() -> Iterator[None]:
    """A page with a fault of ours."""

    def fall(request: Any) -> None:
        raise RuntimeError("a fault")

    fall.permission = "public"  # type: ignore[attr-defined]
    patterns = get_resolver().url_patterns
    patterns.append(path("falls/", fall))
    yield
    patterns.pop()


@pytest.mark.django_db
def test_H1_a_fault_of_ours_carries_the_headers_and_tells_nothing(falling_page: None) -> None:
    response = Client(raise_request_exception=False).get("/falls/")
    assert (response.status_code, lacking(response)) == (500, [])
    assert "RuntimeError" not in response.content.decode()


def test_H4_the_policy_lets_no_script_in_but_our_files_and_no_text_become_one() -> None:
    rules = policy(Client().get("/nowhere/"))
    assert rules["script-src"] == ["'self'"]
    assert rules["style-src"] == ["'self'"]
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]
    assert (rules["require-trusted-types-for"], rules["trusted-types"]) == (["'script'"], ["default"])
