"""测试用的评议：一步一步由产品自己的服务办成。人、事均为虚构。

The standard of the tests has three items: 40 + 35 for quality, 25 for effect.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from agencies.models import Agency, User
from appraisals.choices import Aspect, Manner, Part
from appraisals.models import Appraisal, AppraisedAgency
from appraisals.services import concluding, planning, publishing, scoring
from appraisals.services.planning import Item, Plan
from appraisals.services.publishing import Notice
from appraisals.services.scoring import Mark

ITEMS = (
    Item("程序合法", Aspect.QUALITY, "抽查案件的程序是否完整", 40),
    Item("文书规范", Aspect.QUALITY, "法律文书是否载明法定内容", 35),
    Item("整改见效", Aspect.EFFECT, "责令改正后的复查情况", 25),
)


def again(user: User) -> User:
    """The person as a new request sees them."""
    found: User = User.objects.get(pk=user.pk)
    return found


def fresh(made: Appraisal) -> Appraisal:
    """As it stands in the database, as its page reads it."""
    found: Appraisal = Appraisal.objects.select_related("agency").get(pk=made.pk)
    return found


def written(agencies: Iterable[Agency], **more: Any) -> Plan:
    """A plan over some agencies."""
    given: dict[str, Any] = {
        "title": "2026年度执法质效评议", "period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31),
        "basis": "《行政执法监督条例》第十九条", "situation": "本年以工程建设领域执法为重点。", "items": ITEMS,
    }  # fmt: skip
    return Plan(agencies=[one.pk for one in agencies], **given | more)


def planned(agencies: Iterable[Agency], actor: User, **more: Any) -> Appraisal:
    """A draft."""
    return planning.plan(given=written(agencies, **more), actor=again(actor))


def publish(made: Appraisal, part: Part, actor: User, **more: Any) -> Appraisal:
    """Register that a part was published, in the system today unless told otherwise."""
    given: dict[str, Any] = {"on": timezone.localdate(), "manner": Manner.IN_SYSTEM}
    given |= {"words": "十一月由三名监督人员查阅案卷、走访企业。"} if part == Part.PROCESS else {}
    publishing.publish(made=made, part=part, notice=Notice(**given | more), actor=again(actor))
    return fresh(made)


def begun(agencies: Iterable[Agency], actor: User, **more: Any) -> Appraisal:
    """One that is being scored."""
    return publish(planned(agencies, actor, **more), Part.CRITERIA, actor)


def give(made: Appraisal, agency: Agency, points: Sequence[str], actor: User, words: str = "抽查未见缺漏。") -> None:
    """An agency's points, in the order of the standard."""
    row = AppraisedAgency.objects.select_related("appraisal").get(appraisal=made, agency=agency)
    marks = {item.pk: Mark(Decimal(one), words) for item, one in zip(made.items.all(), points, strict=True)}
    scoring.score(row=row, marks=marks, actor=again(actor))


def scored(agencies: Sequence[Agency], actor: User, **more: Any) -> Appraisal:
    """One that waits for its result: 36 + 30.5 + 20 = 86.5 for each agency."""
    made = begun(agencies, actor, **more)
    for agency in agencies:
        give(made, agency, ("36", "30.5", "20"), actor)
    return made


def settled(agencies: Sequence[Agency], actor: User, director: User, **more: Any) -> Appraisal:
    """One whose result stands; course and result are not published."""
    made = scored(agencies, actor, **more)
    concluding.settle(made=made, words="同意。", actor=again(director))
    return fresh(made)


def public(agencies: Sequence[Agency], actor: User, director: User, **more: Any) -> Appraisal:
    """One of which everything is published, and which is not closed."""
    made = settled(agencies, actor, director, **more)
    return publish(publish(made, Part.PROCESS, actor), Part.RESULT, actor)


def closed(agencies: Sequence[Agency], actor: User, director: User, **more: Any) -> Appraisal:
    """One that is over."""
    made = public(agencies, actor, director, **more)
    concluding.close(made=made, actor=again(actor))
    return fresh(made)


def row_of(made: Appraisal, agency: Agency) -> AppraisedAgency:
    """An agency's row."""
    found: AppraisedAgency = AppraisedAgency.objects.select_related("appraisal__agency", "agency").get(
        appraisal=made, agency=agency
    )
    return found
