"""年报工作簿：C7，单位的名称再怎样，读回来也只是文字。"""

from __future__ import annotations

from reports.annual.counting import Annual, Asked, Counted, Line, Period
from reports.annual.kinds import PUBLISHED, Rule
from reports.annual.tables import TABLES
from reports.annual.workbook import write_annual
from supervision.tabular import Watermark
from tests.tabular.test_formulas import PAYLOADS, check_workbook


def test_C7_no_name_in_the_annual_workbook_becomes_a_formula() -> None:
    tables = []
    for one in TABLES:
        nothing: dict[str, int | None] = {column.key: None for column in one.columns}
        lines = tuple(Line(text, nothing) for text in PAYLOADS)
        tables.append(Counted(one, lines, Line("合计", nothing), Line("上年", nothing)))
    told = Annual(Asked(Period(2026)), Rule(PUBLISHED[0].order, PAYLOADS[1], "wan"), tuple(tables), ())
    file = write_annual(told, title=PAYLOADS[0], mark=Watermark("20260301-ABCDEFGH", tuple(PAYLOADS)))
    check_workbook(file, PAYLOADS, times=len(TABLES) + 1)
