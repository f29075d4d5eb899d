"""核稿、签发、送达：三个人三步，签发时取号，送达时起算期限、出文。"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from notices import instruments
from notices.choices import DeadlineCause
from notices.documents import TEMPLATE_VERSION, letter_of
from notices.lifecycles import INSTRUMENT, MATTER, every_problem_rectified
from notices.models import Instrument, InstrumentItem
from notices.services.deadlines import compute, write_deadline
from supervision.documents import genuineness
from supervision.documents.letter import render_letter
from supervision.documents.numbers import format_number, take_number
from supervision.documents.storage import store
from supervision.documents.wording import BLANK
from supervision.outbox.put import put
from supervision.web.errors import UserError
from supervision.workdays import DueDate, calendar
from supervision.workflow import apply

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def submit(*, instrument: Instrument, actor: User) -> None:
    """Hand a draft to the checker. UserError lists what is still blank."""
    locked = _lock(instrument)
    _refuse_gaps(locked)
    deputised = actor.stands_in("notices.draft_instrument", locked)
    changes = {"return_reason": "", "submitted_by": actor, "submitted_for_id": deputised}
    apply(INSTRUMENT, locked, "submit", actor=actor, changes=changes)


@transaction.atomic
def return_to_draft(*, instrument: Instrument, reason: str, actor: User) -> None:
    """Checker or signatory gives a draft back, with a reason. The check, if there was one, no longer stands."""
    if not reason.strip():
        raise UserError("没有写明退回理由。", where="退回理由", remedy="请写明要改什么。")
    apply(
        INSTRUMENT, _lock(instrument), "return_to_draft", actor=actor,
        changes={"return_reason": reason.strip(), "checked_by": None, "checked_for": None, "checked_at": None}, payload={"reason": reason.strip()},
    )  # fmt: skip


@transaction.atomic
def void(*, instrument: Instrument, actor: User) -> None:
    """Give a draft up. It never had a number, so none is lost."""
    apply(INSTRUMENT, _lock(instrument), "void", actor=actor)


@transaction.atomic
def pass_check(*, instrument: Instrument, actor: User) -> None:
    """The checker, who is not the drafter, passes it on for signature."""
    locked = _lock(instrument)
    apply(
        INSTRUMENT, locked, "pass_check", actor=actor,
        changes={
            "checked_by": actor, "checked_for_id": actor.stands_in("notices.check_instrument", locked), "checked_at": timezone.now(),
        },
    )  # fmt: skip


@transaction.atomic
def sign(*, instrument: Instrument, actor: User) -> Instrument:
    """The head of the bureau signs: number and date are set, and the worker is asked to print and serve.

    The number is taken in this transaction: whatever refuses the signature afterwards (permission, three persons, §33, §42, somebody faster)
    gives it back with the roll-back, so that none is lost. Returns the signed instrument.
    """
    locked = _lock(instrument)
    _refuse_gaps(locked)
    now = timezone.now()
    number = _take_number(locked, timezone.localdate(now).year)
    apply(
        INSTRUMENT, locked, "sign", actor=actor,
        changes={
            "number": number, "issued_on": timezone.localdate(now), "template_version": TEMPLATE_VERSION,
            "signed_by": actor, "signed_for_id": actor.stands_in("notices.sign_instrument", locked), "signed_at": now,
        },
        payload={"number": number},
    )  # fmt: skip
    put("notices.issue", {"instrument": locked.pk}, dedupe_key=f"notices.issue:{locked.pk}")
    return locked


@transaction.atomic
def deliver(*, instrument_id: int) -> None:
    """Print and serve a signed instrument; called by the worker, inside the job's transaction. Doing it twice does it once.

    Served on the day this runs; the due date is counted from that day, printed in the paper and kept with how it was counted.
    """
    instrument = Instrument.objects.select_for_update(of=("self",)).select_related(
        "agency", "issuer", "matter", "drafted_by"
    ).get(pk=instrument_id)  # fmt: skip
    if instrument.state != "issued":
        return
    if instrument.tells_superior:
        _tell(instrument)
        return
    days = calendar.current()
    today = timezone.localdate()
    due = compute(today, instrument.period, days)
    printed = _print(instrument, due)
    apply(
        INSTRUMENT, instrument, "deliver", actor=None,
        changes={"served_on": today, "due_on": due.day, "due_provisional": due.provisional, **printed},
        payload={"due_on": due.day.isoformat(), "provisional": due.provisional, **_hashes(printed)},
    )  # fmt: skip
    write_deadline(
        instrument, cause=DeadlineCause.SERVED, start=today, period=instrument.period, due=due,
        basis=instrument.period_basis, days=days,
    )  # fmt: skip
    if instrument.matter.state == "open":
        apply(MATTER, instrument.matter, "supervise", actor=None, payload={"instrument": instrument.number})


def _tell(instrument: Instrument) -> None:
    """条例 §42 二款: print what the superior department is told, with a copy to the agency. No answer is owed; the bureau sends the paper on."""
    printed = _print(instrument, None)
    apply(
        INSTRUMENT, instrument, "tell", actor=None,
        changes={"served_on": timezone.localdate(), **printed},
        payload={"recipient": instrument.recipient, "copy_to": instrument.agency.name, **_hashes(printed)},
    )  # fmt: skip
    matter = instrument.matter
    if matter.state == "open":
        apply(MATTER, matter, "supervise", actor=None, payload={"instrument": instrument.number})
    if matter.state == "supervising" and every_problem_rectified(matter, None) is None:
        result = f"所列问题已以{instrument.number}告知{instrument.recipient}（《行政执法监督条例》第四十二条第二款）。"
        apply(MATTER, matter, "close", actor=None, changes={"closed_at": timezone.now(), "result": result})


def _print(instrument: Instrument, due: DueDate | None) -> dict[str, Any]:
    """The two papers with their verification code, stored and entered in the public register; as the columns that keep them."""
    code = instrument.verify_code = genuineness.new_code()
    paper = render_letter(letter_of(instrument, list(instrument.items.all()), due))
    pdf, docx = store(paper.pdf, media_type=PDF), store(paper.docx, media_type=DOCX)
    genuineness.register(
        code=code, kind=instruments.get(instrument.kind).name, number=instrument.number, issuer=instrument.issuer.name,
        issued_on=instrument.issued_on or timezone.localdate(), pdf=pdf, docx=docx,
    )  # fmt: skip
    return {"pdf": pdf, "docx": docx, "verify_code": code}


def _hashes(printed: dict[str, Any]) -> dict[str, str]:
    """What the event of issue says of the papers."""
    return {form: printed[form].sha256 for form in ("pdf", "docx")}


def _take_number(instrument: Instrument, year: int) -> str:
    """长行执监督〔2026〕12号: gap-free per issuer, kind and year."""
    kind = instruments.get(instrument.kind)
    try:
        mark = kind.mark(instrument.issuer.document_mark)
    except ValueError as error:
        raise UserError(f"{error}。", where=instrument.issuer.name, remedy="请系统管理员在机构信息中补上后再签发。") from error
    return format_number(mark, year, take_number(issuer=instrument.issuer.code, series=kind.code, year=year))


def _lock(instrument: Instrument) -> Instrument:
    rows = Instrument.objects.select_for_update(of=("self",)).select_related("agency", "issuer", "matter", "drafted_by")
    locked: Instrument = rows.get(pk=instrument.pk)
    return locked


def _refuse_gaps(instrument: Instrument) -> None:
    """UserError naming every text that is missing or still holds a blank."""
    needed = [("title", "标题"), ("opening", "正文开头")]
    if not instrument.tells_superior:
        needed.append(("period_basis", "期限依据"))
    gaps = [label for name, label in needed if not getattr(instrument, name).strip()]
    items = list(instrument.items.all())
    gaps += [gap for item in items for gap in _item_gaps(item, tells=instrument.tells_superior)]
    texts = [instrument.title, instrument.opening, instrument.closing]
    texts += [text for item in items for text in (item.title, item.problem, item.basis, item.demand)]
    gaps += [mark for text in texts for mark in BLANK.findall(text)]
    if not items:
        gaps.append("所列问题")
    if gaps:
        raise UserError(f"文稿还有 {len(gaps)} 处没有写：{'、'.join(dict.fromkeys(gaps))}。", remedy="请回到编辑页补齐后再提交。")


def _item_gaps(item: InstrumentItem, *, tells: bool) -> list[str]:
    needed = [("title", "名称"), ("problem", "事实"), ("basis", "依据")] + ([] if tells else [("demand", "整改要求")])
    return [f"第{item.order}项{label}" for name, label in needed if not getattr(item, name).strip()]
