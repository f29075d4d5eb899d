"""留痕的查询：筛选、一条留痕及其证明、封存状态。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from supervision.audit import notes, proofs, signing
from supervision.audit.models import AuditEvent, Checkpoint, SealedLeaf, SealerState, SigningKey
from supervision.audit.verify import ROWS, leaf_of
from supervision.audit.words import name_of, value_of
from supervision.web.exporting import FILE as EXPORTED_FILE

ALARM = timedelta(seconds=60)
"""An event that waits longer than this for its seal, or a sealer silent for so long while events wait, is an alarm."""

COUNTED = 1_000
"""Events that wait are counted up to here, so that the pages cost the same when the sealer has stood still for a week."""

_WAITING = """
SELECT count(*), min(waits.at) FROM (
    SELECT e.at FROM audit_auditevent e
     WHERE e.id > %s AND NOT EXISTS (SELECT FROM audit_sealedleaf l WHERE l.event_id = e.id)
     ORDER BY e.id LIMIT %s
) waits
"""


@dataclass(frozen=True)
class Wanted:
    """Which events somebody asks for."""

    person: str = ""
    verb: str = ""
    result: str = ""
    export: str = ""
    kind: str = ""
    number: str = ""
    begin: date | None = None
    end: date | None = None

    @property
    def words(self) -> dict[str, str]:
        """What was asked for, as it stands in the trail of an export."""
        return {name: str(value) for name, value in vars(self).items() if value}


def find_events(wanted: Wanted) -> QuerySet[AuditEvent]:
    """The events asked for; a person is named by account or full name, or "系统", an export by the number that stands in its file."""
    rows = AuditEvent.objects.all()
    if wanted.person:
        users = get_user_model()._default_manager.filter(Q(username=wanted.person) | Q(display_name=wanted.person))
        ids = list(users.values_list("pk", flat=True)[:50])
        rows = rows.filter(actor_id__in=ids) if ids else rows.filter(actor_name=wanted.person)
    for name, value in {
        "verb": wanted.verb,
        "result": wanted.result,
        "target_type": wanted.kind,
        "target_id": wanted.number,
    }.items():
        if value:
            rows = rows.filter(**{name: value})
    if wanted.export:
        rows = rows.filter(target_type=EXPORTED_FILE, target_id=wanted.export.strip().upper())
    if wanted.begin:
        rows = rows.filter(at__gte=_midnight(wanted.begin))
    if wanted.end:
        rows = rows.filter(at__lt=_midnight(wanted.end + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware in the same line


def kind_words(target_type: str) -> str:
    """What kind of thing an event is about, for a reader."""
    try:
        return str(apps.get_model(target_type)._meta.verbose_name) if target_type else ""
    except (LookupError, ValueError):
        return target_type


@dataclass(frozen=True)
class Proof:
    """An event's place in the sealed tree and whether everything holds; `proof` is None while it waits for its seal."""

    leaf: SealedLeaf | None
    proof: proofs.Inclusion | None
    checkpoint: Checkpoint | None
    unchanged: bool
    signed: bool

    @property
    def holds(self) -> bool:
        """Content, path and signature."""
        return self.unchanged and self.signed and self.proof is not None and self.proof.holds


def proof_of(event: AuditEvent) -> Proof:
    """Recompute an event's leaf from its row, lead it to the latest root, and check who signed that. Five statements."""
    leaf = SealedLeaf.objects.filter(event_id=event.pk).first()
    checkpoint = Checkpoint.objects.order_by("-size").first()
    if leaf is None or checkpoint is None or checkpoint.size <= leaf.leaf_index:
        return Proof(leaf, None, checkpoint, unchanged=False, signed=False)
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [leaf.leaf_index, leaf.leaf_index + 1])
        _, _, sealed, _, *fields = cursor.fetchone()
    try:
        unchanged = leaf_of(tuple(fields)) == bytes(sealed)
        path = proofs.inclusion(leaf.leaf_index, bytes(sealed), checkpoint)
    except (ValueError, LookupError):
        return Proof(leaf, None, checkpoint, unchanged=False, signed=False)
    keys, _ = signing.chain(list(SigningKey.objects.values_list("text", "endorsed_by", "endorsement")))
    try:
        said = notes.check(checkpoint.note, keys)
        signed = (said.size, said.root) == (checkpoint.size, bytes(checkpoint.root))
    except notes.BadNote:
        signed = False
    return Proof(leaf, path, checkpoint, unchanged, signed)


@dataclass(frozen=True)
class Health:
    """How the sealer is. `waiting` stops one beyond `COUNTED`; `waits_since` is of the oldest of them."""

    state: SealerState | None
    waiting: int
    waits_since: datetime | None
    last: Checkpoint | None
    alarm: str

    @property
    def waiting_text(self) -> str:
        """“12”, or “1,000+”."""
        return _up_to_the_cap(self.waiting)


def health() -> Health:
    """What waits, since when, and whether that is an alarm. Three statements."""
    state = SealerState.objects.filter(pk=1).first()
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [state.floor if state else 0, COUNTED + 1])
        waiting, since = cursor.fetchone()
    now = timezone.now()
    alarm = ""
    if state is not None and state.error:
        alarm = f"封存出错：{state.error}"
    elif waiting and now - since > ALARM and (state is None or state.beat_at is None or now - state.beat_at > ALARM):
        alarm = f"有 {_up_to_the_cap(waiting)} 条留痕等待封存已超过 {int(ALARM.total_seconds())} 秒，封存程序没有运行。请系统管理员检查后台任务与定时器。"
    elif waiting and now - since > ALARM:
        alarm = f"有 {_up_to_the_cap(waiting)} 条留痕等待封存已超过 {int(ALARM.total_seconds())} 秒，封存落后。"
    return Health(state, waiting, since, Checkpoint.objects.order_by("-size").first(), alarm)


def _up_to_the_cap(count: int) -> str:
    return f"{COUNTED:,}+" if count > COUNTED else f"{count:,}"


CONTENT = frozenset({"reason", "note", "name", "title", "text", "words", "username"})
"""Names in a payload under which a matter speaks. The audit administrator reads who did what, not what a case says (三员分立)."""
CHANNELS = {"web": "网页", "worker": "后台", "schedule": "定时", "system": "系统", "command": "命令"}
_TOLD = ("agencies.", "trail.", "web.", "audit.")


def about(event: AuditEvent) -> str:
    """The object of an event as the audit administrator may read it: kind and number; its title only where no case speaks in it."""
    kind = kind_words(event.target_type)
    if not kind:
        return ""
    return f"{kind} {event.target_label if event.target_type.startswith(_TOLD) else event.target_id}"


def payload_lines(event: AuditEvent) -> list[dict[str, str]]:
    """A payload as name and value; lists with commas, nested values as text, what a case says as its length."""
    own = event.verb.startswith(_TOLD)
    return [
        {
            "label": name_of(name),
            "value": _value(name, value) if own or name not in CONTENT else f"（业务内容 {len(str(value))} 字，不在此显示）",
        }
        for name, value in event.payload.items()
    ]


def _value(entry: str, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(f"{name_of(name)}：{_value(name, part)}" for name, part in value.items()) or "—"
    if isinstance(value, list):
        return "、".join(_value(entry, part) for part in value) or "—"
    return "—" if value is None or value == "" else value_of(entry, str(value))


SHOWN = 20


def checkpoints_below(size: str) -> tuple[list[Checkpoint], int | None]:
    """(the latest checkpoints, or those below a size; where the older ones go on)."""
    rows = Checkpoint.objects.order_by("-size")
    if size.isdecimal() and len(size) < 19:
        rows = rows.filter(size__lt=int(size))
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], found[SHOWN - 1].size if len(found) > SHOWN else None
