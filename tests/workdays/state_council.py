"""国务院办公厅 2025、2026 年放假安排: written by hand from the notices, not computed by the code under test."""

from datetime import date


def days(text: str) -> set[date]:
    """ "2026-02-15..23" or "2026-02-14": the days of a hand-written list."""
    found = set()
    for part in text.split():
        first, _, last = part.partition("..")
        start = date.fromisoformat(first)
        end = date.fromisoformat(f"{first[: -len(last)]}{last}") if last else start
        found |= {date.fromordinal(day) for day in range(start.toordinal(), end.toordinal() + 1)}
    return found


RESTING = days(
    "2025-01-01 2025-01-28..31 2025-02-01..04 2025-04-04..06 2025-05-01..05 2025-05-31 2025-06-01..02 2025-10-01..08 "
    "2026-01-01..03 2026-02-15..23 2026-04-04..06 2026-05-01..05 2026-06-19..21 2026-09-25..27 2026-10-01..07"
)
MAKEUP = days(
    "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10"
)


def works(day: date) -> bool:
    """Whether people work, by the hand-written lists (2025 and 2026 only)."""
    return day in MAKEUP or (day.weekday() < 5 and day not in RESTING)
