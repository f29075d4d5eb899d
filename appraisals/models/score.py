"""被评议单位与逐项的评分。"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import ScopedModel, in_place_of
from appraisals.lifecycles import VISIBLE_TO_AGENCY
from appraisals.models.appraisal import FULL, Appraisal, AppraisalItem
from supervision.rowscope.policies import BY_PREFIX
from supervision.web.addresses import page_of

if TYPE_CHECKING:
    from agencies.access.scope import Grant

_USER = settings.AUTH_USER_MODEL


class AppraisedAgency(ScopedModel):
    """One agency in an appraisal. It sees its row from the day on which the standard is published, its points only once the result is.

    `total` is written when the result is published, so that the row tells nothing sooner.
    """

    appraisal = models.ForeignKey(Appraisal, models.PROTECT, related_name="appraised", verbose_name="评议")
    state = models.CharField(
        "状态", max_length=12, default="planned", choices=[("planned", "方案中"), ("told", "评议中"), ("published", "结果已公开")]
    )  # fmt: skip
    total = models.DecimalField("总分", max_digits=4, decimal_places=1, null=True)

    view_permission = "appraisals.view_result"
    agency_states = VISIBLE_TO_AGENCY

    class Meta:
        verbose_name = "被评议单位"
        verbose_name_plural = "被评议单位"
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-id"], name="appraised_agency")]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "agency"], name="appraised_once"),
            models.CheckConstraint(condition=Q(state__in=["planned", "told", "published"]), name="appraised_state_known"),
            models.CheckConstraint(
                condition=Q(state="published", total__gte=0, total__lte=FULL) | (~Q(state="published") & Q(total=None)),
                name="appraised_total_once_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name} · {self.appraisal.title}"

    def get_absolute_url(self) -> str:
        return page_of("appraisals:result", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """An agency is scored at the body that organises the appraisal."""
        return grant.agency_id == self.appraisal.agency_id


@dataclass(frozen=True)
class OpenWithTheResult:
    """Points are there for whoever supervises the agency; for the agency itself once its result is published.

    The row of the agency decides inside whether it is there at all.
    """

    def using(self, model: type[models.Model]) -> str:
        """The condition."""
        within = BY_PREFIX.format(table="parent", region="region_code")
        return (
            "CASE WHEN (SELECT row_scope.sees_all()) THEN true ELSE EXISTS (SELECT FROM appraisals_appraisedagency parent"
            f" WHERE parent.id = {model._meta.db_table}.appraised_id AND (parent.state = 'published' OR {within})) END"
        )

    def writing(self, model: type[models.Model]) -> str:
        """Nobody writes a row that they could not read afterwards."""
        return self.using(model)


class AppraisalScore(models.Model):
    """What an agency got for an item, with words. Changeable while the appraisal is being scored, and only then (a trigger, 0001)."""

    appraised = models.ForeignKey(AppraisedAgency, models.PROTECT, related_name="scores", verbose_name="被评议单位")
    item = models.ForeignKey(AppraisalItem, models.PROTECT, related_name="+", verbose_name="指标")
    points = models.DecimalField("得分", max_digits=4, decimal_places=1)
    words = models.CharField("评语", max_length=500)
    scored_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name="评分人")
    scored_for = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name="代其评分")
    scored_at = models.DateTimeField("评分时间", auto_now=True)

    row_policy = OpenWithTheResult()
    no_deleting = True

    class Meta:
        verbose_name = "评议得分"
        verbose_name_plural = "评议得分"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["appraised", "item"], name="appraisal_score_once"),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=FULL), name="appraisal_score_range"),
            models.CheckConstraint(condition=~Q(words=""), name="appraisal_score_in_words"),
        ]

    @property
    def scorer(self) -> str:
        """Who scored."""
        return in_place_of(self.scored_by, self.scored_for)
