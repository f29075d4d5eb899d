"""编制一份监督报告并写出草稿：manage.py compile_report --region 430100 --period 2026-10 --out DIR"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from agencies.models import Region
from reports.documents import print_report
from reports.models import PeriodicReport
from reports.services import compiling
from reports.services.issuing import instructions_of
from supervision.audit import context
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from supervision.rowscope.command import SystemCommand
from supervision.web.errors import UserError


class Command(SystemCommand):
    """Compiles here and now, without a worker; an existing report is printed as it stands."""

    help = "编制一个地方一个月的监督报告（已有的不重编），可将 PDF、DOCX 写入目录。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", required=True, help="区划代码，例如 430100")
        parser.add_argument("--period", required=True, help="统计月份，例如 2026-10")
        parser.add_argument("--out", type=Path, help="写出文件的目录")

    def handle(self, *args: Any, **options: Any) -> None:
        region = Region.objects.filter(pk=options["region"]).first()
        if region is None:
            raise CommandError(f"没有区划代码 {options['region']}。")
        with context.use(context.AuditContext(channel="command")):
            report = self._compiled(region, _month(options["period"]))
        self.stdout.write(f"{report.title}　快照 {report.snapshot_sha256}")
        if options["out"]:
            self._write(report, options["out"])

    def _compiled(self, region: Region, period: datetime.date) -> PeriodicReport:
        try:
            report, _ = compiling.ensure_report(region=region, period=period)
        except UserError as mistake:
            raise CommandError(str(mistake)) from mistake
        job = OutboxJob.objects.get(dedupe_key=f"reports.compile:{report.pk}")
        if job.done_at is None and not run(job.pk):
            # a worker has it in hand: wait for the row that it holds
            with transaction.atomic():
                PeriodicReport.objects.select_for_update().get(pk=report.pk)
        report = PeriodicReport.objects.select_related("agency", "pdf", "docx").get(pk=report.pk)
        if report.snapshot is None:
            raise CommandError("报告没有编制完成，原因见后台任务的错误记录。")
        return report

    def _write(self, report: PeriodicReport, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if report.pdf is not None and report.docx is not None:
            pdf, docx = report.pdf.read(), report.docx.read()
        else:
            printed = print_report(report, instructions_of(report))
            pdf, docx = printed.pdf, printed.docx
        for suffix, content in (("pdf", pdf), ("docx", docx)):
            path = folder / f"{report.region_code}-{report.period_start:%Y-%m}.{suffix}"
            path.write_bytes(content)
            self.stdout.write(str(path))


def _month(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise CommandError(f"统计月份应写作 2026-10，现为 {text}。") from error
