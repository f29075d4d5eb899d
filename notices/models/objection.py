"""异议：单位对监督文书所列问题的处理结果不服，提出并说明理由；监督机构答复。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from notices.choices import ObjectionOutcome
from supervision.rowscope.policies import ThroughParent

PENDING = Q(outcome="")
"""Not answered yet."""


class Objection(models.Model):
    """An agency objects to one problem of an instrument, with reasons; the bureau answers it (条例 §30).

    The Regulation counts no days for either, so none is refused for being late. `issuer` is copied from the instrument, so that a bureau's
    queue is read from one index. What is asked of the agency stands in the instrument as it was issued: a changed demand stands here.
    """

    instrument = models.ForeignKey("notices.Instrument", models.CASCADE, related_name="objections", verbose_name="文书")
    item = models.ForeignKey("notices.InstrumentItem", models.PROTECT, related_name="objections", verbose_name="问题")
    issuer = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="制发机关", db_index=False)
    reason = models.TextField("异议理由")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人")
    raised_at = models.DateTimeField("提出时间", auto_now_add=True)
    outcome = models.CharField("处理结果", max_length=10, choices=ObjectionOutcome.choices, blank=True)
    answer = models.TextField("答复", blank=True)
    new_demand = models.TextField("变更后的整改要求", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="答复人")
    answered_at = models.DateTimeField("答复时间", null=True)

    row_policy = ThroughParent("instrument")

    class Meta:
        verbose_name = "异议"
        verbose_name_plural = "异议"
        ordering = ["id"]
        indexes = [models.Index(fields=["issuer", "id"], condition=PENDING, name="objection_pending")]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=PENDING, name="objection_one_pending"),
            models.UniqueConstraint(fields=["item"], condition=Q(outcome="revoked"), name="objection_revoked_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="objection_has_a_reason"),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_by=None, answered_at=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_by__isnull=False) & Q(answered_at__isnull=False)),
                name="objection_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ObjectionOutcome.CHANGED) & ~Q(new_demand="")
                | ~Q(outcome=ObjectionOutcome.CHANGED) & Q(new_demand=""),
                name="objection_changed_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"对第{self.item.order}项的异议"

    @property
    def told(self) -> str:
        """What its answer means for the agency's own answer, as a headline."""
        revoked = self.outcome == ObjectionOutcome.REVOKED
        return f"第 {self.item.order} 项{'已撤销，不再要求整改' if revoked else '的整改要求已变更，请按变更后的要求整改'}"

    @property
    def is_pending(self) -> bool:
        """Whether it waits for the bureau's answer."""
        return not self.outcome


class ObjectionEvidence(models.Model):
    """A file that an agency sends with an objection."""

    objection = models.ForeignKey(Objection, models.CASCADE, related_name="evidence", verbose_name="异议")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)

    row_policy = ThroughParent("objection")

    class Meta:
        verbose_name = "异议证据"
        verbose_name_plural = "异议证据"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["objection", "file"], name="objection_evidence_once")]

    def __str__(self) -> str:
        return self.name
