"""鉴定销毁清单的排印：信函格式公文（GB/T 9704—2012 第 10.1 条），附清单表。"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from cases.choices import ItemOutcome
from cases.models import DisposalItem, DisposalList
from supervision.documents.blocks import Block, Heading, Paragraph, Rendered, Table
from supervision.documents.letter import Letter, render_letter

TEMPLATE_VERSION = "disposal/2"
KIND = "鉴定销毁清单"
"""What the public register calls it."""
RECIPIENT = "本局机关档案管理岗位"

KEPT = (
    "清单只列文号、单位和日期，不载个人信息。销毁后，本清单、每件记录的内容摘要、鉴定意见、操作留痕和批次件数继续保存；"
    "已经编制的报告和按日、按月、按年的汇总数字保持不变，不因销毁重新计算。"
)
"""What the page and the paper say of what stays."""


def print_list(disposal: DisposalList, *, verify_code: str = "") -> Rendered:
    """PDF and DOCX; issued, with its verification code, once it has been carried out, a draft before."""
    return render_letter(letter_of(disposal, verify_code=verify_code))


def letter_of(disposal: DisposalList, *, verify_code: str = "") -> Letter:
    """The paper of a list as it stands. Four statements."""
    items = list(disposal.items.select_related("agency"))
    counts = {outcome: sum(item.outcome == outcome for item in items) for outcome in ItemOutcome}
    done = disposal.finished_at is not None
    return Letter(
        issuer_mark=disposal.agency.name,
        number=disposal.number,
        title=disposal.title,
        recipient=RECIPIENT,
        paragraphs=(*_told(disposal, counts), *_opinions(disposal), Heading(1, "三、清单"), _table(items)),
        signature_agency=disposal.agency.name,
        dated=timezone.localdate(disposal.finished_at) if done else None,
        printed_by=disposal.agency.name,
        status="issued" if done else "draft",
        demo=settings.DEMO,
        template_version=TEMPLATE_VERSION,
        verify_code=verify_code,
        seal_slot=True,
    )


def _told(disposal: DisposalList, counts: dict[ItemOutcome, int]) -> list[Block]:
    total = sum(counts.values())
    words = [
        f"经查，截至{_day(disposal.until)}，下列{disposal.get_kind_display()}记录已经归档并满保管期限（{disposal.period}），"
        "没有未办结的监督事项、待研判的问题线索、复议诉讼和保全，未被尚未印发的监督报告引用，"
        f"经鉴定列入销毁。本清单共{total}件"
        + "".join(
            f"，{label}{counts[outcome]}件"
            for outcome, label in (
                (ItemOutcome.STRUCK, "鉴定时划去"),
                (ItemOutcome.SPARED, "执行时留下"),
                (ItemOutcome.DESTROYED, "已经销毁"),
            )
            if counts[outcome]
        )
        + "。",
        KEPT,
    ]
    return [Heading(1, "一、基本情况"), *map(Paragraph, words)]


def _opinions(disposal: DisposalList) -> list[Block]:
    told = [f"编制人：{disposal.compiler}，{_day(timezone.localdate(disposal.compiled_at))}。"]
    told += [
        f"{one.get_step_display()}：{one.actor_title}{one.actor_name}，{_day(timezone.localdate(one.decided_at))}，"
        f"{one.get_decision_display()}。意见：{one.words}"
        for one in disposal.opinions.filter(round=disposal.round)
    ]
    return [Heading(1, "二、编制与鉴定"), *map(Paragraph, told)]


def _table(items: Sequence[DisposalItem]) -> Table:
    rows = tuple(
        (
            str(place),
            item.number,
            item.agency.short_name,
            _day(item.counted_on),
            _day(item.due_on),
            f"{item.get_outcome_display()}{f'：{item.words}' if item.words else ''}",
        )
        for place, item in enumerate(items, start=1)
    )
    return Table(("序号", "文号或案号", "单位", "起算日", "期满日", "处置"), rows or (("—",) * 6,))


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
