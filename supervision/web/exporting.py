"""导出列表：筛选出的全部行写成一个文件，带水印、留一笔痕。

A list as a file. Rows come through a cursor of the database and go into an unnamed temporary file, so that memory stays the same whatever the
length; all of it happens within the request's transaction, because row-level security lends the person's claim to that alone. Only the
finished file is streamed.
"""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from supervision.audit.record import Named, record
from supervision.tabular import Watermark, export_csv, export_xlsx
from supervision.web.errors import UserError
from supervision.web.list_tables import Exported, Out

VERB = "web.list_exported"
FILE = "导出文件"
"""What the trail calls a file that was taken out; its number is the file's."""
FORMS = ("xlsx", "csv")
ROWS_AT_ONCE = 2_000
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that nobody mistakes for another when reading a number off a screen or a print."""


@dataclass(frozen=True)
class ExportedFile:
    """A finished file, open at its beginning, and the number under which the trail knows it."""

    file: IO[bytes]
    number: str
    rows: int


def new_number() -> str:
    """A number for one export: the day and eight letters drawn by lot, so that no two exports wait for one another to be numbered."""
    return f"{timezone.localdate():%Y%m%d}-{''.join(secrets.choice(_LETTERS) for _ in range(8))}"


def counted(rows: QuerySet[Any]) -> int:
    """How many rows a file would hold. UserError when they are more than a file may."""
    most = settings.EXPORT_MOST_ROWS
    count = rows.order_by().values("pk")[: most + 1].count()
    if count > most:
        raise UserError(
            f"符合条件的记录超过 {most:,} 条，一次最多导出 {most:,} 条。",
            where="导出",
            remedy="请回到列表，再加一个筛选条件（如起止日期、机关、种类），分几次导出。",
        )
    return count


@transaction.atomic
def export_list(
    *, exported: Exported, rows: QuerySet[Any], form: str, wanted: Mapping[str, str], body: str, actor: Any
) -> ExportedFile:
    """Write the rows, in their order, into a file, and record that. `wanted`: the filters in words; `body`: for whom the person exports."""
    columns, number = exported.columns(actor), new_number()
    mark = watermark(number, name=exported.name, wanted=wanted, body=body, actor=actor, published=exported.published)
    counting = _Counting(_read(rows, columns))
    told = [one.column for one in columns]
    if form == "csv":
        file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the caller
        file.writelines(export_csv(told, counting, mark=None if exported.published else mark))
        file.seek(0)
    else:
        file = export_xlsx(told, counting, sheet_name=exported.name, mark=mark)
    made = ExportedFile(file, number, counting.count)
    trace_export(made, name=exported.name, form=form, wanted=wanted, actor=actor)
    return made


def trace_export(made: ExportedFile, *, name: str, form: str, wanted: Mapping[str, str], actor: Any) -> None:
    """Record that a file was taken out, with its digest. Within the transaction that made it."""
    digest = hashlib.file_digest(made.file, "sha256").hexdigest()  # type: ignore[arg-type]
    made.file.seek(0)
    payload = {"list": name, "form": form, "rows": made.rows, "wanted": dict(wanted), "sha256": digest}
    record(VERB, actor=actor, target=Named(FILE, made.number), payload=payload)


def watermark(number: str, *, name: str, wanted: Mapping[str, str], body: str, actor: Any, published: bool = False) -> Watermark:
    """What a file that is taken out says of itself: who, for which body, when, what, by which filters."""
    principal = getattr(actor, "acts_for", None)
    who = f"{actor}（{actor.get_username()}）" + (f" 代 {principal.name}" if principal else "")
    filters = "，".join(f"{label}：{words}" for label, words in wanted.items()) or "无"
    grade = "依法公示用" if published else "内部使用"
    lines = (
        f"{grade}，不作他用" if published else f"{grade}，不得外传", f"导出编号 {number}", f"导出人 {who}", f"单位 {body}（只含其有权导出的记录）",
        f"时间 {timezone.localtime():%Y-%m-%d %H:%M:%S}", f"列表 {name}", f"筛选条件 {filters}", "个人信息已遮盖，本次导出已留痕",
    )  # fmt: skip
    return Watermark(number, lines, grade)


def _read(rows: QuerySet[Any], columns: Sequence[Out]) -> Iterator[list[Any]]:
    """The rows as their columns show them, through a cursor that the database keeps."""
    places: dict[Any, int] = {}
    for column in columns:
        for source in column.sources:
            places.setdefault(source, len(places))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")  # all rows are wanted, not the first few soon
    cells = [_cell(column, [places[source] for source in column.sources]) for column in columns]
    found = rows.select_related(None).prefetch_related(None).values_list(*places)
    for values in found.iterator(chunk_size=ROWS_AT_ONCE):
        yield [cell(values) for cell in cells]


def _cell(column: Out, places: list[int]) -> Any:
    """How a column's cell is made from a row of values."""
    shown = column.shown
    if shown is None:
        return itemgetter(*places)
    if len(places) == 1:
        place = places[0]
        return lambda values: shown(values[place])
    pick = itemgetter(*places)
    return lambda values: shown(*pick(values))


class _Counting:
    """Rows passed on one by one and counted."""

    def __init__(self, rows: Iterator[list[Any]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[list[Any]]:
        for row in self._rows:
            self.count += 1
            yield row
