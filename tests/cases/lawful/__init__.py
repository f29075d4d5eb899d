"""一件合法案件的细目，按环节分开：没有一条规则缺数据，也没有一条不通过。"""

from __future__ import annotations

from importlib import import_module
from typing import Any

TOPICS = ("subject", "filing", "evidence", "hearing", "review", "decision", "delivery", "execution")

PARTICULARS: dict[str, Any] = {
    key: value for topic in TOPICS for key, value in import_module(f"{__name__}.{topic}").PARTICULARS.items()
}
"""What an ordinary fine without hearing says of each step (see `factories.make_lawful_case`)."""
