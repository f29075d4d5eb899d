"""督办与月报：每个状态各有几件，全部经真实服务一步一步办成。

Two bureaus go round the loop: the city's on 市市场监管局, 浏阳市's on its 住建局, the agencies of the demo's accounts. Each state of an
instrument and of a report has an example with few problems and one with many, so that a page's statements can be compared.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from agencies.models import Agency, Region, User
from appraisals.choices import Aspect, Manner, Part
from appraisals.services import planning, publishing
from cases.models import EnforcementCase, Finding
from cases.rules import RULESET
from leads.choices import LeadSource
from leads.services.registering import Told, register_lead
from notices.choices import ProblemType, ReferralGround, Verdict
from notices.models import AgencyResponse, Instrument, ItemResponse, Matter
from notices.services import drafting, evidence, extensions, issuing, matters, objections, referrals, responding, verification
from notices.services.responding import Answer
from reports.bench.figure import Missing
from reports.models import PeriodicReport
from reports.services import approving, compiling
from reports.services import issuing as report_issuing
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from supervision.workdays import Period, Unit

COPIES = 15
"""How many times each of these instruments is multiplied in the small city."""

FEW, MANY = 2, 6
KIND = "press_letter"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
REPORT_STATES = ("draft", "division", "legal", "director", "leader", "approved", "issued")


@dataclass(frozen=True)
class Bureau:
    """One supervision body with its people, and the agency it supervises here."""

    region: str
    supervised: str
    supervisor: User
    chief: User
    legal: User
    director: User
    leader: User
    officer: User


def bureaus() -> tuple[Bureau, Bureau]:
    """The city's and 浏阳市's, by the demo's accounts."""
    who = {user.username: user for user in User.objects.all()}
    return (
        Bureau(
            "430100", "430100-SCJG", who["shidu"], who["shichu"], who["shifa"], who["shiju"], who["shizhang"], who["shifaguan"]
        ),
        Bureau(
            "430181", "430181-ZJ", who["xiandu"], who["xianchu"], who["xianfa"], who["xianju"], who["xianzhang"], who["faguan"]
        ),
    )


def go_round() -> None:
    """Make matters, instruments and reports in every state for both bureaus."""
    for bureau in bureaus():
        agency = Agency.objects.get(code=bureau.supervised)
        for problems in (FEW, MANY):
            for story in STORIES:
                matter = _open(bureau, agency, problems)
                story(bureau, drafting.draft_instrument(matter=matter, kind=KIND, actor=bureau.supervisor))
        matters.drop_matter(matter=_open(bureau, agency, 1), reason="演示：经核实不再监督", actor=bureau.supervisor)
        _open(bureau, agency, FEW)
        told = Told(LeadSource.HOTLINE, timezone.localdate(), "演示：反映执法拖延", anonymous=True)
        register_lead(told=told, agency=agency, actor=bureau.supervisor)
        _appraise(bureau, agency)
        for back, state in enumerate(REPORT_STATES, start=1):
            _report(bureau, back, state)


def _appraise(bureau: Bureau, agency: Agency) -> None:
    """A plan, and an appraisal that is being scored."""
    items = [planning.Item("程序合法", Aspect.QUALITY, "抽查案件", 60), planning.Item("整改见效", Aspect.EFFECT, "复查情况", 40)]
    today = timezone.localdate()
    for title in ("演示：方案", "演示：评议中"):
        given = planning.Plan(title, today, today, "《行政执法监督条例》第十九条", "演示", [agency.pk], items)
        made = planning.plan(given=given, actor=bureau.supervisor)
    publishing.publish(made=made, part=Part.CRITERIA, notice=publishing.Notice(today, Manner.IN_SYSTEM), actor=bureau.supervisor)


def _open(bureau: Bureau, agency: Agency, problems: int) -> Matter:
    """A matter from open findings of the agency."""
    found = findings_of(agency, problems)
    return matters.open_matter(
        findings=found,
        title="演示：办案期限问题",
        problem_type=ProblemType.PROCEDURE,
        actor=bureau.supervisor,
        duties=[finding.pk for finding in found],
    )


def findings_of(agency: Agency, count: int) -> list[Finding]:
    """Open findings of the agency; where a small city has too few, clean cases are given one."""
    found = list(_open_findings(agency)[:count])
    if len(found) < count:
        _lend(agency, count - len(found))
        found = list(_open_findings(agency)[:count])
    return found


def _open_findings(agency: Agency) -> QuerySet[Finding]:
    return Finding.objects.filter(agency=agency, state="open", case__dispute_status="none").order_by("id")


def _lend(agency: Agency, count: int) -> None:
    """Findings that no check made, so that a small city too has matters enough."""
    taken = set(Finding.objects.filter(agency=agency).values_list("case_id", "rule_code"))
    cases = EnforcementCase.objects.filter(agency=agency, dispute_status="none").order_by("id").values_list("pk", "listed_on")
    free = [(case, day, code) for code in RULESET.codes for case, day in cases if (case, code) not in taken][:count]
    if len(free) < count:
        raise Missing(f"{agency.name}的案件太少，凑不出 {count} 条线索；请加大 --rows。")
    Finding.objects.bulk_create(
        Finding(
            case_id=case,
            agency=agency,
            region_code=agency.region_code,
            rule_code=code,
            rule_version=1,
            severity=3,
            basis="《中华人民共和国行政处罚法》",
            sentence="演示：为测量补的线索。",
            found_on=timezone.localdate(),
            listed_on=day,
        )
        for case, day, code in free
    )


def _draft(_bureau: Bureau, _instrument: Instrument) -> None:
    """Stays a draft."""


def _checking(bureau: Bureau, instrument: Instrument) -> None:
    issuing.submit(instrument=_fresh(instrument), actor=bureau.supervisor)


def _signing(bureau: Bureau, instrument: Instrument) -> None:
    _checking(bureau, instrument)
    issuing.pass_check(instrument=_fresh(instrument), actor=bureau.chief)


def _delivered(bureau: Bureau, instrument: Instrument) -> None:
    _signing(bureau, instrument)
    issuing.sign(instrument=_fresh(instrument), actor=bureau.director)
    for job in OutboxJob.objects.filter(kind="notices.issue", done_at=None):
        run(job.pk)


def _handling(bureau: Bureau, instrument: Instrument) -> None:
    _delivered(bureau, instrument)
    responding.acknowledge(instrument=_fresh(instrument), actor=bureau.officer)


def _asking_for_time(bureau: Bureau, instrument: Instrument) -> None:
    _handling(bureau, instrument)
    extensions.request_extension(instrument=_fresh(instrument), amount=5, reason="演示：案情复杂", actor=bureau.officer)


def _objected(bureau: Bureau, instrument: Instrument) -> None:
    _handling(bureau, instrument)
    objections.raise_objection(
        instrument=_fresh(instrument), item_id=instrument.items.earliest("order").pk, reason="演示：事实有出入",
        files=[("演示.pdf", PDF)], actor=bureau.officer,
    )  # fmt: skip
    referrals.note_clue(
        matter=instrument.matter, ground=ReferralGround.VIOLATION, found_on=timezone.localdate(), clue="演示：涉嫌失职",
        actor=bureau.supervisor,
    )  # fmt: skip


def _responded(bureau: Bureau, instrument: Instrument) -> None:
    _handling(bureau, instrument)
    _answer(bureau, instrument)


def _returned(bureau: Bureau, instrument: Instrument) -> None:
    _responded(bureau, instrument)
    _verify(bureau, instrument, Verdict.RETURNED)
    verification.send_back(instrument=_fresh(instrument), period=Period(10, Unit.DAY), actor=bureau.supervisor)


def _closed(bureau: Bureau, instrument: Instrument) -> None:
    _responded(bureau, instrument)
    _verify(bureau, instrument, Verdict.ACCEPTED)
    verification.close(instrument=_fresh(instrument), actor=bureau.supervisor)


STORIES: tuple[Callable[[Bureau, Instrument], None], ...] = (
    _draft,
    _checking,
    _signing,
    _delivered,
    _handling,
    _asking_for_time,
    _objected,
    _responded,
    _returned,
    _closed,
)


def _answer(bureau: Bureau, instrument: Instrument) -> None:
    open_round = AgencyResponse.objects.get(instrument=instrument, sent_at=None)
    answers = list(open_round.items.all())
    words = {one.pk: Answer("演示：已查明原因。", "演示：已整改到位。", None) for one in answers}
    responding.save_answers(instrument=_fresh(instrument), answers=words, actor=bureau.officer)
    for one in answers:
        evidence.attach_evidence(
            instrument=_fresh(instrument), answer_id=one.pk, name="演示.pdf", content=PDF, actor=bureau.officer
        )
    responding.respond(instrument=_fresh(instrument), actor=bureau.officer)


def _verify(bureau: Bureau, instrument: Instrument, verdict: Verdict) -> None:
    for one in ItemResponse.objects.filter(response__instrument=instrument).exclude(response__sent_at=None):
        verification.verify_item(
            instrument=_fresh(instrument), answer_id=one.pk, verdict=verdict, reason="演示：未到位", actor=bureau.supervisor
        )


def _report(bureau: Bureau, months_back: int, state: str) -> PeriodicReport:
    """The report of some months ago, taken through the chain up to a state."""
    region = Region.objects.get(code=bureau.region)
    made, _ = compiling.ensure_report(region=region, period=month_before(timezone.localdate(), months_back))
    run(OutboxJob.objects.get(dedupe_key=f"reports.compile:{made.pk}").pk)
    steps = REPORT_STATES.index(state)
    if steps >= 1:
        approving.submit(report=_again(made), actor=bureau.supervisor)
    for who in (bureau.chief, bureau.legal, bureau.director)[: max(0, steps - 1)]:
        approving.agree(report=_again(made), actor=who, version=1)
    if steps >= 5:
        approving.instruct(report=_again(made), actor=bureau.leader, version=1, words="同意。")
    if steps >= 6:
        report_issuing.issue(report=_again(made), actor=bureau.director)
        run(OutboxJob.objects.get(dedupe_key=f"reports.issue:{made.pk}").pk)
    return _again(made)


def month_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month that lies some months before a day's."""
    at = day.year * 12 + day.month - 1 - months
    return datetime.date(at // 12, at % 12 + 1, 1)


def _fresh(instrument: Instrument) -> Instrument:
    return Instrument.objects.select_related("agency", "issuer", "matter", "drafted_by").get(pk=instrument.pk)


def _again(report: PeriodicReport) -> PeriodicReport:
    return PeriodicReport.objects.select_related("agency").get(pk=report.pk)
