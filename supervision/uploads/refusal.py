"""不收：为什么，怎么办。"""

from __future__ import annotations

ZIP_END = b"PK\x05\x06"
FURTHEST_ZIP_END = 65_557
"""A zip archive's end stands in its last bytes: a comment of 64 KB may follow it."""


class Refusal(Exception):
    """A file that is not taken. Without words: it is not what its extension says."""

    def __init__(self, what: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def refuse_hidden_archive(content: bytes) -> None:
    """Nothing but a zip archive ends like one: such a file would be one thing to us and another to somebody else."""
    if ZIP_END in content[-FURTHEST_ZIP_END:]:
        raise Refusal("文件里还藏着一个压缩包。", "请用原软件重新导出这份文件，再上传。")
