"""表格：一处列说明，同时用于模板、导入和导出。

`Table`/`Column` describe; `open_sheet` reads CSV, XLSX and XLS within limits; `match_header` recognises headings;
`parse` reads one value; `export_csv` and `export_xlsx` write exports row by row, `writer` templates and the workbook of rejected rows.
Knows no domain word.
"""

from supervision.tabular.columns import Column, Kind, Table
from supervision.tabular.export import Watermark, export_csv
from supervision.tabular.header import Mapping, match_header
from supervision.tabular.parsing import parse
from supervision.tabular.problems import Problem
from supervision.tabular.reader import Limits, Row, Sheet, SheetError, open_sheet
from supervision.tabular.workbook_stream import export_xlsx
from supervision.tabular.writer import write_pages, write_rejected, write_template

__all__ = [
    "Column",
    "Kind",
    "Limits",
    "Mapping",
    "Problem",
    "Row",
    "Sheet",
    "SheetError",
    "Table",
    "Watermark",
    "export_csv",
    "export_xlsx",
    "match_header",
    "open_sheet",
    "parse",
    "write_pages",
    "write_rejected",
    "write_template",
]
