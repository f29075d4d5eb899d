"""统一的错误：哪里、什么问题、怎么办。

One error shape for pages, API and commands: what happened, where, and what to do about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class UserError(Exception):
    """A mistake the person can mend. All three parts are Chinese sentences; `where` may be empty.

    `problems`: for a program that asked, each place with what is wrong there. `status`: what the API answers.
    """

    status = 400

    def __init__(self, what: str, *, where: str = "", remedy: str = "", problems: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy
        self.problems = problems

    def __str__(self) -> str:
        return "".join(part for part in (f"{self.where}：" if self.where else "", self.what, self.remedy) if part)
