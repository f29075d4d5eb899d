"""个人信息先加密：姓名、证件号码、手机号码在进入暂存表之后、被任何一步看到之前，换成指纹或遮盖后的文字。

Rows that hold nothing personal cost one look by the database. The others come out some thousand at a time, are changed here, and go back
in one statement:

* the party's document number becomes its fingerprint; the number is sealed once in `PartyIdentity`;
* a natural person's name (`persons.py`) is masked, in the row's other texts too; beside the row stand its fingerprint and what tells it
  apart in a record's number; the name is sealed once in `PartyName`;
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
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from cases.intake.persons import SHORTEST_NUMBER as SHORTEST
from cases.intake.persons import HiddenName, hidden_name, is_a_person
from cases.intake.reading import Header
from cases.models import ImportBatch, ImportRow, PartyIdentity, PartyName
from cases.models.identity import identity_fingerprint
from cases.personal import is_fingerprint, is_personal, masked_cell
from supervision.crypto import encrypt
from supervision.crypto.service import normalised
from supervision.tabular import Kind
from supervision.web.masking import mask_numbers

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
"""Text columns that hold numbers of other things, amounts and days, or the party's name."""


def protect(batch: ImportBatch, header: Header, *, raw: str, filled: Collection[int]) -> int:
    """Take document numbers and telephones out of the staged rows; returns how many rows held any. A fixed number of statements, and of
    those that carry the rows out and in one for some thousand. `filled`: the places of the columns in which some row has something."""
    identity = header.mapping.positions.get("party_identity")
    identity = identity if identity in filled else None
    personal = [place for place in _only_kept(header) if place in filled and is_personal(header.headings[place])]
    free = [place for place in _free_places(header) if place in filled and place not in personal and place != identity]
    wanted = [*([] if identity is None else [identity]), *personal]
    person = is_a_person(header, filled)
    conditions = [f"c{place} IS NOT NULL" for place in wanted] + _holding_a_number(free) + [person] * bool(person)
    if not conditions:
        return 0
    name = header.mapping.positions["party_name"] if person else None
    numbers = _numbers_with_names(header, filled) if person else {}
    places = sorted({*wanted, *free, *numbers, *([] if name is None else [name])})
    layout = _Layout(places, identity, name, numbers, {place: header.headings[place] for place in personal})
    with connection.cursor() as cursor:
        count = _set_aside(cursor, raw, places, conditions, person)
        if count:
            _receive(cursor, places)
            for rows in _chunks(raw):
                found = _Found()
                _hand_in(cursor, _protected(rows, layout, found))
                _keep_numbers(cursor, batch, found.numbers)
                keep_names(cursor, batch.agency_id, batch.region_code, found.names)
            _put_back(cursor, raw, places)
        cursor.execute(f"DROP TABLE {_aside(raw)}")
    return count


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns that are carried out: their places, that of the document number and of the party's name; those of the numbers that an agency
    may have put a name into, and whether the number must stay one of its own; headings that speak of persons."""

    places: Sequence[int]
    identity: int | None
    name: int | None
    numbers: Mapping[int, bool]
    headings: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What some thousand rows held: fingerprint → document number, fingerprint → name, and each name's cell as it was read."""

    numbers: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str | None] = field(default_factory=dict)
    cells: dict[str, HiddenName | None] = field(default_factory=dict)

    def number(self, cell: str) -> str | None:
        """The fingerprint of the document number in a cell; None when it holds none."""
        if cell not in self.marks:
            mark = self.marks[cell] = identity_fingerprint(cell) if len(normalised(cell)) >= SHORTEST else None
            if mark is not None:
                self.numbers.setdefault(mark, cell.strip())
        return self.marks[cell]

    def name(self, cell: str) -> HiddenName | None:
        """What stands in place of the name in a cell; the same name is read once."""
        if cell not in self.cells:
            hidden = self.cells[cell] = hidden_name(cell)
            if hidden is not None:
                self.names.setdefault(hidden.mark, hidden.full)
        return self.cells[cell]


def _aside(raw: str) -> str:
    """Where the rows stand that may hold something personal. Not a temporary table: several workers fill it."""
    return f"{raw}_personal"


def _set_aside(cursor: Any, raw: str, places: list[int], conditions: list[str], person: str) -> int:
    """Copy the cells in question of the rows in question, and whether they are a person's; returns how many rows these are."""
    cells = ", ".join(f"c{place}" for place in places)
    # The planner thinks that a search costs no more than a comparison, and that every row may come out: it would ask no worker.
    cursor.execute("SET LOCAL cpu_operator_cost = 0.1; SET LOCAL parallel_tuple_cost = 0.001; SET LOCAL parallel_setup_cost = 0")
    cursor.execute(
        f"CREATE UNLOGGED TABLE {_aside(raw)} AS SELECT line_no, {person or 'false'} AS person, {cells} FROM {raw}"
        f" WHERE {' OR '.join(f'({one})' for one in conditions)}",
        {},
    )
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


def _numbers_with_names(header: Header, filled: Collection[int]) -> dict[int, bool]:
    """The places of a record's numbers, and whether a record is known by them: there a name that was in it leaves its digest behind."""
    keys = {"record_no": True, "case_no": False, "decision_no": False}
    found = {place: keys[column.key] for place, column in enumerate(header.mapping.columns) if column and column.key in keys}
    return {place: apart for place, apart in (found | dict.fromkeys(header.numbering, True)).items() if place in filled}


def _protected(rows: list[tuple[Any, ...]], layout: _Layout, found: _Found) -> Iterator[list[Any]]:
    """Each row as it goes back: line, what was sealed, the name's fingerprint and what stands for it in a number, the cells."""
    place_of_sealed = f"{ImportRow._meta.db_table}.sealed"
    at_name = None if layout.name is None else layout.places.index(layout.name)
    for line_no, person, *cells in rows:
        changed: dict[int, str] = {}
        hidden = found.name(cells[at_name]) if person and at_name is not None else None
        for at, (place, cell) in enumerate(zip(layout.places, cells, strict=True)):
            if not cell:
                continue
            if at == at_name:
                shown: str | None = hidden.shown if hidden else cell
            elif place == layout.identity:
                shown = found.number(cell)
            elif place in layout.numbers:
                shown = hidden.in_number(cell, apart=layout.numbers[place]) if hidden else cell
            else:
                text = cell.replace(hidden.full, hidden.shown) if hidden and hidden.full in cell else cell
                shown = masked_cell(layout.headings[place], text) if place in layout.headings else mask_numbers(text)
            if shown != cell:
                cells[at] = shown
                if place != layout.identity or not shown:  # the document number itself lies in `PartyIdentity`, and nowhere else
                    changed[place] = cell
        sealed = encrypt(place_of_sealed, json.dumps(changed, ensure_ascii=False)) if changed else ""
        yield [line_no, sealed, *((hidden.mark, hidden.digest) if hidden else (None, None)), *cells]


def _receive(cursor: Any, places: Sequence[int]) -> None:
    """A table of its own for the rows as they go back."""
    cells = ", ".join(f"c{place} text" for place in places)
    cursor.execute(
        f"CREATE TEMPORARY TABLE intake_protected (line_no integer, sealed text, party_mark text, party_digest text, {cells})"
    )


def _hand_in(cursor: Any, lines: Iterator[list[Any]]) -> None:
    """NULL is written as nothing, empty as \"\"."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    text.seek(0)
    cursor.copy_expert("COPY intake_protected FROM STDIN (FORMAT csv, FORCE_NOT_NULL (sealed))", text)


def _put_back(cursor: Any, raw: str, places: Sequence[int]) -> None:
    changes = ", ".join(f"c{place} = p.c{place}" for place in places)
    cursor.execute(
        f"UPDATE {raw} r SET sealed = p.sealed, party_mark = p.party_mark, party_digest = p.party_digest, {changes}"
        " FROM intake_protected p WHERE p.line_no = r.line_no"
    )
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


def keep_names(cursor: Any, agency_id: int, region_code: str, names: dict[str, str]) -> None:
    """Seal each name (fingerprint → name) once; what the agency reported before stays as it is."""
    if not names:
        return
    table = PartyName._meta.db_table
    cursor.execute(f"SELECT fingerprint FROM {table} WHERE agency_id = %s AND fingerprint = ANY(%s)", [agency_id, list(names)])
    for (known,) in cursor.fetchall():
        del names[known]
    cursor.execute(
        f"INSERT INTO {table} (agency_id, region_code, fingerprint, name) SELECT %s, %s, * FROM unnest(%s::text[], %s::text[])",
        [agency_id, region_code, list(names), [encrypt(f"{table}.name", name) for name in names.values()]],
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
