"""保管期限：只加行、写明理由、只由市级修改，一开始的都是待核。"""

from __future__ import annotations

import datetime

import pytest
from django.db import Error, transaction

from cases.models import (
    RetentionPeriod,
)
from supervision.audit.models import AuditEvent
from tests.cases import keeping

TODAY = keeping.TODAY


@pytest.mark.django_db
def test_the_schedule_changes_by_a_new_row_with_a_reason_by_the_city_alone_and_is_traced(cast, sign_in):
    form = {
        "years": "20", "archive_years": "2", "counted_from": "closing", "source": "某规定第三条", "status": "found", "reason": "核对了原文",
        "effective_on": datetime.date.today().isoformat(),
    }  # fmt: skip
    assert sign_in(cast.county_chief).post("/keeping/penalty/change/", form).status_code == 403
    assert sign_in(cast.city_supervisor).post("/keeping/penalty/change/", form).status_code == 403
    chief = sign_in(cast.city_chief)
    for name in ("reason", "source"):
        assert chief.post("/keeping/penalty/change/", form | {name: ""}).status_code == 422
    assert "不追溯" in chief.post("/keeping/penalty/change/", form | {"effective_on": "2026-01-01"}).content.decode()
    assert "归档不能晚于" in chief.post("/keeping/penalty/change/", form | {"years": "1"}).content.decode()
    assert chief.post("/keeping/penalty/change/", form).status_code == 302
    assert RetentionPeriod.objects.filter(kind="penalty").count() == 2
    told = AuditEvent.objects.get(verb="cases.retention_changed").payload
    assert (told["before"]["years"], told["after"]["years"], told["reason"]) == (30, 20, "核对了原文")
    page = sign_in(cast.housing_officer).get("/keeping/").content.decode()
    assert "20 年" in page
    assert "核对了原文" in page
    assert "30 年" in page
    assert "修改人" not in page


@pytest.mark.django_db
def test_every_period_to_begin_with_is_a_default_that_says_why(cast):
    rows = list(RetentionPeriod.objects.filter(changed_by=None))
    assert {row.kind for row in rows} == {
        "penalty", "licence", "coercion", "inspection", "import_file", "unmasking", "matter", "report", "disposal", "trail"
    }  # fmt: skip
    assert {row.status for row in rows if not row.source.startswith("演示")} == {"unverified"}
    with pytest.raises(Error, match="half_a_year"), transaction.atomic():
        RetentionPeriod.objects.create(
            kind="trail", years=0, counted_from="made", source="x", reason="x", effective_on="2026-01-01"
        )
