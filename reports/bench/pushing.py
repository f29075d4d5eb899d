"""接口报送：一批一万条记录由业务系统凭令牌推进来，入库、检查，逐条结果取回去；与同样内容写成文件、一份文件一批相比。"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from agencies.choices import Role
from agencies.models import Agency, User
from agencies.services.posts import give_post
from agencies.services.tokens import issue_token
from cases.choices import CaseKind
from cases.columns import TEMPLATES
from cases.services import batches
from cases.services.pushing import MOST_RECORDS
from reports.bench.city import City
from reports.bench.figure import Figure, Missing, seconds, step
from reports.bench.intake import AGENCY, penalty_rows
from supervision.audit import context
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run

RECORDS = 50_000
SYSTEM = "bench-system"
SYSTEM_ADMIN, SECURITY_ADMIN = "xitong", "anquan"
"""The demo's administrators: one hands out the token, the other the post."""
ACCEPTED, ONE_BY_ONE = 202, 207


def api_push(city: City) -> Iterator[Figure]:
    """Records a second through the interface, from the request to the result of each. Ratio = ours / the same records as files."""
    wanted = city.rows or RECORDS
    with city.scratch.using(city.people, **city.scratch.worker), step(f"造 {wanted:,} 条记录"):
        rows = list(penalty_rows(wanted))
    batches_of_rows = [rows[at : at + MOST_RECORDS] for at in range(0, wanted, MOST_RECORDS)]
    name = city.scratch.make("files", copied_from=city.people)
    with city.scratch.using(name, **city.scratch.worker):
        as_files = sum(_store_file(part) for part in batches_of_rows)
    city.scratch.drop(name)
    name = city.scratch.make("push", copied_from=city.people)
    with city.scratch.using(name, **city.scratch.worker):
        token = _token()
    ours = sum(_push(city, name, token, number, part) for number, part in enumerate(batches_of_rows))
    city.scratch.drop(name)
    yield Figure("api_push", wanted / ours, wanted / as_files, as_files / ours, "records/s", wanted)


def _store_file(rows: Sequence[list[str]]) -> float:
    """Seconds for one file of these records, as `load_cases` goes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.label for column in TEMPLATES[CaseKind.PENALTY].columns])
    writer.writerows(rows)
    content = text.getvalue().encode()
    agency = Agency.objects.select_related("region").get(code=AGENCY)

    def load() -> None:
        with transaction.atomic():
            batch, _ = batches.receive(
                content=content, name="记录.csv", agency=agency, kind=CaseKind.PENALTY, actor=None, deliver=False
            )
            batches.run(batch_id=batch.pk, today=timezone.localdate())

    with context.use(context.AuditContext(channel="command")):
        return seconds(load)


def _token() -> str:
    """A token of the bench's system, which reports for the agency."""
    today = timezone.localdate()
    people = User.objects.in_bulk([SYSTEM, SYSTEM_ADMIN, SECURITY_ADMIN], field_name="username")
    with context.use(context.AuditContext(channel="command")):
        give_post(
            user=people[SYSTEM], agency=Agency.objects.get(code=AGENCY), role=Role.REPORTING_SYSTEM, title="数据接口", starts_on=today,
            reason="测量", actor=people[SECURITY_ADMIN],
        )  # fmt: skip
        expires_on = today + timedelta(days=1)
        return issue_token(user=people[SYSTEM], expires_on=expires_on, reason="测量", actor=people[SYSTEM_ADMIN])[1]


def _push(city: City, database: str, token: str, number: int, rows: Sequence[list[str]]) -> float:
    """Seconds for one request, the worker's part, and the request for the results; the records are JSON before the clock starts."""
    settings.RATE_LIMITS = False  # a measurement asks more often than any system does
    keys = [column.key for column in TEMPLATES[CaseKind.PENALTY].columns]
    records = [{key: cell for key, cell in zip(keys, row, strict=True) if cell} for row in rows]
    body = json.dumps({"kind": str(CaseKind.PENALTY), "records": records}, ensure_ascii=False)
    client = Client(headers={"Authorization": f"Bearer {token}", "Idempotency-Key": f"bench-{number}"})
    answers: list[Any] = []

    def ask(database: str, what: Any) -> float:
        with city.scratch.using(database):
            return seconds(lambda: answers.append(what()))

    taken = ask(database, lambda: client.post("/api/v1/batches/", body, content_type="application/json", secure=True))
    _expect(answers[0], ACCEPTED)
    with city.scratch.using(database, **city.scratch.worker):
        job = OutboxJob.objects.get(kind="cases.import_batch", done_at=None)
        taken += seconds(lambda: run(job.pk))
    taken += ask(database, lambda: client.get(answers[0].json()["url"], secure=True))
    _expect(answers[1], ONE_BY_ONE)
    stored = sum(result["status"] < 300 for result in answers[1].json()["results"])
    if stored != len(rows):
        raise Missing(f"推送 {len(rows)} 条，只入库 {stored} 条。")
    return taken


def _expect(answer: Any, status: int) -> None:
    if answer.status_code != status:
        raise Missing(f"接口答复 {answer.status_code}，应为 {status}：{answer.content.decode()[:300]}")
