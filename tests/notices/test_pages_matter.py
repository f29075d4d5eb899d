"""监督事项的页面。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from notices.models import Instrument, Matter
from tests.cast import Cast
from tests.notices import builders

SignIn = Callable[[Any], Any]


def test_the_opening_page_shows_the_problems_and_the_post_opens_the_matter(cast: Cast, sign_in: SignIn) -> None:
    duty = builders.make_finding(cast.county_housing, "P-30")
    breach = builders.make_finding(cast.county_housing, "G-05")
    client = sign_in(cast.county_supervisor)
    page = client.get(reverse("notices:matter_open"), {"finding": [duty.pk, breach.pk]})
    assert "90日内作出决定" in page.content.decode()
    assert "2026年6月12日立案，至今没有作出处罚决定。" in page.content.decode()
    answer = client.post(
        reverse("notices:matter_open"),
        {
            "finding": [duty.pk, breach.pk], "title": "住建局办案超期", "problem_type": "02", "method": "routine",
            "summary": "批量检查发现。", "duties": [duty.pk],
        },
    )  # fmt: skip
    matter = Matter.objects.get()
    assert answer.url == matter.get_absolute_url()
    assert [item.is_duty for item in matter.items.order_by("finding_id")] == [True, False]


def test_what_was_ticked_in_triage_arrives(cast: Cast, sign_in: SignIn) -> None:
    ticked = [builders.make_finding(cast.county_housing, state="open") for _ in range(2)]
    page = sign_in(cast.county_supervisor).get(reverse("notices:matter_open"), {"ids": [one.pk for one in ticked]})
    assert [one["finding"] for one in page.context["problems"]] == ticked


def test_a_case_in_court_is_named_and_the_button_is_shut(cast: Cast, sign_in: SignIn) -> None:
    case = builders.make_case(cast.county_housing, dispute_status="litigation")
    finding = builders.make_finding(cast.county_housing, case=case)
    client = sign_in(cast.county_supervisor)
    page = client.get(reverse("notices:matter_open"), {"finding": finding.pk}).content.decode()
    assert "第三十三条第三款" in page
    assert 'class="btn btn-primary" disabled' in page
    refused = client.post(
        reverse("notices:matter_open"), {"finding": finding.pk, "title": "x", "problem_type": "02", "method": "routine"}
    )
    assert refused.status_code == 409
    assert not Matter.objects.exists()


def test_findings_of_a_neighbour_county_are_not_there(cast: Cast, sign_in: SignIn) -> None:
    finding = builders.make_finding(cast.county_housing)
    page = sign_in(cast.neighbour_supervisor).get(reverse("notices:matter_open"), {"finding": finding.pk})
    assert page.status_code == 404


def test_special_supervision_is_no_choice_for_a_city_or_a_county(cast: Cast, sign_in: SignIn) -> None:
    finding = builders.make_finding(cast.county_housing)
    page = sign_in(cast.county_supervisor).get(reverse("notices:matter_open"), {"finding": finding.pk})
    assert [value for value, _ in page.context["form"].fields["method"].choices] == ["routine", "key"]


def test_the_matter_page_offers_what_the_law_allows_and_greys_the_rest_with_the_article(cast: Cast, sign_in: SignIn) -> None:
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.county_housing, "P-30")])
    page = sign_in(cast.county_supervisor).get(matter.get_absolute_url())
    found = {course.name: course for course in page.context["courses"]}
    assert found["行政执法监督督办函"].allowed
    assert "应当履行而未履行职责，用督办函" in found["行政执法监督意见书"].refusal
    assert found["行政执法监督决定书"].refused_by == "《行政执法监督条例》第二十九条"
    assert found["专项监督"].refused_by == "《行政执法监督条例》第二十一条"
    assert "须由本级人民政府决定（条例第二十九条）" in page.content.decode()


def test_a_vertically_managed_agency_is_told_through_its_superior(cast: Cast, sign_in: SignIn) -> None:
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.tobacco)], actor=cast.city_supervisor)
    page = sign_in(cast.city_supervisor).get(matter.get_absolute_url())
    found = {course.name: course for course in page.context["courses"]}
    assert found["行政执法监督督办函"].refused_by == "《行政执法监督条例》第四十二条第二款"
    assert found["行政执法监督问题告知函"].allowed
    assert found["行政执法监督问题告知函"].article == "《行政执法监督条例》第四十二条第二款"


def test_drafting_from_the_page_leads_to_the_editor(cast: Cast, sign_in: SignIn) -> None:
    matter = builders.open_matter(cast)
    answer = sign_in(cast.county_supervisor).post(reverse("notices:matter_draft", args=[matter.pk]), {"kind": "press_letter"})
    assert answer.url == reverse("notices:instrument_edit", args=[Instrument.objects.get().pk])


def test_a_decision_posted_by_hand_is_refused_with_the_article(cast: Cast, sign_in: SignIn) -> None:
    matter = builders.open_matter(cast)
    client = sign_in(cast.county_supervisor)
    answer = client.post(reverse("notices:matter_draft", args=[matter.pk]), {"kind": "decision"}, follow=True)
    assert answer.request["PATH_INFO"] == matter.get_absolute_url()
    assert "须由本级人民政府决定（条例第二十九条）：监督机构只提出处理建议，不能自行制发。" in answer.content.decode()
    assert not Instrument.objects.exists()


def test_a_matter_is_dropped_from_its_page_with_a_reason(cast: Cast, sign_in: SignIn) -> None:
    matter = builders.open_matter(cast)
    client = sign_in(cast.county_supervisor)
    client.post(reverse("notices:matter_act", args=[matter.pk]), {"action": "drop", "words": "当场已经纠正。"})
    assert "当场已经纠正。" in client.get(matter.get_absolute_url()).content.decode()


def test_the_list_is_filtered_by_state_and_searched(cast: Cast, sign_in: SignIn) -> None:
    one = builders.open_matter(cast, title="甲事项")
    two = builders.open_matter(cast, title="乙事项")
    client = sign_in(cast.county_supervisor)
    page = client.get(reverse("notices:matters"), {"q": "甲"}).content.decode()
    assert one.title in page
    assert two.title not in page
    assert one.title not in client.get(reverse("notices:matters"), {"state": "closed"}).content.decode()


def test_the_trail_tells_what_was_done(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    page = sign_in(cast.county_supervisor).get(instrument.matter.get_absolute_url()).content.decode()
    for words in ("立监督事项", "提交核稿", "核稿通过", "签发", "送达"):
        assert f"<b>{words}</b>" in page
