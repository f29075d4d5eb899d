"""P-01、P-03 至 P-05、P-10、P-11：时效、线索、立案、先行登记保存。

Calendar, by hand: 2026-03-02 is a Monday; the 7th working day after it is 03-11, the 15th 03-23. With 清明 (4 to 6 April) the 30th is 04-14.
After 2025-12-31: 1 to 3 January are holidays, Sunday the 4th works; 4, 5, 6, 7, 8, 9 January, then Monday the 12th is the 7th.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import ActKind, DecisionType, Procedure
from tests.cases.factories import make_act, make_case
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
ENDED = {"decision_date": "2026-04-30", "violation_start": "2024-03-10", "violation_continuing": False, "harmful_result": False}


def test_p_01_two_years_to_the_day():
    assert outcome(make_case(**ENDED, discovered_date="2026-03-10"), "P-01") == PASS
    late = result(make_case(**ENDED, discovered_date="2026-03-11"), "P-01")
    assert (late.outcome, late.due) == (FAIL, date(2026, 3, 10))
    leap = ENDED | {"violation_start": "2024-02-29"}
    assert outcome(make_case(**leap, discovered_date="2026-02-28"), "P-01") == PASS
    assert outcome(make_case(**leap, discovered_date="2026-03-01"), "P-01") == FAIL


def test_p_01_the_earliest_discovery_counts():
    late = ENDED | {"discovered_date": "2026-03-20"}
    assert outcome(make_case(**late, clue_received_on="2026-03-10"), "P-01") == PASS
    assert outcome(make_case(**late, filing_date="2026-03-10"), "P-01") == PASS
    case = make_case(**late)
    make_act(case, ActKind.ONSITE_INSPECTION, "2026-03-09")
    assert outcome(case, "P-01") == PASS


def test_p_01_five_years_need_both_conditions():
    grave = {"decision_date": "2027-06-30", "violation_end": "2022-05-20", "life_health_finance": True}
    assert outcome(make_case(**grave, harmful_result=True, discovered_date="2027-05-20"), "P-01", date(2027, 7, 1)) == PASS
    assert outcome(make_case(**grave, harmful_result=True, discovered_date="2027-05-21"), "P-01", date(2027, 7, 1)) == FAIL
    assert outcome(make_case(**grave, harmful_result=False, discovered_date="2027-05-20"), "P-01", date(2027, 7, 1)) == FAIL
    unsaid = result(make_case(**grave, discovered_date="2027-05-20"), "P-01", date(2027, 7, 1))
    assert (unsaid.outcome, unsaid.missing) == (UNKNOWN, ("有危害后果",))


def test_p_01_what_was_barred_before_the_new_law_stays_barred():
    """Two years from 2019-07-14 ended on 2021-07-14, a day before the five years came; from 2019-07-15 they had not."""
    grave = {"decision_date": "2024-01-05", "life_health_finance": True, "harmful_result": True, "discovered_date": "2024-01-02"}
    assert outcome(make_case(**grave, violation_end="2019-07-14"), "P-01") == FAIL
    assert outcome(make_case(**grave, violation_end="2019-07-15"), "P-01") == PASS


def test_p_01_a_continuing_act_is_never_too_old():
    old = ENDED | {"violation_start": "2020-01-01", "discovered_date": "2026-03-11"}
    assert outcome(make_case(**old | {"violation_continuing": True}), "P-01") == PASS
    assert result(make_case(**old | {"violation_continuing": None}), "P-01").missing == ("违法行为连续或者继续",)
    assert outcome(make_case(**old | {"violation_end": "2024-03-11"}), "P-01") == PASS
    assert outcome(make_case(**old | {"violation_end": "2024-03-10"}), "P-01") == FAIL


def test_p_01_other_laws_and_other_outcomes():
    old = ENDED | {"discovered_date": "2026-03-11"}
    assert outcome(make_case(**old, sector=Sector.SECURITY), "P-01") == UNKNOWN
    assert outcome(make_case(**old, decision_type=DecisionType.NO_PENALTY), "P-01") == NOT_APPLICABLE
    assert outcome(make_case(**old | {"decision_date": None}), "P-01") == NOT_APPLICABLE
    assert outcome(make_case(decision_date="2026-04-30"), "P-01") == UNKNOWN


CLUE = {"sector": Sector.MARKET, "clue_received_on": "2026-03-02", "clue_result": "to_file"}


def test_p_03_the_fifteenth_working_day_is_in_time():
    assert outcome(make_case(**CLUE, filing_date="2026-03-23"), "P-03") == PASS
    late = result(make_case(**CLUE, filing_date="2026-03-24"), "P-03")
    assert (late.outcome, late.due, late.broken) == (FAIL, date(2026, 3, 23), ("期限内决定是否立案",))
    assert outcome(make_case(**CLUE, no_filing_on="2026-03-23"), "P-03") == PASS
    assert outcome(make_case(**CLUE), "P-03", date(2026, 3, 23)) == UNKNOWN
    assert outcome(make_case(**CLUE), "P-03", date(2026, 3, 24)) == FAIL
    assert outcome(make_case(**CLUE, decision_date="2026-05-06"), "P-03") == UNKNOWN


def test_p_03_an_extension_needs_the_head_in_time_and_has_a_cap():
    longer = CLUE | {"clue_extended_days": 15, "clue_extended_on": "2026-03-23", "clue_extended_by_head": True}
    assert outcome(make_case(**longer, filing_date="2026-04-14"), "P-03") == PASS
    assert outcome(make_case(**longer, filing_date="2026-04-15"), "P-03") == FAIL
    tardy = result(make_case(**longer | {"clue_extended_on": "2026-03-24"}, filing_date="2026-04-14"), "P-03")
    assert tardy.broken == ("延长在原期限届满以前批准",)
    assert outcome(make_case(**longer | {"clue_extended_by_head": False}, filing_date="2026-04-14"), "P-03") == FAIL
    too_long = result(make_case(**longer | {"clue_extended_days": 16}, filing_date="2026-04-14"), "P-03")
    assert too_long.broken == ("延长不超过规定的天数",)


def test_p_03_days_of_testing_do_not_count():
    """Testing from Monday 9 to Friday 13 March: five working days more, so that the last is 03-30."""
    tested = CLUE | {"clue_test_from": "2026-03-09", "clue_test_to": "2026-03-13"}
    assert outcome(make_case(**tested, filing_date="2026-03-30"), "P-03") == PASS
    assert outcome(make_case(**tested, filing_date="2026-03-31"), "P-03") == FAIL


def test_p_03_where_no_period_is_sure_nobody_is_late():
    late = {"clue_received_on": "2026-03-02", "filing_date": "2026-06-01"}
    assert outcome(make_case(**late), "P-03") == NOT_APPLICABLE
    assert outcome(make_case(**late, sector=Sector.AGRICULTURE), "P-03") == NOT_APPLICABLE
    assert outcome(make_case(**late, sector=Sector.HOUSING), "P-03") == UNKNOWN
    assert outcome(make_case(sector=Sector.HOUSING, clue_received_on="2026-03-02"), "P-03") == FAIL
    assert outcome(make_case(**late, sector=Sector.MARKET, procedure=Procedure.SUMMARY), "P-03") == NOT_APPLICABLE
    for result_of_it in ("elsewhere", "mediated"):
        assert outcome(make_case(**late, sector=Sector.MARKET, clue_result=result_of_it), "P-03") == NOT_APPLICABLE
    assert outcome(make_case(**CLUE, clue_moved=True), "P-03") == PASS


def test_p_04_what_must_be_filed_is_filed_in_time_or_refused_with_a_reason():
    assert outcome(make_case(**CLUE, filing_date="2026-03-23"), "P-04") == PASS
    assert outcome(make_case(**CLUE, filing_date="2026-03-24"), "P-04") == FAIL
    refused = CLUE | {"no_filing_on": "2026-03-23"}
    assert outcome(make_case(**refused, no_filing_reasoned=True), "P-04") == PASS
    assert outcome(make_case(**refused, no_filing_reasoned=False), "P-04") == FAIL
    assert result(make_case(**refused), "P-04").missing == ("不予立案经批准并写明理由",)
    assert outcome(make_case(**CLUE), "P-04", date(2026, 3, 23)) == UNKNOWN
    nothing = result(make_case(**CLUE), "P-04", date(2026, 3, 24))
    assert (nothing.outcome, nothing.due) == (FAIL, date(2026, 3, 23))


def test_p_04_moved_undecided_summary_and_other_sectors():
    assert outcome(make_case(**CLUE, clue_moved=True), "P-04") == PASS
    assert outcome(make_case(**CLUE | {"clue_result": ""}), "P-04") == UNKNOWN
    assert outcome(make_case(**CLUE | {"clue_result": "not_to_file"}), "P-04") == NOT_APPLICABLE
    assert outcome(make_case(**CLUE, procedure=Procedure.SUMMARY), "P-04") == NOT_APPLICABLE
    assert outcome(make_case(**CLUE | {"sector": Sector.TRANSPORT}), "P-04") == NOT_APPLICABLE
    assert outcome(make_case(**CLUE | {"sector": Sector.HOUSING}, filing_date="2026-03-24"), "P-04") == UNKNOWN


FILED = {"filing_date": "2026-03-02", "filing_approved_on": "2026-03-02", "filing_by_head": True}


def test_p_05_filed_on_the_day_of_approval_before_the_notice():
    assert outcome(make_case(**FILED, informed_served_date="2026-03-20", discovered_date="2026-02-26"), "P-05") == PASS
    assert outcome(make_case(**FILED, informed_served_date="2026-03-02"), "P-05") == PASS
    late = FILED | {"filing_date": "2026-03-23", "filing_approved_on": "2026-03-23"}
    assert result(make_case(**late, informed_served_date="2026-03-20"), "P-05").broken == ("批准不晚于事先告知",)
    assert result(make_case(**FILED | {"filing_approved_on": "2026-03-03"}), "P-05").broken == ("立案日期就是批准日期",)
    assert result(make_case(**FILED | {"filing_by_head": False}), "P-05").broken == ("经机关负责人批准",)


def test_p_05_urgent_cases_are_reported_afterwards():
    urgent = FILED | {"filing_urgent": True, "filing_approved_on": "2026-03-05"}
    assert outcome(make_case(**urgent, filing_reported_after=True), "P-05") == PASS
    assert outcome(make_case(**urgent, filing_reported_after=False), "P-05") == FAIL
    assert result(make_case(**urgent), "P-05").missing == ("紧急启动后已补报",)
    assert result(make_case(filing_date="2026-03-02"), "P-05").missing == ("立案经机关负责人批准", "立案批准日期")
    assert outcome(make_case(**FILED, procedure=Procedure.SUMMARY), "P-05") == NOT_APPLICABLE
    assert outcome(make_case(), "P-05") == NOT_APPLICABLE
