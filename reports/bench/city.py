"""用来测量的城市：小的一份走真实的归集，大的一份由小的在数据库里翻倍得来。

Three databases, made when a figure first asks for them and shared by all figures of a run: `people` (registers and accounts only),
`small` (the demo's cases, taken in by the real intake, with matters, instruments and reports made by the real services) and `large`
(the small one twenty-five times, see `multiply.py`). Pages and ids of the small one exist in the large one unchanged, so that the same
page about the same object can be asked of both.
"""

from __future__ import annotations

import random
from datetime import date
from functools import cached_property
from pathlib import Path

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from agencies.demo.seed import seed_people
from agencies.models import Agency, User
from cases.choices import CaseKind
from cases.columns import TEMPLATES
from cases.demo.duties import seed_duties
from cases.demo.generator import write_files
from cases.demo.power_items import seed_power_items
from cases.models import EnforcementCase
from cases.services import batches
from cases.services.checking import check
from cases.services.enterprises import count_enterprises
from reports.bench import affairs, keeping, loop, multiply
from reports.bench.figure import Missing, step
from reports.bench.scratch import Scratch
from reports.services import activity, quality, rollups
from supervision.audit import context
from supervision.audit.models import SealedLeaf, SealerState
from supervision.audit.seal import seal
from supervision.outbox import run
from supervision.trail.services import ask_verification
from supervision.workdays import calendar

TIMES = 25
"""How many times the small city the large one is."""

LARGE = 500_000
SMALLEST = 2_000
"""Below this an agency has too few cases to open matters from."""

SEED = 825
SUPERVISED = ("430100-SCJG", "430181-ZJ")
"""The agencies of the demo's two legal officers: whatever a page needs an example of, they have it."""
AUDITOR = "shenji"
"""The demo's audit administrator."""


class City:
    """The databases of one run, made on demand. `rows`: what --rows said, None for each figure's own default."""

    def __init__(self, scratch: Scratch, rows: int | None) -> None:
        self.scratch = scratch
        self.rows = rows
        self.small_cases = max((rows or LARGE) // TIMES, SMALLEST)

    @cached_property
    def people(self) -> str:
        """Regions, agencies, officers, accounts, what agencies did of their own duties; no case."""
        name = self.scratch.make("people")
        with self.scratch.using(name, **self.scratch.worker), step("临时库：区划、机构、人员、账号、权责事项、年度职责"):
            seed_people(random.Random(SEED), timezone.localdate())  # noqa: S311 - demo data
            seed_power_items()
            seed_duties(random.Random(SEED), timezone.localdate())  # noqa: S311 - demo data
            User.objects.create_user("bench-system", None, display_name="业务系统（测量）")
            User.objects.filter(username="bench-system").update(is_machine=True)
        return name

    @cached_property
    def small(self) -> str:
        """The small city."""
        name = self.scratch.make("small", copied_from=self.people)
        with self.scratch.using(name, **self.scratch.worker), context.use(context.AuditContext(channel="command")):
            with step(f"小库：{self.small_cases:,} 件案件经真实归集入库、检查"):
                take_in(self.scratch.folder / "small", self.small_cases)
            with step("小库：事项、文书、月报经真实服务办理"):
                loop.go_round()
                do_jobs()
            with step("小库：申辩、豁免、监督检查、评查、线索、试算、表头映射、预警"):
                affairs.go_round()
            with step("小库：归档、鉴定销毁清单、上报数据包"):
                keeping.go_round()
                do_jobs()
            with step("小库：封存留痕"):
                seal_all()
                ask_verification(actor=User.objects.get(username=AUDITOR))  # stays under way
            with step("小库：文书、其他业务翻倍，整理"), self.scratch.using(name, **self.scratch.owner):
                multiply.the_loop(loop.COPIES, overdue=True)
                multiply.the_affairs()
                tidy()
        return name

    @cached_property
    def large(self) -> str:
        """The small city twenty-five times."""
        return self._multiplied("large", TIMES)

    @cached_property
    def tenfold(self) -> str:
        """The small city ten times, for growth by ten."""
        return self._multiplied("tenfold", 10)

    def _multiplied(self, label: str, times: int) -> str:
        name = self.scratch.make(label, copied_from=self.small)
        with self.scratch.using(name, **self.scratch.worker), context.use(context.AuditContext(channel="command")):
            with step(f"{times} 倍库：在数据库里翻倍"), self.scratch.using(name, **self.scratch.owner):
                multiply.everything(times - 1)
            with step(f"{times} 倍库：整理、封存留痕"):
                tidy()
                seal_all()
            with step(f"{times} 倍库：检查全部 {EnforcementCase.objects.count():,} 件"):
                check(as_of=timezone.localdate())
            with step(f"{times} 倍库：日汇总、数据质量、企业登记簿"):
                rollups.refresh_all()
                count_enterprises()
                quality.refresh_all()
                activity.refresh_all()
                tidy()
        return name


def take_in(folder: Path, cases: int) -> None:
    """Write the demo's files and take them in, as `load_cases` does."""
    folder.mkdir()
    today = timezone.localdate()
    files, _planted = write_files(folder, cases=cases, seed=SEED, as_of=today, calendar=calendar.current())
    for one in files:
        batch, _ = batches.receive(
            content=one.path.read_bytes(), name=one.path.name, agency=one.agency, kind=one.kind, actor=None, deliver=False
        )
        done = batches.run(batch_id=batch.pk, today=today)
        if done.state != "done":
            raise Missing(f"演示文件 {one.path.name} 没有入库：{done.error}")
        one.path.unlink()
    for code in SUPERVISED:
        _take_in_nonsense(Agency.objects.select_related("region").get(code=code), today)
    do_jobs()


def _take_in_nonsense(agency: Agency, today: date) -> None:
    """A file whose rows say too little to be stored: there are refused rows to look at."""
    columns = TEMPLATES[CaseKind.PENALTY].columns
    rows = [[f"坏行{number}" if column.key == "record_no" else "" for column in columns] for number in range(1, 4)]
    lines = [",".join(row) for row in ([column.label for column in columns], *rows)]
    content = "\n".join(lines).encode()
    batch, _ = batches.receive(
        content=content, name="演示坏行.csv", agency=agency, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    batches.run(batch_id=batch.pk, today=today)


def do_jobs() -> None:
    """Let the worker's own code do what waits in the outbox."""
    while waiting := run.waiting():
        for job in waiting:
            run.run(job)


def seal_all() -> None:
    """The trail sealed, and the sealer's floor raised to where the trail is sealed, as it is a minute later."""
    seal()
    SealerState.objects.update(floor=SealedLeaf.objects.aggregate(last=Max("event_id"))["last"])


def tidy() -> None:
    """What autovacuum would have done by the time people work: statistics and the visibility map."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
