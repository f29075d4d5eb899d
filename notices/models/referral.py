"""移送监察：监督中发现的执法人员违反条例、涉嫌职务违法犯罪的问题线索，移送监察机关。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from notices.choices import ReferralGround, ReferralOutcome
from supervision.crypto.fields import EncryptedField
from supervision.rowscope.policies import ThroughParent

PENDING = Q(outcome="")
"""Neither referred nor otherwise settled yet."""


class Referral(models.Model):
    """A clue of a matter that belongs to the supervisory organ (条例 §33 一款): what was found, and that it was handed over.

    The clue names people and accuses them: it is sealed at rest, and every reading of it is an event. The Regulation counts no days.
    """

    matter = models.ForeignKey("notices.Matter", models.CASCADE, related_name="referrals", verbose_name="监督事项")
    ground = models.CharField("移送情形", max_length=10, choices=ReferralGround.choices)
    found_on = models.DateField("发现日期")
    clue = EncryptedField("线索内容")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    noted_at = models.DateTimeField("登记时间", auto_now_add=True)
    outcome = models.CharField("结果", max_length=10, choices=ReferralOutcome.choices, blank=True)
    referred_on = models.DateField("移送日期", null=True)
    document_number = models.CharField("移送函文号", max_length=60, blank=True)
    receiver = models.CharField("接收机关", max_length=100, blank=True)
    note = EncryptedField("说明", blank=True, default="")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="办理人")
    settled_at = models.DateTimeField("办理时间", null=True)

    row_policy = ThroughParent("matter")

    class Meta:
        verbose_name = "移送监察线索"
        verbose_name_plural = "移送监察线索"
        ordering = ["id"]
        indexes = [models.Index(fields=["matter"], condition=PENDING, name="referral_pending")]
        constraints = [
            models.CheckConstraint(condition=~Q(clue=""), name="referral_says_what"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_by=None, settled_at=None)
                | (~Q(outcome="") & Q(settled_by__isnull=False) & Q(settled_at__isnull=False)),
                name="referral_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(outcome=ReferralOutcome.REFERRED, referred_on__gte=F("found_on"))
                & ~Q(document_number="")
                & ~Q(receiver="")
                | ~Q(outcome=ReferralOutcome.REFERRED) & Q(referred_on=None, document_number="", receiver=""),
                name="referral_has_its_letter",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", ReferralOutcome.REFERRED]) | ~Q(note=""), name="referral_not_made_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}（{self.found_on} 发现）"

    @property
    def is_pending(self) -> bool:
        """Whether it still has to be referred."""
        return not self.outcome
