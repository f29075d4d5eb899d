"""一件合法扣押的细目：2026-03-10 扣押，2026-03-30 解除。"""

from datetime import date
from typing import Any

PARTICULARS: dict[str, Any] = {
    "basis_levels": ["law"],
    "basis_in_force": True,
    "measure_delegated": False,
    "enforced_at": "2026-03-10 10:30+08",
    "approved_at": "2026-03-10 09:20+08",
    "approver_post": "head",
    "urgent_on_site": False,
    "called_to_attend": True,
    "party_attended": True,
    "rights_told_on_site": True,
    "heard_on_site": True,
    "scene_record_made": True,
    "scene_signers": ["officers", "party"],
    "seizure_items": ["party", "grounds", "goods", "remedies", "seal"],
    "goods_list_copies": 2,
    "storage_fee_payer": "agency",
    "seized_outcome": "lifted",
    "seized_decided_on": date(2026, 3, 30),
    "lifted_on": date(2026, 3, 30),
    "goods_related": True,
    "necessities_taken": False,
}
