"""用户与岗位。"""

from __future__ import annotations

import datetime

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from agencies.access.scope import Scope, scope_of
from agencies.choices import Role


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

    `is_superuser` is inherited from Django and forbidden by a constraint: nobody stands above the role table.
    """

    username = models.CharField("用户名", max_length=40, unique=True)
    display_name = models.CharField("姓名", max_length=40)
    phone = models.CharField("手机号", max_length=20, blank=True)
    is_active = models.BooleanField("在用", default=True)
    password_changed_at = models.DateTimeField("口令设置时间", default=timezone.now)
    must_change_password = models.BooleanField("须修改口令", default=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["username"]
        constraints = [models.CheckConstraint(condition=Q(is_superuser=False), name="user_nobody_is_superuser")]

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

    @property
    def title(self) -> str:
        """Post and agency of the first post, for the page's corner."""
        grants = self.scope.grants
        return f"{grants[0].agency_short_name} {grants[0].title}" if grants else ""


class Post(models.Model):
    """A person's office at an agency, from a day until a day (both included; open end allowed)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name="用户")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="posts", verbose_name="单位")
    role = models.CharField("角色", max_length=24, choices=Role.choices)
    title = models.CharField("职务", max_length=40)
    starts_on = models.DateField("任职起", default=datetime.date.today)
    ends_on = models.DateField("任职止", null=True, blank=True)

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        ordering = ["user", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="post_role_known"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="post_runs_forward"),
            models.UniqueConstraint(fields=["user", "agency", "role", "starts_on"], name="post_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name} {self.title}"
