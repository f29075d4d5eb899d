"""报送批次：收文件、入库、检查。网页和命令走同一条路。

`receive` keeps the file and makes the batch; `run` stores and checks it. The web calls `receive` and lets the outbox call `run`; the
command calls both in one transaction.
"""

from __future__ import annotations

import datetime
import io
import re
import uuid
from collections.abc import Callable
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format

from agencies.choices import AgencyKind
from agencies.models import Agency, User
from cases.choices import BatchState, CaseKind
from cases.intake import progress
from cases.intake.drawn import read_by
from cases.intake.pipeline import Loaded, load
from cases.intake.progress import Progress
from cases.intake.reading import FileRefused
from cases.models import Finding, ImportBatch, ImportRow
from cases.services.checking import check
from supervision.audit.record import record
from supervision.documents.models import StoredFile
from supervision.documents.storage import Incoming
from supervision.outbox.put import put
from supervision.tabular import Limits, Problem
from supervision.uploads import check_table, scan
from supervision.web.errors import UserError

NO_LONGER = Problem(0, "", "", "报送人已经不在该岗位，文件没有入库", "请由在岗人员重新上传")

MEDIA_TYPE = "application/octet-stream"
"""A reported file is served back as a download only, whatever it calls itself."""

PIECE = 1 << 20
"""How many bytes of an upload are read at a time."""


@transaction.atomic
def receive(
    *, content: bytes | BinaryIO, name: str, agency: Agency, kind: CaseKind, actor: Any, deliver: bool = True
) -> tuple[ImportBatch, bool]:
    """Keep a file of one agency's records (its bytes, or the open file); returns its batch and whether this call made it.

    The same content for the same agency and kind is one batch, whatever the file is called; one that was refused as a whole is read
    again. With `deliver` the outbox stores and checks it, otherwise the caller does (`run`). `actor` None is the command line.
    Raises PermissionDenied for an agency out of reach, UserError for a file that is empty or too large.
    """
    if actor is not None and not actor.has_perm("cases.upload", agency):
        raise PermissionDenied("您的岗位不能代该单位报送数据。")
    if agency.kind != AgencyKind.ENFORCEMENT:
        raise UserError(f"“{agency.name}”不是行政执法机关，没有执法记录可报。", where="报送单位", remedy="请选择行政执法机关。")
    name = clean_name(name)
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    _check_size(source, name)
    check_table(name, source)
    scan(name, source)
    file = _kept(source)
    digest = file.sha256
    batch, created = ImportBatch.objects.get_or_create(
        agency=agency,
        kind=kind,
        file_sha256=digest,
        defaults={
            "region_code": agency.region_code,
            "file": file,
            "file_name": name,
            "uploaded_by": actor,
        },
    )
    if not created and batch.state != BatchState.FAILED:
        return batch, False
    if not created:
        batch.state, batch.error, batch.finished_at, batch.uploaded_by = BatchState.QUEUED, "", None, actor
        batch.save(update_fields=["state", "error", "finished_at", "uploaded_by"])
    progress.forget(batch.pk)
    facts = {"file": batch.file_name, "sha256": digest, "bytes": file.size, "kind": str(kind), "again": not created}
    record("cases.batch_received", actor=actor, target=batch, payload=facts)
    if deliver:
        put("cases.import_batch", {"batch": batch.pk}, dedupe_key=f"import_batch:{batch.pk}:{uuid.uuid4()}")
    return batch, created


def _check_size(source: BinaryIO, name: str) -> None:
    limit, size = Limits().max_bytes, source.seek(0, io.SEEK_END)
    source.seek(0)
    if not size:
        raise UserError("文件是空的（0 字节）。", where=name, remedy="请核对后重新上传。")
    if size > limit:
        raise UserError(f"文件有 {size // 2**20} MB，超过 {limit // 2**20} MB。", where=name, remedy="请拆成几个文件，分别上传。")


def _kept(source: BinaryIO) -> StoredFile:
    """The file stored, piece by piece: it need not fit into memory."""
    source.seek(0)
    with Incoming() as incoming:
        while piece := source.read(PIECE):
            incoming.write(piece)
        return incoming.keep(media_type=MEDIA_TYPE)


def clean_name(name: str) -> str:
    """A file's own name, without folders and control characters, at most 200 characters."""
    plain = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", PurePath(name.replace("\\", "/")).name).strip()
    return plain[-200:] or "未命名"


@transaction.atomic
def read_again(*, batch: ImportBatch, actor: Any) -> ImportBatch:
    """Have what a batch could not store decided upon once more, from the file as it lies: a file that was refused as a whole, or the rows
    that were. For when what stood in the way has changed on our side: a code list, a mapping of headings, the agency's own record.

    Raises PermissionDenied, UserError when nothing is left to decide upon.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("agency").get(pk=batch.pk)
    if not actor.has_perm("cases.upload", batch.agency):
        raise PermissionDenied("您的岗位不能代该单位报送数据。")
    if batch.waits:
        raise UserError("这一批次正在处理。", remedy="请等处理完再试。")
    if not batch.has_refused:
        raise UserError("这一批次的每一行都已入库，没有需要重新核对的行。")
    batch.state, batch.error = BatchState.QUEUED, ""
    batch.save(update_fields=["state", "error"])
    progress.forget(batch.pk)
    record("cases.batch_read_again", actor=actor, target=batch, payload={"sha256": batch.file_sha256, "refused": batch.refused})
    put("cases.import_batch", {"batch": batch.pk, "by": actor.pk}, dedupe_key=f"import_batch:{batch.pk}:{uuid.uuid4()}")
    return batch


@transaction.atomic
def run(
    *, batch_id: int, today: datetime.date, tell: Callable[[int, Progress], None] = progress.tell, by: int | None = None
) -> ImportBatch:
    """Store and check a received batch, all of it or nothing; a batch that was done stays as it is.

    A batch that was stored before has its refused rows decided upon again. A file that cannot be stored at all leaves the batch in state
    failed (what was stored before stays), with the reason; so does one whose sender, or who had it read again (`by`), no longer holds the
    post by now. `tell` hears how far it is.
    """
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("agency", "file", "uploaded_by").get(pk=batch_id)
    if batch.state != BatchState.QUEUED:
        return batch
    sender = batch.uploaded_by if by is None else User.objects.get(pk=by)
    if sender is not None and not sender.has_perm("cases.upload", batch.agency):
        return _failed(batch, FileRefused([NO_LONGER]), sender)
    _make_room()
    try:
        with transaction.atomic():
            loaded = load(batch, today=today, tell=lambda hint: tell(batch_id, hint), again=batch.was_stored)
    except FileRefused as refused:
        return _failed(batch, refused, sender)
    if batch.was_stored:
        _note_again(batch, loaded)
    else:
        _note(batch, loaded)
    tell(batch_id, Progress("检查", 0, loaded.counts.total))
    check(batch=batch, as_of=today)
    batch.findings = Finding.objects.filter(batch=batch).count()
    batch.state, batch.finished_at = BatchState.DONE, timezone.now()
    batch.save()
    record("cases.batch_stored", actor=sender, target=batch, payload=_outcome(batch))
    for kind in ("cases.index_batch", "cases.count_enterprises", "cases.batch_checked"):
        put(kind, {"batch": batch.pk}, dedupe_key=f"{kind}:{batch.pk}:{uuid.uuid4()}")
    return batch


def _make_room() -> None:
    """Memory for sorting and joining, until the end of the transaction: the server's own setting is for pages."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")


def _note(batch: ImportBatch, loaded: Loaded) -> None:
    batch.header, batch.profile, batch.encoding, batch.notes = loaded.header, loaded.profile, loaded.encoding, loaded.notes
    batch.source, batch.source_index = loaded.staged.rewritten or batch.file, loaded.staged.index.to_json()
    counts = loaded.counts
    batch.total, batch.stored, batch.repaired = counts.total, counts.stored, counts.repaired
    batch.unchanged, batch.superseded, batch.refused = counts.unchanged, counts.superseded, counts.refused


def _note_again(batch: ImportBatch, loaded: Loaded) -> None:
    """What became of the rows that had been refused."""
    counts = loaded.counts
    batch.stored += counts.stored
    batch.repaired += counts.repaired
    batch.unchanged += counts.unchanged
    batch.superseded += counts.superseded
    batch.refused = counts.refused
    batch.noted_upward = False
    told = f"{_today()}重新核对未入库的 {counts.total:,} 行：入库 {counts.total - counts.refused:,} 行，仍未入库 {counts.refused:,} 行。"
    if loaded.profile != batch.profile and (profile := read_by(loaded.profile)[0]):
        told += f"这些行按“{profile.label}”识别。"
    batch.notes = [told, *batch.notes]  # what came of it last is read first


def _today() -> str:
    return date_format(timezone.localdate(), "Y年n月j日")


def _outcome(batch: ImportBatch) -> dict[str, Any]:
    names = ("total", "stored", "repaired", "unchanged", "superseded", "refused", "findings")
    return {"sha256": batch.file_sha256, **{name: getattr(batch, name) for name in names}}


def _failed(batch: ImportBatch, refused: FileRefused, sender: Any) -> ImportBatch:
    """The file could not be stored; one that was before keeps what it has, and says that nothing came of reading it again."""
    told = [str(problem) for problem in refused.problems]
    if batch.was_stored:
        batch.state, batch.notes = BatchState.DONE, [f"{_today()}重新核对没有进行：{told[0]}", *batch.notes]
    else:
        batch.state, batch.error, batch.finished_at, batch.notes = BatchState.FAILED, str(refused), timezone.now(), told
    batch.save(update_fields=["state", "error", "finished_at", "notes"])
    record(
        "cases.batch_failed",
        actor=sender,
        target=batch,
        payload={"sha256": batch.file_sha256, "reason": str(refused)[:500]},
        result="failed",
    )
    return batch


@transaction.atomic
def note_export(*, batch: ImportBatch, actor: Any, original: bool) -> None:
    """Record that somebody took the refused rows of a batch out; `original`: with their cells as they came, else masked."""
    record("cases.rejected_exported", actor=actor, target=batch, payload={"rows": batch.refused, "original": original})


def first_problems(batch: ImportBatch, limit: int = 100) -> list[dict[str, Any]]:
    """The first problems of the refused rows, each {line, column, value, message, remedy}."""
    rows = ImportRow.objects.filter(batch=batch, outcome="refused").order_by("line_no").values_list("line_no", "problems")[:limit]
    return [{"line": line, **problem} for line, problems in rows for problem in problems or []][:limit]
