"""六十日：逐日手算，四种结果（S-11）。

Days are counted here on the fingers, not by the code under test: March has 31 days, April 30, May 31.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.choices import Outcome
from leads.limits import LIMIT, Facts, counted, judge
from leads.selectors import due_within
from supervision.workdays import Calendar, Unit
from supervision.workdays.seed import seed_calendar

CALENDAR: Calendar = seed_calendar()
ACCEPTED = date(2026, 3, 10)
"""10 March: the 11th is day 1, 31 March is day 21, 30 April is day 51, 9 May is day 60."""
DAY_60, DAY_61 = date(2026, 5, 9), date(2026, 5, 10)


def outcome(as_of: date = date(2026, 11, 30), **days: object) -> tuple[Outcome, str]:
    found = judge(Facts(received_on=date(2026, 3, 9), **days), as_of=as_of, calendar=CALENDAR)  # type: ignore[arg-type]
    return found.outcome, found.sentence + found.hint


def test_the_sixtieth_day_counted_by_hand() -> None:
    days = [ACCEPTED + timedelta(days=n) for n in range(1, 61)]
    assert (days[0], days[20], days[50], days[59]) == (date(2026, 3, 11), date(2026, 3, 31), date(2026, 4, 30), DAY_60)
    assert (LIMIT.amount, LIMIT.unit, LIMIT.roll) == (60, Unit.DAY, False)


@pytest.mark.parametrize(
    ("handled_on", "wanted"), [(date(2026, 3, 10), "pass"), (DAY_60, "pass"), (DAY_61, "fail"), (date(2026, 6, 1), "fail")]
)
def test_day_60_passes_and_day_61_does_not(handled_on: date, wanted: str) -> None:
    assert outcome(accepted_on=ACCEPTED, handled_on=handled_on, informed_on=handled_on)[0] == wanted


def test_what_is_not_decided_yet_is_seen_from_today() -> None:
    assert outcome(DAY_60, accepted_on=ACCEPTED)[0] == Outcome.PASS
    late, sentence = outcome(DAY_61, accepted_on=ACCEPTED)
    assert late == Outcome.FAIL
    assert "第61日" in sentence


def test_a_last_day_on_a_holiday_or_a_weekend_stays_there() -> None:
    """9 May 2026 is a make-up working Saturday; 1 May, a holiday, is the sixtieth day after 2 March; 14 March 2027 a Sunday. None moves."""
    for start, due in ((date(2026, 3, 2), date(2026, 5, 1)), (date(2027, 1, 13), date(2027, 3, 14))):
        for on, wanted in ((due, Outcome.PASS), (due + timedelta(days=1), Outcome.FAIL)):
            assert outcome(accepted_on=start, handled_on=on, informed_on=on)[0] == wanted, (start, on)


def test_not_accepted_does_not_apply_and_reminds_of_the_reasons() -> None:
    assert outcome(declined_on=date(2026, 3, 12)) == (Outcome.NOT_APPLICABLE, "没有受理，不计算期限。不予受理的理由应当告知。")
    assert outcome(declined_on=date(2026, 3, 12), informed_on=date(2026, 3, 13))[1] == "没有受理，不计算期限。"
    assert outcome(declined_on=date(2026, 3, 12), anonymous=True)[1] == "没有受理，不计算期限。"


def test_only_the_day_of_receipt_and_late_by_it_alone_is_unknown() -> None:
    """Received 9 March: day 60 is 8 May."""
    assert outcome(date(2026, 5, 8))[0] == Outcome.NOT_APPLICABLE
    assert outcome(date(2026, 5, 9))[0] == Outcome.UNKNOWN
    assert outcome(handled_on=date(2026, 5, 8))[0] == Outcome.NOT_APPLICABLE
    assert outcome(handled_on=date(2026, 5, 9))[0] == Outcome.UNKNOWN


def test_told_after_the_sixtieth_day_but_decided_in_time_passes_with_a_hint() -> None:
    found, words = outcome(accepted_on=ACCEPTED, handled_on=DAY_60, informed_on=DAY_61)
    assert found == Outcome.PASS
    assert "告知日期晚于受理后第六十日" in words
    assert "晚于" not in outcome(accepted_on=ACCEPTED, handled_on=DAY_60, informed_on=DAY_60)[1]


def test_decided_and_never_told_is_a_problem_unless_nobody_can_be_told() -> None:
    assert outcome(accepted_on=ACCEPTED, handled_on=DAY_60)[0] == Outcome.FAIL
    assert outcome(accepted_on=ACCEPTED, handled_on=DAY_60, anonymous=True)[0] == Outcome.PASS
    assert outcome(accepted_on=ACCEPTED, handled_on=DAY_61, anonymous=True)[0] == Outcome.FAIL


def test_the_count_is_explained_day_by_day() -> None:
    assert counted(Facts(received_on=ACCEPTED), CALENDAR) is None
    found = counted(Facts(received_on=ACCEPTED, accepted_on=ACCEPTED, handled_on=DAY_61), CALENDAR)
    assert found is not None
    assert found.due.day == DAY_60
    assert found.days[0].number is None
    assert [(one.day, one.number) for one in found.days[1:]] == [(ACCEPTED + timedelta(days=n), n) for n in range(1, 61)]
    assert "自2026年3月10日（不计入）起第60日为2026年5月9日" in found.sentence
    assert "在届满日后第1日" in found.sentence


def test_the_lists_question_agrees_with_the_count() -> None:
    """Late from day 61 on; soon from day 50 (ten days left) to day 60."""
    for today, late, soon in (
        (ACCEPTED + timedelta(days=49), False, False), (ACCEPTED + timedelta(days=50), False, True),
        (DAY_60, False, True), (DAY_61, True, False),
    ):  # fmt: skip
        for wanted, asked in ((late, due_within(today=today, late=True)), (soon, due_within(today=today, late=False))):
            days = dict(asked.children)
            inside = days.get("accepted_on__lt", date.max) > ACCEPTED
            inside = inside and days.get("accepted_on__gte", date.min) <= ACCEPTED <= days.get("accepted_on__lte", date.max)
            assert inside == wanted, today
