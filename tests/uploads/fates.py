"""一个敌意文件和它在两扇门前的下场。

TAKEN, or the words that the refusal must hold. A record file that passes the door is read by the worker: taken means that a table came of it,
and nothing of what is hidden in it was looked at, run or kept but as the bytes of a download.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from tests.uploads import files

TAKEN = ""
KIND, DIFFERENT, MACRO, INSIDE, UNSAFE = "不接受这种文件", "文件内容与扩展名", "宏", "别的文件", "无法安全读取"
NO_TABLE = (
    "不是表格|不是 Excel 工作簿|网页格式|空字节|无法辨认|损坏|标题行认不出来|没有标题行|只有标题行|引号|列，超过|找不到必需"
)
EICAR = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")
"""The harmless test signature, written so that no scanner takes this source for a virus."""


@dataclass(frozen=True)
class Hostile:
    """A file and its two fates: words (alternatives parted by |) or TAKEN; None: this door is not tried."""

    what: str
    name: str
    content: bytes
    evidence: str | None
    table: str | None = NO_TABLE


GOOD = {
    "pdf": files.pdf(), "png": files.png(), "jpg": files.jpeg(), "jpeg": files.jpeg(), "docx": files.word(), "xlsx": files.xlsx(),
    "xls": files.xls(), "csv": files.csv(),
}  # fmt: skip
TABLES = {"xlsx", "xls", "csv"}
EVIDENCE = {"pdf", "png", "jpg", "jpeg", "docx", "xlsx"}
CONTENT = "[Content_Types].xml"
