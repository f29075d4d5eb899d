"""接口令牌：业务系统向平台报送时的凭证。"""

from __future__ import annotations

import datetime
import hashlib
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.rowscope.policies import OpenRows

PREFIX = "xzjd_"
"""How every token begins, so that one that strayed into a file is recognised for what it is."""
HINT = len(PREFIX) + 6


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens by day."""

    def live(self, today: datetime.date) -> Self:
        """Those that open something on a day."""
        return self.filter(revoked_at=None, expires_on__gte=today)


class ApiToken(models.Model):
    """One credential of a system account (`User.is_machine`): what it opens follows from the account's posts, as for anybody.

    The token itself is kept nowhere: `digest` is its SHA-256, which is enough for 256 random bits. `hint` is how it begins, to tell one from
    another. `last_used_on`: the day of the last request that it opened.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens", verbose_name="系统账号")
    digest = models.CharField("令牌摘要", max_length=64, unique=True)
    hint = models.CharField("令牌开头", max_length=12)
    expires_on = models.DateField("有效至")
    reason = models.CharField("理由", max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发放人")
    made_at = models.DateTimeField("发放时间", auto_now_add=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="作废人")
    revoked_at = models.DateTimeField("作废时间", null=True)
    last_used_on = models.DateField("最近使用", null=True)

    objects = ApiTokenQuerySet.as_manager()

    row_policy = OpenRows("凭令牌进来的请求，先要找到令牌，才知道是谁")

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="token_with_a_reason"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hint}…"
