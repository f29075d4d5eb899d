"""案件表格的列：一处说明，模板、导入、导出、数据标准、数据质量共用。

Three ways a file may be headed: our own template, the 双公示 standard, and the loose names of other systems. All lead to the same keys.
Whoever changes anything here makes a new version of the data standard: see `standard.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.choices import CaseKind
from cases.columns.loose import LOOSE
from cases.columns.needs import NEEDS
from cases.columns.publicity import BY_KIND as PUBLICITY
from cases.columns.synonyms import NOT_A_PENALTY, SYNONYMS
from cases.columns.template import BLOCKS, TEMPLATES
from supervision.tabular import Table

__all__ = ["BLOCKS", "MUST_HAVE", "NEEDS", "NOT_A_PENALTY", "PROFILES", "SYNONYMS", "TEMPLATES", "Profile", "profile_of"]

MUST_HAVE: dict[CaseKind, tuple[str, ...]] = {
    CaseKind.PENALTY: ("party_name", "decision_date"),
    CaseKind.LICENCE: ("party_name", "decision_date"),
    CaseKind.COERCION: ("party_name", "measure_from"),
    CaseKind.INSPECTION: ("party_name", "inspected_on"),
}
"""Columns without which a whole file is refused: nearly every check of that kind starts from them. Their cells may be empty."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of heading a file of one kind. `code` is kept on the batch."""

    code: str
    label: str
    kind: CaseKind
    table: Table


PROFILES: tuple[Profile, ...] = (
    *(Profile(f"template.{kind}", "本平台模板", kind, table) for kind, table in TEMPLATES.items()),
    *(Profile(f"publicity.{kind}", "双公示", kind, table) for kind, table in PUBLICITY.items()),
    *(Profile(f"loose.{kind}", "常见列名", kind, table) for kind, table in LOOSE.items()),
)


def profile_of(code: str) -> Profile | None:
    """The profile a batch was read with; None for one of an earlier version."""
    return next((profile for profile in PROFILES if profile.code == code), None)
