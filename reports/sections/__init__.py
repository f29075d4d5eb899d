"""正文：一个文件写一节，从快照到段落。

The eight sections of the monthly report, one a file, in the order in which they are printed. Each has `HEADING` and
`write(snapshot) -> list of blocks`, and is a pure function of the snapshot: the same snapshot gives the same words. A number in a
paragraph is written as its name in braces, `{归集执法案件}`, never as digits: whoever edits the words cannot change a figure
(see `numbers.py`). What is not known is said to be not known; a comparison names its base; a zero is said in words.
"""

from __future__ import annotations

from typing import Any

from reports.sections import advice, analysis, basics, checks, places, problems, supervision, typical
from reports.sections.reading import Snapshot

SECTIONS = (basics, analysis, checks, problems, typical, supervision, places, advice)


def narrate(snapshot: dict[str, Any]) -> list[dict[str, Any]]:
    """The first words of a report: [{"heading", "blocks": [{"kind": "paragraph" | "heading" | "item" | "table" | "bars" | "lines", …}]}]."""
    read = Snapshot(snapshot)
    return [{"heading": section.HEADING, "blocks": section.write(read)} for section in SECTIONS]
