"""监督发现的问题（线索）。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import ScopedModel
from cases.choices import Severity
from cases.lifecycles import FINDING
from supervision.rowscope.policies import ThroughParent
from supervision.web.addresses import page_of
from supervision.workflow import State

DECIDED_STATES = ("confirmed", "dismissed", "in_matter")
"""States in which somebody has decided on a finding."""

STANDING_STATES = ("open", "confirmed", "in_matter")
"""States in which a finding still stands against a case."""

_DECIDED = Q(state__in=DECIDED_STATES)
_STANDING = Q(state__in=STANDING_STATES)


class Finding(ScopedModel):
    """One rule that one case fails: a clue, never a verdict.

    It keeps the sentence, what the rule looked at (`inputs`: fact → value, names in `cases.rules.facts`), the due date it computed, the
    rule's version and the article, so that it reads the same years later. A re-check keeps a person's decision; an open finding whose
    case is repaired is cleared. While a waiver covers it, it is no open problem, and names the waiver.

    `listed_on` is the case's, so that a month's findings are found without asking for every case; a correction that moves it moves this.
    Case, agency and batch are copied from the case's own row by the statement that writes the finding, so these links carry no constraint
    that asks once more for every finding; a trigger refuses to delete a case that still has findings (migration 0009).
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name="单位", db_index=False, db_constraint=False
    )
    case = models.ForeignKey(
        "cases.EnforcementCase", models.CASCADE, related_name="findings", verbose_name="案件", db_constraint=False
    )
    rule_code = models.CharField("规则", max_length=8)
    rule_version = models.PositiveSmallIntegerField("规则版本")
    severity = models.PositiveSmallIntegerField("程度", choices=Severity.choices)
    basis = models.CharField("依据", max_length=300)
    sentence = models.TextField("问题", default="")
    inputs = models.JSONField("所依据的数据", default=dict)
    due_on = models.DateField("法定期限届满日", null=True)
    found_on = models.DateField("发现日期")
    listed_on = models.DateField("案件列示日期")
    batch = models.ForeignKey(
        "cases.ImportBatch", models.PROTECT, null=True, related_name="+", verbose_name="批次", db_constraint=False
    )
    state = models.CharField("状态", max_length=12, choices=FINDING.choices, default="open")
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="研判人")
    reviewed_at = models.DateTimeField("研判时间", null=True)
    reason = models.TextField("理由", blank=True)
    waiver = models.ForeignKey(
        "cases.Waiver", models.PROTECT, null=True, related_name="findings", verbose_name="豁免", db_index=False
    )

    view_permission = "cases.view_finding"

    class Meta:
        verbose_name = "发现的问题"
        verbose_name_plural = "发现的问题"
        ordering = ["severity", "id"]
        indexes = [
            models.Index(fields=["state", "severity", "id"], name="finding_state"),
            models.Index(fields=["county_code", "state", "severity", "id"], name="finding_county_state"),
            models.Index(fields=["region_code", "state", "severity", "id"], name="finding_region_state"),
            models.Index(fields=["agency", "rule_code", "state"], name="finding_agency_rule"),
            models.Index(fields=["found_on", "county_code"], name="finding_found"),
            models.Index(fields=["listed_on", "region_code"], name="finding_listed"),
            # Counted from the index alone, also under row-level security: it holds all that the policy asks (region, agency, id).
            models.Index(
                fields=["rule_code", "state", "county_code", "region_code"], include=["agency", "id"], name="finding_rule_state"
            ),
            # The cases that something stands against, each found once, in order.
            models.Index(
                fields=["county_code", "case"],
                condition=_STANDING,
                include=["region_code", "agency", "id"],
                name="finding_standing",
            ),
            models.Index(fields=["waiver"], condition=Q(waiver__isnull=False), name="finding_waiver"),
            # What people decided, by rule, the last found on top: of everything, of a county, of a town.
            models.Index(
                fields=["rule_code", "-id"],
                condition=_DECIDED,
                include=["state", "region_code", "agency"],
                name="finding_decided",
            ),
            models.Index(
                fields=["county_code", "rule_code", "-id"],
                condition=_DECIDED,
                include=["state", "region_code", "agency"],
                name="finding_decided_county",
            ),
            models.Index(
                fields=["region_code", "rule_code", "-id"],
                condition=_DECIDED,
                include=["state", "agency"],
                name="finding_decided_town",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "rule_code"], name="finding_once_per_case_and_rule"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in FINDING.states]), name="finding_state_known"),
            models.CheckConstraint(condition=~Q(state="dismissed") | ~Q(reason=""), name="finding_dismissed_with_a_reason"),
            models.CheckConstraint(
                condition=Q(state="waived", waiver__isnull=False) | (~Q(state="waived") & Q(waiver=None)),
                name="finding_waived_names_its_waiver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_code} · 案件{self.case_id}"

    def get_absolute_url(self) -> str:
        return page_of("cases:finding", self.pk)

    @property
    def status(self) -> State:
        """The state with its words."""
        return FINDING.state(self.state)

    @property
    def level(self) -> str:
        """How grave, as a word of the code: critical, high, medium, low, info."""
        return Severity(self.severity).name.lower()


class FindingNote(models.Model):
    """A remark on a finding by somebody who assists (司法所, 条例 §6): what was seen on site, who was asked."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="notes", verbose_name="问题")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人")
    text = models.TextField("内容")
    written_at = models.DateTimeField("时间", auto_now_add=True)

    row_policy = ThroughParent("finding")

    class Meta:
        verbose_name = "协助记录"
        verbose_name_plural = "协助记录"
        ordering = ["id"]
