"""轮换密钥：全部重新加密，断了接着来，留痕；旧密钥去掉后照样读得出。"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cases.models import ImportRow, PartyIdentity
from supervision.audit.models import AuditEvent
from supervision.crypto import is_current, rotation
from supervision.crypto.keys import generate
from supervision.documents.models import StoredFile
from tests.cases.test_personal_data import load, person, row


@pytest.fixture
def kept(cast: Any, settings: Any, tmp_path: Any) -> Any:
    """Twelve people, a refused row, a telephone, a file; and a new key that nothing is sealed with yet."""
    settings.MEDIA_ROOT = tmp_path
    batch = load(cast.city_market, [row(number) for number in range(1, 13)] + [row(13, 决定日期="不是日期")])
    cast.city_supervisor.phone = "19900000000"
    cast.city_supervisor.save()
    settings.CRYPTO_KEYS = f"{settings.CRYPTO_KEYS},{generate('sm4')}"
    return batch


def without_the_old_key(settings: Any) -> None:
    entries = settings.CRYPTO_KEYS.split(",")
    sealing = [entry for entry in entries if entry.startswith("sm4:")]
    settings.CRYPTO_KEYS = ",".join([*(entry for entry in entries if entry.startswith("hmac:")), sealing[-1]])


def test_j5_everything_is_under_the_new_key_and_the_old_one_can_go(kept: Any, cast: Any, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(rotation, "BATCH", 5)
    call_command("rotate_keys")
    without_the_old_key(settings)
    assert {one.number.reveal() for one in PartyIdentity.objects.all()} == {person(number)["id"] for number in range(1, 14)}
    assert person(13)["phone"] in ImportRow.objects.get(outcome="refused").sealed.reveal()
    cast.city_supervisor.refresh_from_db()
    assert cast.city_supervisor.phone.reveal() == "19900000000"
    assert StoredFile.objects.get(pk=kept.file_id).read()
    event = AuditEvent.objects.get(verb="documents.keys_rotated")
    assert event.payload["values"] == {
        "cases_partyidentity.number": 13, "cases_partyname.name": 1, "cases_importrow.sealed": 1, "cases_drawnprofile.sample": 0,
        "agencies_user.phone": 1, "agencies_totpdevice.secret": 0, "leads_lead.informant_name": 0,
        "leads_lead.informant_contact": 0, "notices_referral.clue": 0, "notices_referral.note": 0, "files": 1,
    }  # fmt: skip


def test_j5_a_second_run_has_nothing_to_do(kept: Any, capsys: Any) -> None:
    call_command("rotate_keys")
    call_command("rotate_keys")
    _first, second = AuditEvent.objects.filter(verb="documents.keys_rotated").order_by("id")
    assert set(second.payload["values"].values()) == {0}
    assert "现用密钥" in capsys.readouterr().out


def test_j5_a_rotation_that_was_stopped_goes_on_with_what_is_left(kept: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(rotation, "BATCH", 5)
    field = PartyIdentity._meta.get_field("number")

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_field(field, stop)
    assert sum(is_current(one.number.value) for one in PartyIdentity.objects.all()) == 5
    assert rotation.rotate_field(field) == 8


def test_j5_a_value_that_does_not_open_stops_the_rotation_and_nothing_is_lost(kept: Any) -> None:
    one, other = PartyIdentity.objects.order_by("pk")[:2]
    PartyIdentity.objects.filter(pk=one.pk).update(number=other.number)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_partyidentity SET number = overlay(number placing 'AAAA' from 20) WHERE id = %s", [one.pk])
    before = set(PartyIdentity.objects.values_list("number", flat=True))
    with pytest.raises(CommandError, match="读不出来"):
        call_command("rotate_keys")
    assert set(PartyIdentity.objects.values_list("number", flat=True)) == before
    assert AuditEvent.objects.get(verb="documents.keys_rotated").result == "failed"
