"""案卷评查的东西：各状态的批次、案卷、评查表、结果。

What a supervision body reviews: it stands at `world.BODIES` only. The two reviewers of every file are the body's chief and legal reviewer.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from agencies.models import User
from cases.models import ReviewedAgency, ReviewFile, ReviewRound, ReviewSheet
from cases.review import drawing, objecting, rounds, sheets
from tests.cases import reviewing
from tests.cases.factories import make_case
from tests.web.people import People

PERIOD = (date(2026, 1, 1), date(2026, 10, 31))


def fresh(user: User) -> User:
    """The person as a new request sees them."""
    found: User = User.objects.get(pk=user.pk)
    return found


def things(people: People) -> dict[str, dict[str, Any]]:
    """A round in each state; a file nobody has begun, one that is told, one that is objected to; a sheet that is being filled in."""
    today = timezone.localdate()
    drawn = _drawn(people, "已抽取的批次")
    scoring = _assigned(people, "评分中的批次", 2)
    unbegun, begun = scoring.files.order_by("place")
    sheet = sheets.begin(file=begun, actor=fresh(people.chief))
    scored = _scored(people, "已评定的批次")
    told = _told(people, "异议期内的批次", today)
    over = _told(people, "异议期满的批次", today - timedelta(days=40))
    objected = _told(people, "有异议的批次", today)
    objecting.raise_objection(file=_file(objected), words="不同意", actor=fresh(people.officer), today=today)
    make_case(people.agency, kind="inspection", inspected_on="2026-03-02", cause="例行检查")
    return {
        "review_draft": {"pk": planned(people, "方案").pk},
        "review_drawn": {"pk": drawn.pk},
        "review_scored": {"pk": scored.pk},
        "review_told": {"pk": over.pk},
        "review_file_scoring": {"pk": unbegun.pk},
        "review_file_told": {"pk": _file(told).pk},
        "review_file_objected": {"pk": _file(objected).pk},
        "review_sheet": {"pk": sheet.pk},
        "review_result": {"pk": ReviewedAgency.objects.get(round=told).pk},
    }


def over(people: People) -> dict[str, dict[str, Any]]:
    """What is over: a cancelled round; a published one with a file that was objected to and re-reviewed."""
    cancelled = _drawn(people, "撤销的批次")
    rounds.cancel(made=cancelled, actor=fresh(people.supervisor), words="方案有误")
    long_ago = timezone.localdate() - timedelta(days=60)
    published = _told(people, "公布的批次", long_ago)
    file = _file(published)
    objecting.raise_objection(file=file, words="不同意", actor=fresh(people.officer), today=long_ago)
    objecting.answer(
        file=_file(published), outcome="kept", score=None, words="维持", actor=fresh(people.supervisor), today=long_ago
    )
    rounds.publish(made=published, actor=fresh(people.director), words="同意公布")
    sheet = ReviewSheet.objects.get(file=file, reviewer=people.chief)
    return (
        {name: {"pk": cancelled.pk} for name in ("review_draft", "review_drawn", "review_scored")}
        | {"review_told": {"pk": published.pk}, "review_sheet": {"pk": sheet.pk}}
        | {f"review_file_{name}": {"pk": file.pk} for name in ("scoring", "told", "objected")}
        | {"review_result": {"pk": ReviewedAgency.objects.get(round=published).pk}}
    )


def files(people: People) -> dict[str, ReviewFile]:
    """One file in each state of its way, each of a round of its own; its first and second are the body's chief and legal reviewer.

    `half`: the chief's sheet is in, `apart`: so low that the other's full points differ too much; `third_taken`: the supervisor has begun as the
    third; `told_over`: told, and the days for an objection have passed.
    """
    today = timezone.localdate()
    made = {
        "drawn": _drawn(people, "待分派"),
        **{state: _assigned(people, state) for state in ("scoring", "half", "apart", "third", "third_taken")},
        "scored": _scored(people, "scored"),
        **{state: _told(people, state, today) for state in ("told", "objected", "settled")},
        "told_over": _told(people, "told_over", today - timedelta(days=40)),
    }
    reviewing.scored_by(_file(made["half"]), people.chief, 95)
    for state in ("apart", "third", "third_taken"):
        reviewing.scored_by(_file(made[state]), people.chief, 40)
    for state in ("third", "third_taken"):
        reviewing.scored_by(_file(made[state]), people.legal, 100)
    reviewing.begun(_file(made["third_taken"]), people.supervisor)
    for state in ("objected", "settled"):
        objecting.raise_objection(file=_file(made[state]), words="不同意", actor=fresh(people.officer), today=today)
    kept = {"outcome": "kept", "score": None, "words": "维持", "today": today}
    objecting.answer(file=_file(made["settled"]), actor=fresh(people.supervisor), **kept)
    return {state: _file(one) for state, one in made.items()}


def plan(title: str, count: int = 1) -> dict[str, Any]:
    """The values of a plan: inspections only."""
    return reviewing.values(title=title, period_start=PERIOD[0], period_end=PERIOD[1], wanted={"inspection": count})


def planned(people: People, title: str, count: int = 1) -> ReviewRound:
    """A plan of the body over its agency."""
    return rounds.plan(given=plan(title, count), agencies=[people.agency.pk], actor=fresh(people.supervisor))


def _drawn(people: People, title: str, count: int = 1) -> ReviewRound:
    for _ in range(count):
        make_case(people.agency, kind="inspection", inspected_on="2026-03-02", cause="例行检查")
    return drawing.draw(made=planned(people, title, count), actor=fresh(people.supervisor))


def _assigned(people: People, title: str, count: int = 1) -> ReviewRound:
    made = _drawn(people, title, count)
    rounds.assign(made=made, reviewers=[people.chief.pk, people.legal.pk], actor=fresh(people.supervisor))
    return made


def _scored(people: People, title: str) -> ReviewRound:
    made = _assigned(people, title)
    for who in (people.chief, people.legal):
        reviewing.scored_by(_file(made), who, 88)
    return made


def _told(people: People, title: str, day: date) -> ReviewRound:
    made = _scored(people, title)
    rounds.notify(made=made, actor=fresh(people.chief), today=day)
    return made


def _file(made: ReviewRound) -> ReviewFile:
    found: ReviewFile = ReviewFile.objects.select_related("round").get(round=made)
    return found
