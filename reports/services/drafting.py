"""修改草稿的文字：数字由快照生成，不能改。"""

from __future__ import annotations

import hashlib
import json
from copy import deepcopy

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import User
from reports.lifecycles import own_body
from reports.models import PeriodicReport
from reports.sections.numbers import from_editing, numbers_of
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.workflow import Conflict, NotAllowed

Place = tuple[int, int]
"""Which paragraph: number of the section, number of the block in it, both from 0."""


@transaction.atomic
def save_words(*, report: PeriodicReport, actor: User, version: int, words: dict[Place, str], seen: str = "") -> int:
    """Replace paragraphs of a draft; returns how many changed. An emptied paragraph is left out of the paper.

    Only paragraphs can be changed: headings, tables, charts and typical problems come from the snapshot. A number in braces must be
    one of the snapshot's (UserError), and is always printed with the snapshot's value. NotAllowed unless the report is a draft; Conflict
    when another version, or (`seen`, see `fingerprint`) other words have taken the place of those the person had before them.
    """
    if not actor.has_perm("reports.draft_report", report):
        raise PermissionDenied("您的岗位不能修改这份报告。")
    refusal = own_body("reports.draft_report")(report, actor)
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)
    held = PeriodicReport.objects.select_for_update().get(pk=report.pk)
    if held.state != "draft":
        raise NotAllowed("报告已经报送，文字不能再改。需要修改的，由审核人退回。")
    if held.version != version or (seen and seen != fingerprint(held)):
        raise Conflict("这份报告在您打开页面之后被他人改过，您的修改没有保存，也没有盖掉他人的。请核对最新内容后再保存。")
    sections, changed = deepcopy(held.sections), 0
    numbers = numbers_of(held.frozen)
    for (at, index), text in words.items():
        block = _paragraph(sections, at, index)
        stored, unknown = from_editing(text.replace("\r\n", "\n").strip(), numbers)
        if unknown:
            raise UserError(
                f"没有名为“{unknown[0]}”的数字。",
                where=sections[at]["heading"],
                remedy="请从右侧的数字表中选用，或者删去花括号。",
            )
        if stored != block["text"]:
            block["text"], changed = stored, changed + 1
    if changed:
        PeriodicReport.objects.filter(pk=held.pk).update(sections=sections)
        record("reports.edited", actor=actor, target=held, payload={"version": version, "paragraphs": changed})
    report.sections = sections
    return changed


def fingerprint(report: PeriodicReport) -> str:
    """Which words a report has: it goes out with the form and comes back with it."""
    return hashlib.sha256(json.dumps(report.sections, sort_keys=True).encode()).hexdigest()[:16]


def _paragraph(sections: list[dict[str, object]], at: int, index: int) -> dict[str, object]:
    try:
        block = sections[at]["blocks"][index]  # type: ignore[index]
    except IndexError:
        block = {}
    if block.get("kind") != "paragraph" or block.get("verbatim"):
        raise UserError("这一处不是可以修改的段落。", remedy="请刷新页面后再改。")
    found: dict[str, object] = block
    return found
