"""定期监督报告。"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access.scope import Grant
from agencies.models import ScopedModel, in_place_of
from reports.choices import Decision, PeriodKind, Step
from reports.lifecycles import REPORT
from supervision.rowscope.policies import OwnedRows, ThroughParent
from supervision.web.addresses import page_of


class PeriodicReport(ScopedModel):
    """One report of one region and period. `agency` is the supervision body that makes it.

    `snapshot` holds every figure, frozen when compiled: the same snapshot gives the same paper, byte for byte. `sections` are the
    words, which may be edited while the report is a draft; figures in them come from the snapshot.
    """

    period_kind = models.CharField("种类", max_length=10, choices=PeriodKind.choices, default=PeriodKind.MONTH)
    period_start = models.DateField("期间起")
    period_end = models.DateField("期间止")
    title = models.CharField("标题", max_length=200)
    state = models.CharField("状态", max_length=12, choices=REPORT.choices, default="compiling")
    version = models.PositiveSmallIntegerField("版次", default=1)
    snapshot = models.JSONField("数据快照", null=True)
    snapshot_sha256 = models.CharField("快照摘要", max_length=64, blank=True)
    sections = models.JSONField("正文", default=list)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="发起人")
    requested_at = models.DateTimeField("发起时间", auto_now_add=True)
    compiled_at = models.DateTimeField("编制完成时间", null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="报送人")
    submitted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其报送"
    )
    submitted_at = models.DateTimeField("报送时间", null=True)
    number = models.CharField("发文字号", max_length=60, blank=True)
    signatory = models.CharField("签发人", max_length=40, blank=True)
    issued_on = models.DateField("印发日期", null=True)
    pdf = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="PDF")
    docx = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="DOCX")
    verify_code = models.CharField("核验码", max_length=14, blank=True)
    template_version = models.CharField("版式版本", max_length=20, blank=True)

    view_permission = "reports.view_report"
    agency_states = frozenset[str]()
    row_policy = OwnedRows(also="EXISTS (SELECT FROM reports_reportreceipt receipt WHERE receipt.report_id = {table}.id)")

    class Meta:
        verbose_name = "监督报告"
        verbose_name_plural = "监督报告"
        ordering = ["-period_start", "region_code"]
        indexes = [models.Index(fields=["state", "-id"], name="report_state")]
        constraints = [
            models.UniqueConstraint(fields=["region_code", "period_kind", "period_start"], name="report_once_per_period"),
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="report_number_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in REPORT.states]), name="report_state_known"),
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="report_period_runs_forward"),
            models.CheckConstraint(
                condition=Q(state="compiling") | Q(snapshot__isnull=False), name="report_beyond_compiling_has_a_snapshot"
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (~Q(number="") & Q(pdf__isnull=False) & Q(docx__isnull=False) & Q(issued_on__isnull=False)),
                name="report_issued_has_number_and_papers",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_of("reports:report", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """A report is made by the body of its level for the government of that level (条例 §6 一款)."""
        return grant.region_code == self.region_code

    @property
    def frozen(self) -> dict[str, Any]:
        """The snapshot of a report that has been compiled; ValueError before."""
        if self.snapshot is None:
            raise ValueError(f"report {self.pk} has not been compiled yet")
        snapshot: dict[str, Any] = self.snapshot
        return snapshot


class ReportVersion(models.Model):
    """The words of a report as they were submitted, version by version."""

    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="versions", verbose_name="报告")
    version = models.PositiveSmallIntegerField("版次")
    sections = models.JSONField("正文")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="报送人")
    submitted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其报送"
    )
    submitted_at = models.DateTimeField("报送时间", auto_now_add=True)

    row_policy = ThroughParent("report")

    class Meta:
        verbose_name = "报告版次"
        verbose_name_plural = "报告版次"
        ordering = ["report", "version"]
        constraints = [models.UniqueConstraint(fields=["report", "version"], name="report_version_once")]

    @property
    def submitter(self) -> str:
        """Who submitted it, as it is printed."""
        return in_place_of(self.submitted_by, self.submitted_for)


class ReportApproval(models.Model):
    """One decision in the approval chain. `words` are kept verbatim; post and name as text, so that they outlive the account."""

    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="approvals", verbose_name="报告")
    version = models.PositiveSmallIntegerField("版次")
    step = models.CharField("环节", max_length=10, choices=Step.choices)
    decision = models.CharField("决定", max_length=10, choices=Decision.choices)
    words = models.TextField("意见或批示（原文）", blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="办理人")
    actor_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其办理")
    actor_name = models.CharField("姓名", max_length=40)
    actor_title = models.CharField("职务", max_length=80)
    decided_at = models.DateTimeField("时间", auto_now_add=True)

    row_policy = ThroughParent("report")

    class Meta:
        verbose_name = "审批意见"
        verbose_name_plural = "审批意见"
        ordering = ["report", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "version", "step"], condition=Q(decision="agreed"), name="report_step_agreed_once_per_version"
            ),
            models.CheckConstraint(condition=~Q(decision="returned") | ~Q(words=""), name="report_returned_with_words"),
        ]


class ReportReceipt(ScopedModel):
    """One recipient of an issued report (`agency`), and its acknowledgement."""

    report = models.ForeignKey(PeriodicReport, models.CASCADE, related_name="receipts", verbose_name="报告")
    delivered_at = models.DateTimeField("送达时间", auto_now_add=True)
    acknowledged_at = models.DateTimeField("签收时间", null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签收人"
    )

    view_permission = "reports.view_report"

    class Meta:
        verbose_name = "报告签收"
        verbose_name_plural = "报告签收"
        ordering = ["report", "agency"]
        constraints = [models.UniqueConstraint(fields=["report", "agency"], name="report_receipt_once")]
        indexes = [models.Index(fields=["agency", "-id"], name="receipt_agency")]

    def get_absolute_url(self) -> str:
        return page_of("reports:receipt", self.pk)
