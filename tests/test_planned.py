"""预备语句：同一案第二次解释不再规划，参数改了、连接换了、上一次没有成功，结果都照新的。"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import SectorParameter
from cases.services.checking import explain
from supervision.planned import execute_planned
from tests.cases.factories import make_case

DAY = {"day": "date"}


def prepared_now() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE name LIKE 'planned_%%' ORDER BY prepare_time")
        return [statement for (statement,) in cursor.fetchall()]


def run(text: str, key: str = "of the test", day: str = "2026-11-30") -> object:
    with connection.cursor() as cursor:
        execute_planned(cursor, key, text, DAY, {"day": day})
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_case_is_planned_once_and_judged_by_the_parameters_of_the_moment(cast):
    """The second explanation sends the name alone. A changed row is seen at once: seven days for service become thirty."""
    case = make_case(cast.city_market, decision_date="2026-03-02", served_date="2026-03-20", service_mode="direct")
    judged = next(found for found in explain(case, date(2026, 6, 30)) if found.code == "P-50")
    assert judged.due == date(2026, 3, 11)  # 行政处罚法 §61, §85: seven working days from Monday 2 March
    with CaptureQueriesContext(connection) as again:
        assert next(found for found in explain(case, date(2026, 6, 30)) if found.code == "P-50") == judged
    assert max(len(query["sql"]) for query in again) < 1_000
    before = len(prepared_now())
    SectorParameter.objects.filter(key="serve_days").delete()
    SectorParameter.objects.create(key="serve_days", value=30, unit="day", source="试验", status="found")
    changed = next(found for found in explain(case, date(2026, 6, 30)) if found.code == "P-50")
    assert changed.due > judged.due
    assert len(prepared_now()) == before, "the statement of the old parameters is still kept"


@pytest.mark.django_db
def test_of_a_key_the_newest_text_alone_is_kept():
    assert run("SELECT %(day)s + 1") == date(2026, 12, 1)
    assert run("SELECT %(day)s + 1", day="2026-12-31") == date(2027, 1, 1)
    assert run("SELECT to_char(%(day)s, 'YYYY') || '%%'") == "2026%"
    assert [statement for statement in prepared_now() if "$1 + 1" in statement] == []


@pytest.mark.django_db
def test_a_run_that_fails_leaves_nothing_in_the_way():
    for _ in range(2):
        with pytest.raises(DataError), transaction.atomic():
            run("SELECT 1 / (%(day)s - %(day)s)")
    assert run("SELECT %(day)s - %(day)s") == 0


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_plans_anew():
    assert run("SELECT %(day)s + 2") == date(2026, 12, 2)
    connection.close()
    assert run("SELECT %(day)s + 2") == date(2026, 12, 2)
