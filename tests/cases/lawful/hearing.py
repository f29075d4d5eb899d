"""合法案件的细目：拟处罚与决定一致，没有申辩，没有听证。"""

from typing import Any

PARTICULARS: dict[str, Any] = {"proposed_kinds": ["fine"], "proposed_fine": 5000}
