"""定时任务：每天按当天日期复检。"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from cases.services.checking import check_all
from cases.services.enterprises import count_enterprises
from supervision.rowscope.holding import acting_as_system


@shared_task(ignore_result=True)
def check_open_cases() -> None:
    """Check every case as it stands today.

    The whole database, not only undecided cases: a day that passes, a certificate suspended in retrospect, a calendar or a parameter
    loaded since yesterday all change results, and the check writes only what differs. Running it twice does no harm. The enterprises
    are counted from the records anew: what a lost job left behind is mended by morning.
    """
    with acting_as_system("每日复检全库"):
        check_all(as_of=timezone.localdate())
        count_enterprises()
