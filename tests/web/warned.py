"""预警：每处一条，佐证是该处的案件；已经了结的那一条已消失。"""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import EnforcementCase
from reports.models import RaisedWarning, WarningCase


def of(case: EnforcementCase, *, over: bool = False) -> dict[str, dict[str, Any]]:
    """A warning about a case's agency, and the model that it is of."""
    row = RaisedWarning.objects.create(
        agency=case.agency, region_code=case.region_code, model="W03", key=f"{case.agency_id}:{over}", subject=case.agency.name,
        sentence="立案超过180日没有处理结果的1件。", value=1, n=1, total=1, told=["另有一件文书"], first_seen=date(2026, 10, 1),
        last_seen=date(2026, 10, 2), standing=not over, gone_on=date(2026, 10, 3) if over else None, state="gone" if over else "open",
    )  # fmt: skip
    WarningCase.objects.create(warning=row, no=1, case=case)
    return {"warning": {"pk": row.pk}, "warning_model": {"code": "W03"}}
