"""预警：运行记录、参数、预警、佐证案件。"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.models import ScopedModel, in_place_of
from supervision.rowscope.policies import OpenRows, ThroughParent
from supervision.web.addresses import page_of


class WarningState(models.TextChoices):
    """What people, or time, have made of a warning."""

    OPEN = "open", "待核实"
    UPHELD = "upheld", "属实"
    UNFOUNDED = "unfounded", "不属实"
    NOT_APPLICABLE = "not_applicable", "不适用"
    GONE = "gone", "已消失"


DECIDED = (WarningState.UPHELD, WarningState.UNFOUNDED, WarningState.NOT_APPLICABLE)
"""States that a person has set, with a reason; a run never changes them."""


class WarningParameter(models.Model):
    """A model's parameter as the city's bureau has set it; without a row the declared default holds."""

    model = models.CharField("模型", max_length=8)
    key = models.CharField("参数", max_length=20)
    value = models.DecimalField("数值", max_digits=12, decimal_places=3)
    reason = models.CharField("理由", max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="设定人")
    set_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其设定")
    set_at = models.DateTimeField("设定时间", auto_now=True)

    row_policy = OpenRows("模型参数：全市一份，写在每个模型的页面上")

    class Meta:
        verbose_name = "预警模型参数"
        verbose_name_plural = "预警模型参数"
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="warning_parameter_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="warning_parameter_with_a_reason"),
        ]

    @property
    def setter(self) -> str:
        """Who set it, as it is shown."""
        return in_place_of(self.set_by, self.set_for)


class WarningRun(models.Model):
    """One model's run of one day; a second run of the day takes its place.

    `groups`: the comparison groups with their sizes and base rates; counts of the whole city, no record of anybody's.
    """

    model = models.CharField("模型", max_length=8)
    day = models.DateField("日期")
    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("完成时间")
    parameters = models.JSONField("所用参数", default=dict)
    groups = models.JSONField("比较组", default=list)
    whole = models.BooleanField("全量", default=True)
    looked_at = models.PositiveIntegerField("读取对象数")
    tested = models.PositiveIntegerField("判断对象数")
    too_few = models.PositiveIntegerField("样本过少的对象数")
    found = models.PositiveIntegerField("列出预警数")
    new = models.PositiveIntegerField("其中新增")
    gone = models.PositiveIntegerField("消失")

    row_policy = OpenRows("运行记录：只有全市合计数，写在每个模型的页面上")

    class Meta:
        verbose_name = "预警运行"
        verbose_name_plural = "预警运行"
        ordering = ["-day", "model"]
        constraints = [models.UniqueConstraint(fields=["model", "day"], name="warning_run_once_a_day")]


class RaisedWarning(ScopedModel):
    """One subject that a model found to stand out: a statistical clue with its number, sample and comparison, never a finding of a breach.

    `agency` is None when the subject (an enterprise) concerns several; `region_code` is then the smallest place that holds them all.
    `standing`: the last run still found it. While it stands a run refreshes its numbers, and never what a person decided. One that no longer
    holds is closed; should the subject stand out again later, that is another warning.
    """

    agency = models.ForeignKey(  # type: ignore[assignment]
        "agencies.Agency", models.PROTECT, null=True, related_name="+", verbose_name="单位", db_index=False
    )
    model = models.CharField("模型", max_length=8)
    key = models.CharField("对象标识", max_length=200)
    about = models.CharField("所涉企业的统一社会信用代码", max_length=18, blank=True)
    subject = models.CharField("对象", max_length=500)
    sentence = models.TextField("说明")
    group = models.CharField("比较组", max_length=40, blank=True)
    value = models.FloatField("数值")
    usual = models.FloatField("比较值", null=True)
    low = models.FloatField("区间下限", null=True)
    high = models.FloatField("区间上限", null=True)
    band_low = models.FloatField("通常范围下限", null=True)
    band_high = models.FloatField("通常范围上限", null=True)
    n = models.PositiveIntegerField("样本数", null=True)
    p = models.FloatField("p 值", null=True)
    q = models.FloatField("q 值", null=True)
    total = models.PositiveIntegerField("佐证案件总数", default=0)
    told = ArrayField(models.CharField(max_length=400), verbose_name="其他佐证", default=list)
    standing = models.BooleanField("仍然成立", default=True)
    first_seen = models.DateField("首次列出")
    last_seen = models.DateField("最近列出")
    gone_on = models.DateField("消失日期", null=True)
    state = models.CharField("状态", max_length=16, choices=WarningState.choices, default=WarningState.OPEN)
    reason = models.TextField("核实理由", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="核实人")
    decided_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其核实"
    )
    decided_at = models.DateTimeField("核实时间", null=True)

    view_permission = "reports.view_warning"
    agency_states = frozenset[str]()

    class Meta:
        verbose_name = "预警"
        verbose_name_plural = "预警"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["model", "state", "-id"], include=["region_code", "agency"], name="warning_model_state"),
            models.Index(fields=["county_code", "state", "-id"], name="warning_county_state"),
            models.Index(fields=["state", "-id"], name="warning_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], condition=Q(standing=True), name="warning_standing_once"),
            models.CheckConstraint(condition=Q(state__in=WarningState.values), name="warning_state_known"),
            models.CheckConstraint(condition=~Q(state="open") | Q(standing=True), name="warning_open_stands"),
            models.CheckConstraint(condition=~Q(state="gone") | Q(standing=False), name="warning_gone_stands_no_longer"),
            models.CheckConstraint(condition=Q(standing=True) | Q(gone_on__isnull=False), name="warning_gone_on_a_day"),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in DECIDED])
                | ~Q(reason="") & Q(decided_by__isnull=False) & Q(decided_at__isnull=False),
                name="warning_decided_by_somebody_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.subject}"

    def get_absolute_url(self) -> str:
        return page_of("reports:warning", self.pk)

    @property
    def decider(self) -> str:
        """Who decided, as it is shown."""
        return in_place_of(self.decided_by, self.decided_for)

    @property
    def is_decided(self) -> bool:
        """Whether a person has decided."""
        return self.state in DECIDED


class WarningCase(models.Model):
    """One case behind a warning, the first of them in order. The case's link is kept by the database itself: with a case that is destroyed at the
    end of its period this row goes (migration 0008), whoever destroys it."""

    pk = models.CompositePrimaryKey("warning_id", "no")
    warning = models.ForeignKey(RaisedWarning, models.CASCADE, related_name="evidence", verbose_name="预警", db_index=False)
    no = models.PositiveSmallIntegerField("序号")
    case = models.ForeignKey("cases.EnforcementCase", models.CASCADE, related_name="+", verbose_name="案件", db_constraint=False)

    row_policy = ThroughParent("warning")

    class Meta:
        verbose_name = "预警佐证案件"
        verbose_name_plural = "预警佐证案件"
        ordering = ["warning", "no"]
