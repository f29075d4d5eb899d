"""自然人当事人的证件号码和姓名：加密存放，只凭指纹查找。"""

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
NAME_PLACE = "cases.party_name"
"""What fingerprints of names are bound to."""
DIGEST = 8
"""Characters of a fingerprint that stand for a name in a record's number."""


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


class PartyName(ScopedModel):
    """The name of a natural person whom an agency reported, once an agency however many cases name it.

    A case holds the masked name and the fingerprint.
    """

    fingerprint = models.CharField("指纹", max_length=60)
    name = EncryptedField("姓名")

    view_permission = "cases.view_case"
    no_deleting = True

    class Meta:
        verbose_name = "当事人姓名"
        verbose_name_plural = "当事人姓名"
        constraints = [models.UniqueConstraint(fields=["agency", "fingerprint"], name="party_name_once_per_agency")]

    def __str__(self) -> str:
        return f"姓名{self.pk}"


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


def name_fingerprints(name: str) -> list[str]:
    """The fingerprints a name may be kept under, blanks and signs left out: of each key that there is, the one in use last."""
    return fingerprints(NAME_PLACE, name)


def name_digest(marks: list[str]) -> str:
    """What stands for a name in a record's number, from its fingerprints: the first key's, so that a new key makes no other number."""
    return marks[0].rpartition(".")[2][:DIGEST]
