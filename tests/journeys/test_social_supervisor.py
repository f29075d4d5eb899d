"""社会监督员用手机：反映一个问题，看它受理、办结；监督机构在桌面上办。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from leads.models import Lead
from tests.cast import Cast
from tests.journeys.browsing import Seat
from tests.leads.reported import reported, social

pytestmark = pytest.mark.browser


def test_a_report_from_a_phone_moves_when_the_bureau_accepts_and_decides_it(people: Cast, seat: Callable[..., Seat]) -> None:
    reported(people.county_housing, social("another", "施监督", people.county_bureau), text="别人反映的一件。")
    one = seat(people.social_supervisor, phone=True)
    phone = one.page
    phone.get_by_role("link", name="反映问题").last.click()
    phone.get_by_label("反映哪个单位").select_option(label="浏阳市住房和城乡建设局")
    phone.get_by_label("反映什么问题").fill("检查工地时没有出示证件，当场要求停工。")
    one.press("提交").reads("由浏阳市司法局办理").reads("已收到，正在决定是否受理").look()
    lead = Lead.objects.get(reporter=people.social_supervisor)

    bureau = seat(people.county_supervisor)
    bureau.open("/leads/?source=social_supervisor").reads(lead.number)
    bureau.open(lead.get_absolute_url()).reads("检查工地时没有出示证件").reads("反映人本人")
    assert people.social_supervisor.display_name not in bureau.page.inner_text("main")
    bureau.page.locator("button[value=accept]").click()
    bureau.reads("已受理，六十日内作出处理决定并告知。")

    one.open("/").page.get_by_role("link", name="我的记录").last.click()
    last = timezone.localdate() + timedelta(days=60)
    one.reads("受理，正在核查处理").reads(f"{last.month}月{last.day}日").look()
    assert "别人反映的一件" not in phone.inner_text("main")
    phone.locator(".own-leads .row-link").click()
    one.reads("最迟哪天有结果").look()

    bureau.page.get_by_label("属实", exact=True).check()
    bureau.page.locator("#handle-words").fill("已责成改正，并向当事人说明。")
    bureau.page.locator("button[value=handle]").click()
    bureau.reads("已办结")
    phone.reload()
    one.reads("结论：属实").reads("已责成改正，并向当事人说明。").look()
    assert one.barriers("/", "/leads/report/", "/leads/mine/", f"/leads/mine/{lead.pk}/") == []
