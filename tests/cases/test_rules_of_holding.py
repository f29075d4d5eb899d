"""P-10、P-11：先行登记保存。

Calendar, by hand: the 7th working day after Monday 2026-03-02 is 03-11. After 2025-12-31: 1 to 3 January are holidays, Sunday the 4th works;
4 to 9 January are six working days, Monday the 12th is the 7th.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import ActKind
from tests.cases.factories import make_act, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
URGENT_PART = "保存以前批准，或者依规章紧急保存并在24小时内报告、补办批准"
HELD = {"hold_at": "2026-04-30 16:00+08", "hold_by_head": True, "hold_list_given": True}
URGENT = HELD | {"hold_urgent": True, "hold_approved_at": "2026-05-01 15:00+08"}


def test_p_10_approved_before():
    assert outcome(make_case(**HELD, hold_approved_at="2026-04-30 16:00+08"), "P-10") == PASS
    late = HELD | {"hold_approved_at": "2026-04-30 16:01+08"}
    assert result(make_case(**late, hold_urgent=False), "P-10").broken == (URGENT_PART,)
    before = HELD | {"hold_approved_at": "2026-04-30 09:00+08"}
    assert outcome(make_case(**before | {"hold_by_head": False}), "P-10") == FAIL
    assert result(make_case(**before | {"hold_list_given": False}), "P-10").broken == ("当场清点并开具清单",)
    assert result(make_case(**HELD), "P-10").missing == ("先行登记保存批准时刻",)
    assert outcome(make_case(), "P-10") == NOT_APPLICABLE


def test_p_10_urgent_in_the_market_sector_reported_within_twenty_four_hours():
    market = URGENT | {"sector": Sector.MARKET}
    in_time = make_case(**market, hold_reported_at="2026-05-01 16:00+08")
    assert outcome(in_time, "P-10") == PASS
    late = result(make_case(**market, hold_reported_at="2026-05-01 16:01+08"), "P-10")
    assert (late.outcome, late.broken) == (FAIL, (URGENT_PART,))
    papers_later = market | {"hold_approved_at": "2026-05-01 16:30+08"}
    assert "口径不一" in result(make_case(**papers_later, hold_reported_at="2026-05-01 10:00+08"), "P-10").sentence
    assert result(make_case(**market | {"hold_urgent": None}), "P-10").missing == ("情况紧急当场保存",)


def test_p_10_housing_knows_no_urgency_and_other_sectors_were_not_read():
    reported = {"hold_reported_at": "2026-05-01 10:00+08"}
    assert outcome(make_case(**URGENT, **reported, sector=Sector.HOUSING), "P-10") == FAIL
    assert outcome(make_case(**URGENT, **reported, sector=Sector.TRANSPORT), "P-10") == UNKNOWN


def test_p_10_lifted_at_once_or_only_days_known():
    refused = {key: value for key, value in HELD.items() if key != "hold_by_head"}
    assert outcome(make_case(**refused, hold_lifted_at_once=True), "P-10") == PASS
    days = HELD | {"hold_at": "2026-04-30 00:00+08", "hold_urgent": False}
    assert outcome(make_case(**days, hold_approved_at="2026-05-01 00:00+08"), "P-10") == UNKNOWN
    assert outcome(make_case(**days, hold_approved_at="2026-05-02 00:00+08"), "P-10") == FAIL


def test_p_11_seven_working_days():
    held = {"hold_at": "2026-03-02 10:00+08", "hold_disposal": "tested"}
    assert outcome(make_case(**held, hold_disposed_on="2026-03-11"), "P-11") == PASS
    late = result(make_case(**held, hold_disposed_on="2026-03-12"), "P-11")
    assert (late.outcome, late.due, late.broken) == (FAIL, date(2026, 3, 11), ("7个工作日内处理",))
    assert outcome(make_case(**held, hold_disposed_on="2026-03-12", hold_returned_on="2026-03-11"), "P-11") == PASS
    over_new_year = held | {"hold_at": "2025-12-31 10:00+08"}
    assert outcome(make_case(**over_new_year, hold_disposed_on="2026-01-12"), "P-11") == PASS
    assert outcome(make_case(**over_new_year, hold_disposed_on="2026-01-13"), "P-11") == FAIL


def test_p_11_not_dealt_with_or_dealt_with_otherwise():
    held = {"hold_at": "2026-03-02 10:00+08"}
    assert outcome(make_case(**held), "P-11", date(2026, 3, 11)) == UNKNOWN
    assert outcome(make_case(**held), "P-11", date(2026, 3, 12)) == FAIL
    other = make_case(**held, hold_disposed_on="2026-03-05", hold_disposal="other")
    assert result(other, "P-11").broken == ("处理方式合法",)
    assert result(make_case(**held, hold_disposed_on="2026-03-05"), "P-11").missing == ("登记保存证据处理方式",)
    assert outcome(make_case(**held, hold_lifted_at_once=True), "P-11") == PASS
    assert outcome(make_case(), "P-11") == NOT_APPLICABLE


def test_a_hold_known_from_its_record_alone_lacks_data():
    case = make_case()
    make_act(case, ActKind.EVIDENCE_HOLD, "2026-03-02")
    assert outcome(case, "P-10") == UNKNOWN
    assert result(case, "P-11").missing == ("登记保存证据处理日期",)
