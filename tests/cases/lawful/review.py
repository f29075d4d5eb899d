"""合法案件的细目：审核人没有参加调查。"""

from datetime import date
from typing import Any

PARTICULARS: dict[str, Any] = {
    "reviewer_no": "S0001",
    "review_submitted_on": date(2026, 3, 10),
    "complex_or_serious": False,
}
