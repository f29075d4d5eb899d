"""导出的列：监督报告列表导出时有哪些列。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, Subquery

from agencies.models import Region
from reports.lifecycles import REPORT
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out


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


REPORTS = Exported("监督报告", "reports.export_report", "reports:reports_export", _report_columns)
