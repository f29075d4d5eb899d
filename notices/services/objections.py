"""异议：单位逐项提出，监督机构逐项答复；撤销的问题不再要求整改，全部撤销的文书终结。"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from agencies.models import User
from cases.lifecycles import FINDING
from notices.choices import DeadlineCause, ObjectionOutcome, Verdict
from notices.lifecycles import INSTRUMENT, OBJECTIONABLE_STATES, may_revoke, may_settle, of_those_who_answer
from notices.models import Instrument, InstrumentItem, ItemResponse, Objection, ObjectionEvidence
from notices.services.acting import require
from notices.services.deadlines import compute, write_deadline
from notices.services.drafting import check_period
from notices.services.matter_end import close_matter_if_done
from supervision.audit.record import record
from supervision.uploads import keep_evidence
from supervision.web.errors import UserError
from supervision.workdays import Period, calendar
from supervision.workflow import NotAllowed, apply

ARTICLE = "《行政执法监督条例》第三十条"
LONGEST_TEXT = 10_000
MOST_FILES = 20
REVOKED_WORDS = "经异议处理撤销，不再要求整改。"


@transaction.atomic
def raise_objection(
    *, instrument: Instrument, item_id: int, reason: str, files: Sequence[tuple[str, bytes]] = (), actor: User
) -> Objection:
    """The agency objects to one problem. The period for rectifying runs on meanwhile; no objection comes too late (条例 §30 sets no day).

    UserError for a missing reason or a file that is not allowed; NotAllowed when there is nothing to object to, or the problem's objection
    waits for an answer.
    """
    locked: Instrument = Instrument.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=instrument.pk)
    require(actor, "notices.raise_objection", locked, "提出异议")
    item = _item_to_object_to(locked, item_id)
    if not reason.strip():
        raise UserError("没有写明异议的理由。", where="异议理由", remedy=f"提出异议应当说明理由（{ARTICLE}）。")
    objection: Objection = Objection.objects.create(
        instrument=locked, item=item, issuer=locked.issuer, reason=reason.strip()[:LONGEST_TEXT], raised_by=actor
    )
    kept = _keep(objection, files)
    record("notices.objection.raised", actor=actor, target=locked, payload={"item": item.order, "files": kept})
    return objection


@transaction.atomic
def answer_objection(
    *,
    objection: Objection,
    outcome: ObjectionOutcome,
    answer: str,
    new_demand: str = "",
    period: Period | None = None,
    actor: User,
) -> Objection:
    """The bureau keeps its view, changes what it asks, or revokes the problem; always in words.

    What is asked otherwise is asked with a `period` of its own while the agency is at work, and goes back to the agency when it has answered
    already; one that keeps its view may set a new period, too. A revoked problem asks for no answer any more; when nothing is left of the
    instrument it ends, and its matter with it. Who drafted the paper neither changes nor revokes it (湘程序规定 §60, by analogy).
    """
    asked: Objection = (
        Objection.objects.select_for_update(of=("self", "instrument"))
        .select_related("instrument__issuer", "instrument__agency", "instrument__matter", "item__matter_item__finding__case")
        .get(pk=objection.pk)
    )
    instrument = asked.instrument
    require(actor, "notices.answer_objection", instrument, "答复异议")
    refusal = of_those_who_answer(instrument, actor)
    if refusal is not None:
        raise NotAllowed(refusal.message, refusal.article)
    if not asked.is_pending:
        raise NotAllowed("该异议已经答复，不能再次答复。")
    if instrument.state not in OBJECTIONABLE_STATES:
        raise NotAllowed(f"文书{instrument.status.label}，没有可以答复的异议。")
    changed = outcome == ObjectionOutcome.CHANGED
    _check(asked, outcome, answer, new_demand, period, actor)
    asked.outcome, asked.answer = outcome, answer.strip()[:LONGEST_TEXT]
    asked.new_demand = new_demand.strip()[:LONGEST_TEXT] if changed else ""
    asked.answered_by, asked.answered_at = actor, timezone.now()
    asked.save(update_fields=["outcome", "answer", "new_demand", "answered_by", "answered_at"])
    record(
        "notices.objection.answered", actor=actor, target=instrument,
        payload={"item": asked.item.order, "outcome": str(outcome), "note": asked.answer},
    )  # fmt: skip
    if outcome == ObjectionOutcome.REVOKED:
        _revoke(asked, actor)
    elif changed:
        _ask_again(asked, actor)
    if period is not None and outcome != ObjectionOutcome.REVOKED and instrument.is_awaited:
        _set_period(asked, period, actor)
    _end_if_nothing_is_left(instrument, actor)
    return asked


def _check(asked: Objection, outcome: ObjectionOutcome, answer: str, new_demand: str, period: Period | None, actor: User) -> None:
    instrument, changed = asked.instrument, outcome == ObjectionOutcome.CHANGED
    if outcome != ObjectionOutcome.MAINTAINED and actor.hands("notices.answer_objection", instrument) & instrument.drafters:
        raise NotAllowed("拟稿人、提交人不能变更、撤销自己经手的文书，请由他人答复。", "参照《湖南省行政程序规定》第六十条")
    if not answer.strip():
        raise UserError("没有写明答复意见。", where="答复意见", remedy="请针对单位的理由逐点写明为什么这样处理。")
    if changed and instrument.state == "closed":
        raise NotAllowed("文书已办结，不能再变更整改要求；异议成立的，可以撤销这个问题，或者另行制发文书。")
    if changed and not new_demand.strip():
        raise UserError("没有写明变更后的整改要求。", where="变更后的整改要求", remedy="请写明现在要求单位做什么。")
    if changed and instrument.is_awaited and period is None:
        raise UserError(
            "没有写明变更后的反馈期限。", where="反馈期限", remedy="变更整改要求的，请另定反馈期限，自答复之日起计算。"
        )
    if period is not None:
        check_period(period.amount, period.unit)


def _ask_again(asked: Objection, actor: User) -> None:
    """What was changed is asked for anew: an answer that was sent is found wanting, one that was accepted before is opened again."""
    instrument = asked.instrument
    latest = instrument.responses.order_by("-round").first()
    if latest is None:
        return
    if latest.sent_at is None:
        ItemResponse.objects.get_or_create(response=latest, item=asked.item)
        return
    latest.items.filter(item=asked.item).update(
        verdict=Verdict.RETURNED, verdict_reason=f"经异议处理，整改要求变更为：{asked.new_demand}", verified_by=actor,
        verified_at=timezone.now(),
    )  # fmt: skip


def _set_period(asked: Objection, period: Period, actor: User) -> None:
    """A period of its own from the day of the answer (条例 §27, §28: the time is the bureau's to set)."""
    instrument, today, days = asked.instrument, timezone.localdate(), calendar.current()
    due, before = compute(today, period, days), instrument.due_on
    write_deadline(
        instrument, cause=DeadlineCause.OBJECTION, start=today, period=period, due=due, days=days, made_by=actor,
        basis=f"{instrument.period_basis.split('；')[0]}；答复异议时另定期限"[:200], note=f"原 {before} → {due.day}",
    )  # fmt: skip
    instrument.due_on, instrument.due_provisional = due.day, due.provisional
    instrument.save(update_fields=["due_on", "due_provisional"])
    record(
        "notices.objection.due", actor=actor, target=instrument,
        payload={"item": asked.item.order, "due_on": str(due.day), "note": f"原 {before} → {due.day}"},
    )  # fmt: skip


def _item_to_object_to(instrument: Instrument, item_id: int) -> InstrumentItem:
    if instrument.state not in OBJECTIONABLE_STATES:
        raise NotAllowed(f"文书{instrument.status.label}，没有可以提出异议的处理结果。", ARTICLE)
    item: InstrumentItem | None = instrument.items.filter(pk=item_id).first()
    if item is None:
        raise UserError("这个问题不在本文书中。", remedy="请刷新页面。")
    outcomes = set(item.objections.values_list("outcome", flat=True))
    if "" in outcomes:
        raise NotAllowed(f"第{item.order}项已有一份异议等待答复。", ARTICLE)
    if ObjectionOutcome.REVOKED in outcomes:
        raise NotAllowed(f"第{item.order}项已经撤销，不需要再提出异议。")
    return item


def _keep(objection: Objection, files: Sequence[tuple[str, bytes]]) -> int:
    """Look through and store what came with it; each content once. Returns how many."""
    if len(files) > MOST_FILES:
        raise UserError(f"一份异议最多附 {MOST_FILES} 个文件。", where="证据", remedy="请合并后再上传。")
    kept: dict[str, ObjectionEvidence] = {}
    for given, content in files:
        name, file = keep_evidence(given, content)
        kept.setdefault(file.sha256, ObjectionEvidence(objection=objection, file=file, name=name))
    ObjectionEvidence.objects.bulk_create(kept.values())
    return len(kept)


def _revoke(asked: Objection, actor: User) -> None:
    """Take the problem out of the round in hand, and its finding out of what holds."""
    if asked.instrument.state != "closed":  # what was verified before stands as it was
        rounds = asked.instrument.responses.order_by("-round").values("pk")[:1]
        ItemResponse.objects.filter(response__in=rounds, item=asked.item).update(
            verdict=Verdict.REVOKED, verdict_reason=REVOKED_WORDS, verified_by=actor, verified_at=timezone.now()
        )
    _overturn(asked, actor)


def _end_if_nothing_is_left(instrument: Instrument, actor: User) -> None:
    """All revoked: the instrument is revoked. The last returned problem revoked, the others accepted: it is closed. Its matter follows."""
    if instrument.state == "closed":
        return
    if may_revoke(instrument, actor) is None:
        step = "revoke"
    elif instrument.state == "returned" and may_settle(instrument, actor) is None:
        step = "settle"
    else:
        return
    apply(INSTRUMENT, instrument, step, actor=actor, changes={"closed_at": timezone.now()})
    close_matter_if_done(instrument.matter, actor, instrument.number)


def _overturn(asked: Objection, actor: User) -> None:
    """The problem's finding does not hold: dismissed with the answer as its reason, which teaches the rule, and out of the matter, so that it may
    be taken up again. An archived case stays as it is."""
    held = asked.item.matter_item
    finding = held.finding if held else None
    if held is not None and finding is not None and finding.state == "in_matter" and not finding.case.archived_on:
        held.finding = None
        held.save(update_fields=["finding"])
        decided = {"reviewed_by": actor, "reviewed_at": timezone.now(), "reason": f"异议成立，撤销：{asked.answer}"}
        apply(FINDING, finding, "overturn", actor=actor, changes=decided, payload={"reason": asked.answer})
