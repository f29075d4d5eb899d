"""P-30 九十日内作出决定（行政处罚法 §60）。

Counted by hand: 2026-01-14 + 90 days: 17 days left in January, 28 in February, 31 in March = 76, so the 90th is 14 April.
2026-01-05 + 90 = 2026-04-05, inside 清明 (4–6 April 2026); the first working day after it is Tuesday 2026-04-07.
"""

from __future__ import annotations

from datetime import date

import pytest

from agencies.choices import Sector
from cases.choices import DecisionType, FilingStatus, Procedure, SpanKind
from supervision.workdays import Period, Unit
from tests.cases.factories import make_agency, make_case, make_extension, make_span
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, outcome, result

pytestmark = pytest.mark.django_db
CODE = "P-30"


def decided(filed, on, sector=Sector.GENERAL, **fields):
    return make_case(sector=sector, filing_date=filed, decision_date=on, **fields)


def test_the_ninetieth_day_is_lawful_and_the_ninety_first_is_not():
    assert outcome(decided("2026-01-14", "2026-04-14"), CODE) == PASS
    found = result(decided("2026-01-14", "2026-04-15"), CODE)
    assert (found.outcome, found.due, found.start, found.period) == (
        FAIL,
        date(2026, 4, 14),
        date(2026, 1, 14),
        Period(90, Unit.DAY),
    )


def test_the_published_case_of_sichuan_decided_on_day_93_is_overdue():
    found = result(decided("2024-09-09", "2024-12-11"), CODE)
    assert (found.outcome, found.due) == (FAIL, date(2024, 12, 8))
    assert found.sentence == "2024-09-09 立案，2024-12-11 才作出决定，是立案后第 93 日；法定期限 2024-12-08 届满。"
    assert "第六十条" in found.basis


@pytest.mark.parametrize("sector", [Sector.MARKET, Sector.HOUSING])
def test_market_and_housing_roll_over_a_holiday(sector):
    assert outcome(decided("2026-01-05", "2026-04-07", sector), CODE) == PASS
    found = result(decided("2026-01-05", "2026-04-08", sector), CODE)
    assert (found.outcome, found.due, found.period) == (FAIL, date(2026, 4, 7), Period(90, Unit.DAY, roll=True))


def test_in_other_sectors_the_rolled_day_is_left_to_a_person():
    assert outcome(decided("2026-01-05", "2026-04-05"), CODE) == PASS
    found = result(decided("2026-01-05", "2026-04-07"), CODE)
    assert found.outcome == UNKNOWN
    assert "顺延" in found.sentence
    assert outcome(decided("2026-01-05", "2026-04-08"), CODE) == FAIL


def test_a_plain_weekend_is_left_to_a_person_in_every_sector():
    """2026-02-07 + 90 days = Friday 2026-05-08; 2026-02-08 + 90 = Saturday 2026-05-09, a make-up working day; 02-09 → Sunday 05-10."""
    for sector in (Sector.GENERAL, Sector.MARKET):
        assert outcome(decided("2026-02-09", "2026-05-10", sector), CODE) == PASS
        assert outcome(decided("2026-02-09", "2026-05-11", sector), CODE) == UNKNOWN
        assert outcome(decided("2026-02-09", "2026-05-12", sector), CODE) == FAIL
        assert outcome(decided("2026-02-08", "2026-05-11", sector), CODE) == FAIL


def test_an_undecided_case_is_judged_by_today():
    case = make_case(filing_date="2026-01-14")
    assert outcome(case, CODE, date(2026, 4, 14)) == PASS
    found = result(case, CODE, date(2026, 4, 15))
    assert found.outcome == FAIL
    assert "至 2026-04-15 仍未作出" in found.sentence


def test_a_closed_case_without_a_decision_date_is_missing_data():
    assert outcome(make_case(filing_date="2026-01-14", closed_on="2026-06-01"), CODE) == UNKNOWN


def test_market_excludes_the_spans_its_rule_names():
    """Ten days from 2026-02-01 to 02-10: the 90th counted day is 2026-04-24."""
    for kind in (
        SpanKind.SUSPENSION,
        SpanKind.HEARING,
        SpanKind.TESTING,
        SpanKind.IDENTIFICATION,
        SpanKind.REFUND,
        SpanKind.PUBLIC_NOTICE,
    ):
        on_time = decided("2026-01-14", "2026-04-24", Sector.MARKET)
        make_span(on_time, "2026-02-01", "2026-02-10", kind)
        assert outcome(on_time, CODE) == PASS
    late = decided("2026-01-14", "2026-04-27", Sector.MARKET)
    make_span(late, "2026-02-01", "2026-02-10", SpanKind.HEARING)
    assert (outcome(late, CODE), result(late, CODE).due) == (FAIL, date(2026, 4, 24))


def test_a_span_the_sector_s_rule_does_not_name_does_not_count():
    case = decided("2026-01-14", "2026-04-24", Sector.HOUSING)
    make_span(case, "2026-02-01", "2026-02-10", SpanKind.REFUND)
    assert outcome(case, CODE) == FAIL


def test_overlapping_spans_count_once():
    case = decided("2026-01-14", "2026-04-28", Sector.MARKET)
    make_span(case, "2026-02-01", "2026-02-10", SpanKind.HEARING)
    make_span(case, "2026-02-06", "2026-02-13", SpanKind.TESTING)
    assert result(case, CODE).due == date(2026, 4, 27)
    assert outcome(case, CODE) == FAIL


def test_a_span_before_the_filing_or_after_the_term_does_not_count():
    case = decided("2026-01-14", "2026-04-20", Sector.MARKET)
    make_span(case, "2026-01-01", "2026-01-14", SpanKind.TESTING)
    make_span(case, "2026-04-16", "2026-04-18", SpanKind.HEARING)
    assert (outcome(case, CODE), result(case, CODE).due) == (FAIL, date(2026, 4, 14))


def test_a_span_that_begins_right_after_the_ninetieth_day_still_stops_the_clock():
    case = decided("2026-01-14", "2026-04-20", Sector.MARKET)
    make_span(case, "2026-04-15", "2026-04-20", SpanKind.HEARING)
    assert outcome(case, CODE) == PASS


def test_hunan_s_exclusion_needs_a_written_notice_to_the_party():
    told = decided("2026-01-14", "2026-04-24")
    make_span(told, "2026-02-01", "2026-02-10", SpanKind.EXPERT_REVIEW, notified=True)
    assert outcome(told, CODE) == PASS
    for notified in (False, None):
        untold = decided("2026-01-14", "2026-04-24")
        make_span(untold, "2026-02-01", "2026-02-10", SpanKind.EXPERT_REVIEW, notified=notified)
        assert outcome(untold, CODE) == UNKNOWN
        later = decided("2026-01-14", "2026-04-27")
        make_span(later, "2026-02-01", "2026-02-10", SpanKind.EXPERT_REVIEW, notified=notified)
        assert outcome(later, CODE) == FAIL


def test_hunan_s_rule_does_not_reach_another_province():
    case = decided("2026-01-14", "2026-04-24", agency=make_agency(region_code="360100"))
    make_span(case, "2026-02-01", "2026-02-10", SpanKind.EXPERT_REVIEW, notified=True)
    assert outcome(case, CODE) == FAIL


def test_a_running_suspension_stops_the_clock_of_an_undecided_case():
    case = make_case(sector=Sector.MARKET, filing_date="2026-01-14")
    make_span(case, "2026-03-01", None, SpanKind.SUSPENSION)
    assert outcome(case, CODE, date(2026, 12, 1)) == PASS


def test_a_decided_case_with_an_unended_span_is_left_to_a_person():
    case = decided("2026-01-14", "2026-05-20", Sector.MARKET)
    make_span(case, "2026-03-01", None, SpanKind.SUSPENSION)
    assert outcome(case, CODE) == UNKNOWN


def test_an_approved_extension_adds_its_days():
    case = decided("2026-01-14", "2026-05-14", Sector.MARKET)
    make_extension(case, 30, "2026-04-14")
    assert outcome(case, CODE) == PASS
    late = decided("2026-01-14", "2026-05-15", Sector.HOUSING)
    make_extension(late, 30, "2026-04-14")
    assert (outcome(late, CODE), result(late, CODE).due) == (FAIL, date(2026, 5, 14))


def test_an_extension_without_a_known_basis_is_left_to_a_person():
    """行政处罚法 §60 lets rules provide otherwise; whether this sector's rule allows an extension is not verified (P-31)."""
    case = decided("2026-01-14", "2026-05-14")
    make_extension(case, 30, "2026-04-14")
    assert outcome(case, CODE) == UNKNOWN
    late = decided("2026-01-14", "2026-05-15")
    make_extension(late, 30, "2026-04-14")
    assert outcome(late, CODE) == FAIL


def test_health_s_three_months_are_unverified():
    """2025-11-30 + 3 months = 2026-02-28, day 90; 2026-04-10 + 3 months = 2026-07-10, day 91."""
    today = date(2026, 9, 1)
    assert outcome(decided("2025-11-30", "2026-02-28", Sector.HEALTH), CODE, today) == PASS
    assert outcome(decided("2026-04-10", "2026-07-09", Sector.HEALTH), CODE, today) == PASS
    assert outcome(decided("2026-04-10", "2026-07-10", Sector.HEALTH), CODE, today) == UNKNOWN
    assert outcome(decided("2026-04-10", "2026-07-14", Sector.HEALTH), CODE, today) == FAIL


def test_a_sector_limit_nobody_verified_accuses_nobody():
    """自然资源 60 days and 广电 6 months are unverified: between them and the statute's 90 days a person decides."""
    assert outcome(decided("2026-01-14", "2026-03-13", Sector.RESOURCES), CODE) == PASS
    assert outcome(decided("2026-01-14", "2026-03-20", Sector.RESOURCES), CODE) == UNKNOWN
    assert outcome(decided("2026-01-14", "2026-04-15", Sector.RESOURCES), CODE) == FAIL
    assert outcome(decided("2026-01-14", "2026-06-15", Sector.CULTURE), CODE) == UNKNOWN
    assert outcome(decided("2025-09-01", "2026-03-03", Sector.CULTURE), CODE) == FAIL


def test_the_police_have_their_own_law():
    assert outcome(decided("2026-01-14", "2026-06-15", Sector.SECURITY), CODE) == UNKNOWN


def test_other_outcomes_are_bound_only_where_the_rule_says_handling_decision():
    no_penalty = {"decision_type": DecisionType.NO_PENALTY}
    assert outcome(decided("2026-01-14", "2026-04-15", Sector.MARKET, **no_penalty), CODE) == FAIL
    assert outcome(decided("2026-01-14", "2026-04-15", Sector.HOUSING, **no_penalty), CODE) == NOT_APPLICABLE


def test_a_decision_made_again_has_no_certain_start():
    assert outcome(decided("2026-01-14", "2026-04-15", remade_after_annulment=True), CODE) == UNKNOWN
    assert outcome(decided("2026-01-14", "2026-04-14", remade_after_annulment=True), CODE) == PASS


def test_a_missing_filing_date_is_missing_data():
    found = result(make_case(decision_date="2026-04-15"), CODE)
    assert (found.outcome, found.missing) == (UNKNOWN, ("立案日期",))


@pytest.mark.parametrize(
    "change",
    [
        {"procedure": Procedure.SUMMARY},
        {"filing_status": FilingStatus.NOT_FILED},
        {"filing_date": "2021-07-14", "decision_date": "2022-01-14"},
    ],
)
def test_it_does_not_apply_elsewhere(change):
    assert outcome(make_case(**{"filing_date": "2026-01-14", "decision_date": "2026-06-15"} | change), CODE) == NOT_APPLICABLE


def test_the_first_day_of_the_new_law_is_judged():
    assert outcome(decided("2021-07-15", "2022-01-14"), CODE) == FAIL


def test_a_term_that_ends_beyond_the_published_calendar_passes_or_waits_but_does_not_guess():
    """Filed 2026-10-05, the ninetieth day is 2027-01-03; the arrangement of 2027 is not published."""
    today = date(2027, 3, 1)
    for sector in (Sector.MARKET, Sector.GENERAL):
        assert outcome(decided("2026-10-05", "2027-01-03", sector), CODE, today) == PASS
        assert outcome(decided("2026-10-05", "2027-01-04", sector), CODE, today) == UNKNOWN
    assert outcome(decided("2026-10-05", "2027-01-18", Sector.GENERAL), CODE, today) == FAIL
