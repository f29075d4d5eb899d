"""行业参数登记簿：市级处长登记，改动写明改前改后，规则照新数字判断。"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.models import SectorParameter
from cases.registers.parameters import TABLE
from cases.rules.parameters import stored
from supervision.audit.models import AuditEvent
from tests.agencies.register_files import as_file, confirm, figures, look
from tests.cast import Cast
from tests.exported import take

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
ROUTE = "cases:parameter_import"
HEADINGS = [column.label for column in TABLE.columns]
GOOD = {
    "参数": "决定书送达期限",
    "领域": "水利",
    "数值": "9",
    "计量单位": "个工作日",
    "来源": "演示规定",
    "核对": "待核",
    "适用起": "2026-01-01",
}


def test_a_number_is_registered_and_the_rules_read_it(cast: Cast, sign_in: SignIn) -> None:
    client, before = sign_in(cast.city_chief), SectorParameter.objects.count()
    confirm(client, ROUTE, look(client, ROUTE, as_file(HEADINGS, GOOD)))
    assert SectorParameter.objects.count() == before + 1
    assert "sector = 'water' AND decided >= '2026-01-01' THEN 9" in stored().value("serve_days", on="decided", unverified=True)
    assert "THEN 9" not in stored().value("serve_days", on="decided")
    assert AuditEvent.objects.get(verb="agencies.register_imported").region_code == "430100"
    confirm(client, ROUTE, look(client, ROUTE, as_file(HEADINGS, GOOD | {"数值": "8"})))
    made = SectorParameter.objects.get(key="serve_days", sector="water")
    assert made.value == Decimal("8")
    page = client.get(reverse("cases:parameter", args=[made.pk])).content.decode()
    assert "文件“登记.csv”" in page
    assert "吴处长" in page


BROKEN = [
    ("no such parameter", {"参数": "没有这个"}, "“参数”为“没有这个”"),
    ("a unit that no rule counts in", {"计量单位": "元"}, "规则不用这一单位计算该参数。请改为个工作日。"),
    ("half a day", {"数值": "7.5"}, "不是整数"),
    ("neither yes nor no", {"参数": "规章规定可以延长办案期限", "计量单位": "是（1）或否（0）", "数值": "2"}, "不是 1 或 0"),
    ("no place", {"区划代码": "浏阳"}, "不是区划代码"),
    ("a quotation mark in the place", {"区划代码": "43'--"}, "不是区划代码"),
    ("no source", {"来源": ""}, "“来源”为空，该列必填"),
    ("a number that can make a breach", {"核对": "已核对原文"}, "已核对的数字要先试算、由另一人批准，才能施行或者变更。请到“参数试算”提出"),
    ("two numbers a day", {"领域": "", "适用起": "2026-01-01"}, "适用日期与同一参数的另一行重叠"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "changes", "expected"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_row_refuses_the_whole_file(
    what: str, changes: dict[str, str], expected: str, cast: Cast, sign_in: SignIn
) -> None:
    page = look(sign_in(cast.city_chief), ROUTE, as_file(HEADINGS, GOOD, GOOD | {"领域": "教育"} | changes))
    assert figures(page) == [1, 0, 0, 1]
    assert expected in page.text
    assert not page.token


def test_an_export_that_is_imported_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.city_chief)
    taken = take(client, reverse("cases:parameter_list_export"))
    assert taken.headings == HEADINGS
    rows = [dict(zip(taken.headings, row, strict=True)) for row in taken.rows]
    page = look(client, ROUTE, as_file(taken.headings, *rows))
    assert figures(page) == [0, 0, SectorParameter.objects.count(), 0], page.text[:2000]


def test_only_the_citys_division_chief_keeps_them_and_all_who_read_rules_see_them(cast: Cast, sign_in: SignIn) -> None:
    one = SectorParameter.objects.order_by("pk")[0]
    for who in ("county_chief", "city_supervisor", "county_supervisor", "housing_officer"):
        client = sign_in(cast.people[who])
        assert client.get(reverse("cases:parameter_list")).status_code == 200, who
        assert client.get(reverse("cases:parameter", args=[one.pk])).status_code == 403, who
        assert client.get(reverse(ROUTE)).status_code == 403, who
    client, url = sign_in(cast.city_chief), reverse("cases:parameter", args=[one.pk])
    fields = client.get(url).context["form"]
    form = {name: fields[name].value() for name in fields.fields if fields[name].value() is not None}
    assert client.post(url, form | {"source": "另一来源", "reason": "核对原文"}).status_code == 302
    one.refresh_from_db()
    assert one.source == "另一来源"
    assert AuditEvent.objects.get(verb="agencies.register_changed").payload["after"] == {"来源": "另一来源"}


@pytest.mark.parametrize("change", [{"value": "0"}, {"valid_to": "2026-12-31"}, {"status": "unverified"}], ids=str)
def test_a_checked_number_is_not_changed_by_one_person(change: dict[str, str], cast: Cast, sign_in: SignIn) -> None:
    """Not taken back either: the courts' own law on service excuses (缺数据), and without its row the case would be a breach."""
    one = SectorParameter.objects.filter(key="own_law_serve", status="found").order_by("pk")[0]
    before = SectorParameter.objects.filter(pk=one.pk).values().get()
    client, url = sign_in(cast.city_chief), reverse("cases:parameter", args=[one.pk])
    fields = client.get(url).context["form"]
    form = {name: fields[name].value() for name in fields.fields if fields[name].value() is not None}
    answer = client.post(url, form | change | {"reason": "试一下"})
    assert answer.status_code == 422
    assert "先试算、由另一人批准" in answer.content.decode()
    assert SectorParameter.objects.filter(pk=one.pk).values().get() == before


def test_from_a_checked_number_the_trial_is_one_click_away(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.city_chief)
    checked = SectorParameter.objects.get(key="decide_limit", sector="market", status="found")
    page = client.get(reverse("cases:parameter", args=[checked.pk])).content.decode()
    assert "在这里只能改来源" in page
    (address,) = re.findall(r'href="(/parameters/trials/new/[^"]*)"', page)
    form = client.get(address.replace("&amp;", "&")).context["form"]
    assert [form[name].value() for name in ("key", "sector", "place", "unit")] == ["decide_limit", "market", "", checked.unit]
    open_one = SectorParameter.objects.filter(status="unverified")[0]
    assert "在这里只能改来源" not in client.get(reverse("cases:parameter", args=[open_one.pk])).content.decode()
