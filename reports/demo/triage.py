"""演示故事：往月的线索多数已经有人看过。"""

from __future__ import annotations

import datetime

from agencies.models import User
from cases.models import Finding
from cases.services.findings import triage_many
from reports.demo.moments import on

MONTHS = 3
REASON = "经核实案卷，记录完整，属填报遗漏。（演示）"


def play(actor: User, today: datetime.date) -> int:
    """Of the findings of the last months, one in two upheld and one in six dismissed; the rest still wait. Returns how many were judged."""
    done = 0
    month = today.replace(day=1)
    for _ in range(MONTHS):
        last = month - datetime.timedelta(days=1)
        start = last.replace(day=1)
        rows = Finding.objects.visible_to(actor).filter(found_on__range=(start, last), state="open").order_by("pk")
        ids = list(rows.values_list("pk", flat=True))
        with on(last, 17):
            done += len(triage_many(ids=ids[::2][:400], action="confirm", actor=actor).ids)
            done += len(triage_many(ids=ids[1::6][:150], action="dismiss", reason=REASON, actor=actor).ids)
        month = start
    return done
