"""暂扣期限与告知（S-12）：外省规定的三日、六个月，本地口径待核，只作提示。

A pure function. The two numbers are Liaoning's; whether Hunan or Changsha has any is unverified, so that going beyond them is UNKNOWN, never
a breach and never a reason to refuse. The day on which a local rule adopts numbers, `LIMITS` names it and `adopted` turns UNKNOWN into FAIL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervision.workdays.due import add_months

MARK = "外省规定、待核"


class Result(StrEnum):
    """What S-12 says of one suspension."""

    PASS = "pass"  # noqa: S105 - an outcome, no password
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limits:
    """How long a certificate may be withheld and how soon it is told, by which provision; `adopted`: a local rule has these numbers."""

    max_months: int
    notify_days: int
    length_source: str
    telling_source: str
    adopted: bool = False

    def latest_end(self, suspend_from: date) -> date:
        """The last day a suspension may have: the same day that many months on."""
        return add_months(suspend_from, self.max_months)

    def latest_telling(self, suspend_from: date) -> date:
        """The last day for telling: natural days (ND), the first not counted."""
        return suspend_from + timedelta(days=self.notify_days)

    def marked(self, source: str) -> str:
        """A provision as a hint names it."""
        return source if self.adopted else f"{source}，{MARK}"


LIMITS = Limits(6, 3, "《辽宁省行政执法监督规定》第三十六条第三款", "《辽宁省行政执法监督规定》第三十六条第二款")
"""辽宁 §36 二款、三款: the unit and the issuing organ are told within three days, six months at most."""


@dataclass(frozen=True)
class Judgement:
    """The outcome, and what is to be looked at, in sentences."""

    result: Result
    hints: tuple[str, ...] = ()


def judge(
    *,
    local_basis: str,
    suspend_from: date,
    suspend_to: date,
    notified_unit_on: date | None,
    notified_issuer_on: date | None,
    today: date,
    limits: Limits = LIMITS,
) -> Judgement:
    """S-12 of a suspension that was decided. `suspend_to` is its last day.

    No local basis: UNKNOWN, whatever the rest. Nobody told yet and the days not over: UNKNOWN, since it may still become right.
    """
    if not local_basis.strip():
        return Judgement(Result.UNKNOWN, ("没有记载本地依据，《行政执法监督条例》第三十二条只有建议权，无从判断。",))
    beyond = length_hints(suspend_from, suspend_to, limits)
    waiting: list[str] = []
    last = limits.latest_telling(suspend_from)
    for whom, told in (("所在单位", notified_unit_on), ("发证机关", notified_issuer_on)):
        if told is None and today <= last:
            waiting.append(f"尚未登记告知{whom}，{last} 以前应当告知（{limits.marked(limits.telling_source)}）。")
        elif told is None:
            beyond.append(f"没有登记告知{whom}，已超过 {limits.notify_days} 日（{limits.marked(limits.telling_source)}）。")
        elif told > last:
            beyond.append(f"{told} 告知{whom}，超过 {limits.notify_days} 日（{limits.marked(limits.telling_source)}）。")
    hints = (*beyond, *waiting)
    if beyond:
        return Judgement(Result.FAIL if limits.adopted else Result.UNKNOWN, hints)
    return Judgement(Result.UNKNOWN if waiting else Result.PASS, hints)


def length_hints(suspend_from: date, suspend_to: date, limits: Limits = LIMITS) -> list[str]:
    """What is to be said of how long it lasts, also before it is decided."""
    last = limits.latest_end(suspend_from)
    if suspend_to <= last:
        return []
    return [f"超过 {limits.max_months} 个月（最晚至 {last}；{limits.marked(limits.length_source)}）。"]
