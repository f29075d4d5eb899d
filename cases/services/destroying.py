"""销毁：按批准的清单，一批一个事务；中断的一批没有发生，接着办即可。

The worker's own. What is deleted: the case, its parts, checks, findings with their notes, looks at its personal data, its source rows, the
sealed number of a person whom no other record names; the file that the records came in, once its last record is gone; an enterprise of the
register that no other record names. What stays: the list with
a digest of each record, the opinions, the trail, the batch's counts, and the figures of rollups (`reports.services.rollups`).
"""

from __future__ import annotations

import datetime
from hashlib import sha256
from itertools import chain

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from cases.choices import ItemOutcome, KeptKind
from cases.documents import KIND, print_list
from cases.holds import holds
from cases.lifecycles import DISPOSAL
from cases.models import DisposalItem, DisposalList, ImportBatch
from cases.selectors.keeping import held_by, in_force
from supervision.audit.record import Named, record
from supervision.documents import genuineness, storage
from supervision.documents.models import StoredFile
from supervision.outbox.put import put
from supervision.workflow import apply

AT_ONCE = 1_000
"""Records destroyed in one transaction."""

_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SPARE = """
UPDATE cases_disposalitem i SET outcome = 'spared', words = %(words)s
 WHERE i.list_id = %(list)s AND i.outcome = 'listed' AND {reason}"""


@transaction.atomic
def destroy_part(*, list_id: int, part: int, most: int = AT_ONCE) -> None:
    """Destroy up to `most` records of an approved list, then ask for the next part, or finish. What came under a hold since the list was
    compiled is left, with the reason on the list. A list that is not being carried out is left alone."""
    disposal = DisposalList.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=list_id).first()
    if disposal is None or disposal.state != "executing":
        return
    today = timezone.localdate()
    spared = _spare(disposal, today)
    before = set(_of(disposal, ItemOutcome.DESTROYED).values_list("pk", flat=True)) if part > 1 else set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_deeds.destroy_cases(%s, %s)", [disposal.pk, most])
        gone = int(cursor.fetchone()[0])
    if gone or spared:
        digests = _of(disposal, ItemOutcome.DESTROYED).exclude(pk__in=before).order_by("pk").values_list("digest", flat=True)
        record(
            "cases.records_destroyed", actor=None, target=disposal,
            payload={"part": part, "cases": gone, "left_alone": spared, "sha256": sha256("".join(digests).encode()).hexdigest()},
        )  # fmt: skip
    if gone and _of(disposal, ItemOutcome.LISTED).exists():
        put("cases.destroy", {"list": disposal.pk, "part": part + 1}, dedupe_key=f"destroy:{disposal.pk}:{part + 1}")
        return
    _of(disposal, ItemOutcome.LISTED).update(outcome=ItemOutcome.SPARED, words="执行时已不符合销毁条件")
    discard_files(today=today)
    _finish(disposal)


def _of(disposal: DisposalList, outcome: ItemOutcome) -> models.QuerySet[DisposalItem]:
    return DisposalItem.objects.filter(list=disposal, outcome=outcome)


def _spare(disposal: DisposalList, today: datetime.date) -> int:
    """Leave what came under a hold since; returns how many."""
    reasons = [(held_by(hold, "i.case_id"), f"执行时{hold.words}"[:200]) for hold in holds()]
    with connection.cursor() as cursor:
        spared = 0
        for reason, words in reasons:
            cursor.execute(_SPARE.format(reason=reason), {"list": disposal.pk, "words": words, "today": today})
            spared += cursor.rowcount
    return spared


def _finish(disposal: DisposalList) -> None:
    """Print the list as it was carried out, with its verification code, enter it in the public register, and close it."""
    disposal.finished_at = timezone.now()
    code = genuineness.new_code()
    printed = print_list(disposal, verify_code=code)
    pdf, docx = storage.store(printed.pdf, media_type=_PDF), storage.store(printed.docx, media_type=_DOCX)
    genuineness.register(
        code=code, kind=KIND, number=disposal.number, issuer=disposal.agency.name,
        issued_on=timezone.localdate(disposal.finished_at), pdf=pdf, docx=docx,
    )  # fmt: skip
    for agency in _of(disposal, ItemOutcome.DESTROYED).order_by().values_list("agency_id", flat=True).distinct():
        put("cases.count_enterprises", {"agency": agency}, dedupe_key=f"enterprises:{disposal.pk}:{agency}")
    counts = dict(disposal.items.order_by().values_list("outcome").annotate(models.Count("pk")))
    apply(
        DISPOSAL, disposal, "finish", actor=None,
        changes={"finished_at": disposal.finished_at, "pdf": pdf, "docx": docx},
        payload={
            "number": disposal.number, "cases": counts.get("destroyed", 0), "struck": counts.get("struck", 0),
            "left_alone": counts.get("spared", 0), "pdf": pdf.sha256, "docx": docx.sha256,
        },
    )  # fmt: skip


@transaction.atomic
def discard_files(*, today: datetime.date) -> list[int]:
    """Mark the source files whose last record is gone for as long as the schedule wants, and have their bytes taken away. A file is kept
    while any record that came in it is, and while its period is unverified or 永久. Returns their keys."""
    row = in_force(KeptKind.IMPORT_FILE, today)
    if row is None or not row.verified or row.years is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker_deeds.discard_files((%s - make_interval(years => %s))::date)", [today, row.years])
        files = [int(found) for (found,) in cursor.fetchall()]
    for file in files:
        put("cases.shred_file", {"file": file}, dedupe_key=f"shred_file:{file}:{today}")
    return files


@transaction.atomic
def shred(file_id: int) -> None:
    """Take the bytes of a marked file away, unless something else has come to refer to the same content. A second time does nothing more."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None or file.destroyed_at is None:
        return
    if _used_elsewhere(file):
        StoredFile.objects.filter(pk=file.pk).update(destroyed_at=None)
    elif storage.destroy(file):
        record(
            "cases.file_destroyed",
            actor=None,
            target=Named("报送的源文件", file.sha256[:12]),
            payload={"sha256": file.sha256, "size": file.size},
        )


def _used_elsewhere(file: StoredFile) -> bool:
    """Whether any table but that of the batches refers to a file."""
    links = chain.from_iterable(model._meta.concrete_fields for model in apps.get_models() if model is not ImportBatch)
    return any(
        field.model._base_manager.filter(**{field.name: file}).exists()
        for field in links
        if field.is_relation and field.related_model is StoredFile
    )
