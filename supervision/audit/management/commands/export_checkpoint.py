"""把最新的检查点交给见证文件。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from supervision.audit import witness
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """`export_checkpoint`: append what is new to a witness file; exit code 1 when the database contradicts it."""

    help = "把最新的检查点追加到见证文件；与文件已有内容矛盾时拒绝并报错。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, default=settings.AUDIT_WITNESS_FILE, metavar="FILE", help="见证文件，应放在另一台机器"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = witness.export(options["to"])
        except witness.WitnessConflict as conflict:
            raise CommandError(str(conflict)) from conflict
        self.stdout.write(f"见证文件 {options['to']} 新增 {count} 条叶哈希。")
