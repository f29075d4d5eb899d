"""到时点应当提醒的文书：一条语句查出。"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import connection

from notices.choices import ReminderStage
from notices.lifecycles import AWAITING_STATES

_DUE = """
    WITH awaited AS (
        SELECT i.id, i.due_on,
            today.workday_no - due.workday_no AS late,
            due.workday_no + (NOT due.is_workday)::int - today.workday_no AS early,
            due.workday_no + (NOT due.is_workday)::int - start.workday_no AS span
        FROM notices_instrument i
        JOIN LATERAL (SELECT d.start FROM notices_instrumentdeadline d WHERE d.instrument_id = i.id ORDER BY d.id DESC LIMIT 1) d ON true
        JOIN workdays_calendarday due ON due.day = i.due_on
        JOIN workdays_calendarday start ON start.day = d.start
        JOIN workdays_calendarday today ON today.day = %(today)s
        WHERE i.state = ANY(%(states)s) AND i.due_on <= %(today)s::date + 40
    ), reached AS (
        SELECT id, due_on, CASE
            WHEN due_on < %(today)s AND late >= 10 THEN %(ten_after)s
            WHEN due_on < %(today)s AND late >= 3 THEN %(three_after)s
            WHEN due_on <= %(today)s THEN %(due)s
            WHEN early <= 1 AND span > 1 THEN %(one_before)s
            WHEN early <= 5 AND span > 5 THEN %(five_before)s
        END AS stage
        FROM awaited
    )
    SELECT r.id, r.due_on, r.stage FROM reached r
    WHERE r.stage IS NOT NULL AND NOT EXISTS (
        SELECT FROM notices_reminder done WHERE done.instrument_id = r.id AND done.due_on = r.due_on AND done.stage = r.stage
    ) AND (r.due_on >= %(today)s OR NOT EXISTS (
        SELECT FROM notices_objection said WHERE said.instrument_id = r.id AND said.outcome = '' AND (said.raised_at AT TIME ZONE 'Asia/Shanghai')::date <= r.due_on
    ))
    ORDER BY r.due_on, r.id
"""


class DueReminder(NamedTuple):
    """An instrument whose latest stage has not been reminded of yet."""

    instrument_id: int
    due_on: date
    stage: ReminderStage


def due_reminders(today: date) -> list[DueReminder]:
    """For each awaited instrument the latest stage it has reached by `today` and was not reminded of, in one statement.

    Stages are counted in working days from the due date (before a due day on a holiday, from the working day after it). A machine that
    was off loses nothing: the stage reached meanwhile is given late; an earlier one that it overtook is not. A period that is shorter than a
    stage never reaches it. While an objection waits for its answer nobody is called late (`queues.overdue_rows`).
    """
    stages = {
        "ten_after": ReminderStage.TEN_AFTER,
        "three_after": ReminderStage.THREE_AFTER,
        "due": ReminderStage.DUE,
        "one_before": ReminderStage.ONE_BEFORE,
        "five_before": ReminderStage.FIVE_BEFORE,
    }
    named = {name: stage.value for name, stage in stages.items()}
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"today": today, "states": sorted(AWAITING_STATES), **named})
        return [DueReminder(pk, due_on, ReminderStage(stage)) for pk, due_on, stage in cursor.fetchall()]
