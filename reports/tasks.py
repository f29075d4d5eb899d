"""后台之门：beat 每月 1 日敲一下编月报，每天敲一下算预警。"""

from __future__ import annotations

import logging

from celery import shared_task
from django.db import DatabaseError
from django.utils import timezone

from reports import warnings
from reports.services import compiling
from reports.warnings import running
from supervision.rowscope.holding import acting_as_system

logger = logging.getLogger(__name__)


@shared_task(name="reports.tasks.compile_due")
def compile_due() -> None:
    """Ask for last month's reports that are not there yet; ringing twice asks once."""
    with acting_as_system("每月初编制上月报告"):
        compiling.compile_due(today=timezone.localdate())


@shared_task(name="reports.tasks.run_warnings")
def run_warnings() -> None:
    """Compute every warning model that is ready, each in a transaction of its own: what one cannot compute keeps no other from being
    computed, and is told at the end. Ringing twice a day writes the same twice."""
    failed: list[str] = []
    for model in filter(running.is_ready, warnings.all_models()):
        try:
            with acting_as_system("每日计算预警模型"):
                running.run(model, today=timezone.localdate())
        except DatabaseError:
            logger.exception("warning model %s was not computed", model.code)
            failed.append(model.code)
    if failed:
        raise RuntimeError(f"warning models not computed: {', '.join(failed)}")
