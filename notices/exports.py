"""导出的列：监督事项、监督文书导出时有哪些列。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from notices import instruments
from notices.choices import ProblemType
from notices.lifecycles import INSTRUMENT, MATTER
from notices.models import Instrument, MatterItem
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out


def _matter_columns(user: Any) -> Sequence[Out]:
    return (
        out("事项编号", "number"),
        out("事项名称", "title"),
        out("被监督单位", "agency__name"),
        coded("问题类型", "problem_type", ProblemType.choices),
        out("问题数", _how_many(MatterItem.objects.all()), kind=Kind.INTEGER),
        out("文书数", _how_many(Instrument.objects.exclude(state="voided")), kind=Kind.INTEGER),
        coded("状态", "state", MATTER.choices),
        out("承办人", "opened_by__display_name"),
        out("监督机构", "supervisor__name"),
        out("立项时间", "opened_at", kind=Kind.DATETIME),
    )


def _how_many(parts: QuerySet[Any]) -> Coalesce:
    """How many parts a matter has."""
    counted = parts.filter(matter=OuterRef("pk")).order_by().values("matter").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _instrument_columns(user: Any) -> Sequence[Out]:
    return (
        out("发文字号", "number"),
        out("标题", "title"),
        coded("文种", "kind", [(kind.code, kind.name) for kind in instruments.KINDS]),
        out("制发机关", "issuer__name"),
        out("被监督单位", "agency__name"),
        coded("状态", "state", INSTRUMENT.choices),
        out("送达日期", "served_on", kind=Kind.DATE),
        out("反馈期限届满日", "due_on", kind=Kind.DATE),
        out("签收时间", "acknowledged_at", kind=Kind.DATETIME),
        out("办结时间", "closed_at", kind=Kind.DATETIME),
    )


MATTERS = Exported("监督事项", "notices.export_matter", "notices:matters_export", _matter_columns)
INSTRUMENTS = Exported("监督文书", "notices.export_instrument", "notices:instruments_export", _instrument_columns)
TO_VERIFY = replace(INSTRUMENTS, name="待核验文书", url_name="notices:to_verify_export")
OVERDUE = replace(INSTRUMENTS, name="逾期文书", url_name="notices:overdue_export")
INBOX = replace(INSTRUMENTS, name="收件", url_name="notices:inbox_export")
