"""两个县、一座城的几百件案件：监督报告的测试数据。

A world that is made in bulk and by arithmetic alone, so that it is the same each time: a city agency and two counties, cases of all
kinds over three months, findings in every state, instruments in every state. All fictional.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from agencies.choices import AgencyKind, Role
from agencies.models import Agency, Post, User
from cases.models import CaseCheck, EnforcementCase, Finding, ImportBatch
from notices.models import AgencyResponse, ExtensionRequest, Instrument, Matter
from reports.models import PeriodicReport
from reports.services import approving, compiling, issuing, rollups
from supervision.documents.storage import store
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from tests.cast import Cast

MONTH = datetime.date(2026, 9, 1)
KINDS = ("penalty", "penalty", "penalty", "licence", "inspection", "penalty", "coercion")
RULES = (("P-30", 2), ("P-53", 3), ("Q-07", 3), ("G-05", 1))
STATES = ("open", "confirmed", "dismissed", "in_matter", "cleared")


@dataclass
class World:
    """The cast and the people and agencies that only reports need."""

    cast: Cast
    county_legal: User
    neighbour_director: User
    county_water: Agency


def build_world(cast: Cast, *, cases: int = 300) -> World:
    """Agencies, cases, checks, findings, instruments and batches; the rollup is counted."""
    water = Agency.objects.create(
        code="LY-SL", name="浏阳市水利局", short_name="浏阳市水利局", kind=AgencyKind.ENFORCEMENT, region=cast.county,
        region_code=cast.county.code, tier="county", sector="water",
    )  # fmt: skip
    world = World(
        cast=cast,
        county_legal=person("county-legal", "蒋审核", Role.LEGAL_REVIEWER, cast.county_bureau, "法制科科长"),
        neighbour_director=person("neighbour-director", "沈局长", Role.DIRECTOR, cast.neighbour_bureau, "局长"),
        county_water=water,
    )
    agencies = [cast.city_market, cast.county_housing, water, cast.neighbour_market, cast.tobacco]
    made = EnforcementCase.objects.bulk_create([make_case(at, agencies[at % len(agencies)]) for at in range(cases)])
    CaseCheck.objects.bulk_create([
        CaseCheck(case=case, checked_on=case.received_on, ruleset="T1", passed=5, failed=at % 2, unknown=at % 4, not_applicable=3)
        for at, case in enumerate(made)
    ])  # fmt: skip
    Finding.objects.bulk_create([_finding(at, number, case) for at, case in enumerate(made) for number in range(at % 4)])
    _supervision(cast)
    _batch(cast.county_housing, total=200, refused=17)
    _batch(cast.neighbour_market, total=90, refused=0)
    rollups.refresh_all()
    return world


def person(username: str, name: str, role: Role, at: Agency, title: str) -> User:
    """An account with one post."""
    user = User.objects.create(username=username, display_name=name, password="!")
    Post.objects.create(user=user, agency=at, role=role, title=title, starts_on="2020-01-01")
    return user


def make_case(at: int, agency: Agency) -> EnforcementCase:
    """Case number `at`, unsaved: every field follows from the number."""
    day = datetime.date(2026, 8, 1) + datetime.timedelta(days=at * 7 % 90)
    kind = KINDS[at % len(KINDS)]
    penalty: dict[str, Any] = {}
    if kind == "penalty":
        penalty = {
            "decision_date": day if at % 9 else None,
            "procedure": ("ordinary", "summary", "")[at % 3],
            "fine_amount": None if at % 5 == 0 else at * 10 + 1,
            "confiscated_amount": at if at % 11 == 0 else None,
            "published_date": day + datetime.timedelta(days=at % 20) if at % 4 else None,
            "decision_no": f"演罚〔2026〕{at}号",
        }
    return EnforcementCase(
        agency=agency, region_code=agency.region_code, kind=kind, external_id=f"W{at}", listed_on=day, received_on=day, sector=agency.sector,
        cause=f"演示案由{at % 6}", party_name=f"演示当事人{at}", party_type="person", **penalty,
    )  # fmt: skip


def _finding(at: int, number: int, case: EnforcementCase) -> Finding:
    rule, severity = RULES[(at + number) % len(RULES)]
    state = STATES[(at // 4 + number) % len(STATES)]
    return Finding(
        case=case, agency_id=case.agency_id, region_code=case.region_code, rule_code=rule, rule_version=1, severity=severity,
        basis="《中华人民共和国行政处罚法》第六十条", found_on=case.received_on, listed_on=case.listed_on, state=state, reason="演示理由" if state == "dismissed" else "",
        sentence="应当在期限内办理，逾期办理。",
    )  # fmt: skip


def _supervision(cast: Cast) -> None:
    day = datetime.date(2026, 9, 3)
    paper = store(b"%PDF-demo", media_type="application/pdf")
    for place, agency in enumerate([cast.county_housing, cast.neighbour_market, cast.city_market]):
        matter = Matter.objects.create(
            agency=agency, region_code=agency.region_code, number=f"M{place}", title="演示事项", problem_type="02", supervisor=cast.city_bureau,
            opened_by=cast.city_supervisor, state="supervising",
        )  # fmt: skip
        for at in range(12):
            _instrument(matter, agency, cast, at, day + datetime.timedelta(days=at * 3), paper)


def _instrument(matter: Matter, agency: Agency, cast: Cast, at: int, day: datetime.date, paper: Any) -> None:
    state = ("delivered", "handling", "responded", "returned", "closed")[at % 5]
    due = day + datetime.timedelta(days=10 + at)
    instrument = Instrument.objects.create(
        matter=matter, agency=agency, region_code=agency.region_code, kind="press_letter", issuer=cast.city_bureau, issuer_kind="supervision_body",
        state=state, title="演示文书", opening="…", period_amount=10, period_unit="day", period_basis="演示", drafted_by=cast.city_supervisor,
        signed_by=cast.city_director, signed_at=_noon(day), number=f"演督{agency.pk}-{at}号", issued_on=day, served_on=day, due_on=due,
        pdf=paper, docx=paper, closed_at=_noon(due) if state == "closed" else None,
    )  # fmt: skip
    if state in {"responded", "returned", "closed"}:
        AgencyResponse.objects.create(
            instrument=instrument, round=1, sent_by=cast.market_officer, sent_at=_noon(due + datetime.timedelta(days=at % 3 - 1))
        )
    if at % 4 == 0:
        ExtensionRequest.objects.create(
            instrument=instrument, issuer=cast.city_bureau, due_on=due, amount=5, reason="演示", state="granted",
            requested_by=cast.market_officer, decided_by=cast.city_chief, decided_at=_noon(day + datetime.timedelta(days=2)),
        )  # fmt: skip


def _batch(agency: Agency, *, total: int, refused: int) -> None:
    ImportBatch.objects.create(
        agency=agency, region_code=agency.region_code, kind="penalty", file=store(agency.code.encode(), media_type="text/csv"),
        file_sha256=agency.code, file_name="演示.csv", state="done", finished_at=_noon(datetime.date(2026, 9, 20)), total=total,
        stored=total - refused, refused=refused,
    )  # fmt: skip


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def compiled(region: Any, month: datetime.date = MONTH) -> PeriodicReport:
    """The report of a region and month, compiled by its job."""
    report, _ = compiling.ensure_report(region=region, period=month)
    run(OutboxJob.objects.get(dedupe_key=f"reports.compile:{report.pk}").pk)
    return PeriodicReport.objects.get(pk=report.pk)


def approved(report: PeriodicReport, cast: Cast, *, words: str = "同意。") -> PeriodicReport:
    """Through the city's chain up to the leader's 批示."""
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    for who in (cast.city_chief, cast.city_legal, cast.city_director):
        approving.agree(report=report, actor=fresh(who), version=report.version)
    approving.instruct(report=report, actor=fresh(cast.city_leader), version=report.version, words=words)
    return report


def issued(report: PeriodicReport, cast: Cast) -> PeriodicReport:
    """Numbered, printed and delivered by its job."""
    issuing.issue(report=report, actor=fresh(cast.city_director))
    run(OutboxJob.objects.get(dedupe_key=f"reports.issue:{report.pk}").pk)
    return PeriodicReport.objects.get(pk=report.pk)


def fresh(user: User) -> User:
    """The person as a new request would load them."""
    return User.objects.get(pk=user.pk)
