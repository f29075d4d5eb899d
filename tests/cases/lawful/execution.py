"""合法案件的细目：银行收款，决定书写明期限。"""

from datetime import date
from typing import Any

PARTICULARS: dict[str, Any] = {
    "collected_by": "bank",
    "collected_onsite": False,
    "pay_due_in_document": date(2026, 3, 31),
    "crime_suspected": False,
}
