"""评议、评议标准的指标、公开的登记。"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from agencies.choices import AgencyKind
from agencies.models import ScopedModel, in_place_of
from appraisals.choices import Aspect, Manner, Part, Secrecy
from appraisals.lifecycles import APPRAISAL, STARTED
from supervision.rowscope.policies import OwnedRows, ThroughParent
from supervision.web.addresses import page_of
from supervision.workflow import State

if TYPE_CHECKING:
    from agencies.access.scope import Grant

FULL = 100
"""Points of a whole standard."""


def _by(label: str, *, null: bool = True) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+", verbose_name=label)


class Appraisal(ScopedModel):
    """One appraisal, organised by a supervision body (`agency`; a 司法所 cannot: a foreign key of two columns, 条例 §6 二款).

    The three days of publication stand here, so that the database itself refuses an appraisal that is over and not public (S-10). `table` is
    the result as it was published. An agency reads an appraisal once its own row in it (`AppraisedAgency`) is open to it, not before.
    """

    organiser_kind = models.GeneratedField(
        expression=Value(str(AgencyKind.SUPERVISION_BODY), output_field=models.CharField()),
        output_field=models.CharField("组织机关性质", max_length=20), db_persist=True, verbose_name="组织机关性质",
    )  # fmt: skip
    title = models.CharField("名称", max_length=80)
    state = models.CharField("状态", max_length=12, choices=APPRAISAL.choices, default="draft")
    period_start = models.DateField("评议期间起")
    period_end = models.DateField("评议期间止")
    basis = models.TextField("评议依据")
    situation = models.TextField("执法特点和具体情况")
    made_by = _by("拟订人", null=False)
    made_for = _by("代其拟订")
    made_at = models.DateTimeField("拟订时间", auto_now_add=True)
    criteria_published_on = models.DateField("评议标准公开日期", null=True)
    process_published_on = models.DateField("评议过程公开日期", null=True)
    result_published_on = models.DateField("评议结果公开日期", null=True)
    settled_by = _by("定结果的人")
    settled_for = _by("代其定结果")
    settled_on = models.DateField("定结果日期", null=True)
    settled_words = models.CharField("定结果意见", max_length=300, blank=True)
    table = models.JSONField("公开的结果", default=list)
    closed_on = models.DateField("办结日期", null=True)
    closed_by = _by("办结人")
    closed_for = _by("代其办结")
    cancel_reason = models.CharField("撤销理由", max_length=300, blank=True)

    view_permission = "appraisals.view_appraisal"
    agency_states: frozenset[str] = frozenset()
    row_policy = OwnedRows(also="EXISTS (SELECT FROM appraisals_appraisedagency mine WHERE mine.appraisal_id = {table}.id)")
    no_deleting = True

    class Meta:
        verbose_name = "执法质效评议"
        verbose_name_plural = "执法质效评议"
        ordering = ["-id"]
        indexes = [models.Index(fields=["county_code", "state", "-id"], name="appraisal_county_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in APPRAISAL.states]), name="appraisal_state_known"),
            models.CheckConstraint(condition=Q(period_start__lte=F("period_end")), name="appraisal_period_runs_forward"),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(situation=""), name="appraisal_says_why"),
            models.CheckConstraint(
                condition=(
                    Q(state="closed", closed_on__isnull=False, closed_by__isnull=False)
                    & Q(criteria_published_on__lte=F("closed_on"), criteria_published_on__isnull=False)
                    & Q(process_published_on__lte=F("closed_on"), process_published_on__isnull=False)
                    & Q(result_published_on__lte=F("closed_on"), result_published_on__isnull=False)
                )
                | (~Q(state="closed") & Q(closed_on=None)),
                name="appraisal_closed_is_public",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=STARTED) | Q(criteria_published_on__isnull=False), name="appraisal_scored_by_what_is_published"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["settled", "closed"]) | Q(settled_on__isnull=False, settled_by__isnull=False),
                name="appraisal_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(result_published_on=None) | Q(settled_on__isnull=False, result_published_on__gte=F("settled_on")),
                name="appraisal_result_after_it_is_settled",
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("made_by")), name="appraisal_settled_by_another"
            ),
            models.CheckConstraint(
                condition=(Q(state="cancelled") & ~Q(cancel_reason="")) | (~Q(state="cancelled") & Q(cancel_reason="")),
                name="appraisal_cancelled_with_a_reason",
            ),
            models.UniqueConstraint(fields=["agency", "title"], condition=~Q(state="cancelled"), name="appraisal_title_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_of("appraisals:appraisal", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """An appraisal is handled at the body that organises it."""
        return grant.agency_id == self.agency_id

    @property
    def status(self) -> State:
        """The state with its words."""
        return APPRAISAL.state(self.state)

    @property
    def days(self) -> dict[Part, date | None]:
        """Part → the day on which it was published."""
        return {part: getattr(self, f"{part.value}_published_on") for part in Part}

    @property
    def planner(self) -> str:
        """Who wrote the plan."""
        return in_place_of(self.made_by, self.made_for)

    @property
    def settler(self) -> str:
        """Who settled the result."""
        return in_place_of(self.settled_by, self.settled_for)

    @property
    def closer(self) -> str:
        """Who closed it."""
        return in_place_of(self.closed_by, self.closed_for)


class AppraisalItem(models.Model):
    """指标: one item of the standard. Fixed as soon as the standard is published: the database refuses any change (0001)."""

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="items", verbose_name="评议")
    order = models.PositiveSmallIntegerField("序号")
    title = models.CharField("指标", max_length=60)
    aspect = models.CharField("方面", max_length=8, choices=Aspect.choices)
    looks_at = models.CharField("看什么", max_length=300)
    points = models.PositiveSmallIntegerField("满分")

    row_policy = ThroughParent("appraisal")

    class Meta:
        verbose_name = "评议指标"
        verbose_name_plural = "评议指标"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "order"], name="appraisal_item_order_once"),
            models.UniqueConstraint(fields=["appraisal", "title"], name="appraisal_item_title_once"),
            models.CheckConstraint(condition=Q(points__gt=0, points__lte=FULL), name="appraisal_item_points"),
            models.CheckConstraint(condition=Q(aspect__in=Aspect.values), name="appraisal_item_aspect_known"),
            models.CheckConstraint(condition=~Q(looks_at="") & ~Q(title=""), name="appraisal_item_says_what"),
        ]

    def __str__(self) -> str:
        return self.title


class Publication(models.Model):
    """How a part was published: in the system or to society (then where), what was done about secrets, in what words. The day stands on the
    appraisal, once."""

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="publications", verbose_name="评议")
    part = models.CharField("公开内容", max_length=8, choices=Part.choices)
    manner = models.CharField("公开方式", max_length=8, choices=Manner.choices)
    place = models.CharField("公开位置", max_length=300, blank=True)
    secrecy = models.CharField("涉密处理", max_length=8, choices=Secrecy.choices)
    secrecy_note = models.CharField("涉密处理说明", max_length=300, blank=True)
    words = models.TextField("公开的文字", blank=True)
    published_by = _by("登记人", null=False)
    published_for = _by("代其登记")
    noted_at = models.DateTimeField("登记时间", auto_now_add=True)

    row_policy = ThroughParent("appraisal")
    append_only = True

    class Meta:
        verbose_name = "评议公开"
        verbose_name_plural = "评议公开"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "part"], name="publication_once"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="publication_part_known"),
            models.CheckConstraint(
                condition=Q(manner="system") | (Q(manner="society") & ~Q(place="")), name="publication_to_society_says_where"
            ),
            models.CheckConstraint(
                condition=Q(secrecy="none", secrecy_note="") | (Q(secrecy="handled") & ~Q(secrecy_note="")),
                name="publication_secrets_handled_in_words",
            ),
            models.CheckConstraint(condition=~Q(part="process") | ~Q(words=""), name="publication_process_in_words"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_part_display()

    @property
    def publisher(self) -> str:
        """Who registered it."""
        return in_place_of(self.published_by, self.published_for)
