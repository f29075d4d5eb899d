"""埋设对照：埋下的每一处缺陷有没有查出来，没有埋的有没有误报。"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cases.models import Finding
from cases.rules import RULESET

RECORD_PREFIX = "DEMO"
"""How the record numbers of the generator begin."""

Record = tuple[str, str]
"""Agency's code and record number."""


@dataclass
class Truth:
    """One rule: the records in which it was broken on purpose, and those in which a finding says so."""

    code: str
    planted: set[Record] = field(default_factory=set)
    found: set[Record] = field(default_factory=set)

    @property
    def missed(self) -> set[Record]:
        """Broken, and not found."""
        return self.planted - self.found

    @property
    def unplanted(self) -> set[Record]:
        """Found, and nobody broke it."""
        return self.found - self.planted

    @property
    def clean(self) -> bool:
        """Whether all was found that was planted, and nothing else."""
        return not self.missed and not self.unplanted


def read_planted(path: Path) -> list[tuple[str, Record]]:
    """The list that the generator wrote: rule, agency, record."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["规则"], (row["单位编码"], row["记录号"])) for row in csv.DictReader(file)]


def compare(planted: Iterable[tuple[str, Record]]) -> list[Truth]:
    """Each rule's truth, in the order of the rules; one statement. Repaired findings do not count."""
    by_code: defaultdict[str, set[Record]] = defaultdict(set)
    for code, record in planted:
        by_code[code].add(record)
    found: defaultdict[str, set[Record]] = defaultdict(set)
    # Other demo records are made to stand out as a group; what they break is not on this list.
    written = Finding.objects.filter(case__external_id__startswith=RECORD_PREFIX)
    rows = written.exclude(state="cleared").values_list("rule_code", "agency__code", "case__external_id")
    for code, agency, number in rows.iterator():
        found[code].add((agency, number))
    return [Truth(code, by_code[code], found[code]) for code in RULESET.codes]
