"""案件、线索、批次的导出：页面上筛出来的那些行，一行不多一行不少；遮盖、水印、留痕、权限、再次验证。"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.models import Post, User
from cases.choices import CaseKind, Severity
from cases.models import EnforcementCase, Finding
from tests.cases.factories import make_case
from tests.cases.test_personal_data import load, row
from tests.cast import Cast
from tests.exported import events, take
from tests.statements import statements_of
from tests.tabular.test_formulas import ACTIVE, PAYLOADS, UNSEEN, as_kept

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
URL = "/cases/export/"
PASSWORD = "Mufeng-27-Yuhua"


@pytest.fixture
def some(cast: Cast) -> list[EnforcementCase]:
    """Three cases of 浏阳's agency, one of the city's, one of the neighbour county."""
    own = [
        make_case(cast.county_housing, decision_no=f"浏住建罚〔2026〕{day}号", cause="未按规定施工", party_name="某某公司",
                  party_type="legal_person", fine_amount=day * 1000, decision_date=date(2026, 3, day))
        for day in (1, 2, 3)
    ]  # fmt: skip
    city = make_case(cast.city_market, decision_no="长市监罚〔2026〕9号", decision_date=date(2026, 3, 9))
    make_case(cast.neighbour_market, decision_no="宁市监罚〔2026〕5号", decision_date=date(2026, 3, 5))
    return [*own, city]


def finding(case: EnforcementCase, code: str = "P-30", **more: Any) -> Finding:
    """A finding that stands against a case."""
    return Finding.objects.create(
        case=case, agency=case.agency, region_code=case.region_code, rule_code=code, rule_version=1, severity=Severity.HIGH,
        basis="《行政处罚法》第六十条", sentence="超过九十日。", found_on="2026-03-20", listed_on=case.listed_on, **more
    )  # fmt: skip


# --- the same rows as the page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_holds_the_rows_of_the_list_in_its_order_and_no_neighbours(
    cast: Cast, sign_in: SignIn, some: list[EnforcementCase], form: str
) -> None:
    taken = take(sign_in(cast.county_supervisor), URL, form)
    assert taken.headings == ["文号或案号", "案由", "当事人", "机关", "种类", "日期", "罚款（元）", "检出问题"]
    assert taken.column("文号或案号") == [f"浏住建罚〔2026〕{day}号" for day in (3, 2, 1)]
    assert taken.column("机关") == ["浏阳市住房和城乡建设局"] * 3
    assert taken.column("种类") == ["行政处罚"] * 3
    assert [text[:10] for text in taken.column("日期")] == ["2026-03-03", "2026-03-02", "2026-03-01"]
    assert [float(text) for text in taken.column("罚款（元）")] == [3000, 2000, 1000]
    assert "宁市监" not in taken.content.decode("utf-8", "ignore")
    assert len(take(sign_in(cast.city_supervisor), URL, form).rows) == 5


@pytest.mark.parametrize(
    "query",
    ["", "?kind=penalty", "?kind=licence", "?listed_from=2026-03-02&listed_to=2026-03-02", "?sector=housing", "?only_problems=on", "?rule=P-30",
     "?q=施工", "?kind=nonsense"],
)  # fmt: skip
def test_the_filters_are_the_pages(cast: Cast, sign_in: SignIn, some: list[EnforcementCase], query: str) -> None:
    make_case(cast.county_housing, kind=CaseKind.LICENCE, decision_no="浏许〔2026〕1号", decision_date=date(2026, 4, 1))
    finding(some[1])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_enforcementcase SET search = bigrams(cause)")
    client = sign_in(cast.county_supervisor)
    shown = [str(case) for case in client.get(f"/cases/{query}").context["rows"]]
    if not shown:
        assert reverse("cases:cases_export") not in client.get(f"/cases/{query}").content.decode()
    assert take(client, f"{URL}{query}").column("文号或案号") == shown


def test_the_county_chosen_in_the_frame_narrows_the_file_too(cast: Cast, sign_in: SignIn, some: list[EnforcementCase]) -> None:
    client = sign_in(cast.city_supervisor)
    client.post("/scope/", {"scope": "430181", "next": "/cases/"})
    taken = take(client, URL)
    assert len(taken.rows) == 3
    assert "范围：浏阳市" in taken.mark


def test_all_pages_are_in_the_file_and_the_page_of_the_address_is_not_asked_for(cast: Cast, sign_in: SignIn) -> None:
    cases = [make_case(cast.county_housing, decision_date=date(2026, 3, 1)) for _ in range(60)]
    client = sign_in(cast.county_supervisor)
    after = client.get("/cases/").context["page"].next_url
    page = client.get(f"/cases/{after}").content.decode()
    assert f'action="{URL}?"' in page
    assert len(take(client, URL).rows) == len(cases)


def test_an_officer_takes_out_their_own_agencys_cases_without_the_findings(
    cast: Cast, sign_in: SignIn, some: list[EnforcementCase]
) -> None:
    finding(some[0])
    taken = take(sign_in(cast.housing_officer), URL)
    assert len(taken.rows) == 3
    assert "检出问题" not in taken.headings
    assert take(sign_in(cast.county_supervisor), URL).column("检出问题") == ["", "", "P-30"]


# --- what stands in the cells


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_c7_what_a_party_is_called_never_becomes_a_formula(cast: Cast, sign_in: SignIn, form: str) -> None:
    for text in PAYLOADS:
        make_case(cast.county_housing, party_name=text, party_type="legal_person", cause=text, decision_date=date(2026, 3, 1))
    taken = take(sign_in(cast.county_supervisor), URL, form)
    for heading in ("当事人", "案由"):
        told = taken.column(heading)
        assert len(told) == len(PAYLOADS)
        if form == "csv":
            assert not [text for text in told if text.lstrip(UNSEEN).startswith(ACTIVE)]
        kept = {as_kept(text.removeprefix("'") if form == "csv" else text).strip() for text in told}
        assert {as_kept(text).removeprefix("'" if form == "csv" else "").strip() for text in PAYLOADS} == kept


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_natural_person_is_masked_as_on_the_page(cast: Cast, sign_in: SignIn, form: str) -> None:
    make_case(cast.county_housing, party_name="欧阳演示", party_type="natural_person", decision_date=date(2026, 3, 1))
    taken = take(sign_in(cast.county_supervisor), URL, form)
    assert taken.column("当事人") == ["欧阳某某"]
    assert "欧阳演示" not in taken.content.decode("utf-8", "ignore")


# --- the watermark and the trail


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_says_who_took_it_out_and_its_number_leads_to_the_event(
    cast: Cast, sign_in: SignIn, some: list[EnforcementCase], form: str
) -> None:
    taken = take(sign_in(cast.county_supervisor), f"{URL}?kind=penalty&listed_from=2026-03-02", form)
    number = re.search(r"导出编号 (\d{8}-[2-9A-Z]{8})", taken.mark)[1]
    for words in (
        "内部使用",
        "褚督员（county-supervisor）",
        "浏阳市司法局",
        f"{timezone.localtime():%Y-%m-%d}",
        "种类：行政处罚",
        "自：2026-03-02",
    ):
        assert words in taken.mark
    assert f"以上共 2 行｜导出编号 {number}" in taken.mark
    assert taken.name == f"案件库 {number}.{form}"
    (event,) = events()
    assert (event.actor_name, event.target_type, event.target_id) == ("褚督员", "导出文件", number)
    assert event.payload == {
        "list": "案件库", "form": form, "rows": 2, "wanted": {"范围": "浏阳市", "种类": "行政处罚", "自": "2026-03-02"},
        "sha256": hashlib.sha256(taken.content).hexdigest(),
    }  # fmt: skip
    trail = sign_in(cast.audit_admin)
    page = trail.get(f"/audit/?export={number}").content.decode()
    assert page.count("导出列表</td>") == 1
    assert f"/audit/{event.pk}/" in page
    assert "导出列表</td>" not in trail.get("/audit/?export=20260101-AAAAAAAA").content.decode()
    told = trail.get(f"/audit/{event.pk}/").content.decode()
    assert all(words in told for words in (number, "案件库", "种类：行政处罚", event.payload["sha256"]))


def test_two_exports_have_two_numbers(cast: Cast, sign_in: SignIn, some: list[EnforcementCase]) -> None:
    client = sign_in(cast.county_supervisor)
    take(client, URL)
    take(client, URL)
    assert len({event.target_id for event in events()}) == 2


def test_d2_neither_trail_nor_mark_repeats_a_name_or_a_number_that_was_searched_for(
    cast: Cast, sign_in: SignIn, some: list[EnforcementCase]
) -> None:
    client = sign_in(cast.county_supervisor)
    taken = [take(client, f"{URL}?q={text}") for text in ("张演示", "430102208001010018", "13900001111")]
    taken.append(take(client, f"{URL}?party=k1.abcdef"))
    told = "".join(str(event.payload) for event in events()) + "".join(one.mark for one in taken)
    for secret in ("张演示", "430102208001010018", "13900001111", "abcdef"):
        assert secret not in told
    assert "张某某" in told
    assert "按证件号码检索" in told


# --- who may


def test_a1_who_may_not_take_the_list_out_has_no_button_and_is_refused(
    cast: Cast, sign_in: SignIn, some: list[EnforcementCase]
) -> None:
    may = {
        "city_supervisor",
        "city_chief",
        "county_supervisor",
        "county_chief",
        "neighbour_supervisor",
        "market_officer",
        "housing_officer",
        "neighbour_officer",
    }
    for name, user in cast.people.items():
        client = sign_in(user)
        page = client.get("/cases/")
        button = page.status_code == 200 and reverse("cases:cases_export") in page.content.decode()
        assert button == (name in may), name
        assert client.post(URL, {"form": "csv"}).status_code == (200 if name in may else 403), name
    assert len(events()) == len(may)
    assert Client().post(URL, {"form": "csv"}).url.startswith("/sign-in/")


def test_a_post_that_may_export_reaches_no_further_than_itself(cast: Cast, sign_in: SignIn, some: list[EnforcementCase]) -> None:
    """Of two posts one shows the city's cases, the other lets a county's be taken out: the file holds the county's."""
    Post.objects.create(user=cast.city_legal, agency=cast.county_bureau, role="supervisor", title="挂职", starts_on="2020-01-01")
    client = sign_in(User.objects.get(pk=cast.city_legal.pk))
    assert len(client.get("/cases/").context["rows"]) == 5
    taken = take(client, URL)
    assert len(taken.rows) == 3
    assert "单位 浏阳市司法局（只含其有权导出的记录）" in taken.mark


def test_a_get_exports_nothing(cast: Cast, sign_in: SignIn, some: list[EnforcementCase]) -> None:
    assert sign_in(cast.county_supervisor).get(URL).status_code == 405
    assert sign_in(cast.county_supervisor).post(URL, {"form": "exe"}).status_code == 400
    assert events() == []


# --- long files


def test_b10_a_long_export_asks_for_a_fresh_proof_and_a_short_one_does_not(
    cast: Cast, sign_in: SignIn, some: list[EnforcementCase], settings: Any
) -> None:
    settings.EXPORT_FRESH_ROWS = 2
    User.objects.filter(pk=cast.county_supervisor.pk).update(password=make_password(PASSWORD))
    page = "/cases/?kind=penalty"
    came_from = {"referer": f"http://testserver{page}"}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(User.objects.get(pk=cast.county_supervisor.pk))
        clock.shift(timedelta(minutes=16))
        answer = client.post(f"{URL}?kind=penalty", {"form": "csv"}, headers=came_from)
        assert answer.url == "/me/confirm/?next=/cases/%3Fkind%3Dpenalty"
        assert events() == []
        assert len(take(client, f"{URL}?listed_from=2026-03-02").rows) == 2
        assert client.post("/me/confirm/", {"password": PASSWORD, "next": page}).url == page
        assert "请再按一次“导出”" in client.get(page).content.decode()
        assert len(take(client, f"{URL}?kind=penalty").rows) == 3


def test_too_long_an_export_is_refused_in_words(cast: Cast, sign_in: SignIn, some: list[EnforcementCase], settings: Any) -> None:
    settings.EXPORT_MOST_ROWS = 2
    client = sign_in(cast.county_supervisor)
    answer = client.post(URL, {"form": "csv"})
    assert answer.status_code == 400
    assert "符合条件的记录超过 2 条，一次最多导出 2 条" in answer.content.decode()
    assert "再加一个筛选条件" in answer.content.decode()
    assert events() == []
    assert len(take(client, f"{URL}?listed_from=2026-03-02").rows) == 2


def test_the_statements_do_not_grow_with_the_rows(cast: Cast, sign_in: SignIn, some: list[EnforcementCase]) -> None:
    client = sign_in(cast.county_supervisor)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            rows = len(take(client, URL).rows)
        return rows, statements_of(captured)

    few, before = cost()
    make = [EnforcementCase(
        agency=cast.county_housing, region_code="430181", kind="penalty", external_id=f"many-{number}", sector="housing", party_name="甲公司",
        party_type="legal_person", received_on=date(2026, 1, 1), listed_on=date(2026, 1, 1),
    ) for number in range(4_500)]  # fmt: skip
    EnforcementCase.objects.bulk_create(make)
    many, after = cost()
    assert (few, many) == (3, 4_503)
    assert after == before <= 12


# --- findings and batches


def test_findings_are_taken_out_as_filtered_with_what_was_decided(
    cast: Cast, sign_in: SignIn, some: list[EnforcementCase]
) -> None:
    finding(some[0])
    finding(
        some[1],
        state="dismissed",
        reason="电话 13900001111 核实，属填报遗漏",
        reviewed_by=cast.county_supervisor,
        reviewed_at=timezone.now(),
    )
    client = sign_in(cast.county_supervisor)
    waiting = take(client, "/findings/export/")
    assert waiting.column("案件文号或案号") == ["浏住建罚〔2026〕1号"]
    assert waiting.column("程度") == [Severity.HIGH.label]
    assert waiting.column("规则")[0].startswith("P-30 ")
    assert "状态：" in waiting.mark
    done = take(client, "/findings/export/?state=dismissed", "xlsx")
    assert done.column("研判人") == ["褚督员"]
    assert done.column("理由") == ["电话 139****1111 核实，属填报遗漏"]
    assert client.get("/findings/").content.decode().count("/findings/export/") == 1
    assert take(sign_in(cast.neighbour_supervisor), "/findings/export/").rows == []


def test_batches_are_taken_out_with_their_counts(cast: Cast, sign_in: SignIn) -> None:
    load(cast.county_housing, [row(1), row(2)])
    taken = take(sign_in(cast.housing_officer), "/batches/export/", "xlsx")
    assert (taken.column("文件"), taken.column("行数"), taken.column("新入库")) == (["演示.csv"], ["2"], ["2"])
    assert take(sign_in(cast.neighbour_officer), "/batches/export/").rows == []
    assert sign_in(cast.city_legal).post("/batches/export/", {"form": "csv"}).status_code == 403
