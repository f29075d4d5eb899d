"""监督文书测试的公用件：定住今天。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.utils import timezone


@pytest.fixture
def today_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], date]:
    """Set the clock of this test to nine in the morning of a day; may be called again to move on."""

    def set_clock(iso: str) -> date:
        day = date.fromisoformat(iso)
        moment = datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return day

    return set_clock
