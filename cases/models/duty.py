"""机关年度职责：一个单位一年一行，公开、备案、裁量基准、法制审核力量等机关自己要做的事。"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.models import ScopedModel
from cases.code_lists.duties import AgencyState, BenchmarkSource, Disclosed, YesNo


def _yes_no(label: str) -> models.CharField[str, str]:
    return models.CharField(label, max_length=3, choices=YesNo.choices, blank=True)


def _day(label: str) -> models.DateField:
    return models.DateField(label, null=True, blank=True)


def _amount(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=18, decimal_places=2, null=True, blank=True)


class AgencyDuty(ScopedModel):
    """What an agency reports, or its supervisor notes, of its own duties in one year. An empty field means "nobody said".

    The rules over it (`cases.rules.duties`) speak of no case; what they find is shown to the agency and its supervisors and becomes no
    finding: such a duty is followed up in a report or a matter.
    """

    year = models.PositiveSmallIntegerField("年度")
    agency_state = models.CharField("不适用的原因", max_length=16, choices=AgencyState.choices, blank=True)

    annual_published_on = _day("统计年报公开日期")
    annual_to_government_on = _day("统计年报报送本级政府日期")
    has_superior = _yes_no("有上级主管部门")
    annual_to_superior_on = _day("统计年报报送上级主管部门日期")

    officers_count = models.PositiveIntegerField("执法人员数", null=True, blank=True)
    reviewers_count = models.PositiveIntegerField("法制审核人员数", null=True, blank=True)
    shared_reviewers = models.PositiveIntegerField("统筹调用的法律顾问、公职律师数", null=True, blank=True)

    disclosed = ArrayField(models.CharField(max_length=16), verbose_name="事前公开的要素", null=True, blank=True)
    random_checks = _yes_no("有随机抽查职责")

    has_discretion = _yes_no("有裁量空间的事项")
    benchmark_source = models.CharField("裁量基准来源", max_length=12, choices=BenchmarkSource.choices, blank=True)
    benchmark_published_on = _day("裁量基准公布日期")
    benchmark_tiers = models.PositiveSmallIntegerField("裁量阶次（最少的事项）", null=True, blank=True)
    tier_exception = models.CharField("阶次少于三档的理由", max_length=200, blank=True)

    catalogue_of_superior = _yes_no("使用上级的法制审核目录")
    catalogue_from = _day("法制审核目录施行日期")
    catalogue_to = _day("法制审核目录失效日期")

    fine_target = _yes_no("下达罚没指标")
    fine_ranking = _yes_no("以罚没数额考核排名")
    fines_refunded = _yes_no("财政返还罚没款")
    refund_lawful = _yes_no("返还属于依法退还、退赔")
    collected_amount = _amount("收缴罚没款（元）")
    treasury_amount = _amount("上缴国库（元）")

    new_law_from = _day("新法施行日期")
    new_law_reported_on = _day("新法实施情况报告日期")

    idle_kept_reason = models.CharField("保留五年未实施事项的说明", max_length=300, blank=True)

    view_permission = "cases.view_duty"

    class Meta:
        verbose_name = "机关年度职责"
        verbose_name_plural = "机关年度职责"
        ordering = ["-year", "-id"]
        indexes = [
            models.Index(fields=["county_code", "-year", "-id"], include=["region_code", "agency"], name="duty_county_year"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="duty_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="duty_year_is_one"),
            models.CheckConstraint(
                condition=Q(disclosed=None) | Q(disclosed__contained_by=Disclosed.values), name="duty_disclosed_known"
            ),
            models.CheckConstraint(
                condition=Q(catalogue_to=None) | Q(catalogue_from=None) | Q(catalogue_to__gte=models.F("catalogue_from")),
                name="duty_catalogue_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.year} 年度"
