"""核验全部留痕。"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from supervision.audit import verify, witness
from supervision.rowscope.command import SystemCommand

SHOWN = 20


class Command(SystemCommand):
    """`verify_audit`: recompute everything; names the first event that is wrong and ends with exit code 1."""

    help = "逐条重算留痕的哈希、默克尔树和检查点签名；给出见证文件时，还能发现整体改写与回退。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--witness", type=Path, metavar="FILE", help="见证文件")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            seen = witness.read(options["witness"]) if options["witness"] else None
        except witness.WitnessConflict as conflict:
            raise CommandError(str(conflict)) from conflict
        if seen is not None and not seen.checkpoints:
            raise CommandError(f"见证文件 {options['witness']} 里没有检查点。")
        report = verify.verify(seen)
        self._tell(report, time.monotonic() - began, seen is not None)
        if report.first is not None:
            sys.exit(1)

    def _tell(self, report: verify.Report, took: float, witnessed: bool) -> None:
        speed = report.events / took if took else 0
        if report.first is None:
            self.stdout.write(
                self.style.SUCCESS(f"留痕完好：{report.events} 条逐条核对无误，{report.checkpoints} 个检查点签名有效。")
            )
        else:
            self.stdout.write(self.style.ERROR(f"留痕有误，第一处：{report.first.words}"))
            for finding in report.findings[1:SHOWN]:
                self.stdout.write(f"  其后：{finding.words}")
            if len(report.findings) > SHOWN:
                self.stdout.write(f"  共 {len(report.findings)} 处。")
        self.stdout.write(f"树根 {report.root.hex()}，用时 {took:.1f} 秒，每秒 {speed:,.0f} 条。")
        if witnessed:
            self.stdout.write(
                f"与见证文件一致的有 {report.witnessed} 条。" if report.first is None else f"见证文件见过 {report.witnessed} 条。"
            )
        else:
            self.stdout.write("没有给出见证文件：只能证明数据库前后一致，不能排除整体改写或恢复旧备份（见 --witness）。")
        if report.unsealed:
            self.stdout.write(
                f"另有 {report.unsealed} 条尚未封存（自编号 {report.unsealed_from} 起）；如持续存在，请运行 manage.py seal --all。"
            )
