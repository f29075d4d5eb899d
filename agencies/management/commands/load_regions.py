"""登记或刷新行政区划：manage.py load_regions。"""

from __future__ import annotations

from typing import Any

from agencies.services.regions import load_regions
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """Writes the city's regions from agencies/data/regions.csv."""

    help = "登记或刷新行政区划"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已登记 {load_regions()} 个行政区划。")
