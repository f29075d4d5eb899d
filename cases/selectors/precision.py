"""规则的准确率：经人研判的线索里有多少成立；样本少的时候不下结论。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from cases.models import FindingContest
from cases.wilson import MINIMUM_BASE, wilson_interval


@dataclass(frozen=True)
class Precision:
    """`held` of the `decided` findings on which somebody decided turned out to be real. A person decides by confirming or dismissing, or by
    answering a contest (采纳 dismisses, 不采纳 confirms); each finding counts once, as it stands now. `latest`: only the last found were
    looked at, because there are more."""

    held: int
    decided: int
    latest: bool = False

    @property
    def enough(self) -> bool:
        """Whether there are so many that a rate says something: eight."""
        return self.decided >= MINIMUM_BASE

    @property
    def count(self) -> str:
        """25 条, or 最近 500 条."""
        return f"{'最近 ' if self.latest else ''}{self.decided:,} 条"

    @property
    def share(self) -> str:
        """92%, 样本不足, or — while nobody decided."""
        if not self.decided:
            return "—"
        return f"{(200 * self.held + self.decided) // (2 * self.decided)}%" if self.enough else "样本不足"  # a half is rounded up

    @property
    def interval(self) -> str:
        """41%–93%: where the rate lies with 95 % confidence (Wilson); "" for a sample too small."""
        if not self.enough:
            return ""
        low, high = wilson_interval(self.held, self.decided)
        return f"{low:.0%}–{high:.0%}"

    def __str__(self) -> str:
        if not self.decided:
            return "—"
        return f"{self.share}（{self.count}）"


@dataclass(frozen=True)
class Contested:
    """What agencies said of a rule's findings, and what they were told."""

    waiting: int
    adopted: int
    rejected: int

    @property
    def said(self) -> int:
        """All that were contested."""
        return self.waiting + self.adopted + self.rejected


def contested(code: str, user: Any) -> Contested:
    """The contests of one rule's findings, among those a person may see, in one statement."""
    rows = FindingContest.objects.visible_to(user).filter(finding__rule_code=code)
    counts = {state: Count("pk", filter=Q(state=state)) for state in ("contested", "adopted", "rejected")}
    found = rows.aggregate(**counts)
    return Contested(found["contested"], found["adopted"], found["rejected"])
