"""统一的错误：哪里、什么问题、怎么办。

One error shape for pages, API and commands: what happened, where, and what to do about it.
"""

from __future__ import annotations


class UserError(Exception):
    """A mistake the person can mend. All three parts are Chinese sentences; `where` may be empty."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return "".join(part for part in (f"{self.where}：" if self.where else "", self.what, self.remedy) if part)
