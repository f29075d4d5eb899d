"""定时任务：每天按当天日期复检、归档。"""

from __future__ import annotations

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from cases.services import archiving, destroying
from cases.services.checking import check_all
from supervision.rowscope.holding import acting_as_system


@shared_task(ignore_result=True)
def check_open_cases() -> None:
    """Check every case as it stands today.

    The whole database, not only undecided cases: a day that passes, a certificate suspended in retrospect, a calendar or a parameter
    loaded since yesterday all change results, and the check writes only what differs. Running it twice does no harm.
    """
    with acting_as_system("每日复检全库"):
        check_all(as_of=timezone.localdate())


@shared_task(ignore_result=True)
def keep_and_discard() -> None:
    """Archive what is due, and mark the source files whose last record has been gone long enough. Running it twice does no harm."""
    with acting_as_system("每日归档到期案件、清理源文件"), transaction.atomic():
        archiving.begin(today=timezone.localdate())
        destroying.discard_files(today=timezone.localdate())
