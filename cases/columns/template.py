"""本平台模板：四类执法记录各一张表，按板块排列。

What a clerk downloads and fills. The same tables read the file when it comes back, the demo data is written in them, and the data standard
prints them. A block is columns of one step with their source; a column that 双公示 has too comes from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cases.choices import CaseKind
from cases.columns import fields, publicity, sources
from cases.columns.needs import NEEDS
from cases.columns.particulars import TOPICS
from cases.columns.sources import Source
from supervision.tabular import Column, Table


@dataclass(frozen=True, slots=True)
class Block:
    """Columns of one step of the work, in the order of the template."""

    label: str
    columns: tuple[Column, ...]
    source: Source


_STANDARD = {CaseKind.PENALTY: sources.PUBLICITY_PENALTY, CaseKind.LICENCE: sources.PUBLICITY_LICENCE}
_DOCUMENT = tuple(column for column in fields.DECISION if column.key != "decision_type")


def _blocks(kind: CaseKind, blocks: Iterable[tuple[str, tuple[Column, ...], Source]]) -> tuple[Block, ...]:
    return tuple(
        Block(label, tuple(_described(kind, column, source) for column in columns), source) for label, columns, source in blocks
    )


def _described(kind: CaseKind, column: Column, source: Source) -> Column:
    """The column with what this kind of record asks of it."""
    need = NEEDS[kind].get(column.key)
    standard = {same.key for same in publicity.BY_KIND[kind].columns} if kind in publicity.BY_KIND else set()
    origin = _STANDARD[kind] if column.key in standard else source
    return replace(column, needed_when=need.words if need else "", source=origin.title, doubt=origin.doubt)


def _particulars(kind: CaseKind) -> tuple[Block, ...]:
    """The particulars of this kind of record, after everything else: who has none of them sends a file without."""
    topics = (topic for topic in TOPICS if kind in topic.kinds and topic.columns)
    return _blocks(kind, ((f"细目：{topic.label}", topic.columns, topic.source) for topic in topics))


_ORDINARY: dict[CaseKind, tuple[Block, ...]] = {
    CaseKind.PENALTY: _blocks(
        CaseKind.PENALTY,
        (
            ("案件", fields.IDENTITY, sources.PLATFORM),
            ("当事人", fields.PARTY, sources.PUBLICITY_PENALTY),
            ("立案", fields.FILING, sources.PENALTY_FILING),
            ("调查", fields.ACT_COLUMNS, sources.PENALTY_ACTS),
            ("告知与听证", fields.NOTICE, sources.PENALTY_NOTICE),
            ("审核", fields.REVIEW, sources.PENALTY_REVIEW),
            ("决定", fields.DECISION, sources.PENALTY_DECISION),
            ("事实与依据", fields.MERITS, sources.PENALTY_DECISION),
            ("处罚", fields.AMOUNTS, sources.PENALTY_KINDS),
            ("扣除与延长", fields.SPANS, sources.PENALTY_SPANS),
            ("送达", fields.SERVICE, sources.PENALTY_SERVICE),
            ("公开", fields.PUBLICATION, sources.PENALTY_PUBLISHED),
            ("执行", fields.EXECUTION, sources.PENALTY_PAYMENT),
            ("结案与争议", fields.CLOSING, sources.DISPUTES),
        ),
    ),
    CaseKind.LICENCE: _blocks(
        CaseKind.LICENCE,
        (
            ("案件", fields.IDENTITY, sources.PLATFORM),
            ("当事人", fields.PARTY, sources.PUBLICITY_LICENCE),
            ("许可", fields.LICENCE, sources.LICENCE_TERMS),
            ("决定", _DOCUMENT, sources.LICENCE_DECISION),
            ("事实与依据", fields.MERITS, sources.LICENCE_DECISION),
            ("扣除与延长", fields.SPANS, sources.LICENCE_SPANS),
            ("送达", fields.SERVICE, sources.LICENCE_SERVICE),
            ("公开", fields.PUBLICATION, sources.LICENCE_PUBLISHED),
            ("结案与争议", fields.CLOSING, sources.DISPUTES),
        ),
    ),
    CaseKind.COERCION: _blocks(
        CaseKind.COERCION,
        (
            ("案件", fields.IDENTITY, sources.PLATFORM),
            ("当事人", fields.PARTY, sources.PLATFORM),
            ("立案", fields.FILING, sources.PLATFORM),
            ("强制", fields.MEASURE, sources.COERCION_TERMS),
            ("实施", fields.ACT_COLUMNS, sources.COERCION_ACTS),
            ("决定", _DOCUMENT, sources.COERCION_DECISION),
            ("事实与依据", fields.MERITS, sources.COERCION_DECISION),
            ("扣除与延长", fields.SPANS, sources.COERCION_SPANS),
            ("送达", fields.SERVICE, sources.COERCION_DECISION),
            ("公开", fields.PUBLICATION, sources.PUBLISHED),
            ("结案与争议", fields.CLOSING, sources.DISPUTES),
        ),
    ),
    CaseKind.INSPECTION: _blocks(
        CaseKind.INSPECTION,
        (
            ("案件", fields.IDENTITY, sources.PLATFORM),
            ("检查对象", fields.PARTY, sources.PLATFORM),
            ("检查", fields.INSPECTION, sources.INSPECTION),
            ("实施", fields.ACT_COLUMNS, sources.INSPECTION_ACTS),
            ("文书", _DOCUMENT, sources.PLATFORM),
            ("事实与依据", fields.MERITS, sources.PLATFORM),
            ("公开", fields.PUBLICATION, sources.PUBLISHED),
            ("结案与争议", fields.CLOSING, sources.DISPUTES),
        ),
    ),
}

BLOCKS: dict[CaseKind, tuple[Block, ...]] = {kind: (*blocks, *_particulars(kind)) for kind, blocks in _ORDINARY.items()}

TEMPLATES: dict[CaseKind, Table] = {
    kind: Table(kind.label, tuple(column for block in blocks for column in block.columns)) for kind, blocks in BLOCKS.items()
}
