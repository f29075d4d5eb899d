"""权责事项：权责清单、行政执法事项清单上的一项。"""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from agencies.choices import PowerKind, Tier
from agencies.models.scoped import ScopedModel


class PowerItem(ScopedModel):
    """One item of an agency's power list: what act it may do, on what basis, from when to when (条例 §12(四); rules G-03, G-04).

    `code` is the province's item code. An item that is changed gets a new row from its day on; the days of one code at one agency never
    overlap, the database sees to it. `granted`: a power of the county that was handed to a town or street (行政处罚法 §24), which needs
    the decision that says so. Items are ended, never removed: an act of last year is judged by last year's list. `tier` is the agency's.
    """

    code = models.CharField("事项编码", max_length=40)
    name = models.CharField("事项名称", max_length=200)
    kind = models.CharField("行为种类", max_length=12, choices=PowerKind.choices)
    basis = models.CharField("法定依据", max_length=500)
    tier = models.CharField("层级", max_length=10, choices=Tier.choices)
    granted = models.BooleanField("赋权事项", default=False)
    grant_decision = models.CharField("赋权决定", max_length=200, blank=True)
    valid_from = models.DateField("实施起")
    valid_to = models.DateField("实施止", null=True, blank=True)
    source = models.CharField("清单名称", max_length=200)

    view_permission = "agencies.view_power_item"

    class Meta:
        verbose_name = "权责事项"
        verbose_name_plural = "权责事项"
        ordering = ["code", "id"]
        indexes = [
            models.Index(fields=["code", "id"], include=["region_code", "agency"], name="power_item_code"),
            models.Index(fields=["county_code", "code", "id"], include=["region_code", "agency"], name="power_item_county"),
            models.Index(fields=["agency", "code", "id"], include=["region_code"], name="power_item_agency"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PowerKind.values), name="power_item_kind_known"),
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="power_item_tier_known"),
            models.CheckConstraint(
                condition=~(Q(code="") | Q(name="") | Q(basis="") | Q(source="")), name="power_item_says_what_and_why"
            ),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="power_item_runs_forward"),
            models.CheckConstraint(
                condition=Q(granted=False, grant_decision="") | Q(granted=True, tier=Tier.TOWNSHIP) & ~Q(grant_decision=""),
                name="power_item_granted_to_a_town_by_a_decision",
            ),
            # Ranges of one value each stand for equality, so that no extension of the database is needed.
            ExclusionConstraint(
                name="power_item_one_version_a_day",
                expressions=[
                    (Func("agency_id", "agency_id", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            Func("code", function="hashtext"),
                            Func("code", function="hashtext"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func("valid_from", "valid_to", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
