"""行政执法人员与行政执法证件。"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from agencies.choices import CertificateStatus, PersonnelKind
from agencies.models.scoped import ScopedModel
from supervision.rowscope.policies import ThroughParent


class EnforcementOfficer(ScopedModel):
    """A person who enforces, or assists in enforcing, for an agency. Found in records by certificate number."""

    name = models.CharField("姓名", max_length=40)
    kind = models.CharField("人员类别", max_length=12, choices=PersonnelKind.choices, default=PersonnelKind.OFFICER)
    has_legal_qualification = models.BooleanField("法律职业资格", default=False)
    entered_on = models.DateField("入职日期", null=True, blank=True)
    left_on = models.DateField("离岗日期", null=True, blank=True)

    view_permission = "agencies.view_officer"

    class Meta:
        verbose_name = "行政执法人员"
        verbose_name_plural = "行政执法人员"
        ordering = ["agency_id", "name", "id"]
        indexes = [
            models.Index(fields=["agency", "name", "id"], name="officer_agency"),
            models.Index(fields=["county_code", "id"], name="officer_county"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")), name="officer_leaves_after_entering"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EnforcementCertificate(models.Model):
    """An enforcement certificate (行政执法证): its holder, number, and the days it runs (both included)."""

    officer = models.ForeignKey(EnforcementOfficer, models.PROTECT, related_name="certificates", verbose_name="持证人")
    number = models.CharField("证号", max_length=40, unique=True)
    field = models.CharField("执法领域", max_length=40, blank=True)
    valid_from = models.DateField("有效期自")
    valid_to = models.DateField("有效期至")

    row_policy = ThroughParent("officer")

    class Meta:
        verbose_name = "行政执法证件"
        verbose_name_plural = "行政执法证件"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="certificate_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.number


class CertificateSpan(models.Model):
    """Days on which a certificate was not in force: suspended, revoked or cancelled.

    `from_day` counts, `to_day` is the last such day (None: until further notice); the day of return is valid again (G-06).
    """

    certificate = models.ForeignKey(EnforcementCertificate, models.CASCADE, related_name="spans", verbose_name="证件")
    status = models.CharField(
        "状态", max_length=12, choices=[c for c in CertificateStatus.choices if c[0] != CertificateStatus.VALID]
    )
    from_day = models.DateField("自")
    to_day = models.DateField("至", null=True, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)

    row_policy = ThroughParent("certificate")

    class Meta:
        verbose_name = "证件停用期间"
        verbose_name_plural = "证件停用期间"
        ordering = ["certificate", "from_day"]
        constraints = [
            models.CheckConstraint(condition=Q(to_day=None) | Q(to_day__gte=F("from_day")), name="certificate_span_runs_forward"),
        ]
