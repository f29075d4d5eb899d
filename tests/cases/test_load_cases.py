"""命令 load_cases：与网页同一条路；结果给人看，也给程序看；kill -9 之后全有或全无。"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from cases.models import EnforcementCase, ImportBatch, ImportRow
from supervision.outbox.models import OutboxJob
from tests.cases.intake_files import as_csv, full_header, full_row, good, table

ROOT = Path(settings.BASE_DIR)


def run(path: Path, *options: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("load_cases", str(path), *options, stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def file(tmp_path: Path, rows: list[dict[str, str]], name: str = "报送.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(as_csv(table(rows)))
    return path


def test_the_summary_tells_counts_notes_and_refused_rows_in_chinese(cast, tmp_path):
    code, out, _ = run(
        file(tmp_path, [good(1), good(2, 决定日期="2026-02-30"), good(3, 决定书文号="演市监罚【2026】3号")]),
        "--agency",
        "CS-SCJG",
    )
    assert code == 0
    assert "共 3 行：入库 1，修正后入库 1，更新 0，重复未变 0，未入库 1" in out
    assert "第 3 行“决定日期”为“2026-02-30”，日期不存在。请改为真实日期，如 2026-02-28。" in out
    assert "文号按规范写作“演市监罚〔2026〕3号”" in out


def test_json_holds_one_object_with_every_count(cast, tmp_path):
    path = file(tmp_path, [good(1), good(2, 处罚种类="罚金")])
    code, out, _ = run(path, "--agency", "CS-SCJG", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert set(found) == {
        "batch",
        "total",
        "stored",
        "repaired",
        "unchanged",
        "superseded",
        "refused",
        "findings",
        "problems",
        "notes",
    }
    assert (found["total"], found["stored"], found["refused"]) == (2, 1, 1)
    assert found["problems"][0] | {"remedy": ""} == {
        "line": 3,
        "column": "处罚种类",
        "value": "罚金",
        "message": "其中“罚金”不在代码表中",
        "remedy": "",
    }
    again = json.loads(run(path, "--agency", "CS-SCJG", "--format", "json")[1])
    assert again == found
    assert ImportBatch.objects.count() == 1


def test_the_kind_is_recognised_by_the_header_unless_it_is_given(cast, tmp_path):
    path = tmp_path / "检查.csv"
    path.write_bytes(
        as_csv([["记录号", "检查对象", "检查日期", "检查类型", "已扫码"], ["J1", "演示超市", "2026-03-02", "双随机", "是"]])
    )
    assert run(path, "--agency", "CS-SCJG")[0] == 0
    case = EnforcementCase.objects.get()
    assert (case.kind, case.inspection_kind, case.scanned) == ("inspection", "双随机", True)


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        (b"", ("--agency", "CS-SCJG"), "空的"),
        (b"%PDF-1", ("--agency", "CS-SCJG"), "PDF"),
        (as_csv(table([good(n) for n in range(1, 31)])) + b'"R0031\r\n', ("--agency", "CS-SCJG"), "第 32 行起引号没有闭合"),
        (
            as_csv([["当事人名称", "罚款金额（元）"], ["演示", "1"]]),
            ("--agency", "CS-SCJG", "--kind", "penalty"),
            "缺少必需的列“决定日期”",
        ),
        (as_csv(table([good(1)])), ("--agency", "NOBODY"), "没有编码为“NOBODY”的单位"),
        (as_csv(table([good(1)])), ("--agency", "CS-SFJ"), "不是行政执法机关"),
    ],
)
def test_a_file_refused_as_a_whole_ends_with_code_2_and_says_why(cast, tmp_path, content, options, words):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    code, _, err = run(path, *options)
    assert code == 2
    assert words in err
    assert json.loads(run(path, *options, "--format", "json")[1])["error"]
    assert not EnforcementCase.objects.exists()


def test_a_file_that_is_not_there_ends_with_code_2(cast, tmp_path):
    code, _, err = run(tmp_path / "missing.csv", "--agency", "CS-SCJG")
    assert code == 2
    assert "文件打不开" in err


_CHILD = """
import os, sys, signal
sys.path.insert(0, sys.argv[1])
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[3]
left, done = int(sys.argv[4]), 0
def ask(execute, *statement):
    global done
    done += 1
    if done == left:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*statement)
from django.core.management import call_command
with connection.execute_wrapper(ask):
    call_command("load_cases", sys.argv[2], "--agency", "CS-SCJG", stdout=open(os.devnull, "w"))
print(done)
"""

KILLS = 20


@pytest.mark.django_db(transaction=True)
def test_a_load_killed_twenty_times_leaves_nothing_and_the_next_one_everything(tmp_path):
    from tests.cast import build_cast

    build_cast()

    def load(name: str, *, dies_at: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _CHILD, str(ROOT), str(tmp_path / name), connection.settings_dict["NAME"], str(dies_at)]
        return subprocess.run(command, env=os.environ, capture_output=True, text=True, timeout=120, check=False)

    def counted() -> tuple[int, int, int, int]:
        return (
            ImportBatch.objects.count(),
            ImportRow.objects.count(),
            EnforcementCase.objects.count(),
            OutboxJob.objects.count(),
        )

    for name in ("first", "second"):
        rows = [full_row() | {"记录号": f"{name}{number}"} for number in range(300)]
        rows += [{"记录号": f"{name}-0"}]  # nameless: it is refused and lies in the quarantine
        (tmp_path / name).write_bytes(as_csv(table(rows, full_header())))
    whole = load("first")
    assert whole.returncode == 0, whole.stderr
    statements, before = int(whole.stdout.split()[-1]), counted()
    assert before[:3] == (1, 1, 300)
    assert statements > KILLS
    after = tuple(2 * count for count in before)
    found = []
    for kill in range(1, KILLS + 1):
        killed = load("second", dies_at=max(1, statements * kill // KILLS))
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        found.append(counted())
    # All of it only where the last statement but one, the transaction's end, was past.
    assert found[: KILLS - 1] == [before] * (KILLS - 1)
    assert found[-1] in (before, after)
    assert load("second").returncode == 0
    assert counted() == after
