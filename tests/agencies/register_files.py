"""登记簿的测试材料：造一份文件，看预览，确认，读回来。"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse


def as_file(headings: Sequence[str], *rows: dict[str, str], name: str = "登记.csv") -> SimpleUploadedFile:
    """A CSV file with these columns."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"))


def look(client: Client, route: str, file: SimpleUploadedFile) -> Any:
    """The preview of a file; `page.text` is what a reader sees, `page.token` what the confirm button sends ("" without one)."""
    page: Any = client.post(reverse(route), {"file": file})
    source = page.content.decode()
    page.text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", source)).split())
    page.token = "".join(re.findall(r'name="look" value="([^"]*)"', source))
    return page


def figures(page: Any) -> list[int]:
    """Rows added, changed, unchanged, refused, as the preview counts them."""
    found = re.search(r"新增 (\S+) 变更 (\S+) 未变 (\S+) 不能登记 (\S+)", page.text)
    assert found, page.text[:3000]
    return [int(figure.replace(",", "")) for figure in found.groups()]


def confirm(client: Client, route: str, page: Any) -> Any:
    """Press the button of a preview."""
    assert page.token, page.text[:3000]
    return client.post(reverse(route), {"look": page.token}, follow=True)
