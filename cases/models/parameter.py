"""行业与地方参数。"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from agencies.choices import Sector
from cases.rules.parameters import UNITS, key_label
from supervision.rowscope.policies import OpenRows


class ParameterQuerySet(models.QuerySet[Any]):
    """Rows that belong to nobody: who may read some reads all."""

    def visible_to(self, user: Any, permission: str = "") -> Self:
        """All rows, for whom holds the permission; none for others."""
        return self.all() if user.has_perm(permission or "cases.view_rule") else self.none()


class SectorParameter(models.Model):
    """A number that a sector's rules or a place may set differently: limits, windows, caps. Each row names its source.

    The row without sector and region is the statute's own. `valid_from` and `valid_to` are days of the fact that is judged, both
    included. Unverified rows are shown as such and never make a breach: where they would decide, the outcome is UNKNOWN.
    """

    class Status(models.TextChoices):
        FOUND = "found", "已核对原文"
        UNVERIFIED = "unverified", "待核"

    key = models.CharField("参数", max_length=60)
    sector = models.CharField("领域", max_length=20, choices=Sector.choices, blank=True)
    region_code = models.CharField("区划代码", max_length=12, blank=True)
    value = models.DecimalField("数值", max_digits=12, decimal_places=2)
    unit = models.CharField("单位", max_length=10, choices=UNITS)
    source = models.CharField("来源", max_length=200)
    status = models.CharField("核对", max_length=12, choices=Status.choices, default=Status.UNVERIFIED)
    valid_from = models.DateField("适用起", null=True, blank=True)
    valid_to = models.DateField("适用止", null=True, blank=True)

    objects = ParameterQuerySet.as_manager()
    row_policy = OpenRows("期限与标准是公开的规定，各处都要照它核对")

    class Meta:
        verbose_name = "行业参数"
        verbose_name_plural = "行业参数"
        ordering = ["key", "sector", "region_code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "sector", "region_code", "valid_from", "status"],
                nulls_distinct=False,
                name="sector_parameter_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="sector_parameter_runs_forward",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="sector_parameter_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{key_label(self.key)}：{self.amount}"

    @property
    def label(self) -> str:
        """What the parameter is called."""
        return key_label(self.key)

    @property
    def amount(self) -> str:
        """90日, 5个工作日, 3,000元, 是."""
        if self.unit == "flag":
            return "是" if self.value else "否"
        number = f"{self.value:,.2f}".removesuffix(".00")
        return f"{number}{UNITS[self.unit]}"

    @property
    def dates(self) -> str:
        """2021-07-15 起, 至 2021-07-14, or 不限."""
        if self.valid_from and self.valid_to:
            return f"{self.valid_from} 至 {self.valid_to}"
        if self.valid_from:
            return f"{self.valid_from} 起"
        return f"至 {self.valid_to}" if self.valid_to else "不限"
