"""评查表：一名评查人对一件案卷的评分，以及表上的各项。"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.choices import Severity
from cases.models.case_review import ReviewFile
from cases.review.choices import Seat, Source, Verdict
from supervision.rowscope.policies import ThroughParent
from supervision.web.addresses import page_of


@dataclass(frozen=True)
class ApartUntilBothAreIn:
    """A sheet is its reviewer's alone until both reviewers of its file have submitted; then whoever sees the file sees it.

    The file's own policy decides inside: an agency sees a file, and so its sheets, only once the result has been told to it.
    """

    def using(self, model: type[models.Model]) -> str:
        """The condition."""
        table, files = model._meta.db_table, ReviewFile._meta.db_table
        return (
            "CASE WHEN (SELECT row_scope.sees_all()) THEN true ELSE EXISTS (SELECT FROM "
            f"{files} parent WHERE parent.id = {table}.file_id"
            f" AND (parent.first_in AND parent.second_in OR {table}.reviewer_id = (SELECT row_scope.person()))) END"
        )

    def writing(self, model: type[models.Model]) -> str:
        """Nobody fills in another's sheet."""
        return f"(SELECT row_scope.sees_all()) OR {model._meta.db_table}.reviewer_id = (SELECT row_scope.person())"


class ReviewSheet(models.Model):
    """One reviewer's sheet. Score and `vetoed` are set when it is submitted; from then on nothing on it changes."""

    file = models.ForeignKey(ReviewFile, models.PROTECT, related_name="sheets", verbose_name="案卷")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="评查人")
    seat = models.CharField("席次", max_length=8, choices=Seat.choices)
    remark = models.TextField("总体意见", blank=True)
    score = models.PositiveSmallIntegerField("得分", null=True)
    vetoed = models.BooleanField("一票否决", default=False)
    begun_at = models.DateTimeField("开始时间", auto_now_add=True)
    submitted_at = models.DateTimeField("提交时间", null=True)

    row_policy = ApartUntilBothAreIn()
    no_deleting = True

    class Meta:
        verbose_name = "评查表"
        verbose_name_plural = "评查表"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["file", "reviewer"], name="review_sheet_once_a_person"),
            models.CheckConstraint(condition=Q(submitted_at=None) | Q(score__isnull=False), name="review_sheet_in_has_a_score"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=100), name="review_sheet_score_range"),
            models.CheckConstraint(condition=Q(vetoed=False) | Q(score=0), name="review_sheet_vetoed_is_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.file.label} · {self.get_seat_display()}"

    def get_absolute_url(self) -> str:
        return page_of("cases:review_sheet", self.pk)


class SheetLine(models.Model):
    """One line of a sheet. `points`: the most it can cost; `taken`: what it does cost once accepted. `page`: where in the file.

    A line of a rule keeps the finding's sentence and article as they stood when the sheet was begun.
    """

    sheet = models.ForeignKey(ReviewSheet, models.CASCADE, related_name="lines", verbose_name="评查表")
    source = models.CharField("来源", max_length=10, choices=Source.choices)
    code = models.CharField("编号", max_length=8, blank=True)
    title = models.CharField("项目", max_length=120)
    told = models.TextField("内容", blank=True)
    basis = models.CharField("依据", max_length=300, blank=True)
    axis = models.CharField("方面", max_length=12, blank=True)
    severity = models.PositiveSmallIntegerField("程度", choices=Severity.choices, null=True)
    points = models.PositiveSmallIntegerField("分值")
    veto = models.BooleanField("一票否决", default=False)
    verdict = models.CharField("认定", max_length=10, choices=Verdict.choices, default=Verdict.PENDING)
    taken = models.PositiveSmallIntegerField("扣分", default=0)
    reason = models.CharField("理由", max_length=300, blank=True)
    page = models.CharField("卷内页码", max_length=20, blank=True)

    row_policy = ThroughParent("sheet")

    class Meta:
        verbose_name = "评查表的项"
        verbose_name_plural = "评查表的项"
        ordering = ["id"]
        indexes = [models.Index(fields=["sheet", "id"], name="review_line_sheet")]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "code"], condition=~Q(source="hand"), name="review_line_once"),
            models.UniqueConstraint(fields=["sheet", "title"], condition=Q(source="hand"), name="review_line_by_hand_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("points")), name="review_line_takes_at_most_its_points"),
            models.CheckConstraint(condition=Q(verdict="accepted") | Q(taken=0), name="review_line_takes_when_accepted"),
            models.CheckConstraint(
                condition=~Q(source="rule", verdict="struck") | ~Q(reason=""), name="review_line_struck_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def level(self) -> str:
        """How grave, as a word of the code; empty for what is no rule."""
        return Severity(self.severity).name.lower() if self.severity else ""
