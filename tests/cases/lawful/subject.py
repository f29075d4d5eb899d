"""合法案件的细目：本机关区域内的违法行为，没有委托，没有人申请回避。"""

from typing import Any

PARTICULARS: dict[str, Any] = {"place_code": "430100"}
