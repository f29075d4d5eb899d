"""演示故事：监督事项与监督文书。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency, User
from cases.models import Finding
from cases.rules import RULESET
from notices import instruments
from notices.choices import ProblemType, Verdict
from notices.models import Instrument
from notices.services import drafting, extensions, issuing, matters, objections, responding, verification
from notices.services.responding import Answer
from reports.demo.moments import on
from supervision.web.errors import UserError
from supervision.workdays import Period, Unit
from supervision.workflow import NotAllowed

STEPS = ("draft", "checking", "signing", "delivered", "handling", "responded", "returned", "closed")


@dataclass(frozen=True)
class Bureau:
    """The people of one supervision body who make an instrument together."""

    supervisor: User
    chief: User
    director: User


@dataclass(frozen=True)
class Scene:
    """One instrument of the story: to whom, begun how many days ago, how far it has come, whether more time is asked for or an objection is raised."""

    agency: str
    days_ago: int
    reaches: str
    asks_extension: bool = False
    objects: bool = False


COUNTY = (
    Scene("430181-ZJ", 75, "closed"),
    Scene("430181-ZJ", 27, "handling", asks_extension=True),
    Scene("430181-ZJ", 2, "delivered"),
    Scene("430181-CG", 42, "delivered"),
    Scene("430181-SCJG", 24, "responded", objects=True),
    Scene("430181-JT", 33, "returned"),
    Scene("430181-WJ", 3, "checking"),
    Scene("430181-YJ", 2, "signing"),
    Scene("430181-NY", 1, "draft"),
)
CITY = (
    Scene("430100-SCJG", 70, "closed"),
    Scene("430100-SCJG", 25, "handling", objects=True),
    Scene("430100-CG", 45, "delivered"),
    Scene("430100-JT", 26, "responded"),
    Scene("430100-ZJ", 4, "checking"),
    Scene("430100-WJ", 3, "signing"),
    Scene("430100-STHJ", 1, "draft"),
)


def play(scenes: tuple[Scene, ...], bureau: Bureau, today: datetime.date) -> int:
    """Live through the scenes; returns how many instruments there are."""
    made = 0
    for scene in scenes:
        agency = Agency.objects.get(code=scene.agency)
        instrument = _open(agency, bureau, today - datetime.timedelta(days=scene.days_ago))
        if instrument is not None:
            _advance(instrument, scene, bureau, today)
            made += 1
    return made


DUTIES = ("P-53", "P-30")
WRONGS = tuple(rule.code for rule in RULESET.rules if not rule.is_about_data)
UNDONE = Q(rule_code="P-30", case__decision_date=None) | Q(rule_code="P-53", case__published_date=None)
RECENT = 5
"""Days."""


def _open(agency: Agency, bureau: Bureau, day: datetime.date) -> Instrument | None:
    """A matter from up to three findings of one agency, and the draft that fits them; None when the agency has no finding left."""
    recent = day >= timezone.localdate() - datetime.timedelta(days=RECENT)
    for rules in (DUTIES, WRONGS) if recent else (WRONGS,):
        findings = list(
            Finding.objects.filter(
                agency=agency, state__in=["open", "confirmed"], rule_code__in=rules, case__dispute_status="none"
            )
            # One paper for one kind of problem; what is told as still undone today does not belong into a letter of last month.
            .filter(UNDONE if rules is DUTIES else ~UNDONE)
            .select_related("case", "agency")
            .order_by("severity", "pk")[:3]
        )
        if not findings:
            continue
        with on(day, 9):
            matter = matters.open_matter(
                findings=findings,
                title=f"{agency.short_name}{findings[0].case.get_kind_display()}案件办理不规范问题",
                problem_type=ProblemType.PROCEDURE,
                actor=bureau.supervisor,
                summary="规则检查检出、经核对案卷认定。（演示）",
            )
            for kind in instruments.KINDS:
                try:
                    return drafting.draft_instrument(matter=matter, kind=kind.code, actor=bureau.supervisor)
                except (NotAllowed, UserError):
                    continue
    return None


def _advance(instrument: Instrument, scene: Scene, bureau: Bureau, today: datetime.date) -> None:
    """Take an instrument as far as its scene says, one step a working moment."""
    goal = STEPS.index(scene.reaches)
    begun = today - datetime.timedelta(days=scene.days_ago)
    if goal >= STEPS.index("checking"):
        with on(begun, 11):
            issuing.submit(instrument=instrument, actor=bureau.supervisor)
    if goal >= STEPS.index("signing"):
        with on(begun, 15):
            issuing.pass_check(instrument=_again(instrument), actor=bureau.chief)
    if goal >= STEPS.index("delivered"):
        with on(begun + datetime.timedelta(days=1), 9):
            issuing.sign(instrument=_again(instrument), actor=bureau.director)
    officer = User.objects.filter(posts__agency__code=scene.agency, posts__role="legal_officer").order_by("pk").first()
    if officer is None or goal < STEPS.index("handling"):
        return
    with on(begun + datetime.timedelta(days=2), 10):
        responding.acknowledge(instrument=_again(instrument), actor=officer)
    if scene.asks_extension:
        with on(today - datetime.timedelta(days=1), 10):
            extensions.request_extension(
                instrument=_again(instrument), amount=10, reason="涉案工程需重新检测，检测机构排期较长。（演示）", actor=officer
            )
    if scene.objects:
        with on(begun + datetime.timedelta(days=6), 10):
            objections.raise_objection(
                instrument=_again(instrument), item_id=instrument.items.earliest("order").pk, actor=officer,
                reason="该案中止调查期间应当从办案期限中扣除，系统数据没有记载中止决定，附卷材料可以证明。（演示）",
            )  # fmt: skip
    if goal >= STEPS.index("responded"):
        _answer(_again(instrument), officer, begun + datetime.timedelta(days=15))
    if scene.reaches in {"closed", "returned"}:
        _verify(_again(instrument), bureau, scene.reaches, begun + datetime.timedelta(days=18))


def _answer(instrument: Instrument, officer: User, day: datetime.date) -> None:
    with on(day, 16):
        answers = {
            item.pk: Answer(
                answer="经核查，所列问题属实，系承办人员对期限要求掌握不准确。（演示）",
                measures="已补办有关手续并书面说明；对承办人员进行谈话提醒，修订案件办理时限提醒制度。（演示）",
                rectified_on=day,
            )
            for item in instrument.items.all()
        }
        responding.save_answers(instrument=instrument, answers=_by_answer(instrument, answers), actor=officer)
        responding.respond(instrument=_again(instrument), actor=officer)


def _by_answer(instrument: Instrument, answers: dict[int, Answer]) -> dict[int, Answer]:
    """The service is addressed by the answer rows of the open round."""
    current = instrument.responses.get(sent_at=None)
    return {row.pk: answers[row.item_id] for row in current.items.all()}


def _verify(instrument: Instrument, bureau: Bureau, outcome: str, day: datetime.date) -> None:
    rows = list(instrument.responses.latest("round").items.all())
    with on(day, 10):
        for number, row in enumerate(rows):
            refused = outcome == "returned" and number == len(rows) - 1
            verification.verify_item(
                instrument=_again(instrument),
                answer_id=row.pk,
                verdict=Verdict.RETURNED if refused else Verdict.ACCEPTED,
                reason="未附整改佐证材料，请补充送达回证复印件。（演示）" if refused else "",
                actor=bureau.supervisor,
            )
        if outcome == "closed":
            verification.close(instrument=_again(instrument), actor=bureau.supervisor)
        else:
            verification.send_back(instrument=_again(instrument), period=Period(15, Unit.WORKDAY), actor=bureau.supervisor)


def _again(instrument: Instrument) -> Instrument:
    return Instrument.objects.select_related("agency", "issuer", "matter").get(pk=instrument.pk)
