"""检查结果汇总：一案一行。"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from supervision.rowscope.policies import ThroughParent


class CaseCheck(models.Model):
    """How one case fares: how many rules pass, fail, lack data, or do not apply; `verdict` holds every rule's outcome in two bits
    (`RULESET.outcomes(verdict)`, for the rule set that `ruleset` names).

    A check writes only the rows that differ from what stands here, so `checked_on` is the day of the last difference (or of the first
    check); when the whole database was last checked stands in the trail (`cases.checked`).
    The link carries no constraint in the database: a check writes it from the case's own row, in one statement.
    """

    case = models.OneToOneField(
        "cases.EnforcementCase",
        models.CASCADE,
        primary_key=True,
        related_name="check_result",
        verbose_name="案件",
        db_constraint=False,
    )
    checked_on = models.DateField("结果日期")
    ruleset = models.CharField("规则集版本", max_length=20)
    passed = models.PositiveSmallIntegerField("通过")
    failed = models.PositiveSmallIntegerField("问题")
    unknown = models.PositiveSmallIntegerField("缺数据")
    not_applicable = models.PositiveSmallIntegerField("不适用")
    verdict = ArrayField(models.BigIntegerField(), verbose_name="逐条结果", default=list)

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "检查结果"
        verbose_name_plural = "检查结果"
