"""监督事项。"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from agencies.access.scope import Grant
from agencies.models import ScopedModel
from notices.choices import ProblemType, SupervisionMethod
from notices.lifecycles import MATTER
from supervision.rowscope.policies import ThroughParent
from supervision.web.addresses import page_of
from supervision.workflow import State


class Matter(ScopedModel):
    """One supervision matter on one agency: what is alleged and what is done about it. `agency` is the supervised agency."""

    number = models.CharField("事项编号", max_length=40)
    title = models.CharField("事项名称", max_length=200)
    problem_type = models.CharField("问题类型", max_length=2, choices=ProblemType.choices)
    method = models.CharField("监督方式", max_length=10, choices=SupervisionMethod.choices, default=SupervisionMethod.ROUTINE)
    supervisor = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="监督机构")
    summary = models.TextField("基本情况", blank=True)
    state = models.CharField("状态", max_length=12, choices=MATTER.choices, default="open")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="承办人")
    opened_at = models.DateTimeField("立项时间", auto_now_add=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    result = models.TextField("处理结果", blank=True)

    view_permission = "notices.view_matter"
    agency_states: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "监督事项"
        verbose_name_plural = "监督事项"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["county_code", "state", "-id"], name="matter_county_state"),
            models.Index(fields=["state", "-id"], name="matter_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in MATTER.states]), name="matter_state_known"),
            # Per bureau: two bureaus may have the same mark (长沙市, 长沙县).
            models.UniqueConstraint(fields=["supervisor", "number"], name="matter_number_once_per_bureau"),
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(result=""), name="matter_dropped_with_a_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_of("notices:matter", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """A matter is the bureau's that opened it."""
        return grant.agency_id == self.supervisor_id

    @property
    def trail_agency_id(self) -> int:
        """Whose the trail of a matter is: the bureau's. The agency knows of no matter, nor of its events."""
        return self.supervisor_id

    @cached_property
    def pending_referrals(self) -> int:
        """How many clues still have to be referred to the supervisory organ."""
        return self.referrals.filter(outcome="").count()

    @property
    def status(self) -> State:
        """The state with its words."""
        return MATTER.state(self.state)


class MatterItem(models.Model):
    """One problem of a matter, usually a confirmed finding. The words are copied when it is taken in: the matter does not change
    when a rule is reworded, and keeps its words when the finding's case is destroyed at the end of its period."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="items", verbose_name="监督事项")
    order = models.PositiveSmallIntegerField("序号")
    finding = models.OneToOneField(
        "cases.Finding", models.SET_NULL, null=True, related_name="matter_item", verbose_name="问题线索"
    )
    title = models.CharField("问题", max_length=200)
    description = models.TextField("事实")
    basis = models.CharField("依据", max_length=300)
    is_duty = models.BooleanField("属应当履行而未履行职责", default=False)

    row_policy = ThroughParent("matter")

    class Meta:
        verbose_name = "事项所涉问题"
        verbose_name_plural = "事项所涉问题"
        ordering = ["matter", "order"]
        constraints = [models.UniqueConstraint(fields=["matter", "order"], name="matter_item_order_once")]


class MatterNote(models.Model):
    """A remark on a matter by somebody who assists (司法所, 条例 §6 二款): whom they asked, what they saw. Never an instrument."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="notes", verbose_name="监督事项")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人")
    text = models.TextField("内容")
    written_at = models.DateTimeField("时间", auto_now_add=True)

    row_policy = ThroughParent("matter")

    class Meta:
        verbose_name = "协助记录"
        verbose_name_plural = "协助记录"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="matter_note_says_something")]
