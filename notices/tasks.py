"""监督文书的定时之门。"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from notices.services.reminders import put_due_reminders
from supervision.audit import context
from supervision.rowscope.holding import acting_as_system


@shared_task(name="notices.tasks.remind_due")
def remind_due() -> None:
    """Put the reminders that are due today, those missed while the machine was off included."""
    with context.use(context.AuditContext(channel="schedule")), acting_as_system("每日提醒到期事项"):
        put_due_reminders(today=timezone.localdate())
