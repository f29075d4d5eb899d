"""范围：一个人今天的岗位、代理和例外打开哪些记录，回避关上哪些。"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from agencies.access.reading import Held, held_by
from agencies.access.roles import ADMINISTRATORS, AGENCY_ROLES, PERMISSIONS, PERSONAL_ROLES, RECORDLESS_ROLES, UNLENDABLE_ROLES
from agencies.choices import Role, Tier

if TYPE_CHECKING:
    from agencies.models import User


def is_reading(permission: str) -> bool:
    """Whether a permission only shows something, or takes out what it shows. Everything else handles a matter, and conflict of interest
    closes it."""
    return not is_deed(permission) or permission.rpartition(".")[2].startswith("export_")


def is_deed(permission: str) -> bool:
    """Whether using a permission is an act of its own, which somebody may do in another's place."""
    return not permission.rpartition(".")[2].startswith("view_") and permission != "web.home"


@dataclass(frozen=True)
class Principal:
    """The person for whom a deputy acts."""

    pk: int
    name: str


@dataclass(frozen=True)
class Conflict:
    """An agency whose affairs a person only reads, and why (湘程序规定 §18: an interest of one's own, or what may impair fairness)."""

    agency_id: int
    agency_name: str
    reason: str

    @property
    def words(self) -> str:
        """The sentence a refused person reads."""
        return f"{self.reason}，与该单位有利害关系，应当回避：可以查看，不能研判、立项、拟稿、核稿、签发或者核验涉及该单位的事项（参照《湖南省行政程序规定》第十八条）。"


@dataclass(frozen=True)
class Grant:
    """What one post opens: the role's permissions over an agency's own records, over a region's, or over what its holder brought.

    `principal`: set when the post is somebody else's and this person deputises for them. `barred`: agencies whose affairs may be
    seen through this post and never handled.
    """

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
    post_id: int = 0
    since: datetime.date | None = None
    until: datetime.date | None = None
    principal: Principal | None = None
    barred: frozenset[int] = frozenset()
    holder_id: int = 0

    @property
    def permissions(self) -> frozenset[str]:
        """The role's permissions."""
        return PERMISSIONS[self.role]

    @property
    def by_agency(self) -> bool:
        """Whether this post sees its own agency only."""
        return self.role in AGENCY_ROLES

    @property
    def by_person(self) -> bool:
        """Whether this post sees what its holder brought, and nothing else."""
        return self.role in PERSONAL_ROLES

    @property
    def lendable(self) -> bool:
        """Whether the holder may have a deputy in it: an own post, of a role that can be lent."""
        return self.principal is None and self.role not in UNLENDABLE_ROLES

    def q(self, model: type[Any], permission: str) -> Q | None:
        """The rows of a scoped model that this post reaches with a permission; None when none at all."""
        if self.role in RECORDLESS_ROLES and not self._speaks_of(model, permission):
            link = self._own(model, permission)
            return Q(**{link: self.holder_id}) if link else None
        if self.by_agency:
            own = Q(**{model.scope_agency_attr: self.agency_id})
            return own if model.agency_states is None else own & Q(state__in=model.agency_states)
        within = self._within()
        return within & ~Q(**{f"{model.scope_agency_attr}__in": self.barred}) if self._bars(permission) else within

    def covers(self, obj: Any, permission: str) -> bool:
        """Whether this post reaches one object with a permission; the same rule as `q`, asked of a row in hand."""
        if self.role in RECORDLESS_ROLES and not self._speaks_of(obj, permission):
            link = self._own(obj, permission)
            return bool(link) and bool(getattr(obj, link) == self.holder_id)
        agency_id = getattr(obj, obj.scope_agency_attr)
        if self.by_agency:
            return bool(agency_id == self.agency_id and (obj.agency_states is None or obj.state in obj.agency_states))
        if self._bars(permission) and agency_id in self.barred:
            return False
        if self.tier == Tier.TOWNSHIP:
            return bool(obj.region_code == self.region_code)
        return bool(obj.region_code.startswith(self.scope_prefix))

    def _own(self, kind: Any, permission: str) -> str:
        """The link from a row (its model, or the row) to the person whose own it is; "" when this post opens none of them that way."""
        return getattr(kind, "scope_person_attr", "") if self.by_person and is_reading(permission) else ""

    def _speaks_of(self, kind: Any, permission: str) -> bool:
        """Whether it is the agencies themselves that are asked for, to say something about one."""
        return self.by_person and getattr(kind, "scope_agency_attr", "") == "pk" and is_deed(permission)

    def _bars(self, permission: str) -> bool:
        return bool(self.barred) and not is_reading(permission)

    def _within(self) -> Q:
        if self.tier == Tier.TOWNSHIP:
            return Q(region_code=self.region_code)
        if self.tier == Tier.COUNTY:
            return Q(county_code=self.scope_prefix)
        return Q(region_code__startswith=self.scope_prefix)


Excepted = Mapping[str, Mapping[str, frozenset[int]]]
"""Permission → model label → ids: what named exceptions open."""


@dataclass(frozen=True)
class Scope:
    """All posts a person holds today, their own first, then those they deputise in; and the exceptions made for them."""

    grants: tuple[Grant, ...]
    excepted: Excepted = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()

    @property
    def exceptions(self) -> dict[str, frozenset[int]]:
        """Model label → ids that some live exception opens, whatever the permission (the database's row-level context reads this)."""
        found: dict[str, frozenset[int]] = {}
        for by_model in self.excepted.values():
            for label, ids in by_model.items():
                found[label] = found.get(label, frozenset()) | ids
        return found

    @property
    def permissions(self) -> frozenset[str]:
        """Everything that some post or exception allows."""
        return frozenset(self.excepted).union(*(grant.permissions for grant in self.grants))

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held."""
        return frozenset(grant.role for grant in self.grants)

    def with_permission(self, permission: str) -> tuple[Grant, ...]:
        """The posts whose role includes a permission."""
        return tuple(grant for grant in self.grants if permission in grant.permissions)

    def grant_for(self, permission: str, obj: Any) -> Grant | None:
        """The post through which a person acts on an object: one at the body whose business it is before any other that reaches it; their own
        before one they deputise in."""
        reaching = [grant for grant in self.with_permission(permission) if grant.covers(obj, permission)]
        at_home = getattr(obj, "handled_at", None)
        return next((grant for grant in reaching if at_home and at_home(grant)), next(iter(reaching), None))

    def excepts(self, permission: str, obj: Any) -> bool:
        """Whether a named exception opens this object with this permission. None overrides a conflict of interest."""
        if obj.pk not in self.excepted.get(permission, {}).get(obj._meta.label_lower, ()):
            return False
        return is_reading(permission) or self.conflict_with(obj) is None

    def conflict_with(self, obj: Any) -> Conflict | None:
        """The conflict of interest that closes an object's affairs to this person."""
        agency_id = getattr(obj, getattr(obj, "scope_agency_attr", "agency_id"), None)
        return next((one for one in self.conflicts if one.agency_id == agency_id), None)

    def rows(self, model: type[Any], permission: str) -> Q:
        """The rows of a model this person may meet with a permission; matches nothing when nothing opens it."""
        found = [q for grant in self.with_permission(permission) if (q := grant.q(model, permission)) is not None]
        if named := self.excepted.get(permission, {}).get(model._meta.label_lower):
            by_name = Q(pk__in=named)
            closed = [] if is_reading(permission) else [one.agency_id for one in self.conflicts]
            found.append(by_name & ~Q(**{f"{model.scope_agency_attr}__in": closed}) if closed else by_name)
        if not found:
            return Q(pk__in=())
        union = found[0]
        for q in found[1:]:
            union |= q
        return union


def scope_of(user: User) -> Scope:
    """What is open to a person today, in one statement. A disabled account has nothing.

    A post lent to a deputy opens what its holder has, no more: it closes with the holder's account, the post, or the day. Exceptions
    count only beside an own post that may read records: who has left, or administers, has none.
    """
    if not user.is_active:
        return Scope(())
    rows = held_by(user.pk, timezone.localdate())
    own = [row for row in rows if row.holder_id == user.pk]
    conflicts = _conflicts(own)
    mine = frozenset(one.agency_id for one in conflicts)
    grants = tuple(_grant(row, user, mine) for row in rows)
    reads = any(row.role not in RECORDLESS_ROLES for row in own) and not {row.role for row in rows} & ADMINISTRATORS
    return Scope(grants, _by_permission(own[0].excepted) if reads else {}, conflicts)


def _grant(row: Held, user: User, mine: frozenset[int]) -> Grant:
    return Grant(
        role=Role(row.role),
        title=row.title,
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        agency_short_name=row.agency_short_name,
        agency_kind=row.agency_kind,
        region_code=row.region_code,
        region_name=row.region_name,
        tier=Tier(row.tier),
        scope_prefix=row.scope_prefix,
        post_id=row.post_id,
        since=row.since,
        until=row.until,
        principal=None if row.holder_id == user.pk else Principal(row.holder_id, row.holder_name),
        barred=mine | {link["agency"] for link in row.interests},
        holder_id=row.holder_id,
    )


def _conflicts(own: Iterable[Held]) -> tuple[Conflict, ...]:
    """What closes on the person, whatever post they act in."""
    found = {
        link["agency"]: Conflict(
            link["agency"], link["name"], f"您由{link['name']}借调" if link["seconded"] else f"您在{link['name']}任职"
        )
        for row in own
        for link in row.interests
    }
    return tuple(found.values())


def _by_permission(rows: Iterable[tuple[str, str, int]]) -> Excepted:
    found: dict[str, dict[str, frozenset[int]]] = {}
    for permission, model, key in rows:
        by_model = found.setdefault(permission, {})
        by_model[model] = by_model.get(model, frozenset()) | {key}
    return found
