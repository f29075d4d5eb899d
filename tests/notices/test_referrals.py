"""移送监察：该移送的没有移送，事项不能了结；内容只给办理的人看。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from agencies.choices import AgencyKind
from agencies.models import Agency, Post
from notices.choices import ReferralGround, ReferralOutcome
from notices.models import Matter, Referral
from notices.services import matters, referrals, verification
from notices.services.referrals import Settlement
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders
from tests.statements import statements

Clock = Callable[[str], date]
SignIn = Callable[[Any], Any]
WORDS = "执法人员在现场索要财物，有录音一份。"
HANDED_OVER = Settlement(ReferralOutcome.REFERRED, date(2026, 3, 12), "浏司函〔2026〕8号", "浏阳市监察委员会")


@pytest.fixture
def today(today_is: Clock) -> date:
    return today_is("2026-03-12")


def noted(cast: Cast, matter: Matter, found_on: date = date(2026, 3, 10)) -> Referral:
    return referrals.note_clue(
        matter=matter, ground=ReferralGround.CRIME, found_on=found_on, clue=WORDS, actor=cast.county_supervisor
    )


def again(matter: Matter) -> Matter:
    return Matter.objects.get(pk=matter.pk)


# --- the gate (S-06: found 2026-03-10, referred 2026-03-12 passes; not referred does not)


def test_an_open_matter_is_not_dropped_over_a_clue_that_was_not_referred(cast: Cast, today: date) -> None:
    matter = builders.open_matter(cast)
    clue = noted(cast, matter)
    with pytest.raises(NotAllowed) as refused:
        matters.drop_matter(matter=again(matter), reason="不成立", actor=cast.county_supervisor)
    assert refused.value.article == "《行政执法监督条例》第三十三条第一款"
    assert "1 条线索" in refused.value.message
    referrals.settle(referral=clue, settlement=HANDED_OVER, actor=cast.county_supervisor)
    matters.drop_matter(matter=again(matter), reason="不成立", actor=cast.county_supervisor)
    assert again(matter).state == "dropped"


def test_a_rectified_matter_waits_for_the_referral_and_is_closed_by_it(cast: Cast, today: date) -> None:
    instrument = builders.responded(cast)
    matter = instrument.matter
    clue = noted(cast, matter)
    builders.verify_all(instrument, cast.county_supervisor)
    verification.close(instrument=builders.fresh(instrument), actor=cast.county_supervisor)
    assert (builders.fresh(instrument).state, again(matter).state) == ("closed", "supervising")
    referrals.settle(referral=clue, settlement=HANDED_OVER, actor=cast.county_chief)
    assert again(matter).state == "closed"


def test_referring_closes_nothing_while_the_agency_is_at_work(cast: Cast, today: date) -> None:
    matter = builders.handling(cast).matter
    referrals.settle(referral=noted(cast, matter), settlement=HANDED_OVER, actor=cast.county_supervisor)
    assert again(matter).state == "supervising"


@pytest.mark.parametrize("outcome", [ReferralOutcome.KNOWN, ReferralOutcome.OUTSIDE])
def test_what_is_not_referred_needs_a_reason(cast: Cast, today: date, outcome: ReferralOutcome) -> None:
    clue = noted(cast, builders.open_matter(cast))
    with pytest.raises(UserError, match="理由"):
        referrals.settle(referral=clue, settlement=Settlement(outcome), actor=cast.county_chief)
    with pytest.raises(NotAllowed, match="登记人不能自行决定"):
        referrals.settle(referral=clue, settlement=Settlement(outcome, note="已立案。"), actor=cast.county_supervisor)
    told = referrals.settle(referral=clue, settlement=Settlement(outcome, note="已立案。"), actor=cast.county_chief)
    assert (told.outcome, told.note, told.referred_on) == (outcome, "已立案。", None)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"document_number": " "}, "文号"),
        ({"receiver": ""}, "接收"),
        ({"referred_on": None}, "移送日期"),
        ({"referred_on": date(2026, 3, 9)}, "早于发现日期"),
        ({"referred_on": date(2026, 3, 13)}, "今天之后"),
    ],
)
def test_an_incomplete_letter_is_refused(cast: Cast, today: date, change: dict[str, Any], told: str) -> None:
    clue = noted(cast, builders.open_matter(cast))
    with pytest.raises(UserError) as refused:
        referrals.settle(referral=clue, settlement=Settlement(**{**HANDED_OVER.__dict__, **change}), actor=cast.county_supervisor)
    assert told in str(refused.value) + refused.value.remedy
    assert Referral.objects.get(pk=clue.pk).is_pending


def test_it_is_settled_once(cast: Cast, today: date) -> None:
    clue = noted(cast, builders.open_matter(cast))
    referrals.settle(referral=clue, settlement=HANDED_OVER, actor=cast.county_supervisor)
    with pytest.raises(NotAllowed, match="不能再次登记"):
        referrals.settle(referral=clue, settlement=HANDED_OVER, actor=cast.county_supervisor)


def test_a_clue_needs_words_and_a_day_that_has_been(cast: Cast, today: date) -> None:
    matter = builders.open_matter(cast)
    with pytest.raises(UserError, match="线索内容"):
        referrals.note_clue(matter=matter, ground=ReferralGround.CRIME, found_on=today, clue=" ", actor=cast.county_supervisor)
    with pytest.raises(UserError, match="今天之后"):
        noted(cast, matter, date(2026, 3, 13))


def test_the_city_sees_the_countys_matter_and_neither_reads_notes_nor_settles_its_clue(
    cast: Cast, sign_in: SignIn, today: date
) -> None:
    matter = builders.open_matter(cast)
    clue = noted(cast, matter)
    client = sign_in(cast.city_supervisor)
    assert f"/matters/{matter.pk}/referrals/" not in client.get(matter.get_absolute_url()).content.decode()
    assert client.get(reverse("notices:referral", args=[matter.pk, clue.pk])).status_code == 403
    with pytest.raises(NotAllowed, match="由浏阳市司法局办理"):
        referrals.settle(referral=clue, settlement=HANDED_OVER, actor=cast.city_supervisor)
    with pytest.raises(NotAllowed, match="由浏阳市司法局办理"):
        referrals.note_clue(matter=matter, ground=ReferralGround.CRIME, found_on=today, clue=WORDS, actor=cast.city_supervisor)


def test_who_is_seconded_from_the_agency_reads_nothing_of_it(cast: Cast, sign_in: SignIn, today: date) -> None:
    """回避: a clue is about the colleagues of whoever the agency has lent."""
    matter = builders.open_matter(cast)
    clue = noted(cast, matter)
    Post.objects.filter(user=cast.county_chief).update(seconded_by=cast.county_housing)
    client = sign_in(cast.county_chief)
    assert "涉嫌职务犯罪" not in client.get(matter.get_absolute_url()).content.decode()
    assert client.get(reverse("notices:referral", args=[matter.pk, clue.pk])).status_code == 403


def test_nothing_is_noted_on_a_matter_that_was_dropped(cast: Cast, today: date) -> None:
    matter = builders.open_matter(cast)
    matters.drop_matter(matter=matter, reason="不成立", actor=cast.county_supervisor)
    with pytest.raises(NotAllowed, match="已终结"):
        noted(cast, again(matter))


@pytest.mark.parametrize("who", ["township_assistant", "housing_officer", "neighbour_supervisor", "county_director"])
def test_nobody_else_notes_or_settles_one(cast: Cast, today: date, who: str) -> None:
    matter = builders.open_matter(cast)
    clue = noted(cast, matter)
    with pytest.raises(PermissionDenied):
        referrals.note_clue(matter=matter, ground=ReferralGround.CRIME, found_on=today, clue=WORDS, actor=cast.people[who])
    with pytest.raises(PermissionDenied):
        referrals.settle(referral=clue, settlement=HANDED_OVER, actor=cast.people[who])
    assert Referral.objects.filter(outcome="").count() == 1


# --- who reads it


def test_the_clue_is_sealed_in_the_table_and_left_out_of_the_trail(cast: Cast, today: date) -> None:
    clue = noted(cast, builders.open_matter(cast))
    with connection.cursor() as cursor:
        cursor.execute("SELECT clue FROM notices_referral WHERE id = %s", [clue.pk])
        assert "索要" not in cursor.fetchone()[0]
    event = AuditEvent.objects.get(verb="notices.referral.noted")
    assert "索要" not in str(event.payload)


def test_the_chief_reads_it_and_the_reading_is_an_event(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter = builders.open_matter(cast)
    clue = noted(cast, matter)
    page = sign_in(cast.county_chief).get(reverse("notices:referral", args=[matter.pk, clue.pk])).content.decode()
    assert WORDS in page
    assert "登记结果" in page
    event = AuditEvent.objects.get(verb="notices.referral_read")
    assert (event.actor_id, event.payload["referral"]) == (cast.county_chief.pk, clue.pk)


def test_the_director_reads_and_settles_nothing(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter = builders.open_matter(cast)
    clue = noted(cast, matter)
    page = sign_in(cast.county_director).get(reverse("notices:referral", args=[matter.pk, clue.pk])).content.decode()
    assert WORDS in page
    assert "登记结果" not in page


def test_a_township_assistant_sees_the_matter_and_nothing_of_a_clue(cast: Cast, sign_in: SignIn, today: date) -> None:
    agency = Agency.objects.create(
        code="LY-DY", name="浏阳市大瑶镇人民政府", short_name="大瑶镇政府", kind=AgencyKind.ENFORCEMENT,
        region=cast.township, region_code=cast.township.code, tier=cast.township.tier,
    )  # fmt: skip
    matter = builders.open_matter(cast, findings=[builders.make_finding(agency)])
    clue = noted(cast, matter)
    client = sign_in(cast.township_assistant)
    page = client.get(matter.get_absolute_url())
    assert page.status_code == 200
    assert "移送" not in page.content.decode().replace("移送函", "")
    assert client.get(reverse("notices:referral", args=[matter.pk, clue.pk])).status_code == 403


def test_another_matters_clue_is_not_read_through_ones_own(cast: Cast, sign_in: SignIn, today: date) -> None:
    mine, other = builders.open_matter(cast), builders.open_matter(cast)
    clue = noted(cast, other)
    assert sign_in(cast.county_supervisor).get(reverse("notices:referral", args=[mine.pk, clue.pk])).status_code == 404


# --- pages


def test_noted_and_settled_by_the_pages_forms(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter = builders.open_matter(cast)
    client = sign_in(cast.county_supervisor)
    form = {"ground": "violation", "found_on": "2026-03-10", "clue": WORDS}
    page = client.post(reverse("notices:matter_refer", args=[matter.pk]), form, follow=True).content.decode()
    assert "涉嫌职务违法，2026-03-10 发现" in page
    assert "待移送" in page
    assert WORDS not in page
    clue = Referral.objects.get()
    form = {"outcome": "referred", "referred_on": "2026-03-12", "document_number": "浏司函〔2026〕8号", "receiver": "浏阳市监委"}
    page = client.post(reverse("notices:referral_settle", args=[matter.pk, clue.pk]), form, follow=True).content.decode()
    assert "已移送监察机关" in page


def test_after_thirty_days_the_page_points_it_out_as_our_own_figure(cast: Cast, sign_in: SignIn, today_is: Clock) -> None:
    """Found on 2026-03-10: thirty days are over on 2026-04-09, pointed out from the day after."""
    today_is("2026-03-12")
    matter = builders.open_matter(cast)
    clue = noted(cast, matter)
    url = reverse("notices:referral", args=[matter.pk, clue.pk])
    today_is("2026-04-09")
    assert "待移送" in (page := sign_in(cast.county_supervisor).get(url).content.decode())
    assert "已超过三十日" not in page
    today_is("2026-04-10")
    page = sign_in(cast.county_supervisor).get(url).content.decode()
    assert "已超过三十日" in page
    assert "条例没有规定移送的日数" in page


def test_the_workbench_and_the_list_lead_to_it(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter, other = builders.open_matter(cast, title="有线索的事项"), builders.open_matter(cast, title="没有线索的事项")
    noted(cast, matter)
    client = sign_in(cast.county_supervisor)
    home = client.get("/").content.decode()
    assert "1 件事项有线索应当移送监察机关" in home
    assert matter.get_absolute_url() in home
    page = client.get(reverse("notices:matters"), {"referral": "on"}).content.decode()
    assert "有线索的事项" in page
    assert other.title not in page
    assert "移送监察机关" not in sign_in(cast.city_supervisor).get("/").content.decode()


def test_a_matters_page_costs_the_same_with_one_clue_and_with_five(cast: Cast, sign_in: SignIn, today: date) -> None:
    matter = builders.open_matter(cast)
    client = sign_in(cast.county_supervisor)
    noted(cast, matter)
    one = statements(client, matter.get_absolute_url())
    for day in range(1, 5):
        noted(cast, matter, date(2026, 3, day))
    assert statements(client, matter.get_absolute_url()) == one <= 12


def test_the_same_clue_sent_twice_is_one(cast: Cast, today: date) -> None:
    matter = builders.open_matter(cast)
    noted(cast, matter)
    with pytest.raises(NotAllowed, match="已经登记"):
        noted(cast, matter)
    noted(cast, matter, date(2026, 3, 11))
    assert Referral.objects.count() == 2
