"""事实：撤回公开的期限。"""

from __future__ import annotations

from cases.rules import calendar
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.topics.declaration import Facts, Layer


def _layers(p: Parameters) -> tuple[Layer, ...]:
    first: Layer = {
        "withdraw_by": (calendar.workday_after("withdrawal_trigger_on", "3"), Fact("撤回公开的最后一日", "date")),
    }
    second: Layer = {
        "notice_runs_to": ("noticed_on + public_notice_days", Fact("公告期满之日", "date")),
    }
    return first, second


FACTS = Facts(layers=_layers)
