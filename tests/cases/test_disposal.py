"""鉴定销毁：期满的列得上，有保全的列不上，三个人各办各的；只有批准的清单能销毁，中断了接着办；邻县什么都看不到。"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, ProgrammingError, connection, transaction

from cases.migrations._keeping_sql import DESTROYING
from cases.models import (
    CaseAct,
    CaseCheck,
    DisposalItem,
    DisposalList,
    DisposalOpinion,
    EnforcementCase,
    Finding,
    ImportBatch,
    ImportRow,
    PartyIdentity,
    PartyName,
    RetentionPeriod,
)
from cases.services import destroying, disposing, retention, unmasking
from notices.models import MatterItem
from reports.models import ActivityMonth, CaseRollup
from reports.services import activity, quality, rollups
from supervision.audit.models import AuditEvent
from supervision.documents.models import DamagedFile
from supervision.outbox.models import OutboxJob
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cases import keeping
from tests.cases.factories import make_act, make_case, make_finding
from tests.cases.intake_files import good
from tests.notices import builders

TODAY = keeping.TODAY


def old(cast, **fields):
    """A penalty of the county, closed long ago."""
    return make_case(cast.county_housing, closed_on=keeping.LONG_AGO, decision_date=keeping.LONG_AGO, **fields)


def listed(made):
    return set(DisposalItem.objects.filter(list=made).values_list("case_id", flat=True))


# --- what comes on a list


@pytest.mark.django_db
def test_nothing_is_destroyed_by_a_period_that_nobody_has_checked(cast):
    old(cast)
    keeping.archive_all()
    with pytest.raises(UserError, match="待核"):
        disposing.request_list(kind="penalty", actor=cast.county_supervisor, today=TODAY)
    assert not RetentionPeriod.objects.exclude(status="unverified").exists()


@pytest.mark.django_db
def test_a_list_names_what_is_archived_past_its_period_and_held_by_nothing(cast):
    keeping.verified_periods()
    wanted = old(cast)
    young = make_case(cast.county_housing, closed_on=TODAY.replace(year=2016))  # ends today
    foreign, citys = (make_case(one, closed_on=keeping.LONG_AGO) for one in (cast.neighbour_market, cast.city_market))
    in_open_matter, held, looked_at, dismissed = (old(cast) for _ in range(4))
    builders.open_matter(cast, findings=[make_finding(in_open_matter, state="confirmed")])
    make_finding(dismissed, state="dismissed", reason="不成立")
    keeping.archive_all()
    # What comes up after archiving holds as well.
    EnforcementCase.objects.filter(pk=in_open_matter.pk).update(archived_on=TODAY)
    retention.place_hold(case=held, reason="纪检监察机关调查", actor=cast.county_chief)
    unmasking.unmask(case=looked_at, actor=cast.county_supervisor, purpose="verify", reason="核实当事人身份")
    made = keeping.compiled(cast)
    assert listed(made) & {one.pk for one in (young, foreign, citys, in_open_matter, held, looked_at)} == set()
    assert {wanted.pk, dismissed.pk} <= listed(made)
    assert made.held_back["已设置保全"] == 1
    assert made.held_back["查看个人信息的记录未满保管期限"] == 1
    assert made.held_back["所涉监督事项尚未办结"] == 1
    retention.lift_hold(case=held, reason="调查已结束", actor=cast.county_chief)
    disposing.withdraw(disposal=made, actor=cast.county_supervisor, words="重新编制")
    assert held.pk in listed(keeping.compiled(cast))


@pytest.mark.django_db
def test_a_list_of_a_body_is_of_its_own_level_and_holds_no_personal_data(cast):
    keeping.verified_periods()
    mine = old(cast, decision_no="浏决〔1990〕1号", party_name="李演示", cause="扰乱秩序")
    keeping.archive_all()
    made = keeping.compiled(cast)
    item = DisposalItem.objects.get(list=made)
    assert (item.case_id, item.number, item.agency, item.counted_on, item.due_on) == (
        mine.pk, "浏决〔1990〕1号", cast.county_housing, keeping.LONG_AGO, keeping.LONG_AGO.replace(year=2000)
    )  # fmt: skip
    assert "李演示" not in str(list(DisposalItem.objects.values()) + list(DisposalList.objects.values()))
    citys = disposing.request_list(kind="penalty", actor=cast.city_supervisor, today=TODAY)
    disposing.compile_now(citys.pk)
    assert listed(citys) == set()


@pytest.mark.django_db
def test_an_unissued_report_that_tells_of_a_case_holds_it(cast):
    from reports.models import PeriodicReport

    keeping.verified_periods()
    told = old(cast)
    finding = make_finding(told, state="dismissed", reason="x")
    keeping.archive_all()
    report = PeriodicReport.objects.create(
        agency=cast.county_bureau, region_code="430181", period_start="2026-10-01", period_end="2026-10-31", title="月报", state="draft",
        snapshot={"typical": [{"finding": finding.pk}]},
    )  # fmt: skip
    made = keeping.compiled(cast)
    assert (listed(made), made.held_back) == (set(), {"未印发的监督报告举了此案为例": 1})
    with pytest.raises(NotAllowed, match="没有可以销毁"):
        disposing.submit(disposal=made, actor=cast.county_supervisor)
    disposing.withdraw(disposal=made, actor=cast.county_supervisor, words="没有可销毁的")
    assert report.pk


# --- three people


@pytest.mark.django_db
def test_compiler_and_two_reviewers_are_three_different_people_who_prove_themselves_and_say_why(cast, sign_in):
    keeping.verified_periods()
    old(cast)
    keeping.archive_all()
    legal = keeping.legal_reviewer(cast.county_bureau)
    made = keeping.submitted(cast)
    assert made.number.startswith("浏司销〔")
    chief = keeping.fresh(cast.county_chief)
    with pytest.raises(PermissionDenied):
        disposing.agree(disposal=made, actor=keeping.fresh(cast.county_supervisor), words="同意", seen=1)
    with pytest.raises(UserError, match="意见"):
        disposing.agree(disposal=made, actor=chief, words="  ", seen=1)
    with pytest.raises(NotAllowed, match="本级"):
        disposing.agree(disposal=made, actor=keeping.fresh(cast.city_chief), words="同意", seen=1)
    disposing.agree(disposal=made, actor=chief, words="同意", seen=1)
    with pytest.raises(NotAllowed, match="三个不同的人"):
        disposing.agree(disposal=made, actor=keeping.fresh(cast.county_chief), words="同意", seen=1)
    assert OutboxJob.objects.filter(kind="cases.destroy").count() == 0
    client = sign_in(legal)
    session = client.session
    session["proved_at"] = 0
    session.save()
    answer = client.post(f"/disposals/{made.pk}/act/", {"action": "agree", "words": "同意", "seen": "1"})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.state, "/confirm" in answer["Location"] or "next" in answer["Location"]) == ("second", True)
    disposing.agree(disposal=made, actor=legal, words="同意销毁", seen=1)
    assert made.state == "executing"
    assert OutboxJob.objects.filter(kind="cases.destroy").count() == 1
    assert set(DisposalOpinion.objects.filter(list=made).values_list("actor", flat=True)) == {chief.pk, legal.pk}


@pytest.mark.django_db
def test_a_chief_who_compiled_as_a_deputy_or_by_another_post_does_not_review(cast):
    from agencies.models import Post

    keeping.verified_periods()
    old(cast)
    keeping.archive_all()
    Post.objects.create(
        user=cast.county_supervisor, agency=cast.county_bureau, role="legal_reviewer", title="法制科科长", starts_on="2020-01-01"
    )
    made = keeping.submitted(cast)
    with pytest.raises(NotAllowed, match="三个不同的人"):
        disposing.agree(disposal=made, actor=keeping.fresh(cast.county_supervisor), words="同意", seen=1)


@pytest.mark.django_db
def test_a_returned_list_is_reviewed_by_both_anew_and_a_stale_page_decides_nothing(cast):
    keeping.verified_periods()
    old(cast)
    keeping.archive_all()
    legal = keeping.legal_reviewer(cast.county_bureau)
    made = keeping.submitted(cast)
    disposing.agree(disposal=made, actor=keeping.fresh(cast.county_chief), words="同意", seen=1)
    disposing.send_back(disposal=made, actor=legal, words="请核对期限", seen=1)
    disposing.submit(disposal=made, actor=keeping.fresh(cast.county_supervisor))
    assert (made.state, made.round) == ("first", 2)
    with pytest.raises(Exception, match="重新报送"):
        disposing.agree(disposal=made, actor=legal, words="同意", seen=1)
    disposing.agree(disposal=made, actor=legal, words="同意", seen=2)
    disposing.agree(disposal=made, actor=keeping.fresh(cast.county_chief), words="同意", seen=2)
    assert made.state == "executing"


# --- only an approved list, only by the worker


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table", ["cases_enforcementcase", "cases_unmasking", "cases_partyidentity", "cases_importrow", "cases_disposalitem"]
)
def test_the_webs_role_cannot_delete_a_case_nor_what_hangs_on_it(cast, table):
    old(cast)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.django_db
def test_the_webs_role_cannot_call_what_destroys(cast):
    keeping.verified_periods()
    old(cast)
    keeping.archive_all()
    made = keeping.approved(cast, keeping.legal_reviewer(cast.county_bureau))
    with pytest.raises(ProgrammingError, match="permission denied for schema worker_deeds"), transaction.atomic():
        destroying.destroy_part(list_id=made.pk, part=1)
    assert EnforcementCase.objects.count() == 1


@pytest.mark.django_db
def test_opinions_are_neither_changed_nor_removed(cast):
    for statement in ("UPDATE cases_disposalopinion SET words = 'x'", "DELETE FROM cases_disposalopinion"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def full_world(cast) -> tuple[ImportBatch, Any]:
    """Three old cases from one file, one with everything that hangs on a case; archived."""
    keeping.verified_periods()
    batch = keeping.old_cases(cast.county_housing, 3)
    first = EnforcementCase.objects.get(external_id="R0001")
    make_act(first)
    finding = make_finding(first, "P-31", state="confirmed")
    matter = builders.open_matter(cast, findings=[finding])
    type(matter).objects.filter(pk=matter.pk).update(state="closed")
    PartyIdentity.objects.create(agency=cast.county_housing, region_code="430181", fingerprint="f1", number="430181199001011234")
    for mark, name in (("n1", "演示甲"), ("n2", "演示乙")):
        PartyName.objects.create(agency=cast.county_housing, region_code="430181", fingerprint=mark, name=name)
    EnforcementCase.objects.update(party_name_fingerprint="n2")
    EnforcementCase.objects.filter(pk=first.pk).update(party_identity="f1", party_name_fingerprint="n1")
    rollups.refresh_all()
    quality.refresh_all()
    activity.refresh_all()
    assert keeping.archive_all() == 3
    return batch, first


@pytest.mark.django_db(transaction=True)
def test_not_even_the_worker_destroys_what_two_reviewers_have_not_agreed_to(cast):
    full_world(cast)
    made = keeping.submitted(cast)
    with keeping.as_worker():
        for state in ("first", "executing"):  # a state alone is no approval
            DisposalList.objects.filter(pk=made.pk).update(state=state)
            with (
                pytest.raises(Error, match="not been approved by two reviewers"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute("SELECT worker_deeds.destroy_cases(%s, 10)", [made.pk])
    assert EnforcementCase.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_from_the_list_to_the_paper_everything_named_goes_and_the_list_stays(cast, sign_in):
    batch, first = full_world(cast)
    figures = list(CaseRollup.objects.order_by("pk").values("day", "kind", "cases", "fine_total"))
    annual = list(ActivityMonth.objects.order_by("pk").values("month", "what", "cases", "fines"))
    assert annual
    legal = keeping.legal_reviewer(cast.county_bureau)
    made = keeping.submitted(cast)
    spared_later, struck = DisposalItem.objects.filter(list=made).exclude(case_id=first.pk).order_by("pk")
    disposing.strike(item=struck, actor=keeping.fresh(cast.county_chief), words="有研究价值")
    disposing.agree(disposal=made, actor=keeping.fresh(cast.county_chief), words="期满，同意。", seen=1)
    disposing.agree(disposal=made, actor=legal, words="同意销毁。", seen=1)
    held = EnforcementCase.objects.get(pk=spared_later.case_id)
    retention.place_hold(case=held, reason="有关机关要求保存", actor=keeping.fresh(cast.county_chief))
    with keeping.as_worker():
        keeping.work()
    made.refresh_from_db()
    assert made.state == "done"
    assert set(EnforcementCase.objects.values_list("pk", flat=True)) == {struck.case_id, spared_later.case_id}
    for model in (CaseAct, CaseCheck, Finding):
        assert not model.objects.filter(case_id=first.pk).exists()
    assert not PartyIdentity.objects.exists()
    assert PartyName.objects.get().fingerprint == "n2", "a name goes with the last case of its person"
    assert MatterItem.objects.get().finding_id is None  # its words stay
    item = DisposalItem.objects.get(list=made, case_id=first.pk)
    assert (item.outcome, len(item.digest)) == ("destroyed", 64)
    assert sorted(keeping.outcomes(made).values()) == ["destroyed", "spared", "struck"]
    batch.refresh_from_db()
    assert (batch.emptied_on, batch.file.destroyed_at, batch.total) == (None, None, 3)  # two of its records are kept
    assert batch.file.path.exists()
    # The figures are not counted anew.
    activity.refresh_all()
    assert list(ActivityMonth.objects.order_by("pk").values("month", "what", "cases", "fines")) == annual
    rollups.refresh_all()
    quality.refresh_all()
    assert list(CaseRollup.objects.order_by("pk").values("day", "kind", "cases", "fine_total")) == figures
    verbs = AuditEvent.objects.filter(target_type="cases.disposallist", target_id=str(made.pk)).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "cases.disposal_requested", "cases.disposal.compile", "cases.disposal.submit", "cases.disposal_struck", "cases.disposal.agree",
        "cases.disposal.agree", "cases.records_destroyed", "cases.disposal.finish",
    ]  # fmt: skip
    page = sign_in(cast.county_supervisor).get(f"/disposals/{made.pk}/").content.decode()
    for words in ("已按清单销毁", "有研究价值", "执行时已设置保全", "期满，同意。", "同意销毁。", made.number):
        assert words in page
    pdf = sign_in(cast.county_supervisor).get(f"/disposals/{made.pk}/paper.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")


@pytest.mark.django_db(transaction=True)
def test_with_its_last_record_the_file_goes_its_refused_rows_and_its_bytes(cast):
    keeping.verified_periods()
    batch = keeping.load(cast.county_housing, [good(1), good(2, 决定日期="没有这一天")], name="旧案.csv")
    EnforcementCase.objects.update(closed_on=keeping.LONG_AGO)
    Finding.objects.update(state="dismissed", reason="旧案")
    keeping.archive_all()
    rows = ImportRow.objects.filter(batch=batch).count()
    keeping.approved(cast, keeping.legal_reviewer(cast.county_bureau))
    path = batch.file.path
    assert path.exists()
    with keeping.as_worker():
        keeping.work()
    batch = ImportBatch.objects.get(pk=batch.pk)
    assert (EnforcementCase.objects.count(), ImportRow.objects.count()) == (0, 0), rows
    assert not path.exists()
    assert batch.emptied_on is not None
    with pytest.raises(DamagedFile, match="保管期满，已经销毁"):
        batch.file.read()
    assert AuditEvent.objects.filter(verb="cases.file_destroyed").exists()


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_nothing_is_half_done_and_a_second_run_finishes(cast, monkeypatch):
    full_world(cast)
    made = keeping.approved(cast, keeping.legal_reviewer(cast.county_bureau))
    with keeping.as_worker():
        destroying.destroy_part(list_id=made.pk, part=1, most=1)
        assert EnforcementCase.objects.count() == 2
        OutboxJob.objects.filter(kind="cases.destroy", payload__part=1).update(done_at=made.compiled_at)
        before = {model: model.objects.count() for model in (EnforcementCase, CaseCheck, ImportRow, Finding)}
        with pytest.raises(Error):
            lose_the_connection_after(lambda: destroying.destroy_part(list_id=made.pk, part=2, most=1))
        connection.close()
        assert {model: model.objects.count() for model in before} == before
        keeping.work()
    made.refresh_from_db()
    assert (made.state, EnforcementCase.objects.count()) == ("done", 0)
    assert set(keeping.outcomes(made).values()) == {"destroyed"}
    with keeping.as_worker():
        destroying.destroy_part(list_id=made.pk, part=9)
    assert AuditEvent.objects.filter(verb="cases.disposal.finish").count() == 1


@transaction.atomic
def lose_the_connection_after(deed) -> None:
    """The server takes the connection away when the deed is done and not committed yet."""
    deed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


# --- who sees what


@pytest.mark.django_db
def test_a_neighbour_county_an_agency_and_the_administrators_see_nothing(cast, sign_in):
    keeping.verified_periods()
    case = old(cast)
    keeping.archive_all()
    made = keeping.submitted(cast)
    item = DisposalItem.objects.get(list=made)
    for who in (cast.neighbour_supervisor, cast.housing_officer, cast.system_admin, cast.security_admin, cast.audit_admin):
        client = sign_in(who)
        for address in (f"/disposals/{made.pk}/", f"/disposals/{made.pk}/paper.pdf"):
            assert client.get(address).status_code in {403, 404}
        assert client.post(f"/disposals/{made.pk}/items/{item.pk}/strike/", {"words": "x"}).status_code in {403, 404}
    assert sign_in(cast.neighbour_supervisor).get(f"/disposals/{made.pk}/").status_code == 404
    assert sign_in(cast.neighbour_supervisor).get(f"/cases/{case.pk}/hold/").status_code == 404
    assert made.number not in sign_in(cast.neighbour_supervisor).get("/disposals/").content.decode()


def test_everything_that_hangs_on_a_case_goes_with_it():
    """A new table that points at a case has to be thought of: in the one function that destroys cases, in the database's own cascade, or here.

    What a case-file review said of a case stays, with the number it had: it is the review's record, as a disposal list is.
    """
    hanging = {link.related_model._meta.db_table for link in EnforcementCase._meta.related_objects}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE confrelid = 'cases_enforcementcase'::regclass AND confdeltype = 'c'"
        )
        cascading = {table for (table,) in cursor.fetchall()}
    left = {table for table in hanging if f"DELETE FROM {table} " not in DESTROYING} - cascading
    assert left == {"cases_reviewfile"}
