"""报送的页面：谁能报谁的、看到什么、下载什么。"""

from __future__ import annotations

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from cases.choices import CaseKind
from cases.models import EnforcementCase, ImportBatch
from cases.services import batches
from supervision.audit.models import AuditEvent
from supervision.outbox import run as outbox
from supervision.outbox.models import OutboxJob
from supervision.tabular import match_header, open_sheet
from tests.cases.intake_files import as_csv, good, table
from tests.statements import statements

TODAY = datetime.date(2026, 11, 24)


def upload(client, agency, rows, kind="penalty", name="报送.csv"):
    file = SimpleUploadedFile(name, as_csv(table(rows)), content_type="text/csv")
    return client.post(reverse("cases:upload"), {"kind": kind, "agency": agency.pk, "file": file})


def done(agency, rows):
    batch, _ = batches.receive(
        content=as_csv(table(rows)), name="报送.csv", agency=agency, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    return batches.run(batch_id=batch.pk, today=TODAY)


def page(client, batch, query=""):
    return client.get(batch.get_absolute_url() + query)


def test_an_uploaded_file_waits_for_the_worker_and_is_then_stored(cast, sign_in):
    client = sign_in(cast.market_officer)
    answer = upload(client, cast.city_market, [good(1), good(2, 决定日期="2026-02-30")])
    batch = ImportBatch.objects.get()
    assert answer.headers["Location"] == batch.get_absolute_url()
    assert (batch.state, batch.uploaded_by) == ("queued", cast.market_officer)
    assert "排队等待处理" in page(client, batch).content.decode()
    assert "排队等待处理" in client.get(reverse("cases:batch_progress", args=[batch.pk])).content.decode()
    job = OutboxJob.objects.get(kind="cases.import_batch")
    assert outbox.run(job.pk)
    assert client.get(reverse("cases:batch_progress", args=[batch.pk])).headers["HX-Refresh"] == "true"
    html = page(client, batch).content.decode()
    assert EnforcementCase.objects.count() == 1
    for words in ("已完成", "第 3 行", "决定日期", "2026-02-30", "日期不存在", "请改为真实日期，如 2026-02-28"):
        assert words in html


def test_the_worker_told_twice_stores_once(cast, sign_in):
    upload(sign_in(cast.market_officer), cast.city_market, [good(1)])
    job = OutboxJob.objects.get(kind="cases.import_batch")
    assert outbox.run(job.pk) is True
    assert outbox.run(job.pk) is False
    assert EnforcementCase.objects.count() == 1


def test_the_same_file_again_leads_to_the_first_batch_and_says_so(cast, sign_in):
    client = sign_in(cast.market_officer)
    first = upload(client, cast.city_market, [good(1)]).headers["Location"]
    second = upload(client, cast.city_market, [good(1)], name="另一个名字.csv")
    assert second.headers["Location"] == first
    assert "此前已经报送过" in client.get(first).content.decode()


def test_a_legal_officer_reports_for_the_own_agency_only(cast, sign_in):
    client = sign_in(cast.market_officer)
    html = client.get(reverse("cases:upload")).content.decode()
    assert "长沙市市场监督管理局" in html
    assert "浏阳市住房和城乡建设局" not in html
    answer = upload(client, cast.county_housing, [good(1)])
    assert answer.status_code == 422
    assert "不在您可以报送的单位之内" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_the_service_itself_refuses_another_agency(cast):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        batches.receive(content=b"x", name="a.csv", agency=cast.county_housing, kind=CaseKind.PENALTY, actor=cast.market_officer)


def test_a_supervisor_chooses_among_the_agencies_of_the_own_region(cast, sign_in):
    county = sign_in(cast.county_supervisor).get(reverse("cases:upload")).content.decode()
    assert "浏阳市住房和城乡建设局" in county
    assert "宁乡市市场监督管理局" not in county
    city = sign_in(cast.city_supervisor).get(reverse("cases:upload")).content.decode()
    assert "宁乡市市场监督管理局" in city


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("city_supervisor", 200), ("county_supervisor", 200), ("county_leader", 200), ("housing_officer", 200), ("neighbour_supervisor", 404),
        ("neighbour_officer", 404), ("market_officer", 404), ("township_assistant", 403), ("social_supervisor", 403), ("system_admin", 403),
    ],
)  # fmt: skip
def test_a_batch_is_seen_by_its_agency_and_its_supervisors_alone(cast, sign_in, person, status):
    batch = done(cast.county_housing, [good(1), good(2, 处罚种类="罚金")])
    client = sign_in(getattr(cast, person))
    assert page(client, batch).status_code == status
    assert client.get(reverse("cases:batch_progress", args=[batch.pk])).status_code == (204 if status == 200 else status)
    assert client.get(reverse("cases:batch_rejected", args=[batch.pk])).status_code == status
    listed = client.get(reverse("cases:batches"))
    assert (batch.get_absolute_url() in listed.content.decode()) is (status == 200)


def test_who_may_not_report_meets_403(cast, sign_in):
    for person in (cast.county_leader, cast.township_assistant, cast.audit_admin):
        assert sign_in(person).get(reverse("cases:upload")).status_code == 403
        assert sign_in(person).get(reverse("cases:template", args=["penalty"])).status_code == 403


def test_the_template_of_each_kind_comes_back_as_itself(cast, sign_in):
    client = sign_in(cast.market_officer)
    for kind in CaseKind.values:
        answer = client.get(reverse("cases:template", args=[kind]))
        content = b"".join(answer.streaming_content)
        with open_sheet(io.BytesIO(content)) as sheet:
            from cases.columns import TEMPLATES

            mapping = match_header(sheet.header, TEMPLATES[CaseKind(kind)])
            assert mapping.usable
            assert not mapping.absent
            assert list(sheet.rows) == []
    assert client.get(reverse("cases:template", args=["nonsense"])).status_code == 404


def test_refused_rows_go_back_as_a_workbook_that_can_be_mended_and_reported_again(cast, sign_in):
    batch = done(cast.city_market, [good(1), good(2, 决定日期="2026-02-30", 案号="=1+1")])
    client = sign_in(cast.market_officer)
    answer = client.get(reverse("cases:batch_rejected", args=[batch.pk]))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book.active
    assert [cell.value for cell in sheet[1]][:3] == ["原行号", "问题", "记录号"]
    row = [cell.value for cell in sheet[2]]
    assert row[0] == 3
    assert "日期不存在" in row[1]
    assert AuditEvent.objects.get(verb="cases.rejected_exported").actor_id == cast.market_officer.pk
    place = [cell.value for cell in sheet[1]].index("决定日期") + 1
    sheet.cell(2, place).value = "2026-02-27"
    out = io.BytesIO()
    book.save(out)
    again, _ = batches.receive(
        content=out.getvalue(), name="b.xlsx", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    assert batches.run(batch_id=again.pk, today=TODAY).stored == 1


def test_long_lists_of_refused_rows_are_paged_by_line(cast, sign_in):
    batch = done(cast.city_market, [good(number, 处罚种类="罚金") for number in range(1, 121)])
    client = sign_in(cast.city_supervisor)
    first = page(client, batch).content.decode()
    assert "第 51 行" in first
    assert "第 52 行" not in first
    assert "after=51" in first
    second = page(client, batch, "?rows=refused&after=51").content.decode()
    assert "第 52 行" in second
    assert "before=52" in second
    back = page(client, batch, "?rows=refused&before=52").content.decode()
    assert "第 2 行" in back


def test_the_pages_take_few_statements_however_much_there_is(cast, sign_in):
    for number in range(3):
        batch = done(cast.city_market, [good(number * 100 + n, 处罚种类="罚金") for n in range(60)])
    client = sign_in(cast.city_supervisor)
    for url in (reverse("cases:batches"), batch.get_absolute_url(), reverse("cases:upload")):
        assert statements(client, url) <= 12


def test_an_empty_file_is_said_so_beside_the_field(cast, sign_in):
    answer = sign_in(cast.market_officer).post(
        reverse("cases:upload"), {"kind": "penalty", "agency": cast.city_market.pk, "file": SimpleUploadedFile("a.csv", b"")}
    )
    assert answer.status_code == 422
    assert "文件是空的" in answer.content.decode()


def test_numbers_of_papers_are_masked_on_the_page(cast):
    from cases.selectors.batches import shown_problem

    shown = shown_problem({"column": "法定代表人证件号码", "value": "430102199001011234", "message": "", "remedy": ""})
    assert "19900101" not in shown["value"]


def test_the_findings_of_a_batch_are_shown_to_supervisors_not_to_the_agency(cast, sign_in):
    batch = done(cast.city_market, [good(1, 公开日期="2026-02-20"), good(2)])
    link = f"{reverse('cases:triage')}?batch={batch.pk}"
    assert link in page(sign_in(cast.city_supervisor), batch).content.decode()
    assert link not in page(sign_in(cast.market_officer), batch).content.decode()
    assert done(cast.city_market, [good(3, 公开日期="2026-02-20")]).findings
    listed = sign_in(cast.city_supervisor).get(link)
    assert {str(finding.case) for finding in listed.context["rows"]} == {"演市监罚〔2026〕1号"}


def test_a9_a_file_whose_sender_has_left_meanwhile_is_not_stored_and_says_why(cast, sign_in):
    upload(sign_in(cast.market_officer), cast.city_market, [good(1)])
    cast.market_officer.posts.update(ends_on="2026-01-01")
    assert outbox.run(OutboxJob.objects.get(kind="cases.import_batch").pk)
    assert ImportBatch.objects.get().state == "failed"
    assert not EnforcementCase.objects.exists()
    client = sign_in(cast.city_supervisor)
    assert "报送人已经不在该岗位" in page(client, ImportBatch.objects.get()).content.decode()
    upload(client, cast.city_market, [good(1)])
    assert outbox.run(OutboxJob.objects.filter(kind="cases.import_batch").latest("id").pk)
    assert (ImportBatch.objects.get().state, EnforcementCase.objects.count()) == ("done", 1)
