"""案卷评查：批次、被评查单位、抽取记录、抽中的案卷、异议。"""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.access.scope import Grant
from agencies.models import ScopedModel
from cases.choices import CaseKind
from cases.review.choices import DecidedBy, Grade, ObjectionOutcome, Seat, Stratum
from cases.review.lifecycles import FILE, ROUND, VISIBLE_TO_AGENCY
from cases.review.scoring import Scale
from supervision.rowscope.policies import ThroughParent
from supervision.web.addresses import page_of
from supervision.workflow import State

_USER = settings.AUTH_USER_MODEL


class ReviewRound(ScopedModel):
    """One round of case-file review, organised by a supervision body (`agency`).

    `wanted`: files to draw of each agency, by stratum. `seed`, `population` and `population_digest` are what the draw can be repeated and
    proven from; `excluded` says in words what was left out and how much. `bulletin` is the table as it was published.
    """

    title = models.CharField("名称", max_length=80)
    state = models.CharField("状态", max_length=12, choices=ROUND.choices, default="draft")
    year = models.PositiveSmallIntegerField("评查年度")
    period_start = models.DateField("案卷期间起")
    period_end = models.DateField("案卷期间止")
    wanted = models.JSONField("各层每单位抽取件数", default=dict)
    heavy_fine = models.PositiveIntegerField("重大层次的罚款数额（元）", default=10_000)
    excellent_from = models.PositiveSmallIntegerField("优秀起点", default=90)
    good_from = models.PositiveSmallIntegerField("良好起点", default=75)
    pass_from = models.PositiveSmallIntegerField("合格起点", default=60)
    gap = models.PositiveSmallIntegerField("第三人评定的分差", default=15)
    rule_cap = models.PositiveSmallIntegerField("同一条扣分封顶", default=10)
    objection_days = models.PositiveSmallIntegerField("异议期限（工作日）", default=10)
    answer_days = models.PositiveSmallIntegerField("复核期限（工作日）", default=10)
    seed = models.CharField("随机种子", max_length=64, blank=True)
    population = models.PositiveIntegerField("总体件数", default=0)
    population_digest = models.CharField("总体摘要", max_length=64, blank=True)
    excluded = models.JSONField("不参加抽取", default=list)
    drawn_at = models.DateTimeField("抽取时间", null=True)
    drawn_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name="抽取人")
    made_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name="拟定人")
    made_at = models.DateTimeField("拟定时间", auto_now_add=True)
    told_on = models.DateField("告知日期", null=True)
    objection_due = models.DateField("异议期限届满日", null=True)
    published_at = models.DateTimeField("公布时间", null=True)
    published_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name="公布人")
    published_words = models.CharField("公布意见", max_length=300, blank=True)
    bulletin = models.JSONField("公布的结果", default=list)

    view_permission = "cases.view_review"
    agency_states = frozenset[str]()
    no_deleting = True

    class Meta:
        verbose_name = "评查批次"
        verbose_name_plural = "评查批次"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in ROUND.states]), name="review_state_known"),
            models.CheckConstraint(condition=Q(period_start__lte=F("period_end")), name="review_period_runs_forward"),
            models.CheckConstraint(
                condition=Q(pass_from__gt=0, good_from__gt=F("pass_from"), excellent_from__gt=F("good_from"), excellent_from__lte=100),
                name="review_thresholds_rise",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "cancelled"]) | ~Q(seed=""), name="review_drawn_has_its_seed"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["told", "published"]) | Q(told_on__isnull=False, objection_due__isnull=False),
                name="review_told_has_a_term",
            ),
            models.UniqueConstraint(fields=["agency", "year", "title"], condition=~Q(state="cancelled"), name="review_title_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_of("cases:review", self.pk)

    def handled_at(self, grant: Grant) -> bool:
        """A round is handled at the body that organises it."""
        return grant.agency_id == self.agency_id

    @property
    def status(self) -> State:
        """The state with its words."""
        return ROUND.state(self.state)

    @property
    def scale(self) -> Scale:
        """The measures of this round."""
        return Scale(self.excellent_from, self.good_from, self.pass_from, self.gap, self.rule_cap)

    @property
    def sizes(self) -> list[tuple[str, int]]:
        """What is drawn of each agency: stratum in words, files."""
        return [(stratum.label, self.wanted[stratum.value]) for stratum in Stratum if self.wanted.get(stratum.value)]


class ReviewedAgency(ScopedModel):
    """One agency in a round, and, once told, its result. What the agency needs of the round is copied here: it does not see the round."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="agencies", verbose_name="批次")
    state = models.CharField(
        "状态", max_length=12, default="planned", choices=[("planned", "评查中"), ("told", "已告知"), ("published", "已公布")]
    )
    body_name = models.CharField("组织评查的机关", max_length=80)
    title = models.CharField("批次名称", max_length=80)
    scale_words = models.CharField("等次标准", max_length=200, blank=True)
    answer_days = models.PositiveSmallIntegerField("复核期限（工作日）", default=10)
    files_count = models.PositiveIntegerField("评查件数", default=0)
    average = models.DecimalField("平均分", max_digits=4, decimal_places=1, null=True)
    passing = models.PositiveIntegerField("合格以上件数", default=0)
    excellent = models.PositiveIntegerField("优秀件数", default=0)
    problems = models.JSONField("典型问题", default=list)
    told_on = models.DateField("告知日期", null=True)
    objection_due = models.DateField("异议期限届满日", null=True)
    bulletin = models.JSONField("公布的结果", default=list)

    view_permission = "cases.view_review_result"
    agency_states = frozenset({"told", "published"})

    class Meta:
        verbose_name = "被评查单位"
        verbose_name_plural = "被评查单位"
        ordering = ["-id"]
        indexes = [models.Index(fields=["agency", "-id"], name="reviewed_agency")]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="reviewed_agency_once_a_round"),
            models.CheckConstraint(condition=Q(state__in=["planned", "told", "published"]), name="reviewed_agency_state_known"),
            models.CheckConstraint(condition=Q(passing__lte=F("files_count")), name="reviewed_agency_passing_within"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return page_of("cases:review_result", self.pk)

    @property
    def pass_share(self) -> float | None:
        """Share of files that pass, per cent; None without files."""
        return round(100 * self.passing / self.files_count, 1) if self.files_count else None


class ReviewDraw(models.Model):
    """What one agency's stratum was drawn from: the ids of the population in order, their digest, how many were wanted and drawn."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="draws", verbose_name="批次")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+", verbose_name="单位")
    stratum = models.CharField("层次", max_length=20, choices=Stratum.choices)
    wanted = models.PositiveIntegerField("应抽件数")
    drawn = models.PositiveIntegerField("抽中件数")
    population = models.PositiveIntegerField("总体件数")
    ids = ArrayField(models.BigIntegerField(), verbose_name="总体")
    digest = models.CharField("总体摘要", max_length=64)

    row_policy = ThroughParent("round")
    append_only = True

    class Meta:
        verbose_name = "抽取记录"
        verbose_name_plural = "抽取记录"
        ordering = ["agency_id", "stratum"]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency", "stratum"], name="review_draw_once"),
            models.CheckConstraint(condition=Q(drawn__lte=F("wanted"), population__gte=F("drawn")), name="review_draw_within"),
        ]  # fmt: skip


class ReviewFile(ScopedModel):
    """One drawn file. `first_in`, `second_in`: whose sheet is in; the database opens the sheets to others once both are.

    The link to the case carries no constraint: the result stays, by its label, when the case has been destroyed.
    """

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="files", verbose_name="批次")
    case = models.ForeignKey(
        "cases.EnforcementCase", models.DO_NOTHING, related_name="review_files", verbose_name="案件", db_constraint=False
    )
    label = models.CharField("文号或案号", max_length=128)
    cause = models.CharField("案由", max_length=300, blank=True)
    kind = models.CharField("种类", max_length=12, choices=CaseKind.choices)
    stratum = models.CharField("层次", max_length=20, choices=Stratum.choices)
    listed_on = models.DateField("案卷日期")
    place = models.PositiveIntegerField("抽取序号")
    state = models.CharField("状态", max_length=12, choices=FILE.choices, default="drawn")
    first = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name="第一评查人")
    second = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name="第二评查人")
    third = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name="第三评查人")
    first_in = models.BooleanField("第一评查人已提交", default=False)
    second_in = models.BooleanField("第二评查人已提交", default=False)
    score = models.DecimalField("得分", max_digits=4, decimal_places=1, null=True)
    grade = models.CharField("等次", max_length=10, choices=Grade.choices, blank=True)
    vetoed = models.BooleanField("一票否决", default=False)
    decided_by = models.CharField("评定方式", max_length=10, choices=DecidedBy.choices, blank=True)

    view_permission = "cases.view_review_result"
    agency_states = VISIBLE_TO_AGENCY
    no_deleting = True

    class Meta:
        verbose_name = "抽中的案卷"
        verbose_name_plural = "抽中的案卷"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["round", "agency", "stratum", "place"], name="review_file_round"),
            models.Index(fields=["case"], name="review_file_case"),
            models.Index(fields=["agency", "state", "id"], name="review_file_agency"),
            # Holds all that the row policy asks: a list is counted from it alone.
            models.Index(fields=["county_code", "-id"], include=["region_code", "agency"], name="review_file_county"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "case"], name="review_file_once_a_round"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in FILE.states]), name="review_file_state_known"),
            models.CheckConstraint(
                condition=(Q(first=None) | Q(second=None) | ~Q(first=F("second")))
                & (Q(third=None) | (~Q(third=F("first")) & ~Q(third=F("second")))),
                name="review_file_different_people",
            ),
            models.CheckConstraint(
                condition=(Q(first_in=False) | Q(first__isnull=False)) & (Q(second_in=False) | Q(second__isnull=False)),
                name="review_file_in_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drawn", "scoring", "third"])
                | (Q(score__isnull=False, first_in=True, second_in=True) & ~Q(grade="")),
                name="review_file_scored_has_a_score",
            ),
            models.CheckConstraint(condition=Q(score=None) | Q(score__gte=0, score__lte=100), name="review_file_score_range"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return page_of("cases:review_file", self.pk)

    @property
    def status(self) -> State:
        """The state with its words."""
        return FILE.state(self.state)

    @property
    def stratum_short(self) -> str:
        """The stratum without its explanation."""
        return Stratum(self.stratum).short

    @property
    def seated(self) -> set[int]:
        """Whoever scores this file."""
        return {pk for pk in (self.first_id, self.second_id, self.third_id) if pk is not None}

    @property
    def both_in(self) -> bool:
        """Whether both reviewers have submitted, so that the sheets are open."""
        return self.first_in and self.second_in

    def seat_of(self, user_id: int | None) -> Seat | None:
        """As whom a person scores this file."""
        seats = {self.first_id: Seat.FIRST, self.second_id: Seat.SECOND, self.third_id: Seat.THIRD}
        return seats.get(user_id) if user_id is not None else None


class ReviewObjection(models.Model):
    """An agency's objection to a file's score, and what re-review found."""

    file = models.OneToOneField(ReviewFile, models.PROTECT, related_name="objection", verbose_name="案卷")
    words = models.TextField("异议理由")
    raised_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", verbose_name="提出人")
    raised_on = models.DateField("提出日期")
    answer_due = models.DateField("复核期限届满日")
    outcome = models.CharField("复核结果", max_length=10, choices=ObjectionOutcome.choices, blank=True)
    before = models.DecimalField("原得分", max_digits=4, decimal_places=1)
    after = models.DecimalField("复核得分", max_digits=4, decimal_places=1, null=True)
    answer = models.TextField("复核意见", blank=True)
    answered_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+", verbose_name="复核人")
    answered_on = models.DateField("复核日期", null=True)

    row_policy = ThroughParent("file")
    no_deleting = True

    class Meta:
        verbose_name = "评查异议"
        verbose_name_plural = "评查异议"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="review_objection_says_why"),
            models.CheckConstraint(
                condition=Q(outcome="") | (~Q(answer="") & Q(answered_by__isnull=False, answered_on__isnull=False, after__isnull=False)),
                name="review_objection_answered_in_full",
            ),
        ]  # fmt: skip
