"""入库：重复不变、更正取代、分项齐全、失败不留痕迹、语句数与行数无关。"""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.choices import CaseKind
from cases.columns.publicity import LICENCE as XK
from cases.columns.publicity import PENALTY as CF
from cases.intake import pipeline
from cases.intake.source import source_cells
from cases.models import CaseAct, CaseCheck, EnforcementCase, Finding, ImportBatch, ImportRow
from cases.services import batches, checking
from supervision.audit.models import AuditEvent
from supervision.outbox.models import OutboxJob
from tests.cases.intake_files import as_csv, full_header, full_row, good, table

TODAY = datetime.date(2026, 11, 24)


def load(agency, rows, header=None, kind=CaseKind.PENALTY, name="records.csv"):
    content = as_csv(table(rows, header) if header else table(rows))
    batch, _ = batches.receive(content=content, name=name, agency=agency, kind=kind, actor=None, deliver=False)
    return batches.run(batch_id=batch.pk, today=TODAY)


def test_every_field_and_every_part_of_a_full_row_arrives(cast):
    load(cast.city_market, [full_row()], full_header())
    case = EnforcementCase.objects.get()
    assert (case.external_id, case.kind, case.agency, case.region_code, case.sector) == (
        "R0001",
        "penalty",
        cast.city_market,
        "430100",
        "market",
    )
    assert (case.listed_on, case.received_on, case.filing_date) == (datetime.date(2026, 3, 2), TODAY, datetime.date(2025, 12, 1))
    assert (case.procedure, case.hearing_required, case.hearing_held, case.notice_window_days) == ("ordinary", False, None, 5)
    assert set(case.informed_items) == {"content", "facts", "reasons", "basis", "statement_right"}
    assert (case.penalty_kinds, case.fine_amount, case.fine_amount_wan, case.dispute_status) == (
        ["fine"],
        Decimal(5000),
        None,
        "none",
    )
    acts = [(act.kind, act.acted_on, act.record_no, bool(act.officers)) for act in case.acts.all()]
    assert acts == [
        ("onsite_inspection", datetime.date(2025, 12, 2), "笔录1", True),
        ("inquiry", datetime.date(2025, 12, 5), "", False),
    ]
    assert case.acts.first().officers == [("A001", "enforcing"), ("A002", "enforcing"), ("F009", "assisting")]
    services = [(s.mode, s.first_attempt_on, s.dispatched_on, s.served_on) for s in case.services.all()]
    assert sorted(services, key=lambda service: service[0]) == [
        ("direct", datetime.date(2026, 3, 2), None, None),
        ("post", None, datetime.date(2026, 3, 3), datetime.date(2026, 3, 6)),
    ]
    assert (case.service_mode, case.served_date) == ("post", datetime.date(2026, 3, 6))
    spans = case.excluded_spans.order_by("from_day").values_list("kind", "from_day", "to_day", "notified")
    assert list(spans) == [
        ("hearing", datetime.date(2026, 1, 5), datetime.date(2026, 1, 20), True),
        ("testing", datetime.date(2026, 2, 1), datetime.date(2026, 2, 5), None),
    ]
    assert list(case.extensions.values_list("days", "approved_on", "approver", "collective")) == [
        (30, datetime.date(2026, 2, 20), "演示局长", True)
    ]
    assert case.payments == [{"on": "2026-03-20", "amount": 3000}, {"on": "2026-03-28", "amount": 2000}]
    assert list(case.remedy_spans.values_list("kind", "to_day")) == [("reconsideration", datetime.date(2026, 6, 30))]


def test_the_same_record_again_changes_nothing_though_the_file_is_another(cast):
    load(cast.city_market, [full_row()], full_header())
    before = EnforcementCase.objects.values().get()
    batch = load(cast.city_market, [full_row(), good(2)], full_header())
    assert (batch.unchanged, batch.stored, batch.superseded) == (1, 1, 0)
    assert EnforcementCase.objects.values().get(external_id="R0001") == before
    assert CaseAct.objects.filter(case_id=before["id"]).count() == 2


def test_a_correction_supersedes_the_record_and_its_parts_and_the_first_version_stays_in_its_batch(cast):
    first = load(cast.city_market, [full_row()], full_header())
    batch = load(
        cast.city_market,
        [full_row() | {"罚款金额（元）": "3000", "调查行为1执法人员证号": "A001；A003", "公开日期": ""}],
        full_header(),
    )
    case = EnforcementCase.objects.get()
    assert (batch.superseded, batch.stored) == (1, 0)
    assert (case.fine_amount, case.published_date, case.batch, case.line_no) == (3000, None, batch, 2)
    assert [number for number, _role in case.acts.first().officers] == ["A001", "A003", "F009"]
    assert (case.acts.count(), case.services.count(), len(case.payments)) == (2, 2, 2)
    history = case.source_rows.order_by("batch_id")
    assert [row.batch for row in history] == [first, batch]
    assert "5000.00" in source_cells(first, history[0].line_no)


def test_a_correction_leaves_alone_what_its_file_has_no_column_for(cast):
    load(cast.city_market, [full_row()], full_header())
    load(cast.city_market, [good(1) | {"罚款金额（元）": "3000"}])
    case = EnforcementCase.objects.get()
    assert (case.fine_amount, case.filing_date, case.acts.count()) == (3000, datetime.date(2025, 12, 1), 2)


def test_a_blank_column_in_a_correction_empties_the_field(cast):
    load(cast.city_market, [good(1)])
    load(cast.city_market, [good(1, 公开日期="", 统一社会信用代码="")])
    case = EnforcementCase.objects.get()
    assert (case.published_date, case.party_credit_code) == (None, "")


def test_an_id_used_by_another_kind_is_refused(cast):
    load(cast.city_market, [good(1)])
    row = {"记录号": "R0001", "当事人名称": "长沙演示商贸有限公司", "检查日期": "2026-03-02"}
    batch = load(cast.city_market, [row], ["记录号", "当事人名称", "检查日期"], CaseKind.INSPECTION)
    assert batch.refused == 1
    assert "已用于另一种执法记录" in batches.first_problems(batch)[0]["message"]


def test_two_parties_of_one_decision_are_two_records_and_a_repetition_is_none(cast):
    rows = [
        good(1, 记录号="", 当事人名称="甲演示公司"),
        good(1, 记录号="", 当事人名称="乙演示公司"),
        good(1, 记录号="", 当事人名称="乙演示公司"),
    ]
    batch = load(cast.city_market, rows)
    assert (batch.stored, batch.unchanged) == (2, 1)


def test_a_record_without_any_number_is_known_again_whatever_else_its_file_holds(cast):
    bare = {"当事人名称": "长沙演示商贸有限公司", "决定日期": "2026-03-02", "处罚种类": "警告"}
    load(cast.city_market, [bare])
    batch = load(cast.city_market, [bare, good(2), bare | {"决定日期": "2026-03-03"}])
    assert (batch.unchanged, batch.stored) == (1, 2)


def test_another_agency_may_use_the_same_id(cast):
    load(cast.city_market, [good(1)])
    load(cast.county_housing, [good(1)])
    assert EnforcementCase.objects.filter(external_id="R0001").count() == 2


def test_the_publicity_tables_are_read_by_code_and_by_heading(cast):
    values = {
        "party_name": "长沙演示商贸有限公司", "party_type": "法人及非法人组织", "decision_no": "演市监罚〔2026〕7号", "penalty_kinds": "01、03",
        "fine_amount_wan": "0.500000", "confiscated_amount_wan": "1.25", "decision_date": "2026年3月2日", "agency_name": "长沙市市场监督管理局",
    }  # fmt: skip
    for names, agency in (("code", cast.city_market), ("label", cast.tobacco)):
        header = [getattr(column, names) for column in CF.columns]
        batch = load(agency, [{getattr(CF.column(key), names): value for key, value in values.items()}], header)
        assert (batch.profile, batch.stored) == ("publicity.penalty", 1), batch.error
        case = EnforcementCase.objects.get(agency=agency)
        assert (case.party_type, set(case.penalty_kinds)) == ("legal_person", {"warning", "fine"})
        assert (case.fine_amount, case.fine_amount_wan, case.confiscated_amount) == (5000, Decimal("0.5"), 12500)
        assert case.decision_date == datetime.date(2026, 3, 2)
    header = [column.code for column in XK.columns]
    row = {
        "XK_XDR_MC": "长沙演示商贸有限公司",
        "XK_WSH": "演许〔2026〕1号",
        "XK_JDRQ": "2026/3/2",
        "XK_YXQZ": "2026.3.2",
        "XK_YXQZI": "20310301",
    }
    batch = load(cast.city_market, [row], header, CaseKind.LICENCE)
    case = EnforcementCase.objects.get(kind="licence")
    assert (case.decision_date, case.valid_from, case.valid_to) == (
        datetime.date(2026, 3, 2),
        datetime.date(2026, 3, 2),
        datetime.date(2031, 3, 1),
    )


def test_a_file_headed_as_real_exports_are_loads_and_every_gap_is_explained(cast):
    header = [
        "当事人",
        "公示日期",
        "处罚日期",
        "标题",
        "处罚种类",
        "罚款金额_万元",
        "违法类别",
        "决定书文号",
        "处罚机关",
        "处罚依据",
        "处罚内容",
        "违法事实",
    ]
    rows = [
        ["演示油品公司", "2020-12-09", "2020-12-07", "演示一", "罚款", "2.00", "演示类", "演环罚字〔2020〕TQ第Q-1号", "演示区支队", "《演示法》", "处罚款贰万元整", ""],
        ["演示油品公司", "2019-12-24", "", "演示二", "罚款", "54.00", "演示类", "演环罚字【2019】0013号", "演示县环保局", "《演示法》", "罚款（大写", ""],
        ["演示油品公司", "2019-03-12", "", "演示三", "责令改正", "", "演示类", "演环责改〔2019〕47号", "环保局", "《演示法》", "责令改正", "检查发现"],
        ["演示油品公司", "2018-09-17", "", "演示四", "罚款|责令改正", "3.00", "演示类", "", "演示县环保局", "", "限期整改", ""],
    ]  # fmt: skip
    batch, _ = batches.receive(
        content=as_csv([header, *rows], encoding="utf-8-sig"),
        name="real.csv",
        agency=cast.city_market,
        kind=CaseKind.PENALTY,
        actor=None,
        deliver=False,
    )
    batch = batches.run(batch_id=batch.pk, today=TODAY)
    assert (batch.profile, batch.total, batch.stored, batch.repaired, batch.refused) == ("loose.penalty", 4, 1, 3, 0)
    told = "".join(batch.notes)
    assert "“处罚日期”有 3 行为空（第 3、4、5 行）" in told
    assert "“决定书文号”有 1 行为空（第 5 行）" in told
    assert "没有“统一社会信用代码”列" in told
    assert "写明的机关（演示县环保局、演示区支队、环保局）与报送单位“长沙市市场监督管理局”不同" in told
    second = EnforcementCase.objects.get(line_no=3)
    assert (second.fine_amount, second.decision_no, second.decision_date, second.published_date) == (
        540000, "演环罚字〔2019〕0013号", None, datetime.date(2019, 12, 24),
    )  # fmt: skip
    assert EnforcementCase.objects.get(line_no=4).penalty_kinds == []


def test_one_event_a_batch_with_counts_and_the_file_s_hash(cast):
    batch = load(cast.city_market, [good(1), good(2, 处罚种类="罚金")])
    event = AuditEvent.objects.get(verb="cases.batch_stored")
    assert event.payload["sha256"] == batch.file_sha256
    assert {name: event.payload[name] for name in ("total", "stored", "refused")} == {"total": 2, "stored": 1, "refused": 1}
    assert AuditEvent.objects.filter(verb="cases.batch_received").count() == 1
    kinds = set(OutboxJob.objects.values_list("kind", flat=True))
    assert {"cases.batch_checked", "cases.index_batch"} <= kinds


def test_the_findings_of_a_batch_are_counted(cast):
    batch = load(cast.city_market, [good(1, 决定日期="2026-03-02", 公开日期="2026-02-20")])
    assert batch.findings >= 1
    assert EnforcementCase.objects.get().findings.count() == batch.findings


def test_a_failure_in_the_middle_leaves_nothing_and_a_second_try_succeeds(cast, monkeypatch):
    content = as_csv(table([good(number) for number in range(1, 6)]))
    batch, _ = batches.receive(
        content=content, name="a.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "store_parts", lambda typed, **_: connection.cursor().execute("SELECT 1/0"))
        with pytest.raises(Exception, match="division by zero"):
            batches.run(batch_id=batch.pk, today=TODAY)
    assert (EnforcementCase.objects.count(), ImportRow.objects.count()) == (0, 0)
    assert ImportBatch.objects.get().state == "queued"
    assert batches.run(batch_id=batch.pk, today=TODAY).stored == 5


@pytest.mark.parametrize("belonging", ["cases_importbatch", "agencies_agency"])
def test_what_a_case_belongs_to_cannot_be_deleted_even_past_the_application(cast, belonging):
    batch = load(cast.city_market, [good(1)])
    key = batch.pk if belonging == "cases_importbatch" else cast.city_market.pk
    with pytest.raises(IntegrityError, match="still has cases"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {belonging} WHERE id = %s", [key])
    assert EnforcementCase.objects.select_related("batch").get().batch == batch


def test_many_cases_at_once_are_judged_like_a_few(cast, monkeypatch):
    rows = [
        full_row() | {"记录号": f"M{n}", "决定书文号": f"演市监罚〔2026〕{n // 2}号", "决定日期": f"2026-03-0{n + 1}"}
        for n in range(8)
    ]
    monkeypatch.setattr(checking, "_FEW", 2)
    load(cast.city_market, rows, full_header())
    many = list(CaseCheck.objects.order_by("case_id").values())
    assert Finding.objects.exists()
    monkeypatch.undo()
    again = checking.check(case_ids=[row["case_id"] for row in many], as_of=TODAY)
    assert (again.cases, again.new, again.recurred, again.refreshed, again.cleared) == (8, 0, 0, 0, 0)
    assert list(CaseCheck.objects.order_by("case_id").values()) == many


def test_a_person_named_twice_in_one_act_counts_once_and_as_enforcing(cast):
    named = {"调查行为1执法人员证号": "18010001；18010002；18010001", "调查行为1辅助人员证号": "18010002；18010009"}
    load(cast.city_market, [full_row() | named], full_header())
    act = CaseAct.objects.get(kind="onsite_inspection")
    assert act.officers == [("18010001", "enforcing"), ("18010002", "enforcing"), ("18010009", "assisting")]


def test_an_import_takes_its_staging_table_away(cast):
    load(cast.city_market, [good(1)])
    assert [name for name in connection.introspection.table_names() if name.startswith("intake_raw")] == []


def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(cast):
    counts = {}
    for size in (300, 1000):  # more than a few: those are judged without tables of their own
        rows = [full_row() | {"记录号": f"S{size}-{number}"} for number in range(size)]
        content = as_csv(table(rows, full_header()))
        batch, _ = batches.receive(
            content=content, name=f"{size}.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False
        )
        with CaptureQueriesContext(connection) as queries:
            batch = batches.run(batch_id=batch.pk, today=TODAY)
        assert batch.stored == size
        counts[size] = len(queries)
    assert counts[300] == counts[1000]


def test_cases_are_found_by_parts_of_their_words(cast):
    from cases.search import index_batch, search_query

    batch = load(cast.city_market, [good(1, 决定书文号="演市监罚〔2026〕12号"), good(2, 当事人名称="浏阳演示烟花厂")])
    index_batch(batch.pk)
    found = lambda text: set(EnforcementCase.objects.filter(search=search_query(text)).values_list("external_id", flat=True))  # noqa: E731
    assert found("监罚(2026)12") == {"R0001"}
    assert found("烟花") == found("花厂 浏阳") == {"R0002"}
    assert found("烟") == {"R0002"}
    assert found("演示") == {"R0001", "R0002"}
    assert found("花烟") == found("〔〕") == set()


def test_a_search_finds_what_the_person_may_see_and_signs_alone_find_nothing(cast, monkeypatch):
    from cases.search import index_batch
    from cases.selectors.cases import CaseFilter, find_cases

    for agency in (cast.city_market, cast.county_housing, cast.neighbour_market):
        index_batch(load(agency, [good(1, 当事人名称="浏阳演示烟花厂")]).pk)

    def found(user, text):
        rows = find_cases(EnforcementCase.objects.visible_to(user), CaseFilter(text=text), user)
        return set(rows.values_list("agency", flat=True))

    assert found(cast.city_supervisor, "烟花") == {cast.city_market.pk, cast.county_housing.pk, cast.neighbour_market.pk}
    assert found(cast.county_supervisor, "烟花") == found(cast.housing_officer, "烟花") == {cast.county_housing.pk}
    assert found(cast.neighbour_officer, "烟花") == {cast.neighbour_market.pk}
    monkeypatch.setattr("cases.search.PROBED", 20)  # frequent: one match among the newest is enough
    assert found(cast.city_supervisor, "烟花") == {cast.city_market.pk, cast.county_housing.pk, cast.neighbour_market.pk}
    assert found(cast.county_supervisor, "烟花") == {cast.county_housing.pk}
    for user in (cast.city_supervisor, cast.county_supervisor, cast.housing_officer):
        assert found(user, "〔〕") == found(user, "@430181") == set()


PERSON = {"当事人名称": "欧阳演示", "当事人类别": "自然人", "统一社会信用代码": ""}


def test_a_masked_name_does_not_come_in_beside_the_whole_record(cast):
    """As in a file for publication: no record number, the name hidden."""
    header = ["当事人名称", "当事人类别", "决定书文号", "决定日期", "处罚种类"]
    load(cast.city_market, [good(1) | PERSON])
    before = EnforcementCase.objects.values().get()
    again = good(1) | PERSON | {"当事人名称": "欧阳某某"}
    batch = load(cast.city_market, [again, good(2)], header)
    assert (batch.refused, batch.stored) == (1, 1)
    told = batches.first_problems(batch)[0]
    assert (told["line"], told["column"], told["message"]) == (2, "当事人名称", "姓名是遮盖过的，本平台已有同一文号的完整记录")
    assert EnforcementCase.objects.values().get(pk=before["id"]) == before


def test_a_masked_name_comes_in_where_nothing_else_is_known(cast):
    masked = good(1) | PERSON | {"当事人名称": "欧阳某某"}
    load(cast.county_housing, [good(1) | PERSON])
    assert load(cast.city_market, [masked]).stored == 1
    assert load(cast.city_market, [masked | {"罚款金额（元）": "600.00"}]).superseded == 1
    assert load(cast.city_market, [good(3, 当事人名称="长沙演示某")]).stored == 1
