"""合法案件的细目：决定书写全并盖章，依据有效，罚款在幅度以内，已经责令改正。"""

from datetime import date
from typing import Any

PARTICULARS: dict[str, Any] = {
    "decision_items": ["party", "address", "facts", "basis", "performance", "remedies", "agency", "dated"],
    "decision_sealed": True,
    "basis_level": "law",
    "basis_from": date(2020, 1, 1),
    "fine_law_min": 1000,
    "fine_law_max": 50000,
    "correction_ordered": True,
}
