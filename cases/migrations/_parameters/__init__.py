"""细目规则的行业参数初值，按环节分开，逐行写明来源（0023 用）。

Each module has ROWS: key, sector, region, value, unit, source, status, valid_from, valid_to. `status` is "found" when the source was read,
else "unverified": such a row accuses nobody.
"""

from importlib import import_module

TOPICS = (
    "subject", "filing", "evidence", "hearing", "review", "decision", "delivery", "execution", "measure", "enforcement", "licence",
    "inspection",
)  # fmt: skip


def rows():
    """All rows, topic by topic."""
    return [row for topic in TOPICS for row in import_module(f"{__name__}.{topic}").ROWS]
