"""接口报送：业务系统推送的记录，写成本平台模板的文件，走与上传同一条路。

The records of one request become one CSV file under the template's headings, so that a pushed batch is read, checked, corrected, kept and
read back like any other. Records whose fields are the headings of a drawn profile keep them: it reads them as it reads a file. Records are
counted from 0, lines from 1, and the first line holds the headings (`FIRST_LINE`).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from agencies.models import Agency
from cases.choices import BatchState, CaseKind
from cases.columns import MUST_HAVE, TEMPLATES
from cases.models import DrawnProfile, ImportBatch, PushReceipt
from cases.services.batches import receive
from supervision.tabular import Table
from supervision.web.edge import UNREADABLE
from supervision.web.errors import UserError

MOST_RECORDS = 10_000
LONGEST_KEY = 80
PROBLEMS_TOLD = 50


class KeyTaken(UserError):
    """An idempotency key that came before with other content."""

    status = 409


class BadRecords(UserError):
    """Records that are none; `problems`: which and why, each {record, field, message}."""

    def __init__(self, problems: Sequence[Mapping[str, Any]]) -> None:
        what = f"有 {len(problems)} 处不符合数据标准，没有收下任何一条。"
        remedy = "请按 problems 逐处改正后，用同一个幂等键重发。"
        super().__init__(what, where="records", remedy=remedy, problems=problems[:PROBLEMS_TOLD])


@transaction.atomic
def push(*, agency: Agency, kind: CaseKind, records: Sequence[Mapping[str, Any]], key: str, actor: Any) -> ImportBatch:
    """Take in up to 10,000 records of one agency; returns their batch, which waits to be stored, or was.

    The same key with the same content is the same batch, however often it is sent; with other content it is refused (KeyTaken).
    Raises BadRecords, UserError, PermissionDenied; then nothing is kept.
    """
    _check_key(key)
    content = as_file(TEMPLATES[kind], kind, records, drawn=_drawn(agency, kind, records))
    digest = hashlib.sha256(f"{kind}\n".encode() + content).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.push'), hashtext(%s))", [f"{agency.pk}:{key}"])
    before = PushReceipt.objects.filter(agency=agency, key=key).select_related("batch").first()
    if before is not None:
        if before.digest != digest:
            raise KeyTaken(
                "这个幂等键已经用于另一份内容。", where="Idempotency-Key", remedy="新的内容请用新的键；重发请原样发送。"
            )
        if before.batch.state != BatchState.FAILED:
            return before.batch
    batch, _ = receive(content=content, name=f"接口报送-{key}.csv", agency=agency, kind=kind, actor=actor)
    PushReceipt.objects.get_or_create(
        agency=agency, key=key, defaults={"region_code": agency.region_code, "digest": digest, "batch": batch}
    )
    return batch


def _check_key(key: str) -> None:
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable() or " " in key:
        raise UserError(
            f"幂等键应为 1 至 {LONGEST_KEY} 位字母、数字和符号。",
            where="Idempotency-Key",
            remedy="例如用业务系统的批次号或者 UUID。",
        )


def _drawn(agency: Agency, kind: CaseKind, records: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    """The fields of all records, when an active profile of the agency reads them as headings; else none."""
    fields = list(dict.fromkeys(str(name).strip() for record in records for name in record))
    named = set(fields)
    profiles = DrawnProfile.objects.reading_for(agency.pk, kind)
    return fields if any(profile.drawing.needed <= named for profile in profiles) else ()


def as_file(table: Table, kind: CaseKind, records: Sequence[Mapping[str, Any]], *, drawn: Sequence[str] = ()) -> bytes:
    """The records as CSV under the table's labels; only the columns that some record names, and those without which no file is read.
    A field is named by its key or by its label; with `drawn`, by these headings, under which the records then stand. Raises BadRecords."""
    if not records or len(records) > MOST_RECORDS:
        raise UserError(f"一次报送 1 至 {MOST_RECORDS:,} 条记录。", where="records", remedy="多的请分几次发送，各用各的幂等键。")
    keys = {column.key: column.key for column in table.columns} | {column.label: column.key for column in table.columns}
    keys = {heading: heading for heading in drawn} or keys
    problems: list[dict[str, Any]] = []
    rows = [_row(place, record, keys, problems) for place, record in enumerate(records)]
    if problems:
        raise BadRecords(problems)
    used = set(MUST_HAVE[kind]).union(*rows)
    headings = {heading: heading for heading in drawn} or {c.key: c.label for c in table.columns if c.key in used}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings.values())
    writer.writerows([row.get(key, "") for key in headings] for row in rows)
    return text.getvalue().encode()


def _row(place: int, record: Mapping[str, Any], keys: Mapping[str, str], problems: list[dict[str, Any]]) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, value in record.items():
        key = keys.get(name)
        text = _text(value)
        if key is None:
            problems.append({"record": place, "field": name[:60], "message": "数据标准里没有这个字段"})
        elif key in row:
            problems.append({"record": place, "field": name, "message": "同一个字段写了两次（代码和名称各一次）"})
        elif text is None:
            problems.append({"record": place, "field": name, "message": "只能是文字、数字、真假或者它们的列表"})
        elif UNREADABLE.search(text):
            problems.append({"record": place, "field": name, "message": "含有看不见的控制字符"})
        else:
            row[key] = text
    if not any(text.strip() for text in row.values()) and not any(problem["record"] == place for problem in problems[-1:]):
        problems.append({"record": place, "field": "", "message": "没有任何内容"})
    return row


def _text(value: Any) -> str | None:
    """A JSON value as a clerk would write it into a cell; None for what is no value of one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str | int) and not isinstance(item, bool) for item in value):
        return "；".join(map(str, value))
    return None
