"""封存已提交的留痕。"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from supervision.audit.seal import seal
from supervision.audit.signing import KeyRefused
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """`seal`: what the worker does every few seconds, by hand."""

    help = "把已提交的留痕封存进默克尔树并签名；后台每隔几秒自动做同样的事。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="从头找起，不只找最近的")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = seal(everything=options["all"])
        except KeyRefused as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"新封存 {count} 条留痕。")
