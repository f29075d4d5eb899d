"""个人信息先加密：证件号码、手机号码在进入暂存表之后、被任何一步看到之前，换成指纹或遮盖后的文字。

Rows that hold nothing personal cost one look by the database. The others come out some thousand at a time, are changed here, and go back
in one statement:

* the party's document number becomes its fingerprint; the number is sealed once in `PartyIdentity`;
* a column whose heading speaks of documents, telephones, accounts or homes is masked;
* identity and mobile numbers inside any other text are masked where they stand;
* the other cells that were changed are sealed together, as they came, beside the row: for the agency's own refused rows and for an
  unmasking.

The digest that tells a correction from a repetition is taken afterwards, so it gives nothing away either.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection

from cases.intake.reading import Header
from cases.models import ImportBatch, ImportRow, PartyIdentity
from cases.models.identity import identity_fingerprint
from cases.personal import is_fingerprint, is_personal, masked_cell
from supervision.crypto import encrypt
from supervision.crypto.service import normalised
from supervision.tabular import Kind
from supervision.web.masking import mask_numbers

SHORTEST = 6
"""A cell with fewer letters and digits is no document number ("无", "—")."""

NUMBERS = "[0-9０-９]{3}[-－ 　]?[0-9０-９]{4}[-－ 　]?[0-9０-９]{4}"
"""What a text must hold to be worth a second look: eleven digits, as a telephone or inside an identity number."""
DIGITS = 11

CELLS_A_SEARCH = 90
"""A function takes a hundred arguments at most."""

ROWS_AT_A_TIME = 5_000
"""How many rows are in memory at once, however many a file has."""

RESIDENT_LENGTH = 18
_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))

_WORDS = (Kind.TEXT, Kind.CHOICE, Kind.MULTI_CHOICE, Kind.BOOLEAN, Kind.DATE)
"""Kinds of column that hold words, or may: an amount or a list of certificate numbers may look like a telephone and is none."""

_CODES = frozenset(
    {
        *("record_no", "case_no", "decision_no", "party_credit_code", "item_code", "agency_credit_code", "party_name"),
        *("payments", "excluded_spans", "remedy_spans"),
    }
)
"""Text columns that hold numbers of other things, amounts and days, or the name that a case is found by."""


def protect(batch: ImportBatch, header: Header, *, raw: str, filled: Collection[int]) -> int:
    """Take document numbers and telephones out of the staged rows; returns how many rows held any. A fixed number of statements, and of
    those that carry the rows out and in one for some thousand. `filled`: the places of the columns in which some row has something."""
    identity = header.mapping.positions.get("party_identity")
    identity = identity if identity in filled else None
    personal = [place for place in _only_kept(header) if place in filled and is_personal(header.headings[place])]
    free = [place for place in _free_places(header) if place in filled and place not in personal and place != identity]
    wanted = [*([] if identity is None else [identity]), *personal]
    conditions = [f"c{place} IS NOT NULL" for place in wanted] + _holding_a_number(free)
    if not conditions:
        return 0
    places = sorted({*wanted, *free})
    headings = {place: header.headings[place] for place in personal}
    with connection.cursor() as cursor:
        count = _set_aside(cursor, raw, places, conditions)
        if count:
            _receive(cursor, places)
            for rows in _chunks(raw):
                numbers: dict[str, str] = {}
                _hand_in(cursor, _protected(rows, places, identity, headings, numbers))
                _keep_numbers(cursor, batch, numbers)
            _put_back(cursor, raw, places)
        cursor.execute(f"DROP TABLE {_aside(raw)}")
    return count


def _aside(raw: str) -> str:
    """Where the rows stand that may hold something personal. Not a temporary table: several workers fill it."""
    return f"{raw}_personal"


def _set_aside(cursor: Any, raw: str, places: list[int], conditions: list[str]) -> int:
    """Copy the cells in question of the rows in question; returns how many rows these are."""
    cells = ", ".join(f"c{place}" for place in places)
    # The planner thinks that a search costs no more than a comparison, and that every row may come out: it would ask no worker.
    cursor.execute("SET LOCAL cpu_operator_cost = 0.1; SET LOCAL parallel_tuple_cost = 0.001; SET LOCAL parallel_setup_cost = 0")
    cursor.execute(f"CREATE UNLOGGED TABLE {_aside(raw)} AS SELECT line_no, {cells} FROM {raw} WHERE {' OR '.join(conditions)}")
    count = int(cursor.rowcount)
    for changed in ("cpu_operator_cost", "parallel_tuple_cost", "parallel_setup_cost"):
        cursor.execute(f"SET LOCAL {changed} TO DEFAULT")
    return count


def _chunks(raw: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows set aside, some thousand at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_aside(raw)}")
        while rows := cursor.fetchmany(ROWS_AT_A_TIME):
            yield rows


def _holding_a_number(places: list[int]) -> list[str]:
    """The condition that a row's free texts hold what may be a number: one search through all that are long enough, a bar between two."""
    long_enough = [f"CASE WHEN octet_length(c{place}) > {DIGITS - 1} THEN c{place} END" for place in places]
    parts = [", ".join(long_enough[at : at + CELLS_A_SEARCH]) for at in range(0, len(places), CELLS_A_SEARCH)]
    return [f"concat_ws('|', {cells}) ~ '{NUMBERS}'" for cells in parts]


def _only_kept(header: Header) -> list[int]:
    """Columns that go nowhere but into the source row: those nobody knows, and those the standard has and we do not use."""
    return [place for place, column in enumerate(header.mapping.columns) if column is None or column.key.startswith("raw_")]


def _free_places(header: Header) -> list[int]:
    """Columns in which somebody may have written anything: those nobody knows, those only kept, and all that hold words. A column that a
    drawn profile makes record numbers of is a code like `record_no`."""
    ours = [
        place
        for place, column in enumerate(header.mapping.columns)
        if column is not None and not column.key.startswith("raw_") and column.kind in _WORDS and column.key not in _CODES
    ]
    return [*(place for place in _only_kept(header) if place not in header.numbering), *ours]


def _protected(
    rows: list[tuple[Any, ...]], places: Sequence[int], identity: int | None, headings: dict[int, str], numbers: dict[str, str]
) -> Iterator[list[Any]]:
    """Each row as it goes back: line, what was sealed, the cells. Fills `numbers`: fingerprint → document number."""
    place_of_sealed = f"{ImportRow._meta.db_table}.sealed"
    known: dict[str, str] = {}
    for line_no, *cells in rows:
        changed: dict[int, str] = {}
        for at, (place, cell) in enumerate(zip(places, cells, strict=True)):
            if not cell:
                continue
            if place == identity:
                if cell not in known:
                    known[cell] = identity_fingerprint(cell) if len(normalised(cell)) >= SHORTEST else ""
                    if known[cell]:
                        numbers.setdefault(known[cell], cell.strip())
                shown: str | None = known[cell] or None
            else:
                shown = masked_cell(headings[place], cell) if place in headings else mask_numbers(cell)
            if shown != cell:
                cells[at] = shown
                if place != identity or not shown:  # the document number itself lies in `PartyIdentity`, and nowhere else
                    changed[place] = cell
        sealed = encrypt(place_of_sealed, json.dumps(changed, ensure_ascii=False)) if changed else ""
        yield [line_no, sealed, *cells]


def _receive(cursor: Any, places: Sequence[int]) -> None:
    """A table of its own for the rows as they go back."""
    cells = ", ".join(f"c{place} text" for place in places)
    cursor.execute(f"CREATE TEMPORARY TABLE intake_protected (line_no integer, sealed text, {cells})")


def _hand_in(cursor: Any, lines: Iterator[list[Any]]) -> None:
    """NULL is written as nothing, empty as \"\"."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    text.seek(0)
    cursor.copy_expert("COPY intake_protected FROM STDIN (FORMAT csv, FORCE_NOT_NULL (sealed))", text)


def _put_back(cursor: Any, raw: str, places: Sequence[int]) -> None:
    changes = ", ".join(f"c{place} = p.c{place}" for place in places)
    cursor.execute(f"UPDATE {raw} r SET sealed = p.sealed, {changes} FROM intake_protected p WHERE p.line_no = r.line_no")
    cursor.execute("DROP TABLE intake_protected")


def _keep_numbers(cursor: Any, batch: ImportBatch, numbers: dict[str, str]) -> None:
    """Seal each number once; what the agency reported before stays as it is."""
    if not numbers:
        return
    table = PartyIdentity._meta.db_table
    cursor.execute(
        f"SELECT fingerprint FROM {table} WHERE agency_id = %s AND fingerprint = ANY(%s)", [batch.agency_id, list(numbers)]
    )
    for (known,) in cursor.fetchall():
        del numbers[known]
    rows = [(mark, encrypt(f"{table}.number", number), _right(normalised(number))) for mark, number in numbers.items()]
    marks, sealed, right = zip(*rows, strict=True) if rows else ((), (), ())
    cursor.execute(
        f"INSERT INTO {table} (agency_id, region_code, fingerprint, number, checksum_right)"
        " SELECT %s, %s, * FROM unnest(%s::text[], %s::text[], %s::boolean[])",
        [batch.agency_id, batch.region_code, list(marks), list(sealed), list(right)],
    )


def _right(number: str) -> bool | None:
    """Whether a resident identity number is one (rule Q-02); None for a document of another kind."""
    resident = len(number) == RESIDENT_LENGTH and number[:-1].isdecimal() and (number[-1].isdecimal() or number[-1] == "X")
    return _checks(number) and _is_a_day(number[6:14]) if resident else None


def _is_a_day(digits: str) -> bool:
    """Whether eight digits are a day of the calendar."""
    try:
        datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _checks(number: str) -> bool:
    """Whether the last character of a resident identity number is right (GB 11643, ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1]


def original_cells(rows: Sequence[ImportRow], agency_id: int) -> list[list[str]]:
    """The cells of an agency's rows as it sent them; a document number in the spelling it first came in. One statement."""
    marks = {cell for row in rows for cell in row.cells or () if cell and is_fingerprint(cell)}
    known = PartyIdentity.objects.filter(agency_id=agency_id, fingerprint__in=marks) if marks else ()
    numbers: dict[str | None, str] = {}
    for one in known:
        number: Any = one.number
        numbers[one.fingerprint] = number.reveal()
    return [_restored(row, numbers) for row in rows]


def _restored(row: ImportRow, numbers: dict[str | None, str]) -> list[str]:
    cells = [numbers.get(cell, cell or "") for cell in row.cells or ()]
    if row.sealed:
        sealed: Any = row.sealed
        for place, text in json.loads(sealed.reveal()).items():
            cells[int(place)] = text
    return cells
