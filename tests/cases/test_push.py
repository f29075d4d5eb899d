"""接口报送：一批记录推进来，每一条的去向取回去。"""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.choices import Role
from agencies.models import Post, User
from agencies.services import accounts, posts, tokens
from cases.choices import CaseKind
from cases.models import EnforcementCase, ImportBatch
from cases.services.batches import receive
from supervision.audit.models import AuditEvent
from supervision.documents.storage import store
from supervision.outbox import run
from tests.cast import Cast

TODAY = timezone.localdate()
GOOD = {
    "record_no": "S-1", "decision_no": "浏住建罚〔2026〕1号", "decision_date": "2026-03-02", "party_name": "演示数据建筑有限公司",
    "cause": "未按规定设置围挡", "fine_amount": 3000.5, "penalty_kinds": ["罚款"], "hearing_required": False,
}  # fmt: skip


@pytest.fixture
def token(cast: Cast) -> str:
    """The housing bureau's system, set up and with a token."""
    machine, _ = accounts.create_account(
        username="zhujian-xitong",
        display_name="住建业务系统",
        agency=cast.county_housing,
        reason="对接",
        actor=cast.system_admin,
        machine=True,
    )
    posts.give_post(
        user=machine, agency=cast.county_housing, role=Role.REPORTING_SYSTEM, title="数据接口", starts_on=TODAY, reason="对接",
        actor=cast.security_admin,
    )  # fmt: skip
    expires_on = TODAY + datetime.timedelta(days=30)
    return tokens.issue_token(user=machine, expires_on=expires_on, reason="首次对接", actor=cast.system_admin)[1]


def push(token: str, records: Any, *, key: str = "K-1", kind: str = "penalty", **more: Any) -> Any:
    body = {"kind": kind, "records": records, **more}
    return Client().post(
        "/api/v1/batches/",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
    )


def results(token: str, url: str) -> Any:
    return Client().get(url, headers={"Authorization": f"Bearer {token}"})


def work() -> None:
    for job in run.waiting():
        run.run(job)


def test_each_record_has_its_result(token: str, cast: Cast) -> None:
    records = [
        GOOD,
        {**GOOD, "record_no": "S-2", "decision_date": "2026-02-30"},
        {**GOOD, "record_no": "S-3", "decision_no": "浏住建罚[2026]3号", "party_name": "演示数据“甲”公司，\n分公司"},
        {"记录号": "S-4", "当事人名称": "演示数据乙公司", "decision_date": "2026年3月4日"},
    ]
    answer = push(token, records)
    assert answer.status_code == 202
    assert answer["Location"] == answer.json()["url"]
    assert results(token, answer["Location"]).json()["state"] == "queued"
    work()
    done = results(token, answer["Location"])
    assert done.status_code == 207
    found = done.json()
    assert (found["total"], found["stored"], found["repaired"], found["refused"]) == (4, 2, 1, 1)
    assert [(one["record"], one["status"], one["outcome"]) for one in found["results"]] == [
        (0, 201, "stored"), (1, 422, "refused"), (2, 201, "repaired"), (3, 201, "stored"),
    ]  # fmt: skip
    assert found["results"][1]["problems"] == [
        {"column": "决定日期", "value": "2026-02-30", "message": "日期不存在", "remedy": "请改为真实日期，如 2026-02-28"}
    ]
    first = EnforcementCase.objects.get(external_id="S-1")
    assert found["results"][0]["case"] == first.pk
    assert (first.agency, first.fine_amount, first.penalty_kinds, first.hearing_required) == (
        cast.county_housing,
        3000.5,
        ["fine"],
        False,
    )
    assert EnforcementCase.objects.get(external_id="S-3").decision_no == "浏住建罚〔2026〕3号"
    batch = ImportBatch.objects.get()
    assert batch.uploaded_by.display_name == "住建业务系统"
    event = AuditEvent.objects.get(verb="cases.batch_received")
    assert event.actor_id == batch.uploaded_by_id


def test_a_correction_and_a_repetition_are_told_apart(token: str) -> None:
    push(token, [GOOD, {**GOOD, "record_no": "S-2"}])
    work()
    answer = push(token, [GOOD, {**GOOD, "record_no": "S-2", "cause": "擅自占道"}], key="K-2")
    work()
    found = results(token, answer["Location"]).json()["results"]
    assert [(one["status"], one["outcome"]) for one in found] == [(200, "unchanged"), (200, "superseded")]
    assert EnforcementCase.objects.get(external_id="S-2").cause == "擅自占道"


def test_E5_the_same_key_and_content_is_one_batch_however_often_it_comes(token: str) -> None:
    answers = [push(token, [GOOD]) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert len({answer.json()["id"] for answer in answers}) == 1
    work()
    again = push(token, [GOOD])
    assert (again.status_code, again.json()["state"]) == (200, "done")
    assert EnforcementCase.objects.count() == 1


def test_a_key_that_came_with_another_content_is_refused_and_nothing_is_kept(token: str) -> None:
    push(token, [GOOD])
    for records, kind in (([{**GOOD, "cause": "其他"}], "penalty"), ([{"party_name": "甲"}], "licence")):
        answer = push(token, records, kind=kind)
        assert answer.status_code == 409
        assert "已经用于另一份内容" in answer.json()["error"]
    assert ImportBatch.objects.count() == 1


BAD = [
    ([], "records", "不符合接口说明"),
    ("x", "records", "不符合接口说明"),
    ([["S-1"]], "records", "不符合接口说明"),
    ([{}], "records", "1 处不符合数据标准"),
    ([{"party_name": " ", "cause": None}], "records", "1 处不符合数据标准"),
    ([{**GOOD, "fine": 3}], "records", "1 处不符合数据标准"),
    ([{**GOOD, "party_name": {"name": "甲"}}], "records", "1 处不符合数据标准"),
    ([{**GOOD, "party_name": "甲\u0000乙"}], "records", "1 处不符合数据标准"),
    ([{**GOOD, "party_name": "\ud800"}], "records", "1 处不符合数据标准"),
    ([{**GOOD, "当事人名称": "甲"}], "records", "1 处不符合数据标准"),
    ([{**GOOD, "penalty_kinds": [["罚款"]]}], "records", "1 处不符合数据标准"),
]


@pytest.mark.parametrize(("records", "where", "words"), BAD)
def test_a_request_that_is_not_fit_is_refused_whole_and_says_where(token: str, records: Any, where: str, words: str) -> None:
    answer = push(token, records)
    assert answer.status_code == 400
    assert answer.json()["where"] == where
    assert words in answer.json()["error"]
    assert answer.json()["problems"]
    assert not ImportBatch.objects.exists()


def test_what_a_request_lacks_is_said_in_words_and_with_its_place(token: str) -> None:
    answer = push(token, [GOOD, "x", GOOD, 7], kind="罚")
    assert {problem["field"] for problem in answer.json()["problems"]} == {"kind", "records.1", "records.3"}
    assert all("ErrorDetail" not in problem["message"] and problem["message"] for problem in answer.json()["problems"])


def test_a_wrong_field_is_named_with_its_record(token: str) -> None:
    answer = push(token, [GOOD, {**GOOD, "record_no": "S-2", "fine": 3}])
    assert answer.json()["problems"] == [{"record": 1, "field": "fine", "message": "数据标准里没有这个字段"}]


@pytest.mark.parametrize("key", ["", "a b", "键", "x" * 81, "a\tb"])
def test_a_key_must_be_a_key(token: str, key: str) -> None:
    body = json.dumps({"kind": "penalty", "records": [GOOD]})
    more = {"HTTP_IDEMPOTENCY_KEY": key.encode().decode("latin-1")} if key else {}
    answer = Client().post(
        "/api/v1/batches/", body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}, **more
    )
    assert answer.status_code == 400
    assert answer.json()["where"] == "Idempotency-Key"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("{}", "text/plain", 415),
        ("a=1", "application/x-www-form-urlencoded", 415),
        ("[]", "application/json", 400),
    ],
)
def test_what_is_no_json_is_refused_in_json(token: str, content: str, kind: str, status: int) -> None:
    answer = Client().post(
        "/api/v1/batches/", content, content_type=kind, headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "K"}
    )
    assert answer.status_code == status
    assert answer.json()["error"]
    assert answer.json()["remedy"]


def test_more_records_than_ten_thousand_are_refused(token: str) -> None:
    answer = push(token, [{"record_no": str(number), "party_name": "甲"} for number in range(10_001)])
    assert answer.status_code == 400
    assert not ImportBatch.objects.exists()


def test_without_a_token_the_answer_says_how_to_come_in() -> None:
    answer = Client().post("/api/v1/batches/", "{}", content_type="application/json")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert "Authorization" in answer.json()["remedy"]


def test_another_agencys_batch_is_not_there(token: str, cast: Cast) -> None:
    batch = ImportBatch.objects.create(
        agency=cast.neighbour_market,
        region_code="430182",
        kind="penalty",
        file=store(b"a,b\n", media_type="text/csv"),
        file_sha256="0" * 64,
        file_name="邻县.csv",
    )
    foreign = results(token, f"/api/v1/batches/{batch.pk}/")
    nothing = results(token, f"/api/v1/batches/{batch.pk + 1000}/")
    assert foreign.status_code == 404
    assert foreign.content == nothing.content


def test_a_file_that_somebody_uploaded_is_no_batch_of_the_api(token: str, cast: Cast) -> None:
    """Its lines are not a request's records: there may be titles above them and blank lines between."""
    content = (
        "月报\n" + "记录号,当事人名称,决定日期\n" + "F-1,演示数据丙公司,2026-03-02\n,,\nF-2,演示数据丁公司,2026-03-02\n"
    ).encode()
    batch, _ = receive(content=content, name="月报.csv", agency=cast.county_housing, kind=CaseKind.PENALTY, actor=None)
    work()
    assert EnforcementCase.objects.count() == 2
    assert results(token, f"/api/v1/batches/{batch.pk}/").status_code == 404


def test_a_system_reports_for_its_own_agency_only(token: str, cast: Cast) -> None:
    answer = push(token, [GOOD], agency=cast.neighbour_market.code)
    assert answer.status_code == 400
    assert answer.json()["where"] == "agency"
    assert push(token, [GOOD], agency=cast.county_housing.code).status_code == 202


def test_a_system_of_several_agencies_names_one(token: str, cast: Cast) -> None:
    Post.objects.create(
        user=User.objects.get(username="zhujian-xitong"), agency=cast.city_market, role=Role.REPORTING_SYSTEM, title="接口"
    )
    assert push(token, [GOOD]).json()["error"] == "没有写明报送单位。"
    assert push(token, [GOOD], agency=cast.city_market.code).status_code == 202
    assert ImportBatch.objects.get().agency == cast.city_market


def test_A9_a_batch_that_waits_is_not_stored_once_the_system_lost_its_post(token: str, cast: Cast) -> None:
    answer = push(token, [GOOD])
    Post.objects.filter(user__is_machine=True).update(
        ends_on=TODAY - datetime.timedelta(days=1), starts_on=TODAY - datetime.timedelta(days=9)
    )
    work()
    assert not EnforcementCase.objects.exists()
    Post.objects.filter(user__is_machine=True).update(ends_on=None)
    assert results(token, answer["Location"]).json()["state"] == "failed"
    assert push(token, [GOOD]).status_code == 202  # the same key brings the same content again
    work()
    assert EnforcementCase.objects.count() == 1


def test_numbers_of_papers_are_hidden_in_the_answer(token: str) -> None:
    number = "430102199001011234"
    answer = push(token, [{**GOOD, "party_type": "个人", "party_identity": number, "decision_date": f"见{number}"}])
    work()
    assert number not in results(token, answer["Location"]).content.decode()


def test_a_request_may_be_as_large_as_the_guide_says(cast: Cast, token: str) -> None:
    """Ten thousand records of which each holds much: more than Django takes as a form, less than the 20 MB of the guide."""
    records = [GOOD | {"record_no": f"S-{number}", "facts": "现场检查发现。" * 80} for number in range(10_000)]
    body = json.dumps({"kind": "penalty", "records": records}, ensure_ascii=False).encode()
    assert 10 * 2**20 < len(body) < 20 * 2**20
    answer = Client().post(
        "/api/v1/batches/", body, content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "K-1"},
    )  # fmt: skip
    assert answer.status_code == 202, answer.content[:200]
    assert ImportBatch.objects.count() == 1


def test_a_request_that_is_too_large_or_no_json_is_told_so_in_json(cast: Cast, token: str) -> None:
    for body, status, words in (
        (b'{"kind": "' + b"x" * (20 * 2**20) + b'"}', 413, "太大"),
        (b'{"kind": NaN}', 400, "不是 JSON"),
        (b"\xff\xfe", 400, "不是 JSON"),
    ):
        answer = Client().post(
            "/api/v1/batches/", body, content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "K-9"},
        )  # fmt: skip
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
        assert words in answer.json()["error"]
