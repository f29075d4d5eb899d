"""导入法规文本：先看哪些条文新增、修改、失效，确认以后整份写入，旧文本留作历史。"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from cases.laws.places import Number
from cases.laws.texts import Read, articles_in, decode
from cases.models import Law, LawArticle
from cases.registers.city import city_of
from cases.registers.laws import ARTICLES
from supervision.audit.record import Named, record
from supervision.documents.models import StoredFile
from supervision.documents.storage import store
from supervision.uploads import scan
from supervision.web.errors import UserError
from supervision.workflow import Conflict

MEDIA_TYPE = "text/plain"


@dataclass(frozen=True)
class Head:
    """What an administrator says of a text. `law`: the law it is a text of, by short name; the fields after it make a new one.

    `same`: the text is that of the versions in force, only their wording is filled in.
    """

    code: str
    effective_from: date
    source: str
    checked_on: date
    title: str = ""
    level: str = ""
    issuer: str = ""
    document_number: str = ""
    same: bool = False


@dataclass
class Plan:
    """What a text would do. Each pair: the version that stands and the article as the text has it."""

    law: Law | None
    added: list[Read] = field(default_factory=list)
    changed: list[tuple[LawArticle, Read]] = field(default_factory=list)
    filled: list[tuple[LawArticle, Read]] = field(default_factory=list)
    unchanged: list[Read] = field(default_factory=list)
    ended: list[LawArticle] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(getattr(self, name)) for name in ("added", "changed", "filled", "unchanged", "ended")}

    @property
    def does_something(self) -> bool:
        """Whether anything would be written."""
        return bool(self.added or self.changed or self.filled or self.ended)

    @property
    def digest(self) -> str:
        """Of what would be written over what."""
        told = [
            [str(one.number) for one in self.added],
            [(row.pk, row.wording, row.effective_from, row.effective_to) for row, _one in [*self.changed, *self.filled]],
            [(row.pk, row.effective_to) for row in self.ended],
        ]
        return sha256(json.dumps(told, default=str, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Look:
    """A text that was handed in, and what it would do."""

    sha256: str
    name: str
    head: Head
    plan: Plan


def look(*, head: Head, content: bytes, name: str, actor: Any) -> Look:
    """Keep a text and compare it with the library; nothing of the library changes. UserError for a text that cannot be taken."""
    _admit(actor)
    text = decode(content, name)
    scan(name, io.BytesIO(content))
    plan = _plan(head, articles_in(text, name), name)
    return Look(store(content, media_type=MEDIA_TYPE).sha256, name, head, plan)


@transaction.atomic
def take(*, head: Head, sha256: str, name: str, digest: str, actor: Any) -> dict[str, int]:
    """Write a text that was looked at, whole or not at all; returns how many articles were added, changed, filled in, ended.

    Conflict when the library changed since, UserError for a text that cannot be taken any more.
    """
    _admit(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"register:{ARTICLES.key}"])
    plan = _plan(head, articles_in(decode(StoredFile.objects.get(sha256=sha256).read(), name), name), name)
    if plan.digest != digest:
        raise Conflict("预览之后法规库有了变化，没有写入。请重新上传这份文本，核对后再确认。")
    try:
        with transaction.atomic():
            law = _write(head, plan)
    except IntegrityError:
        raise UserError("法规的简称、全称或者条文的施行期间与已有的重复，没有写入。", remedy="请核对后重新上传。") from None
    numbers = {
        "articles_added": "、".join(str(one.number) for one in plan.added),
        "articles_changed": "、".join(row.number for row, _one in plan.changed),
        "articles_ended": "、".join(row.number for row in plan.ended),
    }
    told = {"file": name, "sha256": sha256, "law": law.code, "effective_on": str(head.effective_from), **plan.counts, **numbers}
    record(
        "cases.law_imported",
        actor=actor,
        target=Named("cases.law", str(law.pk)),
        payload=told,
        region_code=city_of(actor, ARTICLES.edit),
    )
    return plan.counts | {"law": law.pk}


def _admit(actor: Any) -> None:
    if not actor.has_perm(ARTICLES.edit) or ARTICLES.why_not(actor):
        raise PermissionDenied(ARTICLES.why_not(actor) or "您的岗位不能导入法规文本。")


def _plan(head: Head, read: Sequence[Read], name: str) -> Plan:
    """What a text would do to the versions that stand; UserError when it and they contradict one another."""
    law = Law.objects.filter(code=head.code).first()
    plan = Plan(law)
    if law is None:
        if head.same:
            raise UserError("法规库里没有这部法规，不能只补录条文。", where=name, remedy="请去掉“只补录条文”的勾选。")
        plan.added = list(read)
        return plan
    if law.effective_from and head.effective_from < law.effective_from:
        raise UserError(f"施行日期早于该法规的施行日期 {law.effective_from}。", where=name, remedy="请核对两个日期。")
    if law.effective_to and head.effective_from > law.effective_to:
        raise UserError(f"该法规已于 {law.effective_to} 失效。", where=name, remedy="请核对；新的法规请另行登记。")
    standing: dict[str, list[LawArticle]] = {}
    for row in LawArticle.objects.filter(law=law).order_by("effective_from"):
        standing.setdefault(row.number, []).append(row)
    faults = [fault for one in read for fault in _place(plan, head, one, standing.pop(str(one.number), []))]
    faults += _end(plan, head, [row for rows in standing.values() for row in rows if _holds(row, head.effective_from)])
    if faults:
        raise UserError(
            "；".join(faults[:10]) + "。", where=name, remedy="请核对施行日期和文本；改动个别条文，请在条文页上修改。"
        )
    return plan


def _holds(row: LawArticle, day: date) -> bool:
    return (row.effective_from or date.min) <= day <= (row.effective_to or date.max)


def _place(plan: Plan, head: Head, one: Read, versions: list[LawArticle]) -> list[str]:
    """Put one article of the text where it belongs; what contradicts, in words."""
    later = [row for row in versions if (row.effective_from or date.min) > head.effective_from]
    if later:
        return [f"{one.number}已有 {later[0].effective_from} 起施行的版本，晚于本文本"]
    row = next((row for row in versions if _holds(row, head.effective_from)), None)
    if row is None:
        if head.same:
            return [f"法规库里没有现行的{one.number}"]
        plan.added.append(one)
    elif row.wording == one.wording:
        plan.unchanged.append(one)
    elif not row.wording and (head.same or row.effective_from == head.effective_from):
        plan.filled.append((row, one))
    elif head.same:
        return [f"{one.number}与法规库的现行文本不同，不能只补录条文"]
    elif row.effective_from == head.effective_from:
        return [f"{one.number}已有自 {head.effective_from} 起施行的版本，文字不同，施行期间重叠"]
    else:
        plan.changed.append((row, one))
    return []


def _end(plan: Plan, head: Head, left: list[LawArticle]) -> list[str]:
    """What stands in the library and not in the text ends on the day before."""
    if head.same:
        return [f"文本里没有法规库现行的{row.number}" for row in left]
    plan.ended += [row for row in left if row.effective_from != head.effective_from]
    return [f"法规库有自 {head.effective_from} 起施行的{row.number}，文本里没有" for row in left if row not in plan.ended]


def _write(head: Head, plan: Plan) -> Law:
    last = head.effective_from - timedelta(days=1)
    law = _law(head, plan)
    for row in [*(row for row, _one in plan.changed), *plan.ended]:
        row.effective_to = last
    for row, one in plan.filled:
        row.wording, row.verified, row.checked_on = one.wording, row.effective_from is not None, head.checked_on
    rows = [*(row for row, _one in [*plan.changed, *plan.filled]), *plan.ended]
    LawArticle.objects.bulk_update(rows, ["effective_to", "wording", "verified", "checked_on"], batch_size=500)
    fresh = [(one, "") for one in plan.added] + [(one, row.summary) for row, one in plan.changed]
    LawArticle.objects.bulk_create([_version(law, head, one, summary) for one, summary in fresh], batch_size=500)
    return law


def _law(head: Head, plan: Plan) -> Law:
    """The law, new or with what the text says of it."""
    law = plan.law or Law(code=head.code, title=head.title, level=head.level, issuer=head.issuer)
    law.effective_from = law.effective_from or head.effective_from
    law.document_number = head.document_number or law.document_number
    law.source, law.checked_on, law.status = head.source, head.checked_on, Law.Status.FOUND
    law.save()
    return law


def _version(law: Law, head: Head, one: Read, summary: str) -> LawArticle:
    """A new version. The sentence of the old one is kept for the reader until somebody writes a new one."""
    number: Number = one.number
    return LawArticle(
        law=law, number=str(number), part=number.part, no=number.no, sub=number.sub,
        summary=f"（修改前的要旨，待改写）{summary}"[:300] if summary else "", wording=one.wording,
        effective_from=head.effective_from, verified=True, checked_on=head.checked_on,
    )  # fmt: skip


def head_as_kept(head: Head) -> dict[str, Any]:
    """A head as a signed token carries it."""
    return {key: str(value) if isinstance(value, date) else value for key, value in asdict(head).items()}


def head_from(kept: dict[str, Any]) -> Head:
    """A head back from a token."""
    days = {key: date.fromisoformat(kept[key]) for key in ("effective_from", "checked_on")}
    return Head(**kept | days)
