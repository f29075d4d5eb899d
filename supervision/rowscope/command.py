"""管理命令的底：命令是平台自己在做事。"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from supervision.rowscope.holding import system_session


class SystemCommand(BaseCommand):
    """A command that reads and writes past any one person's rows: run on the server by whoever administers it."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Hold the system's claim for the life of this process."""
        system_session()
        return super().execute(*args, **options)
