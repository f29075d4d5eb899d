"""登记线索。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, User
from leads.choices import LeadSource
from leads.models import Lead
from leads.services.routing import handler_for
from leads.services.words import without_informant
from supervision.audit.record import record
from supervision.documents.numbers import format_number, take_number
from supervision.web.errors import UserError

_REGISTER = "leads.register_lead"
LONGEST = 10_000


@dataclass(frozen=True)
class Told:
    """What somebody told us. Anonymous: without name and contact; otherwise with one of them at least."""

    source: LeadSource
    received_on: date
    text: str
    anonymous: bool = False
    name: str = ""
    contact: str = ""


@transaction.atomic
def register_lead(*, told: Told, agency: Agency, actor: User) -> Lead:
    """Register a lead about an agency within reach; it goes to the body that supervises that agency, and takes a number there.

    PermissionDenied out of reach, and for whom the agency has lent (回避); UserError for what is missing, told twice, or has no handler.
    Numbers and the informant's name inside the text are masked before it is stored.
    """
    if not actor.has_perm(_REGISTER, agency):
        raise PermissionDenied(actor.why_not(_REGISTER, agency) or "您的岗位不能登记反映该单位的线索。")
    return kept(told=told, agency=agency, actor=actor, stands_in=actor.stands_in(_REGISTER, agency))


@transaction.atomic
def kept(*, told: Told, agency: Agency, actor: User, reporter: User | None = None, stands_in: int | None = None) -> Lead:
    """Put down what was told, for whoever may do so: the caller has asked. `reporter`: the actor, when it is their own report.

    UserError as `register_lead`; what is told twice is looked for among the reporter's own leads, or among those nobody reported by account.
    """
    _check(told)
    handler = handler_for(agency)
    text = without_informant(told.text.strip()[:LONGEST], told.name, told.contact)
    _refuse_same(told, agency, text, reporter)
    made: Lead = Lead.objects.create(
        agency=agency,
        region_code=agency.region_code,
        number=_number(handler),
        numbered_by=handler,
        handler=handler,
        source=told.source,
        received_on=told.received_on,
        text=text,
        anonymous=told.anonymous,
        informant_name=told.name.strip(),
        informant_contact=told.contact.strip(),
        registered_by=actor,
        registered_for_id=stands_in,
        reporter=reporter,
    )
    record(
        "leads.registered",
        actor=actor,
        target=made,
        payload={"number": made.number, "source": told.source.label, "handler": handler.name},
    )
    return made


def _refuse_same(told: Told, agency: Agency, text: str, reporter: User | None) -> None:
    same = Lead.objects.filter(
        agency=agency, source=told.source, received_on=told.received_on, text=text, reporter=reporter
    ).first()
    if same is None:
        return
    remedy = "请打开已登记的线索办理；确系另一人反映同样的事，请在内容中写明。"
    if reporter is not None:
        remedy = "不用再提交，请在“我的记录”里查看办理情况；有新的情况，请写明后再提交。"
    raise UserError(f"同样的线索已经登记，编号 {same.number}。", where="反映内容", remedy=remedy)


def _check(told: Told) -> None:
    if not told.text.strip():
        raise UserError("没有写反映内容。", where="反映内容", remedy="请写明反映的是什么事、什么时候、涉及哪个案件。")
    if told.received_on > timezone.localdate():
        raise UserError("收到日期晚于今天。", where="收到日期", remedy="请核对。")
    named = bool(told.name.strip() or told.contact.strip())
    if told.anonymous and named:
        raise UserError("匿名反映的，不登记姓名和联系方式。", where="匿名", remedy="请清空姓名和联系方式，或者取消“匿名”。")
    if not told.anonymous and not named:
        raise UserError(
            "没有写姓名或者联系方式。", where="姓名", remedy="请填写其中一项，处理结果要告知本人；匿名的请勾选“匿名”。"
        )


def _number(body: Agency) -> str:
    """长司线〔2026〕12号: gap-free per body and year; taken last, in this transaction."""
    year = timezone.localdate().year
    mark = f"{body.document_mark}线"
    if not body.document_mark:
        raise UserError(
            "办理机构没有登记发文机关代字，不能编号。", where=body.name, remedy="请系统管理员在机构信息中补上后再登记。"
        )
    return format_number(mark, year, take_number(issuer=body.code, series="lead", year=year))
