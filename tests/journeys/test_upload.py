"""一家单位报送一份小文件：进度、逐行交代、退回的行写明怎么改。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cases.models import EnforcementCase, ImportBatch
from tests.cases import intake_files
from tests.cast import Cast
from tests.journeys.browsing import Seat

pytestmark = pytest.mark.browser


def test_a_small_file_is_stored_row_by_row_and_what_is_refused_says_why(
    people: Cast, seat: Callable[..., Seat], tmp_path: Path
) -> None:
    rows = [intake_files.good(number) for number in range(1, 6)] + [intake_files.good(6, **{"决定日期": "2026-02-30"})]
    file = tmp_path / "三月处罚.csv"
    file.write_bytes(intake_files.as_csv(intake_files.table(rows), encoding="gbk"))
    officer = seat(people.housing_officer)
    page = officer.page
    officer.open("/batches/new/")
    page.locator("input[type=file]").set_input_files(file)
    officer.press("报送").reads("三月处罚.csv")
    officer.until("新入库")
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.total, batch.refused) == ("done", 6, 1)
    officer.reads("第 7 行").reads("决定日期").reads("2026-02-30")
    assert EnforcementCase.objects.filter(agency=people.county_housing).count() == 5
    with page.expect_download() as download:
        page.get_by_role("link", name="下载未入库的行").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"
    officer.open(EnforcementCase.objects.filter(agency=people.county_housing).earliest("pk").get_absolute_url())
    group = page.locator("#rules-pass")
    assert group.locator(".rule-result").count() == 0
    group.locator("summary").first.click()
    group.locator(".rule-result").first.wait_for()  # fetched by opening, and left open
    assert group.get_attribute("open") is not None
    assert page.evaluate("document.activeElement.id") == "rules-pass-h"  # who works by keyboard goes on where they were
    assert officer.barriers("/batches/", "/batches/new/", officer.path, "/cases/", "/inbox/", "/me/") == []
