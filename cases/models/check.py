"""检查结果汇总：一案一行。"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CaseCheck(models.Model):
    """How one case fared at its last check: how many rules passed, failed, lacked data, or did not apply."""

    case = models.OneToOneField("cases.EnforcementCase", models.CASCADE, primary_key=True, related_name="check_result", verbose_name="案件")
    checked_on = models.DateField("检查日期")
    ruleset = models.CharField("规则集版本", max_length=20)
    passed = models.PositiveSmallIntegerField("通过")
    failed = models.PositiveSmallIntegerField("问题")
    unknown = models.PositiveSmallIntegerField("缺数据")
    not_applicable = models.PositiveSmallIntegerField("不适用")
    unknown_rules = ArrayField(models.CharField(max_length=8), verbose_name="缺数据的规则", default=list)

    class Meta:
        verbose_name = "检查结果"
        verbose_name_plural = "检查结果"
