"""演示故事：案卷评查。一个已公布的批次、一个在异议期内的批次、一个评分中的批次；人物、扣分理由均为虚构。"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from agencies.models import Agency, User
from cases.models import ReviewFile, ReviewRound, ReviewSheet
from cases.review import drawing, objecting, people, rounds, sheets
from cases.review.choices import ObjectionOutcome, Source, Stratum, Verdict
from cases.review.sheets import Answer
from reports.demo.moments import on
from supervision.workdays import calendar

REASONS = {
    "J-01": "缺少立案审批表的审批日期", "J-02": "陈述申辩意见没有复核记录", "J-03": "依据没有引用到项", "J-11": "从轻处罚没有说明理由",
    "J-12": "与同类案件罚款数额相差较大", "J-13": "没有责令改正的记录", "J-21": "决定书没有载明复议期限", "J-22": "法律名称书写不全",
    "J-23": "卷内目录与文书页码不符", "J-31": "复制件没有注明出处", "J-32": "现场照片没有说明拍摄时间", "J-33": "询问笔录没有逐页签名",
    "J-34": "现场检查没有音像记录", "J-41": "补正材料分两次告知", "J-42": "现场核查只有一人签名", "J-51": "没有记录当事人的陈述申辩",
    "J-52": "清单没有当事人签名", "J-61": "检查前没有审批记录", "J-62": "检查结果没有告知企业",
}  # fmt: skip
"""Invented, one for each judgement item that may be marked down."""

SEVERE = 0.6
"""The mood from which a file fails as a whole."""
CITY_AGENCIES = ("430100-SCJG", "430100-CG", "430100-JT", "430100-WJ", "430100-ZJ")
COUNTY_AGENCIES = ("430181-ZJ", "430181-CG", "430181-SCJG")


@dataclass(frozen=True)
class Staff:
    """Who reviews at a body, and who plans, tells and publishes."""

    planner: User
    chief: User
    director: User
    reviewers: tuple[User, ...]


def play(city: Staff, county: Staff, today: datetime.date) -> int:
    """Live through the three rounds; returns how many files were drawn."""
    year = today.year
    half = datetime.date(year, 6, 30) if today > datetime.date(year, 8, 31) else datetime.date(year - 1, 12, 31)
    start = half.replace(month=1 if half.month == 6 else 7, day=1)
    rng = random.Random(20260825)  # noqa: S311 - demo data
    days = calendar.current()
    told = today - datetime.timedelta(days=45)
    first = _drawn(
        city,
        f"{half:%Y}年{'上' if half.month == 6 else '下'}半年行政执法案卷评查",
        CITY_AGENCIES,
        (start, half),
        told - datetime.timedelta(days=20),
        (4, 3),
    )
    _score_all(first, city, rng, told - datetime.timedelta(days=5))
    with on(told):
        rounds.notify(made=first, actor=city.chief, today=told)
    _objection(first, city, told + datetime.timedelta(days=3))
    first.refresh_from_db()
    assert first.objection_due is not None
    with on(days.workday_after(first.objection_due, 3)):
        rounds.publish(made=first, actor=city.director, words="同意公布，请各单位对照问题整改。（演示）")
    told = days.workday_after(today - datetime.timedelta(days=9), 1)
    second = _drawn(
        city,
        f"{year}年涉企执法案卷专项评查",
        CITY_AGENCIES[:2],
        (half + datetime.timedelta(days=1), told),
        told - datetime.timedelta(days=10),
        (2, 1),
    )
    _score_all(second, city, rng, told - datetime.timedelta(days=2))
    with on(told):
        rounds.notify(made=second, actor=city.chief, today=told)
    began = today - datetime.timedelta(days=6)
    third = _drawn(county, f"{year}年浏阳市行政执法案卷评查", COUNTY_AGENCIES, (datetime.date(year, 1, 1), began), began, (2, 1))
    _score_some(third, county, rng, today - datetime.timedelta(days=1))
    return ReviewFile.objects.count()


def _drawn(
    staff: Staff, title: str, agencies: tuple[str, ...], period: tuple[datetime.date, datetime.date], day: datetime.date, sizes: tuple[int, int]
) -> ReviewRound:  # fmt: skip
    """A round planned, drawn and given out on a day. `sizes`: files of the heavy and ordinary stratum, and of each other one."""
    many, few = sizes
    wanted = {stratum.value: few for stratum in Stratum} | {
        Stratum.PENALTY_HEAVY.value: many,
        Stratum.PENALTY_ORDINARY.value: many,
    }
    given = {
        "title": title, "period_start": period[0], "period_end": period[1], "wanted": wanted, "heavy_fine": 10_000, "excellent_from": 90,
        "good_from": 75, "pass_from": 60, "gap": 15, "rule_cap": 10,
    }  # fmt: skip
    chosen = list(Agency.objects.filter(code__in=agencies).values_list("pk", flat=True))
    with on(day, 9):
        made = rounds.plan(given=given, agencies=chosen, actor=staff.planner)
        made = drawing.draw(made=made, actor=staff.planner, seed=f"demo{made.pk:02d}7319")
        rounds.assign(made=made, reviewers=[one.pk for one in staff.reviewers], actor=staff.planner)
    return made


def _score_all(made: ReviewRound, staff: Staff, rng: random.Random, day: datetime.date) -> None:
    """Every file, with a third reviewer where the two are far apart; where nobody is left to be a third, the two see the same."""
    with on(day):
        for file in made.files.order_by("id"):
            mood = rng.choices((0.15, 0.35, 0.7), (5, 4, 1))[0]
            third, seed = _another(file, staff), rng.random()
            for who in filter(None, (file.first, file.second)):
                _hand_in(file, who, random.Random(seed) if third is None else rng, mood)  # noqa: S311 - demo data
            file.refresh_from_db()
            if file.state == "third" and third is not None:
                _hand_in(file, third, rng, mood)


def _score_some(made: ReviewRound, staff: Staff, rng: random.Random, day: datetime.date) -> None:
    """A third of the files by both, a third by one, one begun; the first two far apart, so that a third reviewer is wanted."""
    with on(day):
        files = list(made.files.select_related("first", "second").order_by("id"))
        part = max(1, len(files) // 3)
        for place, file in enumerate(files[: 2 * part]):
            first, second = (one for one in (file.first, file.second) if one is not None)
            _hand_in(file, first, rng, 0.15)
            if place < part:
                _hand_in(file, second, rng, 0.9 if place == 0 else 0.2)
        begun = files[2 * part] if files[2 * part :] else None
        if begun is not None and begun.first is not None:
            sheets.begin(file=begun, actor=begun.first)


def _another(file: ReviewFile, staff: Staff) -> User | None:
    """Somebody who has not scored the file, is not bound up with its agency and did not handle the case; None when nobody is left."""
    handled = people.handlers_of([file])
    able = {one.pk for one in people.reviewers_of(file.round.agency) if not people.why_not(file, one, handled)}
    return next((one for one in staff.reviewers if one.pk in able - file.seated), None)


def _hand_in(file: ReviewFile, who: User, rng: random.Random, mood: float) -> ReviewSheet:
    """A filled-in sheet; `mood`: how often an item is marked down."""
    sheet = sheets.begin(file=file, actor=who)
    answers = {line.pk: _answer(line, rng, mood) for line in sheet.lines.exclude(source=Source.QUESTION)}
    sheets.save(
        sheet=sheet,
        answers=answers,
        remark="总体规范，请对照扣分项整改。（演示）" if mood < 0.3 else "问题较多，请逐项整改。（演示）",
        actor=who,
    )
    sheets.submit(sheet=sheet, actor=who)
    return sheet


def _answer(line: object, rng: random.Random, mood: float) -> Answer:
    source, code, points = line.source, line.code, line.points  # type: ignore[attr-defined]
    page = str(rng.randint(3, 40))
    if source == Source.RULE:
        if line.veto and mood < SEVERE:  # type: ignore[attr-defined]
            return Answer(Verdict.STRUCK, reason="经核对案卷，情形轻微，不构成一票否决（演示）", page=page)
        return Answer(Verdict.ACCEPTED, page=page)
    if source == Source.VETO and code == "V-1" and mood >= SEVERE and page.endswith("7"):
        return Answer(Verdict.ACCEPTED, reason="主要事实只有当事人陈述，没有其他证据（演示）", page=page)
    if source == Source.ITEM and rng.random() < mood:
        return Answer(Verdict.ACCEPTED, rng.randint(1, points), f"{REASONS.get(code, '不符合要求')}（演示）", page)
    return Answer(Verdict.STRUCK)


def _objection(made: ReviewRound, staff: Staff, day: datetime.date) -> None:
    """The first agency objects to its worst file that somebody else can re-review; six points come back."""
    files = made.files.filter(state="told", agency__code=CITY_AGENCIES[0]).order_by("score", "id")
    found = next(((file, who) for file in files if (who := _another(file, staff)) is not None), None)
    if found is None:
        return
    file, who = found
    officer = User.objects.get(username="shifaguan")
    with on(day):
        objecting.raise_objection(
            file=file, words="扣分项所称文书在副卷，请复核。（演示）", actor=officer, today=timezone.localdate()
        )
    file.refresh_from_db()
    with on(day + datetime.timedelta(days=5)):
        score = min(file.score + 6, Decimal(100)) if file.score is not None else None
        changed = ObjectionOutcome.CHANGED if score != file.score else ObjectionOutcome.KEPT
        objecting.answer(
            file=file,
            outcome=changed,
            score=score,
            words="副卷确有该文书，恢复六分。（演示）",
            actor=who,
            today=timezone.localdate(),
        )
