"""代理与例外：岗位以外的两条路，都有期限、有理由、可收回。"""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Delegations by day."""

    def live(self, today: datetime.date) -> Self:
        """Those in force on a day."""
        return self.filter(revoked_at=None, starts_on__lte=today, ends_on__gte=today)


class Delegation(models.Model):
    """代理: a post is exercised by another person for some days (both included), with a reason.

    It lends one post of its holder, never a post that the holder only deputises in; administrators' posts are not lent, nor do
    administrators deputise (trigger, migration 0002).
    """

    post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="delegations", verbose_name="岗位")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deputising", verbose_name="代理人")
    starts_on = models.DateField("代理起")
    ends_on = models.DateField("代理止")
    reason = models.CharField("事由", max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间", auto_now_add=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="收回人")
    revoked_at = models.DateTimeField("收回时间", null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位代理"
        verbose_name_plural = "岗位代理"
        ordering = ["-id"]
        indexes = [models.Index(fields=["delegate", "ends_on"], condition=Q(revoked_at=None), name="delegation_live")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="delegation_runs_forward"),
            models.CheckConstraint(condition=~Q(reason=""), name="delegation_with_a_reason"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="delegation_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate} 代 {self.post.user}"


LONGEST_EXCEPTION = datetime.timedelta(days=365)


class AccessExceptionQuerySet(models.QuerySet["AccessException"]):
    """Exceptions by day."""

    def live(self, today: datetime.date) -> Self:
        """Those in force on a day; without its row of object permission an exception opens nothing."""
        return self.filter(revoked_at=None, starts_on__lte=today, expires_on__gte=today, object_permission__isnull=False)


class AccessException(models.Model):
    """例外: one named person may read (or assist with) one named object until a day, with a reason.

    The permission itself is django-guardian's `UserObjectPermission`; this row says why, by whom, until when. A year at most. The last
    day counts; afterwards it opens nothing, whether or not anybody tidies up.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="exceptions", verbose_name="人员")
    model_label = models.CharField("对象类型", max_length=60)
    object_id = models.BigIntegerField("对象编号")
    object_label = models.CharField("对象", max_length=100)
    permission = models.CharField("权限", max_length=60)
    object_permission = models.OneToOneField(
        "guardian.UserObjectPermission", models.SET_NULL, null=True, related_name="+", verbose_name="对象许可"
    )
    reason = models.CharField("理由", max_length=200)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批准人")
    granted_at = models.DateTimeField("批准时间", auto_now_add=True)
    starts_on = models.DateField("有效期自")
    expires_on = models.DateField("有效期至")
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="收回人")
    revoked_at = models.DateTimeField("收回时间", null=True)

    objects = AccessExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "例外授权"
        verbose_name_plural = "例外授权"
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "expires_on"], condition=Q(revoked_at=None), name="exception_live")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="exception_with_a_reason"),
            models.CheckConstraint(condition=Q(expires_on__gte=F("starts_on")), name="exception_runs_forward"),
            models.CheckConstraint(
                condition=Q(expires_on__lte=F("starts_on") + LONGEST_EXCEPTION), name="exception_a_year_at_most"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="exception_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.object_label}"
