"""单位反馈：逐项答复、附件、核验意见。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from notices.choices import Verdict
from supervision.rowscope.policies import ThroughParent


class AgencyResponse(models.Model):
    """One round of answers to one instrument. A sent round is frozen; what the bureau returns opens the next round."""

    instrument = models.ForeignKey("notices.Instrument", models.CASCADE, related_name="responses", verbose_name="文书")
    round = models.PositiveSmallIntegerField("轮次")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="报送人")
    sent_at = models.DateTimeField("报送时间", null=True)
    saved_at = models.DateTimeField("最近保存", auto_now=True)

    row_policy = ThroughParent("instrument")

    class Meta:
        verbose_name = "单位反馈"
        verbose_name_plural = "单位反馈"
        ordering = ["instrument", "round"]
        indexes = [models.Index(fields=["sent_at"], name="response_sent")]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "round"], name="response_round_once"),
            models.UniqueConstraint(fields=["instrument"], condition=Q(sent_at=None), name="response_one_open_round"),
        ]


class ItemResponse(models.Model):
    """The agency's answer to one problem, and the bureau's verdict on it."""

    response = models.ForeignKey(AgencyResponse, models.CASCADE, related_name="items", verbose_name="反馈")
    item = models.ForeignKey("notices.InstrumentItem", models.PROTECT, related_name="answers", verbose_name="问题")
    answer = models.TextField("情况说明", blank=True)
    measures = models.TextField("整改措施", blank=True)
    rectified_on = models.DateField("整改完成日期", null=True, blank=True)
    verdict = models.CharField("核验意见", max_length=10, choices=Verdict.choices, blank=True)
    verdict_reason = models.TextField("核验说明", blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="核验人")
    verified_at = models.DateTimeField("核验时间", null=True)

    row_policy = ThroughParent("response")

    class Meta:
        verbose_name = "逐项答复"
        verbose_name_plural = "逐项答复"
        ordering = ["response", "item"]
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="item_response_once"),
            models.CheckConstraint(
                condition=~Q(verdict=Verdict.RETURNED) | ~Q(verdict_reason=""), name="item_returned_with_a_reason"
            ),
        ]


class ResponseAttachment(models.Model):
    """A piece of evidence for one answer."""

    item_response = models.ForeignKey(ItemResponse, models.CASCADE, related_name="attachments", verbose_name="答复")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    row_policy = ThroughParent("item_response")

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["id"]
