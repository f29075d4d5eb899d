"""评分：一个单位的全部指标，逐项得分和评语；评议中可以改，定结果以后不能改。"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.models import User
from appraisals.lifecycles import OTHER_BODY, RUN
from appraisals.models import Appraisal, AppraisalScore, AppraisedAgency
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workflow import NotAllowed, Refusal

NOT_NOW = {
    "draft": Refusal("评议标准还没有公开，不能评分。请先公开标准。", "《行政执法监督条例》第十九条"),
    "settled": Refusal("结果已定，评分不能再改。"),
    "closed": Refusal("评议已经办结，评分不能再改。"),
    "cancelled": Refusal("评议已经撤销，不能评分。"),
}


@dataclass(frozen=True)
class Mark:
    """Points for one item, and why."""

    points: Decimal
    words: str


def refusal_of(row: AppraisedAgency, actor: User) -> Refusal | None:
    """Why an agency cannot be scored by this person now; None when it can."""
    grant = actor.scope.grant_for(RUN, row)
    if grant is None or not row.handled_at(grant):
        return OTHER_BODY
    return NOT_NOW.get(row.appraisal.state)


@transaction.atomic
def score(*, row: AppraisedAgency, marks: Mapping[int, Mark], actor: User) -> int:
    """Write an agency's points, each item of the standard with words. Returns how many were new or changed; none is no event.

    PermissionDenied out of reach and for whom the agency has lent (回避); NotAllowed when the appraisal is not being scored, or is another
    body's; UserError for an item without points or words, or with more points than it has.
    """
    if not actor.has_perm(RUN, row):
        raise PermissionDenied(actor.why_not(RUN, row) or "您的岗位不能评议该单位。")
    made = Appraisal.objects.select_for_update(of=("self",)).get(pk=row.appraisal_id)
    held: AppraisedAgency = AppraisedAgency.objects.select_related("agency").get(pk=row.pk)
    held.appraisal = made
    if refusal := refusal_of(held, actor):
        raise NotAllowed(refusal.message, refusal.article)
    known = {one.item_id: (one.points, one.words) for one in held.scores.all()}
    principal, changed = actor.stands_in(RUN, held), []
    for item in made.items.all():
        mark = marks.get(item.pk)
        if mark is None or not mark.words.strip():
            raise UserError(f"“{item.title}”没有得分或者评语。", where=item.title, remedy="每一项都要写得分和评语。")
        if not 0 <= mark.points <= item.points:
            raise UserError(
                f"“{item.title}”得 {mark.points} 分，应当在 0 到 {item.points} 分之间。", where=item.title, remedy="请核对得分。"
            )
        words = mask_numbers(mark.words.strip())
        if known.get(item.pk) != (mark.points, words):
            changed.append(
                AppraisalScore(
                    appraised=held, item=item, points=mark.points, words=words, scored_by=actor, scored_for_id=principal
                )
            )
    if changed:
        AppraisalScore.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["appraised", "item"],
            update_fields=["points", "words", "scored_by", "scored_for", "scored_at"],
        )  # fmt: skip
        # By its code: who reads the trail for its wholeness learns of nobody's affairs by name.
        record("appraisals.scored", actor=actor, target=made, payload={"appraised": held.agency.code, "criteria": len(changed)})
    return len(changed)
