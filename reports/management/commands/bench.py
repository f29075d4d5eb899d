"""测量：manage.py bench [--only 名称] [--rows N]，每个数字一行 JSON。"""

from __future__ import annotations

import argparse
import logging
import traceback
from typing import Any

from django.core.management.base import CommandError

from reports.bench import FIGURES
from reports.bench.city import City
from reports.bench.figure import Missing, say
from reports.bench.scratch import Scratch
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """Standard output holds figures only. Exit code 1 when a figure could not be taken; a missed target is not an error here."""

    help = "在临时数据库上测量，每个数字打印一行 JSON；不碰平台自己的数据。"
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """--only NAME --rows N."""
        parser.add_argument("--only", metavar="名称", help=f"只测一个：{' '.join(FIGURES)}")
        parser.add_argument("--rows", type=int, metavar="N", help="数据量：文件的行数；页面与规则为大库的案件数，小库按比例")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the figures one after the other; one that fails does not keep the others from being taken."""
        only, rows = options["only"], options["rows"]
        if only and only not in FIGURES:
            raise CommandError(f"没有名为 {only} 的数字；有：{'、'.join(FIGURES)}")
        if rows is not None and rows < 1:
            raise CommandError("--rows 应为正整数。")
        logging.getLogger("django.request").setLevel(logging.CRITICAL)  # looking for examples meets pages that refuse
        failed = []
        try:
            with Scratch() as scratch:
                city = City(scratch, rows)
                for name in [only] if only else list(FIGURES):
                    if not self._take(name, city):
                        failed.append(name)
        except KeyboardInterrupt:
            raise CommandError("已中断，临时数据库已删除。", returncode=130) from None
        except Missing as missing:
            raise CommandError(str(missing)) from missing
        if failed:
            raise CommandError(f"没有测成：{'、'.join(failed)}（原因见上）")

    def _take(self, name: str, city: City) -> bool:
        say(f"== {name}")
        try:
            for figure in FIGURES[name](city):
                self.stdout.write(figure.line())
                self.stdout.flush()
        except Missing as missing:
            say(f"!! {name} 没有测成：{missing}")
            return False
        except Exception:  # noqa: BLE001 - the other figures are still wanted; the cause is shown and the exit code is 1
            say(f"!! {name} 没有测成：\n{traceback.format_exc()}")
            return False
        return True
