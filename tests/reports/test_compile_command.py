"""命令行编制报告。"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.models import PeriodicReport
from tests.reports.world import World


def test_the_command_compiles_and_writes_both_files_and_a_second_run_gives_the_same_bytes(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("compile_report", region="430100", period="2026-09", out=tmp_path)
    pdf, docx = tmp_path / "430100-2026-09.pdf", tmp_path / "430100-2026-09.docx"
    first = pdf.read_bytes(), docx.read_bytes()
    assert first[0].startswith(b"%PDF")
    report = PeriodicReport.objects.get()
    assert report.state == "draft"
    assert report.snapshot_sha256 in capsys.readouterr().out
    call_command("compile_report", region="430100", period="2026-09", out=tmp_path)
    assert (pdf.read_bytes(), docx.read_bytes()) == first
    assert PeriodicReport.objects.count() == 1


@pytest.mark.parametrize(
    ("region", "period", "words"),
    [
        ("999999", "2026-09", "没有区划代码"),
        ("430100", "2026-13", "统计月份应写作"),
        ("430181103", "2026-09", "没有行政执法监督机构"),
    ],
)
def test_the_command_says_what_is_wrong(world: World, region: str, period: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("compile_report", region=region, period=period)
    assert not PeriodicReport.objects.exists()
