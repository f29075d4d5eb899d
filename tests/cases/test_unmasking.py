"""查看个人信息：默认遮盖；说明用途、再次认证后，一人一案可见十分钟，留痕。"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import EnforcementCase, Unmasking
from supervision.audit.models import AuditEvent
from supervision.web.fresh import PROVED_AT
from tests.cases.test_personal_data import load, person, row

GOOD = {"purpose": "verify", "reason": "核对当事人身份是否一致"}


@pytest.fixture
def case(cast: Any) -> EnforcementCase:
    """A case about a fictional person at an agency of the neighbour county."""
    load(cast.neighbour_market, [row(1)])
    found: EnforcementCase = EnforcementCase.objects.get()
    return found


def ask(client: Any, case: EnforcementCase, **changes: str) -> Any:
    return client.post(reverse("cases:unmask", args=[case.pk]), GOOD | changes)


def shown(client: Any, case: EnforcementCase) -> Any:
    return client.get(reverse("cases:personal", args=[case.pk]))


def test_j3_the_case_page_hides_everything_personal(cast: Any, sign_in: Any, case: EnforcementCase) -> None:
    page = sign_in(cast.neighbour_supervisor).get(case.get_absolute_url()).content.decode()
    who = person(1)
    for secret in (*who.values(), who["id"].lower(), "张演示", "定王台街道演示路9号", case.party_identity):
        assert secret not in page, secret
    assert "张某某" in page
    assert "查看个人信息" in page


def test_j3_a_reason_and_the_password_show_it_once_for_ten_minutes(cast: Any, sign_in: Any, case: EnforcementCase) -> None:
    client = sign_in(cast.neighbour_supervisor)
    assert shown(client, case).headers["Location"] == reverse("cases:unmask", args=[case.pk])
    answer = ask(client, case)
    assert answer.headers["Location"] == reverse("cases:personal", args=[case.pk])
    page = shown(client, case)
    text = page.content.decode()
    who = person(1)
    assert who["id"] in text
    assert who["phone"] in text
    assert "张演示" in text
    assert "长沙市芙蓉区定王台街道演示路9号" in text
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["Refresh"].startswith(("599;", "598;", "600;"))
    Unmasking.objects.update(granted_at=timezone.now() - datetime.timedelta(minutes=10, seconds=1))
    assert shown(client, case).status_code == 302


def test_j3_the_look_is_one_event_with_its_purpose_and_no_personal_data(cast: Any, sign_in: Any, case: EnforcementCase) -> None:
    client = sign_in(cast.neighbour_supervisor)
    ask(client, case, reason=f"核对 {person(1)['id']} 与 {person(1)['phone']}")
    event = AuditEvent.objects.get(verb="cases.unmasked")
    assert (event.actor_id, event.target_id, event.payload["purpose"]) == (cast.neighbour_supervisor.pk, str(case.pk), "verify")
    assert event.payload["reason"] == f"核对 430102********{person(1)['id'][-4:]} 与 199****{person(1)['phone'][-4:]}"
    assert person(1)["id"] not in str(list(AuditEvent.objects.values()))


def test_j3_without_a_fresh_proof_the_way_leads_to_proving_who_one_is(cast: Any, sign_in: Any, case: EnforcementCase) -> None:
    client = sign_in(cast.neighbour_supervisor)
    session = client.session
    session[PROVED_AT] = 0
    session.save()
    assert reverse("agencies:confirm") in ask(client, case).headers["Location"]
    assert reverse("agencies:confirm") in shown(client, case).headers["Location"]
    assert not Unmasking.objects.exists()


def test_j3_no_reason_shows_nothing(cast: Any, sign_in: Any, case: EnforcementCase) -> None:
    client = sign_in(cast.neighbour_supervisor)
    for changes in ({"reason": " "}, {"reason": "看"}, {"purpose": "curious"}):
        assert ask(client, case, **changes).status_code == 422, changes
        assert shown(client, case).status_code == 302
    assert not Unmasking.objects.exists()


def test_j3_a_button_pressed_twice_is_one_look(cast: Any, sign_in: Any, case: EnforcementCase) -> None:
    client = sign_in(cast.neighbour_supervisor)
    ask(client, case)
    ask(client, case)
    assert (Unmasking.objects.count(), AuditEvent.objects.filter(verb="cases.unmasked").count()) == (1, 1)


def test_j3_a_look_is_for_one_person_and_one_case(cast: Any, sign_in: Any, case: EnforcementCase) -> None:
    load(cast.neighbour_market, [row(2)])
    other = EnforcementCase.objects.exclude(pk=case.pk).get()
    ask(sign_in(cast.neighbour_supervisor), case)
    assert shown(sign_in(cast.neighbour_supervisor), other).status_code == 302
    assert shown(sign_in(cast.city_supervisor), case).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("city_supervisor", 200), ("neighbour_supervisor", 200), ("neighbour_officer", 200),
        ("county_supervisor", 404), ("market_officer", 404), ("housing_officer", 404),
        ("city_chief", 403), ("city_director", 403), ("city_leader", 403), ("township_assistant", 403), ("social_supervisor", 403),
        ("system_admin", 403), ("security_admin", 403), ("audit_admin", 403),
    ],
)  # fmt: skip
def test_j3_who_may_ask(cast: Any, sign_in: Any, case: EnforcementCase, who: str, status: int) -> None:
    client = sign_in(getattr(cast, who))
    assert client.get(reverse("cases:unmask", args=[case.pk])).status_code == status
    assert shown(client, case).status_code == (302 if status == 200 else status)
    if status != 200:
        assert ask(client, case).status_code == status
        assert not Unmasking.objects.exists()


def test_j3_supervisors_see_who_looked_and_the_agency_does_not(cast: Any, sign_in: Any, case: EnforcementCase) -> None:
    ask(sign_in(cast.neighbour_supervisor), case)
    assert "核对当事人身份是否一致" in sign_in(cast.city_supervisor).get(case.get_absolute_url()).content.decode()
    assert "核对当事人身份是否一致" not in sign_in(cast.neighbour_officer).get(case.get_absolute_url()).content.decode()


def test_a_person_is_found_by_the_exact_number_and_the_number_leaves_the_address(
    cast: Any, sign_in: Any, case: EnforcementCase
) -> None:
    number = person(1)["id"]
    client = sign_in(cast.neighbour_supervisor)
    answer = client.get(reverse("cases:cases"), {"q": f" {number[:6]} {number[6:].lower()} "}, follow=True)
    address, _ = answer.redirect_chain[-1]
    assert number not in address
    assert case.decision_no in answer.content.decode()
    assert number not in answer.content.decode()
    nobody = client.get(reverse("cases:cases"), {"q": person(2)["id"]}, follow=True)
    assert case.decision_no not in nobody.content.decode()
    stranger = sign_in(cast.county_supervisor).get(reverse("cases:cases"), {"q": number}, follow=True)
    assert case.decision_no not in stranger.content.decode()
