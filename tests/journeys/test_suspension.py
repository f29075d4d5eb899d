"""从提出到返还：一本执法证件的暂扣，三双手。"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from notices.models import CertificateSuspension
from tests.cases.factories import make_certificate
from tests.cast import Cast
from tests.journeys.browsing import Seat
from tests.notices import builders, suspended

pytestmark = pytest.mark.browser


def test_a_certificate_is_withheld_told_of_and_given_back(people: Cast, seat: Callable[..., Seat]) -> None:
    certificate, today = make_certificate(people.county_housing), timezone.localdate()
    matter = builders.open_matter(people)
    supervisor = seat(people.county_supervisor).open(matter.get_absolute_url())
    page = supervisor.press("提出暂扣").page
    dialog = page.locator("#suspend")
    dialog.get_by_label("执法证件").select_option(str(certificate.pk))
    dialog.get_by_label("事由").fill("无故拒不出示证件。")
    dialog.get_by_label("本地依据").fill("条例第三十二条")
    dialog.get_by_label("起始日").fill(str(today))
    dialog.get_by_label("截止日").fill(str(today + timedelta(days=300)))
    _picture(supervisor, "propose")
    dialog.get_by_role("button", name="提出").click()
    supervisor.reads("所填不是本地依据").look()
    supervisor.press("提出暂扣")
    dialog.get_by_label("执法证件").select_option(str(certificate.pk))
    dialog.get_by_label("事由").fill("无故拒不出示证件。")
    dialog.get_by_label("本地依据").fill(suspended.BASIS)
    dialog.get_by_label("起始日").fill(str(today))
    dialog.get_by_label("截止日").fill(str(today + timedelta(days=300)))
    dialog.get_by_role("button", name="提出").click()
    supervisor.reads("待负责人批准").reads("超过 6 个月").look()

    director = seat(people.county_director, phone=True)
    director.page.get_by_role("link", name="审批").first.click()
    _picture(director.look(), "director")
    director.press("批准暂扣", sure=True).reads("暂扣中").look()

    supervisor.open(matter.get_absolute_url()).press("登记告知")
    page.get_by_label("告知所在单位日期").fill(str(today))
    page.get_by_label("告知发证机关日期").fill(str(today))
    page.get_by_role("button", name="登记", exact=True).click()
    _picture(supervisor.reads("已登记告知日期").look(), "told")
    officer = f"/officers/{certificate.officer_id}/"
    _picture(supervisor.open(officer).reads(f"监督事项 {matter.number}"), "officer")
    assert supervisor.barriers(matter.get_absolute_url(), officer) == []

    director.open(matter.get_absolute_url()).press("提前返还")
    director.page.get_by_label("返还理由").fill("已经改正。")
    director.page.locator("dialog[open]").get_by_role("button", name="提前返还").click()
    director.reads("已返还").look()
    assert CertificateSuspension.objects.get().state == "restored"
    assert not certificate.spans.exists()


def _picture(seat: Seat, name: str) -> None:
    """For who wants to look: SHOTS=a folder."""
    if folder := os.environ.get("SHOTS"):
        seat.page.screenshot(path=f"{folder}/{name}.png", full_page=True)
