"""日汇总：单位 × 日 × 种类。"""

from __future__ import annotations

from django.db import models

from agencies.models import ScopedModel
from cases.choices import CaseKind


class CaseRollup(ScopedModel):
    """What one agency did on one day (`day` is the cases' `listed_on`) in one kind of enforcement.

    Maintained by batch from the cases themselves, so that a report's time does not grow with their number. Amounts in 元.
    Decisions, procedures, fines and publication are counted for penalties only. `with_findings` counts cases for which the last
    check found something (a finding that a correction has cleared or a waiver covers does not count; one that a person dismissed still does).
    `checks_applied` = passed + failed + lacking data, so that `checks_unknown` has its base.
    """

    day = models.DateField("日期")
    kind = models.CharField("种类", max_length=12, choices=CaseKind.choices)
    cases = models.PositiveIntegerField("件数", default=0)
    decided = models.PositiveIntegerField("作出决定", default=0)
    ordinary = models.PositiveIntegerField("普通程序", default=0)
    summary = models.PositiveIntegerField("简易程序", default=0)
    fined = models.PositiveIntegerField("罚款件数", default=0)
    fine_total = models.DecimalField("罚款金额（元）", max_digits=20, decimal_places=2, default=0)
    confiscated_total = models.DecimalField("没收金额（元）", max_digits=20, decimal_places=2, default=0)
    published = models.PositiveIntegerField("已公开", default=0)
    with_findings = models.PositiveIntegerField("检出问题的案件", default=0)
    checks_applied = models.PositiveIntegerField("适用的规则检查次数", default=0)
    checks_unknown = models.PositiveIntegerField("缺数据的规则检查次数", default=0)

    view_permission = "reports.view_report"

    class Meta:
        verbose_name = "日汇总"
        verbose_name_plural = "日汇总"
        constraints = [models.UniqueConstraint(fields=["agency", "day", "kind"], name="rollup_once")]
        indexes = [
            models.Index(fields=["day"], name="rollup_day"),
            models.Index(fields=["county_code", "day"], name="rollup_county_day"),
        ]
