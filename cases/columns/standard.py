"""数据标准的版本：说明改了一个字，就是新的一版。

The standard is what stands in this package, nothing else. Its digest is kept with each edition; a test compares, so that nobody changes a
column, a code list, a heading or a need without a new edition on top of `EDITIONS`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from cases.columns import BLOCKS, MUST_HAVE, NEEDS, NOT_A_PENALTY, PROFILES, SYNONYMS


@dataclass(frozen=True, slots=True)
class Edition:
    """One version: its number, the day from which it holds, what changed, the digest of the descriptions."""

    version: str
    since: date
    changes: tuple[str, ...]
    digest: str


EDITIONS: tuple[Edition, ...] = (
    Edition(
        "1.1",
        date(2026, 11, 30),
        (
            "增加案卷细目：按办案环节写明普通栏目没有的内容，供逐条检查；各栏都可以留空，不报的文件不受影响。",
            "细目可以另用一个文件补报：有记录号、当事人名称、日期和要补的栏目即可，其余栏目不受影响。",
        ),
        "0e40c2ffdb5e3728f3384ff0b7a53db0ddd209dbfb0a3ea23f63b512eb750768",
    ),
    Edition(
        "1.0",
        date(2026, 11, 24),
        (
            "首次以版本发布：行政处罚、行政许可、行政强制、行政检查四类记录的栏目、代码表、认得的其他表头。",
            "每一栏写明来源；写明何时必填，作为完整率的计算口径。",
        ),
        "7ddacac54dce88dc99da4d340f5867065228fecd5a9271df344b4c0457b89181",
    ),
)
"""Newest first."""

CURRENT = EDITIONS[0]


def digest() -> str:
    """What the descriptions come to today."""
    described = {
        "blocks": {kind: [asdict(block) for block in blocks] for kind, blocks in BLOCKS.items()},
        "needs": {kind: {key: asdict(need) for key, need in needs.items()} for kind, needs in NEEDS.items()},
        "profiles": [[profile.code, [asdict(column) for column in profile.table.columns]] for profile in PROFILES],
        "synonyms": SYNONYMS,
        "must_have": MUST_HAVE,
        "not_a_penalty": NOT_A_PENALTY,
    }
    text = json.dumps(described, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
