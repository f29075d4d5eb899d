"""单位：人民政府、监督机构、行政执法机关、司法所。"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from agencies.access.querysets import ScopedQuerySet
from agencies.choices import AgencyKind, Sector, Tier
from supervision.rowscope.policies import OpenRows


class Agency(models.Model):
    """One organisation of the supervision system.

    `superior` is the counterpart one tier up (市局 ↔ 区局), `superior_name` one that does not use the platform. An agency that is
    `vertically_managed` (or led mainly from above) is told through it (条例 §42 二款).
    `qualified_from` and `qualified_until`: the days of its confirmed qualification (条例 §17), both included; blank: not limited.
    `region_code` is where it acts; its records carry the same code.
    """

    code = models.CharField("单位编码", max_length=32, unique=True)
    name = models.CharField("单位名称", max_length=100)
    short_name = models.CharField("简称", max_length=30)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    kind = models.CharField("性质", max_length=20, choices=AgencyKind.choices)
    sector = models.CharField("领域", max_length=20, choices=Sector.choices, default=Sector.GENERAL)
    region = models.ForeignKey("agencies.Region", models.PROTECT, related_name="agencies", verbose_name="行政区划")
    region_code = models.CharField("区划代码", max_length=12)
    county_code = models.GeneratedField(
        expression=Left("region_code", 6), output_field=models.CharField("县级代码", max_length=6), db_persist=True
    )
    tier = models.CharField("层级", max_length=10, choices=Tier.choices)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name="上级对口单位"
    )
    superior_name = models.CharField("上一级主管部门（平台外）", max_length=100, blank=True)
    vertically_managed = models.BooleanField("垂直管理", default=False)
    is_qualified = models.BooleanField("具有执法主体资格", default=True)
    qualified_from = models.DateField("主体资格确认起", null=True, blank=True)
    qualified_until = models.DateField("主体资格确认止", null=True, blank=True)
    document_mark = models.CharField("发文机关代字", max_length=20, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    is_active = models.BooleanField("在用", default=True)

    objects = ScopedQuerySet.as_manager()
    view_permission = "agencies.view_agency"
    agency_states = None
    scope_agency_attr = "pk"

    row_policy = OpenRows("机构名录：处处都要写出单位名称")

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["region_code", "code"]
        indexes = [models.Index(fields=["county_code", "kind"], name="agency_county_kind")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="agency_kind_known"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="agency_tier_known"),
            models.CheckConstraint(
                condition=~Q(kind=AgencyKind.SUPERVISION_BODY) | ~Q(tier=Tier.TOWNSHIP),
                name="agency_no_supervision_body_in_a_township",
            ),
            models.CheckConstraint(
                condition=Q(qualified_until=None) | Q(qualified_from=None) | Q(qualified_until__gte=F("qualified_from")),
                name="agency_qualification_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def superior_department(self) -> str:
        """The name of the department one tier up; empty when none is registered."""
        return self.superior.name if self.superior else self.superior_name
