"""评查异议与复核：期限内提出，由没有评过本案卷的人复核，结果告知单位。"""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import User
from cases.models import ReviewedAgency, ReviewFile, ReviewObjection
from cases.review.choices import DecidedBy, ObjectionOutcome
from cases.review.lifecycles import FILE, SCORE
from cases.review.results import count_results
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workdays import Period, Unit, calendar, due_on
from supervision.workflow import NotAllowed, apply

OBJECT = "cases.object_review"


@transaction.atomic
def raise_objection(*, file: ReviewFile, words: str, actor: User, today: datetime.date) -> ReviewObjection:
    """The agency objects to the score of one file, in words, once, on or before the last day. Errors as `workflow.apply`."""
    if not actor.has_perm(OBJECT, file):
        raise PermissionDenied(actor.why_not(OBJECT, file) or "您的岗位不能提出异议。")
    if not words.strip():
        raise UserError("请写明异议的理由。", where="异议理由")
    held = ReviewFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    told = ReviewedAgency.objects.get(round=held.round_id, agency=held.agency_id)
    if told.objection_due is None or today > told.objection_due:
        raise NotAllowed(f"异议期限已于 {told.objection_due} 届满，不能再提出异议。")
    due = due_on(today, Period(told.answer_days, Unit.WORKDAY), calendar.current()).day
    apply(FILE, held, "object", actor=actor, payload={"due": due.isoformat()})
    made: ReviewObjection = ReviewObjection.objects.create(
        file=held, words=mask_numbers(words.strip()), raised_by=actor, raised_on=today, answer_due=due, before=held.score or 0
    )
    return made


@transaction.atomic
def answer(
    *, file: ReviewFile, outcome: str, score: Decimal | None, words: str, actor: User, today: datetime.date
) -> ReviewObjection:
    """Somebody who has not scored the file re-reviews it: keeps the score, or gives another, in words. Errors as `workflow.apply`."""
    held = ReviewFile.objects.select_for_update(of=("self",)).select_related("round").get(pk=file.pk)
    if outcome not in ObjectionOutcome.values:
        raise UserError("请选择维持还是变更。", where="复核结果")
    if not words.strip():
        raise UserError("请写明复核意见。", where="复核意见")
    changes: dict[str, object] = {}
    if outcome == ObjectionOutcome.CHANGED:
        if score is None or not 0 <= score <= 100:
            raise UserError("变更评定的，请填写 0 至 100 之间的得分。", where="复核得分")
        if score == held.score:
            raise UserError("得分与原来相同；不改变得分的，请选择维持。", where="复核得分")
        changes = {
            "score": score, "grade": held.round.scale.grade(score), "vetoed": held.vetoed and score == 0, "decided_by": DecidedBy.RECHECK,
        }  # fmt: skip
    if not actor.has_perm(SCORE, held):
        raise PermissionDenied(actor.why_not(SCORE, held) or "您的岗位不能复核。")
    apply(FILE, held, "answer", actor=actor, changes=changes, payload={"outcome": outcome})
    made = ReviewObjection.objects.select_for_update().get(file=held)
    made.outcome, made.answer, made.after = outcome, mask_numbers(words.strip()), held.score
    made.answered_by, made.answered_on = actor, today
    made.save(update_fields=["outcome", "answer", "after", "answered_by", "answered_on"])
    count_results(held.round)
    return made
