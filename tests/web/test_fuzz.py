"""乱填：每个地址、每个表单、每个参数，给的都不是该给的；回答总是有话说的页面，从不是 500。

C2. Every route gets every hostile value in every parameter that any page knows, first all at once, then one by one in a form that is
otherwise complete; the value is either kept exactly or refused. One savepoint a request, so that nothing stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.web.deeds import DEEDS, Deed
from tests.web.matrix import TABLE, Row
from tests.web.test_every_page import address
from tests.web.walking import taken_back
from tests.web.world import World

pytestmark = pytest.mark.django_db

MEGABYTE = "长" * 350_000
"""A little more than a megabyte as UTF-8."""

VALUES = (
    "", " ", "\x00", "a\x00b", "\x01\x02\x1b[31m", "\x7f\x85", "\ud800", "\udfff\ud800", "\ufeff", "\ufffe\uffff", "\u202etxt.exe\u202c",
    "\u200b\u200d\u2060", "１２３", "٣", "²", "é e\u0301", "㮾𠮷\U0002ebf0", "👩‍👩‍👧‍👦", "-1", "0", "1", "-0", "1e309", "NaN", "inf", "-inf", "0x1F", "1_000",
    "32768", "2147483648", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 5_000, "0000-01-01", "0001-01-01", "9999-12-31",
    "10000-01-01", "2026-02-30", "2026-13", "0000", "9999", "~", "2026-01-01~9" + "9" * 30, "0001-01-01T00:00:00+23:59~1", "x~1", "~1",
    "1~" + "9" * 5_000, "1~99999999999999999999",
    "\x00~1", "3~²", "' OR 1=1 --", "%s %(x)s {0} {x.__class__}", "{{ 7*7 }}{% load x %}", "<script>alert(1)</script>", "../../etc/passwd",
    "//evil.example/", "https://evil.example", "javascript:alert(1)", "\r\nSet-Cookie: a=b", "a&b=c;d#e?f", "[]", "{}", '{"a":1}', "null",
    "True", "__class__", "pk__gt", "a" * 300, MEGABYTE,
)  # fmt: skip

FORM = "application/x-www-form-urlencoded"
NAMES = (
    "q", "state", "kind", "agency", "region", "rule", "severity", "batch", "year", "after", "before", "finding", "ids", "action", "words",
    "text", "scope", "next", "in", "late", "problem_type", "method", "title", "summary", "duties", "opening", "closing", "period",
    "period_amount", "period_unit", "period_basis", "then", "amount", "unit", "reason", "verdict", "granted", "note", "version", "left",
    "right", "p-0-0", "p-²-0", "form", "username", "password", "file", "back", "following", "rows", "sector", "tier", "source", "officer",
    "certificate", "status", "result", "page", "number", "code", "party", "since", "until", "from", "to", "answer", "measures",
)  # fmt: skip


@pytest.fixture(scope="module")
def people(world: World) -> Callable[[str], Client]:
    """A browser for each person who gets furthest on some route."""
    made: dict[str, Client] = {}

    def of(who: str) -> Client:
        if who not in made:
            made[who] = Client(raise_request_exception=False)
            if who in world.people:
                made[who].force_login(world.people[who])
        return made[who]

    return of


def able(row: Row) -> str:
    """Who gets furthest: sees the page, else is answered in words."""
    return next(
        (who for letters in ("oe", "rvcb", "m") for who, cell in row.cells.items() if cell.get("K", cell.get("-")) in letters),
        "city_supervisor",
    )


def round_of_values(turn: int) -> dict[str, list[str]]:
    """Each name with a value that moves on with every turn; every third name twice."""
    given = {name: [VALUES[(turn + 7 * place) % len(VALUES)]] for place, name in enumerate(NAMES)}
    for place, name in enumerate(NAMES[::3]):
        given[name].append(VALUES[(turn + 3 * place + 1) % len(VALUES)])
    return {
        name: ["长" * 3_000 if value is MEGABYTE and name != NAMES[turn % len(NAMES)] else value for value in values]
        for name, values in given.items()
    }


def encoded(given: dict[str, list[str]]) -> str:
    """As a browser would send it; what is no text (a lone surrogate) goes out as the bytes it would be."""
    return "&".join(
        f"{quote(name)}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, values in given.items() for value in values
    )


def sent(client: Client, method: str, url: str, body: str, kind: str = FORM) -> int:
    """The status of one request whose effects are taken back."""
    with taken_back():
        response = (
            client.get(f"{url}?{body}") if method == "GET" else client.generic("POST", url, body.encode(), content_type=kind)
        )
        if response.streaming:
            b"".join(response.streaming_content)
        return int(response.status_code)


PAGES = [
    row for row in TABLE
    if row.method in {"GET", "POST"} and any(cell.get("K", cell.get("-")) in set("oervcb") for cell in row.cells.values())
]  # fmt: skip


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_C2_no_value_in_any_parameter_of_any_page_is_a_fault_of_ours(row: Row, world: World, people: Any) -> None:
    client, url = people(able(row)), address(row, world.own)
    broken = []
    for turn in range(len(VALUES)):
        given = round_of_values(turn)
        if row.method == "GET":  # an address is shorter than a body
            given = {name: [value[:300] for value in values] for name, values in given.items()}
        if sent(client, row.method, url, encoded(given)) >= 500:
            broken.append(turn)
    assert broken == []


@pytest.mark.parametrize("row", [row for row in PAGES if row.method == "GET"], ids=lambda row: row.name)
def test_C2_no_single_parameter_of_an_address_is_a_fault_of_ours(row: Row, world: World, people: Any) -> None:
    client, url = people(able(row)), address(row, world.own)
    with taken_back():
        shown = client.get(url)
        body = b"" if shown.streaming else shown.content
    names = sorted(
        {
            *(name for name in NAMES if f'name="{name}"'.encode() in body),
            "after",
            "before",
            "finding",
            "ids",
            "year",
            "rows",
            "left",
        }
    )
    broken = []
    for turn, value in enumerate(VALUES):
        for name in (names[turn % len(names)], names[(turn * 5 + 3) % len(names)]):
            if sent(client, "GET", url, encoded({name: [value[:6_000]]})) >= 500:
                broken.append((name, value[:30]))
    assert broken == []


@pytest.mark.parametrize("deed", [deed for deed in DEEDS if deed.who.get("K")], ids=lambda deed: deed.name)
def test_C2_no_single_field_of_a_complete_form_is_a_fault_of_ours(deed: Deed, world: World, people: Any) -> None:
    client, url, whole = people(min(deed.who["K"])), address(deed, world.own), deed.form(world.own)
    plain = {name: [str(value)] for name, value in whole.items() if not hasattr(value, "read")}
    broken = []
    for name in [*whole, "words", "text"]:
        for value in VALUES:
            if sent(client, "POST", url, encoded(plain | {name: [value]})) >= 500:
                broken.append((name, value[:30]))
    assert broken == []


HOSTILE_NAMES = (
    "",
    " ",
    ".",
    "..",
    "../../x.csv",
    "a\x00.csv",
    "x" * 400 + ".csv",
    "\u202evsc.exe",
    "con.csv",
    "a/b\\c.csv",
    "😀.csv",
    "a\r\nb.csv",
    ".csv",
    "a.csv.exe",
)


@pytest.mark.parametrize(
    "deed",
    [
        deed
        for deed in DEEDS
        if deed.who.get("K") and deed.route in {"cases:upload", "notices:attach_evidence", "agencies:calendar"}
    ],
    ids=lambda deed: deed.route,
)
def test_C2_no_file_name_nor_content_is_a_fault_of_ours(deed: Deed, world: World, people: Any) -> None:
    client, url = people(min(deed.who["K"])), address(deed, world.own)
    broken = []
    for name in HOSTILE_NAMES:
        for content in (
            b"",
            b"\x00",
            b"\xff" * 64,
            "当事人\n\x00甲\n".encode(),
            b"PK\x03\x04",
            b"a,b\n" * 10,
            "日期,是否工作日,名称\n9999-99-99,是,\ud800".encode(errors="replace"),
        ):
            with taken_back():
                form = deed.form(world.own) | {"file": SimpleUploadedFile("x", content)}
                form["file"]._name = name
                if client.post(url, form).status_code >= 500:
                    broken.append((name, content[:20]))
    assert broken == []


PATHS = (
    "0",
    "9223372036854775808",
    "9" * 30,
    "9" * 5_000,
    "%00",
    "1%00",
    "%ED%A0%80",
    "-1",
    "1.0",
    "%E2%80%AE",
    "..%2f..%2fetc",
    "٣",
    "²",
    "%ff",
    "P-30%00",
    "P-30%0a",
)


@pytest.mark.parametrize("part", PATHS, ids=range(len(PATHS)))
def test_C2_no_address_is_a_fault_of_ours(part: str, world: World, people: Any) -> None:
    broken = []
    for row in PAGES:
        keys = row.address(world.own)
        url = reverse(row.route, kwargs=keys)
        for value in {str(value) for value in keys.values()}:
            tried = url.replace(f"/{value}", f"/{part}")
            if sent(people(able(row)), row.method, tried, "") >= 500:
                broken.append(tried[:60])
    assert broken == []


BODIES = (
    ("application/json", '{"a": "\\ud800"}'), ("text/plain", "x"), ("multipart/form-data", "x"), ("multipart/form-data; boundary=b", "--b\r\n"),
    ("multipart/form-data; boundary=" + "b" * 300, "--b\r\n\r\n"),
    ("multipart/form-data; boundary=b", '--b\r\nContent-Disposition: form-data; name="words"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!\r\n--b--'),
    ("multipart/form-data; boundary=b; charset=utf-7", '--b\r\nContent-Disposition: form-data; name="words"\r\n\r\n+2AA-\r\n--b--\r\n'),
    ("multipart/form-data; boundary=b; charset=rot13", '--b\r\nContent-Disposition: form-data; name="words"\r\n\r\nx\r\n--b--\r\n'),
    ("multipart/form-data; boundary=b; charset=unicode-escape", '--b\r\nContent-Disposition: form-data; name="words"\r\n\r\n\\ud800\r\n--b--\r\n'),
    ("application/x-www-form-urlencoded; charset=utf-16", "words=x"),     ("application/x-www-form-urlencoded", "&".join(f"a{place}=1" for place in range(2_000))),
    ("application/x-www-form-urlencoded", "words=" + "x" * 11_000_000),
    ("", ""),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "body"), BODIES, ids=range(len(BODIES)))
def test_C2_no_body_is_a_fault_of_ours(kind: str, body: str, world: World, people: Any) -> None:
    broken = [
        row.name for row in PAGES if row.method == "POST"
        and sent(people(able(row)), "POST", address(row, world.own), body, kind.encode("ascii", "replace").decode()) >= 500
    ]  # fmt: skip
    assert broken == []
