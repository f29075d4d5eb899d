"""归档：了结满规定年限的案件转为只读。

Set-based, a part at a time: each is one statement in one job's transaction, and puts the next. A case is archived when its day of the schedule
lies far enough back and nothing is left to be done about it (`cases.holds`, those that keep it open). Nothing is moved: it stays in every list
and every figure.
"""

from __future__ import annotations

import datetime

from django.db import connection, transaction

from cases.holds import holds
from cases.selectors.keeping import IN_FORCE, after, held_by
from supervision.audit.record import record
from supervision.outbox.put import put

AT_ONCE = 20_000
"""Cases in one transaction."""

_ARCHIVE = """
WITH due AS (
    SELECT c.id FROM cases_enforcementcase c JOIN {schedule} p ON p.kind = c.kind
     WHERE c.id > %(after)s AND c.archived_on IS NULL AND {ends} < %(today)s {unheld}
     ORDER BY c.id LIMIT %(most)s
), archived AS (
    UPDATE cases_enforcementcase c SET archived_on = %(today)s FROM due WHERE c.id = due.id RETURNING c.id
)
SELECT count(*), coalesce(max(id), 0) FROM archived"""


def begin(*, today: datetime.date) -> None:
    """Ask for the day's archiving; asked twice it is done once."""
    put("cases.archive", {"day": today.isoformat(), "after": 0}, dedupe_key=f"archive:{today}:0")


@transaction.atomic
def archive_part(*, today: datetime.date, after_id: int, most: int = AT_ONCE) -> int:
    """Archive up to `most` cases with ids above `after_id`, and ask for the next part when there may be more. Returns how many."""
    statement = _ARCHIVE.format(
        schedule=IN_FORCE,
        ends=after("archive_years"),
        unheld="".join(f" AND NOT {held_by(hold)}" for hold in holds(keeping_open=True)),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(statement, {"today": today, "after": after_id, "most": most})
        count, last = cursor.fetchone()
    if count:
        record("cases.archived", actor=None, payload={"cases": count})
    if count == most:
        put("cases.archive", {"day": today.isoformat(), "after": last}, dedupe_key=f"archive:{today}:{last}")
    return int(count)
