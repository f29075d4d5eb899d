"""留痕测试的公用件：一串封存好的事件、可以绕过触发器的手、临时的签名密钥。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from supervision.audit import context
from supervision.audit.models import AuditEvent, SealedLeaf, SigningKey
from supervision.audit.record import record
from supervision.audit.seal import seal
from supervision.audit.signing import signer
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _key_and_witness_of_this_test(settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_SIGNING_KEY = ""
    settings.AUDIT_KEY_FILE = tmp_path / "keys" / "signing.key"
    settings.AUDIT_WITNESS_FILE = tmp_path / "elsewhere" / "witness.jsonl"


def write_events(count: int, *, actor: Any = None, target: Any = None, start: int = 0) -> None:
    """So many different events, with every column filled; the signing key has been in use before."""
    key = signer().key
    if not SigningKey.objects.exists():
        SigningKey.objects.create(key_id=key.id.hex(), text=key.text)
    with transaction.atomic(), context.use(context.AuditContext(client_ip="10.1.2.3", channel="web")):
        for number in range(start, start + count):
            record(
                "web.denied", actor=actor, target=target, result=("ok", "denied", "failed")[number % 3],
                agency_id=number, payload={"序": number, "path": f"/x/{number}/", "说": ["一", {"b": None, "a": True}]},
            )  # fmt: skip


@pytest.fixture
def sealed(cast: Cast) -> Callable[[int], None]:
    """Write and seal events, a batch each call."""

    def make(count: int) -> None:
        waiting = AuditEvent.objects.count() - SealedLeaf.objects.count()
        write_events(count, actor=cast.city_supervisor, target=cast.county_housing)
        assert seal() == waiting + count

    return make


@contextmanager
def as_the_owner_of_the_database() -> Iterator[Any]:
    """A cursor that no trigger refuses, and everything as before afterwards."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        transaction.set_rollback(True)
