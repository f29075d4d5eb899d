"""演示故事：一项参数试算，等待批准。虚构的拟修订期限。"""

from __future__ import annotations

import datetime

from agencies.models import User
from cases.models import ParameterTrial
from cases.services import trials
from reports.demo.moments import on

PROPOSED = {
    "key": "decide_limit", "sector": "housing", "place": "", "value": 60, "unit": "day", "source": "拟修订的办案期限（演示）",
    "status": "found",
}  # fmt: skip


def play(chief: User, today: datetime.date) -> ParameterTrial:
    """A shorter term for one sector from next year on: tried yesterday, put before the director."""
    yesterday = today - datetime.timedelta(days=1)
    with on(yesterday, 10):
        values = PROPOSED | {"valid_from": datetime.date(today.year + 1, 1, 1)}
        made = trials.propose(values=values, actor=chief, today=yesterday)
        trials.run(made.pk, today=yesterday)
        made.refresh_from_db()
        trials.submit(trial=made, actor=chief)
    return made
