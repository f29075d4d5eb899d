"""登记：按文件整份写入，或者在页面上改一行。每一处变更留下改前改后。"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from agencies.registers.comparing import LIMITS, Comparison, Line, State, compare_file, judge
from agencies.registers.declaration import Change, Entry, Register, Values
from supervision.audit.record import Named, record
from supervision.documents.models import StoredFile
from supervision.documents.storage import store
from supervision.uploads import check_table, scan
from supervision.web.errors import UserError
from supervision.workflow import Conflict

MEDIA_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Look:
    """A file that was handed in and what it would change."""

    sha256: str
    name: str
    comparison: Comparison


def look(*, register: Register, file: BinaryIO, name: str, actor: Any) -> Look:
    """Keep a file and compare it with the register; nothing of the register changes. UserError for a file that is no such table."""
    _admit(register, actor)
    size = file.seek(0, io.SEEK_END)
    if size > LIMITS.max_bytes:
        allowed = LIMITS.max_bytes // 2**20
        raise UserError(f"文件超过 {allowed} MB。", where=name, remedy="请拆成几个文件，分别导入。")
    check_table(name, file)
    scan(name, file)
    file.seek(0)
    kept = store(file.read(), media_type=MEDIA_TYPE)
    return Look(kept.sha256, name, compare_file(register, io.BytesIO(kept.read()), name, actor))


@transaction.atomic
def take(*, register: Register, sha256: str, name: str, digest: str, actor: Any) -> dict[str, int]:
    """Write a file that was looked at, whole or not at all; returns how many rows were added and changed.

    Conflict when the register changed since (what was confirmed would not be what is written), UserError while a row is refused.
    """
    _admit(register, actor)
    _in_turn(register)
    content = StoredFile.objects.get(sha256=sha256).read()
    found = compare_file(register, io.BytesIO(content), name, actor)
    if found.of(State.REFUSED):
        raise UserError("文件里有不能登记的行，整份没有写入。", where=name, remedy="请改正后重新上传。")
    if found.digest != digest:
        raise Conflict("预览之后登记簿有了变化，没有写入。请重新上传这份文件，核对后再确认。")
    added, changed = found.of(State.ADDED), found.of(State.CHANGED)
    _write(register, added, changed, found.known)
    for line in changed:
        _trace_change(register, line, found.known, actor, {"file": name, "sha256": sha256})
    counts = {"added": len(added), "changed": len(changed)}
    facts = {"register": register.name, "file": name, "sha256": sha256, **found.counts}
    body = register.body_of((added or changed)[0].values, found.known, actor) if counts["added"] or counts["changed"] else {}
    record("agencies.register_imported", actor=actor, target=Named(register.model._meta.label_lower, ""), payload=facts, **body)
    return counts


@transaction.atomic
def save(*, register: Register, entry: Entry | None, values: Values, reason: str, actor: Any) -> int:
    """Write one row as a form has it (`entry` None: a new one); returns its key.

    UserError with the sentence for a row that cannot be taken or says nothing new, Conflict when somebody changed it since it was read.
    """
    _admit(register, actor)
    _in_turn(register)
    line = Line(0, dict(values), frozenset(values))
    found = judge(register, [line], actor, own=entry)
    if line.problems:
        raise UserError(" ".join(map(str, line.problems)))
    if line.state is State.UNCHANGED:
        raise UserError("没有改动。")
    facts = {"register": register.name, "reason": reason}
    added, changed = found.of(State.ADDED), found.of(State.CHANGED)
    keys = _write(register, added, changed, found.known)
    for one in changed:
        _trace_change(register, one, found.known, actor, facts)
    for key, one in zip(keys, added, strict=True):
        told = facts | {"after": _words(register, one.values)}
        record(
            "agencies.register_added",
            actor=actor,
            target=_target(register, key),
            payload=told,
            **register.body_of(one.values, found.known, actor),
        )
    return keys[0] if keys else changed[0].entry.pk  # type: ignore[union-attr]


def _admit(register: Register, actor: Any) -> None:
    if not actor.has_perm(register.edit) or register.why_not(actor):
        raise PermissionDenied(register.why_not(actor) or f"您的岗位不能登记{register.name}。")


def _in_turn(register: Register) -> None:
    """Who keeps a register waits for whoever is at it, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"register:{register.key}"])


def _write(register: Register, added: Sequence[Line], changed: Sequence[Line], known: Any) -> list[int]:
    try:
        with transaction.atomic():
            register.change([Change(line.entry, line.values) for line in changed if line.entry], known)
            return register.add([line.values for line in added], known)
    except IntegrityError:
        raise UserError(f"{register.taken}没有写入。", remedy="请核对后重新办理。") from None


def _trace_change(register: Register, line: Line, known: Any, actor: Any, facts: dict[str, Any]) -> None:
    assert line.entry is not None
    differences = line.differences(register)
    told = {
        "before": {label: before for label, (before, _after) in differences.items()},
        "after": {label: after for label, (_before, after) in differences.items()},
    }
    body = register.body_of(line.values, known, actor)
    record("agencies.register_changed", actor=actor, target=_target(register, line.entry.pk), payload=facts | told, **body)


def _target(register: Register, key: int) -> Named:
    """The row an event is about; its history is found by it."""
    return Named(register.model._meta.label_lower, str(key))


def _words(register: Register, values: Values) -> dict[str, str]:
    """What a row says, in words, blanks left out."""
    told = {column.label: register.word(column.key, values[column.key]) for column in register.table.columns}
    return {label: words for label, words in told.items() if words}
