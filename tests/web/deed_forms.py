"""办得成的事的表单：每件事一份填得完整的表单，由一处的东西写成。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agencies.models import Agency
from agencies.registers.officers import OFFICERS
from agencies.registers.power_items import POWER_ITEMS
from cases.registers.laws import ARTICLES, LAWS
from cases.registers.parameters import PARAMETERS
from tests.web.registers import as_it_stands, filled_in
from tests.web.world import Place

Form = Callable[[Place], dict[str, Any]]


def key(name: str, thing: str, **more: Any) -> Form:
    return lambda place: {name: place.of(thing)["pk"], **more}


def answers(place: Place) -> dict[str, Any]:
    return {f"{part}-{key}": "已整改。" for key in place.of("handling_rows")["answers"] for part in ("answer", "measures")}


def draft(place: Place) -> dict[str, Any]:
    return {"title": "改过的标题", "opening": "开头", "period_amount": 15, "period_unit": "day", "then": "save"}


def referred(place: Place) -> dict[str, Any]:
    return {"outcome": "referred", "referred_on": day(), "document_number": "浏司函〔2026〕8号", "receiver": "浏阳市监察委员会"}


def visit(place: Place) -> dict[str, Any]:
    """The place's own bureau sent somebody: another bureau chooses among its own people."""
    return {"visited_on": "2026-03-10", "place": "施工现场", "observed": "围挡未拆除。", "members": [place.people.supervisor.pk]}


def objection(place: Place) -> dict[str, Any]:
    return {"item": place.of("delivered_item")["item"], "reason": "事实有出入。"}


def suspension(place: Place) -> dict[str, Any]:
    law = {"cause": "无故拒不出示证件。", "local_basis": "《长沙市行政执法监督条例》第二十二条（演示）"}
    return {"certificate": place.of("certificate")["pk"], "from_day": day(), "to_day": day(30), **law}


def evidence(place: Place) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("另一份.pdf", b"%PDF-1.7 another")}


def batch(place: Place) -> dict[str, Any]:
    return {"kind": "penalty", "agency": place.of("agency")["pk"], "file": SimpleUploadedFile("a.csv", "当事人\n甲\n".encode())}


def plan(title: str) -> Form:
    sizes = {
        "size_inspection": 1,
        "heavy_fine": 10_000,
        "excellent_from": 90,
        "good_from": 75,
        "pass_from": 60,
        "gap": 15,
        "rule_cap": 10,
    }
    period = {"period_start": "2026-01-01", "period_end": "2026-10-31"}
    return lambda place: {"title": title, "agencies": [place.of("agency")["pk"]], **period, **sizes}


def assigning(place: Place) -> dict[str, Any]:
    return {"action": "assign", "reviewers": [place.people.chief.pk, place.people.legal.pk]}


def replacing(place: Place) -> dict[str, Any]:
    return {"action": "replace", "seat": "first", "reviewer": place.people.supervisor.pk}


def sample(place: Place) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("s.csv", "店名,来的日子\n甲,2026-03-02\n".encode())}


def profile(place: Place) -> dict[str, Any]:
    return {"name": "某系统导出", "kind": "inspection", "agency": place.of("agency")["pk"], **sample(place)}


HOLIDAYS = (  # noqa: SIM905
    "01-01 元旦 02-06 春节 02-07 春节 02-08 春节 02-09 春节 04-05 清明节 05-01 劳动节 05-02 劳动节 06-09 端午节 09-15 中秋节 "
    "10-01 国庆节 10-02 国庆节 10-03 国庆节"
).split()


def arrangement(place: Place) -> dict[str, Any]:
    lines = "".join(f"2027-{day},否,{name}\n" for day, name in zip(HOLIDAYS[::2], HOLIDAYS[1::2], strict=True))
    return {"year": 2027, "source": "演示来源", "file": SimpleUploadedFile("2027.csv", f"日期,是否工作日,名称\n{lines}".encode())}


def one_report(place: Place) -> dict[str, Any]:
    return {"region": place.people.bureau.region_code, "period": "2025-12"}


def day(offset: int = 0) -> str:
    return str(timezone.localdate() + timedelta(days=offset))


def account(place: Place) -> dict[str, Any]:
    return {"username": "newcomer", "display_name": "钱新人", "agency": place.people.agency.code, "reason": "调入"}


def post(place: Place) -> dict[str, Any]:
    return {"role": "supervisor", "title": "科员", "starts_on": day(), "reason": "任命", "agency": place.people.bureau.code}


def deputy(place: Place) -> dict[str, Any]:
    return {"delegate": place.of("colleague")["pk"], "starts_on": day(), "ends_on": day(5), "reason": "出差"}


def exception(place: Place) -> dict[str, Any]:
    return {"kind": "finding", "act": "view", "expires_on": day(9), "reason": "会商", "number": place.of("finding")["pk"]}


def waiver(place: Place) -> dict[str, Any]:
    return {
        "rule": "P-53", "agency": place.people.agency.pk, "reason": "试点", "basis": "演示文件", "valid_from": day(), "valid_to": day(30),
        "item_code": "",
    }  # fmt: skip


def lead(place: Place) -> dict[str, Any]:
    return {
        "agency": place.people.agency.pk, "source": "complaint", "received_on": "2026-03-02", "text": "反映另一件事。", "name": "孔某某",
        "contact": "0731-80000000",
    }  # fmt: skip


def report(place: Place) -> dict[str, Any]:
    return {"agency": place.people.agency.pk, "text": "又反映一件事。", "contact": "0731-80000000"}


def passing(place: Place) -> dict[str, Any]:
    return {"action": "pass", "to": Agency.objects.get(code="CS-SFJ").pk, "words": "涉及多个县区"}


def appraisal(title: str) -> Form:
    items = {"title_0": "程序合法", "aspect_0": "quality", "looks_0": "抽查案件", "points_0": "70"}
    items |= {"title_1": "整改见效", "aspect_1": "effect", "looks_1": "复查情况", "points_1": "30"}
    plan = {
        "title": title,
        "period_start": "2026-01-01",
        "period_end": "2026-12-31",
        "basis": "条例第十九条",
        "situation": "重点领域",
    }
    return lambda place: plan | items | {"agencies": [place.of("agency")["pk"]]}


def published(part: str) -> Form:
    told = {
        "manner": "society",
        "place": "门户网站",
        "secrecy": "handled",
        "secrecy_note": "概括了两处",
        "words": "十一月查阅案卷",
    }
    return lambda place: {"action": f"publish_{part}", "on": day(), **told}


def points(place: Place) -> dict[str, Any]:
    given = {key: {f"points-{key}": "1.5", f"words-{key}": "有缺漏"} for key in place.of("appraisal_items")["items"]}
    return {name: value for form in given.values() for name, value in form.items()}


def hand_over(place: Place) -> dict[str, Any]:
    return {"successor": place.of("colleague")["username"], "reason": "调离"}


def new_item(place: Place) -> dict[str, Any]:
    return filled_in(
        POWER_ITEMS, agency=place.people.agency.name, code="YS-XZ-1", name="某项", kind="licence", basis="某法", valid_from="2026-01-01",
        source="清单", reason="公布",
    )  # fmt: skip


def new_officer(place: Place) -> dict[str, Any]:
    return filled_in(OFFICERS, agency=place.people.agency.name, name="新来的人", kind="officer", reason="调入")


def new_parameter(place: Place) -> dict[str, Any]:
    known = as_it_stands(PARAMETERS, place, "parameter", region_code="4301", status="unverified", reason="补充")
    return {key: value for key, value in known.items() if key != "seen"}


def new_law(place: Place) -> dict[str, Any]:
    return filled_in(LAWS, code="演示法", title="演示法", level="law", source="演示", status="unverified", reason="补充")


def new_article(place: Place) -> dict[str, Any]:
    return filled_in(ARTICLES, law="行政处罚法", number="第九十九条", summary="演示", effective_from="2026-01-01", reason="补充")
