"""导出的列：机构导出时有哪些列（登记簿的列在 registers/）。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agencies.choices import AgencyKind, Sector
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


AGENCIES = Exported("机构", "agencies.export_agency", "agencies:agency_list_export", _agency_columns)
