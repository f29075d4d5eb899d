"""报送文件的门：CSV、XLSX、XLS，大小和目录都在解析之前看。"""

from __future__ import annotations

from typing import BinaryIO

from supervision.tabular import Limits, SheetError
from supervision.tabular.reader import glance
from supervision.web.errors import UserError


def check_table(name: str, file: BinaryIO) -> None:
    """UserError unless this file may be a table: what the worker's parser will be spared is refused here, at once and in words."""
    try:
        glance(file, Limits())
    except SheetError as error:
        problem = error.problem
        raise UserError(f"{problem.message}。", where=name, remedy=f"{problem.remedy}。") from None
