"""保管与销毁的测试公用件：核对过的期限、老案件、后台角色。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

from agencies.choices import Role
from agencies.models import Agency, Post, User
from cases.choices import CaseKind
from cases.models import DisposalItem, DisposalList, EnforcementCase, ImportBatch, RetentionPeriod
from cases.services import archiving, batches, disposing
from supervision.outbox import run
from supervision.outbox.models import OutboxJob
from tests.cases.intake_files import as_csv, good, table
from tests.cast import Cast

TODAY = datetime.date(2026, 11, 24)
LONG_AGO = datetime.date(1990, 3, 2)


@contextmanager
def as_worker() -> Iterator[None]:
    """What happens inside is done as the worker's role, which alone may carry out a disposal; needs real transactions."""
    place = connection.settings_dict
    platform = place["USER"]
    connection.close()
    place["USER"] = settings.WORKER_DATABASE["USER"]
    try:
        yield
    finally:
        connection.close()
        place["USER"] = platform


def work() -> None:
    """All jobs that wait, and those they put."""
    while waiting := list(OutboxJob.objects.filter(done_at=None, dead=False).order_by("pk").values_list("pk", flat=True)):
        for job in waiting:
            run.run(job)


def verified_periods() -> None:
    """The periods of penalties and of source files with a source that somebody checked; the same rows each time."""
    for kind, years, archive, day in (("penalty", 10, 1, "closing"), ("import_file", 0, None, "last_record")):
        RetentionPeriod.objects.get_or_create(
            kind=kind, status="found", effective_on=datetime.date(2026, 3, 1),
            defaults={
                "years": years, "archive_years": archive, "counted_from": day, "source": "演示：档案规定第一条", "reason": "测试用",
            },
        )  # fmt: skip


def load(agency: Agency, rows: list[dict[str, str]], name: str = "旧案.csv") -> ImportBatch:
    """A file through the real intake."""
    batch, _ = batches.receive(
        content=as_csv(table(rows)), name=name, agency=agency, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    return batches.run(batch_id=batch.pk, today=TODAY)


def old_cases(agency: Agency, count: int = 3, *, closed_on: datetime.date = LONG_AGO, first: int = 1) -> ImportBatch:
    """Penalties from one file, decided and closed long ago, with nothing left to be judged."""
    batch = load(agency, [good(first + n) for n in range(count)], name=f"旧案{first}.csv")
    mine = EnforcementCase.objects.filter(batch=batch)
    mine.update(closed_on=closed_on, decision_date=closed_on)
    for finding in [finding for case in mine for finding in case.findings.all()]:
        type(finding).objects.filter(pk=finding.pk).update(state="dismissed", reason="旧案", reviewed_at="2020-01-01T00:00:00Z")
    return batch


def archive_all() -> int:
    """Everything that is due."""
    return archiving.archive_part(today=TODAY, after_id=0)


def legal_reviewer(bureau: Agency, username: str = "county-legal") -> User:
    """A second reviewer at a body."""
    user = User.objects.create(username=username, display_name="孙法审", password="!")
    Post.objects.create(user=user, agency=bureau, role=Role.LEGAL_REVIEWER, title="法制科科长", starts_on="2020-01-01")
    return user


def compiled(cast: Cast, actor: Any = None) -> DisposalList:
    """A list of penalties, compiled."""
    made = disposing.request_list(kind="penalty", actor=actor or cast.county_supervisor, today=TODAY)
    disposing.compile_now(made.pk)
    made.refresh_from_db()
    return made


def submitted(cast: Cast) -> DisposalList:
    """A list that waits for its first reviewer."""
    made = compiled(cast)
    disposing.submit(disposal=made, actor=fresh(cast.county_supervisor))
    return made


def approved(cast: Cast, legal: User) -> DisposalList:
    """A list that two reviewers have agreed to."""
    made = submitted(cast)
    disposing.agree(disposal=made, actor=fresh(cast.county_chief), words="期满，无保存价值，同意。", seen=made.round)
    disposing.agree(disposal=made, actor=fresh(legal), words="同意销毁。", seen=made.round)
    return made


def outcomes(made: DisposalList) -> dict[str, str]:
    """Number → what became of it."""
    return dict(DisposalItem.objects.filter(list=made).values_list("number", "outcome"))


def fresh(user: User) -> User:
    """The person as a new request sees them."""
    return User.objects.get(pk=user.pk)
