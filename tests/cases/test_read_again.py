"""重新核对：未入库的行不用重新上传，障碍除去以后原样再核对一遍；已经入库的不动，后报的为准。"""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.choices import CaseKind
from cases.intake.source import source_cells
from cases.models import EnforcementCase, ImportBatch
from cases.services import batches
from supervision.audit.models import AuditEvent
from supervision.outbox import run as outbox
from supervision.outbox.models import OutboxJob
from supervision.web.errors import UserError
from tests.cases.intake_files import as_csv, good, table

TODAY = datetime.date(2026, 11, 24)
INSPECTION = ["记录号", "当事人名称", "检查日期"]


def load(agency, rows, header=None, kind=CaseKind.PENALTY):
    content = as_csv(table(rows, header) if header else table(rows))
    batch, _ = batches.receive(content=content, name="报送.csv", agency=agency, kind=kind, actor=None, deliver=False)
    return batches.run(batch_id=batch.pk, today=TODAY)


def in_the_way(agency, *numbers):
    """Records of another kind under these numbers: a penalty of the same number is refused while they are there."""
    rows = [{"记录号": f"R{number:04}", "当事人名称": "长沙演示商贸有限公司", "检查日期": "2026-03-02"} for number in numbers]
    load(agency, rows, INSPECTION, CaseKind.INSPECTION)


def out_of_the_way(*numbers):
    for number in numbers:
        EnforcementCase.objects.filter(external_id=f"R{number:04}", kind="inspection").update(external_id=f"检查{number}")


def read_again(batch, actor):
    """As on the page: asked for by a person, done by the worker."""
    batches.read_again(batch=batch, actor=actor)
    job = OutboxJob.objects.filter(kind="cases.import_batch").latest("id")
    assert outbox.run(job.pk)
    batch.refresh_from_db()
    return batch


def figures(batch):
    return (batch.total, batch.stored, batch.repaired, batch.superseded, batch.unchanged, batch.refused)


def test_refused_rows_are_stored_once_nothing_stands_in_their_way(cast):
    in_the_way(cast.city_market, 2, 3)
    batch = load(cast.city_market, [good(1), good(2), good(3), good(4, 决定日期="2026-02-30")])
    assert figures(batch) == (4, 1, 0, 0, 0, 3)
    before = EnforcementCase.objects.values().get(external_id="R0001")
    out_of_the_way(2)
    batch = read_again(batch, cast.market_officer)
    assert (batch.state, figures(batch)) == ("done", (4, 2, 0, 0, 0, 2))
    case = EnforcementCase.objects.get(external_id="R0002")
    assert (case.batch, case.line_no) == (batch, 3)
    assert source_cells(batch, case.line_no)[0] == "R0002"
    assert EnforcementCase.objects.values().get(external_id="R0001") == before
    assert list(batch.rows.order_by("line_no").values_list("line_no", "outcome")) == [
        (3, "stored"),
        (4, "refused"),
        (5, "refused"),
    ]
    assert any("重新核对未入库的 3 行：入库 1 行，仍未入库 2 行" in note for note in batch.notes)
    asked = AuditEvent.objects.get(verb="cases.batch_read_again")
    assert (asked.actor_id, asked.payload["refused"]) == (cast.market_officer.pk, 3)


def test_what_was_stored_late_is_reported_upward_too(cast):
    in_the_way(cast.city_market, 1)
    batch = load(cast.city_market, [good(1)])
    ImportBatch.objects.update(noted_upward=True)
    out_of_the_way(1)
    assert read_again(batch, cast.market_officer).noted_upward is False


def test_the_cases_of_rows_stored_late_are_checked_found_and_counted(cast):
    in_the_way(cast.city_market, 1)
    batch = load(cast.city_market, [good(1, 公开日期="2026-02-20")])
    assert batch.findings == 0
    out_of_the_way(1)
    batch = read_again(batch, cast.market_officer)
    case = EnforcementCase.objects.get(kind="penalty")
    assert batch.findings == case.findings.count() >= 1
    kinds = OutboxJob.objects.filter(payload__batch=batch.pk, done_at=None).values_list("kind", flat=True)
    assert {"cases.index_batch", "cases.batch_checked"} <= set(kinds)


def test_a_repaired_row_and_a_protected_number_come_back_as_they_would_have(cast):
    in_the_way(cast.city_market, 1)
    header = ["记录号", "当事人名称", "当事人类别", "证件号码", "决定日期", "处罚种类"]
    row = {
        "记录号": "R0001",
        "当事人名称": "演示某",
        "当事人类别": "自然人",
        "证件号码": "110101199003077272",
        "决定日期": "２０２６.3.2",
        "处罚种类": "警告",
    }
    batch = load(cast.city_market, [row], header)
    assert batch.refused == 1
    out_of_the_way(1)
    batch = read_again(batch, cast.market_officer)
    assert batch.refused == 0
    case = EnforcementCase.objects.get(kind="penalty")
    assert case.decision_date == datetime.date(2026, 3, 2)
    assert case.party_identity
    assert "110101" not in case.party_identity
    assert all("110101199003077272" not in str(kept.cells) for kept in batch.rows.all())


def test_what_a_later_batch_reported_stands(cast):
    in_the_way(cast.city_market, 2)
    first = load(cast.city_market, [good(1), good(2)])
    out_of_the_way(2)
    later = load(cast.city_market, [good(2) | {"罚款金额（元）": "8000.00"}])
    first = read_again(first, cast.market_officer)
    case = EnforcementCase.objects.get(external_id="R0002")
    assert (case.fine_amount, case.batch) == (8000, later)
    assert first.refused == 1
    [problem] = batches.first_problems(first)
    assert problem["message"] == f"后来的批次 {later.pk}（第 2 行）已报送这条记录"
    assert problem["remedy"] == "以后报的为准，这一行无需再报"


def test_a_row_that_contradicts_its_own_file_stays_refused(cast):
    batch = load(cast.city_market, [good(1), good(1) | {"罚款金额（元）": "8000.00"}])
    assert batch.refused == 1
    batch = read_again(batch, cast.market_officer)
    assert figures(batch) == (2, 1, 0, 0, 0, 1)
    assert EnforcementCase.objects.get(kind="penalty").fine_amount == 5000
    assert "与第 2 行是同一记录号" in batches.first_problems(batch)[0]["message"]


def test_an_earlier_batch_is_corrected_as_it_would_have_been(cast):
    load(cast.city_market, [good(1)])
    batch = load(cast.city_market, [good(1, 决定日期="2026-02-30")])
    assert batch.refused == 1
    again = read_again(batch, cast.market_officer)
    assert (figures(again), EnforcementCase.objects.get(kind="penalty").decision_date) == (
        (1, 0, 0, 0, 0, 1),
        datetime.date(2026, 3, 2),
    )


def test_a_file_refused_as_a_whole_is_read_again(cast):
    batch, _ = batches.receive(
        content=as_csv(table([good(1)])),
        name="报送.csv",
        agency=cast.city_market,
        kind=CaseKind.PENALTY,
        actor=cast.market_officer,
    )
    ImportBatch.objects.filter(pk=batch.pk).update(state="failed", error="报送人已经不在该岗位")
    batch = read_again(batch, cast.market_officer)
    assert (batch.state, batch.error, batch.stored) == ("done", "", 1)


def test_a_worker_told_twice_decides_once(cast):
    in_the_way(cast.city_market, 1)
    batch = load(cast.city_market, [good(1)])
    out_of_the_way(1)
    batches.read_again(batch=batch, actor=cast.market_officer)
    with pytest.raises(UserError, match="正在处理"):
        batches.read_again(batch=batch, actor=cast.market_officer)
    assert batches.run(batch_id=batch.pk, today=TODAY).stored == 1
    assert batches.run(batch_id=batch.pk, today=TODAY).stored == 1


def test_nothing_refused_nothing_to_read_again(cast):
    batch = load(cast.city_market, [good(1)])
    with pytest.raises(UserError, match="每一行都已入库"):
        batches.read_again(batch=batch, actor=cast.market_officer)


def test_who_lost_the_post_meanwhile_leaves_what_was_stored(cast):
    batch = load(cast.city_market, [good(1), good(2, 决定日期="2026-02-30")])
    batches.read_again(batch=batch, actor=cast.market_officer)
    cast.market_officer.posts.all().delete()
    job = OutboxJob.objects.filter(kind="cases.import_batch").latest("id")
    assert outbox.run(job.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.error, figures(batch)) == ("done", "", (2, 1, 0, 0, 0, 1))
    assert "重新核对没有进行" in batch.notes[0]


@pytest.mark.parametrize(
    ("person", "offered", "status"),
    [
        ("housing_officer", True, 302),
        ("county_supervisor", True, 302),
        ("county_leader", False, 403),
        ("neighbour_officer", False, 404),
    ],
)
def test_who_may_report_for_the_agency_may_have_it_read_again(cast, sign_in, person, offered, status):
    batch = load(cast.county_housing, [good(1), good(2, 决定日期="2026-02-30")])
    client = sign_in(getattr(cast, person))
    address = reverse("cases:batch_read_again", args=[batch.pk])
    assert (address in client.get(batch.get_absolute_url()).content.decode()) is offered
    assert client.post(address).status_code == status
    batch.refresh_from_db()
    assert batch.state == ("queued" if offered else "done")


def test_the_service_itself_refuses_another_agency(cast):
    batch = load(cast.county_housing, [good(2, 决定日期="2026-02-30")])
    with pytest.raises(PermissionDenied):
        batches.read_again(batch=batch, actor=cast.market_officer)


def test_the_page_says_what_will_happen_and_shows_the_outcome(cast, sign_in):
    client = sign_in(cast.market_officer)
    in_the_way(cast.city_market, 2)
    file = SimpleUploadedFile("报送.csv", as_csv(table([good(1), good(2)])), content_type="text/csv")
    where = client.post(reverse("cases:upload"), {"kind": "penalty", "agency": cast.city_market.pk, "file": file})["Location"]
    batch = ImportBatch.objects.get(file_name="报送.csv", kind="penalty")
    batches.run(batch_id=batch.pk, today=TODAY)
    assert "未入库的 1 行" in client.get(where).content.decode()
    out_of_the_way(2)
    told = client.post(reverse("cases:batch_read_again", args=[batch.pk]), follow=True).content.decode()
    assert "已排队重新核对" in told
    assert "排队等待处理" in told
    job = OutboxJob.objects.filter(kind="cases.import_batch").latest("id")
    assert outbox.run(job.pk)
    html = client.get(where).content.decode()
    assert "入库 1 行，仍未入库 0 行" in html
    assert "重新核对</button>" not in html
