"""评查表：开始评查（由规则结果预填）、保存、提交；两表都交后评定或者转第三人。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from agencies.models import User
from cases.choices import Outcome, Severity
from cases.models import CaseCheck, Finding, ReviewFile, ReviewSheet, SheetLine
from cases.models.finding import STANDING_STATES
from cases.review import people, scoring
from cases.review.choices import DecidedBy, Seat, Source, Verdict
from cases.review.items import items_for
from cases.review.lifecycles import FILE, SCORE, TAKEN
from cases.rules import RULESET
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workflow import Conflict, NotAllowed, apply

MOST_BY_HAND = 20
"""Points of one deduction by hand."""
FILLED = ("verdict", "taken", "reason", "page")
"""What a reviewer fills in on a line."""


@dataclass(frozen=True)
class Answer:
    """What a reviewer wrote beside a line."""

    verdict: str
    taken: int = 0
    reason: str = ""
    page: str = ""


@transaction.atomic
def begin(*, file: ReviewFile, actor: User) -> ReviewSheet:
    """Open one's own sheet on a file, pre-filled; the one that is there when it has been opened. The third reviewer is whoever begins first.

    PermissionDenied for who may not score, NotAllowed for who is not a reviewer of this file or must keep away from it.
    """
    held = ReviewFile.objects.select_for_update(of=("self",)).select_related("round").get(pk=file.pk)
    if not actor.has_perm(SCORE, held):
        raise PermissionDenied(actor.why_not(SCORE, held) or "您的岗位不能评查案卷。")
    seat = held.seat_of(actor.pk)
    if held.round.state != "reviewing" or held.state not in ("scoring", "third"):
        raise NotAllowed(f"案卷{held.status.label}，不能开始评分。")
    if held.state == "third" and seat is None:
        seat = _take_third(held, actor)
    if seat is None or (seat == Seat.THIRD) != (held.state == "third"):
        raise NotAllowed("您不是本案卷的评查人。")
    sheet, created = ReviewSheet.objects.get_or_create(file=held, reviewer=actor, defaults={"seat": seat})
    if created:
        SheetLine.objects.bulk_create(_lines(sheet, held))
        record("cases.sheet_begun", actor=actor, target=held, payload={"seat": seat.value})
    elif sheet.seat != seat:  # begun on the other seat, then put on this one
        ReviewSheet.objects.filter(pk=sheet.pk, submitted_at=None).update(seat=seat)
    return sheet


def _take_third(file: ReviewFile, actor: User) -> Seat:
    if file.third_id is not None:
        raise NotAllowed("已有第三评查人。")
    if actor.hands(SCORE, file) & file.seated:
        raise NotAllowed(TAKEN.message)
    if people.has_handled(file, actor):
        raise NotAllowed("您研判过本案的问题线索，不能评查本案卷。")
    if ReviewFile.objects.filter(pk=file.pk, third=None).update(third=actor) != 1:
        raise Conflict
    return Seat.THIRD


def _lines(sheet: ReviewSheet, file: ReviewFile) -> list[SheetLine]:
    """What a sheet begins with: one-vote-fail items, breaches found, judgement items, and questions where the record lacks data."""
    asked = items_for(file.kind)
    vetoes = [
        SheetLine(
            sheet=sheet, source=Source.VETO if item.veto else Source.ITEM, code=item.code, title=item.title, told=item.question,
            basis=item.basis, axis=item.axis, points=item.points, veto=item.veto,
        )
        for item in asked
    ]  # fmt: skip
    findings = Finding.objects.filter(case=file.case_id, state__in=STANDING_STATES).order_by("severity", "rule_code")
    rules = [
        SheetLine(
            sheet=sheet, source=Source.RULE, code=one.rule_code, title=RULESET.title(one.rule_code), told=one.sentence, basis=one.basis,
            severity=one.severity, points=scoring.POINTS[Severity(one.severity)], veto=one.rule_code in scoring.VETO_RULES,
        )
        for one in findings
    ]  # fmt: skip
    check = CaseCheck.objects.filter(case=file.case_id, ruleset=RULESET.version).first()
    told = {one.code for one in rules}
    outcomes = RULESET.outcomes(check.verdict) if check else {}
    questions = [_question(sheet, code) for code, found in outcomes.items() if found == Outcome.UNKNOWN and code not in told]
    return [*[one for one in vetoes if one.veto], *rules, *[one for one in vetoes if not one.veto], *questions]


def _question(sheet: ReviewSheet, code: str) -> SheetLine:
    rule = RULESET.rule(code)
    severity = Severity.MEDIUM if isinstance(rule.severity, str) else rule.severity
    return SheetLine(
        sheet=sheet, source=Source.QUESTION, code=code, title=rule.title, told=rule.requires, basis=rule.basis[:300], severity=severity,
        points=scoring.POINTS[severity], veto=code in scoring.VETO_RULES,
    )  # fmt: skip


@transaction.atomic
def save(*, sheet: ReviewSheet, answers: Mapping[int, Answer], remark: str, actor: User) -> None:
    """Keep what is filled in; it need not be complete. Lines of other sheets are not touched; what is as it was is no event. NotAllowed
    once it is in."""
    held = _mine(sheet, actor)
    lines = [line for line in held.lines.all() if line.pk in answers and _fill(line, answers[line.pk])]
    remark = mask_numbers(remark.strip())
    if not lines and remark == held.remark:
        return
    SheetLine.objects.bulk_update(lines, FILLED, batch_size=500)
    ReviewSheet.objects.filter(pk=held.pk).update(remark=remark)
    record("cases.sheet_saved", actor=actor, target=held.file, payload={"seat": held.seat})


def _fill(line: SheetLine, answer: Answer) -> bool:
    """Put an answer on a line; whether that changed anything. UserError for a breach struck without a reason."""
    before = [getattr(line, name) for name in FILLED]
    line.reason, line.page = mask_numbers(answer.reason.strip())[:300], answer.page.strip()[:20]
    verdict = answer.verdict if answer.verdict in Verdict.values else Verdict.PENDING
    if verdict == Verdict.STRUCK and line.source == Source.RULE and not line.reason:
        raise UserError(f"“{line.code} {line.title}”：划去规则检出的问题，请写明理由。", where="评查表")
    line.verdict = verdict
    if verdict != Verdict.ACCEPTED:
        line.taken = 0
    elif line.source == Source.ITEM:
        line.taken = min(max(answer.taken, 1), line.points)
    else:
        line.taken = line.points
    return before != [getattr(line, name) for name in FILLED]


@transaction.atomic
def add(*, sheet: ReviewSheet, title: str, points: int, reason: str, page: str, actor: User) -> SheetLine:
    """A deduction by hand, with points, reason and page. UserError for what is missing, and for a title already on the sheet."""
    held = _mine(sheet, actor)
    title, reason, page = mask_numbers(title.strip())[:120], mask_numbers(reason.strip())[:300], page.strip()[:20]
    for value, label in ((title, "项目"), (reason, "理由"), (page, "卷内页码")):
        if not value:
            raise UserError(f"请写明{label}。", where="人工扣分")
    if not 1 <= points <= MOST_BY_HAND:
        raise UserError(f"扣分应当在 1 至 {MOST_BY_HAND} 之间。", where="人工扣分")
    if held.lines.filter(source=Source.HAND, title=title).exists():
        raise UserError("表上已有同名的人工扣分。", where="人工扣分", remedy="请划去原来的一项后重写，或者换一个名称。")
    line: SheetLine = SheetLine.objects.create(
        sheet=held,
        source=Source.HAND,
        title=title,
        points=points,
        taken=points,
        verdict=Verdict.ACCEPTED,
        reason=reason,
        page=page,
    )
    record("cases.sheet_saved", actor=actor, target=held.file, payload={"seat": held.seat})
    return line


@transaction.atomic
def drop(*, sheet: ReviewSheet, line: int, actor: User) -> None:
    """Take a deduction by hand off one's sheet again."""
    held = _mine(sheet, actor)
    if not held.lines.filter(pk=line, source=Source.HAND).delete()[0]:
        raise Conflict("这一项已经不在表上。请刷新后再看。")
    record("cases.sheet_saved", actor=actor, target=held.file, payload={"seat": held.seat})


def _mine(sheet: ReviewSheet, actor: User) -> ReviewSheet:
    """One's own sheet, held, while it is open."""
    held = ReviewSheet.objects.select_for_update(of=("self",)).select_related("file__round").get(pk=sheet.pk)
    if held.reviewer_id != actor.pk or not actor.has_perm(SCORE, held.file):
        raise PermissionDenied("只能填写自己的评查表。")
    if held.submitted_at is not None:
        raise NotAllowed("评查表已经提交，不能再改。")
    if held.file.round.state != "reviewing" or held.file.seat_of(actor.pk) != held.seat:
        raise NotAllowed("批次已不在评查中，或者已改由他人评查。")
    return held


def undecided(sheet: ReviewSheet) -> list[SheetLine]:
    """What must still be decided: one-vote-fail items, breaches found and judgement items; questions may stay open."""
    return list(sheet.lines.filter(verdict=Verdict.PENDING).exclude(source=Source.QUESTION))


@transaction.atomic
def submit(*, sheet: ReviewSheet, actor: User) -> ReviewFile:
    """Hand a sheet in. With the second of the two the file is settled by their mean, or goes to a third reviewer when they differ by more
    than the round's gap; the third's own score decides. UserError naming what is undecided or lacks its reason."""
    held = _mine(sheet, actor)
    file = ReviewFile.objects.select_for_update(of=("self",)).select_related("round").get(pk=held.file_id)
    _complete(held)
    found = scoring.total(held.lines.all(), file.round.rule_cap)
    moved = ReviewSheet.objects.filter(pk=held.pk, submitted_at=None)
    moved.update(score=found.score, vetoed=found.vetoed, submitted_at=timezone.now())
    record("cases.sheet_submitted", actor=actor, target=file, payload={"seat": held.seat})
    if held.seat == Seat.THIRD:
        _decide(file, "decide", DecidedBy.THIRD, found.score, found.vetoed, actor)
        return file
    setattr(file, f"{held.seat}_in", True)
    ReviewFile.objects.filter(pk=file.pk).update(**{f"{held.seat}_in": True})
    if file.both_in:  # only now does the database show the other sheet
        _compare(file, actor)
    return file


def _complete(sheet: ReviewSheet) -> None:
    if left := undecided(sheet):
        raise UserError(
            f"还有 {len(left)} 项没有认定：{'、'.join(f'{one.code} {one.title}' for one in left[:3])}{'等' if len(left) > 3 else ''}。",
            where="提交评查表", remedy="请逐项认定后再提交；缺数据的核对事项可以不答。",
        )  # fmt: skip
    bare = sheet.lines.filter(verdict=Verdict.ACCEPTED, reason="").exclude(source=Source.RULE).first()
    if bare:
        raise UserError(f"“{bare.code} {bare.title}”扣分没有写明理由。", where="提交评查表")


def _compare(file: ReviewFile, actor: User) -> None:
    sheets = list(ReviewSheet.objects.filter(file=file, reviewer__in=[file.first_id, file.second_id], submitted_at__isnull=False))
    one, other = (sheet.score or 0 for sheet in sheets)
    mean = scoring.settled(one, other, file.round.gap)
    if mean is None:
        apply(FILE, file, "differ", actor=actor, payload={"difference": abs(one - other)})
        return
    _decide(file, "settle", DecidedBy.MEAN, mean, all(sheet.vetoed for sheet in sheets), actor)


def _decide(file: ReviewFile, action: str, how: DecidedBy, score: Any, vetoed: bool, actor: User) -> None:
    changes = {"score": score, "grade": file.round.scale.grade(score), "vetoed": vetoed, "decided_by": how}
    apply(FILE, file, action, actor=actor, changes=changes, payload={"score": str(score), "how": how.value})


def lost(sheet: ReviewSheet) -> int:
    """Points taken so far, before caps."""
    return int(sheet.lines.filter(verdict=Verdict.ACCEPTED).aggregate(n=Sum("taken"))["n"] or 0)
