"""年报的月汇总：单位 × 月 × 行为 × 种类组合；以及年报的统计口径。"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.models import ScopedModel, in_place_of
from supervision.rowscope.policies import OpenRows


class ActivityMonth(ScopedModel):
    """How often one agency did one thing in one month; `month` is its first day.

    `acts` is what the record names, as it stands there: of a penalty its kinds, of a coercion its measure. They are kept side by side, so
    that which kind is the heaviest is decided when the year is counted, by the order that holds for it. Derived data, counted again from
    the cases at any time. Amounts in 元.
    """

    class What(models.TextChoices):
        """What was done, each by the day on which it was done."""

        PENALTY = "penalty", "处罚决定"
        TRANSFERRED = "transferred", "移送"
        APPLIED = "applied", "许可申请"
        ACCEPTED = "accepted", "许可受理"
        LICENSED = "licensed", "许可决定"
        COERCION = "coercion", "行政强制"
        INSPECTION = "inspection", "行政检查"

    month = models.DateField("月份")
    what = models.CharField("行为", max_length=12, choices=What.choices)
    acts = ArrayField(models.CharField(max_length=40), verbose_name="种类", default=list)
    cases = models.PositiveIntegerField("件数", default=0)
    summary = models.PositiveIntegerField("简易程序", default=0)
    ordinary = models.PositiveIntegerField("普通程序", default=0)
    reviewed = models.PositiveIntegerField("经法制审核", default=0)
    enterprises = models.PositiveIntegerField("对经营主体", default=0)
    scanned = models.PositiveIntegerField("已扫码", default=0)
    fines = models.DecimalField("罚款（元）", max_digits=20, decimal_places=2, default=0)
    confiscated = models.DecimalField("没收（元）", max_digits=20, decimal_places=2, default=0)

    view_permission = "reports.view_annual"

    class Meta:
        verbose_name = "年报月汇总"
        verbose_name_plural = "年报月汇总"
        constraints = [models.UniqueConstraint(fields=["agency", "month", "what", "acts"], name="activity_month_once")]
        indexes = [
            models.Index(fields=["month"], name="activity_month"),
            models.Index(fields=["county_code", "month"], name="activity_county_month"),
        ]


class CountingRule(models.Model):
    """By what the annual statistics are counted from one year on: the order of heaviness, and the unit of money. Printed under each table.

    `order`: the kinds (`reports.annual.kinds`) from the lightest to the heaviest, 其他 left out: it never outweighs a named kind.
    """

    class Unit(models.TextChoices):
        """In which the amounts are printed."""

        YUAN = "yuan", "元"
        WAN = "wan", "万元"

    from_year = models.PositiveSmallIntegerField("适用起始年", unique=True)
    order = ArrayField(models.CharField(max_length=20), verbose_name="轻重次序")
    source = models.CharField("次序的来源", max_length=200)
    money_unit = models.CharField("金额单位", max_length=4, choices=Unit.choices)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="设定人")
    set_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其设定")
    set_at = models.DateTimeField("设定时间", auto_now=True)

    row_policy = OpenRows("统计口径：全市一份，印在每张年报表下")

    class Meta:
        verbose_name = "年报统计口径"
        verbose_name_plural = "年报统计口径"
        ordering = ["-from_year"]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="counting_rule_names_its_source")]

    def __str__(self) -> str:
        return f"{self.from_year}年起"

    @property
    def setter(self) -> str:
        """Who set it, as it is shown."""
        return in_place_of(self.set_by, self.set_for)
