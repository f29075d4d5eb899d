"""载入一年的放假安排：manage.py load_calendar 2027 安排.csv。"""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from supervision.rowscope.command import SystemCommand
from supervision.workdays.arrangement import read_arrangement
from supervision.workdays.days import MAKEUP
from supervision.workdays.services import ArrangementError, load_year


class Command(SystemCommand):
    """Loads a year's published arrangement; due dates that depend on it are recomputed in the same transaction."""

    help = "载入国务院办公厅公布的一年放假安排（CSV，列：日期、是否工作日、名称），并重新计算受影响的期限。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="年份，如 2027")
        parser.add_argument("file", type=Path, help="CSV 文件")
        parser.add_argument("--source", default="", help="来源：通知的文号或网址；不给则记文件名")
        parser.add_argument("--checked-on", type=date.fromisoformat, default=None, help="与来源核对的日期，如 2026-11-05")

    def handle(self, *args: Any, **options: Any) -> None:
        year, file = options["year"], options["file"]
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件 {file}：{error.strerror}。") from error
        try:
            days = read_arrangement(content)
            source = options["source"] or f"文件 {file.name}"
            change = load_year(year, days, source, source_checked_on=options["checked_on"])
        except ArrangementError as error:
            raise CommandError(f"{file.name} 没有载入，日历未变。\n{error}") from error
        holidays = sum(day.is_statutory_holiday for day in days)
        makeup = sum(day.name == MAKEUP for day in days)
        self.stdout.write(
            f"已载入{year}年放假安排：放假{holidays}天、调休上班{makeup}天；{change.in_words}"
            f"（日历版次 {change.after.version}）。"
        )
