"""留痕只增不改，动作与痕迹同生共死。"""

from __future__ import annotations

from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from supervision.audit.leaf import FIELDS, leaf_hash
from supervision.audit.models import AuditEvent
from supervision.audit.record import record
from supervision.rowscope.claim import SYSTEM
from tests.cast import Cast


def test_an_event_keeps_who_what_where_and_the_result(cast: Cast):
    record("web.denied", actor=cast.city_supervisor, target=cast.county_housing, result="denied", payload={"path": "/x"})
    event = AuditEvent.objects.get()
    assert (event.actor_name, event.target_label, event.region_code) == ("周督员", "浏阳市住房和城乡建设局", "430181")
    assert event.words == "访问被拒绝"


def test_the_leaf_hash_commits_to_every_field(cast: Cast):
    record("web.denied", actor=cast.city_supervisor, payload={"a": 1})
    stored = AuditEvent.objects.get()
    fields = {name: getattr(stored, name) for name in FIELDS}
    assert bytes(stored.leaf_hash) == leaf_hash(fields)
    for name, other in {"actor_name": "周督", "payload": {"a": 2}, "target_label": "x", "client_ip": "10.0.0.1"}.items():
        assert leaf_hash({**fields, name: other}) != bytes(stored.leaf_hash)


def test_a_character_cannot_move_into_the_neighbouring_field(cast: Cast):
    record("web.denied", actor=None)
    fields = {name: getattr(AuditEvent.objects.get(), name) for name in FIELDS}
    one = leaf_hash({**fields, "target_type": "ab", "target_id": "c"})
    assert one != leaf_hash({**fields, "target_type": "a", "target_id": "bc"})


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_auditevent SET verb = 'x'", "DELETE FROM audit_auditevent", "TRUNCATE audit_auditevent"]
)
def test_the_database_refuses_to_change_or_remove_an_event(cast: Cast, statement: str):
    record("web.denied", actor=None)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_auditevent SET verb = 'x'", "DELETE FROM audit_auditevent", "TRUNCATE audit_auditevent"]
)
@pytest.mark.django_db(transaction=True)
def test_the_trail_refuses_even_the_owner_of_its_table(statement: str):
    with transaction.atomic():
        record("web.denied", actor=None)
    owner = connection.get_connection_params() | {"user": settings.OWNER_DATABASE["USER"]}
    with closing(psycopg2.connect(**owner)) as link, link, link.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('row_scope.claim', %s, true)", [SYSTEM.signed(backend=link.info.backend_pid, seconds=60)]
        )
        with pytest.raises(psycopg2.Error, match="只增不改"):
            cursor.execute(statement)


def test_a_verb_nobody_registered_cannot_be_recorded(db: None):
    with pytest.raises(KeyError):
        record("nobody.knows_this", actor=None)


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_recorded():
    with pytest.raises(transaction.TransactionManagementError):
        record("web.denied", actor=None)


@pytest.mark.django_db(transaction=True)
def test_the_trace_vanishes_with_the_deed():
    def deed() -> None:
        record("web.denied", actor=None)
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        deed()
    assert not AuditEvent.objects.exists()
