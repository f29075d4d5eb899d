"""行政区划。"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agencies.choices import Tier
from supervision.rowscope.policies import OpenRows


class Region(models.Model):
    """One administrative division. Codes are GB/T 2260 (six digits) and the statistical street codes (nine).

    `scope_prefix` is what the codes of everything inside begin with; it is stored, because 湖南湘江新区 has no GB code (local code
    4301XJ) and a tier cannot be read off trailing zeros.
    """

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name="上级区划")
    tier = models.CharField("层级", max_length=10, choices=Tier.choices)
    scope_prefix = models.CharField("范围前缀", max_length=12, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    row_policy = OpenRows("区划名录：处处都要写出地名")

    class Meta:
        verbose_name = "行政区划"
        verbose_name_plural = "行政区划"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="region_tier_known"),
            models.CheckConstraint(
                condition=Q(code__startswith=models.F("scope_prefix")), name="region_code_begins_with_its_prefix"
            ),
        ]

    def __str__(self) -> str:
        return self.name
