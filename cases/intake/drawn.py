"""按绘制的映射读表：认表头，再给暂存表添上翻译过的、固定的和组成的栏。

A file is matched once, by its headings. What a profile translates, fixes or composes becomes further columns of the staged table: constants, and
expressions that the database works out when it reads them. So nothing is rewritten, the reading of values (`typing.py`) knows of no
profile, and the source row stays as it came. The words of a profile enter the statement as quoted literals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as WordMapping

from django.db import connection

from cases.choices import CaseKind
from cases.columns import TEMPLATES, Profile, profile_of
from cases.columns.drawing import NAMES, Drawing
from cases.columns.loose import LOOSE
from cases.intake.expressions import literal, trimmed
from cases.intake.reading import Derived, FileRefused, Header, recognise
from cases.models import DrawnProfile
from cases.models.drawn_profile import CODE
from supervision.tabular import Column, Mapping, Problem, match_header
from supervision.tabular.header import OWN_HEADINGS

LONGEST_NUMBER = 80
DIGEST = 32
"""Characters of an MD5 digest: what a composed number that is too long ends with."""


def recognise_for(agency_id: int, header: Sequence[str], *, kind: CaseKind | None, line: int) -> Header:
    """How a file of one agency is read: by an active profile drawn for it, else by one drawn for all, when the file has every heading that it
    needs; of several by the one that needs most. Otherwise as `recognise` does. Raises FileRefused."""
    profiles = DrawnProfile.objects.reading_for(agency_id, kind)
    headings = {heading.strip() for heading in header}
    fitting = [one for one in profiles if one.drawing.needed <= headings]
    if not fitting:
        return recognise(header, kind=kind, line=line)
    best = max(fitting, key=lambda one: (one.agency_id is not None, len(one.drawing.needed), one.pk))
    return drawn_header(best.drawing, as_profile(best), header, line=line)


def as_profile(drawn: DrawnProfile) -> Profile:
    """A drawn profile in the shape of the built-in ones."""
    kind = CaseKind(drawn.kind)
    return Profile(drawn.code, f"绘制的映射：{drawn}", kind, TEMPLATES[kind])


def read_by(code: str) -> tuple[Profile | None, DrawnProfile | None]:
    """The profile that a batch was read with, and its drawn one if it is such; nothing for one of an earlier version of the program."""
    if not code.startswith(CODE):
        return profile_of(code), None
    drawn = DrawnProfile.objects.filter(pk=int(code.removeprefix(CODE))).first()
    return (as_profile(drawn), drawn) if drawn else (None, None)


def drawn_header(drawing: Drawing, profile: Profile, header: Sequence[str], *, line: int) -> Header:
    """A header row as a drawing has it. Headings that nobody saw when it was drawn are recognised as in any other file. Raises FileRefused
    when a mapped heading stands twice."""
    headings = [heading.strip() for heading in header]
    twice = [heading for heading in sorted(drawing.needed) if headings.count(heading) > 1]
    if twice:
        problem = Problem(line, "", twice[0], "标题行里有重名的列，不知道该用哪一列", "请只保留一列")
        raise FileRefused([problem])
    known = {column.key: column for column in profile.table.columns}
    seen = drawing.columns.keys() | set(drawing.ignored)
    otherwise = match_header(["" if heading in seen else heading for heading in headings], LOOSE[profile.kind], line=line)
    columns: list[Column | None] = []
    for heading, other in zip(headings, otherwise.columns, strict=True):
        mapped = known[drawing.columns[heading]] if heading in drawing.columns else other
        columns.append(None if mapped is other and other is not None and other.key in drawing.keys else mapped)
    positions = {column.key: place for place, column in enumerate(columns) if column is not None}
    taken = positions.keys() | drawing.keys
    mapping = Mapping(
        table=profile.table,
        columns=tuple(columns),
        positions=positions,
        missing=(),
        absent=tuple(column for column in profile.table.columns if column.key not in taken),
        unknown=tuple(
            one for one, column in zip(headings, columns, strict=True) if one and not column and one not in OWN_HEADINGS
        ),
        duplicates=(),
        problems=(),
    )
    derived = tuple(_derived(drawing, headings, positions, known))
    unmapped = (headings.index(heading) for heading in drawing.number if heading not in drawing.columns)
    return Header(profile, mapping, line, tuple(header), derived, frozenset(unmapped))


def _derived(drawing: Drawing, headings: list[str], positions: dict[str, int], known: dict[str, Column]) -> Iterator[Derived]:
    """The further columns, behind the file's own."""
    place = len(headings)
    for key, words in drawing.words.items():
        if words:
            yield Derived(place, known[key], _translated(f"c{positions[key]}", words), instead_of=positions[key])
            place += 1
    for key, value in drawing.fixed.items():
        yield Derived(place, known[key], literal(value), constant=True)
        place += 1
    if drawing.number:
        parts = [_part(headings.index(heading), drawing.columns.get(heading, "")) for heading in drawing.number]
        yield Derived(place, known["record_no"], _composed(parts))


def _translated(cell: str, words: WordMapping[str, str]) -> str:
    """A cell in the standard's words; what nobody translated stays as it is."""
    whens = " ".join(f"WHEN {literal(word)} THEN {literal(meant)}" for word, meant in words.items())
    return f"CASE {trimmed(cell)} {whens} ELSE {cell} END"


def _part(place: int, key: str) -> str:
    """A part of a record number: the text as it stands, a person's name as a digest, since the number is shown everywhere."""
    cell = trimmed(f"c{place}")
    digest = f"left(md5({cell}), 8)" if key in NAMES else cell
    return f"coalesce(party_digest, {digest})" if key == "party_name" else digest


def _composed(parts: list[str]) -> str:
    """The parts in a row; nothing when one is blank, so that two records never share half a number. One that is too long ends in a digest."""
    whole = " || '|' || ".join(parts)
    kept = LONGEST_NUMBER - DIGEST - 1
    return f"CASE WHEN length({whole}) <= {LONGEST_NUMBER} THEN {whole} ELSE left({whole}, {kept}) || '#' || md5({whole}) END"


def derive(header: Header, *, raw: str) -> None:
    """Add the further columns to the staged table: constants by default, expressions worked out on reading. No row is touched."""
    if not header.derived:
        return
    added = ", ".join(
        f"ADD COLUMN c{one.place} text " + (f"DEFAULT {one.sql}" if one.constant else f"GENERATED ALWAYS AS ({one.sql}) VIRTUAL")
        for one in header.derived
    )
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {raw} {added}", {})
