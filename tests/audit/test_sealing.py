"""封存：不漏、不重、迟到的排在后面；只增不改；滞后看得见。"""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection, transaction

from supervision.audit import notes, signing
from supervision.audit import seal as sealing
from supervision.audit.merkle import Frontier
from supervision.audit.models import AuditEvent, Checkpoint, SealedLeaf, SealedNode, SealerState, SigningKey
from supervision.audit.proofs import inclusion, subtree
from supervision.audit.record import record
from supervision.audit.seal import seal
from supervision.audit.verbs import label
from supervision.audit.verify import verify
from tests.audit.conftest import write_events
from tests.cast import Cast, build_cast

pytestmark = pytest.mark.usefixtures("as_owner")


def test_a_batch_gives_every_event_a_leaf_and_a_signed_checkpoint(sealed: Any):
    sealed(5)
    sealed(3)
    assert list(SealedLeaf.objects.order_by("leaf_index").values_list("leaf_index", flat=True)) == list(range(8))
    last = Checkpoint.objects.order_by("-size")[0]
    text, key = last.note.split("\n"), notes.read_key(SigningKey.objects.get().text)
    assert text[0].startswith("enforcement-supervision/")
    assert text[1] == "8"
    assert text[2] == b64encode(last.root).decode()
    assert notes.check(last.note, {key.id: key}).root == subtree(0, 8)
    assert seal() == 0
    assert Checkpoint.objects.count() == 2


def test_inner_nodes_carry_proofs_over_thousands_of_events(sealed: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sealing, "BATCH", 300)
    sealed(1500)
    assert SealedNode.objects.filter(level=1).count() == 1500 // 256
    last = Checkpoint.objects.order_by("-size")[0]
    for leaf in SealedLeaf.objects.filter(leaf_index__in=[0, 255, 256, 777, 1499]):
        assert inclusion(leaf.leaf_index, bytes(leaf.leaf_hash), last).holds
        assert not inclusion(leaf.leaf_index, b"x" * 32, last).holds
    assert subtree(0, 1000) == root_of_the_first(1000)


def root_of_the_first(size: int) -> bytes:
    tree = Frontier()
    for digest in SealedLeaf.objects.order_by("leaf_index").values_list("leaf_hash", flat=True)[:size]:
        tree.append(bytes(digest))
    return tree.root()


@pytest.mark.parametrize("table", ["audit_sealedleaf", "audit_sealednode", "audit_checkpoint", "audit_signingkey"])
def test_d8_the_database_refuses_to_change_or_remove_what_is_sealed(sealed: Any, table: str):
    sealed(300)
    changes = {"audit_sealedleaf": "event_id = 0", "audit_sealednode": "level = 9", "audit_checkpoint": "note = ''"}
    for statement in (
        f"UPDATE {table} SET {changes.get(table, 'text = chr(65)')}", f"DELETE FROM {table}", f"TRUNCATE {table}",
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="只增不改"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert verify().first is None


@pytest.mark.django_db(transaction=True)
def test_d9_an_event_that_commits_late_gets_a_later_place_and_none_is_lost():
    build_cast()
    slow = connection.copy()
    try:
        with slow.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT nextval('audit_auditevent_id_seq')")
            (early,) = cursor.fetchone()
            write_events(4)
            assert seal() == 4  # with the slow one still open
            columns = "at, verb, result, actor_name, target_type, target_id, target_label, region_code, payload, request_id, channel, leaf_hash"
            cursor.execute(
                f"INSERT INTO audit_auditevent (id, {columns}) SELECT %s, {columns} FROM audit_auditevent WHERE id = %s",
                [early, early + 1],
            )
            assert seal() == 0
            cursor.execute("COMMIT")
        assert seal() == 1
        assert SealedLeaf.objects.get(event_id=early).leaf_index == 4
    finally:
        slow.close()


@pytest.mark.django_db(transaction=True)
def test_d9_only_one_sealer_works_at_a_time():
    write_events(3)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(f"BEGIN; SELECT pg_advisory_xact_lock({sealing.LOCK})")
            assert seal() == 0
            cursor.execute("ROLLBACK")
        assert seal() == 3
    finally:
        other.close()


_NURSERY = """
import os, random, signal, sys, time, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.AUDIT_KEY_FILE = sys.argv[2]
django.setup()
from supervision.audit import seal
seal.BATCH = 10
killed = 0
for _ in range(int(sys.argv[3])):
    child = os.fork()
    if not child:
        while True:
            seal.seal()
    time.sleep(random.uniform(0.02, 0.12))
    os.kill(child, signal.SIGKILL)
    killed += os.waitpid(child, 0)[1] == signal.SIGKILL
print(killed)
"""
KILLS = 100


@pytest.mark.django_db(transaction=True)
def test_d9_a_hundred_kills_in_the_middle_of_batches_leave_no_gap_and_no_leaf_twice(settings: Any):
    write_events(6000)
    seal_key = signing.signer().key  # the children find the key, none of them makes one
    done = subprocess.run(
        [sys.executable, "-c", _NURSERY, connection.settings_dict["NAME"], str(settings.AUDIT_KEY_FILE), str(KILLS)],
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    assert int(done.stdout) == KILLS
    sealed_by_the_killed = SealedLeaf.objects.count()
    assert sealed_by_the_killed % 10 == 0
    assert sealed_by_the_killed > 0
    seal()
    report = verify()
    assert (report.first, report.events, report.unsealed) == (None, 6000, 0)
    assert SealedLeaf.objects.values("event_id").distinct().count() == 6000
    assert SigningKey.objects.get().key_id == seal_key.id.hex()


@pytest.mark.django_db(transaction=True)
def test_the_search_for_waiting_events_starts_ever_later(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sealing, "SETTLED", sealing.SETTLED * 0)
    write_events(5)
    seal()
    seal()
    assert SealerState.objects.get().floor == AuditEvent.objects.order_by("-id")[0].pk
    write_events(2)
    assert seal() == 2


@transaction.atomic
def renamed(city: Any) -> None:
    """A deed with its event."""
    type(city).objects.filter(pk=city.pk).update(name="改了")
    record("web.denied", actor=None)


@pytest.mark.django_db(transaction=True)
def test_d9_when_the_event_cannot_be_written_the_deed_is_undone():
    cast = build_cast()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent RENAME TO audit_gone")
    try:
        with pytest.raises(DatabaseError):
            renamed(cast.city)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_gone RENAME TO audit_auditevent")
    cast.city.refresh_from_db()
    assert cast.city.name == "长沙市"


def test_d6_old_checkpoints_verify_after_three_rotations(sealed: Any):
    for _ in range(3):
        sealed(4)
        signing.rotate()
    sealed(4)
    report = verify()
    assert (report.first, report.checkpoints, SigningKey.objects.count()) == (None, 4, 4)
    used = {notes.read(note)[1].hex() for note in Checkpoint.objects.values_list("note", flat=True)}
    assert used == set(SigningKey.objects.values_list("key_id", flat=True))


def test_d6_a_key_that_nobody_vouched_for_seals_nothing(sealed: Any, settings: Any):
    sealed(2)
    settings.AUDIT_SIGNING_KEY = b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    write_events(2)
    with pytest.raises(signing.KeyRefused, match="没有得到前一把密钥的背书"):
        seal()
    assert Checkpoint.objects.count() == 1
    assert "背书" in SealerState.objects.get().error
    stranger = signing.signer().key
    settings.AUDIT_SIGNING_KEY = ""
    signing.endorse(stranger, signing.signer())
    settings.AUDIT_SIGNING_KEY = b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    with pytest.raises(signing.KeyRefused):
        seal()


class BoughtDevice:
    """A stand-in for a signing server: another kind of signature, brought by its own adapter."""

    def __init__(self) -> None:
        self.key = notes.Key("city-signing-server", b"\xffsm2-sm3", b"public")

    def sign(self, text: bytes) -> bytes:
        return b"signed by the device: " + text[::-1]


def test_a_signing_device_is_plugged_in_by_its_dotted_path(sealed: Any, settings: Any, monkeypatch: pytest.MonkeyPatch):
    device = BoughtDevice()
    monkeypatch.setitem(notes.CHECKS, device.key.kind, lambda public, text, signature: signature == device.sign(text))
    sealed(2)
    signing.endorse(device.key, signing.signer())
    settings.AUDIT_SIGNER = f"{__name__}.BoughtDevice"
    sealed(2)
    assert Checkpoint.objects.order_by("-size")[0].note.split("\n")[-2].startswith("— city-signing-server ")
    assert verify().first is None


def test_the_secret_key_is_for_its_owner_only(sealed: Any, settings: Any):
    sealed(1)
    path = Path(settings.AUDIT_KEY_FILE)
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_d3_the_very_first_signing_key_is_one_event_and_sealed_in_turn(cast: Cast):
    record("web.denied", actor=cast.city_supervisor)
    waiting = AuditEvent.objects.count()
    assert seal() == waiting
    event = AuditEvent.objects.get(verb="audit.key_begun")
    assert (event.result, event.actor_name, event.target_id) == ("ok", "系统", signing.signer().key.id.hex())
    assert label(event.verb) == "启用首把留痕签名密钥"
    assert [seal(), seal()] == [1, 0]
    assert AuditEvent.objects.filter(verb="audit.key_begun").count() == 1
