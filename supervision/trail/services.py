"""留痕页面的动作：导出、发起核验、完成核验。每一个都留痕。"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import IO, Any

import redis
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from supervision.audit.models import AuditEvent
from supervision.audit.record import Named, record
from supervision.audit.verify import Report, verify
from supervision.audit.witness import WitnessConflict, read
from supervision.outbox.put import put
from supervision.tabular import Column, export_csv, export_xlsx
from supervision.trail.models import Verification
from supervision.trail.selectors import Wanted, about, find_events, payload_lines
from supervision.web.errors import UserError
from supervision.web.exporting import FILE, new_number, watermark

logger = logging.getLogger(__name__)

MOST_ROWS = 50_000
FORMS = ("csv", "xlsx")
HEADINGS = (
    "编号",
    "时间",
    "操作人",
    "动作",
    "动作代码",
    "结果",
    "对象",
    "相关区划",
    "详情",
    "来源地址",
    "途径",
    "请求编号",
)


@transaction.atomic
def export(*, wanted: Wanted, words: Mapping[str, str], form: str, actor: Any) -> Iterator[bytes] | IO[bytes]:
    """The events asked for as a file, newest first, with a watermark that tells `words`, the filters as a person reads them. Itself an
    event. UserError when there are more than a file should hold."""
    rows = find_events(wanted).order_by("-id")
    count = rows.order_by()[: MOST_ROWS + 1].count()
    if count > MOST_ROWS:
        raise UserError(f"符合条件的留痕超过 {MOST_ROWS:,} 条。", remedy="请缩小日期范围，或者再加一个筛选条件后导出。")
    number = new_number()
    record(
        "audit.exported", actor=actor, target=Named(FILE, number), payload={"rows": count, "form": form, "wanted": wanted.words}
    )
    mark = watermark(number, name="操作留痕", wanted=words, body=actor.bodies("audit.view_event"), actor=actor)
    columns = [Column(key=f"c{place}", label=label) for place, label in enumerate(HEADINGS)]
    lines = (_line(event) for event in rows)
    if form == "csv":
        return export_csv(columns, list(lines), mark=mark)
    return export_xlsx(columns, lines, sheet_name="操作留痕", mark=mark)


def _line(event: AuditEvent) -> list[Any]:
    details = "；".join(f"{part['label']}：{part['value']}" for part in payload_lines(event))
    return [
        str(event.pk), f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}", event.actor_name, event.words, event.verb, event.get_result_display(),
        about(event), event.region_code, details, event.client_ip or "", event.channel,
        str(event.request_id),
    ]  # fmt: skip


@transaction.atomic
def ask_verification(*, actor: Any) -> Verification:
    """Order a verification of everything; the worker does it. One at a time: while one runs, that one is given back."""
    running = Verification.objects.filter(done_at=None).first()
    if running is not None:
        return running
    asked = Verification.objects.create(asked_by=actor)
    record("audit.verification_asked", actor=actor, target=asked)
    put("trail.verify", {"verification": asked.pk}, dedupe_key=f"trail.verify:{asked.pk}")
    return asked


@transaction.atomic
def carry_out(*, verification_id: int) -> None:
    """Verify everything, with the witness file of this machine when there is one, and write down what was found."""
    asked = Verification.objects.filter(pk=verification_id, done_at=None).first()
    if asked is None:
        return
    try:
        witness = read(settings.AUDIT_WITNESS_FILE)
        report = verify(witness, told=lambda done, total: _hint(verification_id, done, total))
        sound, words = report.first is None, _words(report)
    except WitnessConflict as conflict:
        report, sound, words = Report(), False, str(conflict)
    asked.done_at, asked.sound, asked.words, asked.events = timezone.now(), sound, words, report.events
    asked.save(update_fields=["done_at", "sound", "words", "events"])
    record("audit.verified", actor=None, target=asked, payload={"sound": sound, "events": report.events, "words": words[:500]})


def _words(report: Report) -> str:
    if report.first is not None:
        return f"第一处：{report.first.words}。共 {len(report.findings)} 处。"
    witnessed = f"与本机见证文件一致的有 {report.witnessed:,} 条。" if report.witnessed else "本机没有见证文件，未作比对。"
    return f"{report.events:,} 条逐条核对无误，{report.checkpoints:,} 个检查点签名有效。{witnessed}"


def progress(verification_id: int) -> tuple[int, int]:
    """(done, all) as the worker last said; (0, 0) when it has said nothing."""
    try:
        said = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1).get(_key(verification_id))
    except (redis.RedisError, OSError):
        return 0, 0
    done, _, total = (said.decode() if isinstance(said, bytes) else "").partition("/")
    return (int(done), int(total)) if done.isdecimal() and total.isdecimal() else (0, 0)


def _hint(verification_id: int, done: int, total: int) -> None:
    try:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
        client.set(_key(verification_id), f"{done}/{total}", ex=3600)
    except (redis.RedisError, OSError) as problem:
        logger.warning("progress of verification %s was not told (%s)", verification_id, problem)


def _key(verification_id: int) -> str:
    return f"trail:verification:{verification_id}"
