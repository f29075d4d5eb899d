"""印刷机：一个进程一台 Typst，字体只装一次。

The only place that talks to Typst. A paper is a JSON value: it goes in through `sys.inputs`, so nothing a user wrote
is ever read as markup. The same value gives the same bytes: the only date in the file is the paper's own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from supervision.documents.fonts import font_set

TEMPLATES = Path(__file__).parent / "typst"
_ONE_AT_A_TIME = Lock()

Template = Literal["letter", "report", "chart"]


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path) for path in font_set().directories],
    )
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts)


def print_pdf(template: Template, paper: Mapping[str, Any], *, timestamp: int | None) -> bytes:
    """PDF bytes. `timestamp` is the paper's own date in UNIX seconds; with it the file is PDF/A-2u (archivable, every
    glyph mapped back to its character), without it (an undated draft) plain PDF, for PDF/A wants a date and we do not
    invent one."""
    with _ONE_AT_A_TIME:
        printed = _compiler().compile(
            input=str(TEMPLATES / f"{template}.typ"),
            format="pdf",
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
            pdf_standards=[] if timestamp is None else "a-2u",
            timestamp=timestamp,
        )
    return _only(printed)


def print_svg(template: Template, paper: Mapping[str, Any]) -> list[str]:
    """One SVG text a page."""
    with _ONE_AT_A_TIME:
        printed = _compiler().compile(
            input=str(TEMPLATES / f"{template}.typ"),
            format="svg",
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        )
    pages = printed if isinstance(printed, list) else [_only(printed)]
    return [page.decode() for page in pages]


def print_png(template: Template, paper: Mapping[str, Any], *, ppi: int = 200) -> bytes:
    """A one-page PNG, for pictures inside DOCX."""
    with _ONE_AT_A_TIME:
        printed = _compiler().compile(
            input=str(TEMPLATES / f"{template}.typ"),
            format="png",
            ppi=ppi,
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        )
    return _only(printed)


def _only(printed: bytes | list[bytes] | None) -> bytes:
    if isinstance(printed, list):
        printed = printed[0]
    if printed is None:
        raise RuntimeError("Typst 没有产出文件")
    return printed
