"""审计管理员的页面：找得到、看得懂、看得出有没有被改。"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from supervision.audit import witness
from supervision.audit.models import AuditEvent, SealerState
from supervision.audit.record import record
from supervision.audit.seal import seal
from supervision.outbox import run
from supervision.outbox.models import OutboxJob
from supervision.trail import selectors
from supervision.trail.models import Verification
from tests.audit.conftest import as_the_owner_of_the_database, write_events
from tests.cases import factories
from tests.cast import Cast
from tests.workflow.test_apply import make_matter

pytestmark = pytest.mark.usefixtures("as_owner")

SignIn = Callable[[Any], Client]


@pytest.fixture(autouse=True)
def _key_of_this_test(settings: Any, tmp_path: Any) -> None:
    settings.AUDIT_SIGNING_KEY = ""
    settings.AUDIT_KEY_FILE = tmp_path / "signing.key"
    settings.AUDIT_WITNESS_FILE = tmp_path / "witness.jsonl"


@pytest.fixture
def auditor(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.audit_admin)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_the_list_is_narrowed_by_person_verb_object_result_and_day(auditor: Client, cast: Cast):
    record("agencies.signed_in", actor=cast.city_supervisor, target=cast.city_supervisor)
    record("web.denied", actor=cast.county_supervisor, target=cast.county_housing, result="denied")
    events = reverse("trail:events")
    everything = text(auditor, events)
    assert "周督员" in everything
    assert "褚督员" in everything
    for query, there, gone in (
        ("person=周督员", "周督员", "浏阳市住房和城乡建设局"),
        (f"person={cast.county_supervisor.username}", "褚督员", "周督员</td>"),
        ("verb=web.denied", "褚督员", "周督员</td>"),
        ("result=denied", "褚督员", "周督员</td>"),
        (f"kind=agencies.agency&number={cast.county_housing.pk}", "褚督员", "周督员</td>"),
    ):
        shown = text(auditor, f"{events}?{query}")
        assert there in shown, query
        assert gone not in shown, query
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert "没有符合条件的留痕" in text(auditor, f"{events}?end={yesterday}")


def test_the_audit_administrator_reads_who_did_what_and_not_what_a_case_says(auditor: Client, cast: Cast):
    matter = make_matter(cast)
    record("notices.matter.noted", actor=cast.county_supervisor, target=matter, payload={"note": "当事人家中有病人", "items": 3})
    shown = text(auditor, reverse("trail:events"))
    assert f"监督事项 {matter.pk}" in shown
    assert matter.title not in shown
    page = text(auditor, reverse("trail:event", args=[AuditEvent.objects.latest("id").pk]))
    assert "业务内容 8 字，不在此显示" in page
    assert "当事人家中有病人" not in page
    assert matter.title not in page
    export = auditor.get(reverse("trail:export", args=["csv"])).content.decode()
    assert "当事人家中有病人" not in export
    assert matter.title not in export


def test_the_list_turns_pages_by_key(auditor: Client):
    write_events(120)
    first = auditor.get(reverse("trail:events"))
    second = auditor.get(reverse("trail:events") + first.context["page"].next_url)
    assert len(first.context["rows"]) == len(second.context["rows"]) == 50
    assert first.context["rows"][-1].pk == second.context["rows"][0].pk + 1


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_holds_the_selection_is_formula_safe_and_is_itself_an_event(auditor: Client, cast: Cast, form: str):
    record("web.denied", actor=cast.city_supervisor, payload={"path": "=1+1"})
    record("agencies.signed_in", actor=cast.city_supervisor)
    response = auditor.get(reverse("trail:export", args=[form]) + "?verb=web.denied")
    content = response.getvalue() if response.streaming else response.content
    if form == "xlsx":
        rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()]
        assert [row[3] for row in rows] == ["动作", "访问被拒绝"]
    else:
        lines = content.decode("utf-8-sig").splitlines()
        assert len(lines) == 4
        assert "访问被拒绝" in lines[2]
    event = AuditEvent.objects.get(verb="audit.exported")
    found = auditor.get(reverse("trail:events") + f"?export={event.target_id.lower()}").context["rows"]
    assert [one.pk for one in found] == [event.pk]
    mark = (
        lines[0]
        if form == "csv"
        else "".join(str(row[0].value) for row in load_workbook(io.BytesIO(content)).worksheets[1].iter_rows())
    )
    assert f"导出编号 {event.target_id}" in mark
    assert "动作：访问被拒绝" in mark
    assert (event.actor_name, event.payload["rows"], event.payload["wanted"]) == (
        str(cast.audit_admin)[:60],
        1,
        {"verb": "web.denied"},
    )


def test_an_event_shows_its_proof_and_that_it_is_unchanged(auditor: Client, cast: Cast):
    write_events(40, actor=cast.city_supervisor)
    event = AuditEvent.objects.order_by("id")[7]
    page = reverse("trail:event", args=[event.pk])
    assert "尚未封存" in text(auditor, page)
    seal()
    shown = text(auditor, page)
    assert "这条记录未被改动" in shown
    assert "第 7 号叶" in shown
    assert bytes(event.leaf_hash).hex() in shown
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("UPDATE audit_auditevent SET actor_name = '别人' WHERE id = %s", [event.pk])
        assert "这条记录与封存时不符" in text(auditor, page)
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("UPDATE audit_checkpoint SET note = replace(note, 'time 2', 'time 3')")
        assert "这条记录与封存时不符" in text(auditor, page)


def test_d9_a_sealer_that_stands_still_is_an_alarm_within_a_minute(auditor: Client, monkeypatch: pytest.MonkeyPatch):
    write_events(3)
    page = reverse("trail:seal")
    assert "封存报警" not in text(auditor, page)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(seconds=61))
    assert "有 4 条留痕等待封存已超过 60 秒，封存程序没有运行" in text(auditor, page)
    assert "封存报警" in text(auditor, reverse("trail:events"))
    seal()
    assert "封存报警" not in text(auditor, page)


def test_what_waits_is_counted_up_to_a_cap(auditor: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(selectors, "COUNTED", 3)
    write_events(2)
    waits = selectors.health()
    assert (waits.waiting_text, waits.waits_since) == ("3", AuditEvent.objects.order_by("id")[0].at)
    write_events(2)
    assert "3+ 条" in text(auditor, reverse("trail:seal"))
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(seconds=61))
    assert "有 3+ 条留痕等待封存已超过 60 秒" in text(auditor, reverse("trail:seal"))


def test_an_error_of_the_sealer_is_shown(auditor: Client):
    SealerState.objects.create(pk=1, error="KeyRefused: 密钥没有背书")
    assert "封存出错：KeyRefused" in text(auditor, reverse("trail:seal"))


def test_a_checkpoint_can_be_taken_away_as_text(auditor: Client, settings: Any):
    write_events(5)
    seal()
    assert reverse("trail:checkpoint", args=[6]) in text(auditor, reverse("trail:seal"))
    taken = auditor.get(reverse("trail:checkpoint", args=[6]))
    assert taken.content.decode().startswith(f"{settings.AUDIT_ORIGIN}\n6\n")


@pytest.mark.parametrize("tampered", [False, True])
def test_a_verification_on_demand_runs_in_the_background_and_is_recorded(auditor: Client, settings: Any, tampered: bool):
    write_events(30)
    seal()
    witness.export(settings.AUDIT_WITNESS_FILE)
    auditor.post(reverse("trail:verify"))
    auditor.post(reverse("trail:verify"))  # a second press orders no second one
    asked = Verification.objects.get()
    assert "等待后台核验" in text(auditor, reverse("trail:verify_progress", args=[asked.pk]))

    def work() -> str:
        for pk in OutboxJob.objects.filter(done_at=None).values_list("pk", flat=True):
            run.run(pk)
        assert auditor.get(reverse("trail:verify_progress", args=[asked.pk])).headers["HX-Refresh"] == "true"
        return text(auditor, reverse("trail:seal"))

    if tampered:
        with as_the_owner_of_the_database() as cursor:
            cursor.execute(
                "DELETE FROM audit_auditevent WHERE id = (SELECT event_id FROM audit_sealedleaf WHERE leaf_index = 12)"
            )
            shown = work()
        assert "有误" in shown
        assert "第一处：第 12 号叶" in shown
    else:
        shown = work()
        assert "31 条逐条核对无误" in shown
        assert "与本机见证文件一致的有 31 条" in shown
    verbs = list(AuditEvent.objects.filter(verb__startswith="audit.").order_by("id").values_list("verb", flat=True))
    assert verbs == (["audit.verification_asked"] if tampered else ["audit.verification_asked", "audit.verified"])


def test_d3_a_refused_attempt_is_one_event(cast: Cast, sign_in: SignIn):
    client = sign_in(cast.city_supervisor)
    before = AuditEvent.objects.count()
    with transaction.atomic():
        assert client.get(reverse("trail:events")).status_code == 403
    events = list(AuditEvent.objects.order_by("id")[before:])
    assert [(event.verb, event.result, event.actor_id) for event in events] == [("web.denied", "denied", cast.city_supervisor.pk)]
    assert events[0].payload["path"] == reverse("trail:events")
    assert events[0].client_ip == "127.0.0.1"


def test_d3_an_attempt_on_what_one_does_not_see_is_one_event_like_one_on_nothing(cast: Cast, sign_in: SignIn):
    foreign, client = factories.make_case(cast.neighbour_market), sign_in(cast.county_supervisor)
    paths = [foreign.get_absolute_url(), "/cases/430102199001011234/", "/nowhere/"]
    assert [client.get(path).status_code for path in paths] == [404] * 3
    assert Client().get(paths[0]).status_code == 302
    told = AuditEvent.objects.filter(verb="web.denied").order_by("id").values_list("actor_id", "result", "payload")
    assert [(actor, result, payload["path"]) for actor, result, payload in told] == [
        (cast.county_supervisor.pk, "denied", paths[0]),
        (cast.county_supervisor.pk, "denied", "/cases/430102********1234/"),
    ], "an address that is no page of ours tells nothing"
