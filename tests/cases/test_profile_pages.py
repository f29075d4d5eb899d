"""表头映射的页面：上传样例、绘制、预览、启用、报送、停用，从头走到尾。"""

from __future__ import annotations

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.choices import ProfileState
from cases.models import DrawnProfile, EnforcementCase, ImportBatch
from cases.services import batches
from supervision.audit.models import AuditEvent
from supervision.outbox import run as outbox
from supervision.outbox.models import OutboxJob
from tests.cases.factories import draft_profile, make_profile
from tests.cases.intake_files import as_csv, as_xlsx

TODAY = datetime.date(2026, 11, 24)
HEADER = ["Shop", "Visited", "Why", "Licence", "联系电话"]
ROWS = [
    ["Yanshi Store", "2026-03-02", "Canvass", "L1", "13800001234"],
    ["Yanshi Diner", "2026-02-30", "License", "L2", ""],
    ["Yanshi Cafe", "2026-03-04", "Canvass", "430103199001011238", ""],
]
MAPPED = {"c0": "party_name", "c1": "inspected_on", "c2": "inspection_kind", "n0": "Licence", "n1": "Visited"}


def sample(client, agency=None, content=None, name="导出.csv", **more):
    file = SimpleUploadedFile(name, content or as_csv([HEADER, *ROWS]))
    form = {"name": "检查系统导出", "kind": "inspection", "agency": agency.pk if agency else "", "file": file} | more
    return client.post(reverse("cases:profile_new"), form)


@pytest.fixture
def admin(cast, sign_in):
    return sign_in(cast.system_admin)


def words_of(page, line):
    """The names of the selects of a column's words, by word."""
    return {word: name for name, word in re.findall(rf'<label for="(w{line}-\d+)">([^<]+)</label>', page)}


def test_from_a_sample_to_stored_records_without_a_script(cast, admin, sign_in):
    drawing = sample(admin, cast.city_market).headers["Location"]
    page = admin.get(drawing).content.decode()
    for heading in HEADER:
        assert f">{heading}</td>" in page
    assert "Yanshi Store" in page
    assert '<optgroup label="检查对象">' in page
    assert "当事人名称（必须）" in page

    page = admin.post(drawing, MAPPED).content.decode()
    names = words_of(page, 2)
    assert set(names) == {"Canvass", "License"}
    assert "日期不存在，请改为真实日期，如 2026-02-28" in page
    assert "1 行不能入库" in page

    full = {**MAPPED, "was2": "inspection_kind", names["Canvass"]: "日常检查", names["License"]: "专项检查",
            "f0-key": "scanned", "f0-value": "是"}  # fmt: skip
    page = admin.post(drawing, full).content.decode()
    assert "L1|2026-03-02" in page
    assert page.count('<span class="tried-value" title="日常检查">') == 2

    done = admin.post(drawing, {**full, "action": "activate"})
    profile = DrawnProfile.objects.get()
    assert done.headers["Location"] == profile.get_absolute_url()
    assert (profile.state, profile.sample, profile.agency) == ("active", "", cast.city_market)
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {"cases.profile_begun", "cases.profile_activated"}

    officer = sign_in(cast.market_officer)
    assert "检查系统导出（第 1 版）" in officer.get(reverse("cases:upload")).content.decode()
    file = SimpleUploadedFile("十一月.csv", as_csv([HEADER, *ROWS]))
    officer.post(reverse("cases:upload"), {"kind": "inspection", "agency": cast.city_market.pk, "file": file})
    outbox.run(OutboxJob.objects.get(kind="cases.import_batch").pk)
    batch = ImportBatch.objects.get()
    assert (batch.profile, batch.stored, batch.refused) == (profile.code, 2, 1)
    assert set(EnforcementCase.objects.values_list("inspection_kind", "scanned")) == {("日常检查", True)}
    html = officer.get(batch.get_absolute_url()).content.decode()
    assert f'<a href="{profile.get_absolute_url()}">绘制的映射：检查系统导出（第 1 版）</a>' in html
    html = officer.get(profile.get_absolute_url()).content.decode()
    assert "Canvass → 日常检查" in html
    assert "1 批" in html


def test_personal_values_of_a_sample_are_masked_before_they_are_kept_and_nobody_else_sees_the_draft(cast, admin, sign_in):
    """A12, J2: the sample is sealed, shown to its drawer only."""
    drawing = sample(admin).headers["Location"]
    draft = DrawnProfile.objects.get()
    kept = draft.sample.reveal()
    for number in ("13800001234", "430103199001011238"):
        assert number not in kept
        assert number not in admin.get(drawing).content.decode()
    mapped = admin.post(drawing, {**MAPPED, "c3": "party_identity", "n0": ""}).content.decode()
    assert "L1</li>" not in mapped  # whatever its heading: what is drawn as a document number is masked like one
    for other in (cast.city_supervisor, cast.security_admin, cast.market_officer):
        assert sign_in(other).get(drawing).status_code in (403, 404)
    assert "检查系统导出" not in sign_in(cast.city_supervisor).get(reverse("cases:profiles")).content.decode()


def test_chinese_headings_are_preselected_by_the_tables_that_import_uses(cast, admin):
    content = as_csv([["检查对象", "检查日期", "检查类别", "内部备注"], ["甲店", "2026-03-02", "双随机", "x"]])
    page = admin.get(sample(admin, content=content).headers["Location"]).content.decode()
    assert re.search(r'id="c1".*?<option value="inspected_on" selected>', page, re.DOTALL)
    assert DrawnProfile.objects.get().drawing.columns["检查类别"] == "inspection_kind"


def test_a_bad_drawing_is_told_and_not_activated(cast, admin):
    drawing = sample(admin).headers["Location"]
    answer = admin.post(drawing, {"c0": "party_name", "c3": "party_name", "action": "activate"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“Shop”、“Licence”都对到了“当事人名称”" in html
    assert "还没有哪一列对到“检查日期”" in html
    assert DrawnProfile.objects.get().state == ProfileState.DRAFT


def test_what_is_no_table_is_refused_as_an_import_refuses_it(cast, admin):
    answer = sample(admin, content=b"%PDF-1.7 x")
    assert answer.status_code == 422
    assert "是PDF 文档，不是表格" in answer.content.decode()
    answer = sample(admin, content=as_csv([HEADER]))
    assert "样例只有标题行" in answer.content.decode()


def test_a_workbook_makes_a_sample_too(cast, admin):
    drawing = sample(admin, content=as_xlsx([HEADER, *ROWS]), name="导出.xlsx").headers["Location"]
    assert "Yanshi Store" in admin.get(drawing).content.decode()


def test_a_draft_is_thrown_away_with_its_sample(cast, admin):
    drawing = sample(admin).headers["Location"]
    admin.post(drawing, {"action": "drop"})
    assert not DrawnProfile.objects.exists()


def test_a_second_profile_for_the_same_headings_is_refused_in_words(cast, admin):
    for _ in range(2):
        drawing = sample(admin).headers["Location"]
        answer = admin.post(drawing, {**MAPPED, "action": "activate"})
    assert answer.status_code == 422
    assert "已有一份启用中的映射要求同样的表头" in answer.content.decode()


def test_a_new_version_keeps_what_was_drawn_retires_the_old_one_and_old_batches_keep_theirs(cast, admin):
    drawing = sample(admin).headers["Location"]
    admin.post(drawing, {**MAPPED, "action": "activate"})
    old = DrawnProfile.objects.get()
    content = as_csv([HEADER, ROWS[0]])
    batch, _ = batches.receive(
        content=content, name="a.csv", agency=cast.city_market, kind="inspection", actor=None, deliver=False
    )
    batches.run(batch_id=batch.pk, today=TODAY)
    file = SimpleUploadedFile("新.csv", as_csv([HEADER, *ROWS]))
    drawing = admin.post(reverse("cases:profile_version", args=[old.pk]), {"file": file}).headers["Location"]
    new = DrawnProfile.objects.get(state=ProfileState.DRAFT)
    assert (new.version, new.drawing.columns) == (2, old.drawing.columns)
    admin.post(drawing, {**MAPPED, "f0-key": "scanned", "f0-value": "是", "action": "activate"})
    old.refresh_from_db()
    assert old.state == ProfileState.RETIRED
    assert ImportBatch.objects.get().profile == old.code
    html = admin.get(new.get_absolute_url()).content.decode()
    assert "第 2 版" in html
    assert old.get_absolute_url() in html


def test_a_retired_profile_says_so_and_reads_no_more(cast, admin):
    profile = make_profile(None, cast.system_admin)
    page = admin.get(profile.get_absolute_url()).content.decode()
    assert "停用" in page
    admin.post(reverse("cases:profile_retire", args=[profile.pk]))
    assert "已停用" in admin.get(profile.get_absolute_url()).content.decode()
    content = as_csv([["商户", "日子"], ["甲", "2026-03-02"]])
    batch, _ = batches.receive(
        content=content, name="a.csv", agency=cast.city_market, kind="inspection", actor=None, deliver=False
    )
    assert batches.run(batch_id=batch.pk, today=TODAY).state == "failed"
    assert AuditEvent.objects.filter(verb="cases.profile_retired").count() == 1


def test_a_county_draws_for_its_own_agencies_only_and_nothing_general(cast, sign_in):
    client = sign_in(cast.county_supervisor)
    assert sample(client, cast.city_market).status_code == 422
    assert sample(client).status_code == 422
    assert sample(client, cast.county_housing).status_code == 302
    general = make_profile(None, cast.system_admin)
    page = client.get(general.get_absolute_url()).content.decode()
    assert reverse("cases:profile_retire", args=[general.pk]) not in page
    assert client.post(reverse("cases:profile_retire", args=[general.pk])).status_code == 403


def test_an_unknown_header_leads_whoever_may_to_drawing_a_map(cast, sign_in):
    content = as_csv([HEADER, *ROWS])
    batch, _ = batches.receive(
        content=content, name="a.csv", agency=cast.city_market, kind="inspection", actor=None, deliver=False
    )
    batch = batches.run(batch_id=batch.pk, today=TODAY)
    link = f'href="{reverse("cases:profile_new")}"'
    assert link in sign_in(cast.city_supervisor).get(batch.get_absolute_url()).content.decode()
    html = sign_in(cast.market_officer).get(batch.get_absolute_url()).content.decode()
    assert link not in html
    assert "绘制表头映射，启用后重新报送" in html


def test_a_foreign_draft_cannot_be_drawn_by_the_service_either(cast):
    from django.core.exceptions import PermissionDenied

    from cases.columns.drawing import Drawing
    from cases.services import profiles

    draft = draft_profile(cast.city_market, cast.city_supervisor)
    with pytest.raises(PermissionDenied):
        profiles.keep(profile=draft, drawing=Drawing(), actor=cast.system_admin)
