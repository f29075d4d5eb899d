"""导出的文件读回来：一个请求，拿到什么行、什么水印。"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import openpyxl
from django.test import Client

from supervision.audit.models import AuditEvent

Answer = Any


@dataclass(frozen=True)
class Taken:
    """An exported file: its name, its bytes, headings and rows as texts, and what its watermark says."""

    name: str
    content: bytes
    headings: list[str]
    rows: list[list[str]]
    mark: str

    def column(self, heading: str) -> list[str]:
        """One column from top to bottom."""
        place = self.headings.index(heading)
        return [row[place] for row in self.rows]


def take(client: Client, url: str, form: str = "csv") -> Taken:
    """Export a list; the answer must be a file."""
    answer: Any = client.post(url, {"form": form})
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert answer["Cache-Control"] == "no-store, private"
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment")
    content = b"".join(answer.streaming_content)
    read = _csv if form == "csv" else _xlsx
    lines, mark = read(content)
    return Taken(unquote(disposition.partition("''")[2]), content, lines[0], lines[1:], mark)


def _csv(content: bytes) -> tuple[list[list[str]], str]:
    first, *lines, last = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert {len(line) for line in (first, last, *lines)} == {len(first)}, "every line is as wide as the others"
    return lines, f"{first[0]}\n{last[0]}"


def _xlsx(content: bytes) -> tuple[list[list[str]], str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    data, guard = book.worksheets
    assert guard.title == "保密提示"
    assert {cell.data_type for row in data.iter_rows() for cell in row} <= {"s", "n", "d"}, "no formula"
    lines = [["" if cell.value is None else str(cell.value) for cell in row] for row in data.iter_rows()]
    return lines, "\n".join(str(row[0].value) for row in guard.iter_rows())


def events() -> list[AuditEvent]:
    """The exports in the trail, oldest first."""
    return list(AuditEvent.objects.filter(verb="web.list_exported").order_by("pk"))
