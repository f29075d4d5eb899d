"""合法案件的细目：笔录都载明已出示证件，各环节都有记录。"""

from typing import Any

PARTICULARS: dict[str, Any] = {
    "cert_shown": "recorded",
    "recorded_stages": ["start", "investigation", "review", "decision", "service", "execution"],
}
