"""一件投诉举报：登记、受理、看期限怎样数、办结、告知。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from leads.models import Lead
from tests.cast import Cast
from tests.journeys.browsing import Seat
from tests.leads.builders import accepted, declined, registered

pytestmark = pytest.mark.browser


def test_a_complaint_is_registered_accepted_decided_and_told(people: Cast, seat: Callable[..., Seat]) -> None:
    accepted(people.county_housing, people.county_supervisor, on=date(2026, 3, 10), text="早先的一件。")
    guided = declined(people.county_housing, people.county_supervisor, text="不服罚款。")
    registered(people.county_housing, people.county_supervisor, text="还没有人看的一件。", anonymous=True)
    one = seat(people.county_supervisor)
    page = one.page
    one.open("/leads/new/")
    page.get_by_label("被反映单位").select_option(label="浏阳市住房和城乡建设局")
    page.get_by_label("来源").select_option("hotline_12345")
    page.get_by_label("收到日期").fill("2026-11-02")
    page.get_by_label("反映内容").fill("反映检查时没有出示证件，收取费用没有票据。")
    page.get_by_label("投诉人、举报人姓名").fill("演示反映人")
    page.get_by_label("联系方式").fill("演示联系方式")
    one.press("登记").reads("由浏阳市司法局办理").reads("没有受理")
    lead = Lead.objects.get(source="hotline_12345")
    page.locator("#accept-on").fill("2026-11-03")
    page.locator("button[value=accept]").click()
    one.reads("已受理，六十日内作出处理决定并告知。").reads("2027年1月2日")
    page.get_by_label("部分属实", exact=True).check()
    page.locator("#handle-words").fill("已责成退还费用。")
    page.locator("#handle-on").fill("2026-11-20")
    page.locator("button[value=handle]").click()
    one.reads("已办结，请告知处理结果后登记告知日期。")
    assert (
        one.barriers("/leads/", "/leads/new/", lead.get_absolute_url(), guided.get_absolute_url(), f"/leads/{lead.pk}/informant/")
        == []
    )
