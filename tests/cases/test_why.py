"""每条结果的“为什么”：句子、条文、看过的数据、期限在小日历上数出来；判断不了的，说明缺什么。"""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Finding
from cases.selectors.counting import count_of_finding, spans_in_words, spans_of
from cases.selectors.explanations import explained_results
from cases.services.checking import check
from supervision.workdays import calendar
from tests.cases.factories import make_case, make_lawful_case, make_span

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 30)


def why(case, code, user, today=TODAY):
    return next(item for item in explained_results(case, user=user, today=today) if item.result.code == code)


def test_a_hearing_is_left_out_of_the_ninety_days_and_the_decision_stands_beside_the_end(cast, sign_in):
    """市监程序规定 §64: the hearing does not count. 14 January + 90 = 14 April; ten days more are 24 April; decided on the 27th, a Monday."""
    case = make_case(cast.city_market, filing_date="2026-01-14", decision_date="2026-04-27")
    make_span(case, "2026-02-01", "2026-02-10")
    check(as_of=TODAY)
    told = why(case, "P-30", cast.city_supervisor).explanation
    words = "自2026年1月14日（不计入）起，扣除10日，第90日为2026年4月24日；期间的节假日照常计入；决定日期为2026年4月27日，在届满日后第3日。"
    assert told.sentence == words
    kept = count_of_finding(Finding.objects.get(case=case, rule_code="P-30"), calendar.current())
    assert kept.sentence == words
    page = sign_in(cast.city_supervisor).get(case.get_absolute_url()).content.decode()
    for text in ("2月1日，依法扣除", "4月27日，决定日期，在届满日后第3日", "逐日文字", "2026-02-01 至 2026-02-10"):
        assert text in page, text


def test_an_end_that_rolled_is_drawn_as_it_was_found(cast):
    """Housing rolls (住建程序规定 §45). 4 July + 90 is 2 October, in the holiday; the first working day after it is 8 October."""
    case = make_case(cast.county_housing, filing_date="2026-07-04", decision_date="2026-10-09")
    check(as_of=date(2026, 11, 20))
    finding = Finding.objects.get(case=case, rule_code="P-30")
    assert finding.due_on == date(2026, 10, 8)
    told = count_of_finding(finding, calendar.current())
    assert "顺延至节后第一个工作日2026年10月8日" in told.sentence
    assert [day.number for day in told.days if day.day == date(2026, 10, 2)] == [90]


def test_service_over_the_holiday(cast, sign_in):
    """Decided on Monday 28 September 2026: the seventh working day is 13 October (holiday 1 to 7, make-up Saturday 10)."""
    case = make_lawful_case(
        cast.city_market, filing_date=date(2026, 7, 20), informed_served_date=date(2026, 9, 14), legal_review_date=date(2026, 9, 25),
        decision_date=date(2026, 9, 28), served_date=date(2026, 10, 15), published_date=date(2026, 9, 29),
    )  # fmt: skip
    told = why(case, "P-50", cast.city_supervisor, date(2026, 11, 20))
    assert told.outcome == "fail"
    assert told.explanation.due.day == date(2026, 10, 13)
    assert told.explanation.late == "在届满日后第2个工作日"
    page = sign_in(cast.market_officer).get(case.get_absolute_url()).content.decode()
    assert "10月10日，第5个工作日，调休上班" in page


def test_what_cannot_be_judged_says_what_is_missing(cast, sign_in):
    case = make_case(cast.county_housing, decision_date="2026-03-30")
    page = sign_in(cast.county_supervisor).get(f"{case.get_absolute_url()}?show=unknown").content.decode()
    assert "要作出判断还缺：立案日期" in page


def test_what_nobody_has_to_act_on_is_written_out_only_when_asked_for(cast, sign_in):
    """14 January + 90 = 14 April: decided on the 13th, P-30 holds; without a day of service P-50 cannot be judged."""
    case, client = (
        make_case(cast.county_housing, filing_date="2026-01-14", decision_date="2026-04-13"),
        sign_in(cast.county_supervisor),
    )
    passed, missing = "第90日为2026年4月14日", "要作出判断还缺："
    for query, written in (("", ()), ("?show=pass", (passed,)), ("?show=unknown", (missing,)), ("?show=na", ())):
        page = client.get(f"{case.get_absolute_url()}{query}").content.decode()
        assert "通过的规则（" in page
        assert "缺数据的规则（" in page
        assert [text for text in (passed, missing) if text in page] == list(written), query
        assert page.count("逐条查看") == 2 - len(written)


def test_a_finding_from_before_the_count_was_kept_is_still_counted_out(cast):
    case = make_case(cast.county_housing, filing_date="2026-01-14", decision_date="2026-04-15")
    check(as_of=TODAY)
    finding = Finding.objects.get(case=case, rule_code="P-30")
    finding.inputs.pop("counted")
    assert "第90日为2026年4月14日" in count_of_finding(finding, calendar.current()).sentence


def test_spans_are_read_as_the_database_writes_them():
    assert spans_of("{[2026-02-01,2026-02-11),[2026-03-05,2026-03-06)}") == (
        (date(2026, 2, 1), date(2026, 2, 10)),
        (date(2026, 3, 5), date(2026, 3, 5)),
    )
    assert spans_in_words("{[2026-02-01,2026-02-11)}") == "2026-02-01 至 2026-02-10"
    assert spans_of(None) == spans_of("{}") == ()


def test_the_finding_page_and_the_agency_s_page_draw_the_same_calendar(cast, sign_in):
    from tests.cases.disputed import put

    case = make_case(cast.county_housing, filing_date="2026-01-14", decision_date="2026-04-15")
    check(as_of=TODAY)
    finding = Finding.objects.get(case=case, rule_code="P-30")
    one = put(finding, cast.county_supervisor)
    for person, address in (
        (cast.county_supervisor, finding.get_absolute_url()),
        (cast.housing_officer, reverse("cases:contest", args=[one.pk])),
    ):
        page = sign_in(person).get(address).content.decode()
        assert "4月14日，第90日，期限届满日" in page
        assert "4月15日，决定日期，在届满日后第1日" in page
