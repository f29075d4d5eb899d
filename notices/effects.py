"""监督文书的后台待办：出文送达、期限提醒。"""

from __future__ import annotations

from datetime import date

from notices.choices import ReminderStage
from notices.services import issuing, reminders
from supervision.outbox.models import OutboxJob
from supervision.outbox.registry import handler


@handler("notices.issue")
def issue(job: OutboxJob) -> None:
    """Print and serve a signed instrument."""
    issuing.deliver(instrument_id=job.payload["instrument"])


@handler("notices.remind")
def remind(job: OutboxJob) -> None:
    """Give a reminder."""
    reminders.remind(
        instrument_id=job.payload["instrument"],
        due_on=date.fromisoformat(job.payload["due_on"]),
        stage=ReminderStage(job.payload["stage"]),
    )
