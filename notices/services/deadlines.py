"""期限：计算届满日，并把怎样算的一并留下。"""

from __future__ import annotations

from datetime import date

from agencies.models import User
from notices.choices import DeadlineCause
from notices.models import Instrument, InstrumentDeadline
from supervision.web.errors import UserError
from supervision.workdays import Calendar, DueDate, Period, due_on

BASES = (DeadlineCause.SERVED, DeadlineCause.RETURNED, DeadlineCause.OBJECTION)
"""Causes of a period of its own, which an extension extends."""


def compute(start: date, period: Period, days: Calendar) -> DueDate:
    """The due day of a reply period that begins on `start` (not counted). UserError when it would end on the start itself."""
    due = due_on(start, period, days)
    if due.day <= start:
        raise UserError("期限太短，届满日不在起算日之后。", where="反馈期限", remedy="请改为至少一日。")
    return due


def write_deadline(
    instrument: Instrument,
    *,
    cause: DeadlineCause,
    start: date,
    period: Period,
    due: DueDate,
    basis: str,
    days: Calendar,
    note: str = "",
    made_by: User | None = None,
) -> InstrumentDeadline:
    """Keep a computed due date with all that is needed to count it again. The latest row is the one in force."""
    row: InstrumentDeadline = InstrumentDeadline.objects.create(
        instrument=instrument,
        cause=cause,
        start=start,
        period=period.to_json(),
        due_on=due.day,
        provisional=due.provisional,
        basis=basis,
        calendar_version=days.version,
        note=note,
        made_by=made_by,
    )
    return row


def base_deadline(instrument: Instrument) -> InstrumentDeadline:
    """The deadline that an extension extends: that of the service, of the latest return, or of the latest answer to an objection."""
    row: InstrumentDeadline = instrument.deadlines.filter(cause__in=BASES).latest("id")
    return row
