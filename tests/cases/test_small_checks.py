"""少量案件的检查与一案的解释：看的是这几件案件和按索引找到的旁案，不扫全表，库再大也一样快。"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.choices import CaseKind, Outcome
from cases.models import ImportBatch
from cases.rules import RULESET
from cases.rules.parameters import stored
from cases.rules.scope import Scope
from cases.selectors.rules import _of_one, _results
from cases.services.checking import check, judging
from supervision.documents.storage import store
from tests.cases.careless import add_particulars
from tests.cases.factories import make_act, make_case, make_extension, make_remedy, make_service, make_span

pytestmark = pytest.mark.django_db
GROWING = {
    "cases_enforcementcase", "cases_caseparticulars", "cases_caseact", "cases_proofofservice", "cases_excludedspan", "cases_extension",
    "cases_remedyspan",
}  # fmt: skip
"""Tables with a row or more a case."""


def one_with_everything(kind: CaseKind) -> int:
    """A case with a row in every table: to the planner an empty table stays empty, whatever the statistics say."""
    case = make_case(kind=kind)
    add_particulars(case, Random(1))
    make_act(case)
    make_service(case)
    make_span(case, "2026-02-01", "2026-02-10")
    make_extension(case, 30)
    make_remedy(case, "2026-03-01", "2026-03-20")
    return int(case.pk)


def scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan.get("Relation Name") in GROWING or plan["Node Type"] == "Bitmap Index Scan":
        yield plan
    for child in plan.get("Plans", ()):
        yield from scans(child)


def walked_whole(sql: str, given: dict[str, Any]) -> list[str]:
    """Scans of a growing table that no index narrows, where the planner would do anything to avoid one."""
    with connection.cursor() as cursor:
        for table in GROWING:  # as if a million cases lay there
            cursor.execute(
                "SELECT pg_restore_relation_stats('schemaname', 'public', 'relname', %s, 'relpages', 1, 'reltuples', 1e6::real)",
                [table],
            )
        cursor.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL join_collapse_limit = 1; SET LOCAL search_path = public, staging"
        )
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", given)
        plan = cursor.fetchone()[0][0]["Plan"]
        cursor.execute("RESET search_path")
    found = list(scans(plan))
    assert len(found) > 3, "not one table was read"
    return [
        f"{scan['Node Type']} {scan.get('Relation Name') or scan['Index Name']}"
        for scan in found
        if scan["Node Type"] != "Bitmap Heap Scan" and "Index Cond" not in scan
    ]


@pytest.mark.parametrize("kind", list(CaseKind))
def test_a_few_cases_are_checked_without_a_walk_through_all(kind: CaseKind) -> None:
    cases = [one_with_everything(kind) for _ in range(3)]
    statement = judging(RULESET, Scope.ids(cases), stored(), kind)
    assert walked_whole(statement[statement.index("WITH") :], {"as_of": date(2026, 6, 30)}) == []


@pytest.mark.parametrize("kind", list(CaseKind))
def test_one_case_is_explained_without_a_walk_through_all(kind: CaseKind) -> None:
    rules = tuple(rule for rule in RULESET.rules if kind in rule.kinds)
    given = {"as_of": date(2026, 6, 30), "case": one_with_everything(kind)}
    assert walked_whole(_results(_of_one(stored(), rules), rules), given) == []


def test_a_small_batch_is_named_case_by_case(cast: Any) -> None:
    """In the order in which the joins are written, "the cases of this batch" would be looked for among the parts of all cases."""
    batch = ImportBatch.objects.create(
        agency=cast.city_market, region_code="430100", kind="penalty", file=store(b"a\n", media_type="text/csv"), file_sha256="0" * 64,
        file_name="三件.csv",
    )  # fmt: skip
    case = make_case(cast.city_market, batch=batch, filing_date="2026-01-05", decision_date="2026-06-30")
    with CaptureQueriesContext(connection) as asked:
        assert check(batch=batch, as_of=date(2026, 6, 30)).by_rule["P-30"][Outcome.FAIL] == 1
    long = [query["sql"] for query in asked if query["sql"].strip().startswith("CREATE TEMPORARY TABLE checking_")]
    assert len(long) == 2, "the verdicts and the findings"
    for sql in long:
        assert f"IN ({case.pk})" in sql
        assert "batch_id =" not in sql
