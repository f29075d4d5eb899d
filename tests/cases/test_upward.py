"""向省平台上报：新的和更正的都报到，只算一次；个人信息不出门；退回的说得清。"""

from __future__ import annotations

import datetime
import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone

from cases.columns import upward as schedule
from cases.models import EnforcementCase, ImportBatch, UpwardCase, UpwardPackage
from cases.services import upward
from cases.services.upward import resend
from supervision.audit.models import AuditEvent
from supervision.documents.models import StoredFile
from supervision.exchange.outgoing import STUCK_AFTER
from supervision.exchange.signing import SoftwareSigner
from supervision.outbox.models import OutboxJob
from supervision.web.errors import UserError
from tests.cases.intake_files import good
from tests.cases.reporting import packages, report, send_all, told
from tests.cases.test_personal_data import person, row
from tests.cast import Cast
from tests.province import SENDER, Province, key_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(settings: Any) -> Iterator[Province]:
    with Province().listening() as province:
        for name, value in province.settings().items():
            setattr(settings, name, value)
        yield province


def package() -> UpwardPackage:
    found: UpwardPackage = UpwardPackage.objects.latest("id")
    return found


def verbs() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.filter(verb__startswith="cases.package_").order_by("id").values_list("verb", "result"))


# --- what is sent


def test_new_cases_go_up_in_one_package_and_the_receipt_is_kept(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 3)
    report(cast.city_market, 2)
    send_all()
    assert packages() == [(1, "acknowledged", 5, 5, 0)]
    assert sorted(province.records) == sorted(f"case-{pk}" for pk in EnforcementCase.objects.values_list("pk", flat=True))
    assert told()["R0001"] == (1, "accepted", False)
    one = next(
        data for version, data in province.records.values() if data["agency_code"] == "LY-ZJ" and data["external_id"] == "R0001"
    )
    assert one["fine_amount"] == "5000.00"
    assert one["decision_date"] == "2026-03-02"
    assert one["party_name"] == "长沙演示1号商贸有限公司"
    assert "place" not in one
    kept = package()
    assert json.loads(kept.receipt)["message"] == str(kept.message)
    assert kept.receipt.encode() == province.receipts[str(kept.message)][1]
    assert kept.body.read() == province.bodies[0]
    assert verbs() == [("cases.package_made", "ok"), ("cases.package_acknowledged", "ok")]


def test_nothing_new_sends_nothing_and_a_correction_goes_up_as_the_next_version(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 3)
    send_all()
    send_all()
    assert len(province.bodies) == 1
    report(cast.county_housing, [good(1), good(2, **{"罚款金额（元）": "8000.00"})], name="更正.csv")
    send_all()
    assert packages() == [(1, "acknowledged", 3, 3, 0), (2, "acknowledged", 1, 1, 0)]
    assert told()["R0002"] == (2, "accepted", False)
    assert told()["R0001"] == (1, "accepted", False)
    assert sorted(version for version, _ in province.records.values()) == [1, 1, 2]


def test_large_batches_go_up_in_packages_in_order_and_no_two_at_once(
    cast: Cast, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upward, "MOST_RECORDS", 4)
    report(cast.county_housing, 10)
    upward.advance()
    upward.advance()
    assert len(packages()) == 1
    send_all()
    assert [row[:3] for row in packages()] == [(1, "acknowledged", 4), (2, "acknowledged", 4), (3, "acknowledged", 2)]
    assert [json.loads(body)["sequence"] for body in province.bodies] == [1, 2, 3]
    assert len(province.order) == len(set(province.order)) == 10


def test_what_is_corrected_while_the_province_is_away_goes_up_once_as_it_is_then(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 2)
    province.faults.extend(["500"] * 2)
    send_all()
    report(cast.county_housing, [good(1, **{"罚款金额（元）": "6000.00"})], name="一.csv")
    report(cast.county_housing, [good(1, **{"罚款金额（元）": "7000.00"})], name="二.csv")
    send_all(patient=True)
    assert [json.loads(body)["sequence"] for body in province.bodies] == [1, 1, 1, 2]
    case = EnforcementCase.objects.get(external_id="R0001")
    assert province.records[f"case-{case.pk}"][0] == 2
    assert province.records[f"case-{case.pk}"][1]["fine_amount"] == "7000.00"


def test_without_an_address_nothing_is_made_and_the_day_one_is_set_everything_goes_up(cast: Cast, settings: Any) -> None:
    report(cast.county_housing, 3)
    send_all()
    assert (packages(), told()) == ([], {})
    with Province().listening() as province:
        for name, value in province.settings().items():
            setattr(settings, name, value)
        send_all()
        assert len(province.records) == 3


def test_an_address_that_is_taken_away_and_comes_back_goes_on_where_it_stood(
    cast: Cast, province: Province, settings: Any
) -> None:
    report(cast.county_housing, 3)
    upward.advance()
    settings.EXCHANGE_ADDRESS = ""
    send_all()
    assert packages() == [(1, "ready", 3, 0, 0)]
    settings.EXCHANGE_ADDRESS = province.address
    send_all()
    assert packages() == [(1, "acknowledged", 3, 3, 0)]


def test_every_column_of_a_case_is_in_the_schedule_once() -> None:
    columns = [field.name for field in EnforcementCase._meta.concrete_fields]
    listed = [*schedule.PLAIN, *schedule.MASKED_TEXTS, *schedule.MASKED_NAMES, *schedule.KEPT_HERE]
    assert sorted(columns) == sorted(listed)


# --- personal data


def test_j3_no_identity_number_telephone_or_name_of_a_person_leaves(
    cast: Cast, province: Province, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    rows = [row(number, 当事人名称="牛桀骜", 法定代表人="马不羁", 案由=f"牛桀骜未明码标价（{person(number)['id']}）", 决定书文号=f"罚牛桀骜〔2026〕{number}号")
            for number in range(1, 31)]  # fmt: skip
    rows[0]["违法事实"] += f"牛桀骜辩称电话{person(1)['phone']}不是他的。"
    province.refuses = lambda record: f"当事人{person(1)['id']}查无此人" if record["id"].endswith("1") else ""
    province.faults.extend(["500", "wrong signature", "422"])
    report(cast.county_housing, rows)
    send_all(patient=True)
    resend(package=package(), actor=cast.city_supervisor)
    send_all(patient=True)
    sent = "\n".join(body.decode() for body in province.bodies)
    secrets = [text for number in range(1, 31) for text in person(number).values()] + ["牛桀骜", "马不羁", "演示路9号"]
    secrets += [text.lower() for text in secrets]
    assert "牛某某" in sent
    assert [secret for secret in secrets if secret in sent] == []
    assert "party_identity" not in sent
    kept = " ".join(UpwardCase.objects.values_list("reason", flat=True))
    assert "查无此人" in kept
    lines = (
        caplog.text
        + kept
        + " ".join(
            str(payload)
            for payload in AuditEvent.objects.filter(verb__startswith="cases.package_").values_list("payload", flat=True)
        )
    )
    assert str(package().message) in caplog.text
    assert [secret for secret in [*secrets, "某某"] if secret in lines] == []


# --- what goes wrong


@pytest.mark.parametrize(
    "fault", ["500", "503", "429", "cut", "cut after taking", "half a receipt", "redirect", "wrong signature", "no signature",
              "receipt of another", "one result too few", "receipt changed on the way"],
)  # fmt: skip
def test_after_any_mishap_the_same_package_goes_out_again_and_counts_once(cast: Cast, province: Province, fault: str) -> None:
    report(cast.county_housing, 3)
    province.faults.append(fault)
    send_all()
    waiting = package()
    assert (waiting.state, waiting.failures, waiting.receipt) == ("ready", 1, "")
    assert waiting.problem.endswith("。")
    assert waiting.next_try_at is not None
    assert waiting.next_try_at > timezone.now()
    assert told()["R0001"] == (1, "", False)
    send_all(patient=True)
    assert packages() == [(1, "acknowledged", 3, 3, 0)]
    assert len(province.order) == 3
    assert province.bodies[0] == province.bodies[1]
    assert province.requests[0]["exchange-message"] == province.requests[1]["exchange-message"]
    assert province.requests[0]["exchange-nonce"] != province.requests[1]["exchange-nonce"]


def test_what_the_province_asks_to_wait_is_waited(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 1)
    province.faults.append("429")
    send_all()
    waiting = package()
    assert waiting.next_try_at is not None
    assert waiting.next_try_at - timezone.now() > datetime.timedelta(minutes=29)
    assert OutboxJob.objects.get(kind=upward.JOB, done_at=None).due_at == waiting.next_try_at


def test_a_province_that_is_dead_and_comes_back_gets_everything(cast: Cast, settings: Any) -> None:
    province = Province()
    with province.listening():
        for name, value in province.settings().items():
            setattr(settings, name, value)
        port = int(province.address.split(":")[2].split("/")[0])
    report(cast.county_housing, 3)
    send_all()
    assert package().problem.startswith("连接中断或者连不上")
    with province.listening(port):
        send_all(patient=True)
    assert len(province.records) == 3


def test_after_several_failures_it_counts_as_stuck_once_and_is_still_tried(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 2)
    province.faults.extend(["503"] * (STUCK_AFTER + 2))
    send_all(patient=True, most=STUCK_AFTER + 2)
    stuck = package()
    assert stuck.is_stuck
    assert stuck.problem == "对方暂时不能接收（503）。"
    unsent = ("cases.package_unsent", "failed")
    told = [("cases.package_made", "ok"), *[unsent] * (STUCK_AFTER - 1), ("cases.package_stuck", "failed"), *[unsent] * 2]
    assert verbs() == told
    send_all(patient=True)
    assert packages() == [(1, "acknowledged", 2, 2, 0)]


def test_what_the_province_refuses_as_a_whole_waits_for_a_person_who_sends_it_again(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 2)
    province.faults.append("422")
    send_all(patient=True)
    held = package()
    assert (held.state, held.problem) == ("held", "对方拒收（422）：格式版本已停用。")
    assert len(province.bodies) == 1
    assert verbs()[-1] == ("cases.package_stuck", "failed")
    resend(package=held, actor=cast.city_supervisor)
    send_all()
    assert packages() == [(1, "acknowledged", 2, 2, 0)]
    assert ("cases.package_resent", "ok") in verbs()


def test_sending_again_does_not_wait_and_makes_no_second_line_of_attempts(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 2)
    province.faults.extend(["503"] * 3)
    send_all()
    resend(package=package(), actor=cast.city_supervisor)
    with pytest.raises(UserError, match="发送队列"):
        resend(package=package(), actor=cast.city_supervisor)
    send_all()
    assert len(province.bodies) == 2
    send_all(patient=True, most=1)
    assert len(province.bodies) == 3, "the job of the turn before found its turn passed"
    send_all(patient=True)
    with pytest.raises(UserError, match="已经签收"):
        resend(package=package(), actor=cast.city_supervisor)


def test_only_the_sending_bodys_supervisor_sends_again(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 2)
    province.faults.append("422")
    send_all()
    for who in (cast.county_supervisor, cast.city_chief, cast.market_officer, cast.system_admin, cast.neighbour_supervisor):
        with pytest.raises(PermissionDenied):
            resend(package=package(), actor=who)


def test_a_package_whose_file_is_gone_says_so(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 2)
    upward.advance()
    package().body.path.unlink()
    send_all()
    assert "从备份恢复" in package().problem
    assert province.bodies == []


def test_a_job_that_died_is_given_another_by_the_next_ring(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 2)
    upward.advance()
    OutboxJob.objects.filter(kind=upward.JOB).update(dead=True)
    send_all()
    assert packages() == [(1, "acknowledged", 2, 2, 0)]


# --- what is sent back


def test_a_record_that_is_sent_back_says_why_until_a_corrected_one_goes_up(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 3)
    province.refuses = lambda record: (
        "罚款金额超出幅度" if record["data"]["fine_amount"] == "5000.00" and record["data"]["external_id"] == "R0002" else ""
    )
    send_all()
    assert packages() == [(1, "acknowledged", 3, 2, 1)]
    refused = UpwardCase.objects.get(outcome="refused")
    assert (refused.case.external_id, refused.reason, refused.agency_id) == ("R0002", "罚款金额超出幅度", cast.county_housing.pk)
    report(cast.county_housing, [good(2, **{"罚款金额（元）": "4000.00"})], name="更正.csv")
    send_all()
    assert told()["R0002"] == (2, "accepted", False)
    assert not UpwardCase.objects.filter(outcome="refused").exists()


def test_the_body_of_a_package_lies_sealed(cast: Cast, province: Province) -> None:
    report(cast.county_housing, 1)
    send_all()
    assert "长沙演示".encode() not in package().body.path.read_bytes()
    assert StoredFile.objects.filter(pk=package().body_id, media_type="application/json").exists()
    assert ImportBatch.objects.get().noted_upward


def test_the_public_key_that_the_province_registers_is_printed(province: Province) -> None:
    said = StringIO()
    call_command("exchange_key", stdout=said)
    assert said.getvalue().strip() == key_line(SENDER, province.sender)


def test_without_a_key_in_the_environment_one_is_made_that_only_its_owner_reads(settings: Any, tmp_path: Path) -> None:
    settings.EXCHANGE_KEY_FILE = tmp_path / "exchange" / "signing.key"
    first, second = SoftwareSigner().key, SoftwareSigner().key
    assert first == second
    assert settings.EXCHANGE_KEY_FILE.stat().st_mode & 0o777 == 0o600
