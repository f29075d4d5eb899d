"""后台之门：beat 每月 1 日敲一下。"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from reports.services import compiling
from supervision.rowscope.holding import acting_as_system


@shared_task(name="reports.tasks.compile_due")
def compile_due() -> None:
    """Ask for last month's reports that are not there yet; ringing twice asks once."""
    with acting_as_system("每月初编制上月报告"):
        compiling.compile_due(today=timezone.localdate())
