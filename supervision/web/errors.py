"""统一的错误：哪里、什么问题、怎么办。

One error shape for pages, API and commands: what happened, where, and what to do about it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError
from psycopg2.errors import UniqueViolation

logger = logging.getLogger(__name__)


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


ALREADY_THERE = UserError("同样的内容刚刚已经保存，这一次没有再存。", remedy="请返回列表查看；内容不同的，换一个名称后再提交。")
"""What the slower of two equal requests is told: both asked before either was there, and a unique constraint let one pass."""


def was_faster(error: BaseException) -> bool:
    """Whether an error is a unique constraint's: somebody stored the same first. Logged by the constraint's name, in case nobody did."""
    cause = error.__cause__
    if not (isinstance(error, IntegrityError) and isinstance(cause, UniqueViolation)):
        return False
    logger.warning("unique constraint %s: told as already stored", cause.diag.constraint_name)
    return True
