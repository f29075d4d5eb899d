"""合法许可的细目：材料齐全，有凭证，按期发证，没有收费。"""

from datetime import date
from typing import Any

LICENCE: dict[str, Any] = {
    "licence_outcome": "granted",
    "materials_received_on": date(2026, 3, 2),
    "materials_complete": True,
    "acceptance_receipt_given": True,
    "acceptance_receipt_sealed": True,
    "certificate_required": True,
    "certificate_issued_on": date(2026, 3, 18),
    "licence_fee": 0,
    "extra_materials": False,
    "agent_designated": False,
}
