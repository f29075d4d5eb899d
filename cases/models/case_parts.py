"""案件中可有多次的事项：执法行为及其人员、送达、扣除与延长期间、缴款、救济期间。

Their links carry no constraint in the database: parts are written by the import alone, in the transaction that writes their case and from
the same row, and asking the case table again for each of two million parts was a fifth of an import's time (`make bench`).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from cases.choices import ActKind, OfficerRole, ServiceMode, SpanKind
from supervision.rowscope.policies import ThroughParent


class CaseAct(models.Model):
    """One act of the investigation with its record. `officers_recorded` False: the record does not say who took part."""

    case = models.ForeignKey(
        "cases.EnforcementCase", models.CASCADE, related_name="acts", verbose_name="案件", db_constraint=False
    )
    kind = models.CharField("行为", max_length=20, choices=ActKind.choices)
    acted_on = models.DateField("日期", null=True)
    record_no = models.CharField("笔录编号", max_length=60, blank=True)
    officers_recorded = models.BooleanField("记载了人员", default=True)
    single_officer_basis = models.CharField("单人执法的法律依据", max_length=120, blank=True)

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "执法行为"
        verbose_name_plural = "执法行为"
        ordering = ["acted_on", "id"]


class ActOfficer(models.Model):
    """A person who signed the record of an act, named by certificate number as the record does; once an act, so that is the key."""

    pk = models.CompositePrimaryKey("act_id", "certificate_no")
    act = models.ForeignKey(
        CaseAct, models.CASCADE, related_name="officers", verbose_name="执法行为", db_index=False, db_constraint=False
    )
    certificate_no = models.CharField("执法证号", max_length=40)
    role = models.CharField("身份", max_length=12, choices=OfficerRole.choices, default=OfficerRole.ENFORCING)

    row_policy = ThroughParent("act")

    class Meta:
        verbose_name = "参与人员"
        verbose_name_plural = "参与人员"


class ProofOfService(models.Model):
    """One attempt or act of service of the decision (送达回证)."""

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


class Payment(models.Model):
    """A payment of the fine, in 元."""

    case = models.ForeignKey(
        "cases.EnforcementCase", models.CASCADE, related_name="payments", verbose_name="案件", db_constraint=False
    )
    paid_on = models.DateField("缴款日期")
    amount = models.DecimalField("金额（元）", max_digits=18, decimal_places=2)

    row_policy = ThroughParent("case")

    class Meta:
        verbose_name = "缴款"
        verbose_name_plural = "缴款"
        ordering = ["paid_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_positive")]


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
