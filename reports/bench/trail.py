"""留痕与待办箱的代价：一个事务有没有留痕各多快；待办一秒能放入并办成多少件。"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from statistics import quantiles
from unittest.mock import patch

from django.db import connection, transaction
from django.urls import reverse

from agencies.models import User
from notices.models import Instrument
from notices.services import drafting
from notices.services.drafting import DraftText
from reports.bench.asking import Asker
from reports.bench.city import City
from reports.bench.figure import Figure, Missing, seconds
from supervision.audit.seal import seal
from supervision.outbox import run
from supervision.outbox.models import OutboxJob
from supervision.outbox.put import put
from supervision.outbox.registry import handler

PAIRS = 800
JOBS = 1_000
KIND = "bench.nothing"
WHO = "shidu"
"""The demo's supervisor of the city."""

_serial = count(1)


@handler(KIND)
def nothing(job: OutboxJob) -> None:
    """A job whose effect costs nothing: what is left is the outbox itself."""


def audit_cost(city: City) -> Iterator[Figure]:
    """Requests a second that save a draft, with their trail and without. Ratio = with / without. `audit_cost:service`: the service alone, in
    a transaction of its own, without the page around it.

    The two kinds take turns, deed by deed, so that both meet the same machine. Each is told by its first decile: the many
    that wait for a neighbour on the machine would outweigh what the trail costs. Neither waits for the disk at its commit, which would
    hide the cost of a row behind that of an fsync. `audit_cost:sealed`: the request, with what the sealer then does for its event in the
    background added to it, as if it had to wait for that.
    """
    with city.scratch.using(city.small):
        draft = Instrument.objects.filter(state="draft", drafted_by__username=WHO).order_by("id").first()
        if draft is None:
            raise Missing("小库里没有市局的文稿。")
        actor, browser = User.objects.get(username=WHO), Asker(WHO)
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
        seal()
        for label, deed in ((":service", lambda: _edit(draft, actor)), ("", lambda: _saved(draft, browser))):
            ours, reference = _in_turns(deed)
            yield Figure(f"audit_cost{label}", 1 / ours, 1 / reference, reference / ours, "tx/s", 2 * PAIRS)
        ours += _sealing()
        yield Figure("audit_cost:sealed", 1 / ours, 1 / reference, reference / ours, "tx/s", 2 * PAIRS)


def _sealing() -> float:
    """Seconds of the sealer's work for one of the events that wait."""
    events: list[int] = []
    spent = seconds(lambda: events.append(seal()))
    if not events[0]:
        raise Missing("没有等待封存的留痕。")
    return spent / events[0]


def _in_turns(deed: Callable[[], float]) -> tuple[float, float]:
    """Seconds of a deed with its trail, and without."""
    traced: list[float] = []
    bare: list[float] = []
    for _ in range(PAIRS // 10):  # warm
        deed()
    for turn in range(PAIRS):
        for with_trail in (True, False) if turn % 2 else (False, True):
            if with_trail:
                traced.append(deed())
            else:
                with patch.object(drafting, "record"):
                    bare.append(deed())
    return quantiles(traced, n=10)[0], quantiles(bare, n=10)[0]


def _saved(draft: Instrument, browser: Asker) -> float:
    """Seconds of the request that saves a draft's title."""
    written = {"title": f"演示：第{next(_serial)}稿", "opening": draft.opening, "then": "save"}
    period = {"period_amount": str(draft.period_amount), "period_unit": draft.period_unit}
    return browser.post_milliseconds(reverse("notices:instrument_edit", args=[draft.pk]), written | period) / 1000


def _edit(draft: Instrument, actor: User) -> float:
    """Seconds for one change of a draft's title, a transaction of its own."""
    text = DraftText(
        title=f"演示：第{next(_serial)}稿",
        opening=draft.opening,
        closing=draft.closing,
        period_amount=draft.period_amount,
        period_unit=draft.period_unit,
        period_basis=draft.period_basis,
        items={},
    )
    return seconds(lambda: drafting.edit_instrument(instrument=draft, text=text, actor=actor))


def outbox_rate(city: City) -> Iterator[Figure]:
    """Jobs put, rung for and done, one after the other, against the two bare transactions they cannot do without. Ratio = ours / bare."""
    with city.scratch.using(city.small):
        jobs = min(city.rows or JOBS, JOBS)
        ours = jobs / _repeated(_job, jobs)
        bare = jobs / _repeated(_bare_job, jobs)
        if OutboxJob.objects.filter(kind=KIND, done_at=None).exists():
            raise Missing("有待办没有办成。")
        yield Figure("outbox_rate", ours, bare, ours / bare, "jobs/s", jobs)


def _repeated(do: Callable[[], None], times: int) -> float:
    def all_of_them() -> None:
        for _ in range(times):
            do()

    return seconds(all_of_them)


def _job() -> None:
    with transaction.atomic():
        job = put(KIND, {}, dedupe_key=f"bench:{next(_serial)}")
    run.run(job.pk)


def _bare_job() -> None:
    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute(
                "INSERT INTO outbox_outboxjob (kind, dedupe_key, payload, created_at, due_at, attempts, last_error, dead)"
                " VALUES (%s, %s, '{}', now(), now(), 0, '', false) RETURNING id",
                [KIND, f"bench-bare:{next(_serial)}"],
            )
            (number,) = cursor.fetchone()
        with transaction.atomic():
            cursor.execute("SELECT kind FROM outbox_outboxjob WHERE id = %s FOR UPDATE SKIP LOCKED", [number])
            cursor.execute("UPDATE outbox_outboxjob SET done_at = now(), attempts = 1 WHERE id = %s", [number])
