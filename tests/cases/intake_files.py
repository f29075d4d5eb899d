"""报送文件的测试材料：一行合格的记录、各种写法的文件。人名、单位全是虚构的。"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from cases.choices import CaseKind
from cases.columns import TEMPLATES

SMALL = (
    "记录号",
    "当事人名称",
    "当事人类别",
    "统一社会信用代码",
    "决定书文号",
    "决定日期",
    "处罚种类",
    "罚款金额（元）",
    "公开日期",
)


def good(number: int = 1, **changes: str) -> dict[str, str]:
    """A record that has nothing wrong, under the template's headings; `changes` overwrite by heading."""
    row = {
        "记录号": f"R{number:04}",
        "当事人名称": f"长沙演示{number}号商贸有限公司",
        "当事人类别": "法人",
        "统一社会信用代码": "91350100M000100Y43",
        "决定书文号": f"演市监罚〔2026〕{number}号",
        "决定日期": "2026-03-02",
        "处罚种类": "罚款",
        "罚款金额（元）": "5000.00",
        "公开日期": "2026-03-10",
    }
    return row | changes


def table(rows: Sequence[dict[str, str]], header: Sequence[str] = SMALL) -> list[list[str]]:
    """Header and rows as lists of texts."""
    return [list(header), *([row.get(heading, "") for heading in header] for row in rows)]


def as_csv(rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """The bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    """The bytes of a workbook with these cells."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def full_header(kind: CaseKind = CaseKind.PENALTY) -> list[str]:
    """All headings of our own template."""
    return [column.label for column in TEMPLATES[kind].columns]


def full_row() -> dict[str, str]:
    """A penalty with everything that can occur more than once."""
    return good(
        案号="演市监立〔2026〕1号",
        立案日期="2025-12-01",
        立案状态="已立案",
        程序="普通程序",
        调查行为1="现场检查",
        调查行为1日期="2025-12-02",
        调查行为1笔录编号="笔录1",
        调查行为1执法人员证号="A001；A002",
        调查行为1辅助人员证号="F009",
        调查行为2="询问",
        调查行为2日期="2025-12-05",
        告知内容="拟处罚内容、事实、理由、依据、陈述申辩权",
        事先告知书送达日期="2026-02-10",
        扣除期间="听证 2026-01-05~2026-01-20 已告知；检验检测检疫鉴定 2026-02-01~2026-02-05",
        延长天数="30",
        延长批准日期="2026-02-20",
        延长批准人="演示局长",
        延长经集体讨论="是",
        送达方式="邮寄送达",
        交邮或委托日期="2026-03-03",
        送达日期="2026-03-06",
        另一次送达方式="直接送达",
        另一次送达尝试日期="2026-03-02",
        缴款记录="2026-03-20 3000；2026-03-28 2000",
        复议诉讼期间="行政复议 2026-05-06~2026-06-30",
        属于听证范围="否",
        告知书所载陈述申辩天数="5",
    )
