"""执法质效评议的查询：列表、一次评议、单位的结果、等待定结果的。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from agencies.models import User
from appraisals.choices import Part
from appraisals.lifecycles import APPRAISAL, OTHER_BODY, RUN, SETTLE, VISIBLE_TO_AGENCY
from appraisals.models import Appraisal, AppraisalItem, AppraisalScore, AppraisedAgency, Publication
from supervision.workflow import Option


def appraisals_for(user: User, permission: str = "") -> QuerySet[Any]:
    """The appraisals a person may see, with how many agencies each has and how many are scored in full."""
    rows = Appraisal.objects.visible_to(user, permission).select_related("agency")
    appraised = AppraisedAgency.objects.filter(appraisal=OuterRef("pk")).order_by().values("appraisal")
    return rows.annotate(
        agencies_count=Coalesce(Subquery(appraised.values(n=Count("pk"))), 0),
        scored_count=Coalesce(Subquery(_scored().values(n=Count("pk"))), 0),
    )


def _scored() -> QuerySet[Any, Any]:
    """The agencies of an outer appraisal that want no points any more."""
    wanting = AppraisalItem.objects.filter(appraisal=OuterRef("appraisal")).exclude(
        Exists(AppraisalScore.objects.filter(appraised=OuterRef(OuterRef("pk")), item=OuterRef("pk")))
    )
    rows = AppraisedAgency.objects.filter(appraisal=OuterRef("pk")).filter(~Exists(wanting))
    return rows.order_by().values("appraisal")


def options(made: Appraisal, user: User) -> list[Option]:
    """The steps that are this person's business, without those of another level."""
    return [option for option in APPRAISAL.available(made, user) if option.refusal != OTHER_BODY]


@dataclass(frozen=True)
class Told:
    """One of the three parts as a page tells it: the day, and how it was published; None while it is not."""

    part: Part
    notice: Publication | None
    day: Any


def publications_of(made: Appraisal) -> list[Told]:
    """The three parts in the order of the article. One statement."""
    found = {Part(one.part): one for one in made.publications.select_related("published_by", "published_for")}
    return [Told(part, found.get(part), day) for part, day in made.days.items()]


def rows_of(made: Appraisal) -> QuerySet[AppraisedAgency]:
    """The agencies of an appraisal with what they have so far: items scored, points. One statement, summed by the database."""
    points = AppraisalScore.objects.filter(appraised=OuterRef("pk")).order_by().values("appraised")
    so_far = DecimalField(max_digits=5, decimal_places=1)
    rows: QuerySet[AppraisedAgency] = made.appraised.select_related("agency").annotate(
        scored=Coalesce(Subquery(points.values(n=Count("pk"))), 0),
        so_far=Subquery(points.values(n=Sum("points")), output_field=so_far),
    )
    return rows.order_by(F("so_far").desc(nulls_last=True), "agency__code")


@dataclass(frozen=True)
class Line:
    """One item of the standard, with what an agency got for it."""

    item: AppraisalItem
    score: AppraisalScore | None


def lines_of(row: AppraisedAgency, *, with_scores: bool = True) -> list[Line]:
    """The standard, each item with the agency's points; two statements, one without scores."""
    rows: Iterable[AppraisalScore] = row.scores.select_related("scored_by", "scored_for") if with_scores else ()
    known = {one.item_id: one for one in rows}
    return [Line(item, known.get(item.pk)) for item in row.appraisal.items.all()]


def standing(lines: Iterable[Line]) -> Decimal | None:
    """The points of these lines together; None while none is scored."""
    points = [line.score.points for line in lines if line.score]
    return sum(points, Decimal(0)) if points else None


def results_for(user: User) -> QuerySet[AppraisedAgency]:
    """The rows of agencies that stand open: an agency's own, or all of a body's."""
    rows: QuerySet[AppraisedAgency] = AppraisedAgency.objects.visible_to(user).filter(state__in=VISIBLE_TO_AGENCY)
    return rows.select_related("agency", "appraisal__agency")


def to_score(user: User) -> QuerySet[AppraisedAgency]:
    """Agencies that this person may look at for scoring: with a post that scores."""
    rows: QuerySet[AppraisedAgency] = AppraisedAgency.objects.visible_to(user, RUN)
    return rows.select_related("agency", "appraisal__agency")


def to_settle(user: User) -> QuerySet[Any]:
    """Appraisals of this person's bodies that are scored in full and wait for the result to be settled. One statement."""
    bodies = [grant.agency_id for grant in user.scope.with_permission(SETTLE)]
    rows = appraisals_for(user, SETTLE).filter(state="scoring", agency__in=bodies, agencies_count__gt=0)
    return rows.filter(scored_count=F("agencies_count")).order_by("id")
