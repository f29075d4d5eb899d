"""企业登记簿：从真的归集里归并出来，更正以后跟着变，谁也数不到别人的案件。"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from stdnum.cn import uscc

from agencies.access.rows import claim_of
from agencies.models import Agency
from cases.choices import CaseKind
from cases.models import EnforcementCase, Enterprise
from cases.services import batches
from cases.services.enterprises import count_enterprises
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from supervision.rowscope.holding import holding
from tests.cases import factories
from tests.cases.intake_files import as_csv, good, table
from tests.cast import Cast
from tests.exported import take

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
CODE = "91350100M000100Y43"


def code(number: int, registrar: str = "91") -> str:
    body = f"{registrar}430181MX{number:07}"
    return body + uscc.calc_check_digit(body)


def taken_in(agency: Agency, *rows: dict[str, str], kind: CaseKind = CaseKind.PENALTY) -> None:
    """A file through the real intake, and what the outbox does after it."""
    batch, _ = batches.receive(
        content=as_csv(table(list(rows))), name="案件.csv", agency=agency, kind=kind, actor=None, deliver=False
    )
    batches.run(batch_id=batch.pk, today=timezone.localdate())
    for job in OutboxJob.objects.filter(done_at=None, kind__in=["cases.index_batch", "cases.count_enterprises"]):
        run(job.pk)


def told(holder: str) -> dict[str, tuple[Any, ...]]:
    """Credit code → (name, names, penalties, inspections) as one holder has them."""
    rows = Enterprise.objects.filter(holder=holder)
    return {one.credit_code: (one.name, sorted(one.names), one.penalties, one.inspections) for one in rows}


def test_an_import_makes_the_enterprises_of_its_agency_and_of_every_place_it_lies_in(cast: Cast) -> None:
    taken_in(
        cast.county_housing,
        good(1, 统一社会信用代码=code(1), 当事人名称="演示甲公司", 决定日期="2026-01-05"),
        good(2, 统一社会信用代码=code(1).lower(), 当事人名称="演示甲有限公司", 决定日期="2026-03-05"),
        good(3, 统一社会信用代码=code(2), 当事人名称="演示乙公司"),
        good(4, 统一社会信用代码=code(3)[:-1] + ("0" if code(3)[-1] != "0" else "1"), 当事人名称="校验码不对"),
        good(5, 统一社会信用代码="", 当事人名称="没有代码"),
        good(6, 统一社会信用代码=code(4), 当事人类别="自然人", 当事人名称="王某人"),
        good(7, 统一社会信用代码=code(5, "92"), 当事人类别="个体工商户", 当事人名称="李四小吃店"),
        good(8, 统一社会信用代码=code(6, "92"), 当事人类别="法人", 当事人名称="张三便利店"),
        good(9, 统一社会信用代码=code(7), 当事人类别="个体工商户", 当事人名称="赵六"),
    )
    expected = {
        code(1): ("演示甲有限公司", ["演示甲公司", "演示甲有限公司"], 2, 0),
        code(2): ("演示乙公司", ["演示乙公司"], 1, 0),
    }
    own = f"a{cast.county_housing.pk}"
    assert {holder: told(holder) for holder in (own, "430181", "430100")} == dict.fromkeys((own, "430181", "430100"), expected)
    assert not Enterprise.objects.exclude(holder__in=(own, "430181", "430100")).exists()
    first = Enterprise.objects.get(holder="430181", credit_code=code(1))
    assert (first.first_on, first.last_on, first.agency) == (datetime.date(2026, 1, 5), datetime.date(2026, 3, 5), None)


def test_a_correction_takes_the_old_code_away_and_a_repetition_changes_nothing(cast: Cast) -> None:
    taken_in(
        cast.county_housing,
        good(1, 统一社会信用代码=code(1), 当事人名称="演示甲公司"),
        good(2, 统一社会信用代码=code(1), 当事人名称="演示甲公司"),
    )
    taken_in(cast.county_housing, good(1, 统一社会信用代码=code(2), 当事人名称="演示乙公司"))
    assert told("430181") == {code(1): ("演示甲公司", ["演示甲公司"], 1, 0), code(2): ("演示乙公司", ["演示乙公司"], 1, 0)}
    before = list(Enterprise.objects.order_by("pk").values_list("pk", "credit_code"))
    taken_in(cast.county_housing, good(2, 统一社会信用代码="", 当事人名称="演示甲公司"))
    assert set(told("430100")) == {code(2)}
    assert count_enterprises() == 0
    assert {pk for pk, one in before if one == code(2)} == set(Enterprise.objects.values_list("pk", flat=True))


def test_a_county_and_a_neighbour_count_only_their_own_and_the_city_both(cast: Cast, sign_in: SignIn) -> None:
    taken_in(cast.county_housing, good(1, 统一社会信用代码=CODE, 当事人名称="浏阳写的名称"))
    taken_in(
        cast.neighbour_market,
        *(good(number, 统一社会信用代码=CODE, 当事人名称="宁乡写的名称", 决定日期="2026-05-01") for number in range(1, 8)),
        good(9, 统一社会信用代码=code(9), 当事人名称="只在宁乡的企业"),
    )
    for who, name, count in [
        ("county_supervisor", "浏阳写的名称", 1), ("neighbour_supervisor", "宁乡写的名称", 7), ("city_supervisor", "宁乡写的名称", 8),
        ("housing_officer", "浏阳写的名称", 1), ("neighbour_officer", "宁乡写的名称", 7),
    ]:  # fmt: skip
        client = sign_in(cast.people[who])
        page = client.get(reverse("cases:enterprises"))
        row = next(one for one in page.context["rows"] if one.credit_code == CODE)
        assert (row.name, row.penalties) == (name, count), who
        shown = client.get(row.get_absolute_url())
        text = shown.content.decode()
        assert len(shown.context["cases"]) == count, who
        assert f"{count} 件" in text, who
        mine = {"county_supervisor", "housing_officer"}
        assert ("宁乡" in text) == (who not in mine), who
        if who in mine:
            assert "只在宁乡的企业" not in page.content.decode()
            assert sum(one.penalties for one in page.context["rows"]) == 1
            assert not client.get(reverse("cases:enterprises"), {"q": "只在宁乡"}).context["rows"]
            assert not client.get(reverse("cases:enterprises"), {"q": code(9)}).context["rows"]
            theirs = Enterprise.objects.exclude(region_code__startswith="430181")
            assert {client.get(one.get_absolute_url()).status_code for one in theirs} == {404}


def test_the_database_gives_a_county_no_row_that_counts_another(cast: Cast) -> None:
    taken_in(cast.county_housing, good(1, 统一社会信用代码=CODE))
    taken_in(cast.neighbour_market, good(1, 统一社会信用代码=CODE))
    for user, expected in [
        (cast.county_supervisor, {"430181", f"a{cast.county_housing.pk}"}),
        (cast.housing_officer, {f"a{cast.county_housing.pk}"}),
        (cast.township_assistant, set()),
    ]:
        with holding(claim_of(user)), connection.cursor() as cursor:
            cursor.execute("SELECT holder FROM cases_enterprise")
            assert {holder for (holder,) in cursor.fetchall()} == expected
    assert Enterprise.objects.count() == 5


def test_names_and_codes_find_an_enterprise_and_a_kind_narrows(cast: Cast, sign_in: SignIn) -> None:
    taken_in(
        cast.county_housing, good(1, 统一社会信用代码=code(1), 当事人名称="浏阳演示青禾食品有限公司"),
        good(2, 统一社会信用代码=code(2), 当事人名称="浏阳演示松岚建设有限公司"), good(3, 统一社会信用代码=code(1), 当事人名称="青禾旧名食品厂"),
    )  # fmt: skip
    client = sign_in(cast.county_supervisor)

    def codes(**asked: str) -> list[str]:
        return [one.credit_code for one in client.get(reverse("cases:enterprises"), asked).context["rows"]]

    assert codes(q="松岚 建设") == [code(2)]
    assert codes(q="青禾旧名") == [code(1)]
    assert codes(q=code(2).lower()) == [code(2)]
    assert codes(q="没有这个") == []
    assert sorted(codes(kind="penalty")) == sorted([code(1), code(2)])
    assert codes(kind="licence") == []


def test_the_page_shows_the_cases_by_kind_across_the_agencies_that_one_may_see(cast: Cast, sign_in: SignIn) -> None:
    for agency, number in ((cast.county_housing, 3), (cast.city_market, 2)):
        for _ in range(number):
            factories.make_case(agency, party_name="演示甲公司", party_type="legal_person", party_credit_code=code(1))
    factories.make_case(
        cast.county_housing, kind="inspection", party_name="演示甲公司", party_type="legal_person", party_credit_code=code(1)
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_enforcementcase SET search = bigrams(party_credit_code)")
    count_enterprises()
    page = sign_in(cast.city_supervisor).get(Enterprise.objects.get(holder="430100").get_absolute_url())
    assert {one.agency: one.total for one in page.context["by_agency"]} == {cast.city_market: 2, cast.county_housing: 4}
    county = sign_in(cast.county_supervisor)
    address = Enterprise.objects.get(holder="430181").get_absolute_url()
    assert len(county.get(address).context["cases"]) == 4
    narrowed = county.get(address, {"kind": "inspection"})
    assert [case.kind for case in narrowed.context["cases"]] == ["inspection"]
    assert "行政检查" in narrowed.content.decode()


def test_the_list_is_taken_out_within_the_scope_of_the_right(cast: Cast, sign_in: SignIn) -> None:
    taken_in(cast.county_housing, good(1, 统一社会信用代码=CODE, 当事人名称="甲"))
    taken_in(cast.neighbour_market, good(1, 统一社会信用代码=CODE), good(2, 统一社会信用代码=code(2)))
    taken = take(sign_in(cast.county_supervisor), reverse("cases:enterprises_export"))
    assert (taken.column("统一社会信用代码"), taken.column("行政处罚")) == ([CODE], ["1"])


def test_the_database_refuses_a_code_that_is_none(cast: Cast) -> None:
    fields: dict[str, Any] = {
        "holder": "430181", "region_code": "430181", "name": "x", "names": ["x"], "penalties": 1, "licences": 0, "coercions": 0,
        "inspections": 0, "first_on": "2026-01-01", "last_on": "2026-01-01", "search": "",
    }  # fmt: skip
    for wrong in ("91350100M000100Y44", code(1, "92"), "", CODE.lower()):
        with pytest.raises(IntegrityError), transaction.atomic():
            Enterprise.objects.create(credit_code=wrong, **fields)
    with connection.cursor() as cursor:
        for number in range(200):
            cursor.execute("SELECT credit_code_right(%s)", [code(number)])
            assert cursor.fetchone() == (True,)
    assert EnforcementCase.objects.count() == 0
