"""导出的列：监督报告、预警列表导出时有哪些列。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Subquery

from agencies.models import Region
from reports import warnings
from reports.lifecycles import REPORT
from reports.models import WarningState
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out
from supervision.web.masking import mask_numbers


def _report_columns(user: Any) -> Sequence[Out]:
    region = Subquery(Region.objects.filter(code=OuterRef("region_code")).values("name")[:1])
    return (
        out("报告", "title"),
        out("地区", region),
        out("期间起", "period_start", kind=Kind.DATE),
        out("期间止", "period_end", kind=Kind.DATE),
        coded("状态", "state", REPORT.choices),
        out("版次", "version", kind=Kind.INTEGER),
        out("发文字号", "number"),
        out("印发日期", "issued_on", kind=Kind.DATE),
        out("送达单位数", "recipients", kind=Kind.INTEGER),
        out("已签收单位数", "acknowledged", kind=Kind.INTEGER),
    )


def _warning_columns(user: Any) -> Sequence[Out]:
    return (
        out("模型", "model", shown=lambda code: f"{code} {warnings.get(code).title}"),
        out("对象", "subject"),
        out("单位", "agency__name"),
        out("说明", "sentence"),
        out("数值", "value", kind=Kind.DECIMAL),
        out("数值单位", "model", shown=lambda code: warnings.get(code).unit),
        out("比较值", "usual", kind=Kind.DECIMAL),
        out("区间下限", "low", kind=Kind.DECIMAL),
        out("区间上限", "high", kind=Kind.DECIMAL),
        out("样本数", "n", kind=Kind.INTEGER),
        out("校正后 q 值", "q", kind=Kind.DECIMAL),
        out("佐证案件数", "total", kind=Kind.INTEGER),
        out("首次列出", "first_seen", kind=Kind.DATE),
        out("最近列出", "last_seen", kind=Kind.DATE),
        coded("状态", "state", WarningState.choices),
        out("核实人", "decided_by__display_name"),
        out("核实时间", "decided_at", kind=Kind.DATETIME),
        out("理由", "reason", shown=mask_numbers),
    )


WARNINGS = Exported("预警", "reports.export_warning", "reports:warning_list_export", _warning_columns)
REPORTS = Exported("监督报告", "reports.export_report", "reports:reports_export", _report_columns)
