"""权责事项登记簿：导入、导出、修改，好的文件和坏的文件，谁看得见、谁能改。"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from agencies.choices import AgencyKind, Tier
from agencies.models import Agency, PowerItem
from agencies.registers.power_items import TABLE
from supervision.audit.models import AuditEvent
from tests.agencies.register_files import as_file, confirm, figures, look
from tests.cases import factories
from tests.cast import Cast
from tests.exported import take

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
ROUTE = "agencies:power_item_import"
HEADINGS = [column.label for column in TABLE.columns]
GOOD = {
    "单位": "浏阳市住建局", "事项编码": "YS-CF-0001", "事项名称": "对擅自施工的处罚", "行为种类": "行政处罚", "法定依据": "《建筑法》第六十四条",
    "实施起": "2026-01-01", "清单名称": "浏阳市权责清单（演示）",
}  # fmt: skip


def item(agency: Agency, **more: Any) -> PowerItem:
    values: dict[str, Any] = {
        "code": "YS-CF-0001", "name": "对擅自施工的处罚", "kind": "penalty", "basis": "《建筑法》第六十四条",
        "valid_from": datetime.date(2026, 1, 1), "source": "权责清单（演示）", "tier": agency.tier,
    }  # fmt: skip
    return PowerItem.objects.create(agency=agency, region_code=agency.region_code, **values | more)


@pytest.fixture
def town(cast: Cast) -> Agency:
    return Agency.objects.create(
        code="LY-DY-ZF", name="浏阳市大瑶镇人民政府", short_name="大瑶镇政府", kind=AgencyKind.ENFORCEMENT, region=cast.township,
        region_code=cast.township.code, tier=Tier.TOWNSHIP,
    )  # fmt: skip


def test_a_good_file_is_looked_at_then_written_and_the_same_file_again_changes_nothing(
    cast: Cast, sign_in: SignIn, town: Agency
) -> None:
    client = sign_in(cast.county_supervisor)
    granted = GOOD | {"单位": "LY-DY-ZF", "赋权事项": "是", "赋权决定": "浏政发〔2025〕1号（演示）"}
    page = look(client, ROUTE, as_file(HEADINGS, GOOD, granted))
    assert figures(page) == [2, 0, 0, 0]
    assert not PowerItem.objects.exists()
    assert "新增 2 项，变更 0 项" in confirm(client, ROUTE, page).content.decode()
    assert [(one.agency, one.tier, one.granted, one.region_code) for one in PowerItem.objects.order_by("pk")] == [
        (cast.county_housing, "county", False, "430181"), (town, "township", True, "430181103"),
    ]  # fmt: skip
    event = AuditEvent.objects.get(verb="agencies.register_imported")
    assert (event.payload["added"], event.payload["file"], event.region_code) == (2, "登记.csv", "430181")
    again = look(client, ROUTE, as_file(HEADINGS, GOOD, granted))
    assert figures(again) == [0, 0, 2, 0]
    assert "没有变化" in again.text
    assert not again.token


BROKEN = [
    ("no agency", {"单位": ""}, "第 2 行“单位”为空，该列必填"),
    ("an agency nobody knows", {"单位": "浏阳市没有局"}, "“单位”为“浏阳市没有局”，没有这个单位，或者不在您可以登记的范围。请写单位的全称或者单位编码。"),
    ("an agency of the neighbour county", {"单位": "宁乡市市场监管局"}, "没有这个单位，或者不在您可以登记的范围"),
    ("the city's agency", {"单位": "长沙市市场监督管理局"}, "没有这个单位，或者不在您可以登记的范围"),
    ("no such kind", {"行为种类": "处分"}, "“行为种类”为“处分”"),
    ("no such day", {"实施起": "2026-02-30"}, "“实施起”为“2026-02-30”，日期不存在。请改为真实日期，如 2026-02-28。"),
    ("ends before it begins", {"实施止": "2025-12-31"}, "“实施止”为“2025-12-31”，在实施起之前"),
    ("granted to no town", {"赋权事项": "是", "赋权决定": "某决定"}, "只有乡镇（街道）的事项可以是赋权事项"),
    ("a decision without a grant", {"赋权决定": "某决定"}, "填了赋权决定，却不是赋权事项"),
    ("granted without a decision", {"单位": "大瑶镇政府", "赋权事项": "是"}, "“赋权决定”为空，赋权事项必填"),
    ("neither yes nor no", {"赋权事项": "也许"}, "“赋权事项”为“也许”"),
    ("too long", {"事项编码": "X" * 41}, "有 41 个字，超过 40 个字"),
    ("overlaps what stands there", {"事项编码": "OLD", "实施起": "2025-06-01"}, "实施期间与同一事项的另一行（2025-01-01 至 今）重叠"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changes", "expected"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_row_refuses_the_whole_file_and_says_where_and_what_to_do(
    what: str, changes: dict[str, str], expected: str, cast: Cast, sign_in: SignIn, town: Agency
) -> None:
    item(cast.county_housing, code="OLD", valid_from=datetime.date(2025, 1, 1))
    page = look(sign_in(cast.county_supervisor), ROUTE, as_file(HEADINGS, GOOD | changes, GOOD | {"事项编码": "YS-CF-0002"}))
    assert figures(page) == [1, 0, 0, 1]
    assert expected in page.text
    assert not page.token
    assert "没有写入" in page.text
    assert PowerItem.objects.count() == 1


WHOLE = [
    ("empty", b"", "文件是空的"),
    ("only headings", ",".join(HEADINGS).encode(), "只有标题行，没有内容"),
    ("a column is missing", "单位,事项编码\n甲,1\n".encode(), "标题行缺少必填列“事项名称”"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "是图片，不是表格"),
    ("a column twice", ",".join([*HEADINGS, "单位"]).encode() + b"\n1,2,3,4,5,6,7,8,9,10,11\n", "重复"),
]


@pytest.mark.parametrize(("what", "content", "expected"), WHOLE, ids=[row[0] for row in WHOLE])
def test_a_file_that_is_no_such_table_is_refused_in_words(
    what: str, content: bytes, expected: str, cast: Cast, sign_in: SignIn
) -> None:
    file = as_file(["x"])
    file.file.seek(0)
    file.file.truncate()
    file.file.write(content)
    file.file.seek(0)
    file.size = len(content)
    page = look(sign_in(cast.county_supervisor), ROUTE, file)
    assert page.status_code == 422
    assert expected in page.text


def test_two_rows_of_one_item_and_overlapping_versions_in_one_file_are_refused(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.county_supervisor)
    assert "与第 2 行是同一项" in look(client, ROUTE, as_file(HEADINGS, GOOD, GOOD)).text
    assert "重叠" in look(client, ROUTE, as_file(HEADINGS, GOOD, GOOD | {"实施起": "2026-06-01"})).text
    ended = GOOD | {"实施止": "2026-05-31"}
    assert figures(look(client, ROUTE, as_file(HEADINGS, ended, GOOD | {"实施起": "2026-06-01"}))) == [2, 0, 0, 0]


def test_a_version_is_ended_and_the_next_begun_in_one_file(cast: Cast, sign_in: SignIn) -> None:
    client, old = sign_in(cast.county_supervisor), item(cast.county_housing)
    ended = GOOD | {"实施止": "2026-05-31", "清单名称": "权责清单（演示）"}
    page = look(client, ROUTE, as_file(HEADINGS, ended, GOOD | {"实施起": "2026-06-01", "事项名称": "改了名的"}))
    assert figures(page) == [1, 1, 0, 0]
    assert "实施止 — → 2026-05-31" in page.text
    confirm(client, ROUTE, page)
    old.refresh_from_db()
    assert old.valid_to == datetime.date(2026, 5, 31)
    assert PowerItem.objects.filter(name="改了名的").exists()
    shown = client.get(reverse("agencies:power_item", args=[old.pk])).content.decode()
    assert "文件“登记.csv”" in shown
    assert "褚督员" in shown


def test_a_file_without_a_column_leaves_it_and_a_blank_cell_clears_it(cast: Cast, sign_in: SignIn) -> None:
    client, old = sign_in(cast.county_supervisor), item(cast.county_housing, valid_to=datetime.date(2026, 12, 31))
    some = [heading for heading in HEADINGS if heading != "实施止"]
    confirm(client, ROUTE, look(client, ROUTE, as_file(some, GOOD | {"事项名称": "新名"})))
    old.refresh_from_db()
    assert (old.name, old.valid_to) == ("新名", datetime.date(2026, 12, 31))
    confirm(client, ROUTE, look(client, ROUTE, as_file(HEADINGS, GOOD | {"事项名称": "新名"})))
    old.refresh_from_db()
    assert old.valid_to is None


def test_what_was_looked_at_is_what_is_written_or_nothing(cast: Cast, sign_in: SignIn) -> None:
    client, old = sign_in(cast.county_supervisor), item(cast.county_housing)
    page = look(client, ROUTE, as_file(HEADINGS, GOOD | {"事项名称": "甲"}))
    PowerItem.objects.update(basis="别人改了依据")
    assert "预览之后登记簿有了变化" in confirm(client, ROUTE, page).content.decode()
    old.refresh_from_db()
    assert old.name == "对擅自施工的处罚"
    stranger = look(client, ROUTE, as_file(HEADINGS, GOOD | {"事项名称": "乙"}))
    assert "预览已经过期" in confirm(sign_in(cast.city_supervisor), ROUTE, stranger).content.decode()


def test_an_export_that_is_imported_changes_nothing(cast: Cast, sign_in: SignIn, town: Agency) -> None:
    item(cast.county_housing)
    item(town, granted=True, grant_decision="=某决定")
    client = sign_in(cast.county_supervisor)
    taken = take(client, reverse("agencies:power_item_list_export"))
    assert taken.headings[: len(HEADINGS)] == HEADINGS
    rows = [dict(zip(taken.headings, row, strict=True)) for row in taken.rows]
    rows = [row | {"赋权决定": row["赋权决定"].removeprefix("'")} for row in rows]
    assert figures(look(client, ROUTE, as_file(taken.headings, *rows))) == [0, 0, 2, 0]


def test_a_form_changes_one_row_and_its_history_says_what_was_before(cast: Cast, sign_in: SignIn) -> None:
    client, old = sign_in(cast.county_supervisor), item(cast.county_housing)
    url = reverse("agencies:power_item", args=[old.pk])
    first = client.get(url)
    form = {name: first.context["form"][name].value() for name in first.context["form"].fields}
    form = {name: value for name, value in form.items() if value not in (None, False)} | {"reason": "清单调整"}
    assert "没有改动" in client.post(url, form).content.decode()
    assert client.post(url, form | {"name": "对未经许可施工的处罚"}).status_code == 302
    old.refresh_from_db()
    assert old.name == "对未经许可施工的处罚"
    event = AuditEvent.objects.get(verb="agencies.register_changed")
    assert event.payload["before"] == {"事项名称": "对擅自施工的处罚"}
    assert (event.payload["after"], event.payload["reason"], event.agency_id) == (
        {"事项名称": "对未经许可施工的处罚"}, "清单调整", cast.county_housing.pk,
    )  # fmt: skip
    stale = client.post(url, form | {"name": "盖掉别人的"})
    assert stale.status_code == 422
    assert "别人修改了这一行" in stale.content.decode()
    old.refresh_from_db()
    assert old.name == "对未经许可施工的处罚"


def test_a_new_row_is_registered_by_form(cast: Cast, sign_in: SignIn) -> None:
    client, url = sign_in(cast.county_supervisor), reverse("agencies:power_item_new")
    form = {
        "agency": "浏阳市住房和城乡建设局", "code": "YS-1", "name": "某项", "kind": "licence", "basis": "某法", "valid_from": "2026-01-01",
        "source": "清单", "reason": "公布",
    }  # fmt: skip
    assert client.post(url, form | {"agency": "宁乡市市场监督管理局"}).status_code == 422
    assert client.post(url, form).status_code == 302
    made = PowerItem.objects.get()
    assert (made.agency, made.region_code) == (cast.county_housing, "430181")
    assert "登记簿里已经有" in client.post(url, form).content.decode() or PowerItem.objects.count() == 1


def test_the_neighbour_and_the_agency_see_and_keep_what_is_theirs(cast: Cast, sign_in: SignIn) -> None:
    mine, theirs = item(cast.county_housing, name="浏阳的事项"), item(cast.neighbour_market, name="宁乡的事项")
    expected = {
        "county_supervisor": (True, False, 200, 404), "neighbour_supervisor": (False, True, 404, 200), "city_supervisor": (True, True, 200, 200),
        "housing_officer": (True, False, 403, 403), "county_chief": (True, False, 403, 403),
    }  # fmt: skip
    for who, (first, second, own, other) in expected.items():
        client = sign_in(cast.people[who])
        page = client.get(reverse("agencies:power_item_list")).content.decode()
        assert ("浏阳的事项" in page, "宁乡的事项" in page) == (first, second), who
        assert client.get(reverse("agencies:power_item", args=[mine.pk])).status_code == own, who
        assert client.get(reverse("agencies:power_item", args=[theirs.pk])).status_code == other, who


def test_the_database_refuses_what_the_page_would_refuse(cast: Cast) -> None:
    first = item(cast.county_housing)
    bad: list[dict[str, Any]] = [
        {"valid_from": datetime.date(2026, 6, 1)}, {"code": ""}, {"code": "A", "valid_to": datetime.date(2025, 1, 1)},
        {"code": "B", "granted": True, "grant_decision": "某决定"}, {"code": "C", "grant_decision": "某决定"}, {"code": "D", "kind": "x"},
    ]  # fmt: skip
    for wrong in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            item(first.agency, **wrong)
    item(first.agency, code="YS-CF-0009")
    item(cast.city_market)


def test_a_case_page_shows_the_version_of_its_day(cast: Cast, sign_in: SignIn) -> None:
    item(cast.county_housing, name="旧的事项", valid_from=datetime.date(2025, 1, 1), valid_to=datetime.date(2025, 12, 31))
    item(cast.county_housing, name="新的事项")
    item(cast.neighbour_market, name="邻县的事项")
    case = factories.make_case(cast.county_housing, item_code="YS-CF-0001", listed_on=datetime.date(2025, 7, 1))
    url = reverse("cases:case", args=[case.pk])
    assert "旧的事项" in sign_in(cast.county_supervisor).get(url).content.decode()
    type(case).objects.update(listed_on=datetime.date(2026, 7, 1))
    page = sign_in(cast.housing_officer).get(url).content.decode()
    assert "新的事项" in page
    assert "旧的事项" not in page
    assert "邻县的事项" not in page
    type(case).objects.update(item_code="NONE")
    assert "没有此编码" in sign_in(cast.county_supervisor).get(url).content.decode()


def test_a_row_of_the_neighbour_is_not_there_for_the_database_either(cast: Cast) -> None:
    from agencies.access.rows import claim_of
    from supervision.rowscope.holding import holding

    item(cast.county_housing)
    item(cast.neighbour_market)
    with holding(claim_of(cast.county_supervisor)), connection.cursor() as cursor:
        cursor.execute("SELECT region_code FROM agencies_poweritem")
        assert cursor.fetchall() == [("430181",)]
