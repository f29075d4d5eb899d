"""证件暂扣：监督机构依本地规定，在一段期间内收走一名执法人员的行政执法证件。"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from agencies.access.scope import Grant
from agencies.models import ScopedModel, in_place_of
from notices.lifecycles import NOT_BEGUN, RUN_OUT, SUSPENSION
from notices.models.instrument import deputised
from supervision.web.addresses import page_of
from supervision.workflow import State

_DECIDED = Q(state__in=["in_force", "restored"])


class CertificateSuspension(ScopedModel):
    """A certificate withheld for a period, from proposal to its end (S-12). `agency` is the holder's, which never sees this row: it sees
    the state of its officer's certificate.

    条例 §32 gives the supervision body the power to propose only, so the local law that lets it withhold a certificate stands in each row.
    `from_day` counts and `to_day` is the last day; on `restored_on` the certificate is valid again. `span` is what G-06 judges by, written
    and shortened in the transaction of the decision; none is left when the certificate went back before a day was over.
    """

    matter = models.ForeignKey("notices.Matter", models.PROTECT, related_name="suspensions", verbose_name="监督事项")
    issuer = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="决定机关")
    certificate = models.ForeignKey(
        "agencies.EnforcementCertificate", models.PROTECT, related_name="suspensions", verbose_name="证件"
    )
    cause = models.TextField("事由")
    local_basis = models.CharField("本地依据", max_length=300)
    from_day = models.DateField("起始日")
    to_day = models.DateField("截止日")
    state = models.CharField("状态", max_length=12, choices=SUSPENSION.choices, default="proposed")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_for = deputised("代其提出")
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人")
    decided_for = deputised("代其批准")
    decided_at = models.DateTimeField("决定时间", null=True)
    decline_reason = models.TextField("不予批准的理由", blank=True)
    span = models.OneToOneField("agencies.CertificateSpan", models.PROTECT, null=True, related_name="+", verbose_name="停用期间")
    notified_unit_on = models.DateField("告知所在单位日期", null=True)
    notified_issuer_on = models.DateField("告知发证机关日期", null=True)
    restored_on = models.DateField("返还日期", null=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="返还决定人"
    )
    restored_for = deputised("代其决定返还")
    restore_reason = models.TextField("返还理由", blank=True)

    view_permission = "notices.view_matter"
    agency_states: frozenset[str] = frozenset()

    @property
    def trail_agency_id(self) -> int:
        """Whose its trail is: the bureau's."""
        return self.issuer_id

    class Meta:
        verbose_name = "证件暂扣"
        verbose_name_plural = "证件暂扣"
        ordering = ["id"]
        indexes = [models.Index(fields=["issuer", "id"], condition=Q(state="proposed"), name="suspension_to_approve")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in SUSPENSION.states]), name="suspension_state_known"),
            models.CheckConstraint(condition=Q(to_day__gt=F("from_day")), name="suspension_runs_forward"),
            # 条例 §32 gives the power to propose only: nothing is withheld without a local law.
            models.CheckConstraint(condition=~Q(local_basis="") & ~Q(cause=""), name="suspension_has_a_local_basis_and_a_cause"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | (~Q(state="proposed") & Q(decided_by__isnull=False) & Q(decided_at__isnull=False)),
                name="suspension_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~_DECIDED | ~Q(decided_by=F("proposed_by")), name="suspension_approved_by_another_person"
            ),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(decline_reason="") | ~Q(state="declined") & Q(decline_reason=""),
                name="suspension_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="restored", restored_on__gte=F("from_day"), restored_on__lte=F("to_day"))
                & Q(restored_by__isnull=False)
                & ~Q(restore_reason="")
                | ~Q(state="restored") & Q(restored_on=None, restored_by=None, restore_reason=""),
                name="suspension_restored_on_a_day_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="in_force", span__isnull=False) | Q(state="restored") | Q(span=None),
                name="suspension_in_force_has_its_span",
            ),
            models.CheckConstraint(
                condition=_DECIDED | Q(notified_unit_on=None, notified_issuer_on=None), name="suspension_told_once_decided"
            ),
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(state="proposed"), name="suspension_one_proposed_a_certificate"
            ),
            # Ranges of one value each stand for equality, so that no extension of the database is needed.
            ExclusionConstraint(
                name="suspension_one_in_force_a_day",
                expressions=[
                    (Func("certificate_id", "certificate_id", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (Func("from_day", "to_day", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                condition=Q(state="in_force"),
            ),
        ]

    def __str__(self) -> str:
        return f"暂扣 {self.certificate.number}"

    def get_absolute_url(self) -> str:
        """It stands on its matter's page."""
        return f"{page_of('notices:matter', self.matter_id)}#suspension-{self.pk}"

    def handled_at(self, grant: Grant) -> bool:
        """A suspension is its bureau's."""
        return grant.agency_id == self.issuer_id

    @property
    def proposers(self) -> set[int]:
        """Who proposed it and in whose place."""
        return {pk for pk in (self.proposed_by_id, self.proposed_for_id) if pk is not None}

    @property
    def proposer(self) -> str:
        """Who proposed it: 某某, or 某某 代 某某."""
        return in_place_of(self.proposed_by, self.proposed_for)

    @property
    def decider(self) -> str:
        """Who approved or declined it."""
        return in_place_of(self.decided_by, self.decided_for)

    @property
    def restorer(self) -> str:
        """Who decided that the certificate goes back early."""
        return in_place_of(self.restored_by, self.restored_for)

    @property
    def status(self) -> State:
        """The state with its words, as of today: 期满 and 未到起始日 are read from the day."""
        today = timezone.localdate()
        if self.state == "in_force" and self.to_day < today:
            return RUN_OUT
        if self.state == "in_force" and today < self.from_day:
            return NOT_BEGUN
        return SUSPENSION.state(self.state)

    @property
    def is_in_hand(self) -> bool:
        """Whether it waits for approval, or was approved and has not run out."""
        return self.state == "proposed" or (self.state == "in_force" and self.to_day >= timezone.localdate())

    @property
    def is_decided(self) -> bool:
        """Whether the certificate was, is or will be withheld by it."""
        return self.state in {"in_force", "restored"}
