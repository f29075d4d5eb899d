"""归档：了结满年限的只读，由数据库把关；更正被退回，列表和统计照旧。"""

from __future__ import annotations

import datetime

import pytest
from django.db import Error, connection, transaction

from cases.models import EnforcementCase, Finding, ImportRow
from cases.services import archiving, checking, findings
from supervision.workflow import NotAllowed
from tests.cases import keeping
from tests.cases.factories import make_act, make_case, make_finding
from tests.cases.intake_files import good
from tests.notices import builders

pytestmark = pytest.mark.django_db
TODAY = keeping.TODAY


def closed(cast, day, **fields):
    return make_case(cast.county_housing, closed_on=day, decision_date=day, **fields)


def archived(case):
    case.refresh_from_db()
    return case.archived_on is not None


def test_a_case_is_archived_the_day_after_its_year_is_over_and_not_before(cast):
    last_day, over = closed(cast, TODAY.replace(year=2025)), closed(cast, TODAY.replace(year=2025) - datetime.timedelta(days=1))
    unsaid = closed(cast, None, filing_date="2001-01-01")
    assert keeping.archive_all() == 1
    assert [archived(case) for case in (last_day, over, unsaid)] == [False, True, False]


def test_what_is_still_to_be_done_keeps_a_case_open(cast):
    disputed = closed(cast, keeping.LONG_AGO, dispute_status="litigation")
    unjudged, confirmed, dismissed = (closed(cast, keeping.LONG_AGO) for _ in range(3))
    make_finding(unjudged, state="open")
    make_finding(confirmed, state="confirmed")
    make_finding(dismissed, state="dismissed", reason="不成立")
    in_matter = closed(cast, keeping.LONG_AGO)
    matter = builders.open_matter(cast, findings=[make_finding(in_matter, state="confirmed")])
    assert keeping.archive_all() == 1
    assert [archived(case) for case in (disputed, unjudged, confirmed, in_matter, dismissed)] == [False] * 4 + [True]
    type(matter).objects.filter(pk=matter.pk).update(state="closed")
    keeping.archive_all()
    assert archived(in_matter)


def test_archiving_goes_on_where_it_stopped_and_a_second_ring_does_nothing_more(cast):
    cases = [closed(cast, keeping.LONG_AGO) for _ in range(5)]
    assert archiving.archive_part(today=TODAY, after_id=0, most=2) == 2
    assert archiving.archive_part(today=TODAY, after_id=0, most=2) == 2
    assert archiving.archive_part(today=TODAY, after_id=0, most=2) == 1
    assert archiving.archive_part(today=TODAY, after_id=0, most=2) == 0
    assert all(map(archived, cases))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_enforcementcase SET cause = 'x' WHERE id = {case}",
        "UPDATE cases_enforcementcase SET archived_on = NULL WHERE id = {case}",
        "UPDATE cases_finding SET state = 'open' WHERE case_id = {case}",
        "UPDATE cases_caseact SET record_no = 'x' WHERE case_id = {case}",
        "DELETE FROM cases_caseact WHERE case_id = {case}",
        "INSERT INTO cases_findingnote (finding_id, author_id, text, written_at) VALUES ({finding}, {user}, 'x', now())",
        """INSERT INTO cases_finding (case_id, agency_id, region_code, rule_code, rule_version, severity, basis, sentence, inputs, found_on,
            listed_on, state, reason) VALUES ({case}, {agency}, '430181', 'P-31', 1, 2, 'x', 'x', '{{}}', '2026-01-01', '2026-01-01', 'open', '')""",
    ],
)
def test_the_database_refuses_every_change_of_an_archived_case(cast, statement):
    case = closed(cast, keeping.LONG_AGO)
    make_act(case)
    finding = make_finding(case, state="dismissed", reason="不成立")
    keeping.archive_all()
    told = statement.format(case=case.pk, finding=finding.pk, user=cast.county_supervisor.pk, agency=case.agency_id)
    with pytest.raises(Error, match="archived case is read-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(told)


def test_an_archived_case_can_still_be_made_findable(cast):
    case = closed(cast, keeping.LONG_AGO)
    keeping.archive_all()
    EnforcementCase.objects.filter(pk=case.pk).update(search=None)


def test_a_correction_of_an_archived_case_is_refused_with_line_reason_and_remedy(cast):
    keeping.old_cases(cast.county_housing, 2)
    keeping.archive_all()
    before = list(EnforcementCase.objects.order_by("pk").values("pk", "cause", "fine_amount"))
    batch = keeping.load(cast.county_housing, [good(1), good(2, 当事人名称="另一家公司"), good(3)], name="更正.csv")
    refused = ImportRow.objects.get(batch=batch, outcome="refused")
    assert (batch.stored, batch.unchanged, batch.superseded, batch.refused) == (1, 1, 0, 1), batch.notes
    assert refused.line_no == 3
    assert refused.problems[0]["message"] == f"该案件已于 {TODAY} 归档，不能更正"
    assert "请" in refused.problems[0]["remedy"]
    assert list(EnforcementCase.objects.exclude(batch=batch).order_by("pk").values("pk", "cause", "fine_amount")) == before


def test_triage_of_an_archived_case_is_refused_in_words_one_by_one_and_in_bulk(cast):
    finding = make_finding(closed(cast, keeping.LONG_AGO), state="dismissed", reason="不成立")
    keeping.archive_all()
    finding = Finding.objects.get(pk=finding.pk)
    with pytest.raises(NotAllowed, match="已归档"):
        findings.reopen(finding=finding, actor=cast.county_supervisor)
    done = findings.triage_many(ids=[finding.pk], action="reopen", actor=cast.county_supervisor)
    assert (done.ids, done.left_alone) == ((), 1)


def test_a_nightly_check_leaves_what_is_archived_as_it_stands(cast):
    spoilt = closed(cast, keeping.LONG_AGO, filing_date="1980-01-01")
    keeping.archive_all()
    open_case = make_case(cast.county_housing, filing_date="2025-01-01")
    summary = checking.check_all(as_of=TODAY)
    assert summary.cases == 1
    assert not spoilt.findings.exists()
    assert hasattr(open_case, "check_result")


def test_the_list_shows_archived_cases_and_can_be_narrowed_to_them(cast, sign_in):
    old, new = closed(cast, keeping.LONG_AGO, decision_no="旧决1号"), make_case(cast.county_housing, decision_no="新决2号")
    keeping.archive_all()
    client = sign_in(cast.county_supervisor)
    both, only = client.get("/cases/").content.decode(), client.get("/cases/?archived=yes").content.decode()
    assert str(old) in both
    assert str(new) in both
    assert "已归档" in both
    assert str(old) in only
    assert str(new) not in only
    assert f"已于 {TODAY} 归档" in client.get(f"/cases/{old.pk}/").content.decode()
