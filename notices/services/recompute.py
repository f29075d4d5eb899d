"""日历变更：在办文书的届满日重新计算，变了什么让人看得见。"""

from __future__ import annotations

from django.db import transaction

from notices.choices import DeadlineCause
from notices.lifecycles import AWAITING_STATES
from notices.models import Instrument, InstrumentDeadline
from supervision.audit.record import record
from supervision.workdays import DueDate, Period, due_on
from supervision.workdays.on_calendar_change import CalendarChange

OPEN_STATES = [*sorted(AWAITING_STATES), "responded"]
"""Instruments whose due date still matters: it is owed, or the answer's punctuality is still judged."""


@transaction.atomic
def after_calendar_change(change: CalendarChange) -> int:
    """Count every open due date again with the new calendar; where the day or its being provisional differs, write a new deadline and one event.

    Registered with the calendar: runs in the transaction that loads it. Three statements for all instruments, and one event for each that
    changed. Returns how many changed.
    """
    latest = (
        InstrumentDeadline.objects.filter(instrument__state__in=OPEN_STATES)
        .select_related("instrument")
        .select_for_update(of=("instrument",))
        .order_by("instrument_id", "id")
    )
    in_force = {row.instrument_id: row for row in latest}
    changed = [
        (row, due)
        for row in in_force.values()
        if (due := due_on(row.start, Period.from_json(row.period), change.after)) != _stored(row)
    ]
    InstrumentDeadline.objects.bulk_create(_new_row(row, due, change) for row, due in changed)
    moved = []
    for row, due in changed:
        instrument = row.instrument
        instrument.due_on, instrument.due_provisional = due.day, due.provisional
        moved.append(instrument)
    Instrument.objects.bulk_update(moved, ["due_on", "due_provisional"])
    for row, due in changed:
        record(
            "notices.deadline.recomputed", actor=None, target=row.instrument,
            payload={"from": str(row.due_on), "to": str(due.day), "note": difference(row, due), "calendar": change.after.version},
        )  # fmt: skip
    return len(changed)


def difference(row: InstrumentDeadline, due: DueDate) -> str:
    """原 2027-02-10（暂定）→ 2027-02-12."""
    return f"原 {row.due_on}{'（暂定）' if row.provisional else ''}→ {due.day}{'（暂定）' if due.provisional else ''}"


def _stored(row: InstrumentDeadline) -> DueDate:
    return DueDate(row.due_on, row.provisional, row.due_on)


def _new_row(row: InstrumentDeadline, due: DueDate, change: CalendarChange) -> InstrumentDeadline:
    return InstrumentDeadline(
        instrument=row.instrument,
        cause=DeadlineCause.CALENDAR,
        start=row.start,
        period=row.period,
        due_on=due.day,
        provisional=due.provisional,
        basis=row.basis,
        calendar_version=change.after.version,
        note=difference(row, due),
    )
