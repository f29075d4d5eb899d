"""请单位说明、单位申辩、证据与监督机构的答复。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import ScopedModel, in_place_of
from cases.contest_lifecycles import CONTEST
from supervision.rowscope.policies import ThroughParent
from supervision.web.addresses import page_of
from supervision.workflow import State

PENDING_STATES = ("put", "contested")
"""States in which somebody has still to say something."""
SAID_STATES = ("contested", "adopted", "rejected")
"""States in which the agency has contested."""
ANSWERED_STATES = ("adopted", "rejected")


class FindingContest(ScopedModel):
    """One round of putting a finding to its agency: what the bureau asked, what the agency said, what the bureau answered.

    An agency sees no finding of its own accord: a clue that nobody has looked at is not yet a reproach. This row, which a supervisor makes
    (请单位说明), is what opens that one finding to that one agency. Each step keeps its person, their principal when a deputy acted, and the
    moment. A finding has one round at a time; a later one is a row of its own. It goes with its case, and not before (migration 0022).
    """

    finding = models.ForeignKey(
        "cases.Finding", models.DO_NOTHING, related_name="contests", verbose_name="问题线索", db_constraint=False
    )
    state = models.CharField("状态", max_length=10, choices=CONTEST.choices, default="put")
    question = models.TextField("请说明的事项")
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发出人")
    put_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其发出")
    put_at = models.DateTimeField("发出时间", auto_now_add=True)
    statement = models.TextField("申辩意见", blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="申辩人")
    said_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其申辩")
    said_at = models.DateTimeField("申辩时间", null=True)
    answer = models.TextField("答复理由", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="答复人")
    answered_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其答复"
    )
    answered_at = models.DateTimeField("答复时间", null=True)

    view_permission = "cases.view_contest"
    no_deleting = True

    class Meta:
        verbose_name = "单位申辩"
        verbose_name_plural = "单位申辩"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["county_code", "state", "-id"], name="contest_county_state"),
            models.Index(fields=["agency", "state", "-id"], name="contest_agency_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in CONTEST.states]), name="contest_state_known"),
            models.UniqueConstraint(fields=["finding"], condition=Q(state__in=PENDING_STATES), name="contest_one_at_a_time"),
            models.CheckConstraint(condition=~Q(question=""), name="contest_asks_something"),
            models.CheckConstraint(
                condition=Q(state="put") | Q(said_by__isnull=False, said_at__isnull=False), name="contest_said_by_somebody"
            ),
            models.CheckConstraint(condition=~Q(state__in=SAID_STATES) | ~Q(statement=""), name="contest_says_why"),
            models.CheckConstraint(
                condition=~Q(state__in=ANSWERED_STATES)
                | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                name="contest_answered_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding.rule_code} 请单位说明"

    def get_absolute_url(self) -> str:
        return page_of("cases:contest", self.pk)

    @property
    def status(self) -> State:
        """The state with its words."""
        return CONTEST.state(self.state)

    @property
    def asker(self) -> str:
        """Who put it to the agency."""
        return in_place_of(self.put_by, self.put_for)

    @property
    def speaker(self) -> str:
        """Who spoke for the agency."""
        return in_place_of(self.said_by, self.said_for)

    @property
    def answerer(self) -> str:
        """Who answered for the bureau."""
        return in_place_of(self.answered_by, self.answered_for)


class ContestEvidence(models.Model):
    """A file that an agency sends with what it says of a finding. Until that is sent it is the agency's alone."""

    contest = models.ForeignKey(
        FindingContest, models.DO_NOTHING, related_name="evidence", verbose_name="申辩", db_constraint=False
    )
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    row_policy = ThroughParent("contest")

    class Meta:
        verbose_name = "申辩证据"
        verbose_name_plural = "申辩证据"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["contest", "file"], name="contest_evidence_once")]

    def __str__(self) -> str:
        return self.name
