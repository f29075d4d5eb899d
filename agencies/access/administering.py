"""管理权：谁可以管谁的账号和岗位。"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from agencies.choices import Tier
from agencies.models import Post, User


def people_for(administrator: User, permission: str = "agencies.view_people") -> QuerySet[User]:
    """The accounts an administrator deals with: all for a city's, for a county's those in office (once, now or later) in the county."""
    grants = administrator.scope.with_permission(permission)
    if any(grant.tier in (Tier.PROVINCE, Tier.CITY) for grant in grants):
        return User.objects.all()
    reached = Q(pk__in=())
    for grant in grants:
        inside = Post.objects.filter(agency__region_code__startswith=grant.scope_prefix)
        reached |= Q(pk__in=inside.order_by().values("user")) | Q(agency__region_code__startswith=grant.scope_prefix)
    return User.objects.filter(reached)


def require_administrator(actor: User, permission: str, person: User | None = None) -> None:
    """PermissionDenied unless the actor holds the permission and the person is within their reach."""
    if not actor.has_perm(permission):
        raise PermissionDenied("您的岗位不能办理人员与授权事项。")
    if person is not None and not people_for(actor, permission).filter(pk=person.pk).exists():
        raise PermissionDenied("这个账号不在您的管理范围内。")


def refuse_own(actor: User, person: User) -> None:
    """Nobody changes what they themselves may do."""
    if actor.pk == person.pk:
        raise PermissionDenied("不能变更自己的账号、岗位和授权，请由其他管理员办理。")
