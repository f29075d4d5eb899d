"""案卷细目的显示：按环节，只列有内容的栏目，文字里的个人信息遮住。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from cases.choices import CaseKind
from cases.columns.particulars import TOPICS
from cases.models import CaseParticulars, EnforcementCase
from cases.selectors.masked import in_text
from supervision.tabular import Column


@dataclass(frozen=True)
class Step:
    """What the record says of one step: its name and {label, value} for each column that is filled."""

    label: str
    items: list[dict[str, str]]


def particulars_of(case: EnforcementCase) -> list[Step]:
    """The steps of which a case, read by `with_parts`, says more than its ordinary columns."""
    kept: CaseParticulars | None = getattr(case, "particulars", None)
    if kept is None:
        return []
    steps = []
    for topic in TOPICS:
        if CaseKind(case.kind) not in topic.kinds:
            continue
        values = ((column, getattr(kept, column.key)) for column in topic.columns)
        items = [
            {"label": column.label, "value": _in_words(case, column, value)}
            for column, value in values
            if value not in (None, "", [])
        ]
        if items:
            steps.append(Step(topic.label, items))
    return steps


def _in_words(case: EnforcementCase, column: Column, value: Any) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case datetime():
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:,.2f}"
        case list():
            return "、".join(column.choices.get(one, one) for one in value)
        case str() if column.choices:
            return column.choices.get(value, value)
    return in_text(case, str(value))
