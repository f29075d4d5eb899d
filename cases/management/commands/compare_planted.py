"""埋设对照表：演示数据里每条规则埋了几处、查出几处、漏几处、误报几处。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from cases.demo.truth import compare, read_planted
from cases.rules import RULESET
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """`compare_planted [FILE]`: one line a rule; ends with an error when something was missed or wrongly found."""

    help = "对照 seed_demo 写下的埋设清单（默认 var/demo/planted.csv），打印每条规则的埋设、查出、漏报、误报。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="埋设清单")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"] or Path(settings.VAR_DIR) / "demo" / "planted.csv"
        if not path.exists():
            raise CommandError(f"没有埋设清单 {path}：请先运行 seed_demo，或者写明清单的位置。")
        truths = compare(read_planted(path))
        self.stdout.write("规则   埋设    查出    漏报    误报    名称")
        for truth in truths:
            hit = len(truth.planted & truth.found)
            counts = "".join(f"{count:<8,}" for count in (len(truth.planted), hit, len(truth.missed), len(truth.unplanted)))
            example = next(iter(sorted(truth.missed or truth.unplanted)), None)
            told = f"  例：{example[0]} {example[1]}" if example else ""
            self.stdout.write(f"{truth.code:<7}{counts}{RULESET.rule(truth.code).title}{told}")
        wrong = [truth.code for truth in truths if not truth.clean]
        if wrong:
            raise CommandError(f"与埋设不符的规则：{'、'.join(wrong)}。")
        self.stdout.write("埋设的全部查出，没有误报。")
