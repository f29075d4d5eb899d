"""行政执法统计年报：一份手算的样本，两种轻重次序、两种单位；更正以后重新数；邻县只看自己的；每个数点开就是它的案件。"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, EnforcementCertificate, EnforcementOfficer
from cases.choices import CaseKind
from cases.models import EnforcementCase
from cases.services import batches
from reports.annual.kinds import KINDS, PUBLISHED, heaviest
from reports.annual.tables import TABLES, measure_of
from reports.models import ActivityMonth
from reports.services import activity, rollups
from reports.services.counting import set_rule
from supervision.outbox.put import put
from supervision.outbox.run import run
from supervision.outbox.run import waiting as waiting_jobs
from tests.cases.factories import make_agency, make_case
from tests.cases.intake_files import as_csv, good, table
from tests.cast import Cast
from tests.exported import events
from tests.reports.world import World, fresh

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
URL, FILE, CASES, COUNTING = "/annual/", "/annual/file/", "/annual/cases/", "/annual/counting/"
YEAR = "year=2026"
DATONG, HUANGSHI = PUBLISHED


def penalty(
    agency: Agency, kinds: list[str], fine: str | None = None, confiscated: str | None = None, **more: Any
) -> EnforcementCase:
    """A penal decision of March 2026."""
    given: dict[str, Any] = {
        "kind": CaseKind.PENALTY, "decision_date": date(2026, 3, 5), "decision_type": "penalty", "penalty_kinds": kinds, "procedure": "",
        "fine_amount": Decimal(fine) if fine else None, "confiscated_amount": Decimal(confiscated) if confiscated else None,
    }  # fmt: skip
    return make_case(agency, **(given | more))


@pytest.fixture
def sample(cast: Cast) -> Cast:
    """Worked by hand:

    浏阳市住建局 2026: ① 警告＋罚款 5,000 → 罚款. ② 罚款 20,000＋没收 1,234.56 → 没收. ③ 限制开展＋吊销 → 大同 吊销, 黄石 限制开展.
    ④ 罚款 100＋其他 → 罚款 (a named kind outweighs 其他). ⑤ 其他 → 其他. ⑥ no kind → 没有记载. ⑦ 警告 (简易). ⑧ 移送: no penalty.
    ⑨ 不予处罚: nowhere. ⑩ 罚款 300 in 2025: the year before. ⑪ filed, undecided: nowhere. Sum: 7 宗, 5,000+20,000+1,234.56+100 = 26,334.56 元.
    """
    at = cast.county_housing
    penalty(at, ["fine", "warning"], "5000", procedure="ordinary", legal_review_date=date(2026, 3, 1))
    penalty(at, ["confiscate_gains", "fine"], "20000", "1234.56", procedure="ordinary")
    penalty(at, ["restrict", "revoke_licence"], procedure="ordinary", legal_review_date=date(2026, 2, 1))
    penalty(at, ["fine", "other"], "100", decision_date=date(2026, 12, 31))
    penalty(at, ["other"], decision_date=date(2026, 1, 1))
    penalty(at, [])
    penalty(at, ["warning"], procedure="summary", decision_type="")
    penalty(at, [], decision_type="transferred")
    penalty(at, [], decision_type="no_penalty")
    penalty(at, ["fine"], "300", decision_date=date(2025, 3, 5))
    make_case(at, kind=CaseKind.PENALTY, filing_date=date(2026, 3, 5))
    penalty(cast.city_market, ["fine"], "70000")
    penalty(cast.neighbour_market, ["fine"], "900")
    activity.refresh_all()
    return cast


def shown(client: Client, query: str = YEAR) -> dict[str, dict[str, str]]:
    """The lines of the page: label → heading → text."""
    page = client.get(f"{URL}?{query}")
    assert page.status_code == 200
    context = page.context
    headings = [words for _column, words in context["headings"]]
    lines = {line["label"]: [text for _c, text, _u in line["cells"]] for line in (*context["lines"], context["total"])}
    lines |= {"上年同期": context["before"], "比上年同期": context["changes"]}
    return {label: dict(zip(headings, texts, strict=True)) for label, texts in lines.items()}


def some(line: dict[str, str], *headings: str) -> list[str]:
    return [line[heading] for heading in headings]


COLUMNS = ("警告", "罚款", "没收违法所得、没收非法财物", "吊销许可证件", "限制开展生产经营活动", "其他", "没有记载种类", "合计")


def officer(agency: Agency, number: str, valid_from: date, valid_to: date, **more: Any) -> None:
    who = EnforcementOfficer.objects.create(agency=agency, region_code=agency.region_code, name="演示", **more)
    EnforcementCertificate.objects.create(officer=who, number=number, valid_from=valid_from, valid_to=valid_to)


def order_in_force(cast: Cast, order: tuple[str, ...], unit: str = "wan", year: int = 2026) -> None:
    set_rule(from_year=year, order=order, source="演示来源", money_unit=unit, actor=fresh(cast.city_chief))


# --- the sample, under both orders and in both units


def test_the_sample_by_the_order_of_datong_which_holds_when_nobody_has_set_any(sample: Cast, sign_in: SignIn) -> None:
    line = shown(sign_in(sample.county_supervisor))["浏阳市住房和城乡建设局"]
    assert some(line, *COLUMNS) == ["1", "2", "1", "1", "0", "1", "1", "7"]
    assert line["罚没金额（万元）"] == "2.63"
    assert some(line, "简易程序", "普通程序", "法制审核", "移送") == ["1", "3", "2", "1"]


def test_the_sample_by_the_order_of_huangshi_and_in_yuan(sample: Cast, sign_in: SignIn) -> None:
    order_in_force(sample, HUANGSHI.order, "yuan")
    client = sign_in(sample.county_supervisor)
    line = shown(client)["浏阳市住房和城乡建设局"]
    assert some(line, *COLUMNS) == ["1", "2", "1", "0", "1", "1", "1", "7"]
    assert line["罚没金额（元）"] == "26,334.56"
    notes = "".join(client.get(f"{URL}?{YEAR}").context["footnotes"])
    assert "吊销许可证件＜限制开展生产经营活动" in notes
    assert "演示来源（自2026年起适用）" in notes
    assert "金额单位：元" in notes
    assert "待核" in notes


def test_an_order_holds_from_its_year_on(sample: Cast, sign_in: SignIn) -> None:
    order_in_force(sample, HUANGSHI.order, year=2027)
    assert some(shown(sign_in(sample.county_supervisor))["合计"], "吊销许可证件", "限制开展生产经营活动") == ["1", "0"]
    order_in_force(sample, HUANGSHI.order, year=2025)
    assert some(shown(sign_in(sample.county_supervisor))["合计"], "吊销许可证件", "限制开展生产经营活动") == ["0", "1"]


def test_every_case_counts_once_the_months_narrow_and_the_year_before_stands_below(sample: Cast, sign_in: SignIn) -> None:
    client = sign_in(sample.county_supervisor)
    whole = shown(client)
    assert sum(int(whole["合计"][label]) for label in KINDS.values()) == int(whole["合计"]["合计"]) == 7
    assert some(whole["上年同期"], "罚款", "合计", "罚没金额（万元）") == ["1", "1", "0.03"]
    assert some(whole["比上年同期"], "罚款", "警告", "行政拘留") == ["+100.0%", "上年为 0", "持平"]
    assert shown(client, f"{YEAR}&first=3&last=3")["合计"]["合计"] == "5"
    assert shown(client, f"{YEAR}&first=12&last=12")["合计"]["罚款"] == "1"


@pytest.mark.parametrize(
    ("acts", "datong", "huangshi"),
    [(["warning", "fine"], "fine", "fine"), (["revoke_licence", "bar"], "revoke_licence", "bar"), (["detention", "close"], "detention", "detention"),
     (["close", "bar"], "bar", "bar"), (["restrict", "revoke_licence"], "revoke_licence", "restrict"), (["other", "warning"], "warning", "warning"),
     (["confiscate_property", "confiscate_gains"], "confiscate", "confiscate"), (["other"], "other", "other"), ([], "unsaid", "unsaid")],
)  # fmt: skip
def test_the_heaviest_kind_under_both_orders(acts: list[str], datong: str, huangshi: str) -> None:
    assert (heaviest(acts, DATONG.order), heaviest(acts, HUANGSHI.order)) == (datong, huangshi)


# --- corrections


def test_a_corrected_case_counts_anew_and_only_once(cast: Cast, sign_in: SignIn) -> None:
    def report(**changes: str) -> None:
        content = as_csv(table([good(1, **changes)]))
        batch, _ = batches.receive(
            content=content, name=f"{zlib.crc32(content)}.csv", agency=cast.county_housing, kind=CaseKind.PENALTY, actor=None
        )
        batches.run(batch_id=batch.pk, today=date(2026, 4, 1))
        put("cases.batch_checked", dedupe_key=f"again:{batch.pk}", payload={"batch": batch.pk})
        for pk in waiting_jobs():
            run(pk)

    report()
    client = sign_in(cast.county_supervisor)
    assert some(shown(client)["合计"], "罚款", "警告", "罚没金额（万元）") == ["1", "0", "0.50"]
    report(**{"处罚种类": "警告", "罚款金额（元）": ""})
    assert some(shown(client)["合计"], "罚款", "警告", "罚没金额（万元）", "合计") == ["0", "1", "0.00", "1"]
    report(**{"处罚种类": "警告", "罚款金额（元）": "", "决定日期": "2025-12-31"})
    assert some(shown(client)["合计"], "警告", "合计") == ["0", "0"]
    assert shown(client)["上年同期"]["警告"] == "1"


def test_counting_again_from_nothing_gives_the_same(sample: Cast) -> None:
    names = [field.name for field in ActivityMonth._meta.fields if field.name != "id"]

    def kept() -> list[dict[str, Any]]:
        return list(ActivityMonth.objects.order_by("agency", "month", "what", "acts").values(*names))

    before = kept()
    assert before
    ActivityMonth.objects.filter(what="penalty").update(cases=99)
    activity.refresh_all()
    assert kept() == before


# --- the other tables


def test_licences_coercions_and_inspections_by_their_own_days(cast: Cast, sign_in: SignIn) -> None:
    at = cast.county_housing
    make_case(at, kind="licence", applied_on=date(2025, 12, 30), accepted_on=date(2026, 1, 2), decision_date=date(2026, 1, 9))
    make_case(at, kind="licence", applied_on=date(2026, 12, 30))
    for words in ("查封", "查封场所、设施", "扣押财物", "加处罚款", "限制人身自由", "其他", ""):
        make_case(at, kind="coercion", measure_kind=words, measure_from=date(2026, 5, 1))
    make_case(at, kind="inspection", inspected_on=date(2026, 5, 1), party_type="legal_person", scanned=True)
    make_case(at, kind="inspection", inspected_on=date(2026, 5, 2), party_type="self_employed", scanned=False)
    make_case(at, kind="inspection", inspected_on=date(2026, 5, 3), party_type="person", scanned=True)
    activity.refresh_all()
    client = sign_in(cast.county_supervisor)
    licence = shown(client, f"{YEAR}&table=licence")["合计"]
    assert some(licence, "申请", "受理", "许可", "不予许可", "撤销许可") == ["1", "1", "1", "", ""]
    coercion = shown(client, f"{YEAR}&table=coercion")["合计"]
    assert some(
        coercion, "查封场所、设施或者财物", "扣押财物", "加处罚款或者滞纳金", "其他强制措施", "未分措施或执行", "合计"
    ) == ["2", "1", "1", "1", "2", "7"]
    assert some(coercion, "其他强制执行", "申请法院强制执行") == ["", ""]
    others = shown(client, f"{YEAR}&table=others")["合计"]
    assert some(others, "检查", "其中：对经营主体", "其中：已扫码", "征收", "奖励") == ["3", "2", "1", "", ""]


def test_what_there_is_no_data_of_is_empty_and_said_never_nought(sample: Cast, sign_in: SignIn) -> None:
    client = sign_in(sample.county_supervisor)
    for one in TABLES:
        lines = shown(client, f"{YEAR}&table={one.key}")
        lacking = [column.label for column in one.columns if not column.has_source]
        assert all(line[label] == "" for line in lines.values() for label in lacking)
        page = client.get(f"{URL}?{YEAR}&table={one.key}")
        assert page.content.decode().count("无数据来源</small>") == len(lacking)
        told = "".join(page.context["footnotes"])
        assert all(label in told for label in lacking)


def test_people_and_certificates_as_of_the_end(cast: Cast, sign_in: SignIn) -> None:
    at = cast.county_housing
    officer(at, "A1", date(2025, 1, 1), date(2027, 1, 1))
    officer(at, "A2", date(2020, 1, 1), date(2026, 6, 30))
    officer(at, "A3", date(2025, 1, 1), date(2027, 1, 1), left_on=date(2026, 3, 31))
    officer(at, "A4", date(2025, 1, 1), date(2027, 1, 1), kind="auxiliary")
    client = sign_in(cast.county_supervisor)
    line = shown(client, f"{YEAR}&table=bodies")["合计"]
    assert some(line, "执法主体", "执法人员", "持证", "持证率", "法制审核人员") == ["1", "2", "1", "50.0%", ""]
    line = shown(client, f"{YEAR}&table=bodies&last=2")["合计"]
    assert some(line, "执法人员", "持证", "持证率") == ["3", "3", "100.0%"]


@pytest.mark.parametrize(
    ("words", "column"), [("查封扣押", "seal"), ("代履行", "substitute"), ("加处滞纳金", "surcharge"), ("其他", "untold")]
)
def test_a_measure_is_known_by_its_words(words: str, column: str) -> None:
    assert measure_of([words]) == column


# --- who sees what


def test_a2_a_county_sees_only_its_own_and_an_agency_itself(sample: Cast, sign_in: SignIn) -> None:
    assert set(shown(sign_in(sample.neighbour_supervisor))) == {"宁乡市市场监督管理局", "合计", "上年同期", "比上年同期"}
    assert shown(sign_in(sample.neighbour_supervisor))["合计"]["合计"] == "1"
    assert set(shown(sign_in(sample.housing_officer))) == {"浏阳市住房和城乡建设局", "合计", "上年同期", "比上年同期"}
    assert sign_in(sample.neighbour_supervisor).get(f"{URL}?{YEAR}&region=430181").context["asked"] is None
    assert sign_in(sample.township_assistant).get(URL).status_code == 403
    query = f"{YEAR}&table=penalty&column=total&agency={sample.county_housing.pk}"
    assert list(sign_in(sample.neighbour_supervisor).get(f"{CASES}?{query}").context["rows"]) == []


def test_the_city_by_places_by_agencies_and_within_one_place(sample: Cast, sign_in: SignIn) -> None:
    client = sign_in(sample.city_supervisor)
    by_place = shown(client)
    assert [by_place[label]["合计"] for label in ("长沙市本级", "浏阳市", "宁乡市", "合计")] == ["1", "7", "1", "9"]
    assert shown(client, f"{YEAR}&by=agency")["长沙市市场监督管理局"]["罚款"] == "1"
    assert set(shown(client, f"{YEAR}&region=430182")) == {"宁乡市市场监督管理局", "合计", "上年同期", "比上年同期"}
    client.post("/scope/", {"scope": "430181", "next": URL})
    assert shown(client)["合计"]["合计"] == "7"


def test_every_figure_leads_to_as_many_cases_as_it_says(world: World, sign_in: SignIn) -> None:
    activity.refresh_all()
    for who in (world.cast.city_supervisor, world.cast.county_supervisor, world.cast.housing_officer):
        client, tried = sign_in(who), 0
        for one in TABLES:
            context = client.get(f"{URL}?{YEAR}&table={one.key}").context
            for line in (*context["lines"], context["total"]):
                for _column, text, url in line["cells"]:
                    if url:
                        page = client.get(url)
                        assert page.context["page"].count_text == text, url
                        tried += 1
        assert tried > 5


def test_the_sample_leads_to_its_cases(sample: Cast, sign_in: SignIn) -> None:
    client = sign_in(sample.county_supervisor)
    for column, kinds in (
        ("fine", [["fine", "warning"], ["fine", "other"]]),
        ("revoke_licence", [["restrict", "revoke_licence"]]),
        ("unsaid", [[]]),
    ):
        rows = client.get(f"{CASES}?{YEAR}&table=penalty&column={column}").context["rows"]
        found = EnforcementCase.objects.filter(pk__in=[row.pk for row in rows])
        assert sorted(case.penalty_kinds for case in found) == sorted(kinds)
    assert list(client.get(f"{CASES}?{YEAR}&table=penalty&column=amount").context["rows"]) == []
    assert list(client.get(f"{CASES}?{YEAR}&table=licence&column=refused").context["rows"]) == []


def test_the_page_takes_the_same_statements_whatever_the_data(sample: Cast, sign_in: SignIn) -> None:
    client = sign_in(sample.city_supervisor)

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(f"{URL}?{YEAR}&by=agency")
        return len(captured)

    before = statements()
    for number in range(30):
        penalty(make_agency("market", region_code=f"43018{number % 3 + 3}"), ["fine"], "1")
    activity.refresh_all()
    assert statements() == before


# --- the files


def taken(client: Client, form: str, query: str = YEAR) -> tuple[str, bytes]:
    answer: Any = client.post(f"{FILE}?{query}", {"form": form})
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return unquote(answer["Content-Disposition"].partition("''")[2]), b"".join(answer.streaming_content)


def test_the_workbook_has_a_sheet_a_table_with_numbers_and_footnotes(sample: Cast, sign_in: SignIn) -> None:
    Agency.objects.filter(pk=sample.county_housing.pk).update(name="=1+1住建局")
    name, content = taken(sign_in(sample.county_supervisor), "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [one.title for one in TABLES] + ["保密提示"]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    lines = [list(row) for row in book["行政处罚实施情况"].iter_rows(values_only=True)]
    assert lines[0][0] == "浏阳市2026年度行政处罚实施情况表"
    line = dict(zip(lines[2], lines[3], strict=True))
    assert line["单位（地区）"] == "=1+1住建局"
    assert (line["罚款"], line["合计"]) == (2, 7)
    assert line["罚没金额（万元）"] == pytest.approx(2.633456)
    notes = "\n".join(str(row[0]) for row in lines if row[0])
    assert DATONG.source in notes
    assert "金额单位：万元" in notes
    licence = [list(row) for row in book["行政许可实施情况"].iter_rows(values_only=True)]
    assert dict(zip(licence[2], licence[3], strict=True))["不予许可"] is None
    (event,) = events()
    assert name == f"浏阳市2026年度行政执法统计 {event.target_id}.xlsx"
    assert event.target_id in "\n".join(str(row[0]) for row in book["保密提示"].iter_rows(values_only=True))
    assert event.payload["wanted"]["年度"] == "2026年"


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_paper_is_a_report_of_the_house_and_is_traced(sample: Cast, sign_in: SignIn, form: str) -> None:
    name, content = taken(sign_in(sample.county_supervisor), form)
    assert content.startswith(b"%PDF" if form == "pdf" else b"PK")
    (event,) = events()
    assert event.payload["form"] == form
    assert name.endswith(f"{event.target_id}.{form}")


def test_who_may_not_take_it_out_sees_no_button_and_gets_no_file(sample: Cast, sign_in: SignIn) -> None:
    client = sign_in(sample.county_director)
    assert FILE not in client.get(f"{URL}?{YEAR}").content.decode()
    assert client.post(f"{FILE}?{YEAR}", {"form": "xlsx"}).status_code == 403
    may = sign_in(sample.county_supervisor)
    assert FILE in may.get(f"{URL}?{YEAR}").content.decode()
    assert may.post(f"{FILE}?{YEAR}", {"form": "exe"}).status_code == 400
    assert may.post(f"{FILE}?{YEAR}&first=5&last=4", {"form": "xlsx"}).status_code == 400
    assert events() == []


def test_the_day_by_which_it_is_due_stands_on_the_page(sample: Cast, sign_in: SignIn) -> None:
    assert "2027年1月31日" in sign_in(sample.county_supervisor).get(f"{URL}?{YEAR}").content.decode()


def test_the_rollup_and_the_daily_one_agree_on_decisions(world: World) -> None:
    activity.refresh_all()
    rollups.refresh_all()
    decided = EnforcementCase.objects.filter(
        kind="penalty", decision_date__isnull=False, decision_type__in=("", "penalty")
    ).count()
    assert sum(ActivityMonth.objects.filter(what="penalty").values_list("cases", flat=True)) == decided > 0
