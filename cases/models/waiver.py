"""豁免：经批准、有期限的例外，是数据，不是规则里的条件。"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Func

from agencies.models import ScopedModel, in_place_of
from cases.contest_lifecycles import WAIVER
from supervision.web.addresses import page_of
from supervision.workflow import State


class YearAfter(Func):
    """The same day of the next year (29 February: the 28th), as SQL."""

    template = "(%(expressions)s + interval '1 year')::date"
    output_field = models.DateField()


class Waiver(ScopedModel):
    """One rule is set aside for one case, or for one agency (with `item_code`: for that item of its power list), from a day to a day.

    It changes no rule and no result: the check still says FAIL, and says beside it by which waiver that is no open problem. It holds from
    `valid_from` to `valid_to`, both included, at most one year, once another person than the one who asked has approved it and until
    somebody revokes it. `agency` and `region_code` are those of the case, or of the agency itself. It goes with its case (migration 0022).
    """

    rule_code = models.CharField("规则", max_length=8)
    case = models.ForeignKey(
        "cases.EnforcementCase", models.DO_NOTHING, null=True, related_name="waivers", verbose_name="案件", db_constraint=False
    )
    item_code = models.CharField("权责事项编码", max_length=40, blank=True)
    reason = models.TextField("理由")
    basis = models.CharField("依据", max_length=300)
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="证明材料")
    file_name = models.CharField("文件名", max_length=200, blank=True)
    valid_from = models.DateField("有效期自")
    valid_to = models.DateField("有效期至")
    state = models.CharField("状态", max_length=10, choices=WAIVER.choices, default="requested")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    requested_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其申请"
    )
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审批人")
    decided_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其审批"
    )
    decided_at = models.DateTimeField("审批时间", null=True)
    decision = models.TextField("审批意见", blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="撤销人")
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoke_reason = models.TextField("撤销理由", blank=True)

    view_permission = "cases.view_waiver"
    no_deleting = True

    class Meta:
        verbose_name = "豁免"
        verbose_name_plural = "豁免"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["rule_code", "agency"], condition=Q(state="approved"), name="waiver_approved"),
            models.Index(fields=["county_code", "state", "-id"], name="waiver_county_state"),
            models.Index(fields=["agency", "-id"], name="waiver_agency"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in WAIVER.states]), name="waiver_state_known"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(basis=""), name="waiver_says_why"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="waiver_runs_forward"),
            models.CheckConstraint(condition=Q(valid_to__lt=YearAfter(F("valid_from"))), name="waiver_a_year_at_most"),
            models.UniqueConstraint(
                fields=["rule_code", "agency", "case", "item_code"],
                condition=Q(state="requested"),
                nulls_distinct=False,
                name="waiver_asked_for_once",
            ),
            models.CheckConstraint(condition=Q(case=None) | Q(item_code=""), name="waiver_of_a_case_names_no_item"),
            models.CheckConstraint(condition=Q(file=None, file_name="") | Q(file__isnull=False), name="waiver_file_has_its_name"),
            # A NULL on either side leaves the comparison unknown, which a constraint lets pass.
            models.CheckConstraint(
                condition=~Q(decided_by=F("requested_by"))
                & (Q(requested_for=None) | ~Q(decided_by=F("requested_for")))
                & (Q(decided_for=None) | ~Q(decided_for=F("requested_by")))
                & (Q(decided_for=None) | Q(requested_for=None) | ~Q(decided_for=F("requested_for"))),
                name="waiver_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "refused", "revoked"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="waiver_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="revoked") | (Q(revoked_by__isnull=False, revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="waiver_revoked_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_code} 豁免（{self.scope_words}）"

    def get_absolute_url(self) -> str:
        return page_of("cases:waiver", self.pk)

    @property
    def status(self) -> State:
        """The state with its words."""
        return WAIVER.state(self.state)

    @property
    def scope_words(self) -> str:
        """What it covers: 本案, 本单位, or an item of the agency's."""
        if self.case_id:
            return "一件案件"
        return f"单位事项 {self.item_code}" if self.item_code else "单位全部案件"

    @property
    def requester(self) -> str:
        """Who asked for it."""
        return in_place_of(self.requested_by, self.requested_for)

    @property
    def decider(self) -> str:
        """Who decided."""
        return in_place_of(self.decided_by, self.decided_for)

    def holds_on(self, day: datetime.date) -> bool:
        """Whether it is in force on a day: approved, not revoked, first and last day included."""
        return self.state == "approved" and self.valid_from <= day <= self.valid_to
