"""案件期满销毁，预警里的佐证随之删去。"""

from __future__ import annotations

import pytest
from django.db import connection

from tests.reports.warnings.ground import ago, body, cases, only, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_owner")]


def test_evidence_goes_with_a_case_that_is_destroyed() -> None:
    """The one function that destroys cases deletes as the tables' owner; so does this test."""
    first, second = cases(body("A"), 2, decision_type="", decision_date=None, filing_date=ago(300))
    run("W03")
    assert only("W03").evidence.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_enforcementcase WHERE id = %s", [first.pk])
    assert list(only("W03").evidence.values_list("case_id", flat=True)) == [second.pk]
