"""案卷细目：从文件入库、只补细目的文件、更正、时刻的写法、案件页、归档与销毁。"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import Error, transaction
from django.urls import reverse

from cases.choices import CaseKind, RowOutcome
from cases.columns import TEMPLATES
from cases.columns.particulars import COLUMNS, TOPICS
from cases.models import CaseParticulars, EnforcementCase, Finding, ImportRow
from cases.selectors.findings import finding_in_full
from cases.services import batches
from cases.services.checking import check, explain
from supervision.tabular import Kind
from tests.cases.factories import make_case
from tests.cases.intake_files import as_csv, good, table

pytestmark = pytest.mark.django_db
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
SAID = {
    "收款主体": "银行",
    "当场收缴": "否",
    "票据金额（元）": "5,000.00",
    "决定是否移送的时刻": "2026-03-05 16:00",
    "审核人证号或工号": "s001",
}
"""A code, a no, an amount, a moment, a text."""


def load(agency: Any, rows: list[dict[str, str]]) -> Any:
    """A file with the headings of its rows, stored and checked."""
    header = list(dict.fromkeys(heading for row in rows for heading in row))
    batch, _ = batches.receive(
        content=as_csv(table(rows, header)), name="细目.csv", agency=agency, kind="penalty", actor=None, deliver=False
    )
    return batches.run(batch_id=batch.pk, today=datetime.date(2026, 3, 20))


def kept(number: int = 1) -> CaseParticulars:
    """What is on record of the case with that number."""
    found: CaseParticulars = CaseParticulars.objects.get(case__external_id=f"R{number:04}")
    return found


def test_what_a_file_says_is_stored_and_what_it_leaves_blank_is_not_said(cast: Any) -> None:
    batch = load(cast.city_market, [good(1) | SAID, good(2) | dict.fromkeys(SAID, "")])
    assert (batch.stored + batch.repaired, batch.refused) == (2, 0)
    one = kept()
    assert (one.collected_by, one.collected_onsite, one.receipt_amount, one.reviewer_no) == ("bank", False, 5000, "s001")
    assert one.transfer_decided_at == datetime.datetime(2026, 3, 5, 16, 0, tzinfo=BEIJING)
    assert (one.remote_area, one.receipt_no, one.collected_on) == (None, "", None)
    assert not CaseParticulars.objects.filter(case__external_id="R0002").exists()


def test_a_file_of_particulars_alone_completes_a_case_and_leaves_all_else(cast: Any) -> None:
    load(cast.city_market, [good(1) | SAID])
    before = EnforcementCase.objects.get(external_id="R0001")
    own = {name: good(1)[name] for name in ("记录号", "当事人名称", "决定日期")}
    batch = load(cast.city_market, [own | {"收款主体": "人民法院", "罚没票据号": "湘财7"}])
    assert batch.superseded == 1
    after = EnforcementCase.objects.get(external_id="R0001")
    for name in ("decision_no", "fine_amount", "published_date", "penalty_kinds", "party_credit_code", "decision_date"):
        assert getattr(after, name) == getattr(before, name), name
    one = kept()
    assert (one.collected_by, one.receipt_no) == ("court", "湘财7")
    assert (one.collected_onsite, one.receipt_amount, one.reviewer_no) == (False, 5000, "s001")


def test_a_correction_can_take_a_particular_back_and_add_the_first_ones(cast: Any) -> None:
    load(cast.city_market, [good(1) | SAID, good(2) | {"收款主体": ""}])
    load(cast.city_market, [good(1) | {"收款主体": "", "当场收缴": "是"}, good(2) | {"收款主体": "银行"}])
    assert (kept().collected_by, kept().collected_onsite, kept().reviewer_no) == ("", True, "s001")
    assert kept(2).collected_by == "bank"


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("决定是否移送的时刻", "2026-03-05 25:00", "时间看不懂"),
        ("决定是否移送的时刻", "2026-02-30 10:00", "日期不存在"),
        ("收款主体", "路人", "不在代码表中"),
        ("当场收缴", "也许", "不是“是”或“否”"),
        ("票据金额（元）", "一百", "不是金额"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_heading(cast: Any, heading: str, cell: str, told: str) -> None:
    batch = load(cast.city_market, [good(1) | {heading: cell}])
    assert (batch.stored, batch.refused) == (0, 1)
    (problem,) = ImportRow.objects.get(batch=batch, outcome=RowOutcome.REFUSED).problems
    assert (problem["column"], problem["message"]) == (heading, told)
    assert problem["remedy"]
    assert not CaseParticulars.objects.exists()


def test_the_case_page_shows_them_by_step_in_words_and_masked(cast: Any, sign_in: Any) -> None:
    case = make_case(
        cast.city_market, party_name="牛桀骜", party_type="person", collected_by="bank", transfer_decided_at="2026-03-05 16:00+08",
        deferral_reason="牛桀骜家庭困难", crime_suspected=False,
    )  # fmt: skip
    page = sign_in(cast.city_supervisor).get(case.get_absolute_url()).content.decode()
    assert "缴款、结案与移送（4 项）" in page
    assert "<dt>收款主体</dt><dd>银行" in page
    assert "2026-03-05 16:00" in page
    assert "牛某某家庭困难" in page
    assert "牛桀骜" not in page
    bare = sign_in(cast.city_supervisor).get(make_case(cast.city_market).get_absolute_url()).content.decode()
    assert "案卷细目" not in bare


def test_an_archived_case_keeps_its_particulars(cast: Any) -> None:
    case = make_case(cast.city_market, collected_by="bank")
    EnforcementCase.objects.filter(pk=case.pk).update(archived_on="2026-06-01")
    for change in (
        lambda rows: rows.update(collected_by="court"),
        lambda rows: rows._raw_delete(using="default"),
    ):
        with pytest.raises(Error, match=r"archived|permission"), transaction.atomic():
            change(CaseParticulars.objects.filter(case=case))
    assert CaseParticulars.objects.get(case=case).collected_by == "bank"


def test_a_column_s_field_can_hold_what_the_column_can_say() -> None:
    kinds = {
        Kind.DATE: "DateField", Kind.DATETIME: "DateTimeField", Kind.BOOLEAN: "BooleanField", Kind.INTEGER: "PositiveSmallIntegerField",
        Kind.MONEY_YUAN: "DecimalField", Kind.CHOICE: "CharField", Kind.TEXT: "CharField", Kind.LIST: "ArrayField",
        Kind.MULTI_CHOICE: "ArrayField",
    }  # fmt: skip
    for key, column in COLUMNS.items():
        field = CaseParticulars._meta.get_field(key)
        assert type(field).__name__ == kinds[column.kind], key
        if column.kind is Kind.CHOICE:
            assert max(map(len, column.choices)) <= field.max_length, key


def test_every_heading_of_a_template_is_there_once() -> None:
    for kind in CaseKind:
        labels = [column.label for column in TEMPLATES[kind].columns]
        assert len(labels) == len(set(labels)), kind
        assert {column.key for topic in TOPICS if kind in topic.kinds for column in topic.columns} <= {
            column.key for column in TEMPLATES[kind].columns
        }


def test_the_page_of_the_standard_names_them(cast: Any, sign_in: Any) -> None:
    page = sign_in(cast.city_supervisor).get(reverse("cases:standard")).content.decode()
    assert "细目：缴款、结案与移送" in page
    assert "日期和时刻" in page


def test_a_moment_reads_alike_where_it_was_judged_and_where_it_was_kept(cast: Any, sign_in: Any) -> None:
    case = make_case(
        cast.city_market, decision_type="transferred", transfer_reported_on="2026-03-02", transfer_decided_by_head=True,
        transfer_decision="approved", transfer_decided_at="2026-03-05 16:00+08", transferred_at="2026-03-06 16:01+08",
    )  # fmt: skip
    check(case_ids=[case.pk], as_of=datetime.date(2026, 6, 30))
    finding = Finding.objects.get(case=case, rule_code="P-69")
    assert "2026-03-06 16:01" in finding.sentence
    judged = next(found for found in explain(case, datetime.date(2026, 6, 30)) if found.code == "P-69")
    wanted = {item.label: item.value for item in judged.looked_at}
    shown = {item.label: item.value for item in finding_in_full(finding).inputs}
    assert shown["移送公安机关的时刻"] == wanted["移送公安机关的时刻"] == "2026-03-06 16:01"
    assert all(shown[label] == value for label, value in wanted.items() if label in shown)
