"""计算预警模型：manage.py warn [--model W08] [--as-of DATE] [--truth FILE]。"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from reports import warnings
from reports.demo.situations import Planted, read_planted
from reports.models import RaisedWarning
from reports.warnings import running
from supervision.rowscope.command import SystemCommand

Told = list[RaisedWarning]


def names(one: Planted, warning: RaisedWarning) -> bool:
    """Whether a warning is about a planted subject: everything that the planted line says fits."""
    parts = warning.key.split(":")
    return (
        warning.model == one.model
        and (not one.agency or (warning.agency is not None and warning.agency.code == one.agency))
        and (not one.about or warning.about == one.about)
        and (not one.item or one.item in parts)
        and (not one.number or one.number == warning.key)
    )


def score(planted: list[Planted], listed: Told) -> tuple[int, int]:
    """(planted subjects that were listed, listed warnings that were planted)."""
    recalled = sum(any(names(one, warning) for warning in listed) for one in planted)
    right = sum(any(names(one, warning) for one in planted) for warning in listed)
    return recalled, right


class Command(SystemCommand):
    """Computes the warning models now, as beat does each day; with --truth, counts them against what was planted, writing nothing else."""

    help = "计算预警模型；--truth FILE 把列出的预警与埋设清单对照，打印各模型的准确率和召回率。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--model, --as-of, --whole, --truth."""
        parser.add_argument("--model", action="append", metavar="CODE", help="只算这个模型（可重复），如 W08")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="以哪一天为今天；默认今天")
        parser.add_argument("--whole", action="store_true", help="增量的模型也全量计算")
        parser.add_argument("--truth", type=Path, metavar="FILE", help="埋设清单（seed_demo 写在 var/demo/planted-warnings.csv）")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = options["model"] or []
        known = [model.code for model in warnings.all_models()]
        for code in codes:
            if code not in known:
                raise CommandError(f"没有预警模型 {code}。现有：{'、'.join(known)}。")
        for log in running.run_all(today=options["as_of"] or timezone.localdate(), codes=codes, whole=options["whole"]):
            seconds = (log.finished_at - log.started_at).total_seconds()
            self.stdout.write(
                f"{log.model} 读取 {log.looked_at:,}，判断 {log.tested:,}，样本过少 {log.too_few:,}，列出 {log.found:,}"
                f"（新增 {log.new:,}，消失 {log.gone:,}），{seconds:.2f} 秒"
            )
        if options["truth"] is not None:
            self._compare(options["truth"], self.stdout.write)

    def _compare(self, path: Path, say: Callable[[str], Any]) -> None:
        try:
            planted = read_planted(path)
        except (OSError, ValueError) as mistake:
            raise CommandError(f"读不了埋设清单：{mistake}") from mistake
        listed = list(RaisedWarning.objects.filter(standing=True).select_related("agency"))
        say("模型 | 埋设 | 找到 | 召回率 | 列出 | 其中埋设的 | 准确率")
        for model in warnings.all_models():
            own = [one for one in planted if one.model == model.code]
            found = [one for one in listed if one.model == model.code]
            if not running.is_ready(model):
                say(f"{model.code} {model.title} | 待接入，未运行")
                continue
            recalled, right = score(own, found)
            recall = f"{recalled / len(own):.0%}" if own else "未埋设"
            precision = f"{right / len(found):.0%}" if own and found else "—"
            say(f"{model.code} {model.title} | {len(own)} | {recalled} | {recall} | {len(found)} | {right} | {precision}")
