"""监督人员的人数和证件（S-13）：没有本省的依据，只提示，不认定。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.choices import Outcome

FEWEST = 2
"""Supervisors on the spot: 四川 §29–30, 广东 §27, 河北 §19 and others; nothing of Hunan's or Changsha's has been read (unverified)."""


@dataclass(frozen=True)
class Judged:
    """What rule S-13 says of a visit, and what is pointed out."""

    outcome: Outcome
    hints: tuple[str, ...] = ()


def judge_visit(*, covert: bool, certificates: Sequence[str]) -> Judged:
    """`certificates`: the number that each supervisor showed, "" for none.

    A covert visit (条例 §22 二项) asks for neither. What is missing is never a breach: the numbers come from other provinces, and whether
    Changsha's own Regulation of 2001 (§5 三项, 行政执法监督证) is in force is not known. So it is UNKNOWN, with the reason.
    """
    if covert:
        return Judged(Outcome.PASS)
    hints = []
    if len(certificates) < FEWEST:
        hints.append("现场监督不足两人（外省规定，在本市待核）")
    if missing := sum(not number.strip() for number in certificates):
        hints.append(f"{missing} 人没有填写行政执法监督证号（长沙市行政执法监督条例（2001）第五条第三项，效力待核）")
    return Judged(Outcome.UNKNOWN, tuple(hints)) if hints else Judged(Outcome.PASS)
