"""上传文件的名字：去掉路径和看不见的字符。"""

from __future__ import annotations

from pathlib import PurePath


def clean_name(name: str) -> str:
    """A file name without folders and unseen characters, at most 200 characters with its ending kept."""
    plain = "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable()).strip() or "附件"
    path = PurePath(plain)
    return f"{path.stem[: 200 - len(path.suffix)]}{path.suffix}"[:200]
