"""合法案件的细目。"""

from typing import Any

PARTICULARS: dict[str, Any] = {}
