"""改动、删除、插入、回退：每一种都被发现，并指出第一条。

D4: every byte of every column of a thousand sealed events through the verifier's own function, two hundred of them really written by the
owner of the database. D5: whole rows and whole tables; what only a witness can see is tested with one.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from supervision.audit import notes, witness
from supervision.audit.leaf import FIELDS
from supervision.audit.models import AuditEvent, Checkpoint, SealedLeaf
from supervision.audit.record import record
from supervision.audit.seal import seal
from supervision.audit.verify import ROWS, Report, leaf_of, verify
from tests.audit.conftest import as_the_owner_of_the_database, write_events

pytestmark = pytest.mark.usefixtures("as_owner")

EVENTS = 1000
WRITTEN = 200
CLOSE = "abcdefghijklmnopqrstuvwxyz0123456789"

_AS_ROWS = ROWS.replace("l.leaf_index, l.event_id, l.leaf_hash, e.leaf_hash", "l.leaf_index, e.id, e.leaf_hash, l.leaf_hash")


def rows() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_AS_ROWS, [0, EVENTS])
        return cursor.fetchall()


def mutated(text: str, at: int) -> str | None:
    """The text with one byte changed; None when what comes out is no text the database could hold."""
    raw = bytearray(text.encode())
    raw[at] ^= 1 << random.Random(at).randrange(7)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def test_d4_every_byte_of_every_column_of_a_thousand_events_counts(sealed: Any):
    sealed(EVENTS)
    tried = found = 0
    for index, _, _, expected, *fields in rows():
        assert leaf_of(tuple(fields)) == bytes(expected)
        for place, text in enumerate(fields):
            for at in range(len((text or "").encode())):
                other = mutated(text, at)
                if other is None:  # not even text: the database itself refuses it, and so does the reader of a bundle
                    continue
                tried += 1
                try:
                    same = leaf_of((*fields[:place], other, *fields[place + 1 :])) == bytes(expected)
                except ValueError:
                    same = False
                assert not same, f"leaf {index}: {FIELDS[place]} byte {at}: {text!r} -> {other!r}"
                found += 1
            assert leaf_of((*fields[:place], None if text is not None else "", *fields[place + 1 :])) != bytes(expected)
    assert tried == found
    assert tried >= 100_000


def test_d4_two_hundred_bytes_written_by_the_owner_are_found_and_the_event_is_named(sealed: Any):
    for _ in range(4):
        sealed(100)
    chosen = random.Random(4)
    columns = [*FIELDS, "id", "leaf_hash"]
    written = 0
    while written < WRITTEN:
        column = chosen.choice(columns)
        index = chosen.randrange(400)
        event = AuditEvent.objects.get(pk=SealedLeaf.objects.get(pk=index).event_id)
        with as_the_owner_of_the_database() as cursor:
            if not _write_one_byte(cursor, event, column, chosen):
                continue
            first = verify().first
            assert first is not None
            assert (first.index, first.event) == (index, event.pk), (column, first)
        written += 1
    assert verify().first is None


def _write_one_byte(cursor: Any, event: AuditEvent, column: str, chosen: random.Random) -> bool:
    """Change one byte of a stored column, as text or bytes; False when the type refuses the result or reads it as the same."""
    cast = {"leaf_hash": "bytea"}.get(column, AuditEvent._meta.get_field(column).db_type(connection))
    cursor.execute(f"SELECT {column}::text FROM audit_auditevent WHERE id = %s", [event.pk])
    (text,) = cursor.fetchone()
    text = text or ""
    at = chosen.randrange(len(text) or 1)
    other = text[:at] + chosen.choice([char for char in CLOSE if text[at : at + 1] != char]) + text[at + 1 :]
    try:
        with transaction.atomic():
            cursor.execute(f"UPDATE audit_auditevent SET {column} = %s::{cast.split()[0]} WHERE id = %s", [other, event.pk])
            number = other if column == "id" else event.pk
            cursor.execute(f"SELECT {column}::text IS DISTINCT FROM %s FROM audit_auditevent WHERE id = %s", [text, number])
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        return False


def names(report: Report, index: int, kind: str) -> None:
    assert report.first is not None
    assert (report.first.index, report.first.kind) == (index, kind), report.first.words


def test_d5_a_removed_event_is_named(sealed: Any):
    sealed(20)
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id = (SELECT event_id FROM audit_sealedleaf WHERE leaf_index = 7)")
        names(verify(), 7, "removed")
        assert "被删除" in verify().first.words


def test_d5_a_removed_event_and_leaf_is_named(sealed: Any):
    sealed(20)
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id = (SELECT event_id FROM audit_sealedleaf WHERE leaf_index = 7)")
        cursor.execute("DELETE FROM audit_sealedleaf WHERE leaf_index = 7")
        names(verify(), 7, "removed")


def test_d5_two_events_that_changed_places_are_named(sealed: Any):
    sealed(20)
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("UPDATE audit_sealedleaf SET event_id = -event_id WHERE leaf_index IN (4, 9)")
        cursor.execute(
            "UPDATE audit_sealedleaf l SET event_id = -o.event_id FROM audit_sealedleaf o WHERE l.leaf_index + o.leaf_index = 13"
            " AND l.leaf_index IN (4, 9)"
        )
        names(verify(), 4, "changed")


def test_d5_an_event_copied_into_the_sealed_part_is_named(sealed: Any):
    sealed(20)
    others = ", ".join((*FIELDS, "leaf_hash"))
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("UPDATE audit_sealedleaf SET leaf_index = leaf_index + 100 WHERE leaf_index > 9")
        cursor.execute("UPDATE audit_sealedleaf SET leaf_index = leaf_index - 99 WHERE leaf_index > 100")
        cursor.execute(
            f"WITH copy AS (INSERT INTO audit_auditevent ({others}) SELECT {others} FROM audit_auditevent ORDER BY id LIMIT 1"
            " RETURNING id, leaf_hash) INSERT INTO audit_sealedleaf SELECT 10, id, leaf_hash FROM copy"
        )
        names(verify(), 10, "inserted")


def test_d5_a_duplicate_that_the_sealer_took_in_good_faith_is_named(sealed: Any):
    sealed(20)
    others = ", ".join((*FIELDS, "leaf_hash"))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO audit_auditevent ({others}) SELECT {others} FROM audit_auditevent ORDER BY id LIMIT 1")
    seal()
    names(verify(), 20, "inserted")


def test_d5_an_event_slipped_in_with_an_earlier_date_is_named(sealed: Any, monkeypatch: pytest.MonkeyPatch):
    sealed(20)
    from datetime import timedelta

    from django.utils import timezone

    long_ago = timezone.now() - timedelta(days=3)
    with monkeypatch.context() as clock, transaction.atomic():
        clock.setattr(timezone, "now", lambda: long_ago)
        record("web.denied", actor=None)
    write_events(5)
    seal()
    names(verify(), 20, "inserted")


def test_d5_a_cut_tail_is_seen_by_the_checkpoint_and_without_it_by_the_witness(sealed: Any):
    sealed(12)
    sealed(8)
    witness.export(settings.AUDIT_WITNESS_FILE)
    seen = witness.read(settings.AUDIT_WITNESS_FILE)
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id IN (SELECT event_id FROM audit_sealedleaf WHERE leaf_index >= 12)")
        cursor.execute("DELETE FROM audit_sealedleaf WHERE leaf_index >= 12")
        names(verify(), 12, "rolled_back")
        cursor.execute("DELETE FROM audit_checkpoint WHERE size > 12")
        assert verify().first is None  # within itself the shorter trail is perfect: this is what the witness is for
        names(verify(seen), 12, "rolled_back")
        with pytest.raises(witness.WitnessConflict, match="留痕被回退：见证文件已见过 20 条，现在只有 12 条"):
            witness.export(settings.AUDIT_WITNESS_FILE)
    assert verify(seen).first is None


def test_d5_an_old_backup_that_went_on_growing_is_seen_by_the_witness(sealed: Any):
    sealed(12)
    sealed(8)
    witness.export(settings.AUDIT_WITNESS_FILE)
    seen = witness.read(settings.AUDIT_WITNESS_FILE)
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id IN (SELECT event_id FROM audit_sealedleaf WHERE leaf_index >= 12)")
        cursor.execute("DELETE FROM audit_sealedleaf WHERE leaf_index >= 12")
        cursor.execute("DELETE FROM audit_checkpoint WHERE size > 12")
        write_events(30)
        seal()
        assert verify().first is None
        names(verify(seen), 12, "changed")
        with pytest.raises(witness.WitnessConflict, match="留痕被改写"):
            witness.export(settings.AUDIT_WITNESS_FILE)


def rewrite_from(cursor: Any, index: int) -> None:
    """Whoever owns database and signing key changes one event and makes everything after it anew."""
    cursor.execute(
        "UPDATE audit_auditevent SET actor_name = '别人' WHERE id = (SELECT event_id FROM audit_sealedleaf WHERE leaf_index = %s)",
        [index],
    )
    cursor.execute(_AS_ROWS, [index, index + 1])
    _, event, _, _, *fields = cursor.fetchone()
    cursor.execute("UPDATE audit_auditevent SET leaf_hash = %s WHERE id = %s", [leaf_of(tuple(fields)), event])
    cursor.execute("TRUNCATE audit_sealedleaf, audit_sealednode, audit_checkpoint, audit_sealerstate")
    seal()


def test_d5_everything_rewritten_with_new_hashes_and_the_real_key_is_seen_by_the_witness(sealed: Any):
    for _ in range(3):
        sealed(300)
    witness.export(settings.AUDIT_WITNESS_FILE)
    seen = witness.read(settings.AUDIT_WITNESS_FILE)
    with as_the_owner_of_the_database() as cursor:
        rewrite_from(cursor, 417)
        assert verify().first is None
        names(verify(seen), 417, "changed")


def test_d5_everything_rewritten_with_another_key_is_seen_by_the_witness(sealed: Any, settings: Any):
    sealed(20)
    witness.export(settings.AUDIT_WITNESS_FILE)
    seen = witness.read(settings.AUDIT_WITNESS_FILE)
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("TRUNCATE audit_signingkey")
        settings.AUDIT_KEY_FILE = settings.AUDIT_KEY_FILE.with_name("of-the-attacker")
        rewrite_from(cursor, 3)
        assert verify().first is None
        words = [finding.words for finding in verify(seen).findings]
        assert any("第一把公钥与见证文件所记的不同" in text for text in words)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("UPDATE audit_sealedleaf SET leaf_hash = set_byte(leaf_hash, 5, get_byte(leaf_hash, 5) # 1) WHERE leaf_index = 301", 301),
        ("UPDATE audit_sealedleaf SET leaf_index = 5000 WHERE leaf_index = 301", 301),
        ("UPDATE audit_sealednode SET hash = set_byte(hash, 5, get_byte(hash, 5) # 1) WHERE number = 1", 256),
        ("DELETE FROM audit_sealednode WHERE number = 1", 256),
        ("UPDATE audit_checkpoint SET root = set_byte(root, 5, get_byte(root, 5) # 1) WHERE size = 600", 300),
        ("UPDATE audit_checkpoint SET frontier = set_byte(frontier, 5, 1) WHERE size = 600", 300),
        ("UPDATE audit_checkpoint SET note = replace(note, 'time 2', 'time 3') WHERE size = 600", 300),
        ("UPDATE audit_checkpoint SET sealed_at = sealed_at + interval '1 second' WHERE size = 600", 300),
        ("UPDATE audit_signingkey SET text = replace(text, 'audit', 'audjt')", 0),
    ],
)  # fmt: skip
def test_d5_a_change_of_what_is_sealed_is_named(sealed: Any, statement: str, index: int):
    for _ in range(3):
        sealed(300)
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1
        first = verify().first
        assert first is not None
        assert first.index == index, first


def test_verify_audit_says_so_in_words_and_ends_with_one(sealed: Any, capsys: pytest.CaptureFixture[str]):
    sealed(20)
    witness.export(settings.AUDIT_WITNESS_FILE)
    call_command("verify_audit", witness=settings.AUDIT_WITNESS_FILE)
    said = capsys.readouterr().out
    assert "留痕完好：20 条逐条核对无误，1 个检查点签名有效" in said
    assert "与见证文件一致的有 20 条" in said
    event = SealedLeaf.objects.get(pk=11).event_id
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("UPDATE audit_auditevent SET target_label = '' WHERE id = %s", [event])
        with pytest.raises(SystemExit) as ended:
            call_command("verify_audit")
    assert ended.value.code == 1
    assert f"第一处：第 11 号叶（留痕编号 {event}）被改动" in capsys.readouterr().out


def test_a_witness_file_cut_short_by_a_crash_goes_on_and_a_damaged_one_is_refused(sealed: Any):
    path: Path = settings.AUDIT_WITNESS_FILE
    sealed(10)
    assert witness.export(path) == 10
    with path.open("a") as file:
        file.write('{"checkpoint": "half')
    sealed(5)
    assert witness.export(path) == 5
    assert verify(witness.read(path)).witnessed == 15
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:-2] + lines[-1:]))
    with pytest.raises(CommandError, match="不可读"):
        call_command("verify_audit", witness=path)


def test_a_witness_that_lies_is_found_out(sealed: Any):
    sealed(10)
    witness.export(settings.AUDIT_WITNESS_FILE)
    seen = witness.read(settings.AUDIT_WITNESS_FILE)
    said, _, _ = notes.read(seen.checkpoints[0])
    seen.checkpoints[0] = seen.checkpoints[0].replace("\n10\n", "\n10\n", 1).replace("time 2", "time 3", 1)
    assert any("签名不成立" in finding.detail for finding in verify(seen).findings)
    assert Checkpoint.objects.get().size == said.size
