"""岗位：授予与终止。安全管理员的事；岗位决定一个人能看什么、做什么。"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.access.administering import refuse_own, require_administrator
from agencies.access.roles import ADMINISTRATORS
from agencies.choices import AgencyKind, Role, Tier
from agencies.models import AccessException, Agency, Delegation, Post, User
from supervision.audit.record import record
from supervision.web.errors import UserError

_MANAGE = "agencies.manage_posts"

PLACES: dict[Role, frozenset[AgencyKind]] = {
    Role.LEADER: frozenset({AgencyKind.GOVERNMENT}),
    Role.LEGAL_OFFICER: frozenset({AgencyKind.ENFORCEMENT}),
    Role.REPORTING_SYSTEM: frozenset({AgencyKind.ENFORCEMENT}),
    Role.TOWNSHIP_ASSISTANT: frozenset({AgencyKind.JUSTICE_OFFICE}),
}
"""Where a role may be held; every other role at a supervision body."""


@transaction.atomic
def give_post(
    *,
    user: User,
    agency: Agency,
    role: Role,
    title: str,
    starts_on: datetime.date,
    reason: str,
    actor: User,
    ends_on: datetime.date | None = None,
    seconded_by: Agency | None = None,
) -> Post:
    """Give a post from a day until a day (both included; None: open). UserError when the role has no place at the agency, the days do not
    run forward, the administrators' exclusion forbids it, or it stands already; PermissionDenied for one's own."""
    require_administrator(actor, _MANAGE, user)
    refuse_own(actor, user)
    _reach(actor, agency)
    if not reason.strip() or not title.strip():
        raise UserError("职务和理由都要写明。", where="职务、理由", remedy="例如任免文件的文号。")
    if ends_on is not None and ends_on < starts_on:
        raise UserError("任职止早于任职起。", where="任职止")
    if user.is_machine != (role == Role.REPORTING_SYSTEM):
        raise UserError("“报送系统”岗位只授予系统账号，系统账号也只能有这种岗位。", where="角色", remedy="请核对账号或者角色。")
    kinds = PLACES.get(role, frozenset({AgencyKind.SUPERVISION_BODY}))
    if agency.kind not in kinds:
        raise UserError(f"“{role.label}”不能设在{agency.get_kind_display()}。", where="单位", remedy="请核对单位或者角色。")
    if role in ADMINISTRATORS and seconded_by is not None:
        raise UserError("管理员岗位不登记借调单位。", where="借调单位")
    if seconded_by == agency:
        raise UserError("借调单位不能是任职单位本身。", where="借调单位")
    User.objects.select_for_update().get(pk=user.pk)
    _stand_alone(user, role, starts_on, ends_on)
    if _overlapping(Post.objects.filter(user=user, agency=agency, role=role), starts_on, ends_on).exists():
        raise UserError("这个人在这些日子已经有同样的岗位。", remedy="需要改变任职期间的，先终止再重新授予。")
    post: Post = Post.objects.create(
        user=user, agency=agency, role=role, title=title.strip(), starts_on=starts_on, ends_on=ends_on, seconded_by=seconded_by
    )
    record(
        "agencies.post_given", actor=actor, target=user, agency_id=agency.pk, region_code=agency.region_code,
        payload={
            "post": post.pk, "role": str(role), "title": post.title, "from": str(starts_on), "to": str(ends_on or ""),
            "seconded_by": seconded_by.name if seconded_by else "", "reason": reason.strip(),
        },
    )  # fmt: skip
    return post


@transaction.atomic
def end_post(*, post: Post, last_day: datetime.date, reason: str, actor: User) -> Post:
    """End a post with a last day: yesterday at the earliest (closed at once), never later than it ends anyway. Its delegations end with it."""
    locked: Post = Post.objects.select_for_update(of=("self",)).select_related("user", "agency").get(pk=post.pk)
    require_administrator(actor, _MANAGE, locked.user)
    refuse_own(actor, locked.user)
    _reach(actor, locked.agency)
    today = timezone.localdate()
    if not reason.strip():
        raise UserError("没有写明理由。", where="理由", remedy="例如任免文件的文号。")
    if locked.ends_on is not None and locked.ends_on < today:
        raise UserError(f"这个岗位已于 {locked.ends_on} 终止。")
    if last_day < today - datetime.timedelta(days=1):
        raise UserError("最后任职日不能早于昨天：以前的任职是事实，不能改写。", where="最后任职日")
    if locked.ends_on is not None and last_day > locked.ends_on:
        raise UserError(f"岗位本来就在 {locked.ends_on} 终止。", where="最后任职日", remedy="需要延长的，请另行授予。")
    locked.ends_on = max(last_day, locked.starts_on)
    locked.save(update_fields=["ends_on"])
    record(
        "agencies.post_ended", actor=actor, target=locked.user, agency_id=locked.agency_id, region_code=locked.agency.region_code,
        payload={"post": locked.pk, "role": locked.role, "title": locked.title, "last_day": str(locked.ends_on), "reason": reason.strip()},
    )  # fmt: skip
    return locked


def _reach(actor: User, agency: Agency) -> None:
    grants = actor.scope.with_permission(_MANAGE)
    if not any(grant.tier in (Tier.PROVINCE, Tier.CITY) or agency.region_code.startswith(grant.scope_prefix) for grant in grants):
        raise UserError(f"{agency.name}不在您的管理范围内。", where="单位")


def _stand_alone(user: User, role: Role, first: datetime.date, last: datetime.date | None) -> None:
    """The plain words of what the database's trigger forbids (design §7: three administrators)."""
    others = _overlapping(Post.objects.filter(user=user).exclude(role=role), first, last)
    clash = others.first() if role in ADMINISTRATORS else others.filter(role__in=ADMINISTRATORS).first()
    if clash is not None:
        raise UserError(
            f"{user} 同期任“{clash.get_role_display()}”，与“{role.label}”不相容：系统、安全、审计三类管理员相互独立，也不得兼任查看案件的岗位。",
            where="角色", remedy="请由他人担任，或者先终止原岗位。",
        )  # fmt: skip
    if role not in ADMINISTRATORS:
        return
    lent = Delegation.objects.filter(delegate=user, revoked_at=None, ends_on__gte=first)
    named = AccessException.objects.filter(user=user, revoked_at=None, expires_on__gte=first)
    if last is not None:
        lent, named = lent.filter(starts_on__lte=last), named.filter(starts_on__lte=last)
    if lent.exists() or named.exists():
        raise UserError(f"{user} 同期还在代理他人岗位或者有例外授权，不能任管理员。", where="角色", remedy="请先收回代理和例外。")


def _overlapping(posts: QuerySet[Post], first: datetime.date, last: datetime.date | None) -> QuerySet[Post]:
    later = posts.filter(Q(ends_on=None) | Q(ends_on__gte=first))
    return later.filter(starts_on__lte=last) if last is not None else later
