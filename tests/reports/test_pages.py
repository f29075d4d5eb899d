"""监督报告的页面：谁看得见、看见什么、几条语句。"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.choices import AgencyKind
from agencies.models import Agency
from reports.indicators import all_indicators
from reports.models import PeriodicReport, ReportReceipt
from reports.selectors import figure_cards
from reports.services import approving
from tests.reports.world import MONTH, World, approved, compiled, fresh, issued
from tests.statements import statements

SignIn = Callable[[Any], Client]


@pytest.fixture
def report(world: World) -> PeriodicReport:
    """The city's draft."""
    return compiled(world.cast.city)


def at_leader(report: PeriodicReport, world: World) -> None:
    approving.submit(report=report, actor=fresh(world.cast.city_supervisor))
    for who in (world.cast.city_chief, world.cast.city_legal, world.cast.city_director):
        approving.agree(report=report, actor=fresh(who), version=report.version)


def test_the_report_page_shows_eight_sections_and_a_definition_for_each_number(
    report: PeriodicReport, world: World, sign_in: SignIn
) -> None:
    page = sign_in(world.cast.city_supervisor).get(report.get_absolute_url()).content.decode()
    headings = "一、基本情况 二、执法数据分析 三、规则检查情况 四、突出问题 五、典型问题 六、监督处理和整改落实 七、各地各单位情况 八、下步工作建议"
    for heading in headings.split():
        assert heading in page
    assert 'data-figure="cases_total"' in page
    assert 'id="f-cases_total"' in page
    assert "报送审核" in page
    assert 'style="' not in page


def test_every_list_behind_a_figure_is_a_page_that_opens(report: PeriodicReport, world: World, sign_in: SignIn) -> None:
    client = sign_in(world.cast.city_supervisor)
    cards = [card for _group, cards in figure_cards(report, fresh(world.cast.city_supervisor)) for card in cards]
    urls = {card.url for card in cards} | {url for card in cards for *_, url in card.rows}
    assert len(urls) > 8
    for url in urls - {""}:
        assert client.get(url).status_code == 200, url
    declared = {indicator.code for indicator in all_indicators() if indicator.list_url}
    assert declared == {card.code for card in cards if card.url or any(url for *_, url in card.rows)}


def test_who_reaches_a_city_report_and_who_finds_nothing(report: PeriodicReport, world: World, sign_in: SignIn) -> None:
    cast, pk = world.cast, report.pk
    pages = [
        f"/reports/{pk}/",
        f"/reports/{pk}/layout/",
        f"/reports/{pk}/versions/",
        f"/reports/{pk}/paper.pdf",
        f"/reports/{pk}/pages/1.svg",
    ]
    for url in pages:
        for who in (cast.city_supervisor, cast.city_chief, cast.city_leader):
            assert sign_in(who).get(url).status_code == 200, (url, who)
        for who in (
            cast.county_supervisor,
            cast.neighbour_supervisor,
            cast.county_leader,
            cast.market_officer,
            cast.housing_officer,
        ):
            assert sign_in(who).get(url).status_code == 404, (url, who)
        for who in (cast.township_assistant, cast.social_supervisor, cast.system_admin, cast.audit_admin):
            assert sign_in(who).get(url).status_code == 403, (url, who)
        assert Client().get(url).status_code == 302


def test_a_neighbour_does_not_find_a_county_report_but_the_city_does(world: World, sign_in: SignIn) -> None:
    url = compiled(world.cast.county).get_absolute_url()
    assert sign_in(world.cast.neighbour_supervisor).get(url).status_code == 404
    assert sign_in(world.cast.county_supervisor).get(url).status_code == 200
    city = sign_in(world.cast.city_chief).get(url).content.decode()
    assert 'value="submit"' not in city


def test_an_agency_sees_its_own_receipt_only(report: PeriodicReport, world: World, sign_in: SignIn) -> None:
    cast = world.cast
    done = issued(approved(report, cast), cast)
    mine = ReportReceipt.objects.get(report=done, agency=cast.city_market)
    market = sign_in(cast.market_officer)
    assert done.title in market.get("/reports/receipts/").content.decode()
    assert market.get(mine.get_absolute_url()).status_code == 200
    assert market.get(f"/reports/receipts/{mine.pk}/paper.pdf").getvalue().startswith(b"%PDF")
    assert market.get(f"/reports/receipts/{mine.pk}/pages/1.svg").status_code == 200
    assert market.get(done.get_absolute_url()).status_code == 404
    for stranger in (cast.housing_officer, cast.neighbour_officer, cast.county_supervisor):
        for url in (
            mine.get_absolute_url(),
            f"/reports/receipts/{mine.pk}/paper.pdf",
            f"/reports/receipts/{mine.pk}/pages/1.svg",
        ):
            assert sign_in(stranger).get(url).status_code == 404
        assert sign_in(stranger).post(f"/reports/receipts/{mine.pk}/acknowledge/").status_code == 404
    answer = market.post(f"/reports/receipts/{mine.pk}/acknowledge/", follow=True).content.decode()
    assert "已签收" in answer
    mine.refresh_from_db()
    assert mine.acknowledged_by == cast.market_officer


def test_the_leader_approves_on_one_page_with_words(report: PeriodicReport, world: World, sign_in: SignIn) -> None:
    at_leader(report, world)
    leader = sign_in(world.cast.city_leader)
    page = leader.get(f"/reports/{report.pk}/instruct/").content.decode()
    for words in ("请市司法局跟踪督办", "批示同意", "退回", "归集执法案件", "吴处长"):
        assert words in page
    answer = leader.post(
        f"/reports/{report.pk}/act/", {"action": "agree", "version": "1", "words": "同意。请认真整改。"}, follow=True
    )
    assert "已批示" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == "approved"


def test_a_leader_who_returns_without_words_is_told_what_to_do(report: PeriodicReport, world: World, sign_in: SignIn) -> None:
    at_leader(report, world)
    url = f"/reports/{report.pk}/act/"
    answer = sign_in(world.cast.city_leader).post(url, {"action": "return", "version": "1", "words": ""}, follow=True)
    assert "请填写退回意见" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == "leader"


def test_a_paragraph_is_edited_in_the_browser_and_a_wrong_number_keeps_what_was_typed(
    report: PeriodicReport, world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.cast.city_supervisor)
    page = client.get(f"/reports/{report.pk}/edit/").content.decode()
    assert "{归集执法案件=" in page
    wrong = client.post(f"/reports/{report.pk}/edit/", {"version": "1", "p-0-1": "{不存在的数}，我打的字"})
    assert wrong.status_code == 422
    assert "我打的字" in wrong.content.decode()
    assert "没有名为" in wrong.content.decode()
    client.post(f"/reports/{report.pk}/edit/", {"version": "1", "p-0-1": "改过的一段。"})
    assert "改过的一段。" in client.get(report.get_absolute_url()).content.decode()


def test_asking_for_a_report_in_the_browser_leads_to_its_progress(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.cast.county_supervisor)
    answer = client.post("/reports/request/", {"region": "430181", "period": "2026-09"}, follow=True)
    report = PeriodicReport.objects.get()
    assert "正在汇总数据" in answer.content.decode()
    again = client.post("/reports/request/", {"region": "430181", "period": "2026-09"})
    assert again.status_code == 422
    assert "已经有了" in again.content.decode()
    assert client.post("/reports/request/", {"region": "430182", "period": "2026-09"}).status_code == 422
    assert client.get(f"/reports/{report.pk}/progress/").status_code == 200
    compiled(world.cast.county)
    assert client.get(f"/reports/{report.pk}/progress/")["HX-Refresh"] == "true"


def test_every_page_costs_at_most_twelve_statements_with_ten_or_two_hundred_rows(
    report: PeriodicReport, world: World, sign_in: SignIn
) -> None:
    cast = world.cast
    done = issued(approved(report, cast), cast)
    mine = ReportReceipt.objects.get(report=done, agency=cast.city_market)
    draft = compiled(cast.city, datetime.date(2026, 8, 1))
    pages = {
        f"/reports/{draft.pk}/edit/": cast.city_supervisor, f"/reports/{draft.pk}/": cast.city_supervisor,
        "/reports/": cast.city_supervisor, "/reports/request/": cast.city_supervisor, f"/reports/{done.pk}/": cast.city_supervisor,
        f"/reports/{done.pk}/layout/": cast.city_supervisor, f"/reports/{done.pk}/versions/": cast.city_supervisor,
        f"/reports/{done.pk}/recipients/": cast.city_supervisor, f"/reports/{done.pk}/instruct/": cast.city_leader,
        "/reports/receipts/": cast.market_officer, f"/reports/receipts/{mine.pk}/": cast.market_officer,
        f"/reports/{done.pk}/progress/": cast.city_supervisor, f"/reports/{done.pk}/pages/1.svg": cast.city_supervisor,
        f"/reports/{done.pk}/paper.pdf": cast.city_supervisor,
    }  # fmt: skip
    few = {url: statements(sign_in(who), url) for url, who in pages.items()}
    many_reports(world, done)
    many = {url: statements(sign_in(who), url) for url, who in pages.items()}
    assert few == many
    assert max(many.values()) <= 12, many


def many_reports(world: World, done: PeriodicReport) -> None:
    """Two hundred more reports, each received by the market agency, and two hundred more recipients of the first."""
    cast = world.cast
    more = []
    for at in range(200):
        month = datetime.date(2000 + at // 12, at % 12 + 1, 1)
        more.append(PeriodicReport(
            agency=cast.city_bureau, region_code="430100", period_start=month, period_end=month + datetime.timedelta(days=27), title=f"报告{at}",
            state="issued", snapshot=done.snapshot, sections=done.sections, number=f"旧{at}号", pdf=done.pdf, docx=done.docx, issued_on=MONTH,
        ))  # fmt: skip
    for one in PeriodicReport.objects.bulk_create(more):
        ReportReceipt.objects.create(report=one, agency=cast.city_market, region_code="430100")
    agencies = Agency.objects.bulk_create([
        Agency(code=f"X{at}", name=f"演示局{at}", short_name=f"演{at}", kind=AgencyKind.ENFORCEMENT, region=cast.city, region_code="430100", tier="city")
        for at in range(200)
    ])  # fmt: skip
    ReportReceipt.objects.bulk_create([ReportReceipt(report=done, agency=agency, region_code="430100") for agency in agencies])
