"""把一个人能打开的都读一遍：页面、搜索、片段、版式、表格、公文（A3）。

What a person can get to read: every page of the matrix with every place's thing, everything that links lead to, every list asked for what is
not theirs, and every list taken out as a file. Papers and workbooks are read as words.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.web.canaries import WORDS
from tests.web.matrix import TABLE
from tests.web.walking import Answer, Walker
from tests.web.world import Place, World

CRAWLED = 60
"""Pages that a crawl opens for one person at most."""

_LINK = re.compile(r'(?:href|hx-get|src|action)="([^"#]+)')
_PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


def text_of(answer: Answer) -> str:
    """Everything a reader would read, the file's name too: pages with the pictures in them, the words of PDF, DOCX and XLSX."""
    kind, name = answer.headers.get("Content-Type", ""), answer.headers.get("Content-Disposition", "")
    where = answer.headers.get("Location", "")
    return "\n".join([_body(kind, answer.body), unquote(name), unquote(where)])


def _body(kind: str, body: bytes) -> str:
    if "pdf" in kind and body.startswith(b"%PDF") and len(body) > 100:
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if "wordprocessingml" in kind:
        paper = Document(io.BytesIO(body))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])
    if "spreadsheetml" in kind:
        book = load_workbook(io.BytesIO(body), read_only=True)
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    page = body.decode(errors="replace")
    return page + "".join(base64.b64decode(found).decode(errors="replace") for found in _PICTURE.findall(page))


def everything(who: str, world: World, browser: Walker, *, hidden: bool = False) -> Iterator[tuple[str, str]]:
    """(what, words) of all that one person can get to read. `hidden`: what should answer like what does not exist is asked for too; with both
    layers on the matrix has shown already that it says nothing.
    """
    closed = "xsm" if hidden else "xsmn"
    for row in TABLE:
        for place, letter in row.cells[who].items() if row.method == "GET" else ():
            if letter not in closed:
                answer = browser.ask("GET", reverse(row.route, kwargs=row.address(world.at(place))))
                yield f"{row.name} at {place}", text_of(answer)
    yield from taken_out(who, browser)
    yield from crawl(browser)
    for place in (place for letter, place in world.places.items() if letter in "MCTN"):
        for url in probes(place):
            yield url, text_of(browser.ask("GET", url)).replace(url.partition("q=")[2] or "\0", "")


FILES = {
    "cases:publicity_file": "?kind=penalty&first=2026-01-01&last=2026-12-31",
    "reports:annual_file": "?year=2026&first=1&last=12",
}
"""Files that are no export of a list, with what is asked for."""


def taken_out(who: str, browser: Walker) -> Iterator[tuple[str, str]]:
    """Every list, and what is made for publication, as the two kinds of files, for whom it is handed out to."""
    for row in TABLE:
        exports = row.route.endswith("_export") or row.route in FILES
        if row.method == "POST" and exports and row.cells[who].get("-") == "b":  # an empty form names no kind of file
            for form in ("csv", "xlsx") if row.route != "reports:annual_file" else ("xlsx", "docx"):
                answer = browser.ask("POST", reverse(row.route) + FILES.get(row.route, ""), {"form": form})
                assert answer.letter == "o", f"{row.name} {form}: {answer.status}"
                yield f"{row.name} {form}", text_of(answer)


def crawl(browser: Walker) -> Iterator[tuple[str, str]]:
    """Follow every link from the workbench on."""
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < CRAWLED:
        url = waiting.pop(0)
        text = text_of(browser.ask("GET", url))
        seen.add(url)
        yield url, text
        for found in _LINK.findall(text):
            link = found.replace("&amp;", "&")
            link = url.partition("?")[0] + link if link.startswith("?") else link
            if link.startswith("/") and not link.startswith("/static/") and link not in seen and link not in waiting:
                waiting.append(link)


LISTS = (
    "/cases/",
    "/matters/",
    "/instruments/",
    "/agencies/",
    "/officers/",
    "/findings/",
    "/batches/",
    "/reports/",
    "/inbox/",
    "/warnings/all/",
    "/leads/",
    "/leads/mine/",
    "/appraisals/",
    "/appraisals/results/",
)


def probes(place: Place) -> list[str]:
    """Lists and forms asked for one place's things by key and by word."""
    agency, finding, batch, region = (
        place.of("agency")["pk"], place.of("finding")["pk"], place.of("batch")["pk"], place.people.agency.region_code,
    )  # fmt: skip
    asked: list[Callable[[str], str]] = [
        lambda path: f"{path}?agency={agency}&batch={batch}&finding={finding}&region={region}&state=",
        lambda path: f"{path}?q={WORDS.get(place.letter, '密语')}",
    ]
    return [
        *(ask(path) for ask in asked for path in LISTS),
        f"/findings/bulk/?ids={finding}&action=confirm", f"/matters/new/?finding={finding}", "/inbox/?in=sent", "/inbox/?in=closed",
    ]  # fmt: skip
