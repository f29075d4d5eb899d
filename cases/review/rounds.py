"""评查批次：拟定方案、分派、更换评查人、告知、公布、撤销。"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.access.scope import Grant
from agencies.choices import AgencyKind, Tier
from agencies.models import Agency, User
from cases.models import ReviewedAgency, ReviewFile, ReviewRound
from cases.review import people
from cases.review.choices import Seat
from cases.review.lifecycles import FILE, PLAN, ROUND, own_body
from cases.review.results import bulletin_of, count_results
from supervision.audit.record import record
from supervision.web.errors import UserError
from supervision.web.masking import mask_numbers
from supervision.workdays import Period, Unit, calendar, due_on
from supervision.workflow import NotAllowed, Refusal, apply

DRAWN = Refusal("案卷已经抽取，方案不能再改；确需更改的，撤销本批次后另行拟定。")
PLANNED = (
    "title", "period_start", "period_end", "wanted", "heavy_fine", "excellent_from", "good_from", "pass_from", "gap", "rule_cap",
)  # fmt: skip
"""What a plan holds."""


def body_of(user: Any, permission: str = PLAN) -> Grant | None:
    """The post at a supervision body through which a person organises review; their own before one they stand in for."""
    posts = user.scope.with_permission(permission)
    return next((grant for grant in posts if grant.agency_kind == AgencyKind.SUPERVISION_BODY), None)


def agencies_of(grant: Grant) -> Any:
    """The enforcement agencies of a body's own level (a county's include its towns'), in order."""
    rows = Agency.objects.filter(kind=AgencyKind.ENFORCEMENT, is_active=True)
    with_towns = {"region_code__startswith": grant.region_code}
    return rows.filter(**with_towns if grant.tier == Tier.COUNTY else {"region_code": grant.region_code}).order_by("code")


@transaction.atomic
def plan(*, given: dict[str, Any], agencies: Iterable[int], actor: User, made: ReviewRound | None = None) -> ReviewRound:
    """Write the plan of a round, a new one or one not drawn yet. `given`: the values of PLANNED; `agencies`: keys within the body's level.

    The same plan written again changes nothing and is no event. PermissionDenied for whose post organises no review; NotAllowed once it has
    been drawn; UserError for agencies of another level, for a plan that would draw nothing, and for a title another round of the year bears.
    """
    grant = body_of(actor)
    if grant is None:
        raise PermissionDenied("您的岗位不能组织案卷评查。")
    values = {name: given[name] for name in PLANNED} | {"year": timezone.localdate().year}
    chosen = list(agencies_of(grant).filter(pk__in=list(agencies)))
    if not chosen:
        raise UserError("没有选择本级的被评查单位。", where="被评查单位")
    if not any(values["wanted"].values()):
        raise UserError("各层的抽取件数都是零。", where="抽取件数")
    _require_title(grant, values, made)
    verb = "cases.review_changed" if made else "cases.review_planned"
    if made is None:
        made = ReviewRound.objects.create(agency_id=grant.agency_id, region_code=grant.region_code, made_by=actor, **values)
    else:
        made = _to_plan(made, actor)
        if _as_before(made, values, chosen):
            return made
        ReviewRound.objects.filter(pk=made.pk).update(**values)
    _put_agencies(made, chosen, grant, values["title"])
    record(verb, actor=actor, target=made, payload={"agencies": len(chosen), "sizes": values["wanted"]})
    made.refresh_from_db()
    return made


def _require_title(grant: Grant, values: dict[str, Any], made: ReviewRound | None) -> None:
    same = ReviewRound.objects.filter(agency_id=grant.agency_id, year=values["year"], title=values["title"])
    if same.exclude(state="cancelled").exclude(pk=made.pk if made else 0).exists():
        raise UserError("本年已有同名的评查批次。", where="名称", remedy="请换一个名称。")


def _as_before(made: ReviewRound, values: dict[str, Any], chosen: list[Agency]) -> bool:
    there = set(made.agencies.values_list("agency_id", flat=True))
    return there == {one.pk for one in chosen} and all(getattr(made, name) == value for name, value in values.items())


def _put_agencies(made: ReviewRound, chosen: list[Agency], grant: Grant, title: str) -> None:
    made.agencies.exclude(agency__in=chosen).delete()
    there = set(made.agencies.values_list("agency_id", flat=True))
    ReviewedAgency.objects.bulk_create(
        ReviewedAgency(round=made, agency=one, region_code=one.region_code, body_name=grant.agency_name, title=title)
        for one in chosen
        if one.pk not in there
    )
    made.agencies.update(title=title)


def _to_plan(made: ReviewRound, actor: User) -> ReviewRound:
    held = ReviewRound.objects.select_for_update(of=("self",)).select_related("agency").get(pk=made.pk)
    _require_body(held, actor)
    if refusal := plan_refusal(held, actor):
        raise NotAllowed(refusal.message, refusal.article)
    return held


def plan_refusal(made: ReviewRound, actor: User) -> Refusal | None:
    """Why a plan cannot be changed by this person now; None when it can."""
    return own_body(PLAN)(made, actor) or (None if made.state == "draft" else DRAWN)


def _require_body(made: ReviewRound, actor: User) -> None:
    if not actor.has_perm(PLAN, made):
        raise PermissionDenied("您的岗位不能组织案卷评查。")
    if refusal := own_body(PLAN)(made, actor):
        raise NotAllowed(refusal.message, refusal.article)


@transaction.atomic
def assign(*, made: ReviewRound, reviewers: Iterable[int], actor: User) -> int:
    """Give every file that waits two of these people, in turn; whoever must recuse themselves is passed over. Returns how many files.

    UserError for fewer than two of them, and when a file is left without two.
    """
    held = ReviewRound.objects.select_for_update(of=("self",)).select_related("agency").get(pk=made.pk)
    _require_body(held, actor)
    if held.state != "reviewing":
        raise NotAllowed("批次不在评查中，不能分派。")
    wanted = set(reviewers)
    chosen = [one for one in people.reviewers_of(held.agency) if one.pk in wanted]
    if len(chosen) < 2:
        raise UserError("至少选择两名评查人。", where="评查人")
    files = list(ReviewFile.objects.select_for_update().filter(round=held, state="drawn").order_by("agency_id", "id"))
    if not files:
        raise NotAllowed("没有等待分派的案卷。")
    found, left = people.pairs(files, chosen)
    if left:
        raise UserError(
            f"{len(left)} 件案卷（如 {left[0].label}）排除应当回避、研判过本案的人以后不足两人，没有分派。",
            where="评查人", remedy="请增加评查人。",
        )  # fmt: skip
    for file in files:
        file.first_id, file.second_id = found[file.pk]
        file.state = "scoring"
    ReviewFile.objects.bulk_update(files, ["first", "second", "state"], batch_size=500)
    record("cases.review_assigned", actor=actor, target=held, payload={"files": len(files), "reviewers": len(chosen)})
    return len(files)


@transaction.atomic
def replace(*, file: ReviewFile, seat: str, reviewer: int, actor: User) -> None:
    """Put another person on a seat whose sheet is not in yet (illness, leave, recusal). UserError when they may not score this file."""
    held = ReviewFile.objects.select_for_update(of=("self",)).select_related("round__agency").get(pk=file.pk)
    _require_body(held.round, actor)
    if held.state not in ("scoring", "third") or seat not in Seat.values or (seat == Seat.THIRD) != (held.state == "third"):
        raise NotAllowed("这一席次现在不能更换评查人。")
    leaving = getattr(held, f"{seat}_id")
    if leaving is None:
        raise NotAllowed("这一席次还没有人。")
    chosen = next((one for one in people.reviewers_of(held.round.agency) if one.pk == reviewer), None)
    if chosen is None or chosen.pk in held.seated:
        raise UserError("请选择本机关另外一名评查人员。", where="更换评查人")
    if reason := people.why_not(held, chosen, people.handlers_of([held])):
        raise UserError(f"{reason}。", where="更换评查人", remedy="请选择其他人。")
    if getattr(held, f"{seat}_in", False):
        raise NotAllowed("这一席次的评查表已经提交，不能更换。")
    ReviewFile.objects.filter(pk=held.pk).update(**{f"{seat}_id": chosen.pk})
    record("cases.reviewer_replaced", actor=actor, target=held, payload={"seat": seat, "reviewer": chosen.name})


@transaction.atomic
def cancel(*, made: ReviewRound, actor: User, words: str) -> None:
    """Give a round up, in words; its files may be drawn again this year."""
    apply(ROUND, made, "cancel", actor=actor, payload={"reason": _needed(words, "撤销理由")})


@transaction.atomic
def notify(*, made: ReviewRound, actor: User, today: datetime.date) -> None:
    """Tell every agency its result: from now on it sees its files, and may object within the round's working days. Errors as `apply`."""
    held = ReviewRound.objects.select_for_update(of=("self",)).select_related("agency").get(pk=made.pk)
    due = due_on(today, Period(held.objection_days, Unit.WORKDAY), calendar.current()).day
    apply(
        ROUND, held, "notify", actor=actor, changes={"told_on": today, "objection_due": due},
        payload={"due": due.isoformat(), "files": held.files.count()},
    )  # fmt: skip
    held.files.filter(state="scored").update(state=FILE.find("scored", "tell").target)  # type: ignore[union-attr]
    count_results(held)
    held.agencies.filter(files_count__gt=0).update(
        state="told", told_on=today, objection_due=due, scale_words=held.scale.words, answer_days=held.answer_days
    )


@transaction.atomic
def publish(*, made: ReviewRound, actor: User, words: str) -> None:
    """Publish the results among the agencies reviewed, in words; the table is kept as it was published. Errors as `apply`."""
    told = _needed(words, "公布意见")[:300]
    held = ReviewRound.objects.select_for_update(of=("self",)).select_related("agency").get(pk=made.pk)
    count_results(held)
    table = bulletin_of(held)
    apply(
        ROUND, held, "publish", actor=actor, payload={"agencies": len(table)},
        changes={"published_at": timezone.now(), "published_by": actor, "published_words": told, "bulletin": table},
    )  # fmt: skip
    held.agencies.filter(state="told").update(state="published", bulletin=table)


def _needed(words: str, label: str) -> str:
    if not words.strip():
        raise UserError(f"请写明{label}。", where=label)
    return mask_numbers(words.strip())
