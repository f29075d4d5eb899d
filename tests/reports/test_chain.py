"""报送、审核、退回、批示、印发、签收。"""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from pypdf import PdfReader

from agencies.choices import Role
from agencies.models import Post, User
from reports.documents import print_report
from reports.models import PeriodicReport, ReportApproval, ReportReceipt, ReportVersion
from reports.services import approving, compiling, drafting, issuing, receipts
from supervision.audit.models import AuditEvent
from supervision.documents.models import NumberSeries
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from supervision.web.errors import UserError
from supervision.workflow import Conflict, NotAllowed
from tests.reports.world import MONTH, World, approved, compiled, fresh, issued, person

SPECIAL = '同意。#let x = 1 $E=mc^2$ <b>\\n "引号" @ref *重* _下_ {归集执法案件} 〔2026〕\n请各单位认真整改！'


def words_of(docx: bytes) -> str:
    from docx import Document

    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs)


def pdf_words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_asking_twice_for_the_same_month_is_refused_in_words(world: World) -> None:
    actor = fresh(world.cast.county_supervisor)
    compiling.request_report(region=world.cast.county, period=MONTH, actor=actor)
    with pytest.raises(UserError, match="已经有了"):
        compiling.request_report(region=world.cast.county, period=MONTH, actor=actor)
    assert PeriodicReport.objects.count() == 1


def test_a_county_supervisor_cannot_have_the_neighbours_or_the_citys_report_compiled(world: World) -> None:
    for region in (world.cast.neighbour, world.cast.city):
        with pytest.raises((PermissionDenied, NotAllowed)):
            compiling.request_report(region=region, period=MONTH, actor=fresh(world.cast.county_supervisor))
    assert not PeriodicReport.objects.exists()


def test_a_month_that_is_not_over_cannot_be_reported(world: World) -> None:
    from django.utils import timezone

    with pytest.raises(UserError, match="还没有结束"):
        compiling.request_report(region=world.cast.county, period=timezone.localdate(), actor=fresh(world.cast.county_supervisor))


def test_the_first_of_the_month_asks_for_the_city_and_each_county_once(world: World) -> None:
    import datetime

    assert compiling.compile_due(today=datetime.date(2026, 10, 1)) == 3
    assert compiling.compile_due(today=datetime.date(2026, 10, 1)) == 0
    assert set(PeriodicReport.objects.values_list("region_code", "period_start")) == {
        (code, datetime.date(2026, 9, 1)) for code in ("430100", "430181", "430182")
    }
    assert OutboxJob.objects.filter(kind="reports.compile").count() == 3


def test_compiling_twice_compiles_once(world: World) -> None:
    report = compiled(world.cast.city)
    sha = report.snapshot_sha256
    compiling.compile_now(report.pk)
    report.refresh_from_db()
    assert (report.state, report.snapshot_sha256) == ("draft", sha)
    assert AuditEvent.objects.filter(verb="reports.report.compile").count() == 1


def test_the_chain_keeps_every_word_and_who_said_it(world: World) -> None:
    cast = world.cast
    report = approved(compiled(cast.city), cast, words=SPECIAL)
    assert report.state == "approved"
    steps = list(ReportApproval.objects.order_by("id").values_list("step", "actor_name", "actor_title", "words"))
    assert steps == [
        ("division", "吴处长", "市司法局执法监督处处长", ""),
        ("legal", "郑审核", "市司法局法制处副处长", ""),
        ("director", "冯局长", "市司法局局长", ""),
        ("leader", "陈市长", "市政府副市长", SPECIAL),
    ]


def test_after_a_return_the_next_submission_is_version_two_and_the_chain_begins_anew(world: World) -> None:
    cast = world.cast
    report = compiled(cast.city)
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    approving.agree(report=report, actor=fresh(cast.city_chief), version=1, words="已核")
    approving.send_back(report=report, actor=fresh(cast.city_legal), version=1, words="第三部分请补充依据")
    assert (report.state, report.version) == ("draft", 2)
    drafting.save_words(report=report, actor=fresh(cast.city_supervisor), version=2, words={(2, 1): "补充后的一段。"})
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    assert report.state == "division"
    assert list(ReportVersion.objects.values_list("version", flat=True)) == [1, 2]
    first, second = ReportVersion.objects.order_by("version")
    assert first.sections != second.sections
    approved_now = [one for one in ReportApproval.objects.all() if one.version == 2]
    assert approved_now == []
    approving.agree(report=report, actor=fresh(cast.city_chief), version=2)
    assert report.state == "legal"


def test_nobody_approves_what_they_submitted(world: World) -> None:
    cast = world.cast
    report = compiled(cast.city)
    both = person("both", "一肩挑", Role.SUPERVISOR, cast.city_bureau, "监督处干部")
    Post.objects.create(user=both, agency=cast.city_bureau, role="division_chief", title="处长", starts_on="2020-01-01")
    approving.submit(report=report, actor=fresh(both))
    with pytest.raises(NotAllowed) as refused:
        approving.agree(report=report, actor=fresh(both), version=1)
    assert "第六十条" in refused.value.article
    report.refresh_from_db()
    assert report.state == "division"


def test_A7_one_person_does_not_take_two_steps_of_one_version(world: World) -> None:
    cast = world.cast
    report = compiled(cast.city)
    both = person("both", "身兼两职", Role.DIVISION_CHIEF, cast.city_bureau, "处长")
    Post.objects.create(user=both, agency=cast.city_bureau, role="legal_reviewer", title="审核人", starts_on="2020-01-01")
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    approving.agree(report=report, actor=fresh(both), version=1)
    with pytest.raises(NotAllowed, match="前一环节"):
        approving.agree(report=report, actor=fresh(both), version=1)
    approving.send_back(report=report, actor=fresh(both), version=1, words="请改。")
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    approving.agree(report=report, actor=fresh(cast.city_chief), version=2)
    approving.agree(report=report, actor=fresh(both), version=2)
    assert report.state == "director"


def test_A2_a_reviewer_of_the_city_does_not_review_for_the_county_in_which_they_hold_another_post(world: World) -> None:
    cast = world.cast
    report = compiled(cast.county)
    Post.objects.create(
        user=cast.city_legal, agency=cast.county_bureau, role="supervisor", title="监督员", starts_on="2020-01-01"
    )
    approving.submit(report=report, actor=fresh(cast.county_supervisor))
    approving.agree(report=report, actor=fresh(cast.county_chief), version=1)
    with pytest.raises(NotAllowed, match="本级"):
        approving.agree(report=report, actor=fresh(cast.city_legal), version=1)
    assert report.state == "legal"


def test_a_decision_names_the_office_at_the_reports_own_level(world: World) -> None:
    cast = world.cast
    report = compiled(cast.county)
    Post.objects.create(
        user=cast.city_chief, agency=cast.county_bureau, role="division_chief", title="县科长", starts_on="2020-01-01"
    )
    approving.submit(report=report, actor=fresh(cast.county_supervisor))
    approving.agree(report=report, actor=fresh(cast.city_chief), version=1)
    assert ReportApproval.objects.get(report=report).actor_title == "浏阳市司法局县科长"


def test_A7_a_report_that_nobody_approved_is_not_issued(world: World) -> None:
    report = compiled(world.cast.city)
    with pytest.raises(NotAllowed):
        issuing.issue(report=report, actor=fresh(world.cast.city_director))


def test_the_city_does_not_sign_for_a_county(world: World) -> None:
    cast = world.cast
    report = compiled(cast.county)
    approving.submit(report=report, actor=fresh(cast.county_supervisor))
    with pytest.raises(NotAllowed, match="本级"):
        approving.agree(report=report, actor=fresh(cast.city_chief), version=1)
    for who in (cast.county_chief, world.county_legal, cast.county_director):
        approving.agree(report=report, actor=fresh(who), version=1)
    with pytest.raises(NotAllowed, match="本级"):
        approving.instruct(report=report, actor=fresh(cast.city_leader), version=1, words="同意。")
    approving.instruct(report=report, actor=fresh(cast.county_leader), version=1, words="同意。")
    assert report.state == "approved"


def test_a_step_that_is_not_ones_office_is_refused(world: World) -> None:
    cast = world.cast
    report = compiled(cast.city)
    for stranger in (cast.city_chief, cast.city_leader, cast.market_officer, cast.neighbour_supervisor, cast.township_assistant):
        with pytest.raises(PermissionDenied):
            approving.submit(report=report, actor=fresh(stranger))


def test_an_instruction_and_a_return_need_words(world: World) -> None:
    cast = world.cast
    report = compiled(cast.city)
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    with pytest.raises(UserError, match="退回时要写明意见"):
        approving.send_back(report=report, actor=fresh(cast.city_chief), version=1, words="  ")
    for who in (cast.city_chief, cast.city_legal, cast.city_director):
        approving.agree(report=report, actor=fresh(who), version=1)
    with pytest.raises(UserError, match="还没有写批示"):
        approving.agree(report=report, actor=fresh(cast.city_leader), version=1, words="\n ")
    report.refresh_from_db()
    assert report.state == "leader"


def test_words_about_a_version_that_is_gone_are_refused(world: World) -> None:
    cast = world.cast
    report = compiled(cast.city)
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    approving.send_back(report=report, actor=fresh(cast.city_chief), version=1, words="改")
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    with pytest.raises(Conflict):
        approving.agree(report=report, actor=fresh(cast.city_chief), version=1)


def test_an_editor_changes_words_but_no_figure(world: World) -> None:
    cast = world.cast
    report = compiled(cast.city)
    total = report.frozen["figures"]["cases_total"]["rows"][0]["value"]
    drafting.save_words(
        report=report, actor=fresh(cast.city_supervisor), version=1, words={(0, 1): "本月归集{归集执法案件=999999}件，情况平稳。"}
    )
    report.refresh_from_db()
    text = words_of(print_report(report, []).docx)
    assert f"本月归集{total}件，情况平稳。" in text
    assert "999999" not in text
    with pytest.raises(UserError, match="没有名为"):
        drafting.save_words(report=report, actor=fresh(cast.city_supervisor), version=1, words={(0, 1): "{虚构的数字}"})
    with pytest.raises(UserError, match="不是可以修改的段落"):
        drafting.save_words(report=report, actor=fresh(cast.city_supervisor), version=1, words={(0, 3): "表"})


def test_a_submitted_report_cannot_be_edited(world: World) -> None:
    cast = world.cast
    report = compiled(cast.city)
    approving.submit(report=report, actor=fresh(cast.city_supervisor))
    with pytest.raises(NotAllowed, match="已经报送"):
        drafting.save_words(report=report, actor=fresh(cast.city_supervisor), version=1, words={(0, 1): "改"})


def test_the_same_snapshot_and_words_print_the_same_bytes(world: World) -> None:
    report = compiled(world.cast.city)
    again = PeriodicReport.objects.select_related("agency").get(pk=report.pk)
    assert print_report(report, []) == print_report(again, [])


def test_the_issued_paper_quotes_the_instruction_to_the_letter(world: World) -> None:
    report = issued(approved(compiled(world.cast.city), world.cast, words=SPECIAL), world.cast)
    assert report.pdf is not None
    assert report.docx is not None
    for line in SPECIAL.split("\n"):
        assert line in words_of(report.docx.read())
    printed = "".join(pdf_words(report.pdf.read()).split())
    for line in SPECIAL.split("\n"):
        assert line.replace(" ", "") in printed
    assert "长司报〔2026〕1号" in printed


def test_an_issued_report_reaches_its_recipients_and_nobody_else(world: World) -> None:
    cast = world.cast
    report = issued(approved(compiled(cast.city), cast), cast)
    names = set(report.receipts.values_list("agency__code", flat=True))
    assert names == {"CS-SCJG", "CS-YC", "LY-SFJ", "NX-SFJ"}
    assert (report.state, report.signatory, bool(report.pdf_id), bool(report.docx_id)) == ("issued", "冯局长", True, True)


def test_numbers_run_without_a_gap_even_when_an_issue_is_rolled_back(world: World) -> None:
    import datetime

    cast = world.cast
    reports = [approved(compiled(cast.city, datetime.date(2026, month, 1)), cast) for month in (7, 8, 9)]
    assert issued(reports[0], cast).number == "长司报〔2026〕1号"
    issuing.issue(report=reports[1], actor=fresh(cast.city_director))
    with transaction.atomic():
        issuing.produce(reports[1].pk)
        transaction.set_rollback(True)
    assert issued(reports[2], cast).number == "长司报〔2026〕2号"
    run(OutboxJob.objects.get(dedupe_key=f"reports.issue:{reports[1].pk}").pk)
    reports[1].refresh_from_db()
    assert reports[1].number == "长司报〔2026〕3号"


def test_the_issue_handler_run_twice_issues_once(world: World) -> None:
    cast = world.cast
    report = issued(approved(compiled(cast.city), cast), cast)
    number, receipts_before = report.number, report.receipts.count()
    issuing.produce(report.pk)
    report.refresh_from_db()
    assert (report.number, report.receipts.count()) == (number, receipts_before)
    assert NumberSeries.objects.get(issuer="CS-SFJ", series="报").last == 1
    assert AuditEvent.objects.filter(verb="reports.report.finish").count() == 1


def test_only_the_addressed_agency_acknowledges_and_only_once(world: World) -> None:
    cast = world.cast
    report = issued(approved(compiled(cast.city), cast), cast)
    market = ReportReceipt.objects.get(report=report, agency=cast.city_market)
    for stranger in (cast.housing_officer, cast.city_leader, cast.neighbour_officer):
        with pytest.raises(PermissionDenied):
            receipts.acknowledge(receipt=market, actor=fresh(stranger))
    with pytest.raises(NotAllowed, match="本单位"):
        receipts.acknowledge(receipt=market, actor=fresh(cast.city_supervisor))
    assert receipts.acknowledge(receipt=market, actor=fresh(cast.market_officer))
    assert not receipts.acknowledge(receipt=market, actor=fresh(cast.market_officer))
    county = ReportReceipt.objects.get(report=report, agency=cast.county_bureau)
    assert receipts.acknowledge(receipt=county, actor=fresh(cast.county_supervisor))
    assert AuditEvent.objects.filter(verb="reports.acknowledged").count() == 2


def test_the_next_report_tells_what_became_of_the_last_instruction(world: World) -> None:
    import datetime
    import json

    cast = world.cast
    first = issued(approved(compiled(cast.city, datetime.date(2026, 8, 1)), cast, words="请{归集执法案件}跟踪督办。"), cast)
    receipts.acknowledge(receipt=first.receipts.get(agency=cast.city_market), actor=User.objects.get(username="market-officer"))
    second = compiled(cast.city)
    text = json.dumps(second.sections[-1], ensure_ascii=False)
    assert first.number in text
    assert "市政府副市长陈市长批示：“请{归集执法案件}跟踪督办。”" in text
    assert "已分送4个单位，截至本报告统计之日已有1个单位签收" in text
    assert "请{归集执法案件}跟踪督办。" in words_of(print_report(second, []).docx)
