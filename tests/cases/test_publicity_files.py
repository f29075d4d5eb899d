"""双公示文件：应当公示而栏目齐全的才写进去，缺的列出来；个人信息不出库；导出的文件再导入，一栏不差。"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from agencies.models import Agency
from cases.choices import CaseKind
from cases.columns import PROFILES, publicity
from cases.models import EnforcementCase
from cases.publicity_exports import public_name, public_text
from cases.selectors.publicity import KINDS, required
from cases.services import batches
from supervision.tabular import Column, Kind
from tests.cases.factories import VALID_CREDIT_CODE, make_case
from tests.cast import Cast
from tests.exported import events

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
URL, FILE = "/publicity/", "/publicity/file/"
MARCH = "first=2026-03-01&last=2026-03-31"
CODE = "11430181006000001A"


@pytest.fixture(autouse=True)
def coded(cast: Cast) -> None:
    """Every agency of the cast has its credit code."""
    Agency.objects.filter(kind="enforcement").update(credit_code=CODE)


def penalty(agency: Agency, number: int = 1, **changes: Any) -> EnforcementCase:
    """A decision that has all that the standard asks for."""
    given: dict[str, Any] = {
        "kind": CaseKind.PENALTY, "decision_no": f"演住建罚〔2026〕{number}号", "decision_date": date(2026, 3, number), "decision_type": "penalty",
        "party_name": f"演示{number}号商贸有限公司", "party_type": "legal_person", "party_credit_code": VALID_CREDIT_CODE,
        "legal_representative": "演示甲", "cause": "未按规定明码标价", "facts": "销售三种商品未明码标价。", "legal_basis": "《中华人民共和国价格法》第四十二条",
        "content": "罚款五千元", "penalty_kinds": ["fine"], "fine_amount": Decimal("5000.00"), "publish_required": True,
    }  # fmt: skip
    return make_case(agency, **(given | changes))


def licence(agency: Agency, number: int = 1, **changes: Any) -> EnforcementCase:
    """A licence that has all of it."""
    given: dict[str, Any] = {
        "kind": CaseKind.LICENCE, "decision_no": f"演许〔2026〕{number}号", "decision_date": date(2026, 3, number), "party_name": f"演示{number}号商贸有限公司",
        "party_type": "other_organisation", "party_credit_code": VALID_CREDIT_CODE, "cause": "普通", "content": "准予施工", "case_no": f"证{number}",
        "licence_name": "施工许可证", "valid_from": date(2026, 3, number), "valid_to": date(2027, 3, 1),
    }  # fmt: skip
    return make_case(agency, **(given | changes))


def taken(client: Client, kind: str = "penalty", form: str = "csv", query: str = MARCH) -> tuple[str, bytes, list[list[str]]]:
    """The file: its name, its bytes, its lines with the headings."""
    answer: Any = client.post(f"{FILE}?kind={kind}&{query}", {"form": form})
    assert answer.status_code == 200, answer.content.decode()[:3000]
    assert answer["Cache-Control"] == "no-store, private"
    content = b"".join(answer.streaming_content)
    name = unquote(answer["Content-Disposition"].partition("''")[2])
    if form == "csv":
        return name, content, list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return name, content, [["" if cell.value is None else str(cell.value) for cell in line] for line in sheet.iter_rows()]


def cells(lines: list[list[str]], kind: CaseKind = CaseKind.PENALTY) -> list[dict[str, str]]:
    """The lines by the codes of the standard."""
    codes = [column.code for column in publicity.BY_KIND[kind].columns]
    return [dict(zip(codes, line, strict=True)) for line in lines[1:]]


# --- the form of the file


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_row_stands_in_the_standards_columns_codes_units_and_formats(cast: Cast, sign_in: SignIn, form: str) -> None:
    penalty(cast.county_housing, penalty_kinds=["warning", "fine", "confiscate_gains"], confiscated_amount=Decimal("123456.78"))
    _, _, lines = taken(sign_in(cast.county_supervisor), form=form)
    assert lines[0] == [column.label for column in publicity.PENALTY.columns]
    (row,) = cells(lines)
    assert row["CF_XDR_MC"] == "演示1号商贸有限公司"
    assert row["CF_XDR_LB"] == "法人"
    assert row["CF_XDR_SHXYM"] == VALID_CREDIT_CODE
    assert row["CF_CFLB"] == "警告、罚款、没收违法所得"
    assert (row["CF_NR_FK"], row["CF_NR_WFFF"]) == ("0.500000", "12.345678")
    assert row["CF_JDRQ"] == "2026/03/01"
    assert (row["CF_CFJG"], row["CF_CFJGDM"]) == ("浏阳市住房和城乡建设局", CODE)
    assert (row["CF_SJLY"], row["CF_SJLYDM"]) == ("浏阳市住房和城乡建设局", CODE)
    assert {code for code, value in row.items() if not value} == {
        "CF_XDR_GSZC", "CF_XDR_ZZJG", "CF_XDR_SWDJ", "CF_XDR_SYDW", "CF_XDR_SHZZ", "CF_FR_ZJLX", "CF_FR_ZJHM", "CF_XDR_ZJLX", "CF_XDR_ZJHM",
        "CF_NR_ZKDX", "CF_YXQ", "CF_GSJZQ", "BZ",
    }  # fmt: skip


def test_licences_have_their_own_columns(cast: Cast, sign_in: SignIn) -> None:
    licence(cast.county_housing)
    penalty(cast.county_housing)
    _, _, lines = taken(sign_in(cast.county_supervisor), "licence")
    (row,) = cells(lines, CaseKind.LICENCE)
    assert (row["XK_WSH"], row["XK_XKLB"], row["XK_XKZS"], row["XK_XKBH"]) == ("演许〔2026〕1号", "普通", "施工许可证", "证1")
    assert (row["XK_YXQZ"], row["XK_YXQZI"]) == ("2026/03/01", "2027/03/01")


# --- which decisions


def test_only_what_must_be_published_goes_out_and_every_other_decision_is_counted(cast: Cast, sign_in: SignIn) -> None:
    variants: tuple[dict[str, Any], ...] = (
        {}, {"publish_required": None, "published_date": date(2026, 3, 9)}, {"publish_required": None}, {"publish_required": False},
         {"publish_exempt_reason": "涉及未成年人"}, {"facts": ""}, {"decision_type": "no_penalty"}, {"decision_date": date(2026, 4, 1)},
    )  # fmt: skip
    for number, changes in enumerate(variants, start=1):
        penalty(cast.county_housing, number, **changes)
    client = sign_in(cast.county_supervisor)
    standing = client.get(f"{URL}?{MARCH}").context["standing"]
    assert (standing.decided, standing.ready, standing.lacking, standing.undecided, standing.withheld) == (6, 2, 1, 1, 2)
    assert [row["CF_WSH"] for row in cells(taken(client)[2])] == ["演住建罚〔2026〕1号", "演住建罚〔2026〕2号"]


def test_a_licence_that_nobody_says_anything_of_is_to_be_published(cast: Cast, sign_in: SignIn) -> None:
    licence(cast.county_housing, 1)
    licence(cast.county_housing, 2, publish_required=False)
    licence(cast.county_housing, 3, publish_exempt_reason="商业秘密")
    client = sign_in(cast.county_supervisor)
    standing = client.get(f"{URL}?kind=licence&{MARCH}").context["standing"]
    assert (standing.ready, standing.undecided, standing.withheld) == (1, 0, 2)
    assert len(taken(client, "licence")[2]) == 2


BLANKS: dict[str, dict[str, Any]] = {
    "party_type": {"party_type": ""},
    "party_credit_code": {"party_credit_code": ""},
    "legal_representative": {"legal_representative": ""},
    "decision_no": {"decision_no": ""},
    "cause": {"cause": ""},
    "facts": {"facts": ""},
    "legal_basis": {"legal_basis": ""},
    "penalty_kinds": {"penalty_kinds": []},
    "content": {"content": ""},
    "fine_amount_wan": {"fine_amount": None},
    "confiscated_amount_wan": {"penalty_kinds": ["confiscate_gains"]},
}


@pytest.mark.parametrize("key", BLANKS)
def test_a_row_that_lacks_a_required_column_is_told_with_its_remedy_and_not_written(
    cast: Cast, sign_in: SignIn, key: str
) -> None:
    case = penalty(cast.county_housing, **BLANKS[key])
    whole = penalty(cast.county_housing, 2)
    client = sign_in(cast.county_supervisor)
    page = client.get(f"{URL}?{MARCH}&gap={key}")
    label = publicity.PENALTY.column(key).label
    assert [(one.key, count) for one, count in page.context["standing"].gaps] == [(key, 1)]
    text = page.content.decode()
    assert "由报送单位补填后，用同一记录号重新报送" in text
    assert f'href="{case.get_absolute_url()}"' in text
    assert page.context["mending"] == [(case, (label,))]
    assert [row["CF_WSH"] for row in cells(taken(client)[2])] == [whole.decision_no]


def test_every_column_that_the_standard_requires_and_we_keep_is_asked_for() -> None:
    asked = {kind: {one.key for one in required(kind)} for kind in KINDS}
    assert asked[CaseKind.PENALTY] == {"party_name", "decision_date", "agency_credit_code", *BLANKS}
    assert asked[CaseKind.LICENCE] == {
        "party_name", "party_type", "party_credit_code", "decision_no", "cause", "content", "decision_date", "valid_from", "valid_to",
        "agency_credit_code",
    }  # fmt: skip


def test_a_missing_code_of_the_agency_is_not_the_agencys_record_to_mend(cast: Cast, sign_in: SignIn) -> None:
    Agency.objects.update(credit_code="")
    penalty(cast.county_housing)
    text = sign_in(cast.county_supervisor).get(f"{URL}?{MARCH}").content.decode()
    assert "由系统管理员在单位名录补上该单位的统一社会信用代码" in text


# --- personal data


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_d2_no_document_number_and_no_persons_name_goes_out(cast: Cast, sign_in: SignIn, form: str) -> None:
    penalty(
        cast.county_housing, party_name="欧阳演示", party_type="person", party_credit_code="", legal_representative="", party_identity="k1.finger",
        facts="欧阳演示（13900001111）占道经营，证件430102200801010018。", content="对欧阳演示罚款五千元",
    )  # fmt: skip
    _, content, lines = taken(sign_in(cast.county_supervisor), form=form)
    (row,) = cells(lines)
    assert row["CF_XDR_MC"] == "欧阳某某"
    assert row["CF_NR"] == "对欧阳某某罚款五千元"
    told = "".join("".join(line) for line in lines) + content.decode("utf-8", "ignore")
    for secret in ("欧阳演示", "13900001111", "430102200801010018", "k1.finger"):
        assert secret not in told


def test_a_shop_keeps_its_name_and_its_owner_does_not() -> None:
    assert public_name("浏阳市演示副食店", "self_employed") == "浏阳市演示副食店"
    assert public_name("王演示", "self_employed") == "王某某"
    assert public_name("王演示", "") == "王某某"
    assert public_text("王演示卖货", "王演示", "person") == "王某某卖货"
    assert public_text("演示公司卖货", "演示公司", "legal_person") == "演示公司卖货"


# --- the file comes in again

STORED = [
    *(name for name in ("party_name", "party_type", "party_credit_code", "legal_representative", "decision_no", "cause", "facts", "legal_basis")),
    *("content", "penalty_kinds", "fine_amount", "confiscated_amount", "decision_date", "case_no", "licence_name", "valid_from", "valid_to"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["penalty", "licence"])
def test_a_file_that_went_out_comes_in_again_without_loss(cast: Cast, sign_in: SignIn, kind: str, form: str) -> None:
    text = "一、事实；\n二、“证据”<甲>&乙，共 3 份\t。" if form == "xlsx" else "一、事实；“证据”, 共 3 份。"
    make = penalty if kind == "penalty" else licence
    odd = "=1+1 号摊位" if form == "xlsx" else "1+1 号摊位"
    types = ("legal_person", "other_organisation", "self_employed")
    for number, party_type in enumerate(types, start=1):
        more: dict[str, Any] = {"party_type": party_type, "content": text, "legal_representative": "演示甲" if number < 3 else ""}
        if kind == "penalty":
            more |= {"penalty_kinds": sorted(["warning", "fine", "confiscate_gains"][: number + 1]), "facts": odd,
                     "fine_amount": Decimal("0.01") * number, "confiscated_amount": Decimal("123456789.01") if number > 1 else None}  # fmt: skip
        make(cast.county_housing, number, **more)
    _, content, _ = taken(sign_in(cast.county_supervisor), kind, form)
    batch, _ = batches.receive(
        content=content, name=f"再导入.{form}", agency=cast.neighbour_market, kind=CaseKind(kind), actor=None, deliver=False
    )
    batch = batches.run(batch_id=batch.pk, today=date(2026, 4, 1))
    assert (batch.total, batch.stored, batch.refused) == (3, 3, 0), (batch.error, batch.notes)
    assert batch.profile == f"publicity.{kind}"
    sent = EnforcementCase.objects.filter(agency=cast.county_housing).order_by("decision_date")
    came = EnforcementCase.objects.filter(agency=cast.neighbour_market).order_by("decision_date")
    assert list(came.values(*STORED)) == list(sent.values(*STORED))


def test_the_round_trip_compares_every_column_of_the_standard_that_is_stored() -> None:
    profiles = [one for one in PROFILES if one.code.startswith("publicity")]
    fields = {"fine_amount_wan": "fine_amount", "confiscated_amount_wan": "confiscated_amount"}
    keys = {fields.get(column.key, column.key) for one in profiles for column in one.table.columns if _is_stored(column)}
    assert keys == set(STORED) | {"party_identity"}, "and the document number, which does not go out"


def _is_stored(column: Column) -> bool:
    return not column.key.startswith(("raw_", "agency_")) and column.kind in Kind


# --- who may, and what is kept of it


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_has_a_number_a_trace_and_a_mark_that_leaves_the_standards_form_alone(
    cast: Cast, sign_in: SignIn, form: str
) -> None:
    penalty(cast.county_housing)
    name, content, lines = taken(sign_in(cast.county_supervisor), form=form)
    (event,) = events()
    assert name == f"双公示行政处罚 {event.target_id}.{form}"
    assert event.payload["rows"] == 1
    assert event.payload["sha256"] == hashlib.sha256(content).hexdigest()
    assert event.payload["wanted"] == {"范围": "浏阳市", "种类": "行政处罚", "决定日期自": "2026-03-01", "至": "2026-03-31"}
    assert len(lines) == 2
    if form == "xlsx":
        mark = openpyxl.load_workbook(io.BytesIO(content)).worksheets[1]
        told = "\n".join(str(line[0].value) for line in mark.iter_rows())
        assert event.target_id in told
        assert "依法公示用" in told
        assert "内部使用" not in told


def test_a2_a_neighbour_takes_out_nothing_of_this_county_and_an_agency_its_own(cast: Cast, sign_in: SignIn) -> None:
    penalty(cast.county_housing, 1)
    penalty(cast.city_market, 2)
    assert len(taken(sign_in(cast.neighbour_supervisor))[2]) == 1
    assert sign_in(cast.neighbour_supervisor).get(f"{URL}?{MARCH}").context["standing"].decided == 0
    assert [row["CF_WSH"] for row in cells(taken(sign_in(cast.housing_officer))[2])] == ["演住建罚〔2026〕1号"]
    assert len(taken(sign_in(cast.city_supervisor))[2]) == 3
    query = f"{MARCH}&agency={cast.city_market.pk}"
    answer = sign_in(cast.county_supervisor).post(f"{FILE}?{query}", {"form": "csv"})
    assert answer.status_code == 400, "an agency out of reach is no choice"
    assert sign_in(cast.county_director).get(URL).status_code == 403
    assert sign_in(cast.county_director).post(f"{FILE}?{MARCH}", {"form": "csv"}).status_code == 403


def test_b10_many_rows_ask_for_a_fresh_proof_and_too_many_are_refused(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    for number in (1, 2, 3):
        penalty(cast.county_housing, number)
    settings.EXPORT_FRESH_ROWS = 2
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = sign_in(cast.county_supervisor)
        clock.shift(timedelta(minutes=16))
        answer: Any = client.post(f"{FILE}?{MARCH}", {"form": "csv"})
        assert answer.url.startswith("/me/confirm/")
    settings.EXPORT_MOST_ROWS = 2
    answer = sign_in(cast.county_supervisor).post(f"{FILE}?{MARCH}", {"form": "csv"})
    assert answer.status_code == 400
    assert "一次最多导出 2 条" in answer.content.decode()
    assert events() == []


@pytest.mark.parametrize(
    "query", ["first=2026-03-31&last=2026-03-01", "first=2024-01-01&last=2026-03-01", "first=x&last=2026-03-01"]
)
def test_a_period_that_is_none_is_told_on_the_page(cast: Cast, sign_in: SignIn, query: str) -> None:
    page = sign_in(cast.county_supervisor).get(f"{URL}?{query}")
    assert page.status_code == 200
    assert page.context["standing"] is None
    assert sign_in(cast.county_supervisor).post(f"{FILE}?{query}", {"form": "csv"}).status_code == 400
