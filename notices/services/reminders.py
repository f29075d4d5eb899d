"""提醒：到时点放入待办箱，由后台发出，每个时点一次。"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from notices.choices import ReminderStage
from notices.lifecycles import AWAITING_STATES
from notices.models import Instrument, Reminder
from notices.selectors.due_reminders import due_reminders
from notices.selectors.objected import not_judged
from supervision.audit.record import record
from supervision.outbox.put import put


@transaction.atomic
def put_due_reminders(*, today: date) -> int:
    """Put one job for each instrument that has reached a stage; the same stage of the same due date is put once. Returns how many were due."""
    due = due_reminders(today)
    for one in due:
        put(
            "notices.remind",
            {"instrument": one.instrument_id, "due_on": one.due_on.isoformat(), "stage": one.stage.value},
            dedupe_key=f"notices.remind:{one.instrument_id}:{one.due_on}:{one.stage.value}",
        )
    return len(due)


@transaction.atomic
def remind(*, instrument_id: int, due_on: date, stage: ReminderStage) -> Reminder | None:
    """Give one reminder, in the job's transaction. None when it is no longer due: answered meanwhile, another due date, given
    before, or an objection that waits for its answer."""
    instrument = Instrument.objects.select_for_update().filter(
        pk=instrument_id, due_on=due_on, state__in=AWAITING_STATES
    ).first()  # fmt: skip
    if instrument is None or (due_on < timezone.localdate() and not_judged(instrument)):
        return None
    reminder: Reminder
    reminder, created = Reminder.objects.get_or_create(instrument=instrument, due_on=due_on, stage=stage)
    if not created:
        return None
    record("notices.reminded", actor=None, target=instrument, payload={"stage": stage.value, "due_on": due_on.isoformat()})
    return reminder
