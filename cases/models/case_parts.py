"""案件中可有多次的事项：执法行为及其人员、送达、扣除与延长期间、救济期间。

Their links carry no constraint in the database: parts are written by the import alone, in the transaction that writes their case and from
the same row, and asking the case table again for each of two million parts was a fifth of an import's time (`make bench`).
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases.choices import ActKind, OfficerRole, ServiceMode, SpanKind
from supervision.rowscope.policies import ThroughParent


def _numbers(label: str) -> ArrayField:
    """Certificate numbers in the order of the record."""
    return ArrayField(models.TextField(), verbose_name=label, null=True)


class CaseAct(models.Model):
    """One act of the investigation with its record.

    Who signed stands here as certificate numbers, by role, each person once (somebody named in two roles counts in the first); null
    where the record names nobody. A table of persons would hold four rows for every case and be asked for in every check.
    """

    pk = models.CompositePrimaryKey("case_id", "no")
    case = models.ForeignKey(
        "cases.EnforcementCase", models.CASCADE, related_name="acts", verbose_name="案件", db_constraint=False, db_index=False
    )
    no = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("行为", max_length=20, choices=ActKind.choices)
    acted_on = models.DateField("日期", null=True)
    record_no = models.CharField("笔录编号", max_length=60, blank=True)
    enforcing = _numbers("执法人员证号")
    assisting = _numbers("辅助人员证号")
    recording = _numbers("记录人员证号")
    single_officer_basis = models.CharField("单人执法的法律依据", max_length=120, blank=True)

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "执法行为"
        verbose_name_plural = "执法行为"
        ordering = ["acted_on", "no"]

    @property
    def officers(self) -> list[tuple[str, OfficerRole]]:
        """Everybody who signed, with the role: enforcing, assisting, recording, each in the order of the numbers."""
        by_role = (
            (self.enforcing, OfficerRole.ENFORCING),
            (self.assisting, OfficerRole.ASSISTING),
            (self.recording, OfficerRole.RECORDING),
        )
        return [(number, role) for numbers, role in by_role for number in sorted(numbers or ())]


class ProofOfService(models.Model):
    """One attempt or act of service of the decision (送达回证).

    A service of which the case's own fields say everything (how, and the day it was done) has no row here.
    """

    case = models.ForeignKey(
        "cases.EnforcementCase", models.CASCADE, related_name="services", verbose_name="案件", db_constraint=False
    )
    mode = models.CharField("方式", max_length=16, choices=ServiceMode.choices)
    first_attempt_on = models.DateField("首次送达尝试日", null=True)
    dispatched_on = models.DateField("交邮或委托日", null=True)
    noticed_on = models.DateField("公告日", null=True)
    served_on = models.DateField("送达日", null=True)

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "送达"
        verbose_name_plural = "送达"
        ordering = ["id"]


class ExcludedSpan(models.Model):
    """Days that do not count towards the time limit of the decision; `from_day` and `to_day` are both excluded days."""

    case = models.ForeignKey(
        "cases.EnforcementCase", models.CASCADE, related_name="excluded_spans", verbose_name="案件", db_constraint=False
    )
    kind = models.CharField("事由", max_length=20, choices=SpanKind.choices)
    from_day = models.DateField("自")
    to_day = models.DateField("至", null=True)
    notified = models.BooleanField("已书面告知", null=True)

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "扣除期间"
        verbose_name_plural = "扣除期间"
        constraints = [
            models.CheckConstraint(condition=Q(to_day=None) | Q(to_day__gte=F("from_day")), name="excluded_span_runs_forward")
        ]


class Extension(models.Model):
    """An approved extension of the time limit, in days."""

    case = models.ForeignKey(
        "cases.EnforcementCase", models.CASCADE, related_name="extensions", verbose_name="案件", db_constraint=False
    )
    days = models.PositiveSmallIntegerField("延长天数")
    approved_on = models.DateField("批准日期", null=True)
    approver = models.CharField("批准人", max_length=60, blank=True)
    collective = models.BooleanField("经集体讨论", default=False)

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "延长期限"
        verbose_name_plural = "延长期限"
        constraints = [models.CheckConstraint(condition=Q(days__gt=0), name="extension_has_days")]


class RemedySpan(models.Model):
    """A reconsideration or a lawsuit, from acceptance to conclusion: no surcharge runs meanwhile (行政处罚法 §73)."""

    case = models.ForeignKey(
        "cases.EnforcementCase", models.CASCADE, related_name="remedy_spans", verbose_name="案件", db_constraint=False
    )
    kind = models.CharField("种类", max_length=16, choices=[("reconsideration", "行政复议"), ("litigation", "行政诉讼")])
    from_day = models.DateField("受理日", null=True)
    to_day = models.DateField("审结日", null=True)

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "救济期间"
        verbose_name_plural = "救济期间"
