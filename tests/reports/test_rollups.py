"""日汇总等于从案件重算：导入、更正、复检之后都是。"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import connection

from cases.choices import CaseKind
from cases.models import CaseCheck, EnforcementCase, Finding, ImportBatch
from cases.services.batches import receive
from reports.models import CaseRollup
from reports.services import rollups
from supervision.documents.storage import store
from supervision.outbox.put import put
from supervision.outbox.run import run
from supervision.outbox.run import waiting as waiting_jobs
from tests.cases.intake_files import as_csv, good, table
from tests.reports.world import World, make_case

COLUMNS = (
    "agency_id", "region_code", "day", "kind", "cases", "decided", "ordinary", "summary", "fined", "fine_total", "confiscated_total", "published",
    "with_findings", "checks_applied", "checks_unknown",
)  # fmt: skip


def kept() -> list[tuple[Any, ...]]:
    return sorted(CaseRollup.objects.values_list(*COLUMNS))


def counted_case_by_case() -> list[tuple[Any, ...]]:
    """The rollup as a clerk would count it, one case after the other."""
    sums: dict[tuple[Any, ...], list[Any]] = {}
    checks = {check.case_id: check for check in CaseCheck.objects.all()}
    found = set(Finding.objects.exclude(state="cleared").values_list("case_id", flat=True))
    for case in EnforcementCase.objects.select_related("agency"):
        penalty, check = case.kind == "penalty", checks.get(case.pk)
        row = sums.setdefault((case.agency_id, case.agency.region_code, case.listed_on, case.kind), [0] * 11)
        for at, more in enumerate((
            1, penalty and case.decision_date is not None, penalty and case.procedure == "ordinary", penalty and case.procedure == "summary",
            penalty and (case.fine_amount or 0) > 0, (case.fine_amount or 0) if penalty else 0, (case.confiscated_amount or 0) if penalty else 0,
            penalty and case.published_date is not None, case.pk in found, check.passed + check.failed + check.unknown if check else 0,
            check.unknown if check else 0,
        )):  # fmt: skip
            row[at] += more
    return sorted((*key, *row) for key, row in sums.items())


def batch(world: World, **fields: Any) -> ImportBatch:
    agency = world.cast.county_housing
    return ImportBatch.objects.create(
        agency=agency, region_code=agency.region_code, kind="penalty", file=store(b"x", media_type="text/csv"),
        file_sha256=f"b{ImportBatch.objects.count()}", file_name="演示.csv", **fields,
    )  # fmt: skip


def checked(one: ImportBatch) -> None:
    """What the intake puts when a batch has been checked, and the worker's answer."""
    job = put("cases.batch_checked", {"batch": one.pk}, dedupe_key=f"batch_checked:{one.pk}:{CaseRollup.objects.count()}")
    assert run(job.pk)


def test_the_rollup_equals_a_count_case_by_case(world: World) -> None:
    assert kept() == counted_case_by_case()


def test_an_import_updates_exactly_the_days_it_touched(world: World) -> None:
    one = batch(world)
    cases = [make_case(at, world.cast.county_housing) for at in range(500, 540)]
    for case in cases:
        case.batch = one
    EnforcementCase.objects.bulk_create(cases)
    touched = {case.listed_on for case in cases}
    others = set(CaseRollup.objects.exclude(agency=world.cast.county_housing, day__in=touched).values_list("pk", flat=True))
    checked(one)
    assert kept() == counted_case_by_case()
    assert others <= set(CaseRollup.objects.values_list("pk", flat=True))


def test_a_correction_that_moves_a_case_to_another_day_leaves_nothing_behind(world: World) -> None:
    case = EnforcementCase.objects.filter(agency=world.cast.county_housing).first()
    assert case is not None
    one = batch(world, superseded=1)
    EnforcementCase.objects.filter(pk=case.pk).update(batch=one, listed_on=datetime.date(2026, 7, 1), fine_amount=12345)
    checked(one)
    assert kept() == counted_case_by_case()


def test_a_recheck_that_clears_and_finds_is_followed(world: World) -> None:
    one = batch(world)
    cases = EnforcementCase.objects.filter(agency=world.cast.county_housing)[:20]
    EnforcementCase.objects.filter(pk__in=[case.pk for case in cases]).update(batch=one)
    Finding.objects.filter(case__batch=one).update(state="cleared")
    CaseCheck.objects.filter(case__batch=one).update(unknown=0, passed=9)
    checked(one)
    assert kept() == counted_case_by_case()


def reported(world: World, *rows: dict[str, str]) -> None:
    """A file of the housing bureau, through the intake's own door and the worker's hands."""
    content = as_csv(table(rows))
    receive(content=content, name="演示.csv", agency=world.cast.county_housing, kind=CaseKind.PENALTY, actor=None)
    while waiting := [job for job in waiting_jobs() if run(job)]:
        assert waiting


def test_a_real_file_and_its_correction_are_followed_by_the_worker(world: World) -> None:
    wrong = "91350100M000100Y44"
    reported(world, *(good(number, **({"统一社会信用代码": wrong} if number % 3 == 0 else {})) for number in range(1, 31)))
    day = CaseRollup.objects.get(agency=world.cast.county_housing, day=datetime.date(2026, 3, 2))
    assert (day.cases, day.fine_total, day.with_findings, day.checks_applied > 0) == (30, 150000, 10, True)
    assert kept() == counted_case_by_case()
    reported(world, good(1, 决定日期="2026-03-09", **{"罚款金额（元）": "800.00"}), good(3))
    assert CaseRollup.objects.get(agency=world.cast.county_housing, day=datetime.date(2026, 3, 9)).fine_total == 800
    assert CaseRollup.objects.get(agency=world.cast.county_housing, day=datetime.date(2026, 3, 2)).with_findings == 9
    assert kept() == counted_case_by_case()


def test_a_check_without_a_batch_may_name_agencies_and_days(world: World) -> None:
    case = EnforcementCase.objects.filter(agency=world.cast.tobacco).first()
    assert case is not None
    Finding.objects.filter(case__agency=world.cast.tobacco).update(state="cleared")
    job = put("cases.batch_checked", {"agencies": [world.cast.tobacco.pk]}, dedupe_key="nightly")
    assert run(job.pk)
    assert kept() == counted_case_by_case()


def test_counting_again_changes_nothing_and_does_not_grow_in_statements(world: World) -> None:
    from django.test.utils import CaptureQueriesContext

    before = kept()
    with CaptureQueriesContext(connection) as statements:
        rollups.refresh(agency_ids=[world.cast.city_market.pk, world.cast.tobacco.pk])
    assert kept() == before
    assert len([one for one in statements if "SAVEPOINT" not in one["sql"]]) == 3


def test_everything_counted_anew_drops_what_no_case_supports_any_more(world: World) -> None:
    EnforcementCase.objects.filter(agency=world.cast.tobacco).update(agency=world.cast.city_market)
    rollups.refresh_all()
    assert kept() == counted_case_by_case()
