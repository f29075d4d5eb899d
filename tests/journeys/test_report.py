"""一份月报：编制、四级审批、手机上的批示、印发、签收。"""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from agencies.choices import Role
from agencies.models import User
from reports.models import PeriodicReport
from reports.services import rollups
from tests.cast import Cast
from tests.journeys.browsing import PASSWORD, Seat
from tests.notices import builders
from tests.reports.world import person

pytestmark = pytest.mark.browser

WORDS = "请住建局举一反三，年底前整改到位。"


@pytest.fixture
def legal(people: Cast) -> User:
    """The county's legal reviewer."""
    found = person("county-legal", "蒋审核", Role.LEGAL_REVIEWER, people.county_bureau, "法制科科长")
    found.set_password(PASSWORD)
    found.save()
    for _ in range(5):
        builders.make_finding(people.county_housing, state="open")
    rollups.refresh_all()
    return found


def test_a_monthly_report_goes_up_the_chain_and_out_with_the_leaders_words_in_it(
    people: Cast, legal: User, seat: Callable[..., Seat]
) -> None:
    supervisor = seat(people.county_supervisor)
    page = supervisor.page
    supervisor.open("/reports/request/")
    page.get_by_label("统计月份").select_option(index=0)
    supervisor.press("编制").reads("关于浏阳市").until("草稿")
    path = supervisor.path
    supervisor.press("报送审核", sure=True).reads("待处室审核").look()
    for who, then in ((people.county_chief, "待法制审核"), (legal, "待局长审批"), (people.county_director, "待领导批示")):
        seat(who).open(path).press("同意", sure=True).reads(then).look()
    instructed(seat(people.county_leader, phone=True))
    director = seat(people.county_director).open(path)
    director.press("编号印发", sure=True).reads("已决定印发").until("已印发")
    acknowledged(seat(people.housing_officer), PeriodicReport.objects.get())
    assert supervisor.barriers("/reports/", path, f"{path}versions/", f"{path}recipients/", "/reports/request/") == []


def instructed(leader: Seat) -> None:
    """On a phone: from the workbench to the words, with nothing hidden behind anything."""
    page = leader.page
    page.get_by_role("link", name="批示").first.click()
    leader.reads("请批示").look()
    page.locator("#id_words").fill(WORDS)
    button = page.get_by_role("button", name="批示同意")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44, "a thumb needs 44 px"
    assert leader.barriers(leader.path) == []
    button.click()
    leader.reads("已批示，可以编号印发").look()


def acknowledged(officer: Seat, report: PeriodicReport) -> None:
    """The agency takes the paper, whose PDF holds the number and the leader's words, and acknowledges it."""
    page = officer.page
    officer.open("/reports/receipts/")
    page.get_by_role("link", name=report.title).first.click()
    officer.reads(report.number).look()
    assert officer.barriers(officer.path) == []
    pdf = page.request.get(f"{page.url}paper.pdf")
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf.body())).pages)
    flat = "".join(text.split())
    assert report.number in flat
    assert WORDS in flat
    officer.press("签收").reads("已签收").look()
