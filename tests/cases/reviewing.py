"""案卷评查的测试公用件：一个批次走到哪一步。

A round of the county's bureau over its housing bureau, taken as far as a test asks, by the product's own services. All fictional.
"""

from __future__ import annotations

import datetime
from typing import Any

from agencies.choices import Role
from agencies.models import Agency, Post, User
from cases.models import EnforcementCase, ReviewFile, ReviewRound, ReviewSheet
from cases.review import drawing, rounds, sheets
from cases.review.choices import Source, Stratum, Verdict
from cases.review.sheets import Answer
from tests.cases.factories import make_case
from tests.cases.keeping import fresh
from tests.cast import Cast

START, END = datetime.date(2026, 1, 1), datetime.date(2026, 10, 31)
SEED = "公开摇号 7 3 1"
DECIDED = datetime.date(2026, 3, 12)


def reviewer(bureau: Agency, name: str, role: Role = Role.LEGAL_REVIEWER, **post: Any) -> User:
    """One more person who may score at a body."""
    user = User.objects.create(username=f"review-{name}", display_name=name, password="!")
    Post.objects.create(user=user, agency=bureau, role=role, title="评查人员", starts_on="2020-01-01", **post)
    return user


def values(**changed: Any) -> dict[str, Any]:
    """A plan: two ordinary penalties of each agency."""
    return {
        "title": "2026年案卷评查", "period_start": START, "period_end": END, "wanted": {Stratum.PENALTY_ORDINARY.value: 2},
        "heavy_fine": 10_000, "excellent_from": 90, "good_from": 75, "pass_from": 60, "gap": 15, "rule_cap": 10,
    } | changed  # fmt: skip


def planned(cast: Cast, agencies: list[Agency] | None = None, actor: User | None = None, **changed: Any) -> ReviewRound:
    """A plan of the county's bureau."""
    chosen = [one.pk for one in agencies or [cast.county_housing]]
    return rounds.plan(given=values(**changed), agencies=chosen, actor=fresh(actor or cast.county_supervisor))


def drawn(cast: Cast, count: int = 3, **changed: Any) -> ReviewRound:
    """A round that has been drawn from so many ordinary penalties."""
    for number in range(count):
        make_case(
            cast.county_housing, decision_date=DECIDED, decision_no=f"浏住建罚〔2026〕{number + 1}号", cause="未取得许可擅自施工"
        )
    return drawing.draw(made=planned(cast, **changed), actor=fresh(cast.county_supervisor), seed=SEED)


def one_file(cast: Cast, *others: User, case: EnforcementCase | None = None, **changed: Any) -> ReviewFile:
    """One file, given to the county's supervisor and chief (its first and second), or to the people named."""
    if case is None:
        make_case(cast.county_housing, decision_date=DECIDED, decision_no="浏住建罚〔2026〕1号", cause="未取得许可擅自施工")
    made = planned(cast, wanted={stratum.value: 1 for stratum in Stratum}, **changed)
    made = drawing.draw(made=made, actor=fresh(cast.county_supervisor), seed=SEED)
    people = others or (cast.county_supervisor, cast.county_chief)
    rounds.assign(made=made, reviewers=[one.pk for one in people], actor=fresh(cast.county_supervisor))
    file: ReviewFile = ReviewFile.objects.get(round=made)
    return file


def begun(file: ReviewFile, who: User) -> ReviewSheet:
    """Somebody's sheet, opened."""
    return sheets.begin(file=again(file), actor=fresh(who))


def fill(sheet: ReviewSheet, who: User, *, lost: int = 0, veto: str = "") -> None:
    """Everything met or struck; `lost` points by hand (at most 20 an entry); `veto`: the code of a one-vote-fail line that is established."""
    whose = sheet.file.agency.short_name
    answers = {
        line.pk: Answer(Verdict.STRUCK, reason=f"{whose}：经核对案卷，不成立")
        for line in sheet.lines.exclude(source__in=[Source.QUESTION, Source.HAND])
    }
    if veto:
        answers[sheet.lines.get(code=veto).pk] = Answer(Verdict.ACCEPTED, reason=f"{whose}：查实", page="3")
    sheets.save(sheet=sheet, answers=answers, remark="", actor=fresh(who))
    while lost > 0:
        points = min(lost, sheets.MOST_BY_HAND)
        sheets.add(sheet=sheet, title=f"人工扣分{lost}", points=points, reason=f"{whose}：见案卷", page="5", actor=fresh(who))
        lost -= points


def scored_by(file: ReviewFile, who: User, score: int, *, veto: str = "") -> ReviewFile:
    """Somebody hands in a sheet of a score."""
    sheet = begun(file, who)
    fill(sheet, who, lost=100 - score, veto=veto)
    sheets.submit(sheet=sheet, actor=fresh(who))
    return again(file)


def scored(cast: Cast, first: int, second: int, **changed: Any) -> ReviewFile:
    """A file with the two scores."""
    file = one_file(cast, **changed)
    scored_by(file, cast.county_supervisor, first)
    return scored_by(file, cast.county_chief, second)


def told(cast: Cast, day: datetime.date, score: int = 80) -> ReviewFile:
    """A file whose result was told to its agency on a day."""
    file = scored(cast, score, score)
    rounds.notify(made=file.round, actor=fresh(cast.county_chief), today=day)
    return again(file)


def again(file: ReviewFile) -> ReviewFile:
    """The file as it stands."""
    found: ReviewFile = ReviewFile.objects.select_related("round").get(pk=file.pk)
    return found
