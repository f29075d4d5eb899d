"""数据标准：页面、工作簿与导入用的是同一份列说明；改了说明就是新的一版。"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from agencies.access.roles import PERMISSIONS
from agencies.choices import Role
from cases.choices import CaseKind, Outcome
from cases.columns import BLOCKS, NEEDS, TEMPLATES, publicity
from cases.columns.particulars import COLUMNS
from cases.columns.standard import CURRENT, EDITIONS, digest
from cases.rules import ACTIVE, RULESET
from cases.rules.facts import own_fields
from cases.rules.reads import columns_of, reading
from cases.selectors.standard import kept, lines
from cases.services.checking import explain
from tests.cases.factories import make_lawful_case
from tests.cases.judging import TODAY
from tests.statements import texts_of

NOT_BLANKED = {
    "sector",
    "listed_on",
    "received_on",
    "region_code",
    "agency_id",
    "batch_id",
    "line_no",
    "kind",
    "external_id",
    "fingerprint",
}


def test_a_changed_column_needs_a_new_edition() -> None:
    """Whoever comes here after a change of `cases/columns`: put an Edition with the new digest on top of EDITIONS and say what changed."""
    assert digest() == CURRENT.digest


def test_editions_stand_newest_first_and_each_says_what_changed() -> None:
    assert [one.since for one in EDITIONS] == sorted((one.since for one in EDITIONS), reverse=True)
    assert len({one.version for one in EDITIONS}) == len({one.digest for one in EDITIONS}) == len(EDITIONS)
    assert all(one.changes for one in EDITIONS)


@pytest.mark.parametrize("kind", CaseKind)
def test_the_page_shows_every_column_that_an_import_knows(cast: Any, sign_in: Any, kind: CaseKind) -> None:
    page = sign_in(cast.housing_officer).get(reverse("cases:standard"), {"kind": kind}).content.decode()
    for column in TEMPLATES[kind].columns:
        assert f'id="{column.key}"' in page
        assert column.label in page
    for code in (column.code for column in publicity.BY_KIND[kind].columns) if kind in publicity.BY_KIND else ():
        assert f"<code>{code}</code>" in page
    assert f"第 {CURRENT.version} 版" in page
    assert CURRENT.changes[0] in page


def test_what_is_not_verified_stays_marked(cast: Any, sign_in: Any) -> None:
    page = sign_in(cast.city_supervisor).get(reverse("cases:standard"), {"kind": "licence"}).content.decode()
    assert "必填标记、长度待核" in page
    assert "待核" in page
    assert "标准号没有查到" in page


def test_a_code_list_opens_with_what_files_may_say_instead(cast: Any, sign_in: Any) -> None:
    page = sign_in(cast.city_supervisor).get(reverse("cases:standard")).content.decode()
    assert "也可写作 03、没收" not in page  # a synonym belongs to its own code only
    assert "<dt>没收违法所得</dt><dd><code>confiscate_gains</code>" in page
    assert "04、没收非法所得" in page


def test_an_unknown_kind_shows_penalties_and_outsiders_see_none(cast: Any, sign_in: Any) -> None:
    assert "行政处罚共" in sign_in(cast.city_supervisor).get(reverse("cases:standard"), {"kind": "x'"}).content.decode()
    assert sign_in(cast.social_supervisor).get(reverse("cases:standard")).status_code == 403


def test_the_standard_is_open_to_everyone_who_reports_or_reads_cases() -> None:
    for role, permissions in PERMISSIONS.items():
        if role == Role.REPORTING_SYSTEM:
            continue  # a system opens no page; those who connect it do
        assert "cases.upload" not in permissions or "cases.view_case" in permissions, role


def test_the_page_asks_the_database_nothing_of_its_own(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.city_supervisor)
    client.get(reverse("cases:standard"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("cases:standard"))
    assert not [one for one in texts_of(asked) if "cases_" in one]


def test_the_workbook_holds_the_whole_standard(cast: Any, sign_in: Any) -> None:
    answer = sign_in(cast.housing_officer).get(reverse("cases:standard_workbook"))
    assert CURRENT.version in answer["Content-Disposition"] or "UTF-8" in answer["Content-Disposition"]
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["版本", "行政处罚", "行政许可", "行政强制", "行政检查", "代码表"]
    assert book["版本"]["A2"].value == CURRENT.version
    for kind in CaseKind:
        rows = list(book[kind.label].iter_rows(min_row=2, values_only=True))
        assert [row[2] for row in rows] == [column.key for column in TEMPLATES[kind].columns]
        assert [row[5] or "" for row in rows] == [column.needed_when for column in TEMPLATES[kind].columns]
    fine = next(row for row in book["行政处罚"].iter_rows(values_only=True) if row[2] == "decision_no")
    assert fine[7] == "CF_WSH"
    assert "Q-07" in fine[9]
    codes = list(book["代码表"].iter_rows(min_row=2, values_only=True))
    assert ("处罚种类", "行政处罚", "fine", "罚款", "03") in codes
    assert ("当事人类别", "行政处罚、行政许可、行政强制、行政检查", "person", "自然人", "01、公民、个人") in codes
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_every_need_is_a_column_and_a_condition_that_runs(cast: Any) -> None:
    for kind, needs in NEEDS.items():
        assert set(needs) <= {column.key for column in TEMPLATES[kind].columns}
        conditions = ", ".join(f"({need.condition}) IS NULL, ({need.filled or 'true'})" for need in needs.values())
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {conditions} FROM cases_enforcementcase c")


def test_every_column_has_a_source_and_every_rule_reads_columns() -> None:
    assert all(column.source for blocks in BLOCKS.values() for block in blocks for column in block.columns)
    known = {column.key for table in TEMPLATES.values() for column in table.columns} | NOT_BLANKED | {"fine_amount_wan"}
    for rule in ACTIVE:
        read = reading(rule)
        assert read.always | read.sometimes | read.looked
        assert (read.always | read.sometimes | read.looked) <= known, rule.code


def test_derived_facts_lead_back_to_the_columns_a_clerk_fills() -> None:
    assert "filing_date" in columns_of("decide_by")
    assert "excluded_spans" in columns_of("decide_by")
    assert columns_of("credit_code_right") == {"party_credit_code"}
    assert "act1_enforcing" in columns_of("signers")
    assert {"decision_date", "served_date"} <= columns_of("started_serving_on")


def test_a_blank_that_makes_a_rule_unknown_is_told_in_the_standard(cast: Any) -> None:
    """Blanks one field after the other of a case that breaks no rule, and looks what the rules say."""
    whole = {found.code: found.outcome for found in explain(make_lawful_case(), TODAY)}
    told = {line.column.key: {code for code, _ in (*line.always, *line.sometimes)} for _, line in lines(CaseKind.PENALTY)}
    always = {line.column.key: {code for code, _ in line.always} for _, line in lines(CaseKind.PENALTY)}
    tried = 0
    for name in set(own_fields()) & set(told) - NOT_BLANKED - set(COLUMNS):
        case = make_lawful_case()
        field: Any = case._meta.get_field(name)
        if getattr(case, name) in (None, "", []):
            continue
        setattr(case, name, None if field.null else field.get_default())
        case.save(update_fields=[name])
        after = {found.code: found.outcome for found in explain(case, TODAY)}
        lost = {code for code, outcome in after.items() if outcome == Outcome.UNKNOWN and whole[code] != Outcome.UNKNOWN}
        assert lost <= told[name], name
        applied = {code for code in always[name] if whole[code] in (Outcome.PASS, Outcome.FAIL)}
        assert {code for code in applied if after[code] != Outcome.NOT_APPLICABLE} <= lost, name
        tried += 1
    assert tried > 15


def test_the_foreign_columns_that_the_template_lacks_say_what_becomes_of_them() -> None:
    fates = {one.code: one.fate for one in kept(CaseKind.PENALTY)}
    assert fates["CF_YXQ"] == "随原始行留存，不作检查"
    assert "没收金额" in fates["CF_NR_WFFF"]
    assert "核对" in fates["CF_CFJG"]
    assert RULESET.version
