"""导出的列：机构、执法人员与证件导出时有哪些列。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from agencies.choices import AgencyKind, PersonnelKind, Sector
from agencies.models import CertificateSpan, EnforcementCertificate
from agencies.selectors import status_of
from supervision.tabular import Kind
from supervision.web.list_tables import Exported, Out, coded, out


def _agency_columns(user: Any) -> Sequence[Out]:
    return (
        out("单位", "name"),
        out("单位编码", "code"),
        coded("性质", "kind", AgencyKind.choices),
        coded("领域", "sector", Sector.choices),
        out("区划", "region__name"),
        out("上级对口单位", "superior__name"),
        out("垂直管理", "vertically_managed", kind=Kind.BOOLEAN),
    )


def _officer_columns(user: Any) -> Sequence[Out]:
    spans = CertificateSpan.objects.filter(certificate=OuterRef("pk")).order_by("from_day")
    held = EnforcementCertificate.objects.filter(officer=OuterRef("pk")).order_by("-valid_to")
    certificates = ArraySubquery(
        held.values(
            told=JSONObject(
                number="number",
                begin="valid_from",
                end="valid_to",
                spans=ArraySubquery(spans.values(told=JSONObject(status="status", begin="from_day", end="to_day"))),
            )
        )
    )
    return (
        out("姓名", "name"),
        coded("类别", "kind", PersonnelKind.choices),
        out("单位", "agency__name"),
        out("执法证号", certificates, shown=_each(lambda one: str(one["number"])), kind=Kind.LIST),
        out("有效期", certificates, shown=_each(lambda one: f"{one['begin']} 至 {one['end']}"), kind=Kind.LIST),
        out("状态", certificates, shown=_each(_status), kind=Kind.LIST),
    )


def _each(tell: Callable[[dict[str, Any]], str]) -> Callable[[Any], list[str]]:
    """One thing of every certificate."""
    return lambda certificates: [tell(one) for one in certificates]


def _status(one: dict[str, Any]) -> str:
    spans = [(span["status"], date.fromisoformat(span["begin"]), _day(span["end"])) for span in one["spans"]]
    return status_of(date.fromisoformat(one["begin"]), date.fromisoformat(one["end"]), spans)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


AGENCIES = Exported("机构", "agencies.export_agency", "agencies:agency_list_export", _agency_columns)
OFFICERS = Exported("执法人员与证件", "agencies.export_officer", "agencies:officer_list_export", _officer_columns)
