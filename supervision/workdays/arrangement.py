"""放假安排文件：把一年的 CSV（日期, 是否工作日, 名称）读成日历日。

The file may list every day of the year or only those that differ from the plain week. All errors are reported
together, each with its line and what to do, because the file is typed by hand from the State Council's notice once a
year.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from supervision.workdays.days import MAKEUP, Day, ordinary
from supervision.workdays.services import ArrangementError

COLUMNS = ("日期", "是否工作日", "名称")
_YES = {"是", "1", "true", "yes", "y", "工作日", "上班", "班"}
_NO = {"否", "0", "false", "no", "n", "休息日", "休息", "放假", "休"}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_PLAIN_NAMES = {"", "周末", "周六", "周日", "星期六", "星期日", "休息日", "双休日"}
MOST_ERRORS = 20


def read_arrangement(content: bytes) -> list[Day]:
    """The days the file lists. Raises ArrangementError with every line that is wrong (at most twenty)."""
    reader = csv.DictReader(io.StringIO(_decode(content), newline=""))
    headings = [(heading or "").strip() for heading in reader.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in headings]
    if missing:
        raise ArrangementError(f"第 1 行缺少列：{'、'.join(missing)}。标题行应为：{'、'.join(COLUMNS)}。")
    reader.fieldnames = headings
    days: list[Day] = []
    errors: list[str] = []
    line_of: dict[date, int] = {}
    for line, row in enumerate(reader, start=2):
        values = [(row.get(column) or "").strip() for column in COLUMNS]
        if not any(values):
            continue
        try:
            day = _day(*values)
            if day.day in line_of:
                raise ArrangementError(f"{day.day}在第 {line_of[day.day]} 行已出现。请只保留一行。")
        except ArrangementError as error:
            errors.append(f"第 {line} 行：{error}")
            continue
        line_of[day.day] = line
        days.append(day)
    if errors:
        more = f"\n……另有 {len(errors) - MOST_ERRORS} 处。" if len(errors) > MOST_ERRORS else ""
        raise ArrangementError("\n".join(errors[:MOST_ERRORS]) + more)
    if not days:
        raise ArrangementError("文件里没有任何日期。请按“日期,是否工作日,名称”逐行填写放假和调休上班的日子。")
    return days


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ArrangementError("文件编码不是 UTF-8 也不是 GBK，无法辨认。请另存为“CSV UTF-8”后再载入。")


def _day(text: str, works: str, name: str) -> Day:
    found = _DATE.fullmatch(text)
    if found is None:
        raise ArrangementError(f"日期“{text}”看不懂。请写成 2027-02-06。")
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        raise ArrangementError(f"日期“{text}”不存在。请改为真实日期。") from None
    usual = ordinary(day)
    if works.lower() in _YES:
        return usual if usual.is_workday else Day(day, True, MAKEUP)
    if works.lower() not in _NO:
        raise ArrangementError(f"是否工作日“{works}”看不懂。请填“是”或“否”。")
    if name in _PLAIN_NAMES:
        if usual.is_workday:
            raise ArrangementError(f"{text}是星期{'一二三四五'[day.weekday()]}，放假必须写明节日名称，如“春节”。")
        return usual
    if len(name) > 20:
        raise ArrangementError(f"名称“{name}”超过20个字。请只写节日名称。")
    return Day(day, False, name, True)
