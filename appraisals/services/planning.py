"""拟订评议方案：期间、依据、被评议单位、评议标准；标准公开以前可以修改。"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.access.scope import Grant
from agencies.models import Agency, User
from appraisals.choices import Aspect
from appraisals.lifecycles import RUN, own_body
from appraisals.models import Appraisal, AppraisalItem, AppraisedAgency
from appraisals.models.appraisal import FULL
from cases.review import rounds
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workflow import NotAllowed, Refusal

FIXED = Refusal("评议标准已经公开，方案和标准不能再改；确需更改的，撤销本次评议后另行拟订。", "《行政执法监督条例》第十九条")


@dataclass(frozen=True)
class Item:
    """One item of the standard as it is written."""

    title: str
    aspect: Aspect
    looks_at: str
    points: int


@dataclass(frozen=True)
class Plan:
    """What a plan says. `situation`: 执法特点和具体情况 of the agencies, which the Regulation wants a plan to start from."""

    title: str
    period_start: date
    period_end: date
    basis: str
    situation: str
    agencies: Collection[int]
    items: Sequence[Item]


def body_of(user: User) -> Grant | None:
    """The post at a supervision body through which a person organises appraisals; a 司法所 has none (条例 §6 二款)."""
    return rounds.body_of(user, RUN)


def agencies_of(grant: Grant) -> Any:
    """The agencies a body may appraise: those of its own level, without the ones with which this person is bound up."""
    return rounds.agencies_of(grant).exclude(pk__in=grant.barred)


@transaction.atomic
def plan(*, given: Plan, actor: User, made: Appraisal | None = None) -> Appraisal:
    """Write a plan, a new one or one whose standard is not published yet. The same plan written again changes nothing and is no event.

    PermissionDenied for whose post organises no appraisal; NotAllowed once the standard is published; UserError for what is missing, for
    agencies of another level, for a standard that does not sum to a hundred, and for a title that another appraisal of the body bears.
    """
    grant = body_of(actor)
    if grant is None:
        raise PermissionDenied("您的岗位不能组织执法质效评议。")
    chosen = list(agencies_of(grant).filter(pk__in=list(given.agencies)))
    _check(given, chosen)
    same = Appraisal.objects.filter(agency_id=grant.agency_id, title=given.title).exclude(state="cancelled")
    if same.exclude(pk=made.pk if made else 0).exists():
        raise UserError("已有同名的评议。", where="名称", remedy="请换一个名称，例如写明年度。")
    values = {
        "title": given.title, "period_start": given.period_start, "period_end": given.period_end,
        "basis": mask_numbers(given.basis.strip()), "situation": mask_numbers(given.situation.strip()),
    }  # fmt: skip
    verb = "appraisals.changed" if made else "appraisals.planned"
    if made is None:
        made = Appraisal.objects.create(
            agency_id=grant.agency_id, region_code=grant.region_code, made_by=actor,
            made_for_id=grant.principal.pk if grant.principal else None, **values,
        )  # fmt: skip
    else:
        made = _to_change(made, actor)
        if _as_before(made, values, chosen, given.items):
            return made
        Appraisal.objects.filter(pk=made.pk).update(**values)
    _put(made, chosen, given.items)
    record(verb, actor=actor, target=made, payload={"agencies": len(chosen), "criteria": len(given.items)})
    made.refresh_from_db()
    return made


def change_refusal(made: Appraisal, actor: User) -> Refusal | None:
    """Why a plan cannot be changed by this person now; None when it can."""
    return own_body(RUN)(made, actor) or (None if made.state == "draft" else FIXED)


def _check(given: Plan, chosen: list[Agency]) -> None:
    if not chosen:
        raise UserError("没有选择本级的被评议单位。", where="被评议单位", remedy="请至少勾选一个单位。")
    if not given.basis.strip() or not given.situation.strip():
        raise UserError("没有写评议依据或者执法特点和具体情况。", where="方案", remedy="请写明依据哪一条、为什么这样评议。")
    if given.period_start > given.period_end:
        raise UserError("评议期间止日早于起日。", where="评议期间", remedy="请核对两个日期。")
    require_whole(given.items)
    titles = [one.title for one in given.items]
    if len(set(titles)) < len(titles):
        raise UserError("有两项指标同名。", where="评议标准", remedy="请合并或者改名。")


def require_whole(items: Sequence[Item | AppraisalItem]) -> None:
    """The full points of a standard sum to a hundred. UserError otherwise, with how much is missing or too many."""
    if not items:
        raise UserError("没有写评议指标。", where="评议标准", remedy="请至少写一项指标：名称、看什么、满分。")
    total = sum(one.points for one in items)
    if total != FULL:
        gap = f"还差 {FULL - total} 分" if total < FULL else f"多出 {total - FULL} 分"
        raise UserError(f"各项满分合计 {total} 分，应当是 {FULL} 分，{gap}。", where="评议标准", remedy="请调整各项的满分。")


def _to_change(made: Appraisal, actor: User) -> Appraisal:
    held: Appraisal = Appraisal.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if not actor.has_perm(RUN, held):
        raise PermissionDenied("您的岗位不能组织执法质效评议。")
    if refusal := change_refusal(held, actor):
        raise NotAllowed(refusal.message, refusal.article)
    return held


def _as_before(made: Appraisal, values: dict[str, Any], chosen: list[Agency], items: Sequence[Item]) -> bool:
    there = set(made.appraised.values_list("agency_id", flat=True))
    kept = [Item(one.title, Aspect(one.aspect), one.looks_at, one.points) for one in made.items.all()]
    same = all(getattr(made, name) == value for name, value in values.items())
    return same and there == {one.pk for one in chosen} and kept == list(items)


def _put(made: Appraisal, chosen: list[Agency], items: Sequence[Item]) -> None:
    """The agencies and the standard as they are written now; what was there before goes."""
    made.appraised.exclude(agency__in=chosen).delete()
    there = set(made.appraised.values_list("agency_id", flat=True))
    AppraisedAgency.objects.bulk_create(
        AppraisedAgency(appraisal=made, agency=one, region_code=one.region_code) for one in chosen if one.pk not in there
    )
    made.items.all().delete()
    AppraisalItem.objects.bulk_create(
        AppraisalItem(appraisal=made, order=order, title=one.title, aspect=one.aspect, looks_at=one.looks_at, points=one.points)
        for order, one in enumerate(items, start=1)
    )
