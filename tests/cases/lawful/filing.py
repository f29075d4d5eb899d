"""合法案件的细目：收到线索后立案，负责人当日批准。"""

from datetime import date
from typing import Any

PARTICULARS: dict[str, Any] = {
    "clue_received_on": date(2026, 1, 19),
    "clue_result": "to_file",
    "filing_by_head": True,
    "filing_approved_on": date(2026, 1, 26),
}
