"""法规文本的测试材料：虚构的一部法规，造文本，看预览，确认。"""

from __future__ import annotations

import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

ARTICLES = {
    "第一条": "为了演示，制定本办法。",
    "第二条": "本办法所称演示，是指虚构的事项。\n前款规定不适用于真实的事项。",
    "第三条": "演示应当在十日内完成。",
    "第四条": "本办法自公布之日起施行。",
}
"""A law of four articles; all of it made up."""


def text_of(articles: dict[str, str]) -> str:
    """A text as the gazette prints it: a title, a line of chapters, indented paragraphs, blank lines."""
    told = [f"{number}　{words}".replace("\n", "\n　　") for number, words in articles.items()]
    return "演示办法\n（2020年1月1日公布）\n\n第一章　总则\n\n　　" + "\n\n　　".join(told) + "\n"


def as_file(text: str, encoding: str = "utf-8", name: str = "演示办法.txt") -> SimpleUploadedFile:
    """A text file."""
    return SimpleUploadedFile(name, text.encode(encoding))


def form_for(law: str = "", **told: Any) -> dict[str, Any]:
    """A form that is right: of a law in the library, or of the made-up one."""
    new = {} if law else {"code": "演示办法", "title": "演示办法", "level": "local_rule", "issuer": "演示市人民政府"}
    rest = {"effective_from": "2020-03-01", "source": "演示公报", "checked_on": "2026-06-01", "document_number": "演示令第1号"}
    return {"law": law, **new, **rest, **told}


def look(client: Client, form: dict[str, Any], file: SimpleUploadedFile) -> Any:
    """The preview; `page.text` is what a reader sees, `page.token` what the button sends ("" without one)."""
    page: Any = client.post(reverse("cases:law_text"), {**form, "file": file})
    source = page.content.decode()
    page.text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", source)).split())
    page.token = "".join(re.findall(r'name="look" value="([^"]*)"', source))
    return page


def figures(page: Any) -> list[int]:
    """Articles added, changed, filled in, unchanged, ended, as the preview counts them."""
    found = re.search(r"新增 (\d+) 修改 (\d+) 补录原文 (\d+) 未变 (\d+) 失效 (\d+)", page.text)
    assert found, page.text[:3000]
    return [int(figure) for figure in found.groups()]


def confirm(client: Client, page: Any) -> Any:
    """Press the button of a preview."""
    assert page.token, page.text[:3000]
    return client.post(reverse("cases:law_text"), {"look": page.token}, follow=True)


def bring_in(client: Client, form: dict[str, Any], articles: dict[str, str]) -> Any:
    """Look and confirm."""
    return confirm(client, look(client, form, as_file(text_of(articles))))
