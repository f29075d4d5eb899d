"""发文字号：每个机关、每个种类、每年从 1 起连续编，不跳不重。

The counter row is locked from the take until the transaction ends: whoever comes next waits, and a rolled-back issue
gives its number back. Take the number as late in the transaction as can be.
"""

from __future__ import annotations

from django.db import connection

from supervision.documents.models import NumberSeries


class NotInTransaction(RuntimeError):
    """A number was asked for outside a transaction, where it could be lost."""


def take_number(*, issuer: str, series: str, year: int) -> int:
    """The next number of a series, from 1. Raises NotInTransaction outside `transaction.atomic`."""
    if not connection.in_atomic_block:
        raise NotInTransaction("取发文字号必须与印发在同一事务内进行。")
    if not issuer or not series or not 1949 <= year <= 9999:
        raise ValueError(f"发文字号的机关、种类、年度不完整：{issuer!r} {series!r} {year!r}")
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS held (issuer, series, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (issuer, series, year) DO UPDATE SET last = held.last + 1 RETURNING last",
            [issuer, series, year],
        )
        return int(cursor.fetchone()[0])


def format_number(mark: str, year: int, number: int) -> str:
    """发文字号 as printed (GB/T 9704-2012, 7.2.5): 长司执监督〔2026〕12号, full year, no leading zero, no 第."""
    if not mark or number < 1:
        raise ValueError(f"发文字号不完整：{mark!r} {number!r}")
    return f"{mark}〔{year}〕{number}号"
