"""连表主也要按规矩：有问题线索的案件删不掉，已归档的改不了。"""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cases import keeping
from tests.cases.factories import make_case, make_finding

pytestmark = [pytest.mark.usefixtures("as_owner"), pytest.mark.django_db]


def test_a_case_with_findings_cannot_be_deleted_even_by_the_owner(cast):
    make_finding(make_case(cast.county_housing))
    with pytest.raises(IntegrityError, match="still has findings"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_enforcementcase")


def test_an_archived_case_cannot_be_changed_even_by_the_owner(cast):
    make_case(cast.county_housing, closed_on=keeping.LONG_AGO)
    assert keeping.archive_all() == 1
    with pytest.raises(IntegrityError, match="read-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_enforcementcase SET archived_on = NULL")
