"""合法检查的细目：计划内的日常检查，经批准，先出示文书、先扫码，有记录，结果告知并公示。"""

from datetime import date
from typing import Any

INSPECTION: dict[str, Any] = {
    "inspection_class": "routine",
    "inspection_onsite": True,
    "inspector_kind": "agency",
    "subject_announced": True,
    "inspection_item_published_on": date(2025, 6, 20),
    "in_year_plan": True,
    "plan_filed_on": date(2026, 3, 30),
    "inspection_approved_at": "2026-04-09 16:00+08",
    "inspection_approved_by_head": True,
    "sealed_document_shown": True,
    "notice_shown_at": "2026-04-10 09:05+08",
    "scanned_at": "2026-04-10 09:03+08",
    "inspect_start_at": "2026-04-10 09:10+08",
    "inspect_left_at": "2026-04-10 10:30+08",
    "inspection_cap": 2,
    "inspection_cap_on": date(2025, 6, 27),
    "cert_shown": "recorded",
    "inspection_result_on": date(2026, 4, 10),
    "inspection_result_told": True,
    "inspection_recorded": True,
    "inspectors_signed": True,
    "inspected_signed": True,
    "inspection_archived": True,
    "selection_mode": "random",
}
