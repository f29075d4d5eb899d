"""留痕核验的登记。"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Verification(models.Model):
    """A verification that the audit administrator asked for: when, by whom, and what it found."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="发起人", related_name="+")
    asked_at = models.DateTimeField("发起时间", auto_now_add=True)
    done_at = models.DateTimeField("完成时间", null=True)
    events = models.BigIntegerField("核对条数", default=0)
    sound = models.BooleanField("完好", null=True)
    words = models.TextField("结论", blank=True)

    class Meta:
        verbose_name = "留痕核验"
        verbose_name_plural = "留痕核验"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at=None, sound=None) | models.Q(done_at__isnull=False, sound__isnull=False),
                name="trail_verification_done_has_a_verdict",
            )
        ]

    def __str__(self) -> str:
        return f"第{self.pk}次核验"
