"""每个数都能用一条语句从原始表里复核出来。"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

import pytest
from django.db import connection

from cases.models import EnforcementCase, Finding
from cases.wilson import wilson_interval
from reports.indicators import all_indicators
from reports.indicators.facts import reproduced
from reports.indicators.window import Window
from reports.models import PeriodicReport
from reports.services.snapshots import digest
from tests.reports.world import World, compiled


def as_counted(value: object) -> str:
    """A number as text, so that an amount frozen as "12.50" and the database's Decimal compare."""
    return str(Decimal(str(value)).normalize()) if value is not None else "None"


def every_figure_reproduces(report: PeriodicReport) -> None:
    window = Window.of_snapshot(report.frozen)
    for indicator in all_indicators():
        figure = report.frozen["figures"][indicator.code]
        for rows, where in ((figure["rows"], window), (figure["previous"], window.previous())):
            if rows is None:
                continue
            printed = {row["key"]: (as_counted(row["part"]), as_counted(row["base"])) for row in rows}
            asked = {key: (as_counted(part), as_counted(base)) for key, part, base in reproduced(figure["query"], where)}
            assert printed == asked, f"{indicator.label}（{where.start:%Y-%m}）"


def test_every_figure_of_the_city_report_equals_its_query_on_the_primary_tables(world: World) -> None:
    report = compiled(world.cast.city)
    assert report.frozen["figures"]["cases_total"]["rows"][0]["value"] > 80
    every_figure_reproduces(report)


def test_every_figure_of_a_county_report_equals_its_query_on_the_primary_tables(world: World) -> None:
    every_figure_reproduces(compiled(world.cast.county))


def test_every_indicator_has_something_to_count_in_this_world(world: World) -> None:
    """Else the two tests above would compare zero with zero."""
    figures = compiled(world.cast.city).frozen["figures"]
    silent = [code for code, figure in figures.items() if not any(Decimal(str(row["part"])) for row in figure["rows"])]
    assert silent == []


def test_the_query_shown_beside_a_figure_runs_as_it_stands_and_gives_the_figure(world: World) -> None:
    from reports.selectors import figure_cards

    report = compiled(world.cast.county)
    for _group, cards in figure_cards(report, world.cast.county_supervisor):
        for card in cards:
            with connection.cursor() as cursor:
                cursor.execute(card.query)
                rows = {str(key): as_counted(part) for key, part, _base in cursor.fetchall()}
            assert rows == {row["key"]: as_counted(row["part"]) for row in report.frozen["figures"][card.code]["rows"]}, (
                card.label
            )


def test_a_ranking_keeps_at_most_ten_agencies_and_prints_no_rate_for_fewer_than_eight_cases(world: World) -> None:
    tiny = world.county_water
    EnforcementCase.objects.filter(agency=tiny, listed_on__month=9).exclude(
        pk__in=EnforcementCase.objects.filter(agency=tiny, listed_on__month=9).values("pk")[:7]
    ).update(listed_on=datetime.date(2025, 1, 1))
    from reports.services import rollups

    rollups.refresh(agency_ids=[tiny.pk])
    report = compiled(world.cast.county)
    row = next(row for row in report.frozen["figures"]["agencies_own_tier"]["rows"] if row["key"] == tiny.code)
    assert (row["base"], row["value"], row["low"]) == (7, None, None)


def test_the_wilson_interval_is_the_published_one() -> None:
    low, high = wilson_interval(15, 100)
    assert (round(low, 4), round(high, 4)) == (0.0931, 0.2328)
    assert wilson_interval(0, 10)[0] == 0.0
    with pytest.raises(ValueError):
        wilson_interval(11, 10)


def test_a_county_report_contains_nothing_of_the_neighbour(world: World) -> None:
    cast = world.cast
    report = compiled(cast.county)
    text = json.dumps([report.snapshot, report.sections], ensure_ascii=False)
    for foreign in (cast.neighbour_market, cast.city_market, cast.tobacco):
        assert foreign.name not in text
        assert foreign.code not in text
    assert cast.county_housing.name in text
    own = EnforcementCase.objects.filter(region_code="430181", listed_on__year=2026, listed_on__month=9).count()
    assert report.frozen["figures"]["cases_total"]["rows"][0]["value"] == own


def test_cases_that_change_afterwards_do_not_change_a_compiled_report(world: World) -> None:
    report = compiled(world.cast.city)
    before = (report.snapshot, report.sections, report.snapshot_sha256)
    Finding.objects.all().delete()
    EnforcementCase.objects.update(fine_amount=999999, listed_on=datetime.date(2020, 1, 1))
    report.refresh_from_db()
    assert (report.snapshot, report.sections, report.snapshot_sha256) == before
    assert digest(report.frozen) == report.snapshot_sha256


def test_a_month_without_cases_says_so_instead_of_printing_rates(world: World) -> None:
    report = compiled(world.cast.county, datetime.date(2025, 3, 1))
    text = json.dumps(report.sections, ensure_ascii=False)
    assert "本月没有归集到全市行政执法案件" in text
    assert "没有归集到案件不等于没有执法活动" in text
    assert report.frozen["figures"]["cases_with_findings"]["rows"][0]["value"] is None


def test_a_snapshot_taken_twice_at_one_moment_is_the_same(world: World) -> None:
    from django.utils import timezone

    from reports.services.snapshots import take_snapshot

    report = compiled(world.cast.city)
    now = timezone.now()
    assert digest(take_snapshot(report, now=now)) == digest(take_snapshot(report, now=now))


def test_a_compilation_costs_the_same_number_of_statements_however_many_cases_there_are(world: World) -> None:
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from reports.services.snapshots import take_snapshot
    from tests.reports.world import make_case

    report, now = compiled(world.cast.city), timezone.now()
    assert report.agency
    with CaptureQueriesContext(connection) as few:
        take_snapshot(report, now=now)
    more = [make_case(at, world.cast.city_market) for at in range(1000, 3000)]
    EnforcementCase.objects.bulk_create(more)
    with CaptureQueriesContext(connection) as many:
        take_snapshot(report, now=now)
    assert len(few) == len(many)
    assert len(many) < 25
