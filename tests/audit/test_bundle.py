"""导出包与离线核验程序：没有 Django，另一台机器，一个字节也骗不过。"""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.utils import timezone

from supervision.audit import witness
from supervision.audit.models import AuditEvent, SigningKey
from supervision.audit.notes import ED25519, Key
from supervision.audit.record import record
from supervision.audit.verbs import label
from tests.audit.conftest import as_the_owner_of_the_database

pytestmark = pytest.mark.usefixtures("as_owner")

PROGRAM = Path(__file__).resolve().parents[2] / "scripts" / "verify_trail.py"


def run(*arguments: Any) -> tuple[int, str]:
    """The verifier, started from an empty environment in which the platform cannot be imported."""
    done = subprocess.run(
        [sys.executable, "-P", str(PROGRAM), *map(str, arguments)],
        capture_output=True, text=True, env={"PATH": "/usr/bin", "PYTHONIOENCODING": "utf-8"}, cwd="/", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def bundle(sealed: Any, tmp_path: Path) -> Path:
    """Three batches under two keys, 651 events with that of the new key, exported for today."""
    sealed(300)
    call_command("rotate_audit_key")
    sealed(300)
    sealed(50)
    today = timezone.localdate().isoformat()
    path = tmp_path / "trail.zip"
    call_command("export_trail", path, "--from", today, "--to", today)
    return path


def changed(bundle: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the bundle with one member changed."""
    other = bundle.with_name("changed.zip")
    with zipfile.ZipFile(bundle) as source, zipfile.ZipFile(other, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == name else content)
    return other


def test_d11_the_program_is_short_and_knows_nothing_of_the_platform():
    text = PROGRAM.read_text()
    assert len(text.splitlines()) <= 300
    assert "django" not in text.replace("no Django", "").lower()
    assert "import supervision" not in text
    assert "from supervision" not in text


def test_d11_an_honest_bundle_passes_offline(bundle: Path, settings: Any):
    code, said = run(bundle)
    assert code == 0
    assert "核验通过" in said
    assert "651 条留痕" in said
    assert "没有给出见证文件" in said
    witness.export(settings.AUDIT_WITNESS_FILE)
    code, said = run(bundle, "--witness", settings.AUDIT_WITNESS_FILE)
    assert code == 0
    assert "见证文件见过其中 651 片叶，一致" in said


def test_d11_days_in_the_middle_are_proven_within_the_whole(sealed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from datetime import timedelta

    from django.db import transaction

    from supervision.audit.seal import seal

    now = timezone.now()
    for days, count in ((30, 300), (20, 40), (0, 70)):
        with monkeypatch.context() as clock, transaction.atomic():
            clock.setattr(timezone, "now", lambda days=days: now - timedelta(days=days))
            for number in range(count):
                record("web.denied", actor=None, payload={"n": number})
        seal()
    middle = timezone.localdate(now - timedelta(days=20)).isoformat()
    path = tmp_path / "middle.zip"
    call_command("export_trail", path, "--from", middle, "--to", middle)
    with zipfile.ZipFile(path) as opened:
        assert json.loads(opened.read("bundle.json"))["events"] == 40
        assert len(opened.read("events.jsonl").splitlines()) == 40
        assert 5 < len(json.loads(opened.read("tree.json"))) < 30
    code, said = run(path)
    assert code == 0
    assert "40 条留痕" in said


@pytest.mark.parametrize("name", ["events.jsonl", "tree.json", "keys.jsonl", "checkpoints.jsonl", "bundle.json"])
def test_d11_bytes_changed_anywhere_in_the_bundle_are_found(bundle: Path, name: str):
    with zipfile.ZipFile(bundle) as opened:
        size = len(opened.read(name))
    chosen = random.Random(name)
    for _ in range(6 if size > 10 else 0):
        at = chosen.randrange(size)

        def flip(content: bytes, at: int = at) -> bytes:
            return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]

        with zipfile.ZipFile(bundle) as opened:
            before, after = opened.read(name), flip(opened.read(name))
        code, said = run(changed(bundle, name, flip))
        assert code != 0 or _means_the_same(name, before, after), (at, said)


def _means_the_same(name: str, before: bytes, after: bytes) -> bool:
    """A blank that became another blank, or the days in the head, which are a heading and prove nothing."""
    if name == "bundle.json":
        told = json.loads(before), json.loads(after)
        return all({**one, "from": "", "to": ""} == {**told[0], "from": "", "to": ""} for one in told)
    if name == "events.jsonl":  # the event's number in the table is a convenience; its place in the tree is what counts
        lines = [[{**json.loads(line), "id": 0} for line in text.splitlines()] for text in (before, after)]
        return lines[0] == lines[1]
    return [json.loads(line) for line in before.splitlines()] == [json.loads(line) for line in after.splitlines()]


def test_d11_an_event_left_out_or_put_at_another_place_is_named(bundle: Path):
    def without(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        return b"".join(lines[:9] + lines[10:])

    code, said = run(changed(bundle, "events.jsonl", without))
    assert code == 1
    assert "第 9 号叶不见了" in said

    def swapped(content: bytes) -> bytes:
        lines = [json.loads(line) for line in content.splitlines()]
        lines[3]["event"], lines[8]["event"] = lines[8]["event"], lines[3]["event"]
        return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)

    code, said = run(changed(bundle, "events.jsonl", swapped))
    assert code == 1
    assert "被改动" in said


def test_d11_a_leaf_hidden_behind_a_hash_is_refused(bundle: Path):
    with zipfile.ZipFile(bundle) as opened:
        leaves = [json.loads(line) for line in opened.read("events.jsonl").splitlines()]
    hidden = changed(bundle, "tree.json", lambda _: json.dumps({"0-651": "00" * 32}).encode())
    code, said = run(hidden)
    assert code == 1
    assert "遮住" in said
    assert len(leaves) == 651


def test_d11_a_witness_names_the_changed_leaf(bundle: Path, settings: Any):
    witness.export(settings.AUDIT_WITNESS_FILE)

    def renamed(content: bytes) -> bytes:
        lines = [json.loads(line) for line in content.splitlines()]
        lines[77]["event"]["actor_name"] = "别人"
        return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)

    code, said = run(changed(bundle, "events.jsonl", renamed), "--witness", settings.AUDIT_WITNESS_FILE)
    assert code == 1
    assert "第 77 号叶" in said
    assert "与见证文件所记的不同" in said


def test_an_event_that_is_gone_from_the_table_shows_in_the_bundle(sealed: Any, tmp_path: Path):
    sealed(20)
    today = timezone.localdate().isoformat()
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id = (SELECT event_id FROM audit_sealedleaf WHERE leaf_index = 7)")
        call_command("export_trail", tmp_path / "gone.zip", "--from", today, "--to", today)
    code, said = run(tmp_path / "gone.zip")
    assert code == 1
    assert "第 7 号叶" in said
    assert "已被删除" in said


def test_days_without_events_are_told_and_a_file_that_is_no_bundle_too(sealed: Any, tmp_path: Path):
    sealed(3)
    with pytest.raises(CommandError, match="没有已封存的留痕"):
        call_command("export_trail", tmp_path / "x.zip", "--from", "2001-01-01", "--to", "2001-01-02")
    (tmp_path / "y.zip").write_text("not a zip")
    assert run(tmp_path / "y.zip")[0] == 2


def test_d3_a_change_of_the_signing_key_is_one_event_and_everything_still_verifies(bundle: Path):
    event = AuditEvent.objects.get(verb="audit.key_endorsed")
    old, new = SigningKey.objects.order_by("id")
    assert (event.result, event.actor_name, event.target_type, event.target_id) == ("ok", "系统", "签名密钥", new.key_id)
    assert event.payload == {"endorsed_by": old.key_id}
    assert label(event.verb) == "更换留痕签名密钥"
    said = io.StringIO()
    call_command("verify_audit", stdout=said)
    assert "留痕完好：651 条" in said.getvalue()
    assert run(bundle)[0] == 0
    with zipfile.ZipFile(bundle) as held:
        assert any(b"audit.key_endorsed" in held.read(name) for name in held.namelist())
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM audit_auditevent WHERE id = %s", [event.pk])
        with pytest.raises(SystemExit):
            call_command("verify_audit", stdout=io.StringIO())


def test_d3_a_foreign_public_key_that_is_vouched_for_is_one_event_and_a_refused_one_is_none(sealed: Any):
    sealed(1)
    device = Key("city-signing-server", ED25519, Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    call_command("rotate_audit_key", "--endorse", device.text)
    with pytest.raises(CommandError):
        call_command("rotate_audit_key", "--endorse", "nonsense")
    events = AuditEvent.objects.filter(verb="audit.key_endorsed")
    assert list(events.values_list("target_id", flat=True)) == [device.id.hex()]
