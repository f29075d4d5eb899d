"""从一条线索到办结：七双手，一件督办函。"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cases.models import Finding
from notices.models import Instrument, Matter
from tests.cast import Cast
from tests.journeys.browsing import Seat
from tests.notices import builders

pytestmark = pytest.mark.browser


@pytest.fixture
def findings(people: Cast) -> list[Finding]:
    """Three findings of one agency wait for triage."""
    return [builders.make_finding(people.county_housing, state="open") for _ in range(3)]


def test_a_finding_becomes_a_letter_that_is_answered_and_closed(
    people: Cast, findings: list[Finding], seat: Callable[..., Seat], tmp_path: Path
) -> None:
    supervisor = seat(people.county_supervisor)
    triaged(supervisor)
    assert sorted(Finding.objects.values_list("state", flat=True)) == ["confirmed", "dismissed", "open"]
    number = issued(supervisor, seat, people)
    answered(seat(people.housing_officer), tmp_path)
    verified(supervisor, number)
    assert Instrument.objects.get().state == "closed"
    assert Matter.objects.get().state == "closed"


def triaged(supervisor: Seat) -> None:
    """One finding confirmed by the key Y, one dismissed by N, with its reason."""
    page = supervisor.page
    page.get_by_role("link", name="问题线索").first.click()
    supervisor.reads("由人判断").look()
    page.keyboard.press("y")
    supervisor.reads("已认定成立").look()
    page.keyboard.press("n")
    page.get_by_role("dialog").get_by_role("textbox").fill("案件已经办结，报送不及时。")
    page.get_by_role("dialog").get_by_role("button", name="排除").click()
    supervisor.reads("已排除，理由已记录").look()


def issued(supervisor: Seat, seat: Callable[..., Seat], people: Cast) -> str:
    """Matter, draft, preview; the chief checks, the director signs, the worker prints and serves. Returns the number."""
    page = supervisor.page
    page.keyboard.press("m")
    supervisor.reads("应履未履").look()
    page.get_by_label("事项名称").fill("逾期未作出处罚决定")
    supervisor.press("立项").reads("已立项").look()
    page.get_by_role("button", name=re.compile("拟制")).first.click()
    expect(page.locator("#paper img").first).to_be_visible()
    page.get_by_label("标题").fill("关于逾期未作出行政处罚决定的督办函")
    supervisor.look().press("保存并提交核稿").reads("待核稿").look()
    path = supervisor.path
    chief = seat(people.county_chief)
    chief.page.get_by_role("link", name="核稿").first.click()
    assert chief.path == path
    chief.look().press("核稿通过", sure=True).reads("待签发").look()
    director = seat(people.county_director, phone=True).open(path)
    director.press("签发", sure=True).reads("已签发").until("已送达")
    return Instrument.objects.get().number


def answered(officer: Seat, tmp_path: Path) -> None:
    """The agency signs for the paper, answers each problem with evidence, and sends."""
    page = officer.page
    evidence = tmp_path / "处罚决定书.pdf"
    evidence.write_bytes(builders.PDF_BYTES)
    page.get_by_role("link", name="收件").first.click()
    page.locator("main a.row-link").first.click()
    officer.reads("请先签收").look().press("签收").reads("逐项填写").look()
    for field, words in (("情况说明", "案情复杂，已查明。"), ("整改措施", "已作出处罚决定。")):
        page.get_by_label(field).first.fill(words)
    expect(page.locator("[data-autosave-status]").first).to_contain_text("已保存")
    page.locator("input[type=file]").first.set_input_files(evidence)
    officer.reads("处罚决定书.pdf").look()
    page.reload()
    expect(page.get_by_label("情况说明").first).to_have_value("案情复杂，已查明。")
    officer.press("报送整改情况", sure=True).reads("已报送，等待监督机构核验").look()


def verified(supervisor: Seat, number: str) -> None:
    """The bureau reads each answer, accepts it, closes."""
    page = supervisor.page
    supervisor.open("/instruments/to-verify/").reads(number)
    page.locator("main a.row-link").first.click()
    supervisor.reads("案情复杂，已查明。").look()
    with page.expect_download() as download:
        page.get_by_role("link", name="处罚决定书.pdf").first.click()
    assert Path(download.value.path()).read_bytes() == builders.PDF_BYTES
    supervisor.press("整改到位")
    expect(page.locator("#verdict-bar").get_by_role("button", name="办结")).to_be_enabled()
    supervisor.press("办结", sure=True).reads("已办结").look()
    assert supervisor.barriers("/", "/findings/", "/matters/", supervisor.path, "/instruments/", "/cases/", "/rules/") == []


def test_the_justice_office_notes_what_it_saw_and_has_no_button_to_issue_anything(
    people: Cast, seat: Callable[..., Seat]
) -> None:
    squad = builders.make_finding(people.county_housing).case.agency
    squad.region, squad.region_code, squad.tier = people.township, people.township.code, "township"
    squad.save()
    finding = builders.make_finding(squad, state="open")
    matter = builders.open_matter(people, findings=[builders.make_finding(squad)])
    assistant = seat(people.township_assistant)
    page = assistant.page
    assistant.open(finding.get_absolute_url())
    page.get_by_label("现场了解到的情况").fill("到过现场，工地已停工。")
    assistant.press("记录").reads("协助情况已记录").reads("到过现场，工地已停工。").look()
    for path in (finding.get_absolute_url(), matter.get_absolute_url()):
        assistant.open(path)
        for word in ("认定成立", "排除", "立监督事项", "拟制", "签发", "终结"):
            assert page.locator("main").get_by_role("button", name=word).count() == 0, word
            assert page.locator("main").get_by_role("link", name=word).count() == 0, word
    assert assistant.barriers(finding.get_absolute_url(), matter.get_absolute_url()) == []
