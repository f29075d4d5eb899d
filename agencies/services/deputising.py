"""代理：把自己的岗位交他人代行一段时间，到日子自己结束。"""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.access.administering import people_for
from agencies.access.roles import ADMINISTRATORS, UNLENDABLE_ROLES
from agencies.models import Delegation, Post, User
from supervision.audit.record import record
from supervision.web.errors import UserError

LONGEST = datetime.timedelta(days=180)
_MANAGE = "agencies.manage_posts"


@transaction.atomic
def delegate_post(
    *, post: Post, delegate: User, starts_on: datetime.date, ends_on: datetime.date, reason: str, actor: User
) -> Delegation:
    """Lend a post. By its holder, or by the security administrator for one who is absent; to a colleague in office at the same agency.

    UserError for days out of bounds, a missing reason, an administrator's post or deputy, somebody from elsewhere, a second deputy for the
    same days. What is lent is a post held, so nobody lends on what was lent to them.
    """
    locked: Post = Post.objects.select_for_update(of=("self",)).select_related("user", "agency").get(pk=post.pk)
    _may_dispose(locked, actor)
    today = timezone.localdate()
    if not reason.strip():
        raise UserError("没有写明事由。", where="事由", remedy="例如“出差”“病假”。")
    if starts_on < today or ends_on < starts_on or ends_on - starts_on > LONGEST:
        raise UserError(f"代理期间应当从今天或者以后开始，最长 {LONGEST.days} 天。", where="代理期间")
    if locked.starts_on > starts_on or (locked.ends_on is not None and locked.ends_on < ends_on):
        raise UserError("代理期间超出了岗位本身的任职期间。", where="代理期间")
    _check_deputy(locked, delegate, starts_on, ends_on)
    if locked.delegations.filter(revoked_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise UserError("这个岗位在这些日子已经有人代理。", where="代理期间", remedy="请先收回原来的代理。")
    row: Delegation = Delegation.objects.create(
        post=locked, delegate=delegate, starts_on=starts_on, ends_on=ends_on, reason=reason.strip(), made_by=actor
    )
    record(
        "agencies.post_delegated", actor=actor, target=locked.user, agency_id=locked.agency_id, region_code=locked.agency.region_code,
        payload={
            "delegation": row.pk, "post": str(locked), "delegate": {"id": delegate.pk, "name": delegate.display_name},
            "from": str(starts_on), "to": str(ends_on), "reason": row.reason,
        },
    )  # fmt: skip
    return row


@transaction.atomic
def revoke_delegation(*, delegation: Delegation, actor: User, reason: str = "") -> None:
    """End a delegation at once: by the holder, the deputy (who gives it back), or the security administrator, who says why."""
    row: Delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("post__user", "post__agency", "delegate")
        .get(pk=delegation.pk)
    )
    if actor.pk != row.delegate_id:
        _may_dispose(row.post, actor)
    if row.revoked_at is not None or row.ends_on < timezone.localdate():
        raise UserError("这项代理已经结束。")
    if actor.pk not in {row.delegate_id, row.post.user_id} and not reason.strip():
        raise UserError("没有写明收回理由。", where="理由")
    row.revoked_at, row.revoked_by = timezone.now(), actor
    row.save(update_fields=["revoked_at", "revoked_by"])
    record(
        "agencies.delegation_revoked", actor=actor, target=row.post.user, agency_id=row.post.agency_id,
        region_code=row.post.agency.region_code,
        payload={"delegation": row.pk, "delegate": row.delegate.display_name, "reason": reason.strip()},
    )  # fmt: skip


def possible_deputies(post: Post, today: datetime.date) -> list[User]:
    """Colleagues who may deputise in a post: in office at the same agency, not administrators."""
    here = Post.objects.in_force(today).filter(agency_id=post.agency_id)
    barred = Post.objects.in_force(today).filter(role__in=ADMINISTRATORS)
    people = User.objects.filter(is_active=True, is_machine=False, pk__in=here.values("user")).exclude(
        pk__in=barred.values("user")
    )
    return list(people.exclude(pk=post.user_id).order_by("display_name", "pk"))


def _may_dispose(post: Post, actor: User) -> None:
    if post.user_id == actor.pk:
        return
    if not actor.has_perm(_MANAGE) or not people_for(actor, _MANAGE).filter(pk=post.user_id).exists():
        raise PermissionDenied("只能委托代理或者收回自己的岗位；本人不在的，由安全管理员办理。")


def _check_deputy(post: Post, delegate: User, first: datetime.date, last: datetime.date) -> None:
    if post.role in UNLENDABLE_ROLES:
        raise UserError(f"{post.get_role_display()}的岗位不得代理。", remedy="需要接替的，由安全管理员另行授予岗位。")
    if delegate.pk == post.user_id:
        raise UserError("代理人不能是本人。", where="代理人")
    User.objects.select_for_update().get(pk=delegate.pk)
    administering = delegate.posts.filter(role__in=ADMINISTRATORS, starts_on__lte=last).exclude(ends_on__lt=first)
    if administering.exists():
        raise UserError(f"{delegate} 是管理员，依“三员分立”不得代行查看案件的岗位。", where="代理人")
    if delegate.is_machine or not delegate.is_active or not delegate.posts.in_force(first).filter(agency=post.agency_id).exists():
        raise UserError(f"{delegate} 不是{post.agency.name}的在岗人员。", where="代理人", remedy="请选择同一单位的同事。")
