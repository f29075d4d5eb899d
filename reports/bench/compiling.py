"""月报：编制一份月报的时间，不随案件数增长。"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from agencies.models import Region
from cases.models import EnforcementCase
from reports.bench.city import City
from reports.bench.figure import Figure, growth, seconds
from reports.bench.loop import REPORT_STATES, month_before
from reports.services import compiling

TIMES = 7
CITY, COUNTY = "430100", "430181"


def report_growth(city: City) -> Iterator[Figure]:
    """Compile time of the city's and of a county's monthly report, large over small."""
    for name, region in (("report_growth", CITY), ("report_growth:county", COUNTY)):
        with city.scratch.using(city.small, **city.scratch.worker):
            small = _compile_seconds(region)
        with city.scratch.using(city.large, **city.scratch.worker):
            cases = EnforcementCase.objects.count()
            large = _compile_seconds(region)
        yield growth(name, large * 1000, small * 1000, unit="ms", n=cases)


def _compile_seconds(code: str) -> float:
    """The best of several; nothing is kept."""
    region = Region.objects.get(code=code)
    month = month_before(timezone.localdate(), len(REPORT_STATES) + 1)
    taken = []
    for _ in range(TIMES):
        with transaction.atomic():
            report, _ = compiling.ensure_report(region=region, period=month)
            taken.append(seconds(lambda pk=report.pk: compiling.compile_now(pk)))  # type: ignore[misc]
            transaction.set_rollback(True)
    return min(taken)
