"""证件暂扣的页面：事项页的一节、人员登记页、工作台、清单目录，以及单位看不到什么。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.models import CertificateSpan
from notices.models import CertificateSuspension, Matter
from notices.services import suspensions
from tests.cases.factories import make_certificate
from tests.cast import Cast
from tests.notices import builders, suspended
from tests.statements import statements

SignIn = Callable[[Any], Any]
MOST = 12


def _form(certificate: Any, **more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "certificate": certificate.pk, "cause": "无故拒不出示证件。", "local_basis": suspended.BASIS, "from_day": str(today),
        "to_day": str(today + timedelta(days=30)),
    } | more  # fmt: skip


def test_from_proposal_to_return_on_the_matters_page(cast: Cast, sign_in: SignIn) -> None:
    matter, certificate = builders.open_matter(cast), make_certificate(cast.county_housing)
    supervisor, director = sign_in(cast.county_supervisor), sign_in(cast.county_director)
    page = supervisor.get(matter.get_absolute_url()).content.decode()
    assert certificate.number in page
    supervisor.post(reverse("notices:suspension_propose", args=[matter.pk]), _form(certificate))
    one = CertificateSuspension.objects.get()
    act = reverse("notices:suspension_act", args=[one.pk])
    page = supervisor.get(matter.get_absolute_url()).content.decode()
    assert "待批准" in page
    assert "批准暂扣" not in page
    page = director.get(matter.get_absolute_url()).content.decode()
    assert 'value="approve"' in page
    assert "提出暂扣</button>" not in page
    director.post(act, {"action": "approve"})
    page = supervisor.get(matter.get_absolute_url()).content.decode()
    assert "暂扣中" in page
    assert "S-12 待核" in page
    assert "外省规定、待核" in page
    supervisor.post(reverse("notices:suspension_told", args=[one.pk]), {"unit_on": _today(), "issuer_on": _today()})
    page = supervisor.get(matter.get_absolute_url()).content.decode()
    assert "S-12 符合" in page
    assert "<b>提出暂扣证件</b>" in page
    assert "<b>批准暂扣</b>" in page
    assert f"暂扣 {certificate.number}" in page
    director.post(act, {"action": "restore", "words": "已经改正。", "on": _today()})
    page = supervisor.get(matter.get_absolute_url()).content.decode()
    assert "已返还" in page
    assert "已经改正。" in page
    assert suspended.fresh(one).state == "restored"


def _today() -> str:
    return str(timezone.localdate())


def test_without_a_local_basis_the_page_says_why(cast: Cast, sign_in: SignIn) -> None:
    matter, certificate = builders.open_matter(cast), make_certificate(cast.county_housing)
    client = sign_in(cast.county_supervisor)
    answer = client.post(reverse("notices:suspension_propose", args=[matter.pk]), _form(certificate, local_basis=""), follow=True)
    page = answer.content.decode()
    assert "没有填写本地依据" in page
    assert "《行政执法监督条例》第三十二条只赋予监督机构建议权" in page
    assert not CertificateSuspension.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"from_day": "某日"}, "没有写完整"), ({"certificate": ""}, "没有写完整"), ({"cause": " "}, "没有写明事由")],
)
def test_a_form_that_is_not_complete_is_told_in_words(cast: Cast, sign_in: SignIn, wrong: dict[str, str], words: str) -> None:
    matter, certificate = builders.open_matter(cast), make_certificate(cast.county_housing)
    client = sign_in(cast.county_supervisor)
    page = client.post(reverse("notices:suspension_propose", args=[matter.pk]), _form(certificate) | wrong, follow=True)
    assert words in page.content.decode()
    assert not CertificateSuspension.objects.exists()


def test_a_wrong_day_of_return_and_an_unknown_step_do_nothing(cast: Cast, sign_in: SignIn) -> None:
    one = suspended.in_force(cast)
    client, act = sign_in(cast.county_director), reverse("notices:suspension_act", args=[one.pk])
    for form, words in (({"action": "restore", "words": "改正", "on": "某日"}, "日期写得不对"), ({"action": "x"}, "没有这一步")):
        assert words in client.post(act, form, follow=True).content.decode()
    assert suspended.fresh(one).state == "in_force"


def test_only_unexpired_certificates_of_the_agencys_own_officers_are_offered(cast: Cast, sign_in: SignIn) -> None:
    matter = builders.open_matter(cast)
    mine, other = make_certificate(cast.county_housing), make_certificate(cast.city_market)
    old, left = make_certificate(cast.county_housing, valid_to=date(2024, 1, 1)), make_certificate(cast.county_housing)
    type(left.officer).objects.filter(pk=left.officer_id).update(left_on=date(2025, 1, 1))
    offered = {one.pk for one in sign_in(cast.county_supervisor).get(matter.get_absolute_url()).context["certificates"]}
    assert offered == {mine.pk}
    assert not offered & {other.pk, old.pk, left.pk}


def test_of_an_agency_under_vertical_management_the_page_offers_none(cast: Cast, sign_in: SignIn) -> None:
    make_certificate(cast.tobacco)
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.tobacco)], actor=cast.city_supervisor)
    page = sign_in(cast.city_supervisor).get(matter.get_absolute_url()).content.decode()
    assert "不直接暂扣其证件" in page
    assert 'data-dialog="suspend"' not in page


def test_beyond_six_months_is_shown_as_a_hint_and_approved_all_the_same(cast: Cast, sign_in: SignIn) -> None:
    one = suspended.proposed(cast, to_day=date(2028, 1, 1))
    client = sign_in(cast.county_director)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "超过 6 个月" in page
    assert "《辽宁省行政执法监督规定》第三十六条第三款，外省规定、待核" in page
    client.post(reverse("notices:suspension_act", args=[one.pk]), {"action": "approve"})
    assert suspended.fresh(one).state == "in_force"


def test_a_step_that_is_shut_is_greyed_with_its_reason(cast: Cast, sign_in: SignIn, today_is: Callable[[str], date]) -> None:
    today_is("2026-11-30")
    one = suspended.in_force(cast, from_day=date(2026, 12, 1), to_day=date(2026, 12, 10))
    today_is("2026-12-11")
    page = sign_in(cast.county_director).get(one.get_absolute_url()).content.decode()
    assert "期满" in page
    assert "证件已经自动恢复效力" in page
    assert f'data-dialog="restore-{one.pk}"' not in page


# --- who sees what


def test_the_officers_page_shows_the_span_and_leads_to_the_matter(cast: Cast, sign_in: SignIn) -> None:
    one = suspended.in_force(cast)
    url = reverse("agencies:officer", args=[one.certificate.officer_id])
    page = sign_in(cast.county_supervisor).get(url).content.decode()
    assert "停用期间" in page
    assert f'href="{reverse("notices:matter", args=[one.matter_id])}"' in page
    CertificateSpan.objects.create(certificate=one.certificate, status="cancelled", from_day=date(2029, 1, 1))
    page = sign_in(cast.county_supervisor).get(url).content.decode()
    assert "注销" in page
    assert page.count("监督事项 ") == 1


def test_who_may_not_see_the_matter_is_given_the_span_and_no_link(cast: Cast, sign_in: SignIn) -> None:
    one = suspended.in_force(cast)
    Matter.objects.filter(pk=one.matter_id).update(region_code=cast.neighbour.code)
    page = sign_in(cast.county_supervisor).get(reverse("agencies:officer", args=[one.certificate.officer_id])).content.decode()
    assert "停用期间" in page
    assert reverse("notices:matter", args=[one.matter_id]) not in page


def test_the_agency_sees_the_state_of_its_certificate_and_nothing_else(cast: Cast, sign_in: SignIn) -> None:
    one = suspended.in_force(cast, cause="密语事由。")
    client = sign_in(cast.housing_officer)
    page = client.get(reverse("agencies:officer_list")).content.decode()
    assert "暂扣" in page
    for words in ("密语事由", suspended.BASIS, "监督事项"):
        assert words not in page
    assert client.get(reverse("notices:matter", args=[one.matter_id])).status_code == 403
    assert client.post(reverse("notices:suspension_act", args=[one.pk]), {"action": "restore"}).status_code == 403
    assert not CertificateSuspension.objects.visible_to(cast.housing_officer).exists()


def test_a_neighbour_county_finds_nothing(cast: Cast, sign_in: SignIn) -> None:
    one = suspended.in_force(cast)
    answer = sign_in(cast.neighbour_supervisor).post(reverse("notices:suspension_told", args=[one.pk]), {"unit_on": _today()})
    assert answer.status_code == 404


# --- what waits, what the checklist says, what it costs


def test_the_director_finds_it_on_the_workbench_and_nobody_elses_does(cast: Cast, sign_in: SignIn) -> None:
    one = suspended.proposed(cast)
    director = sign_in(cast.county_director)
    page = director.get("/").content.decode()
    assert "1 件监督事项有暂扣执法证件待批准" in page
    assert reverse("notices:matter", args=[one.matter_id]) in page
    suspended.proposed(cast)
    assert f"{reverse('notices:matters')}?suspension=on" in director.get("/").content.decode()
    assert "待批准" not in sign_in(cast.city_director).get("/").content.decode()
    for each in CertificateSuspension.objects.all():
        suspensions.decline(suspension=each, reason="事实不清。", actor=cast.county_director)
    assert "暂扣执法证件待批准" not in director.get("/").content.decode()


def test_the_list_of_matters_is_narrowed_to_those_that_wait(cast: Cast, sign_in: SignIn) -> None:
    waiting, other = suspended.proposed(cast).matter, builders.open_matter(cast, title="另一件")
    rows = sign_in(cast.county_director).get(reverse("notices:matters"), {"suspension": "on"}).context["rows"]
    assert [row.pk for row in rows] == [waiting.pk]
    assert other.pk != waiting.pk


def test_the_checklist_says_that_s12_is_a_gate(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.city_supervisor).get(reverse("cases:checklist")).content.decode()
    assert "没有填写本地法规、规章依据的，不能提出暂扣" in page


@pytest.mark.parametrize("who", ["county_supervisor", "county_director", "city_supervisor"])
def test_the_matters_page_costs_the_same_with_one_and_with_ten(cast: Cast, sign_in: SignIn, who: str) -> None:
    client, counts = sign_in(cast.people[who]), []
    for many in (1, 10):
        matter = builders.open_matter(cast)
        builders.draft(cast, matter=matter)
        for _ in range(many):
            suspended.in_force(cast, matter=matter)
        counts.append(statements(client, matter.get_absolute_url()))
    assert counts[0] == counts[1]
    assert counts[1] <= MOST
