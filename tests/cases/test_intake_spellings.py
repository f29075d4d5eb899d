"""SQL 里的读法与 `supervision.tabular.parse` 一致：同一种写法，两处读出同一个值，或者都读不懂。"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection

from supervision.tabular import Column, Kind, Problem, parse

pytestmark = pytest.mark.django_db

DATES = [
    "2026-03-02", "2026/3/2", "2026.3.2", "20260302", "2026年3月2日", "２０２６年３月２日", "2026-03-02 10:20", "2026-03-02T10:20:30", "2026-02-30",
    "2026-13-01", "2026-02-29", "2024-02-29", "26-3-2", "2026-3", "today", "1850-01-01", "46083", "三月", "2026年3-2", "2026-03-02abc",
]  # fmt: skip
AMOUNTS = [
    "5000",
    "5000.5",
    "1,234.50",
    "５０００",
    "￥200",
    "200元",
    "-5",
    "1.234",
    "abc",
    "1e5",
    "",
    "1,23",
    "99999999999999999",
]


def ask(sql: str, *values: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", values)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("text", DATES)
@pytest.mark.parametrize("system", ["", "1900", "1904"])
def test_dates_are_read_alike(text, system):
    wanted = parse(Column("d", "日期", kind=Kind.DATE), text, date_system=system)
    assert ask("intake_date(%s, %s)", text, system) == (None if isinstance(wanted, Problem) else wanted)


@pytest.mark.parametrize("text", AMOUNTS)
def test_sums_are_read_alike(text):
    wanted = parse(Column("m", "金额", kind=Kind.MONEY_YUAN), text)
    assert ask("intake_amount(%s, '元')", text) == (wanted if isinstance(wanted, Decimal) else None)


MOMENTS = [
    "2026-03-02 10:20", "2026-03-02 10:20:30", "2026-03-02T10:20", "2026年3月2日10时20分", "2026年3月2日 10时", "２０２６-03-02　9:05", "2026-03-02",
    "2026-03-02 24:00", "2026-03-02 10:75", "2026-02-30 10:20", "20260302 10:20", "上午十点", "2026-03-02 10:2x",
]  # fmt: skip


@pytest.mark.parametrize("text", MOMENTS)
def test_moments_are_read_alike(text):
    wanted = parse(Column("m", "时刻", kind=Kind.DATETIME), text)
    assert ask("intake_moment(%s, '')", text) == (None if isinstance(wanted, Problem) else wanted)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "三月", "1850-01-01"])
def test_an_unreadable_date_is_explained_alike(text):
    wanted = parse(Column("d", "日期", kind=Kind.DATE), text)
    assert ask("intake_date_fault(%s)", text)[0] == wanted.message


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("听证 2026-01-05~2026-01-20", [("2026-01-05", "2026-01-20", None)]),
        ("听证2026年1月5日至2026年1月20日 已告知", [("2026-01-05", "2026-01-20", True)]),
        (
            "听证 2026-01-05～2026-01-20 未告知; 听证 2026-02-01~",
            [("2026-01-05", "2026-01-20", False), ("2026-02-01", None, None)],
        ),
        ("听证 2026-01-20~2026-01-05", None),
        ("下雨 2026-01-05~2026-01-20", None),
        ("听证 2026-02-30~2026-03-20", None),
        ("听证", None),
    ],
)
def test_spans_are_read_or_refused(text, spans):
    found = ask("""intake_spans(%s, '{"听证": "hearing"}')""", text)
    assert (
        found is None
        if spans is None
        else [(s["from"], s["to"], s["notified"]) for s in __import__("json").loads(str(found))] == spans
    )
