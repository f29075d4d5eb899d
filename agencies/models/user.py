"""用户与岗位。"""

from __future__ import annotations

import datetime
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agencies.access.roles import UNLENDABLE_ROLES
from agencies.access.scope import Principal, Scope, is_reading, scope_of
from agencies.choices import Role
from supervision.crypto.fields import EncryptedField
from supervision.rowscope.policies import OpenRows


class UserManager(BaseUserManager["User"]):
    """Creates accounts; there is no superuser: offices come from posts alone."""

    def create_user(self, username: str, password: str | None, *, display_name: str) -> User:
        """An active account with a hashed password (None: cannot sign in until one is set). Somebody else knows that password: it is
        changed at the first sign-in."""
        user = self.model(username=username, display_name=display_name, must_change_password=True)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What they may do follows from the posts they hold today.

    A system account (`is_machine`) is no person: it has no password, never signs in, and comes through the API with a token (`ApiToken`).

    `is_superuser` is inherited from Django and forbidden by a constraint: nobody stands above the role table.
    """

    username = models.CharField("用户名", max_length=40, unique=True)
    display_name = models.CharField("姓名", max_length=40)
    phone = EncryptedField("手机号", blank=True, default="")
    is_active = models.BooleanField("在用", default=True)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="members", verbose_name="所在单位"
    )
    password_changed_at = models.DateTimeField("口令设置时间", default=timezone.now)
    must_change_password = models.BooleanField("须修改口令", default=False)
    is_machine = models.BooleanField("系统账号", default=False)

    objects = UserManager()
    acts_for: Principal | None = None
    """In whose place this person acts, by the latest question about handling an object (`access/backend.py`)."""
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    row_policy = OpenRows("登录先要找到账号；办事的人名处处要写")

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="user_nobody_is_superuser"),
            # Django writes a password that opens nothing with an exclamation mark in front.
            models.CheckConstraint(
                condition=Q(is_machine=False) | Q(password__startswith="!"),  # noqa: S106 - no password, that is the point
                name="user_machine_has_no_password",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    @property
    def scope(self) -> Scope:
        """The posts held today with what they open; read once per object (a request builds a fresh one)."""
        if not hasattr(self, "_scope"):
            self._scope = scope_of(self)
        return self._scope

    def why_not(self, permission: str, obj: object) -> str:
        """The reason of a refusal that the person would not guess: a conflict of interest. Empty when it is simply not their office."""
        conflict = self.scope.conflict_with(obj)
        return conflict.words if conflict and not is_reading(permission) and self.scope.with_permission(permission) else ""

    def stands_in(self, permission: str, obj: object) -> int | None:
        """The key of the person in whose place this one acts on an object; None when in their own office."""
        grant = self.scope.grant_for(permission, obj)
        return grant.principal.pk if grant and grant.principal else None

    def hands(self, permission: str, obj: object) -> set[int]:
        """Whom an act on an object counts as the act of: this person, and whoever they deputise for. A deputy is nobody else."""
        return {pk for pk in (self.pk, self.stands_in(permission, obj)) if pk is not None}

    def bodies(self, permission: str) -> str:
        """The bodies at which some post of this person includes a permission, as a file that is taken out names them."""
        return "、".join(dict.fromkeys(grant.agency_name for grant in self.scope.with_permission(permission)))

    @property
    def title(self) -> str:
        """Post and agency of the first post, for the page's corner."""
        grants = self.scope.grants
        return f"{grants[0].agency_short_name} {grants[0].title}" if grants else ""


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by day."""

    def in_force(self, today: datetime.date) -> Self:
        """Those held on a day."""
        return self.filter(starts_on__lte=today).exclude(ends_on__lt=today)


class Post(models.Model):
    """A person's office at an agency, from a day until a day (both included; open end allowed).

    `seconded_by`: the agency that lent the person; its affairs are closed to them (回避). An administrator's post stands alone: a trigger
    refuses any other post of the person on the same days (migration 0002).
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name="用户")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="posts", verbose_name="单位")
    role = models.CharField("角色", max_length=24, choices=Role.choices)
    title = models.CharField("职务", max_length=40)
    starts_on = models.DateField("任职起", default=datetime.date.today)
    ends_on = models.DateField("任职止", null=True, blank=True)
    seconded_by = models.ForeignKey(
        "agencies.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="借调单位"
    )

    objects = PostQuerySet.as_manager()

    row_policy = OpenRows("凭据本身由岗位算出")

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        ordering = ["user", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="post_role_known"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="post_runs_forward"),
            models.UniqueConstraint(fields=["user", "agency", "role", "starts_on"], name="post_once"),
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("agency")), name="post_not_seconded_by_its_own_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name} {self.title}"

    @property
    def lendable(self) -> bool:
        """Whether a deputy may exercise it: not an administrator's post, nor a social supervisor's."""
        return self.role not in UNLENDABLE_ROLES


def in_place_of(actor: User | None, principal: User | None) -> str:
    """How an act is signed: 某某, or 某某 代 某某 when a deputy did it; empty when nobody has."""
    if actor is None:
        return ""
    return f"{actor} 代 {principal}" if principal else str(actor)
