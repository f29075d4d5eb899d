"""案卷评查的查询。"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from agencies.access.remembered import remembered
from agencies.models import User
from cases.models import ReviewDraw, ReviewedAgency, ReviewFile, ReviewRound, ReviewSheet, SheetLine
from cases.review import people, scoring
from cases.review.choices import Seat, Source, Stratum, Verdict
from cases.review.items import AXES
from cases.review.lifecycles import FILE, OTHER_BODY, ROUND, SCORE
from cases.review.results import COUNTING, OF_THE_SEATED
from supervision.workflow import Option

DECIDED = ("scored", "told", "objected", "settled")


def rounds_for(user: User) -> QuerySet[ReviewRound]:
    """The rounds a person may see, with how many agencies and files each has."""
    rows: QuerySet[ReviewRound] = ReviewRound.objects.visible_to(user).select_related("agency", "made_by")
    files = ReviewFile.objects.filter(round=OuterRef("pk")).order_by().values("round")
    agencies = ReviewedAgency.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return rows.annotate(
        agencies_count=Coalesce(Subquery(agencies.values(n=Count("pk"))), 0),
        files_count=Coalesce(Subquery(files.values(n=Count("pk"))), 0),
        scored_count=Coalesce(Subquery(files.values(n=Count("pk", filter=Q(state__in=DECIDED)))), 0),
    )


def options(made: ReviewRound, user: User) -> list[Option]:
    """The steps that are this person's business, without those of another level."""
    return [option for option in ROUND.available(made, user) if option.refusal != OTHER_BODY]


@dataclass
class AgencyRow:
    """One agency of a round: what was drawn from what, how far its files have come, its figures."""

    agency: str
    result: ReviewedAgency
    cells: list[ReviewDraw | None] = field(default_factory=list)
    files: int = 0
    scored: int = 0


@dataclass(frozen=True)
class RoundView:
    """What the page of a round shows below its head."""

    strata: list[Stratum]
    agencies: list[AgencyRow]
    states: list[tuple[Any, int]]
    files: int
    scored: int

    @property
    def waiting(self) -> int:
        """Files that nobody scores yet."""
        return next((count for state, count in self.states if state.value == "drawn"), 0)


def round_view(made: ReviewRound) -> RoundView:
    """Three statements: agencies, draws, files by agency and state."""
    strata = [stratum for stratum in Stratum if made.wanted.get(stratum.value)]
    draws = {(one.agency_id, one.stratum): one for one in made.draws.defer("ids")}
    by_agency: dict[int, dict[str, int]] = {}
    for agency, state, count in made.files.order_by().values_list("agency_id", "state").annotate(n=Count("pk")):
        by_agency.setdefault(agency, {})[state] = count
    rows = []
    for one in made.agencies.select_related("agency").order_by("agency__code"):
        states = by_agency.get(one.agency_id, {})
        cells = [draws.get((one.agency_id, stratum.value)) for stratum in strata]
        scored = sum(states.get(state, 0) for state in DECIDED)
        rows.append(AgencyRow(one.agency.short_name, one, cells, sum(states.values()), scored))
    totals = [(state, sum(states.get(state.value, 0) for states in by_agency.values())) for state in FILE.states]
    return RoundView(
        strata, rows, [(state, count) for state, count in totals if count], sum(row.files for row in rows), sum(row.scored for row in rows)
    )  # fmt: skip


def files_for(user: User) -> QuerySet[ReviewFile]:
    """Files a supervisor may see, of their rounds."""
    rows: QuerySet[ReviewFile] = ReviewFile.objects.visible_to(user, "cases.view_review")
    return rows.select_related("agency", "round", "first", "second", "third")


def sheets_shown(file: ReviewFile, user: User) -> QuerySet[ReviewSheet]:
    """The sheets of a file that this person may read: their own; all that are in once both reviewers have submitted. The database's own
    policy says the same."""
    mine = Q(reviewer=user.pk)
    rows = ReviewSheet.objects.filter(file=file).filter(mine | Q(submitted_at__isnull=False) if file.both_in else mine)
    return rows.filter(reviewer__in=file.seated).select_related("reviewer").order_by("seat")


@dataclass(frozen=True)
class Place:
    """What a person may do with a file now. `begin`: the words of the button; `sheet`: their own."""

    sheet: ReviewSheet | None = None
    begin: str = ""
    may_answer: bool = False
    replaceable: tuple[tuple[str, str, int], ...] = ()


def place_of(file: ReviewFile, user: User, sheets: Iterable[ReviewSheet], *, may_plan: bool) -> Place:
    """A person's place at a file."""
    own = next((one for one in sheets if one.reviewer_id == user.pk), None)
    seat, may_score = file.seat_of(user.pk), user.has_perm(SCORE, file)
    begin = ""
    if may_score and own is None and file.round.state == "reviewing":
        if seat in (Seat.FIRST, Seat.SECOND) and file.state == "scoring":
            begin = "开始评查"
        elif file.state == "third" and (seat == Seat.THIRD or (file.third_id is None and seat is None)):
            begin = "担任第三评查人，开始评查"
    step = FILE.find(file.state, "answer")
    may_answer = bool(may_score and step and step.guard and step.guard(file, user) is None)
    seats = []
    if may_plan and file.state == "scoring":
        seats = [one for one in (Seat.FIRST, Seat.SECOND) if not getattr(file, f"{one.value}_in")]
    elif may_plan and file.state == "third" and file.third_id:
        seats = [Seat.THIRD]
    return Place(own, begin, may_answer, tuple((one.value, str(one.label), getattr(file, f"{one.value}_id")) for one in seats))


@dataclass(frozen=True)
class Group:
    """Lines of a sheet that belong together."""

    key: str
    title: str
    note: str
    lines: list[SheetLine]

    @property
    def pending(self) -> int:
        """How many are undecided."""
        return sum(line.verdict == Verdict.PENDING for line in self.lines)


def groups_of(lines: Iterable[SheetLine]) -> list[Group]:
    """A sheet in the order in which a reviewer goes through it."""
    found = list(lines)

    def of(source: Source, axis: str = "") -> list[SheetLine]:
        return [line for line in found if line.source == source and (not axis or line.axis == axis)]

    groups = [
        Group("veto", "一票否决项", scoring.VETO_SOURCE, of(Source.VETO)),
        Group("rule", "规则检出的问题", "由检查结果预填，请对照案卷认定或者划去；划去要写理由。", of(Source.RULE)),
        *(Group(f"axis{place}", axis, "", of(Source.ITEM, axis)) for place, axis in enumerate(AXES)),
        Group("hand", "人工扣分", "", of(Source.HAND)),
        Group(
            "question", "缺数据，请核对案卷", "报送的数据不足以判断，不扣分；核对后查实的再扣。可以不答。", of(Source.QUESTION)
        ),
    ]
    return [group for group in groups if group.lines]


@dataclass(frozen=True)
class FileResult:
    """One file as its agency reads it: the file, what was deducted, its objection."""

    file: ReviewFile
    lines: list[SheetLine]
    objection: Any


def results_of(result: ReviewedAgency, user: User) -> list[FileResult]:
    """The files of one agency in one round with what the deciding sheets took off. Two statements."""
    files = list(
        ReviewFile.objects.visible_to(user)
        .filter(round=result.round_id, agency=result.agency_id)
        .select_related("objection")
        .order_by("stratum", "place")
    )
    lines: dict[int, dict[tuple[str, str], SheetLine]] = {}
    rows = SheetLine.objects.filter(COUNTING, OF_THE_SEATED, sheet__file__in=files, sheet__submitted_at__isnull=False)
    for line in rows.filter(verdict=Verdict.ACCEPTED).select_related("sheet").order_by("id"):
        lines.setdefault(line.sheet.file_id, {}).setdefault((line.code, line.title), line)
    return [FileResult(file, list(lines.get(file.pk, {}).values()), getattr(file, "objection", None)) for file in files]


def to_do(user: User) -> QuerySet[ReviewFile]:
    """Files that wait for this person: a sheet of theirs that is not in, a third reviewer or a re-review at their body. One statement."""
    bodies = [grant.agency_id for grant in user.scope.with_permission(SCORE)]
    apart = ~Q(first=user.pk) & ~Q(second=user.pk)
    barred = [one.agency_id for one in user.scope.conflicts]
    mine_in = ReviewSheet.objects.filter(file=OuterRef("pk"), reviewer=user.pk, submitted_at__isnull=False)
    waits = (
        Q(state="scoring", first=user.pk, first_in=False)
        | Q(state="scoring", second=user.pk, second_in=False)
        | (Q(state="third", third=user.pk) & ~Exists(mine_in))
        | (Q(state="third", third=None, round__agency__in=bodies) & apart)
        | (Q(state="objected", round__agency__in=bodies) & apart & (Q(third=None) | ~Q(third=user.pk)))
    )
    rows: QuerySet[ReviewFile] = ReviewFile.objects.visible_to(user, SCORE).filter(waits, round__state__in=["reviewing", "told"])
    return (
        rows.exclude(agency__in=barred)
        .select_related("agency", "round", "objection")
        .order_by(F("objection__answer_due").asc(nulls_last=True), "id")
    )


@dataclass(frozen=True)
class Waiting:
    """Files of one round that wait for the same thing: the one to begin with, and how many. A re-review stands alone, because it has a day."""

    first: ReviewFile
    count: int

    @property
    def state(self) -> str:
        """What they wait for."""
        return self.first.state


def waiting(user: User, most: int) -> list[Waiting]:
    """What waits for this person, round by round, among the first `most` files. One statement."""
    rows = remembered(("reviews.to_do", most), user, lambda: _firsts(user, most))
    return [Waiting(one, 1 if one.state == "objected" else one.together) for one in rows]


def _firsts(user: User, most: int) -> QuerySet[Any]:
    """Of the files that wait, the first of each round and state, with how many there are; those of a re-review all."""
    alike, order = [F("round"), F("state")], [F("objection__answer_due").asc(nulls_last=True), F("id").asc()]
    rows = ReviewFile.objects.filter(pk__in=to_do(user).values("pk")[:most]).select_related("agency", "round", "objection")
    # What a queue tells of a file and no more: all that wait are sorted and counted.
    named = rows.only("label", "state", "round__title", "agency__short_name", "objection__answer_due", "objection__file")
    counted = named.annotate(
        together=Window(Count("pk"), partition_by=alike), nth=Window(RowNumber(), partition_by=alike, order_by=order)
    )
    return counted.filter(Q(nth=1) | Q(state="objected")).order_by(*order)


def told_to(user: User, today: Any) -> QuerySet[ReviewedAgency]:
    """Results that were told to this person's agency and may still be objected to. One statement."""
    rows: QuerySet[ReviewedAgency] = ReviewedAgency.objects.visible_to(user, "cases.object_review")
    return rows.filter(state="told", objection_due__gte=today).select_related("agency").order_by("objection_due", "id")


def average_of(rows: Iterable[ReviewedAgency]) -> Decimal | None:
    """The mean of all files of some agencies, one decimal."""
    counted = [(one.average, one.files_count) for one in rows if one.average is not None]
    files = sum(count for _average, count in counted)
    total: Decimal = sum((average * count for average, count in counted), Decimal(0))
    return round(total / files, 1) if files else None


def candidates(made: ReviewRound) -> list[people.Reviewer]:
    """Who may score at the round's body."""
    return people.reviewers_of(made.agency)
