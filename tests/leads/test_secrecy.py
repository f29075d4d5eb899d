"""谁看得到：被反映的单位两层都看不到；投诉人、举报人只在说明理由之后看得到。"""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import reverse

from agencies.access.rows import claim_of
from agencies.access.scope import scope_of
from leads.models import Lead, LeadTransfer
from leads.services import handling
from supervision.audit.models import AuditEvent
from supervision.rowscope.holding import holding
from tests.leads.builders import CONTACT, NAME, accepted, fresh, informed, registered

pytestmark = pytest.mark.django_db


def rows_seen(user: Any) -> tuple[int, int, int]:
    """Leads, transfers and events about leads that the database shows to a person's claim, whatever the program asks."""
    with transaction.atomic(), holding(claim_of(user)):
        return (
            Lead.objects.count(),
            LeadTransfer.objects.count(),
            AuditEvent.objects.filter(verb__startswith="leads.").exclude(actor_id=user.pk).count(),
        )


def test_the_agency_it_is_about_sees_nothing_in_the_database(cast: Any) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    handling.pass_on(lead=lead, to=cast.city_bureau, reason="涉及多个县区。", actor=cast.county_supervisor)
    for who in (
        cast.housing_officer,
        cast.market_officer,
        cast.neighbour_officer,
        cast.neighbour_supervisor,
        cast.social_supervisor,
    ):
        assert rows_seen(who) == (0, 0, 0), who
    assert rows_seen(cast.city_supervisor) == (1, 1, 2)
    assert rows_seen(cast.county_chief) == (1, 1, 2)


def test_the_agency_it_is_about_finds_no_page(cast: Any, sign_in: Any) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    client = sign_in(cast.housing_officer)
    for name, args in (("leads", []), ("lead_new", []), ("lead", [lead.pk]), ("informant", [lead.pk])):
        answer = client.get(reverse(f"leads:{name}", args=args))
        assert answer.status_code in (403, 404), name
        assert lead.number not in answer.content.decode()
    assert client.post(reverse("leads:lead_act", args=[lead.pk]), {"action": "accept", "on": "2026-03-10"}).status_code == 403
    assert fresh(lead).state == "registered"


def test_the_town_registers_about_its_own_agencies_and_decides_nothing(cast: Any, sign_in: Any) -> None:
    other = registered(cast.county_housing, cast.county_supervisor)
    client = sign_in(cast.township_assistant)
    assert client.get(reverse("leads:lead", args=[other.pk])).status_code == 404
    assert client.get(reverse("leads:lead_new")).status_code == 200
    assert client.post(reverse("leads:lead_act", args=[other.pk]), {"action": "accept", "on": "2026-03-10"}).status_code == 403


def test_informant_lies_sealed_and_stands_on_no_page_list_or_file(cast: Any, sign_in: Any) -> None:
    lead = accepted(cast.county_housing, cast.county_supervisor, text=f"{NAME}（{CONTACT}）反映收费。")
    with connection.cursor() as cursor:
        cursor.execute("SELECT informant_name, informant_contact, text FROM leads_lead WHERE id = %s", [lead.pk])
        kept = cursor.fetchone()
    assert not [word for word in (NAME, CONTACT) if any(word in value for value in kept)]
    assert kept[2] == "司徒某某（****）反映收费。"
    for who in (cast.county_supervisor, cast.county_chief, cast.city_supervisor, cast.county_leader):
        client = sign_in(who)
        for url in (reverse("leads:leads"), lead.get_absolute_url()):
            page = client.get(url).content.decode()
            assert not [word for word in (NAME, CONTACT) if word in page], (who, url)
            assert lead.number in page
    answer = sign_in(cast.county_supervisor).post(reverse("leads:leads_export"), {"form": "csv"})
    written = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert lead.number in written
    assert not [word for word in (NAME, CONTACT, "司徒", "反映收费") if word in written]
    assert "投诉人" not in next(csv.reader(io.StringIO(written)))


def test_seeing_the_informant_asks_for_a_reason_and_leaves_a_trace(cast: Any, sign_in: Any) -> None:
    lead = accepted(cast.county_housing, cast.county_supervisor)
    url, client = reverse("leads:informant", args=[lead.pk]), sign_in(cast.county_supervisor)
    assert NAME not in client.get(url).content.decode()
    refused = client.post(url, {"reason": "看"})
    assert refused.status_code == 422
    assert NAME not in refused.content.decode()
    assert not AuditEvent.objects.filter(verb="leads.informant_shown").exists()
    shown = client.post(url, {"reason": f"电话告知处理进度 {CONTACT}"})
    assert NAME in shown.content.decode()
    assert CONTACT in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    event = AuditEvent.objects.get(verb="leads.informant_shown")
    assert (event.actor_id, event.agency_id) == (cast.county_supervisor.pk, cast.county_bureau.pk)
    assert CONTACT not in str(event.payload)
    assert NAME not in client.get(url).content.decode()  # once


def test_seeing_the_informant_is_the_handlers_alone_and_ends_when_they_were_told(cast: Any, sign_in: Any) -> None:
    lead = accepted(cast.county_housing, cast.county_supervisor)
    url, asked = reverse("leads:informant", args=[lead.pk]), {"reason": "需要电话联系"}
    for who in (cast.city_supervisor, cast.county_chief, cast.county_leader):
        assert sign_in(who).post(url, asked).status_code == 403
    handling.pass_on(lead=lead, to=cast.city_bureau, reason="涉及多个县区。", actor=cast.county_supervisor)
    assert sign_in(cast.county_supervisor).post(url, asked).status_code == 403
    assert NAME in sign_in(cast.city_supervisor).post(url, asked).content.decode()
    done = informed(cast.county_housing, cast.county_supervisor, text="另一件事。")
    over = sign_in(cast.county_supervisor).post(reverse("leads:informant", args=[done.pk]), asked)
    assert over.status_code == 409
    assert NAME not in over.content.decode()
    nobody = registered(cast.county_housing, cast.county_supervisor, anonymous=True, text="匿名的。")
    assert sign_in(cast.county_supervisor).post(reverse("leads:informant", args=[nobody.pk]), asked).status_code == 409


def test_no_office_of_an_agency_holds_any_right_about_leads(cast: Any) -> None:
    for who in (cast.housing_officer, cast.market_officer, cast.system_admin, cast.security_admin, cast.audit_admin):
        assert not [code for code in scope_of(who).permissions if code.startswith("leads.")]
