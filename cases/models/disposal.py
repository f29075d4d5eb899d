"""鉴定销毁：保全、清单、清单所列的记录、审核意见。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.access.scope import Grant
from agencies.models import ScopedModel, in_place_of
from cases.choices import Appraisal, CaseKind, ItemOutcome
from cases.lifecycles import DISPOSAL
from supervision.rowscope.policies import ThroughParent
from supervision.web.addresses import page_of
from supervision.workflow import State


class LegalHold(ScopedModel):
    """A reason for which one case is not destroyed, however old: somebody asks for it, a court or 纪检监察 may need it. Set, and lifted, each
    with a reason. The link carries no constraint: a hold that was lifted goes with its case."""

    case = models.ForeignKey(
        "cases.EnforcementCase", models.DO_NOTHING, related_name="legal_holds", verbose_name="案件", db_constraint=False
    )
    reason = models.CharField("保全理由", max_length=200)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="设置人")
    placed_at = models.DateTimeField("设置时间", auto_now_add=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="解除人")
    lifted_at = models.DateTimeField("解除时间", null=True)
    lift_reason = models.CharField("解除理由", max_length=200, blank=True)

    view_permission = "cases.hold_case"
    agency_states = None
    no_deleting = True

    class Meta:
        verbose_name = "案件保全"
        verbose_name_plural = "案件保全"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None), name="hold_once_at_a_time"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            models.CheckConstraint(condition=Q(lifted_at=None) | ~Q(lift_reason=""), name="hold_lifted_with_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason


class DisposalList(ScopedModel):
    """One 鉴定销毁清单 of a supervision body (`agency`) for the records of its own level: of one kind, past their period, under no hold.

    It outlives what it names: with the items' digests it is all that stays of them. `round` counts the submissions: after a return both
    reviewers are asked anew. `period` keeps the words of the schedule as they stood when it was compiled.
    """

    kind = models.CharField("记录种类", max_length=12, choices=CaseKind.choices)
    number = models.CharField("清单编号", max_length=60, blank=True)
    state = models.CharField("状态", max_length=12, choices=DISPOSAL.choices, default="compiling")
    round = models.PositiveSmallIntegerField("报审次数", default=0)
    until = models.DateField("期满截止日")
    period = models.CharField("保管期限", max_length=300, blank=True)
    left_over = models.PositiveIntegerField("下一份清单再列", default=0)
    held_back = models.JSONField("期满而暂不销毁", default=dict)
    compiled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="编制人")
    compiled_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其编制"
    )
    compiled_at = models.DateTimeField("编制时间", auto_now_add=True)
    finished_at = models.DateTimeField("销毁完成时间", null=True)
    pdf = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="PDF")
    docx = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+", verbose_name="DOCX")

    view_permission = "cases.view_disposal"
    agency_states = frozenset[str]()
    no_deleting = True

    class Meta:
        verbose_name = "鉴定销毁清单"
        verbose_name_plural = "鉴定销毁清单"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in DISPOSAL.states]), name="disposal_state_known"),
            models.UniqueConstraint(fields=["agency", "number"], condition=~Q(number=""), name="disposal_number_once"),
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=Q(state__in=["compiling", "draft", "first", "second", "executing"]),
                name="disposal_one_of_a_kind_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["first", "second", "executing", "done"]) | ~Q(number=""),
                name="disposal_submitted_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(pdf__isnull=False, docx__isnull=False, finished_at__isnull=False),
                name="disposal_done_has_papers",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.get_kind_display()}记录鉴定销毁清单（未编号）"

    def get_absolute_url(self) -> str:
        return page_of("cases:disposal", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """A list is reviewed at the body that compiled it."""
        return grant.agency_id == self.agency_id

    @property
    def status(self) -> State:
        """The state with its words."""
        return DISPOSAL.state(self.state)

    @property
    def title(self) -> str:
        """What stands on the paper."""
        return f"{self.get_kind_display()}记录鉴定销毁清单"

    @property
    def compiler(self) -> str:
        """Who compiled it, as it is printed."""
        return in_place_of(self.compiled_by, self.compiled_for)


class DisposalItem(models.Model):
    """One record on a list. No personal data: number, agency and days; once destroyed, the digest of what it was.

    `case_id` is no foreign key: the item stays when the case is gone. `listed_on` and `received_on` tell the rollups which days and months
    keep their numbers.
    """

    list = models.ForeignKey(DisposalList, models.PROTECT, related_name="items", verbose_name="清单")
    case_id = models.BigIntegerField("案件")
    number = models.CharField("文号或案号", max_length=128)
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="单位")
    kind = models.CharField("记录种类", max_length=12, choices=CaseKind.choices)
    counted_on = models.DateField("起算日")
    due_on = models.DateField("期满日")
    listed_on = models.DateField("列示日期")
    received_on = models.DateField("入库日期")
    outcome = models.CharField("处置", max_length=10, choices=ItemOutcome.choices, default=ItemOutcome.LISTED)
    words = models.CharField("划去或者留下的理由", max_length=200, blank=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="划去人")
    destroyed_at = models.DateTimeField("销毁时间", null=True)
    digest = models.CharField("销毁前内容的摘要", max_length=64, blank=True)

    row_policy = ThroughParent("list")
    no_deleting = True

    class Meta:
        verbose_name = "清单所列记录"
        verbose_name_plural = "清单所列记录"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["agency", "listed_on"], condition=Q(outcome="destroyed"), name="disposal_destroyed"),
            models.Index(fields=["list", "outcome", "id"], name="disposal_item_outcome"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["list", "case_id"], name="disposal_item_once"),
            models.CheckConstraint(
                condition=~Q(outcome="destroyed") | (Q(destroyed_at__isnull=False) & ~Q(digest="")),
                name="disposal_destroyed_has_digest",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["struck", "spared"]) | ~Q(words=""), name="disposal_left_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DisposalOpinion(models.Model):
    """One reviewer's opinion on a list, verbatim; name and post as text, so that they outlive the account."""

    list = models.ForeignKey(DisposalList, models.PROTECT, related_name="opinions", verbose_name="清单")
    round = models.PositiveSmallIntegerField("报审次数")
    step = models.CharField("环节", max_length=10, choices=[("first", "第一审核人"), ("second", "第二审核人")])
    decision = models.CharField("决定", max_length=10, choices=Appraisal.choices)
    words = models.TextField("意见（原文）")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="审核人")
    actor_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="代其审核")
    actor_name = models.CharField("姓名", max_length=40)
    actor_title = models.CharField("职务", max_length=80)
    decided_at = models.DateTimeField("时间", auto_now_add=True)

    row_policy = ThroughParent("list")
    append_only = True

    class Meta:
        verbose_name = "鉴定意见"
        verbose_name_plural = "鉴定意见"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="disposal_opinion_says_something"),
            models.UniqueConstraint(
                fields=["list", "round", "step"], condition=Q(decision="agreed"), name="disposal_step_agreed_once"
            ),
            models.UniqueConstraint(
                fields=["list", "round", "actor"], condition=Q(decision="agreed"), name="disposal_two_different_reviewers"
            ),
        ]
