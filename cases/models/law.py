"""法规库：法律、法规、规章和规范性文件，以及它们的条文。"""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from supervision.rowscope.policies import OpenRows

PUBLIC = OpenRows("法律条文是公开的，谁看规则，谁就看得到它的依据")


class LawQuerySet(models.QuerySet[Any]):
    """Rows that belong to nobody: who may read rules reads what they rest on."""

    def visible_to(self, user: Any, permission: str = "") -> Self:
        """All rows, for whom holds the permission; none for others."""
        return self.all() if user.has_perm(permission or "cases.view_rule") else self.none()


def span(first: datetime.date | None, last: datetime.date | None) -> str:
    """2021-07-15 起, 2018-01-01 至 2021-07-14, 至 2021-07-14, or 待核 when neither day is known."""
    if first and last:
        return f"{first} 至 {last}"
    if first:
        return f"{first} 起"
    return f"至 {last}" if last else "待核"


class Law(models.Model):
    """One law or document that a rule or an instrument cites, under the short name by which rules cite it (`rules.declaration.LAWS`).

    `effective_from` and `effective_to` are the first and the last day of the law as a whole, both included; its articles have days of their
    own. UNVERIFIED: cited from memory, of another place, or read in a text that has been amended since; it is shown as such.
    """

    class Level(models.TextChoices):
        LAW = "law", "法律"
        ADMINISTRATIVE = "administrative", "行政法规"
        LOCAL = "local", "地方性法规"
        DEPARTMENTAL = "departmental", "部门规章"
        LOCAL_RULE = "local_rule", "地方政府规章"
        DOCUMENT = "document", "规范性文件"
        INTERPRETATION = "interpretation", "司法解释"
        STANDARD = "standard", "标准"

    class Status(models.TextChoices):
        FOUND = "found", "已核对"
        UNVERIFIED = "unverified", "待核"

    code = models.CharField("简称", max_length=40, unique=True)
    title = models.CharField("全称", max_length=200, unique=True)
    level = models.CharField("效力位阶", max_length=16, choices=Level.choices)
    issuer = models.CharField("制定机关", max_length=100, blank=True)
    document_number = models.CharField("文号", max_length=100, blank=True)
    effective_from = models.DateField("施行日期", null=True, blank=True)
    effective_to = models.DateField("失效日期", null=True, blank=True)
    source = models.CharField("来源", max_length=300)
    checked_on = models.DateField("核对日期", null=True, blank=True)
    status = models.CharField("核对", max_length=12, choices=Status.choices, default=Status.UNVERIFIED)
    note = models.CharField("说明", max_length=500, blank=True)

    objects = LawQuerySet.as_manager()
    row_policy = PUBLIC

    class Meta:
        verbose_name = "法规"
        verbose_name_plural = "法规"
        ordering = ["code", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    level__in=(
                        "law",
                        "administrative",
                        "local",
                        "departmental",
                        "local_rule",
                        "document",
                        "interpretation",
                        "standard",
                    )
                ),
                name="law_level_known",
            ),
            models.CheckConstraint(condition=~(Q(code="") | Q(title="") | Q(source="")), name="law_named_with_its_source"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_from=None) | Q(effective_to__gte=F("effective_from")),
                name="law_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(status="unverified") | Q(status="found", checked_on__isnull=False, effective_from__isnull=False),
                name="law_verified_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》"

    @property
    def dates(self) -> str:
        """From when to when."""
        return span(self.effective_from, self.effective_to)


class LawArticle(models.Model):
    """One version of one article: 第六十条, 第十七条之一; of a document without articles （六） or 二（一）.

    `part`, `no`, `sub` are the number to sort by (二（一）: 2, 1, 0). A version that is amended or repealed gets its last day and stays; the
    new one is a row of its own, and the versions of one number never overlap: the database sees to it. `summary` is our own sentence,
    `wording` the official text, once somebody has imported it. `rules_checked_on`: the day on which the rules that rest on this version
    had been gone through again after it ended.
    """

    law = models.ForeignKey(Law, models.CASCADE, related_name="articles", verbose_name="法规")
    number = models.CharField("条号", max_length=30)
    part = models.PositiveSmallIntegerField("部分", default=0)
    no = models.PositiveSmallIntegerField("序号")
    sub = models.PositiveSmallIntegerField("之几", default=0)
    summary = models.CharField("要旨", max_length=300, blank=True)
    wording = models.TextField("原文", blank=True)
    effective_from = models.DateField("施行日期", null=True, blank=True)
    effective_to = models.DateField("失效日期", null=True, blank=True)
    verified = models.BooleanField("已核对", default=False)
    checked_on = models.DateField("核对日期", null=True, blank=True)
    rules_checked_on = models.DateField("规则复核日", null=True, blank=True)

    objects = LawQuerySet.as_manager()
    row_policy = PUBLIC

    class Meta:
        verbose_name = "条文"
        verbose_name_plural = "条文"
        ordering = ["law", "part", "no", "sub", "effective_from"]
        constraints = [
            models.CheckConstraint(condition=Q(no__gte=1), name="law_article_has_a_number"),
            models.CheckConstraint(condition=~Q(summary="") | ~Q(wording=""), name="law_article_says_something"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_from=None) | Q(effective_to__gte=F("effective_from")),
                name="law_article_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(verified=False) | Q(checked_on__isnull=False, effective_from__isnull=False),
                name="law_article_verified_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(rules_checked_on=None) | Q(effective_to__isnull=False),
                name="law_article_rules_gone_through_when_it_ends",
            ),
            # Ranges of one value each stand for equality, so that no extension of the database is needed.
            ExclusionConstraint(
                name="law_article_one_version_a_day",
                expressions=[
                    (Func("law_id", "law_id", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            Func("number", function="hashtext"),
                            Func("number", function="hashtext"),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func("effective_from", "effective_to", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law}{self.number}"

    @property
    def dates(self) -> str:
        """From when to when."""
        return span(self.effective_from, self.effective_to)
