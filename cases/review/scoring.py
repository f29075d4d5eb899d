"""评分：扣分、封顶、一票否决、等次，何时由第三人评定。

Pure. The measures and where each comes from are said on every page that shows a score (`SOURCES`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from cases.choices import Severity
from cases.review.choices import Grade, Verdict

FULL = 100
POINTS = {Severity.CRITICAL: 10, Severity.HIGH: 4, Severity.MEDIUM: 2, Severity.LOW: 1, Severity.INFO: 0}
"""What a breach of a rule costs, by how grave it is."""

VETO_RULES = frozenset({"G-01", "G-02", "G-05", "G-06", "P-06", "P-12", "P-22", "P-36"})
"""Rules whose breach, once a reviewer has established it, fails the whole file."""

GRADES_SOURCE = "等次标准参照《广东省行政执法案卷评查办法》（广东省人民政府令第231号），系外省规定，待以湖南省案卷评查标准核对"
POINTS_SOURCE = "分值为平台拟定：规则检出的问题严重10分、较重4分、一般2分、轻微1分，同一条合计封顶；待以湖南省案卷评查标准核对"
VETO_SOURCE = "一票否决项参照广东省人民政府令第231号（外省规定，待核）及平台拟定"
TERM_SOURCE = "异议、复核各10个工作日，参照广东省人民政府令第231号（外省规定，待核）；《行政执法监督条例》第三十条只规定及时处理"
SOURCES = (GRADES_SOURCE, POINTS_SOURCE, VETO_SOURCE, TERM_SOURCE)


@dataclass(frozen=True)
class Scale:
    """The measures of one round. A grade begins at its threshold."""

    excellent: int = 90
    good: int = 75
    passing: int = 60
    gap: int = 15
    cap: int = 10

    def grade(self, score: Decimal | int) -> Grade:
        """The grade of a score: below `passing` 不合格; each threshold belongs to the better grade."""
        if score < self.passing:
            return Grade.FAIL
        if score < self.good:
            return Grade.PASS
        return Grade.GOOD if score < self.excellent else Grade.EXCELLENT

    @property
    def words(self) -> str:
        """The thresholds in one line."""
        return (
            f"{self.excellent}分以上优秀，{self.good}分以上不满{self.excellent}分良好，"
            f"{self.passing}分以上不满{self.good}分合格，不满{self.passing}分不合格"
        )


class Line(Protocol):
    """What counts of a line: its code ("" for none), whether it fails the file, the decision, the points taken."""

    code: str
    veto: bool
    verdict: str
    taken: int


@dataclass(frozen=True)
class Total:
    """A sheet's result. `vetoed`: an accepted line fails the whole file, which then has 0."""

    score: int
    vetoed: bool


def total(lines: Iterable[Line], cap: int) -> Total:
    """100 less what was accepted; lines of one code together at most `cap`; never below 0; 0 when one fails the file."""
    by_code: dict[str, int] = defaultdict(int)
    loose = 0
    for line in lines:
        if line.verdict != Verdict.ACCEPTED:
            continue
        if line.veto:
            return Total(0, True)
        if line.code:
            by_code[line.code] += line.taken
        else:
            loose += line.taken
    lost = loose + sum(min(cap, points) for points in by_code.values())
    return Total(max(0, FULL - lost), False)


def settled(first: int, second: int, gap: int) -> Decimal | None:
    """The mean of two scores; None when they differ by more than `gap` (exactly `gap` is still the mean's)."""
    return None if abs(first - second) > gap else Decimal(first + second) / 2
