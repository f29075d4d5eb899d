"""投诉举报六十日：S-11 的四种结果，一个纯函数。

湖南省行政程序规定 §156 三款: an authority that takes a complaint investigates what it accepts, decides within 60 days, and tells the informant.
"日" is not said to be a working day, so it is a natural one; §174: the day on which a period begins is not counted; no rule moves a last
day that is a holiday. The text of record is that of 2018 (amended in 2022), and is 待核.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.choices import Outcome
from supervision.workdays import Calendar, Explanation, Happened, Period, Unit, due_on, explain

LIMIT = Period(60, Unit.DAY)
BASIS = "《湖南省行政程序规定》第一百五十六条第三款、第一百七十四条（按2018年文本，2022年修改后的条文待核）"
"""As the law library marks it."""
SOON_DAYS = 10
"""A lead is shown as 将到期 when at most this many natural days are left. Ours, not the law's."""


@dataclass(frozen=True)
class Facts:
    """The days of one lead; what has not happened is None."""

    received_on: date
    accepted_on: date | None = None
    declined_on: date | None = None
    handled_on: date | None = None
    informed_on: date | None = None
    anonymous: bool = False
    from_the_public: bool = True
    """Whether it is a complaint or report of citizens or organisations (§156 一款): the sixty days are theirs."""


@dataclass(frozen=True)
class Judgement:
    """An outcome and why, in a sentence; `hint` says what else a reader should know."""

    outcome: Outcome
    sentence: str
    hint: str = ""


def judge(facts: Facts, *, as_of: date, calendar: Calendar) -> Judgement:
    """S-11 for one lead, seen on a day.

    Not accepted: does not apply (reasons are to be told); but where there is only the day of receipt and by it alone it would be late,
    nobody knows. Accepted: the decision, or today, must not lie after the 60th day, and what was decided must have been told, whenever;
    an anonymous informant cannot be told.
    """
    if not facts.from_the_public:
        return Judgement(
            Outcome.NOT_APPLICABLE, "不是公民、法人或者其他组织的投诉举报，不适用六十日期限；按来文的要求办理、回复。"
        )
    if facts.accepted_on is None:
        return _without_acceptance(facts, as_of, calendar)
    due = due_on(facts.accepted_on, LIMIT, calendar).day
    if facts.handled_on is None:
        if as_of > due:
            return Judgement(Outcome.FAIL, f"受理后第{(as_of - facts.accepted_on).days}日仍未作出处理决定，超过六十日。")
        return Judgement(Outcome.PASS, "尚在六十日期限内。")
    if facts.handled_on > due:
        late = (facts.handled_on - facts.accepted_on).days
        return Judgement(Outcome.FAIL, f"受理后第{late}日才作出处理决定，超过六十日。")
    if facts.anonymous:
        return Judgement(Outcome.PASS, "六十日内作出处理决定；匿名反映，免予告知。")
    if facts.informed_on is None:
        return Judgement(Outcome.FAIL, "已作出处理决定，没有告知投诉人、举报人的记录。", "告知后请登记告知日期。")
    hint = "告知日期晚于受理后第六十日，处理决定在期限内，不作问题处理。" if facts.informed_on > due else ""
    return Judgement(Outcome.PASS, "六十日内作出处理决定，并已告知。", hint)


def counted(facts: Facts, calendar: Calendar) -> Explanation | None:
    """How the sixty days were counted; None before acceptance, and for what does not come
    from the public. What was decided stands beside the due day."""
    if facts.accepted_on is None or not facts.from_the_public:
        return None
    happened = Happened("办结日期", facts.handled_on) if facts.handled_on else None
    return explain(facts.accepted_on, LIMIT, calendar, happened=happened)


def _without_acceptance(facts: Facts, as_of: date, calendar: Calendar) -> Judgement:
    if facts.declined_on is not None:
        told = facts.informed_on is not None or facts.anonymous
        return Judgement(Outcome.NOT_APPLICABLE, "没有受理，不计算期限。", "" if told else "不予受理的理由应当告知。")
    if (facts.handled_on or as_of) > due_on(facts.received_on, LIMIT, calendar).day:
        return Judgement(
            Outcome.UNKNOWN, "没有受理日期；只按收到日期计算，已超过六十日。", "期限自受理起算，请核对是否受理、何时受理。"
        )
    return Judgement(Outcome.NOT_APPLICABLE, "没有受理，不计算期限。")
