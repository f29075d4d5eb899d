"""其他业务：申辩、豁免、监督检查、暂扣证件、案卷评查、线索、参数试算、表头映射、预警，经真实服务各办到各个环节。

What the loop of matters and reports does not touch, and what pages are about all the same. What the demo's story has anyway is played from
there; the rest is done here, for both bureaus, with little on one object and much on another.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from django.db.models import Count
from django.utils import timezone

from agencies.models import Agency, EnforcementCertificate, User
from cases.choices import CaseKind
from cases.columns import TEMPLATES
from cases.columns.drawing import Drawing
from cases.models import FindingContest
from cases.review import rounds
from cases.review.choices import Stratum
from cases.services import contests, profiles, waivers
from notices.models import Matter
from notices.services import suspensions, visits
from reports.bench.loop import FEW, MANY, PDF, Bureau, bureaus, findings_of
from reports.demo import leads, matters, reviews, trials
from reports.models import RaisedWarning, WarningState
from reports.services import warnings
from reports.warnings import running

REASON = "演示：测量用。"
NARROW = ("演示商户", "演示日期", "演示事由")
"""Headings of a small foreign export."""


def go_round() -> None:
    """One of each state for both bureaus."""
    people = {user.username: user for user in User.objects.all()}
    for bureau in bureaus():
        agency = Agency.objects.select_related("region").get(code=bureau.supervised)
        _contests(bureau, agency)
        _waivers(bureau, agency)
        _on_the_spot(bureau, agency)
    _leads(people["shehui"])
    _reviews(people)
    trials.play(people["shichu"], timezone.localdate())
    for drawer, agency_code in (("shidu", "430100-SCJG"), ("xiandu", "430181-ZJ"), ("xitong", "430100-SCJG")):
        _profiles(people[drawer], Agency.objects.get(code=agency_code))
    _warnings()


def _contests(bureau: Bureau, agency: Agency) -> None:
    """One that the agency has not answered, with a file, one conceded, one that waits for the bureau, one rejected; adopted one with few files and
    one with many."""
    put = [contests.put_to_agency(finding=one, question=REASON, actor=bureau.supervisor) for one in findings_of(agency, 6)]
    _attach(put[0], 1, bureau.officer)
    contests.concede(contest=put[1], actor=bureau.officer)
    for one, files in zip(put[2:], (FEW, MANY, 1, 1), strict=True):
        _attach(one, files, bureau.officer)
        contests.contest(contest=one, statement=REASON, actor=bureau.officer)
    for one, adopt in ((put[2], True), (put[3], True), (put[4], False)):
        contests.answer(contest=one, adopt=adopt, reason=REASON, actor=bureau.supervisor)


def _attach(contest: FindingContest, files: int, officer: User) -> None:
    for number in range(files):
        contests.attach(contest=contest, name=f"演示{number}.pdf", content=PDF + b"%%%d\n" % number, actor=officer)


def _waivers(bureau: Bureau, agency: Agency) -> None:
    """One of a case and one of the agency in each state."""
    first, *others = findings_of(agency, 5)
    for finding, what in zip(others, ("approve", "refuse", "revoke", "withdraw"), strict=True):
        made = waivers.request_waiver(asked=_asked(finding.rule_code), actor=bureau.supervisor, case=finding.case)
        if what == "withdraw":
            waivers.withdraw(waiver=made, actor=bureau.supervisor)
        elif what == "refuse":
            waivers.refuse(waiver=made, words=REASON, actor=bureau.chief)
        else:
            waivers.approve(waiver=made, words=REASON, actor=bureau.chief)
        if what == "revoke":
            waivers.revoke(waiver=made, words=REASON, actor=bureau.chief)
    file = ("演示批复.pdf", PDF)
    waivers.request_waiver(asked=_asked(first.rule_code), actor=bureau.supervisor, case=first.case, file=file)
    whole = waivers.request_waiver(asked=_asked("P-55"), actor=bureau.supervisor, agency=agency, file=file)
    waivers.approve(waiver=whole, words=REASON, actor=bureau.chief)


def _asked(rule: str) -> waivers.Asked:
    first = timezone.localdate()
    return waivers.Asked(rule, REASON, "演示文件〔2026〕1号", first, waivers.last_day(first))


def _on_the_spot(bureau: Bureau, agency: Agency) -> None:
    """Of each matter in hand what was seen on the spot, and certificates that were proposed to be withheld and were not: once where there are
    few problems, three times where there are many."""
    today = timezone.localdate()
    held = EnforcementCertificate.objects.filter(officer__agency=agency, valid_from__lte=today, valid_to__gt=today, spans=None)
    certificate = held.earliest("pk").pk
    found = Matter.objects.filter(agency=agency, state__in=("open", "supervising")).annotate(problems=Count("items"))
    for matter in found.order_by("pk"):
        for number in range(3 if matter.problems >= MANY else 1):
            seen = visits.VisitText(today, f"演示地点{number}", REASON, {bureau.supervisor.pk: ""})
            visits.write_visit(matter=matter, text=seen, actor=bureau.supervisor)
            one = suspensions.propose(
                matter=matter, certificate_id=certificate, cause=REASON, local_basis="《湖南省演示条例》第一条", from_day=today,
                to_day=today + timedelta(days=10), actor=bureau.supervisor,
            )  # fmt: skip
            suspensions.decline(suspension=one, reason=REASON, actor=bureau.director)


def _leads(reporter: User) -> None:
    """Leads of the demo, in every state, a social supervisor's own among them."""
    city, county = (matters.Bureau(one.supervisor, one.chief, one.director) for one in bureaus())
    above = Agency.objects.get(kind="supervision_body", tier="city")
    leads.play(leads.CITY, city, above, timezone.localdate())
    leads.play(leads.COUNTY, county, above, timezone.localdate())
    leads.play_reported(county, reporter, timezone.localdate())


def _reviews(people: dict[str, User]) -> None:
    """The demo's three rounds (published, in its term of objection, being scored), and a plan of each bureau's."""
    city, county = (
        reviews.Staff(
            one.supervisor, one.chief, one.director, tuple(dict.fromkeys((one.supervisor, *extra, one.legal, one.chief)))
        )
        for one, extra in zip(bureaus(), ((people["jiediao"],), ()), strict=True)
    )
    today = timezone.localdate()
    reviews.play(city, county, today)
    given = {
        "title": "演示方案", "period_start": today.replace(month=1, day=1), "period_end": today, "wanted": {Stratum.INSPECTION.value: 1},
        "heavy_fine": 10_000, "excellent_from": 90, "good_from": 75, "pass_from": 60, "gap": 15, "rule_cap": 10,
    }  # fmt: skip
    for bureau in bureaus():
        rounds.plan(
            given=given,
            agencies=Agency.objects.filter(code=bureau.supervised).values_list("pk", flat=True),
            actor=bureau.supervisor,
        )


def _profiles(drawer: User, agency: Agency) -> None:
    """A draft with few headings and one with many, one in force, and the version before it, retired."""
    kind = CaseKind.INSPECTION
    wide = [column.label for column in TEMPLATES[kind].columns]
    headings = [f"{heading}{drawer.username}" for heading in NARROW]
    drawing = Drawing(dict(zip(headings, ("party_name", "inspected_on", "inspection_kind"), strict=True)))
    made = profiles.begin(name="演示映射", kind=kind, agency=agency, file=_sample(headings), file_name="演示.csv", actor=drawer)
    profiles.keep(profile=made, drawing=drawing, actor=drawer)
    made = profiles.activate(profile=made, actor=drawer)
    later = profiles.begin(
        name="演示映射", kind=kind, agency=agency, file=_sample(headings), file_name="演示.csv", actor=drawer, replaces=made
    )
    profiles.activate(profile=later, actor=drawer)
    for name, columns in (("演示草稿甲", headings), ("演示草稿乙", wide)):
        profiles.begin(name=name, kind=kind, agency=agency, file=_sample(columns), file_name="演示.csv", actor=drawer)


def _sample(headings: list[str]) -> BytesIO:
    rows = [",".join(headings), *(",".join(f"演示{number}" for _ in headings) for number in range(3))]
    return BytesIO("\n".join(rows).encode())


def _warnings() -> None:
    """Every model run once; of what it found one upheld by each bureau."""
    running.run_all(today=timezone.localdate())
    for bureau in bureaus():
        found = RaisedWarning.objects.visible_to(bureau.supervisor).filter(state="open").order_by("pk").first()
        if found is not None:
            warnings.decide(warning=found, state=WarningState.UPHELD, reason=REASON, actor=bureau.supervisor)
