"""规则检查：全部规则对全部案件，与顺序扫描一遍同样案件相比。"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median

from django.db import connection, transaction
from django.utils import timezone

from cases.choices import CaseKind
from cases.models import CaseCheck, CaseParticulars, EnforcementCase, Finding
from cases.services.checking import check, explain
from reports.bench.city import City
from reports.bench.figure import Figure, growth, p95, seconds, typical

TIMES = 3
SCANS = 5
EXPLAINED = 200
MOST_MILLISECONDS = 30


def check_rules(city: City) -> Iterator[Figure]:
    """All rules over the large city as it stands (a nightly re-check), and over the same cases as if never checked. Ratio = ours / scan."""
    with city.scratch.using(city.large, **city.scratch.worker):
        cases = EnforcementCase.objects.count()
        scan = sequential_scan()
        again = median(_check_seconds(first=False) for _ in range(TIMES))
        yield Figure("check_rules", again, scan, again / scan, "s", cases)
        fresh = _check_seconds(first=True)
        yield Figure("check_rules_first", fresh, scan, fresh / scan, "s", cases)


def check_rules_growth(city: City) -> Iterator[Figure]:
    """Time a case with ten times the cases, over time a case with the small city: 1 is linear."""
    with city.scratch.using(city.small, **city.scratch.worker):
        few, short = EnforcementCase.objects.count(), min(_check_seconds(first=False) for _ in range(TIMES))
    with city.scratch.using(city.tenfold, **city.scratch.worker):
        many, long = EnforcementCase.objects.count(), min(_check_seconds(first=False) for _ in range(TIMES))
    yield growth("check_rules_growth", long / many * 1e6, short / few * 1e6, unit="µs/case", n=many)


def explain_one(city: City) -> Iterator[Figure]:
    """One case checked and explained as its page does it, a kind of record a figure: milliseconds over the 30 it may take."""
    with city.scratch.using(city.large, **city.scratch.worker):
        for kind in CaseKind:
            cases = list(EnforcementCase.objects.filter(kind=kind).order_by("-pk")[:EXPLAINED])
            explain(cases[0], timezone.localdate())
            taken = p95([seconds(partial(explain, case, timezone.localdate())) * 1000 for case in cases])
            yield Figure(f"explain_one:{kind}", taken, MOST_MILLISECONDS, taken / MOST_MILLISECONDS, "ms", len(cases))


def sequential_scan() -> float:
    """Seconds for one warm pass over the two tables that a case's columns lie in, which walks over every column: their last is asked for."""
    tables = {model._meta.db_table: model._meta.concrete_fields[-1].column for model in (EnforcementCase, CaseParticulars)}

    def scan() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_indexscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_indexonlyscan = off")
            for table, last in tables.items():
                cursor.execute(f"SELECT count(*) FROM {table} WHERE {last} IS NOT NULL")

    with transaction.atomic():
        scan()
        return typical(scan, SCANS)


def _check_seconds(*, first: bool) -> float:
    """One check of everything, undone afterwards."""
    with transaction.atomic():
        if first:
            Finding.objects.filter(matter_item=None)._raw_delete(using="default")
            CaseCheck.objects.all()._raw_delete(using="default")
        taken = seconds(lambda: check(as_of=timezone.localdate()))
        transaction.set_rollback(True)
    return taken
