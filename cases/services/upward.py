"""上报：把新的、更正过的案件编成数据包送往省平台，把逐条结果记回来。

`advance` is rung each minute and after each acknowledgement; it makes the next package when none is open. Sending is the outbox's work
(`send`). Nothing here runs while no channel is set; the day one is, everything on record is reported from the beginning.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from agencies.choices import AgencyKind
from agencies.models import Agency
from cases.choices import BatchState
from cases.columns.upward import SCHEMA
from cases.models import UpwardCase, UpwardPackage
from cases.selectors.upward import case_id, records_of
from supervision.audit.record import record
from supervision.documents.storage import store
from supervision.exchange.channel import channel
from supervision.exchange.delivering import deliver
from supervision.exchange.envelope import Receipt, adapter
from supervision.exchange.outgoing import Delivery
from supervision.outbox.models import OutboxJob
from supervision.outbox.put import put
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers

MOST_RECORDS = 1_000
"""Records in one package."""
BATCHES_AT_ONCE = 20
KIND = "cases"
JOB = "cases.send_package"

# A case stands in the batch that wrote it last. What a later batch has corrected meanwhile comes with that one.
_NOTE_BATCHES = f"""
UPDATE cases_importbatch SET noted_upward = true
 WHERE id IN (SELECT id FROM cases_importbatch WHERE state = '{BatchState.DONE}' AND NOT noted_upward ORDER BY id LIMIT %s FOR UPDATE)
RETURNING id
"""
_NOTE_CASES = """
INSERT INTO cases_upwardcase (case_id, agency_id, region_code, waiting, version, outcome, reason)
SELECT id, agency_id, region_code, true, 0, '', '' FROM cases_enforcementcase WHERE batch_id = ANY(%s) ORDER BY id
ON CONFLICT (case_id) DO UPDATE SET waiting = true WHERE NOT cases_upwardcase.waiting
"""
_TAKE = """
UPDATE cases_upwardcase SET waiting = false, version = version + 1, package_id = %s, outcome = '', told_at = NULL, reason = ''
 WHERE case_id = ANY(%s)
"""
_RESULTS = """
UPDATE cases_upwardcase kept SET outcome = told.outcome, reason = told.reason, told_at = %s
  FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[]) AS told (case_id, version, outcome, reason)
 WHERE kept.case_id = told.case_id AND kept.version = told.version
"""


@transaction.atomic
def advance() -> UpwardPackage | None:
    """Note what came in, make the next package if none is open and something waits, and see that the open one is going to be sent.

    The open package, or None. Several that ring at once take turns; the second finds the work done.
    """
    sender = sending_body()
    if channel() is None or sender is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.upward'))")
    package = _open_of(sender)
    if package is None:
        _note_changes()
        package = _pack(sender)
    if package is not None and package.state == Delivery.READY:
        _queue(package)
    return package


def sending_body() -> Agency | None:
    """The supervision body that runs the platform and reports for all."""
    bodies = Agency.objects.filter(kind=AgencyKind.SUPERVISION_BODY, region_code=settings.CITY_REGION_CODE, is_active=True)
    return bodies.order_by("pk").first()


def _open_of(sender: Agency) -> UpwardPackage | None:
    return UpwardPackage.objects.filter(agency=sender).exclude(state=Delivery.ACKNOWLEDGED).first()


def _note_changes() -> None:
    """Put the cases of batches that came in on the list, until a package can be filled or no batch is left."""
    waiting = UpwardCase.objects.filter(waiting=True)
    with connection.cursor() as cursor:
        while waiting[:MOST_RECORDS].count() < MOST_RECORDS:
            cursor.execute(_NOTE_BATCHES, [BATCHES_AT_ONCE])
            batches = [number for (number,) in cursor.fetchall()]
            if not batches:
                return
            cursor.execute(_NOTE_CASES, [batches])


def _pack(sender: Agency) -> UpwardPackage | None:
    """The oldest changes, at most 1,000, frozen into a package: its bytes are kept and never change."""
    oldest = UpwardCase.objects.filter(waiting=True).order_by("id").values_list("case_id", "version")[:MOST_RECORDS]
    records = records_of({case: version + 1 for case, version in oldest})
    if not records:
        return None
    last = UpwardPackage.objects.filter(agency=sender).aggregate(last=Max("sequence"))["last"] or 0
    package = UpwardPackage(
        agency=sender, region_code=sender.region_code, sequence=last + 1, kind=KIND, schema=SCHEMA, made_at=timezone.now()
    )
    package.records = len(records)
    package.body = store(adapter().content(package.head, settings.EXCHANGE_SENDER, records), media_type="application/json")
    package.save()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [package.pk, [case_id(one["id"]) for one in records]])
    facts = {"number": str(package.message), "cases": package.records, "sha256": package.body.sha256, "schema": SCHEMA}
    record("cases.package_made", actor=None, target=package, payload=facts)
    return package


def _queue(package: UpwardPackage) -> None:
    """A job for the next attempt: one for each turn, however often it is asked for. A job that ended and left the turn where it was (the
    channel was switched off, an error outlasted the outbox's patience) gives the package a new one."""
    job = _put(package)
    if job.done_at is not None or job.dead:
        package.turn += 1
        package.save(update_fields=["turn"])
        _put(package)


def _put(package: UpwardPackage) -> OutboxJob:
    turn = {"package": package.pk, "turn": package.turn}
    return put(JOB, turn, dedupe_key=f"{JOB}:{package.pk}:{package.turn}", due_at=package.next_try_at)


@transaction.atomic
def send(*, package_id: int, turn: int) -> None:
    """One attempt at a package, unless its turn has passed; with its receipt come the results, and the next package is made.

    Part of an outbox job: killed after the receiver took it and before this commits, it is sent again, and the receiver knows it.
    """
    way = channel()
    package = UpwardPackage.objects.select_for_update(of=("self",)).select_related("body").get(pk=package_id)
    if way is None or package.state != Delivery.READY or package.turn != turn:
        return
    was_stuck = package.is_stuck
    receipt = deliver(package, channel=way)
    if receipt is not None:
        _take_in(package, receipt)
        advance()
        return
    facts = {"number": str(package.message), "reason": package.problem, "tries": package.tries}
    verb = "cases.package_stuck" if package.is_stuck and not was_stuck else "cases.package_unsent"
    record(verb, actor=None, target=package, payload=facts, result="failed")
    if package.state == Delivery.READY:
        _queue(package)


def _take_in(package: UpwardPackage, receipt: Receipt) -> None:
    """What became of each record; of one that has been packed again since, the later package will tell."""
    told = [
        (
            case_id(one.id),
            one.version,
            "accepted" if one.accepted else "refused",
            "" if one.accepted else mask_numbers(one.reason),
        )
        for one in receipt.results
    ]
    with connection.cursor() as cursor:
        cursor.execute(_RESULTS, [package.acknowledged_at, *(list(column) for column in zip(*told, strict=True))])
    facts = {"number": str(package.message), "accepted": package.accepted, "sent_back": package.refused, "tries": package.tries}
    record("cases.package_acknowledged", actor=None, target=package, payload=facts)


@transaction.atomic
def resend(*, package: UpwardPackage, actor: Any) -> None:
    """A person has a package sent again, now: the same number, the same bytes.

    PermissionDenied for somebody else's; UserError for one that is acknowledged, is being sent, or waits for its turn anyway.
    """
    if not actor.has_perm("cases.resend_package", package):
        raise PermissionDenied("您的岗位不能重新发送这一包。")
    held: UpwardPackage | None = UpwardPackage.objects.select_for_update(skip_locked=True).filter(pk=package.pk).first()
    if held is None:  # a worker holds it for as long as the province takes to answer
        raise UserError("这一包正在发送。", remedy="请稍候再看。")
    if held.state == Delivery.ACKNOWLEDGED:
        raise UserError("这一包已经签收，不需要再发。")
    if held.state == Delivery.READY and not held.failures:
        raise UserError("这一包已经排在发送队列里。", remedy="请稍候再看。")
    facts = {"number": str(held.message), "reason": held.problem, "tries": held.tries}
    held.state, held.failures, held.problem, held.next_try_at = Delivery.READY, 0, "", None
    held.turn += 1  # the job that waits for a later moment finds its turn passed
    held.save(update_fields=["state", "failures", "problem", "next_try_at", "turn"])
    _queue(held)
    record("cases.package_resent", actor=actor, target=held, payload=facts)
