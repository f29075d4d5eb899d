"""自然人当事人的证件号码：加密存放，只凭指纹查找。"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from agencies.models import ScopedModel
from supervision.crypto import fingerprint, fingerprints
from supervision.crypto.fields import EncryptedField

PLACE = "cases.identity"
"""What identity fingerprints are bound to: the same number has the same one at every agency."""


class PartyIdentity(ScopedModel):
    """The document number of a natural person whom an agency reported, once an agency however many cases name it.

    A case holds the fingerprint. `checksum_right` is what a check of data quality may need of the number (GB 11643; None for other
    documents): kept apart, so that no check ever opens it. Birthday and sex are in the number and needed by no rule: not kept.
    """

    fingerprint = models.CharField("指纹", max_length=60)
    number = EncryptedField("证件号码")
    checksum_right = models.BooleanField("居民身份证号码校验正确", null=True)

    view_permission = "cases.view_case"
    no_deleting = True

    class Meta:
        verbose_name = "当事人证件"
        verbose_name_plural = "当事人证件"
        constraints = [models.UniqueConstraint(fields=["agency", "fingerprint"], name="party_identity_once_per_agency")]

    def __str__(self) -> str:
        return f"证件{self.pk}"


class Unmasking(ScopedModel):
    """One look at the personal data of one case by one person: why, when, until when. Never changed; removed with its case
    only, once its own period of keeping has passed too (`cases.services.destroying`).

    The law allows the processing of sensitive personal data for a specific purpose and only as far as that needs it (个人信息保护法 §28,
    §34): hence one case, one person, ten minutes, and a purpose out of a closed list with a sentence of one's own.
    """

    class Purpose(models.TextChoices):
        VERIFY = "verify", "核实监督线索中的当事人身份"
        COMPLAINT = "complaint", "办理投诉举报、信访，核对当事人"
        REMEDY = "remedy", "配合行政复议、行政诉讼或者检察监督"
        CORRECTION = "correction", "更正本单位报送的记录"
        RIGHTS = "rights", "答复当事人查阅、更正个人信息的请求"

    LASTS = datetime.timedelta(minutes=10)

    case = models.ForeignKey("cases.EnforcementCase", models.PROTECT, related_name="unmaskings", verbose_name="案件")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="查看人")
    purpose = models.CharField("用途", max_length=12, choices=Purpose.choices)
    reason = models.CharField("理由", max_length=200)
    granted_at = models.DateTimeField("时间", default=timezone.now)

    view_permission = "cases.unmask"
    no_deleting = True

    class Meta:
        verbose_name = "查看个人信息"
        verbose_name_plural = "查看个人信息"
        ordering = ["-id"]
        indexes = [models.Index(fields=["case", "-id"], name="unmasking_case")]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="unmasking_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}：{self.reason}"

    @property
    def until(self) -> datetime.datetime:
        """When the look ends."""
        return self.granted_at + self.LASTS


def identity_fingerprint(number: str) -> str:
    """The fingerprint of a document number in any spelling."""
    return fingerprint(PLACE, number)


def identity_fingerprints(number: str) -> list[str]:
    """The fingerprints a document number may be kept under: of each key that there is."""
    return fingerprints(PLACE, number)
