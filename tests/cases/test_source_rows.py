"""原始行：入库后不另存，要看时从文件读回，与报送时一字不差。"""

from __future__ import annotations

import datetime

import pytest

from cases.choices import CaseKind
from cases.intake.source import source_cells
from cases.models import EnforcementCase, ImportRow
from cases.services import batches
from tests.cases.intake_files import as_csv, as_xlsx, good, table

TODAY = datetime.date(2026, 11, 24)
MANY = 700
"""Rows beyond one block of the index."""

ROWS = table([good(number, 当事人名称=f"长沙演示{number}号商贸有限公司" * (1 + number % 3)) for number in range(1, MANY + 1)])
QUOTED = table([good(number, 当事人名称=f"演示{number}号,分店\n二部") for number in range(1, MANY + 1)])

FILES = {
    "plain": (as_csv(ROWS), ROWS, "a.csv"),
    "with a mark": (as_csv(ROWS, encoding="utf-8-sig"), ROWS, "a.csv"),
    "GBK": (as_csv(ROWS, encoding="gb18030"), ROWS, "a.csv"),
    "semicolons": (as_csv(ROWS, delimiter=";"), ROWS, "a.csv"),
    "quoted": (as_csv(QUOTED), QUOTED, "a.csv"),
    "a blank line": (as_csv([*ROWS[:3], [""] * len(ROWS[0]), *ROWS[3:]]), [*ROWS[:3], [""] * len(ROWS[0]), *ROWS[3:]], "a.csv"),
    "workbook": (as_xlsx(ROWS), ROWS, "a.xlsx"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_read_back_as_it_was_reported(cast, name):
    content, rows, file_name = FILES[name]
    batch, _ = batches.receive(
        content=content, name=file_name, agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    batch = batches.run(batch_id=batch.pk, today=TODAY)
    assert (batch.stored + batch.repaired, batch.refused) == (MANY, 0)
    for place in (1, 2, 4, 201, 202, 400, len(rows) - 1):
        if any(rows[place]):
            found = source_cells(batch, place + 1)
            assert [cell.replace("\r\n", "\n") for cell in found] == rows[place]  # type: ignore[union-attr]
    assert source_cells(batch, len(rows) + 1) == source_cells(batch, 0) == ()
    assert not ImportRow.objects.filter(batch=batch, problems=None).exists()


def test_the_page_of_a_case_shows_its_row_and_says_when_the_file_is_lost(cast, sign_in):
    batch, _ = batches.receive(
        content=as_csv(ROWS), name="a.csv", agency=cast.city_market, kind=CaseKind.PENALTY, actor=None, deliver=False
    )
    batch = batches.run(batch_id=batch.pk, today=TODAY)
    case = EnforcementCase.objects.get(external_id="R0600")
    client = sign_in(cast.city_supervisor)
    page = f"{case.get_absolute_url()}?show=source"
    assert "演市监罚〔2026〕600号" in client.get(page).content.decode()
    batch.file.path.unlink()
    assert "不在存放处，请从备份恢复" in client.get(page).content.decode()
    assert "不在存放处" not in client.get(case.get_absolute_url()).content.decode(), (
        "the file is read though nobody asked for the row"
    )
