"""导出：筛选出的十万行写成一个文件要多久，与数据库把同样的行直接倒出来相比。"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from statistics import median

from django.conf import settings
from django.db import connection
from django.urls import reverse

from agencies.access.rows import claim_of
from agencies.models import User
from cases.models import EnforcementCase
from reports.bench.asking import Asker
from reports.bench.city import City
from reports.bench.figure import Figure, Missing, growth, typical
from supervision.rowscope.holding import holding
from supervision.web.exporting import FORMS

PERSON = "shidu"
"""The city's supervisor: sees every case, so that the file is as long as wanted."""

ROWS = 100_000
TIMES = 3
_CURSOR = re.compile(r"DECLARE .*? CURSOR .*?FOR (SELECT .*)", re.DOTALL)


def export_rows(city: City) -> Iterator[Figure]:
    """Seconds of the request that turns 100,000 rows of the case list into a file, all of the answer read; reference: `COPY` of the same
    SELECT, under the same claim. Ratio = ours / COPY; last the slower form."""
    with city.scratch.using(city.large):
        wanted = min(city.rows or ROWS, ROWS)
        oldest = EnforcementCase.objects.order_by("-listed_on", "-id").values_list("listed_on", flat=True)[:wanted]
        first = min(oldest, default=None)
        if first is None:
            raise Missing("大库里没有案件。")
        settings.EXPORT_MOST_ROWS = 10 * ROWS
        url = f"{reverse('cases:cases_export')}?listed_from={first.isoformat()}"
        count = EnforcementCase.objects.filter(listed_on__gte=first).count()
        asker = Asker(PERSON)
        select = _select_of(asker.posted_statements(url, {"form": "csv"}))
        reference = typical(lambda: _copy(select), TIMES)
        figures = []
        for form in FORMS:
            ours = median(asker.post_milliseconds(url, {"form": form}) for _ in range(TIMES)) / 1000
            figures.append(growth(f"export_rows:{form}", ours, reference, unit="s", n=count))
            yield figures[-1]
        worst = max(figures, key=lambda figure: figure.ours)
        yield growth("export_rows", worst.ours, reference, unit="s", n=count)


def _select_of(statements: list[str]) -> str:
    """The SELECT behind the export's cursor."""
    found = next((match for sql in statements if (match := _CURSOR.match(sql))), None)
    if found is None:
        raise Missing("导出没有用数据库的游标。")
    return found.group(1)


def _copy(select: str) -> None:
    """Let the database write the same rows out."""
    with holding(claim_of(User.objects.get(username=PERSON))), connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({select}) TO STDOUT (FORMAT csv)", io.BytesIO())
