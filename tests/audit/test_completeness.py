"""每一处改动都有留痕：在数据库一层数，不信服务自己说的。

D1: a temporary trigger notes every changed row of every legal table with its transaction; each such transaction must hold an event. Whole
passages through the services stand here; every request and every job of the whole suite is held to it by `tests/capture.py`.
D2: what an event must hold, and that no personal data stands in it in clear.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.db.transaction import atomic
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.access import grants, things
from agencies.choices import Role
from agencies.models import Region, User
from agencies.services import accounts, deputising, passwords, posts
from cases.models import EnforcementCase, Unmasking
from reports.services import receipts
from supervision.audit import reads
from supervision.audit.models import AuditEvent
from supervision.audit.record import record
from supervision.audit.words import is_named
from supervision.celery import app
from supervision.outbox import run
from supervision.outbox.models import OutboxJob
from supervision.schedule import SCHEDULE
from supervision.web.fresh import PROVED_AT
from tests.capture import BESIDE, TRAIL, Untraced, accounted, legal_tables
from tests.cases import factories
from tests.cases.intake_files import as_csv, good, table
from tests.cast import Cast, build_cast
from tests.notices import builders
from tests.notices.builders import do_jobs, fresh
from tests.reports import world

pytestmark = pytest.mark.usefixtures("as_owner")

_CAPTURE = """
CREATE TABLE capture_changes (place text, xid xid8);
CREATE FUNCTION capture_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO capture_changes VALUES (TG_TABLE_NAME, pg_current_xact_id()); RETURN NULL; END $$;
"""


@contextmanager
def captured(tables: list[str]) -> Iterator[None]:
    """Every row that changes in these tables is noted with its transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_CAPTURE)
        for table in tables:
            cursor.execute(
                f'CREATE TRIGGER capture AFTER INSERT OR UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION capture_note()'
            )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP FUNCTION capture_note() CASCADE; DROP TABLE capture_changes")


def unnamed() -> set[str]:
    """Entries of payloads that a reader of the trail would see under their code name."""
    return {name for payload in AuditEvent.objects.values_list("payload", flat=True) for name in payload if not is_named(name)}


def changes_without_an_event() -> list[tuple[str, int]]:
    """(table, transactions) in which a row changed and nothing was recorded."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, count(DISTINCT xid) FROM capture_changes WHERE place <> 'audit_auditevent' AND xid NOT IN"
            " (SELECT xid FROM capture_changes WHERE place = 'audit_auditevent') GROUP BY place ORDER BY place"
        )
        return cursor.fetchall()


def watched() -> list[str]:
    """The legal tables in which every change counts, the cases, and the trail."""
    return [*(table for table in legal_tables() if table not in BESIDE), "cases_enforcementcase", TRAIL]


@pytest.mark.django_db(transaction=True)
def test_d1_every_changed_row_of_a_legal_table_has_an_event_of_its_transaction():
    cast = build_cast()
    finding = builders.make_finding(cast.county_housing)
    with captured(watched()):
        _the_whole_loop(cast, finding)
        left = changes_without_an_event()
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT place FROM capture_changes")
            touched = {place for (place,) in cursor.fetchall()}
    assert left == []
    assert unnamed() == set()
    assert {"notices_matter", "notices_instrument", "notices_agencyresponse", "cases_finding"} <= touched


def _the_whole_loop(cast: Cast, finding: Any) -> None:
    """From the triage of a finding to a closed instrument, through pages where there are pages."""
    browser = Client()
    browser.force_login(cast.county_supervisor)
    done = browser.post(reverse("cases:finding_act", args=[finding.pk]), {"action": "confirm"})
    assert done.status_code == 302
    opened = browser.post(
        reverse("notices:matter_open") + f"?finding={finding.pk}",
        {"title": "新事项", "problem_type": "02", "method": "routine", "finding": finding.pk},
    )
    assert opened.status_code == 302, opened.content.decode()[-2000:]
    matter = builders.Matter.objects.get()
    drafted = browser.post(reverse("notices:matter_draft", args=[matter.pk]), {"kind": "opinion"})
    assert drafted.status_code == 302
    instrument = builders.Instrument.objects.get()
    builders.issuing.submit(instrument=fresh(instrument), actor=cast.county_supervisor)
    builders.issuing.pass_check(instrument=fresh(instrument), actor=cast.county_chief)
    builders.issuing.sign(instrument=fresh(instrument), actor=cast.county_director)
    do_jobs()
    builders.responding.acknowledge(instrument=fresh(instrument), actor=cast.housing_officer)
    builders.answer_all(fresh(instrument), cast.housing_officer)
    builders.responding.respond(instrument=fresh(instrument), actor=cast.housing_officer)
    builders.verify_all(fresh(instrument), cast.county_supervisor)
    assert fresh(instrument).state == "responded"


@pytest.mark.django_db(transaction=True)
def test_d1_what_comes_in_is_traced():
    cast = build_cast()
    browser = Client()
    browser.force_login(cast.market_officer)
    file = SimpleUploadedFile("报送.csv", as_csv(table([good(1), good(2, 决定日期="2026-02-30")])))
    with captured(watched()):
        form = {"kind": "penalty", "agency": cast.city_market.pk, "file": file}
        assert browser.post(reverse("cases:upload"), form).status_code == 302
        run.run(OutboxJob.objects.get(kind="cases.import_batch").pk)
        assert changes_without_an_event() == []
        assert unnamed() == set()
        assert EnforcementCase.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_d1_a_report_from_its_request_to_its_receipt_is_traced():
    cast = build_cast()
    world.build_world(cast, cases=40)
    with captured(watched()):
        report = world.issued(world.approved(world.compiled(cast.city), cast), cast)
        receipts.acknowledge(receipt=report.receipts.get(agency=cast.county_bureau), actor=cast.county_supervisor)
        assert changes_without_an_event() == []
        assert unnamed() == set()
        assert report.state == "issued"


@pytest.mark.django_db(transaction=True)
def test_d1_what_administrators_do_is_traced():
    cast, today = build_cast(), timezone.localdate()
    with captured(watched()):
        new, _ = accounts.create_account(
            username="newcomer", display_name="钱新人", agency=cast.county_bureau, reason="录用", actor=cast.system_admin
        )
        post = posts.give_post(
            user=new, agency=cast.county_bureau, role=Role.SUPERVISOR, title="科员", starts_on=today, reason="任命",
            actor=cast.security_admin,
        )  # fmt: skip
        lent = deputising.delegate_post(
            post=post, delegate=cast.county_chief, starts_on=today, ends_on=today, reason="出差", actor=fresh_user(new)
        )
        deputising.revoke_delegation(delegation=lent, actor=fresh_user(new))
        case, thing = factories.make_case(cast.neighbour_market), things.get("case")
        named = grants.grant_exception(
            user=fresh_user(new), thing=thing, obj=case, permission="cases.view_case", reason="会商", expires_on=today,
            actor=cast.security_admin,
        )  # fmt: skip
        grants.revoke_exception(exception=named, reason="会商结束", actor=cast.security_admin)
        passwords.reset_password(account=new, actor=cast.system_admin, reason="本人当面申请")
        posts.end_post(post=post, last_day=today, reason="调离", actor=cast.security_admin)
        accounts.disable_account(user=new, reason="离职", actor=cast.system_admin)
        assert [table for table, _ in changes_without_an_event()] == ["cases_enforcementcase"], "the fixture's case alone"
        assert unnamed() == set()


def fresh_user(user: User) -> User:
    """As a new request would load them."""
    return User.objects.get(pk=user.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("task", sorted({entry["task"] for entry in SCHEDULE.values()}))
def test_d1_what_the_schedule_rings_for_is_traced(task: str):
    app.loader.import_default_modules()  # as a worker does when it starts
    cast = build_cast()
    world.build_world(cast, cases=40)
    builders.delivered(cast)
    with captured(watched()):
        app.tasks[task]()
        do_jobs()
        assert changes_without_an_event() == []
        assert unnamed() == set()


@pytest.mark.django_db(transaction=True)
def test_d1_a_command_that_changes_the_regions_is_traced():
    with captured(watched()):
        call_command("load_regions")
        call_command("load_regions")
        assert changes_without_an_event() == []
    assert (
        list(AuditEvent.objects.filter(verb="agencies.regions_loaded").values_list("actor_id", "payload"))
        == [(None, {"count": Region.objects.count()})] * 2
    )


@pytest.mark.django_db(transaction=True)
def test_d1_the_capture_would_find_an_untraced_change():
    cast = build_cast()
    with captured(watched()):
        type(cast.county_housing).objects.filter(pk=cast.county_housing.pk).update(phone="0731-1")
        assert changes_without_an_event() == [("agencies_agency", 1)]


@pytest.mark.parametrize("transaction", [True, False])
def test_d1_a_page_or_a_job_that_left_no_event_would_fail_its_test(request: Any, transaction: bool):
    request.getfixturevalue("transactional_db" if transaction else "db")
    cast = build_cast()
    agencies = type(cast.county_housing).objects.filter(pk=cast.county_housing.pk)
    with pytest.raises(Untraced, match="agencies_agency"), accounted("a page"):
        agencies.update(phone="0731-1")
    with accounted("a page"), atomic():
        agencies.update(phone="0731-2")
        record("agencies.account_enabled", actor=None, target=cast.county_housing)
    with pytest.raises(Untraced), accounted("a page that was refused, and changed something all the same"):
        _refused_and_changed(agencies)
    with accounted("a page that only looks"):
        assert agencies.get().phone


@atomic
def _refused_and_changed(agencies: Any) -> None:
    agencies.update(phone="0731-3")
    record("web.denied", actor=None, result="denied")


def test_d2_an_event_of_a_page_holds_who_where_what_and_nothing_personal(
    cast: Cast, sign_in: Any, django_capture_on_commit_callbacks: Any
):
    secrets = ("赵隐名", "430102199001011234", "13812345678")
    case = factories.make_case(
        cast.county_housing, party_name=secrets[0], party_type="person", facts=f"{secrets[1]} {secrets[2]}"
    )
    client = sign_in(cast.county_supervisor)
    _forget()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.get(case.get_absolute_url()).status_code == 200
    assert client.get(case.get_absolute_url()).status_code == 200
    event = AuditEvent.objects.get(verb="cases.person_read")  # once an hour, not once a look
    assert event.actor_id == cast.county_supervisor.pk
    assert (event.result, event.target_type, event.target_id) == ("ok", "cases.enforcementcase", str(case.pk))
    assert (event.agency_id, event.client_ip, event.channel) == (cast.county_housing.pk, "127.0.0.1", "web")
    assert event.request_id
    everything = json.dumps(list(AuditEvent.objects.values("target_label", "payload", "actor_name")), ensure_ascii=False)
    assert not [secret for secret in secrets if secret in everything]


def _forget() -> None:
    client = reads._redis()
    for key in client.scan_iter("read:*"):
        client.delete(key)


@pytest.mark.django_db(transaction=True)
def test_sensitive_reads_are_events_once_an_hour_and_person():
    cast = build_cast()
    instrument = builders.delivered(cast)
    _forget()
    paper = reverse("notices:instrument_file", args=[instrument.pk, "pdf"])
    for user in (cast.county_supervisor, cast.county_chief):
        client = Client()
        client.force_login(user)
        for _ in range(3):
            assert client.get(paper).status_code == 200
    assert AuditEvent.objects.filter(verb="notices.paper_read").count() == 2


@pytest.mark.django_db(transaction=True)
def test_d3_every_export_is_an_event_of_its_own_however_often_in_an_hour():
    cast = build_cast()
    factories.make_case(cast.county_housing)
    client = Client()
    client.force_login(cast.county_supervisor)
    for _ in range(3):
        for form in ("csv", "xlsx"):
            response = client.post(reverse("cases:cases_export"), {"form": form})
            assert response.status_code == 200
            b"".join(response.streaming_content)
    told = (
        AuditEvent.objects.filter(verb="web.list_exported").order_by("id").values_list("actor_id", "target_id", "payload__form")
    )
    assert [(actor, form) for actor, _, form in told] == [
        (cast.county_supervisor.pk, "csv"),
        (cast.county_supervisor.pk, "xlsx"),
    ] * 3
    assert len({number for _, number, _ in told}) == 6


@pytest.mark.django_db(transaction=True)
def test_d3_every_look_at_personal_data_is_an_event_of_its_own_however_soon_after_the_last():
    """Ten minutes are one look; the next one of the same person, case and hour is another event."""
    cast = build_cast()
    case = factories.make_case(cast.county_housing, party_name="赵隐名", party_type="person")
    client = Client()
    client.force_login(cast.county_supervisor)
    session = client.session
    session[PROVED_AT] = int(time.time())
    session.save()
    for number in range(1, 4):
        for _ in range(2):  # pressed twice, and read again: still the same look
            asked = client.post(reverse("cases:unmask", args=[case.pk]), {"purpose": "verify", "reason": f"第{number}次核对身份"})
            assert asked.status_code == 302
            assert client.get(reverse("cases:personal", args=[case.pk])).status_code == 200
        told = AuditEvent.objects.filter(verb="cases.unmasked", actor_id=cast.county_supervisor.pk, target_id=str(case.pk))
        assert [event.payload["reason"] for event in told.order_by("id")] == [
            f"第{one}次核对身份" for one in range(1, number + 1)
        ]
        Unmasking.objects.update(granted_at=timezone.now() - timedelta(minutes=10, seconds=1))
