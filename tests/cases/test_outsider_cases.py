"""外人的案子：只看法条和规则文本写下的案例表，逐件交给真的引擎判断，再成批判断一次。

An outsider's cases. Nothing here was written from the rules' code; see `outsider_table.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from agencies.models import EnforcementOfficer
from cases.choices import ActKind, Severity
from cases.models import EnforcementCase, Finding
from cases.services.checking import check
from tests.cases import factories as make
from tests.cases.judging import FAIL, NOT_APPLICABLE, PASS, UNKNOWN, result
from tests.cases.outsider_table import HOUSING, LAWFUL, MARKET, TABLE

pytestmark = pytest.mark.django_db


def _rows() -> Iterator[Any]:
    for code, rows in TABLE.items():
        for number, (expected, why, changes) in enumerate(rows, 1):
            yield pytest.param(code, expected, why, LAWFUL[code] | changes, id=f"{code}-{number}-{why}")


def _build(record: dict[str, Any]) -> tuple[EnforcementCase, dict[str, Any]]:
    """The case with its parts; what is no field of the record comes back."""
    extra = {
        name: record.pop(name, None)
        for name in ("as_of", "spans", "extension", "service", "payment", "remedy", "severity", "says")
    }
    case = make.make_case(**record)
    for from_day, to_day, kind, *notified in extra["spans"] or []:
        make.make_span(case, from_day, to_day, kind, notified=notified[0] if notified else None)
    if extra["extension"]:
        make.make_extension(case, *extra["extension"])
    if extra["service"]:
        service = {"served_on": record.get("served_date")} | extra["service"]
        EnforcementCase.objects.filter(pk=case.pk).update(service_mode=service["mode"])
        case.refresh_from_db()
        make.make_service(case, service.pop("mode"), **service)
    if extra["payment"]:
        make.make_payment(case, *extra["payment"])
    if extra["remedy"]:
        make.make_remedy(case, *extra["remedy"])
    return case, extra


@pytest.mark.parametrize(("code", "expected", "why", "record"), _rows())
def test_the_engine_decides_as_the_statute_does(code, expected, why, record):
    case, extra = _build(dict(record))
    found = result(case, code, date.fromisoformat(extra["as_of"] or "2026-06-30"))
    assert found.outcome == expected, f"{code}：{why}；引擎说：{found.outcome.label}，{found.sentence}"
    if extra["severity"]:
        assert found.severity == extra["severity"]
    if extra["says"]:
        assert extra["says"] in found.sentence


OFFICERS = {
    "甲": {},
    "乙": {},
    "丙": {"valid_to": "2027-10-31"},
    "丁": {"out_of_force": [("2026-02-20", "2026-05-19")]},
    "戊": {"valid_from": "2026-03-02"},
    "己": {"out_of_force": [("2026-01-01", None)], "status": "revoked"},
    "辅": {"personnel": "auxiliary"},
}

# fmt: off
PEOPLE: list[tuple[str, str, str, list[tuple[str, str, str | None]], dict[str, Any]]] = [
    ("G-05", PASS, "询问两人签名，处罚法§42一款", [("inquiry", "2026-03-02", "甲乙")], {}),
    ("G-05", FAIL, "另一人是登记的辅助人员", [("inquiry", "2026-03-02", "甲辅")], {}),
    ("G-05", FAIL, "另一人以辅助身份签名", [("inquiry", "2026-03-02", "甲（乙）")], {}),
    ("G-05", FAIL, "一人持新旧两证仍是一人", [("inquiry", "2026-03-02", "甲+")], {}),
    ("G-05", FAIL, "两次行为中一次只有一人", [("inquiry", "2026-03-02", "甲乙"), ("onsite_inspection", "2026-03-03", "甲")], {}),
    ("G-05", UNKNOWN, "笔录签名人数缺失", [("inquiry", "2026-03-02", None)], {}),
    ("G-05", UNKNOWN, "没有记载任何行为", [], {}),
    ("G-05", FAIL, "当场处罚一人，简易程序不例外", [("onsite_penalty", "2026-03-02", "甲")], {"procedure": "summary"}),
    ("G-05", FAIL, "强制措施一人，行政强制法§18(二)", [("compulsory_measure", "2026-03-02", "甲")], {"kind": "coercion"}),
    ("G-05", PASS, "送达等其他环节不计人数", [("inquiry", "2026-03-02", "甲乙"), ("other", "2026-03-20", "甲")], {}),
    ("G-05", NOT_APPLICABLE, "2021-07-15 前", [("inquiry", "2021-07-14", "甲")], {"decision_date": "2021-07-14"}),
    ("G-06", PASS, "有效期最后一日", [("inquiry", "2027-10-31", "甲丙")], {}),
    ("G-06", FAIL, "到期次日未换证", [("inquiry", "2027-11-01", "甲丙")], {"severity": Severity.CRITICAL}),
    ("G-06", FAIL, "暂扣期间", [("inquiry", "2026-03-02", "甲丁")], {}),
    ("G-06", FAIL, "暂扣当日起算", [("inquiry", "2026-02-20", "甲丁")], {}),
    ("G-06", PASS, "暂扣前一日", [("inquiry", "2026-02-19", "甲丁")], {}),
    ("G-06", PASS, "返还当日恢复", [("inquiry", "2026-05-20", "甲丁")], {}),
    ("G-06", FAIL, "另有两名有效持证人在场，按较重", [("inquiry", "2026-03-02", "甲乙丁")], {"severity": Severity.HIGH}),
    ("G-06", PASS, "有效期首日", [("inquiry", "2026-03-02", "甲戊")], {}),
    ("G-06", FAIL, "发证前一日", [("inquiry", "2026-03-01", "甲戊")], {}),
    ("G-06", FAIL, "已吊销", [("inquiry", "2026-03-02", "甲己")], {}),
    ("G-06", UNKNOWN, "证件库查无此证", [("inquiry", "2026-03-02", "甲？")], {}),
    ("G-06", UNKNOWN, "未记载人员", [("inquiry", "2026-03-02", None)], {}),
    ("G-06", NOT_APPLICABLE, "2021-07-15 前", [("inquiry", "2021-07-14", "甲")], {"decision_date": "2021-07-14"}),
]
# fmt: on


def _sign(case: EnforcementCase, signatures: str) -> list[str | tuple[str, str]]:
    """Certificate numbers of the signatories; （x） signed as assistant, ？ is unknown to the register, + is the first one's other certificate."""
    officers: list[str | tuple[str, str]] = []
    first: EnforcementOfficer | None = None
    role = "enforcing"
    for sign in signatures:
        if sign in "（）":
            role = "assisting" if sign == "（" else "enforcing"
        elif sign == "？":
            officers.append("NO-SUCH-CERTIFICATE")
        else:
            certificate = make.make_certificate(case.agency, officer=first if sign == "+" else None, **OFFICERS.get(sign, {}))
            first = first or certificate.officer
            officers.append((certificate.number, role))
    return officers


@pytest.mark.parametrize(
    ("code", "expected", "why", "acts", "record"), [pytest.param(*row, id=f"{row[0]}-{row[2]}") for row in PEOPLE]
)
def test_the_engine_judges_people_as_the_statute_does(code, expected, why, acts, record):
    record = {"decision_date": "2026-03-30"} | record
    severity = record.pop("severity", None)
    case = make.make_case(**record)
    for kind, day, signatures in acts:
        signed = _sign(case, signatures) if signatures else []
        make.make_act(case, ActKind(kind), day, officers=signed)
    found = result(case, code, date(2027, 12, 1))
    assert found.outcome == expected, f"{code}：{why}；引擎说：{found.outcome.label}，{found.sentence}"
    if severity:
        assert found.severity == severity


# fmt: off
NUMBERS: list[tuple[str, str, list[tuple[str, str, dict[str, Any]]]]] = [
    (PASS, "同一决定两名当事人共用文号", [("2026-03-06", "甲公司", {}), ("2026-03-06", "乙公司", {})]),
    (FAIL, "两份不同决定同一文号", [("2026-03-06", "甲公司", {}), ("2026-03-09", "乙公司", {})]),
    (PASS, "不同机关文号相同不相干", [("2026-03-06", "甲公司", {}), ("2026-03-09", "乙公司", {"sector": HOUSING})]),
    (PASS, "带序号", [("2026-03-06", "甲公司", {"decision_no": "长市监罚〔2026〕12-1号"})]),
    (PASS, "方括号误作六角括号：提示不判", [("2026-03-06", "甲公司", {"decision_no": "长市监罚[2026]12号"})]),
    (FAIL, "普通程序无年份的文号", [("2026-03-06", "甲公司", {"decision_no": "第十二号"})]),
    (PASS, "简易程序印刷编号不查格式，处罚法§52", [("2026-03-06", "甲公司", {"decision_no": "4301000123", "procedure": "summary"})]),
    (UNKNOWN, "文号未采集", [("2026-03-06", "甲公司", {"decision_no": ""})]),
    (NOT_APPLICABLE, "尚未决定，没有文号", [("2026-03-06", "甲公司", {"decision_no": "", "decision_date": None, "decision_type": ""})]),
]
# fmt: on


@pytest.mark.parametrize(("expected", "why", "records"), [pytest.param(*row, id=f"Q-07-{row[1]}") for row in NUMBERS])
def test_the_engine_compares_document_numbers_as_the_rule_says(expected, why, records):
    usual = {"sector": MARKET, "decision_no": "长市监罚〔2026〕12号"}
    cases = [make.make_case(**usual | {"decision_date": day, "party_name": party} | more) for day, party, more in records]
    found = result(cases[0], "Q-07")
    assert found.outcome == expected, f"Q-07：{why}；引擎说：{found.outcome.label}，{found.sentence}"


def test_one_run_over_all_rows_finds_exactly_the_breaches_of_the_table():
    """The set-wise run says the same as the case page, row by row, with all the others beside it."""
    breaches, others = set(), set()
    for code, rows in TABLE.items():
        for expected, _, changes in rows:
            if "as_of" in changes:
                continue
            case, _ = _build(LAWFUL[code] | changes)
            (breaches if expected == FAIL else others).add((case.pk, code))
    check(as_of=date(2026, 6, 30))
    found = set(Finding.objects.values_list("case_id", "rule_code"))
    assert breaches - found == set()
    assert others & found == set()


@pytest.mark.parametrize(
    ("code", "changes", "cited", "not_cited"),
    [
        ("P-32", {"fine_amount": 201}, "《中华人民共和国行政处罚法》第五十一条", "第三十三条"),
        ("P-32", {"fine_amount": 51, "decision_date": "2021-07-14"}, "（2017年修正文本，条号待核）第三十三条", "第五十一条"),
        ("P-65", {"surcharge": 9901}, "第七十二条第一款第一项", "2017"),
        ("P-12", {"sector": HOUSING, "decision_date": "2026-03-02"}, "住房和城乡建设行政处罚程序规定", "市场监督管理"),
        (
            "P-12",
            {"sector": HOUSING, "informed_served_date": "2022-04-20", "decision_date": "2022-04-20"},
            "《中华人民共和国行政处罚法》第四十四条",
            "住房和城乡建设行政处罚程序规定",
        ),
    ],
)
def test_a_breach_is_told_with_the_law_of_its_day(code, changes, cited, not_cited):
    found = result(make.make_case(**LAWFUL[code] | changes), code)
    assert found.outcome == FAIL
    assert cited in found.basis
    assert not_cited not in found.basis


@pytest.mark.parametrize(("day", "cited"), [("2026-01-31", False), ("2026-02-01", True)])
def test_the_regulation_on_supervision_is_cited_from_its_first_day(day, cited):
    case = make.make_case(decision_date=day)
    make.make_act(case, ActKind.INQUIRY, "2026-01-05", officers=_sign(case, "甲己"))
    found = result(case, "G-06")
    assert found.outcome == FAIL
    assert ("《行政执法监督条例》第十七条第二款" in found.basis) is cited
