"""工作日历页：系统管理员载入新一年的安排，期限随之重算，别人只能看。"""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from supervision.audit.models import AuditEvent
from supervision.workdays import Period, Unit, calendar, due_on
from tests.cast import Cast

ARRANGEMENT = """日期,是否工作日,名称
2027-01-01,否,元旦
2027-02-05,否,春节
2027-02-06,否,春节
2027-02-07,否,春节
2027-02-08,否,春节
2027-02-09,否,春节
2027-02-10,否,春节
2027-02-11,否,春节
2027-02-14,是,调休上班
2027-05-01,否,劳动节
2027-05-02,否,劳动节
2027-10-01,否,国庆节
2027-10-02,否,国庆节
2027-10-03,否,国庆节
"""


def load(client, content: str = ARRANGEMENT, source: str = "试发〔2026〕1号"):
    file = SimpleUploadedFile("2027.csv", content.encode())
    return client.post(reverse("agencies:calendar"), {"year": 2027, "source": source, "file": file}, follow=True)


def test_the_system_administrator_loads_a_year_and_dates_are_no_longer_provisional(cast: Cast, sign_in):
    start, period = datetime.date(2027, 2, 3), Period(3, Unit.WORKDAY)
    assert due_on(start, period, calendar.current()).provisional
    answer = load(sign_in(cast.system_admin))
    assert "已载入2027年放假安排" in answer.text
    assert "调休上班" in answer.text
    # 2月4日第1日，5日至11日春节放假，12日第2日，13日周六，14日调休上班第3日
    assert due_on(start, period, calendar.current()).day == datetime.date(2027, 2, 14)
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {"agencies.calendar_loaded", "agencies.calendar_changed"}


def test_a_wrong_line_is_named_and_nothing_changes(cast: Cast, sign_in):
    before = calendar.current().version
    answer = load(sign_in(cast.system_admin), ARRANGEMENT.replace("2027-02-06", "2027-02-30"))
    assert "2027-02-30" in answer.text
    assert "日历没有变动" in answer.text
    assert calendar.current().version == before


@pytest.mark.parametrize("who", ["city_supervisor", "housing_officer", "township_assistant"])
def test_others_may_look_and_not_load(cast: Cast, sign_in, who: str):
    client = sign_in(cast.people[who])
    assert "载入一年的安排" not in client.get(reverse("agencies:calendar")).text
    assert load(client).status_code == 403
