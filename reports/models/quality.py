"""数据质量的月汇总：单位 × 报送月份；以及每一种缺项、退回原因、数据规则问题各多少。"""

from __future__ import annotations

from django.db import models

from agencies.models import ScopedModel
from cases.choices import CaseKind


class QualityMonth(ScopedModel):
    """How well one agency reported in one month; `month` is its first day.

    Rows count in the month in which their batch was finished, cases in the month in which they first came in (`received_on`), as they
    stand now: who mends an old record mends the old month's figures. Derived data, counted again by agency and month.
    """

    month = models.DateField("报送月份")
    rows = models.PositiveIntegerField("报送行数", default=0)
    refused = models.PositiveIntegerField("未入库行数", default=0)
    mended = models.PositiveIntegerField("修正后入库行数", default=0)
    cases = models.PositiveIntegerField("入库件数", default=0)
    needed = models.PositiveBigIntegerField("必填格数", default=0)
    blank = models.PositiveBigIntegerField("必填而空着的格数", default=0)
    checked = models.PositiveIntegerField("经数据规则检查的件数", default=0)
    breached = models.PositiveIntegerField("数据规则检出问题的件数", default=0)
    timed = models.PositiveIntegerField("可以计算报送时间的件数", default=0)
    in_time = models.PositiveIntegerField("及时报送的件数", default=0)
    days = models.BigIntegerField("决定至报送的天数合计", default=0)

    view_permission = "cases.view_batch"

    class Meta:
        verbose_name = "数据质量月汇总"
        verbose_name_plural = "数据质量月汇总"
        constraints = [models.UniqueConstraint(fields=["agency", "month"], name="quality_month_once")]
        indexes = [
            models.Index(fields=["month"], name="quality_month"),
            models.Index(fields=["county_code", "month"], name="quality_county_month"),
        ]


class QualityCause(ScopedModel):
    """One thing that was amiss in one agency's month: a column left blank (`name`: its key; `part` of `base` cells), a reason of refusal
    (`name`: the column's heading, `words`: the reason without its values; `part` rows), a data rule (`name`: its code; `part` cases)."""

    class What(models.TextChoices):
        """Which of the three."""

        BLANK = "blank", "必填而空着"
        REFUSED = "refused", "退回原因"
        RULE = "rule", "数据规则"

    month = models.DateField("报送月份")
    what = models.CharField("种类", max_length=8, choices=What.choices)
    kind = models.CharField("记录种类", max_length=12, choices=CaseKind.choices, blank=True)
    name = models.CharField("栏目或规则", max_length=200)
    words = models.CharField("原因", max_length=300, blank=True)
    part = models.PositiveIntegerField("数量")
    base = models.PositiveIntegerField("基数", default=0)

    view_permission = "cases.view_batch"

    class Meta:
        verbose_name = "数据质量缺陷"
        verbose_name_plural = "数据质量缺陷"
        indexes = [models.Index(fields=["agency", "month"], name="quality_cause_month")]
