"""定时任务：每天按当天日期复检，归档，清掉没画完的映射草稿；每分钟看有没有要上报的。"""

from __future__ import annotations

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from cases.services import archiving, destroying, upward
from cases.services.checking import check_all
from cases.services.enterprises import count_enterprises
from cases.services.profiles import forget_old_drafts
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


@shared_task(ignore_result=True)
def report_upward() -> None:
    """Make the next package for the provincial system and see that the open one is sent. Ringing twice does no harm."""
    with acting_as_system("向省平台上报新的和更正的案件"):
        upward.advance()


@shared_task(ignore_result=True)
def forget_samples() -> None:
    """Drop drafts of heading maps that nobody finished, with the samples in them. Running it twice does no harm."""
    with acting_as_system("清除未完成的映射草稿"):
        forget_old_drafts(now=timezone.now())


@shared_task(ignore_result=True)
def keep_and_discard() -> None:
    """Archive what is due, and mark the source files whose last record has been gone long enough. Running it twice does no harm."""
    with acting_as_system("每日归档到期案件、清理源文件"), transaction.atomic():
        archiving.begin(today=timezone.localdate())
        destroying.discard_files(today=timezone.localdate())
