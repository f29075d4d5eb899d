"""导出一段时间的留痕，供离线核验。"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from supervision.audit import bundle
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """`export_trail --from DAY --to DAY OUT.zip`: a bundle for `scripts/verify_trail.py`."""

    help = "把一段日期的留痕连同证明导出为 ZIP，用 scripts/verify_trail.py 在任何机器上核验。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("out", type=Path, metavar="OUT.zip")
        parser.add_argument(
            "--from", dest="begin", type=date.fromisoformat, required=True, metavar="DATE", help="起始日期，如 2026-11-01"
        )
        parser.add_argument("--to", dest="end", type=date.fromisoformat, required=True, metavar="DATE", help="截止日期")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = bundle.export(options["out"], begin=options["begin"], end=options["end"])
        except bundle.NothingToExport as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{options['out']}：{count} 条留痕。核验：python scripts/verify_trail.py {options['out']}")
