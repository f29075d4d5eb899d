"""统计范围：哪个地方、哪段时间、截至何时。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Window:
    """A place and a period, both days included, seen as of a day. `prefix` is what the codes of everything inside begin with."""

    region_code: str
    prefix: str
    tier: str
    start: datetime.date
    end: datetime.date
    as_of: datetime.date

    @classmethod
    def of_snapshot(cls, snapshot: dict[str, Any]) -> Window:
        """The window a snapshot was taken of, to run its reproducing queries again."""
        return cls(
            region_code=snapshot["region"]["code"],
            prefix=snapshot["region"]["prefix"],
            tier=snapshot["region"]["tier"],
            start=datetime.date.fromisoformat(snapshot["period"]["start"]),
            end=datetime.date.fromisoformat(snapshot["period"]["end"]),
            as_of=datetime.date.fromisoformat(snapshot["as_of_day"]),
        )

    def previous(self) -> Window:
        """The calendar month before, seen as of the same day."""
        end = self.start - datetime.timedelta(days=1)
        return replace(self, start=end.replace(day=1), end=end)

    @property
    def year_back(self) -> datetime.date:
        """The first day of the twelve months that end with this period."""
        month = self.end.year * 12 + self.end.month - 1 - 11
        return datetime.date(month // 12, month % 12 + 1, 1)

    @property
    def parameters(self) -> dict[str, Any]:
        """What the SQL of facts and of reproducing queries may name."""
        return {
            "region": self.region_code,
            "prefix": self.prefix,
            "tier": self.tier,
            "start": self.start,
            "end": self.end,
            "as_of": self.as_of,
            "year_back": self.year_back,
        }
