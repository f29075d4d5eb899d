"""一遍读完的朴素文件，与按常规读的结果处处相同；半路发现不朴素的，改走常规。"""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.db import transaction

from cases.choices import CaseKind
from cases.intake import pipeline
from cases.models import EnforcementCase, ImportRow
from cases.services import batches
from supervision.crypto.files import PIECE, SealedReader
from supervision.tabular.plain import SAMPLE
from tests.cases.intake_files import SMALL, as_csv, good, table

TODAY = datetime.date(2026, 11, 24)
ENOUGH = 900
"""Rows that reach beyond the file's beginning, by which it is believed."""


def rows(count=ENOUGH):
    return [good(number) for number in range(1, count + 1)]


PLAIN = as_csv(table(rows()))
HEADER, _, ROWS = PLAIN.partition(b"\n")
LAST = ROWS.splitlines(keepends=True)[-1]


def test_the_surprises_stand_beyond_the_beginning():
    assert len(PLAIN) > SAMPLE * 1.5


FILES = {
    "plain": PLAIN,
    "marked as UTF-8": b"\xef\xbb\xbf" + PLAIN,
    "tabs": PLAIN.replace(b",", b"\t"),
    "semicolons": PLAIN.replace(b",", b";"),
    "lines end in CR LF": PLAIN.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
    "no line end at the end": PLAIN.rstrip(b"\r\n"),
    "a sign lost before": PLAIN.replace(LAST, LAST.replace("甲".encode(), "\ufffd".encode()).replace(b"R", "\ufffd".encode(), 1)),
    "a quotation mark late": PLAIN + b'"' + LAST.rstrip(b"\r\n").replace(b",", b'","') + b'"\n',
    "a quoted line break late": PLAIN + b'"a\nb"' + LAST,
    "a carriage return late": PLAIN + LAST.replace(b",", b"\r,", 1),
    "a carriage return at the end": PLAIN.rstrip(b"\r\n") + b"\r",
    "a damaged byte late": PLAIN + LAST.replace(b",", b"\xff,", 1),
    "a zero byte late": PLAIN + LAST.replace(b",", b"\x00,", 1),
    "half a character at the end": PLAIN.rstrip(b"\r\n") + "案".encode()[:2],
    "a row too short late": PLAIN + b"a,b\n" + LAST,
    "a row too long late": PLAIN + LAST.rstrip(b"\r\n") + b",x\n",
    "a blank line late": PLAIN + b"\n" + LAST,
    "cells but no text late": PLAIN + b"," * LAST.count(b",") + b"\n" + LAST,
    "an example late": PLAIN + "示例：".encode() + LAST,
    "a total late": PLAIN + "合计".encode() + LAST[LAST.index(b",") :],
    "GBK": PLAIN.decode().encode("gb18030"),
    "UTF-16": PLAIN.decode().encode("utf-16"),
    "only the header": HEADER + b"\n",
    "a title above": "行政处罚案件表".encode() + b"," * HEADER.count(b",") + b"\n" + PLAIN,
    "an unknown header": "甲,乙,丙".encode() + b"\n" + b"1,2,3\n" * 9,
    "a column is missing": b"\n".join(line.partition(b",")[0] for line in PLAIN.splitlines()),
    "one long line": HEADER.rstrip(b"\r\n") + b"," + b"x" * (SAMPLE + 10),
}


def came_of(content, agency):
    """What an import leaves behind, itself taken back."""
    with transaction.atomic():
        batch, _ = batches.receive(
            content=content, name="records.csv", agency=agency, kind=CaseKind.PENALTY, actor=None, deliver=False
        )
        batch = batches.run(batch_id=batch.pk, today=TODAY)
        told = {
            name: getattr(batch, name) for name in ("state", "error", "encoding", "notes", "header", "profile", "source_index")
        }
        counts = [batch.total, batch.stored, batch.repaired, batch.unchanged, batch.superseded, batch.refused, batch.findings]
        kept = list(ImportRow.objects.order_by("line_no").values_list("line_no", "cells", "outcome", "problems"))
        cases = list(
            EnforcementCase.objects.order_by("line_no").values_list("line_no", "external_id", "party_name", "fingerprint")
        )
        found = told | {"counts": counts, "rows": kept, "cases": cases, "as it came": batch.source_id == batch.file_id}
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_file_leaves_the_same_behind_whichever_way_it_is_read(cast, monkeypatch, name):
    at_once = came_of(FILES[name], cast.city_market)
    monkeypatch.setattr(pipeline, "_at_once", lambda *_: None)
    assert at_once == came_of(FILES[name], cast.city_market)


@pytest.mark.parametrize(("sign", "once"), [("", True), ('"', False)])
def test_a_plain_file_is_read_once(cast, monkeypatch, sign, once):
    """Opening its sealed pieces is what reading costs (those opened ahead not counted). A file with a quotation mark at its end is
    read as far as that, for its encoding, and for its rows. Never the same content twice: what lies there already is read to compare."""
    wide = [row | {"本平台不认识的列": "演" * 1_000} for row in rows(3_000)]
    content = as_csv(table([*wide, good(5_000, 当事人名称=f"演示{sign}公司{uuid.uuid4()}")], [*SMALL, "本平台不认识的列"]))
    taken = []
    one = SealedReader._take
    monkeypatch.setattr(SealedReader, "_take", lambda self, number: (taken.append(number), one(self, number))[1])
    came_of(content, cast.city_market)
    pieces = len(content) // PIECE + 1
    assert pieces == 9
    assert set(taken) == set(range(pieces))
    assert (len(taken) < 2 * pieces) is once
