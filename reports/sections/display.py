"""正文上屏：阅读时数字可点，修改时数字在花括号里。"""

from __future__ import annotations

from typing import Any

from reports.sections.numbers import Number, filled, for_editing, numbers_of, pieces
from supervision.documents.wording import numeral

Section = dict[str, Any]


def sections_for_reading(sections: list[Section], snapshot: dict[str, Any]) -> list[Section]:
    """Sections with paragraphs cut into words and numbers, and charts as the page's chart component wants them."""
    numbers = numbers_of(snapshot)
    return [
        {
            "heading": section["heading"],
            "anchor": f"s{at}",
            "blocks": [_shown(block, numbers, f"c{at}-{index}") for index, block in enumerate(section["blocks"])],
        }
        for at, section in enumerate(sections, start=1)
    ]


def sections_for_editing(
    sections: list[Section], snapshot: dict[str, Any], written: dict[tuple[int, int], str] | None = None
) -> list[Section]:
    """Sections with each paragraph as an editor types it; `written`: what was typed last, when it could not be saved."""
    numbers = numbers_of(snapshot)
    return [
        {
            "heading": section["heading"],
            "anchor": f"s{at + 1}",
            "blocks": [
                _typed(block, numbers, f"{at}-{index}", (written or {}).get((at, index)))
                for index, block in enumerate(section["blocks"])
            ],
        }
        for at, section in enumerate(sections)
    ]


def _shown(block: dict[str, Any], numbers: dict[str, Number], name: str) -> dict[str, Any]:
    kind = block["kind"]
    if kind == "paragraph":
        return {"kind": kind, "pieces": [(block["text"], None)] if block.get("verbatim") else pieces(block["text"], numbers)}
    if kind == "heading":
        return {"kind": kind, "text": filled(block["text"], numbers)}
    if kind == "item":
        body = [filled(text, numbers) for text in block["body"]]
        details = [(label, filled(value, numbers)) for label, value in block["details"]]
        return block | {"mark": f"（{numeral(block['number'])}）", "body": body, "details": details}
    if kind in {"bars", "lines"}:
        series = [{"name": block["caption"], "data": block["values"]}]
        spec = {"kind": "hbar" if kind == "bars" else "line", "labels": block["labels"], "series": series, "unit": block["unit"]}
        return {
            "kind": "chart",
            "name": name,
            "spec": spec,
            "caption": block["caption"],
            "note": block["note"],
            "figure": block["figure"],
        }
    if kind == "table":
        rows = [[(cell, at >= block["words"]) for at, cell in enumerate(row)] for row in block["rows"]]
        heads = [(head, at >= block["words"]) for at, head in enumerate(block["headers"])]
        return block | {"rows": rows, "headers": heads}
    return block


def _typed(block: dict[str, Any], numbers: dict[str, Number], place: str, written: str | None) -> dict[str, Any]:
    if block["kind"] != "paragraph" or block.get("verbatim"):
        return {
            "kind": "fixed",
            "what": block["kind"],
            "text": block.get("caption") or block.get("title") or block.get("text", ""),
        }
    text = for_editing(block["text"], numbers) if written is None else written
    return {"kind": "paragraph", "name": f"p-{place}", "text": text, "rows": max(2, len(text) // 42 + 1)}
