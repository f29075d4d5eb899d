"""绘制的表头映射读文件：认表头、翻译、固定值、组成记录号、停用、别的单位；三条路同一种读法。"""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.access.rows import claim_of
from cases.choices import CaseKind, ProfileState
from cases.columns.drawing import Drawing, faults
from cases.intake.sampling import Sample, preview
from cases.models import DrawnProfile, EnforcementCase, ImportBatch, ImportRow, PartyIdentity
from cases.services import batches, profiles, pushing
from supervision.rowscope.holding import holding
from supervision.web.errors import UserError
from tests.cases.intake_files import as_csv, as_xlsx

TODAY = datetime.date(2026, 11, 24)
HEADER = ["Shop", "Visited", "Why", "Licence", "Where"]
COLUMNS = {"Shop": "party_name", "Visited": "inspected_on", "Why": "inspection_kind", "Where": "place"}
WORDS = {"inspection_kind": {"Canvass": "日常检查", 'It\'s 100% "odd"; --': "专项检查"}}
DRAWN = Drawing(COLUMNS, WORDS, {"scanned": "是", "act1_kind": "现场检查"}, ("Licence", "Visited", "Shop"), ("Licence",))


def draw(cast, drawing=DRAWN, agency=None, kind=CaseKind.INSPECTION, state=ProfileState.ACTIVE, **more):
    now = timezone.now()
    return DrawnProfile.objects.create(
        name="外来导出", kind=kind, agency=agency, region_code=agency.region_code if agency else "", mapping=drawing.to_json(),
        headings=profiles.digest_of(drawing.needed), state=state, drawn_by=cast.system_admin, activated_at=now,
        retired_at=now if state == ProfileState.RETIRED else None, **more,
    )  # fmt: skip


def load(agency, rows, header=None, kind=CaseKind.INSPECTION, name="export.csv", make=as_csv):
    content = make([header or HEADER, *rows])
    batch, _ = batches.receive(content=content, name=name, agency=agency, kind=kind, actor=None, deliver=False)
    return batches.run(batch_id=batch.pk, today=TODAY)


ROWS = [
    ["Yanshi Store", "2026-03-02", "Canvass", "L1", "1 Demo Road"],
    ["Yanshi Diner", "2026-03-03", 'It\'s 100% "odd"; --', "L2", "2 Demo Road"],
    ["Yanshi Cafe", "2026-03-04", "Something else", "", "3 Demo Road"],
]


def test_a_file_with_all_mapped_headings_is_read_by_the_profile_and_the_batch_keeps_its_code(cast):
    profile = draw(cast)
    batch = load(cast.city_market, ROWS)
    assert (batch.state, batch.stored, batch.refused, batch.profile) == ("done", 3, 0, profile.code)
    found = EnforcementCase.objects.order_by("line_no")
    assert [(c.party_name, c.inspected_on.isoformat(), c.place) for c in found] == [
        (name, day, where) for name, day, _, _, where in ROWS
    ]
    assert any("绘制的映射：外来导出（第 1 版）" in note for note in batch.notes)
    assert any("按映射补上文件没有的栏：" in note and "记录号" in note and "已扫码" in note for note in batch.notes)


def test_words_are_translated_whatever_stands_in_them_and_others_stay(cast):
    draw(cast)
    load(cast.city_market, ROWS)
    assert list(EnforcementCase.objects.order_by("line_no").values_list("inspection_kind", flat=True)) == [
        "日常检查", "专项检查", "Something else",
    ]  # fmt: skip


def test_codes_are_translated_too_and_an_unknown_one_refuses_its_row(cast):
    drawing = Drawing({"Shop": "party_name", "Visited": "inspected_on", "Sort": "party_type"}, {"party_type": {"LLC": "法人"}})
    draw(cast, drawing)
    batch = load(cast.city_market, [["A", "2026-03-02", "LLC"], ["B", "2026-03-02", "XYZ"]], ["Shop", "Visited", "Sort"])
    assert (batch.stored, batch.refused) == (1, 1)
    assert EnforcementCase.objects.get().party_type == "legal_person"
    told = ImportRow.objects.get(outcome="refused").problems[0]
    assert (told["column"], told["value"], told["message"]) == ("当事人类别", "XYZ", "不在代码表中")


def test_fixed_values_stand_in_every_row_and_in_the_parts(cast):
    draw(cast)
    load(cast.city_market, ROWS)
    for case in EnforcementCase.objects.all():
        assert case.scanned is True
        assert [act.kind for act in case.acts.all()] == ["onsite_inspection"]


def test_a_composed_number_tells_a_correction_from_a_new_record_and_names_stand_in_it_as_digests(cast):
    draw(cast)
    load(cast.city_market, ROWS)
    numbers = list(EnforcementCase.objects.order_by("line_no").values_list("external_id", flat=True))
    assert numbers[0].startswith("L1|2026-03-02|")
    assert "Yanshi" not in numbers[0]
    assert numbers[2].startswith("inspection#")  # no licence: known by what it says, like any record without a number
    again = load(cast.city_market, [["Yanshi Store", "2026-03-02", "Canvass", "L1", "9 Other Road"], ROWS[1]])
    assert (again.superseded, again.unchanged, again.stored) == (1, 1, 0)
    assert EnforcementCase.objects.get(external_id=numbers[0]).place == "9 Other Road"


def test_a_composed_number_that_is_too_long_ends_in_a_digest_and_stays_distinct(cast):
    draw(cast, Drawing({"Shop": "party_name", "Visited": "inspected_on"}, number=("Long",), ignored=("Long",)))
    load(cast.city_market, [["A", "2026-03-02", "x" * 200 + end] for end in "12"], ["Shop", "Visited", "Long"])
    numbers = set(EnforcementCase.objects.values_list("external_id", flat=True))
    assert len(numbers) == 2
    assert all(len(number) <= 80 for number in numbers)


def test_a_file_without_one_of_the_headings_is_none_of_its_files(cast):
    draw(cast)
    batch = load(cast.city_market, [row[:4] for row in ROWS], HEADER[:4])
    assert batch.state == "failed"
    assert "标题行认不出来" in batch.error


def test_a_heading_that_nobody_saw_when_drawing_is_recognised_as_in_any_file(cast):
    draw(cast)
    batch = load(cast.city_market, [[*ROWS[0], "合格"]], [*HEADER, "检查结果"])
    assert batch.stored == 1
    assert EnforcementCase.objects.get().inspection_result == "合格"


def test_a_mapped_heading_that_stands_twice_refuses_the_file(cast):
    draw(cast)
    batch = load(cast.city_market, [[*ROWS[0], "x"]], [*HEADER, "Shop"])
    assert batch.state == "failed"
    assert "重名的列" in batch.error


def test_a_template_file_is_read_as_a_template_beside_a_general_profile(cast):
    draw(cast)
    batch = load(cast.city_market, [["甲店", "2026-03-02"]], ["当事人名称", "检查日期"])
    assert batch.profile == "template.inspection"


@pytest.mark.parametrize("state", [ProfileState.RETIRED, ProfileState.DRAFT])
def test_a_retired_profile_or_a_draft_reads_nothing(cast, state):
    draw(cast, state=state)
    assert load(cast.city_market, ROWS).state == "failed"


def test_another_agencys_own_profile_is_not_used_and_ones_own_comes_before_the_general(cast):
    own = draw(cast, agency=cast.city_market)
    assert load(cast.county_housing, ROWS).state == "failed"
    general = draw(cast)
    assert load(cast.city_market, ROWS).profile == own.code
    assert load(cast.county_housing, ROWS[:1]).profile == general.code


def test_a_mapped_document_number_is_protected_as_in_the_template(cast):
    """B: whatever the heading is called, the number becomes its fingerprint before anything looks at it."""
    columns = {"Shop": "party_name", "Visited": "inspected_on", "Id": "party_identity"}
    draw(cast, Drawing(columns))
    number = "430103199001011238"
    load(cast.city_market, [["演示甲", "2026-03-02", number]], ["Shop", "Visited", "Id"])
    case = EnforcementCase.objects.get()
    assert PartyIdentity.objects.get().number.reveal() == number
    assert case.party_identity == PartyIdentity.objects.get().fingerprint
    assert number not in "".join(str(value) for value in EnforcementCase.objects.values().get().values())


def test_a_mobile_number_in_a_translated_column_or_a_left_out_one_is_masked(cast):
    draw(cast)
    load(cast.city_market, [["甲店", "2026-03-02", "Canvass 13800001234", "L1", "找 13800001234"]])
    case = EnforcementCase.objects.get()
    assert "13800001234" not in case.inspection_kind + case.place


def test_a_number_of_eleven_digits_makes_record_numbers_unmasked_for_it_is_a_code(cast):
    draw(cast, Drawing({"Shop": "party_name", "Visited": "inspected_on"}, number=("Serial",), ignored=("Serial",)))
    rows = [["A", "2026-03-02", "13800001234"], ["A", "2026-03-02", "13811111234"]]
    assert load(cast.city_market, rows, ["Shop", "Visited", "Serial"]).stored == 2


def test_a_workbook_is_read_alike(cast):
    draw(cast)
    batch = load(cast.city_market, [[*ROWS[0]]], name="export.xlsx", make=as_xlsx)
    assert (batch.stored, EnforcementCase.objects.get().inspection_kind) == (1, "日常检查")


def test_the_command_finds_kind_and_profile_by_the_headings(cast, tmp_path):
    profile = draw(cast, agency=cast.city_market)
    path = tmp_path / "export.csv"
    path.write_bytes(as_csv([HEADER, *ROWS]))
    call_command("load_cases", str(path), agency=cast.city_market.code)
    batch = ImportBatch.objects.get()
    assert (batch.kind, batch.profile, batch.stored) == ("inspection", profile.code, 3)


def test_pushed_records_with_these_fields_are_read_by_the_profile(cast):
    profile = draw(cast)
    records = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
    batch = pushing.push(agency=cast.city_market, kind=CaseKind.INSPECTION, records=records, key="k1", actor=cast.market_officer)
    batch = batches.run(batch_id=batch.pk, today=TODAY)
    assert (batch.profile, batch.stored) == (profile.code, 3)
    with pytest.raises(pushing.BadRecords):
        pushing.push(agency=cast.city_market, kind=CaseKind.PENALTY, records=records, key="k2", actor=cast.market_officer)


def test_the_number_of_statements_does_not_depend_on_the_rows(cast):
    draw(cast)

    def spent(count):
        rows = [[f"S{count}-{n}", "2026-03-02", "Canvass", f"L{n}", "Road"] for n in range(count)]
        with CaptureQueriesContext(connection) as caught:
            load(cast.city_market, rows)
        return len(caught)

    assert spent(3) == spent(60)


# --- what is wrong with a drawing


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"columns": {**COLUMNS, "Licence": "party_name"}}, "“Shop”、“Licence”都对到了“当事人名称”"),
        ({"columns": {"Shop": "party_name"}, "words": {}}, "还没有哪一列对到“检查日期”"),
        ({"columns": {**COLUMNS, "Licence": "nonsense"}}, "没有“nonsense”这一栏"),
        ({"words": {"inspection_kind": {"Canvass": "闲逛"}}}, "“Canvass”对到的“闲逛”不在代码表中，可选：日常检查、双随机"),
        ({"words": {"place": {"a": "b"}}}, "没有代码表"),
        ({"fixed": {"place": "某地"}}, "“地点”已经有对应的列，不能再填固定值"),
        ({"fixed": {"act1_kind": "散步"}}, "“调查行为1”的固定值“散步”"),
        ({"fixed": {"decision_date": "某日"}}, "“决定日期”的固定值“某日”"),
        ({"fixed": {"scanned": ""}}, "固定值是空的"),
        ({"fixed": {"record_no": "1"}}, "各件不同，不能填固定值"),
        ({"number": ("Nowhere",)}, "“Nowhere”不在样例文件的列中"),
        ({"columns": {**COLUMNS, "Licence": "record_no"}}, "已经有一列对到“记录号”"),
        ({"number": ("身份证号",), "ignored": ("身份证号",)}, "是个人信息"),
    ],
)
def test_a_bad_drawing_is_refused_in_words(changes, words):
    given = {"columns": COLUMNS, "words": WORDS, "fixed": {}, "number": DRAWN.number, "ignored": DRAWN.ignored} | changes
    assert words in "".join(faults(Drawing(**given), CaseKind.INSPECTION))


def test_a_good_drawing_has_no_faults():
    assert faults(DRAWN, CaseKind.INSPECTION) == []


def test_a_preview_says_what_the_import_then_does(cast):
    sample = Sample("export.csv", HEADER, 1, "", [(2, ROWS[0]), (3, ["", "2026-02-30", "Canvass", "L9", ""])], [None] * 5)
    first, second = preview(sample, DRAWN, CaseKind.INSPECTION, name="预览")
    assert {cell.label: cell.value for cell in first.cells}["检查日期"] == "2026-03-02"
    assert {cell.label: cell.value for cell in first.cells}["检查类型"] == "日常检查"
    assert {cell.label: cell.value for cell in first.cells}["已扫码"] == "是"
    assert (first.refused, second.refused) == (False, True)
    wrong = {cell.label: cell.problem for cell in second.cells}
    assert wrong["当事人名称"].startswith("为空，该列必填")
    assert wrong["检查日期"] == "日期不存在，请改为真实日期，如 2026-02-28"
    assert not EnforcementCase.objects.exists()


# --- the database holds it, too


def test_the_database_refuses_a_sample_in_an_active_profile_and_two_active_for_the_same_headings(cast):
    draw(cast)
    for more in ({}, {"sample": "{}"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            draw(cast, agency=cast.city_market if more else None, **more)
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawnProfile.objects.create(name="x", kind="penalty", mapping={}, drawn_by=cast.system_admin)


def test_a_draft_is_there_for_its_drawer_alone_and_an_agencys_profile_for_its_own(cast):
    """A12: the database's own answer, the ORM's scope left out."""
    draft = draw(cast, state=ProfileState.DRAFT)
    own = draw(cast, agency=cast.city_market)
    general = draw(cast, Drawing({"A": "party_name", "B": "inspected_on"}))

    def seen(user):
        with holding(claim_of(user)):
            return set(DrawnProfile.objects.values_list("pk", flat=True))

    assert seen(cast.system_admin) == {draft.pk, own.pk, general.pk}
    assert seen(cast.market_officer) == seen(cast.city_supervisor) == {own.pk, general.pk}
    assert seen(cast.housing_officer) == seen(cast.county_supervisor) == seen(cast.security_admin) == {general.pk}


def test_drafts_of_yesterday_are_forgotten(cast):
    draft = draw(cast, state=ProfileState.DRAFT)
    kept = draw(cast)
    assert profiles.forget_old_drafts(now=draft.drawn_at + datetime.timedelta(hours=1)) == 0
    assert profiles.forget_old_drafts(now=draft.drawn_at + datetime.timedelta(days=2)) == 1
    assert list(DrawnProfile.objects.all()) == [kept]


def test_only_an_active_profile_is_retired_and_only_within_reach(cast):
    profile = draw(cast, agency=cast.city_market)
    with pytest.raises(Exception, match="管理范围"):
        profiles.retire(profile=profile, actor=cast.county_supervisor)
    assert profiles.retire(profile=profile, actor=cast.system_admin).state == ProfileState.RETIRED
    with pytest.raises(UserError, match="不在启用中"):
        profiles.retire(profile=profile, actor=cast.system_admin)


def read_again(batch, actor):
    batches.read_again(batch=batch, actor=actor)
    return batches.run(batch_id=batch.pk, today=TODAY, by=actor.pk)


def test_a_file_that_nobody_could_read_is_read_again_once_its_headings_are_drawn(cast):
    batch = load(cast.city_market, ROWS)
    assert (batch.state, EnforcementCase.objects.count()) == ("failed", 0)
    profile = draw(cast)
    batch = read_again(batch, cast.market_officer)
    assert (batch.state, batch.stored, batch.profile) == ("done", 3, profile.code)


def test_refused_rows_are_read_again_by_the_version_that_knows_their_word(cast):
    columns = {"Shop": "party_name", "Visited": "inspected_on", "Sort": "party_type"}
    first = draw(cast, Drawing(columns, {"party_type": {"LLC": "法人"}}))
    batch = load(cast.city_market, [["A", "2026-03-02", "LLC"], ["B", "2026-03-02", "XYZ"]], list(columns))
    assert (batch.stored, batch.refused) == (1, 1)
    DrawnProfile.objects.filter(pk=first.pk).update(state=ProfileState.RETIRED, retired_at=timezone.now())
    draw(cast, Drawing(columns, {"party_type": {"LLC": "法人", "XYZ": "自然人"}}), version=2, replaces=first)
    batch = read_again(batch, cast.market_officer)
    assert (batch.stored, batch.refused) == (2, 0)
    assert EnforcementCase.objects.get(line_no=3).party_type == "person"
    assert "这些行按“绘制的映射：外来导出（第 2 版）”识别" in batch.notes[0]
