"""范围：一个人今天的岗位打开哪些记录。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies.access.roles import AGENCY_ROLES, PERMISSIONS, RECORDLESS_ROLES
from agencies.choices import Role, Tier

if TYPE_CHECKING:
    from agencies.models import Post, User


@dataclass(frozen=True)
class Grant:
    """What one post opens: the role's permissions over an agency's own records, or over a region's."""

    role: Role
    title: str
    agency_id: int
    agency_name: str
    agency_short_name: str
    agency_kind: str
    region_code: str
    region_name: str
    tier: Tier
    scope_prefix: str

    @property
    def permissions(self) -> frozenset[str]:
        """The role's permissions."""
        return PERMISSIONS[self.role]

    @property
    def by_agency(self) -> bool:
        """Whether this post sees its own agency only."""
        return self.role in AGENCY_ROLES

    def q(self, model: type[Any]) -> Q | None:
        """The rows of a scoped model that this post sees; None when none at all."""
        if self.role in RECORDLESS_ROLES:
            return None
        if self.by_agency:
            own = Q(**{model.scope_agency_attr: self.agency_id})
            return own if model.agency_states is None else own & Q(state__in=model.agency_states)
        if self.tier == Tier.TOWNSHIP:
            return Q(region_code=self.region_code)
        if self.tier == Tier.COUNTY:
            return Q(county_code=self.scope_prefix)
        return Q(region_code__startswith=self.scope_prefix)

    def covers(self, obj: Any) -> bool:
        """Whether this post reaches one object; the same rule as `q`, asked of a row in hand."""
        if self.role in RECORDLESS_ROLES:
            return False
        if self.by_agency:
            own = getattr(obj, obj.scope_agency_attr) == self.agency_id
            return own and (obj.agency_states is None or obj.state in obj.agency_states)
        if self.tier == Tier.TOWNSHIP:
            return bool(obj.region_code == self.region_code)
        return bool(obj.region_code.startswith(self.scope_prefix))


@dataclass(frozen=True)
class Scope:
    """All posts a person holds today."""

    grants: tuple[Grant, ...]

    @property
    def permissions(self) -> frozenset[str]:
        """Everything that some post allows."""
        return frozenset().union(*(grant.permissions for grant in self.grants))

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held."""
        return frozenset(grant.role for grant in self.grants)

    def with_permission(self, permission: str) -> tuple[Grant, ...]:
        """The posts whose role includes a permission."""
        return tuple(grant for grant in self.grants if permission in grant.permissions)

    def rows(self, model: type[Any], permission: str) -> Q:
        """The rows of a model this person may meet with a permission; matches nothing when no post opens it."""
        found = [q for grant in self.with_permission(permission) if (q := grant.q(model)) is not None]
        if not found:
            return Q(pk__in=())
        union = found[0]
        for q in found[1:]:
            union |= q
        return union


def scope_of(user: User) -> Scope:
    """The posts a person holds today, in one statement. A disabled account has none."""
    return scope_from(held_today(user.posts.all())) if user.is_active else Scope(())


def held_today(posts: QuerySet[Post]) -> QuerySet[Post]:
    """Those of some posts that run today, at agencies that exist today."""
    today = timezone.localdate()
    running = posts.filter(starts_on__lte=today, agency__is_active=True).exclude(ends_on__lt=today)
    return running.select_related("agency__region").order_by("id")


def scope_from(posts: Iterable[Post]) -> Scope:
    """What some posts open together."""
    return Scope(
        tuple(
            Grant(
                role=Role(post.role),
                title=post.title,
                agency_id=post.agency_id,
                agency_name=post.agency.name,
                agency_short_name=post.agency.short_name,
                agency_kind=post.agency.kind,
                region_code=post.agency.region_code,
                region_name=post.agency.region.name,
                tier=Tier(post.agency.tier),
                scope_prefix=post.agency.region.scope_prefix,
            )
            for post in posts
        )
    )
