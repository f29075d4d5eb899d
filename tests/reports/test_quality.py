"""数据质量：每个数都等于从案件和原始行逐一数出来的；样本过少不排名；各看各的。"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.choices import AgencyKind
from agencies.models import Agency
from cases.choices import CaseKind
from cases.columns import NEEDS
from cases.models import CaseAct, CaseCheck, EnforcementCase, Finding, ImportBatch, ImportRow
from cases.services.batches import receive
from reports import quality
from reports.models import QualityCause, QualityMonth
from reports.services import quality as counting
from supervision.outbox.put import put
from supervision.outbox.run import run
from supervision.outbox.run import waiting as waiting_jobs
from supervision.workdays import Period, Unit, calendar, due_on
from tests.cases.intake_files import as_csv, good, table
from tests.reports.needs_again import ASKED, named
from tests.reports.world import World

Test = Callable[[EnforcementCase], Any]


@pytest.fixture
def spread(world: World) -> World:
    """The world's cases with fields that vary by arithmetic, reported up to 59 days after their day; some rows refused and mended."""
    cases = list(EnforcementCase.objects.order_by("pk"))
    for at, c in enumerate(cases):
        c.received_on = c.listed_on + datetime.timedelta(days=at * 13 % 60)
        c.party_type = ("person", "legal_person", "self_employed", "", "other_organisation")[at % 5]
        c.party_credit_code = "91350100M000100Y43" if at % 3 else ""
        c.party_identity = "mark" if at % 4 else ""
        c.closed_on = c.received_on if at % 2 else None
        c.facts, c.legal_basis, c.content = (f"演示{at}" if at % step else "" for step in (2, 3, 7))
        c.penalty_kinds = [["fine"], [], ["fine", "confiscate_gains"], ["warning"]][at % 4] if c.kind == "penalty" else []
        c.publish_required = (True, False, None)[at % 3]
        c.hearing_held, c.agency_catalog_hit = (True, False, None)[at % 7 % 3], at % 5 == 0
        c.surcharge = Decimal(3) if at % 9 == 0 else None
        c.measure_kind = ("扣押", "排除妨碍", "")[at % 3]
        c.measure_from = c.listed_on if at % 4 else None
        c.inspected_on = c.listed_on if at % 5 else None
        c.valid_from = c.listed_on if at % 2 else None
        c.scanned = (True, None)[at % 2]
        if c.kind != "penalty":
            c.decision_date = c.listed_on if at % 3 else None
    EnforcementCase.objects.bulk_update(cases, [
        "received_on", "party_type", "party_credit_code", "party_identity", "closed_on", "facts", "legal_basis", "content", "penalty_kinds",
        "publish_required", "hearing_held", "agency_catalog_hit", "surcharge", "measure_kind", "measure_from", "inspected_on", "valid_from",
        "scanned", "decision_date",
    ])  # fmt: skip
    CaseAct.objects.bulk_create(
        CaseAct(case=c, no=no, kind="inquiry", enforcing=["A1", "A2"] if at % 4 else None)
        for at, c in enumerate(cases) for no in (1, 2) if at % 3
    )  # fmt: skip
    for batch in ImportBatch.objects.filter(refused=0):
        ImportBatch.objects.filter(pk=batch.pk).update(stored=60, repaired=20, superseded=10)
        told = [{"column": "日期", "value": "x", "message": "改写", "remedy": ""}]
        ImportRow.objects.bulk_create(
            ImportRow(batch=batch, line_no=line, outcome=outcome, problems=told if line % 2 else None)
            for line, outcome in [*((n, "repaired") for n in range(1, 21)), *((n, "superseded") for n in range(21, 31))]
        )
    counting.refresh(agency_ids=list(Agency.objects.values_list("pk", flat=True)))
    return world


def first(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


def blanks_one_by_one() -> Counter[tuple[Any, ...]]:
    """(agency, month, kind, column) → blanks, and → cells asked for under a key with "of"."""
    found: Counter[tuple[Any, ...]] = Counter()
    for case in EnforcementCase.objects.prefetch_related("acts"):
        for key, asked in ASKED[case.kind].items():
            if asked(case):
                place = (case.agency_id, first(case.received_on), case.kind, key)
                found[(*place, "of")] += 1
                has = named(case) if key == "act1_enforcing" else getattr(case, key) not in (None, "", [])
                found[place] += not has
    return found


def test_the_needs_are_written_twice() -> None:
    assert {kind: set(needs) for kind, needs in NEEDS.items()} == {CaseKind(kind): set(needs) for kind, needs in ASKED.items()}


@pytest.mark.django_db
def test_blanks_equal_a_count_case_by_case(spread: World) -> None:
    wanted = blanks_one_by_one()
    kept = {
        (row.agency_id, row.month, row.kind, row.name): (row.part, row.base) for row in QualityCause.objects.filter(what="blank")
    }
    assert kept == {key[:4]: (wanted[key[:4]], count) for key, count in wanted.items() if key[-1] == "of"}
    assert len(kept) > 200
    for month in QualityMonth.objects.all():
        mine = [pair for key, pair in kept.items() if key[:2] == (month.agency_id, month.month)]
        assert (month.blank, month.needed) == (sum(part for part, _ in mine), sum(base for _, base in mine))


@pytest.mark.django_db
def test_timeliness_equals_a_count_with_the_calendar(spread: World) -> None:
    days_of = calendar.current()
    wanted: Counter[tuple[Any, ...]] = Counter()
    for case in EnforcementCase.objects.all():
        start = {"penalty": case.decision_date, "licence": case.decision_date, "inspection": case.inspected_on}.get(
            case.kind, case.decision_date or case.measure_from
        )
        place = (case.agency_id, first(case.received_on))
        wanted[(*place, "cases")] += 1
        if start is None or start > case.received_on:
            continue
        due = due_on(start, Period(7 if case.kind in ("penalty", "licence") else 20, Unit.WORKDAY), days_of).day
        wanted[(*place, "timed")] += 1
        wanted[(*place, "in_time")] += case.received_on <= due
        wanted[(*place, "days")] += (case.received_on - start).days
    for month in QualityMonth.objects.all():
        for name in ("cases", "timed", "in_time", "days"):
            assert getattr(month, name) == wanted[(month.agency_id, month.month, name)], (month.month, name)
    assert (
        0 < sum(month.in_time for month in QualityMonth.objects.all()) < sum(month.timed for month in QualityMonth.objects.all())
    )


@pytest.mark.django_db
def test_rows_and_data_rules_equal_a_count_one_by_one(spread: World) -> None:
    standing = ("open", "confirmed", "in_matter")
    for month in QualityMonth.objects.all():
        batches = [
            one
            for one in ImportBatch.objects.filter(agency=month.agency, state="done")
            if one.finished_at and first(one.finished_at.date()) == month.month
        ]
        mended = sum(
            row.outcome == "repaired" or row.problems is not None
            for row in ImportRow.objects.filter(batch__in=batches, outcome__in=("repaired", "superseded"))
        )
        assert (month.rows, month.refused) == (sum(one.total for one in batches), sum(one.refused for one in batches))
        assert month.mended == mended
        cases = [
            case.pk for case in EnforcementCase.objects.filter(agency=month.agency) if first(case.received_on) == month.month
        ]
        broken = Finding.objects.filter(case__in=cases, rule_code__startswith="Q", state__in=standing)
        assert month.checked == CaseCheck.objects.filter(case__in=cases).count()
        assert month.breached == len({finding.case_id for finding in broken})
        kept = {row.name: row.part for row in QualityCause.objects.filter(agency=month.agency, month=month.month, what="rule")}
        assert kept == dict(Counter(finding.rule_code for finding in broken))
    assert QualityMonth.objects.filter(mended=25).exists()
    assert QualityMonth.objects.filter(breached__gt=0).exists()


@pytest.mark.django_db
def test_the_list_of_cases_with_blanks_names_the_same_cells(spread: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quality, "PAGE", 3)
    shown: dict[int, set[str]] = {}
    for month in QualityMonth.objects.all():
        after, pages = None, 0
        while pages == 0 or after:
            found, after = quality.cases_with_blanks(agency_id=month.agency_id, month=month.month, after=after)
            assert not {pk for pk, _ in found} & set(shown)
            shown |= {pk: set(gaps) for pk, gaps in found}
            pages += 1
    for case in EnforcementCase.objects.prefetch_related("acts"):
        wanted = {
            key for key, asked in ASKED[case.kind].items()
            if asked(case) and not (named(case) if key == "act1_enforcing" else getattr(case, key) not in (None, "", []))
        }  # fmt: skip
        assert shown.get(case.pk, set()) == wanted


@pytest.mark.django_db
def test_counting_again_is_idempotent_and_fixed_in_statements(spread: World) -> None:
    names = [field.attname for field in QualityMonth._meta.concrete_fields if field.attname != "id"]
    before = sorted(QualityMonth.objects.values_list(*names), key=str)
    ids = list(Agency.objects.filter(kind=AgencyKind.ENFORCEMENT).values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        counting.refresh(agency_ids=ids)
    assert sorted(QualityMonth.objects.values_list(*names), key=str) == before
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) == 10
    some = QualityMonth.objects.first()
    assert some is not None
    assert counting.refresh(agency_ids=[some.agency_id], months=[some.month]) == 1
    assert counting.refresh_all() == len(before)
    assert sorted(QualityMonth.objects.values_list(*names), key=str) == before


@pytest.mark.django_db
def test_a_file_is_followed_by_the_worker_and_a_correction_mends_the_month(cast: Any, sign_in: Any) -> None:
    def reported(*rows: dict[str, str]) -> None:
        receive(content=as_csv(table(rows)), name="演示.csv", agency=cast.county_housing, kind=CaseKind.PENALTY, actor=None)
        while waiting := [job for job in waiting_jobs() if run(job)]:
            assert waiting

    reported(*(good(n, **({"决定日期": "2026-02-30"} if n <= 3 else {"当事人类别": ""} if n == 4 else {})) for n in range(1, 21)))
    month = QualityMonth.objects.get(agency=cast.county_housing)
    assert (month.rows, month.refused, month.cases) == (20, 3, 17)
    reason = QualityCause.objects.get(agency=cast.county_housing, what="refused")
    assert (reason.name, reason.part) == ("决定日期", 3)
    assert "30" not in reason.words
    assert QualityCause.objects.get(agency=cast.county_housing, what="blank", name="party_type").part == 1
    page = (
        sign_in(cast.housing_officer)
        .get(reverse("reports:quality_agency", args=[cast.county_housing.pk]), {"show": "refused"})
        .content.decode()
    )
    batch = ImportBatch.objects.get()
    assert (
        f"{reverse('cases:batch', args=[batch.pk])}?rows=refused&amp;after=3" in page
    )  # the second data row is line 3 of the file
    assert "17 ÷ 20" in page
    reported(good(4, 当事人类别="法人"))
    assert QualityMonth.objects.get(agency=cast.county_housing).cases == 17
    assert not QualityCause.objects.filter(agency=cast.county_housing, name="party_type", part__gt=0).exists()


@pytest.mark.django_db
def test_the_ranking_is_by_score_small_samples_stand_last_without_a_rank(cast: Any) -> None:
    month, day = datetime.date(2026, 9, 1), datetime.date(2026, 8, 1)
    full = {"needed": 100, "cases": 10, "rows": 10, "checked": 10, "timed": 10, "in_time": 10}

    def put_month(agency: Agency, when: datetime.date, **counts: int) -> None:
        QualityMonth.objects.create(agency=agency, region_code=agency.region_code, month=when, **counts)

    put_month(cast.county_housing, month, **full, blank=20)
    put_month(cast.county_housing, day, **full, blank=40)
    put_month(cast.city_market, month, **full)
    put_month(cast.neighbour_market, month, needed=40, cases=4, rows=4, checked=4, timed=4, in_time=4)
    put_month(cast.tobacco, month, needed=40, cases=4, rows=20, refused=10)
    scores = quality.ranking(QualityMonth.objects.all(), month)
    assert [(one.row.agency_id, one.rank, one.score) for one in scores] == [
        (cast.city_market.pk, 1, Decimal("100.0")),
        (cast.county_housing.pk, 2, Decimal("95.0")),
        *sorted(
            [(cast.tobacco.pk, 0, None), (cast.neighbour_market.pk, 0, None)], key=lambda one: Agency.objects.get(pk=one[0]).code
        ),
    ]
    turned = quality.ranking(QualityMonth.objects.all(), month, lowest_first=True)
    assert [(one.row.agency_id, one.rank) for one in turned[:2]] == [(cast.county_housing.pk, 2), (cast.city_market.pk, 1)]
    assert [one.rank for one in turned[2:]] == [0, 0]
    housing = scores[1]
    assert housing.values[0].percent == Decimal("80.0")
    assert (housing.values[0].change, housing.change) == (Decimal("20.0"), Decimal("5.0"))
    few = {one.row.agency_id: one for one in scores[2:]}
    assert few[cast.neighbour_market.pk].values[0].too_few
    assert few[cast.tobacco.pk].values[1].percent == Decimal("50.0")
    quality_without_rows = quality.score_of(QualityMonth(cases=10, needed=100, checked=10, timed=10), scores[0].row)
    assert (quality_without_rows.score, quality_without_rows.change) == (
        Decimal("66.7"),
        None,
    )  # means of different figures are not compared


@pytest.mark.django_db
def test_each_sees_the_months_of_its_own_scope_only(spread: World, sign_in: Any) -> None:
    cast = spread.cast
    names = {
        agency.name
        for agency in (cast.city_market, cast.county_housing, spread.county_water, cast.neighbour_market, cast.tobacco)
    }

    def seen(user: Any) -> set[str]:
        page = sign_in(user).get(reverse("reports:quality"), {"month": "2026-09"}).content.decode()
        return {name for name in names if f">{name}</a>" in page}

    assert seen(cast.city_supervisor) == names
    assert seen(cast.county_supervisor) == {cast.county_housing.name, spread.county_water.name}
    assert seen(cast.housing_officer) == {cast.county_housing.name}
    assert sign_in(cast.housing_officer).get(reverse("reports:quality_agency", args=[cast.city_market.pk])).status_code == 404
    assert sign_in(cast.township_assistant).get(reverse("reports:quality")).status_code == 403


@pytest.mark.django_db
def test_the_pages_say_how_each_figure_is_counted_and_what_is_not_verified(spread: World, sign_in: Any) -> None:
    client = sign_in(spread.cast.city_supervisor)
    ranking = client.get(reverse("reports:quality"), {"month": "2026-09"}).content.decode()
    agency = client.get(
        reverse("reports:quality_agency", args=[spread.cast.county_housing.pk]), {"month": "2026-09"}
    ).content.decode()
    for page in (ranking, agency):
        for figure in quality.FIGURES:
            assert figure.formula in page
        assert quality.TIMELY_BASIS in page
        assert "待核" in page
    assert "空着的栏目" in agency
    address = reverse("reports:quality_agency", args=[spread.cast.county_housing.pk])
    assert client.get(address, {"month": "2026-09", "after": "2026-13-01~x"}).status_code == 200
    beyond = client.get(address, {"month": "2026-09", "after": "2020-01-01~1"}).content.decode()
    assert "没有缺项" in beyond
    assert "回到第一页" in beyond
    assert client.get(reverse("reports:quality"), {"month": "nonsense"}).status_code == 200
    assert client.get(reverse("reports:quality"), {"month": "2001-01"}).content.decode().count("这个月没有报送") == 1


@pytest.mark.django_db
def test_a_nightly_check_counts_every_month_again(spread: World) -> None:
    QualityMonth.objects.all().delete()
    job = put("cases.batch_checked", {"agencies": [spread.cast.county_housing.pk]}, dedupe_key="nightly-quality")
    assert run(job.pk)
    assert {row.agency_id for row in QualityMonth.objects.all()} == {spread.cast.county_housing.pk}
