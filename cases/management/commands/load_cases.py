"""归集一份执法记录文件（与网页报送同一条路，一个事务）。"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.models import Agency
from cases.choices import BatchState, CaseKind
from cases.intake.drawn import recognise_for
from cases.intake.reading import FileRefused
from cases.models import ImportBatch
from cases.services import batches
from supervision.audit import context
from supervision.rowscope.command import SystemCommand
from supervision.tabular import Limits, Problem, SheetError, open_sheet
from supervision.web.errors import UserError

FILE_REFUSED = 2
PROBLEMS_SHOWN = 20
PROBLEMS_LISTED = 100


class Command(SystemCommand):
    """Exit code 0 when the file was read (refused rows included), 2 when it was refused as a whole."""

    help = "归集一份执法记录文件：逐行入库或说明原因，检查，打印结果。整份文件不能入库时退出码为 2。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """FILE --agency CODE [--kind …] [--format json]."""
        parser.add_argument("file", help="CSV、XLSX 或 XLS 文件")
        parser.add_argument("--agency", required=True, help="报送单位的编码")
        parser.add_argument("--kind", choices=CaseKind.values, help="记录种类；不给则按表头辨认")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, print, exit."""
        try:
            with context.use(context.AuditContext(channel="command")):
                batch, created = self._load(Path(options["file"]), options["agency"], options["kind"])
        except (UserError, SheetError, FileRefused) as error:
            self._refuse(str(error), options["format"])
        if batch.state == BatchState.FAILED:
            self._refuse(batch.error, options["format"], batch.pk)
        if options["format"] == "json":
            self.stdout.write(json.dumps(_facts(batch), ensure_ascii=False))
        else:
            self.stdout.write(_told(batch, created))

    def _load(self, path: Path, code: str, kind: str | None) -> tuple[ImportBatch, bool]:
        agency = Agency.objects.filter(code=code).select_related("region").first()
        if agency is None:
            raise UserError(f"没有编码为“{code}”的单位。", where="--agency", remedy="请核对单位编码（见“机构”页）。")
        try:
            size = path.stat().st_size
        except OSError as error:
            problem = SheetError(f"文件打不开（{error.strerror}）", "请核对文件是否存在、是否有权读取", value=str(path))
            raise problem from None
        if size > Limits().max_bytes:
            raise FileRefused([Problem(0, "", path.name, f"文件超过 {Limits().max_bytes // 2**20} MB", "请拆成几个文件")])
        found = CaseKind(kind) if kind else _kind(path, agency)
        with transaction.atomic(), path.open("rb") as file:
            batch, created = batches.receive(content=file, name=path.name, agency=agency, kind=found, actor=None, deliver=False)
            return batches.run(batch_id=batch.pk, today=timezone.localdate()), created

    def _refuse(self, reason: str, shape: str, batch: int | None = None) -> None:
        if shape == "json":
            self.stdout.write(json.dumps({"batch": batch, "error": reason}, ensure_ascii=False))
        self.stderr.write(f"整份文件未入库：{reason}")
        raise SystemExit(FILE_REFUSED)


def _kind(path: Path, agency: Agency) -> CaseKind:
    with open_sheet(path) as sheet:
        return recognise_for(agency.pk, sheet.header, kind=None, line=sheet.header_line).profile.kind


def _facts(batch: ImportBatch) -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "total": batch.total,
        "stored": batch.stored,
        "repaired": batch.repaired,
        "unchanged": batch.unchanged,
        "superseded": batch.superseded,
        "refused": batch.refused,
        "findings": batch.findings,
        "problems": batches.first_problems(batch, PROBLEMS_LISTED),
        "notes": batch.notes,
    }


def _told(batch: ImportBatch, created: bool) -> str:
    lines = [f"{batch.file_name}　{batch.agency.name}　{batch.get_kind_display()}　批次 {batch.pk}"]
    if not created:
        lines.append("这份内容此前已报送过，没有任何变化。以下是当时的结果：")
    lines.append(
        f"共 {batch.total:,} 行：入库 {batch.stored:,}，修正后入库 {batch.repaired:,}，更新 {batch.superseded:,}，"
        f"重复未变 {batch.unchanged:,}，未入库 {batch.refused:,}。检查发现问题 {batch.findings:,} 条。"
    )
    lines += [f"　说明　{note}" for note in batch.notes]
    repaired = (
        batch.rows.filter(outcome__in=["repaired", "superseded"]).exclude(problems=None).order_by("line_no")[:PROBLEMS_SHOWN]
    )
    lines += [f"　修正　{_sentence(row.line_no, problem)}" for row in repaired for problem in row.problems or []]
    refused = batches.first_problems(batch, PROBLEMS_SHOWN + 1)
    lines += [f"　未入库　{_sentence(problem['line'], problem)}" for problem in refused[:PROBLEMS_SHOWN]]
    if len(refused) > PROBLEMS_SHOWN:
        lines.append("　……其余见批次页的问题表。")
    return "\n".join(lines)


def _sentence(line: int, problem: dict[str, Any]) -> str:
    return str(Problem(line, problem["column"], problem["value"], problem["message"], problem["remedy"]))
