"""保管期限表。"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.choices import CountedFrom, KeptKind
from supervision.rowscope.policies import OpenRows


class RetentionPeriod(models.Model):
    """How long one kind of record is kept, from `effective_on` until a later row of the same kind takes effect. Rows are added, never changed.

    `years` None is 永久. `archive_years`: so many years after the same day a record becomes read-only (None: not by itself). A row whose source
    nobody has checked is a default: it archives, which anybody can live with, and destroys nothing, which nobody could take back
    (个人信息保护法 §47 asks for deletion once a period has passed, 档案法 for a period that is the right one). `reason` says why it stands as it does.
    """

    class Status(models.TextChoices):
        FOUND = "found", "已核对原文"
        UNVERIFIED = "unverified", "待核"

    kind = models.CharField("记录种类", max_length=12, choices=KeptKind.choices)
    years = models.PositiveSmallIntegerField("保管期限（年）", null=True, blank=True)
    archive_years = models.PositiveSmallIntegerField("满几年归档", null=True, blank=True)
    counted_from = models.CharField("自何日起算", max_length=12, choices=CountedFrom.choices)
    source = models.CharField("依据", max_length=200)
    status = models.CharField("核对", max_length=12, choices=Status.choices, default=Status.UNVERIFIED)
    reason = models.CharField("理由", max_length=300)
    effective_on = models.DateField("施行日期")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="修改人", db_constraint=False
    )
    changed_at = models.DateTimeField("修改时间", auto_now_add=True)

    row_policy = OpenRows("保管期限是公开的规定，各处都按它办")

    class Meta:
        verbose_name = "保管期限"
        verbose_name_plural = "保管期限"
        ordering = ["kind", "-effective_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KeptKind.values), name="retention_kind_known"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(reason=""), name="retention_says_why"),
            # 网络安全法: logs at least six months, here in whole years; the tree of the trail has no gaps.
            models.CheckConstraint(
                condition=~Q(kind=KeptKind.TRAIL) | Q(years=None) | Q(years__gte=1), name="retention_trail_half_a_year_at_least"
            ),
            models.CheckConstraint(
                condition=Q(years=None) | Q(archive_years=None) | Q(years__gte=models.F("archive_years")),
                name="retention_archived_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.amount}"

    @property
    def amount(self) -> str:
        """30 年, 永久, or 不另计 (together with what it belongs to)."""
        if self.years is None:
            return "永久"
        return f"{self.years} 年" if self.years else "不另计"

    @property
    def verified(self) -> bool:
        """Whether somebody has checked the source: only then anything is destroyed by it."""
        return self.status == self.Status.FOUND

    def in_force(self, today: datetime.date) -> bool:
        """Whether it has taken effect (a later row may have taken its place)."""
        return self.effective_on <= today
