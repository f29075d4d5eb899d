"""文书的期限：届满日的由来、延期、提醒。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from notices.choices import DeadlineCause, ReminderStage
from supervision.rowscope.policies import ThroughParent
from supervision.workdays import Period


def longest_extension(period: Period) -> int:
    """How many units an agency may be given in addition: at most half of the original period, rounded down (domain §9.2)."""
    return period.amount // 2


class InstrumentDeadline(models.Model):
    """One computed due date with everything needed to count it again. The latest row is in force; earlier ones stay to be seen."""

    instrument = models.ForeignKey("notices.Instrument", models.CASCADE, related_name="deadlines", verbose_name="文书")
    cause = models.CharField("原因", max_length=12, choices=DeadlineCause.choices)
    start = models.DateField("起算日（不计入）")
    period = models.JSONField("期限")
    due_on = models.DateField("届满日")
    provisional = models.BooleanField("暂定", default=False)
    basis = models.CharField("依据", max_length=200)
    calendar_version = models.CharField("日历版本", max_length=40)
    note = models.CharField("说明", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确定人")
    made_at = models.DateTimeField("时间", auto_now_add=True)

    row_policy = ThroughParent("instrument")

    class Meta:
        verbose_name = "期限"
        verbose_name_plural = "期限"
        ordering = ["instrument", "id"]
        constraints = [models.CheckConstraint(condition=Q(due_on__gt=models.F("start")), name="deadline_after_its_start")]


class ExtensionRequest(models.Model):
    """An agency asks for more time: before expiry, at most half the original period, granted once (domain §9.2).

    `issuer` and `due_on` (the due date that it asks to move) are copied from the instrument when the request is written, so that a
    bureau's queue is read from one index, however many requests other bureaus have.
    """

    instrument = models.ForeignKey("notices.Instrument", models.CASCADE, related_name="extension_requests", verbose_name="文书")
    issuer = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="制发机关", db_index=False)
    due_on = models.DateField("申请时的届满日")
    amount = models.PositiveSmallIntegerField("申请延长")
    reason = models.TextField("理由")
    state = models.CharField(
        "状态", max_length=10, default="pending", choices=[("pending", "待决定"), ("granted", "同意"), ("refused", "不同意")]
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="决定人")
    decided_at = models.DateTimeField("决定时间", null=True)
    decision_note = models.TextField("决定意见", blank=True)

    row_policy = ThroughParent("instrument")

    class Meta:
        verbose_name = "延期申请"
        verbose_name_plural = "延期申请"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["issuer", "due_on", "id"], condition=Q(state="pending"), name="extension_pending"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["instrument"], condition=Q(state="pending"), name="extension_one_pending"),
            models.UniqueConstraint(fields=["instrument"], condition=Q(state="granted"), name="extension_granted_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="extension_request_has_days"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_request_has_a_reason"),
        ]


class Reminder(models.Model):
    """A reminder that was given, once per due date and stage."""

    instrument = models.ForeignKey("notices.Instrument", models.CASCADE, related_name="reminders", verbose_name="文书")
    stage = models.CharField("时点", max_length=5, choices=ReminderStage.choices)
    due_on = models.DateField("所提醒的届满日")
    sent_at = models.DateTimeField("提醒时间", auto_now_add=True)

    row_policy = ThroughParent("instrument")

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["instrument", "due_on", "stage"], name="reminder_once")]
