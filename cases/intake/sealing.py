"""已入库的姓名补封：先前以明文入库的自然人姓名，分批遮盖、留指纹、封存原文，断了接着来。

For cases and source rows from before names were sealed at intake, and for a correction whose file does not say that its party is a person. What is
to be done shows by itself (a person's case without a fingerprint), so there is no progress to lose.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection, models, transaction

from cases.choices import CaseKind
from cases.intake.drawn import recognise_for
from cases.intake.persons import HIDDEN, SHORTEST_CODE, HiddenName, hidden_name, is_a_person
from cases.intake.protecting import keep_names
from cases.intake.reading import FileRefused, Header
from cases.intake.typing import ANY_DATE
from cases.models import CaseParticulars, EnforcementCase, ImportRow
from cases.search import SCOPE_WORDS, SEARCHED
from supervision.crypto import decrypt, encrypt

BATCH = 500

_KEPT = {"external_id", "item_code", "party_name", "party_credit_code", "party_identity", "party_name_fingerprint"}
"""Codes, and the columns that are written for themselves."""


def _texts(model: type[models.Model]) -> list[str]:
    """The columns of a table in which somebody may have written a name."""
    fields = (
        field
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField) and not field.choices
    )
    return [
        str(field.column) for field in fields if field.column not in _KEPT and field.column not in ("region_code", "county_code")
    ]


def _replaced(column: str) -> str:
    return f"replace(c.{column}, n.full_name, n.shown)"


def _record_number() -> str:
    """The number of a record as the reading of values would give it now: a name in it stands as the digest of its fingerprint."""

    def digest(name: str, texts: tuple[str, ...]) -> str:
        return f"c.kind || '#' || md5(ROW({', '.join([name, *texts, *(f'c.{day}' for day in ANY_DATE)])})::text)"

    said = ("cause", "facts", "content")
    before = digest("c.party_name", tuple(f"nullif(c.{one}, '')" for one in said))
    now = digest("n.digest", tuple(f"nullif({_replaced(one)}, '')" for one in said))
    old = "left(md5(n.full_name), 8)"
    numbered = f"replace(replace(c.external_id, n.full_name, n.shown), {old}, n.digest)"
    own = f"replace(replace(c.external_id, {old}, n.digest), n.full_name, n.shown || n.digest)"
    return f"CASE WHEN c.external_id = {before} THEN {now} WHEN c.external_id LIKE '%%#' || {old} THEN {numbered} ELSE left({own}, 80) END"


_STANDING = f"""
SELECT id, agency_id, region_code, party_name FROM cases_enforcementcase
 WHERE id > %(after)s AND party_name_fingerprint = '' AND right(party_name, 1) <> ALL(%(hidden)s)
   AND (party_type = 'person' OR party_type = '' AND party_identity <> '' AND length(party_credit_code) < {SHORTEST_CODE})
   AND (%(batch)s::bigint IS NULL OR batch_id = %(batch)s) ORDER BY id LIMIT %(most)s FOR UPDATE"""
_NAMES = "unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[]) n(id, full_name, shown, mark, digest)"
_SEARCH = f"bigrams(concat_ws(' ', {', '.join('n.shown' if one == 'party_name' else _replaced(one) for one in SEARCHED)})) || {SCOPE_WORDS}"
_SEAL = f"""
UPDATE cases_enforcementcase c SET party_name = n.shown, party_name_fingerprint = n.mark, external_id = {_record_number()},
       search = CASE WHEN c.search IS NOT NULL THEN {_SEARCH} END, {", ".join(f"{one} = {_replaced(one)}" for one in _texts(EnforcementCase))}
  FROM {_NAMES} WHERE c.id = n.id"""
_PARTICULARS = f"""
UPDATE cases_caseparticulars c SET {", ".join(f"{one} = {_replaced(one)}" for one in _texts(CaseParticulars))}
  FROM {_NAMES} WHERE c.case_id = n.id AND strpos(c::text, n.full_name) > 0
   AND NOT EXISTS (SELECT FROM cases_enforcementcase e WHERE e.id = n.id AND e.archived_on IS NOT NULL)"""
_FINDINGS = f"""
UPDATE cases_finding c SET sentence = {_replaced("sentence")}, inputs = replace(c.inputs::text, n.full_name, n.shown)::jsonb
  FROM {_NAMES} WHERE c.case_id = n.id AND strpos(c.sentence || c.inputs::text, n.full_name) > 0
   AND NOT EXISTS (SELECT FROM cases_enforcementcase e WHERE e.id = n.id AND e.archived_on IS NOT NULL)"""


def seal_names(batch: int | None = None) -> int:
    """Seal the names of persons in cases that hold them in clear (`batch`: of this one only); returns how many. A transaction for some hundred."""
    done, after = 0, 0
    while found := _next_cases(batch, after):
        count, after = found
        done += count
    return done


@transaction.atomic
def _next_cases(batch: int | None, after: int) -> tuple[int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"after": after, "hidden": list(HIDDEN), "batch": batch, "most": BATCH})
        rows = cursor.fetchall()
        if not rows:
            return None
        hidden = {case: name for case, _, _, text in rows if (name := hidden_name(text)) is not None}
        for agency, region in {(agency, region) for _, agency, region, _ in rows}:
            own = [hidden[case] for case, of, _, _ in rows if of == agency and case in hidden]
            keep_names(cursor, agency, region, {name.mark: name.full for name in own})
        columns = (
            [list(column) for column in zip(*((case, *name) for case, name in hidden.items()), strict=True)] if hidden else []
        )
        for statement in (_FINDINGS, _PARTICULARS, _SEAL) if hidden else ():
            cursor.execute(statement, columns)
    return len(hidden), rows[-1][0]


def seal_rows() -> int:
    """Seal the names of persons in source rows that are kept with their cells; returns how many. A transaction for each batch."""
    kept = (
        ImportRow.objects.filter(cells__isnull=False)
        .order_by()
        .values_list("batch_id", "batch__agency_id", "batch__kind", "batch__header")
        .distinct()
    )
    return sum(_seal_rows_of(*one) for one in list(kept))


@transaction.atomic
def _seal_rows_of(batch: int, agency: int, kind: str, headings: list[str]) -> int:
    try:
        header = recognise_for(agency, headings, kind=CaseKind(kind), line=1)
    except FileRefused:  # the headings of a file that is not read any more: nobody knows which cell is the name
        return 0
    width = len(headings)
    person = is_a_person(header, range(width))
    if not person:
        return 0
    cells = ", ".join(f"cells[{place + 1}] AS c{place}" for place in range(width))
    done = 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.line_no, r.region_code, r.sealed, r.problems::text, r.cells FROM (SELECT i.line_no, b.region_code, i.sealed, i.problems, i.cells, {cells}"
            " FROM cases_importrow i JOIN cases_importbatch b ON b.id = i.batch_id WHERE i.batch_id = %(batch)s AND i.cells IS NOT NULL"
            f" ORDER BY i.line_no FOR UPDATE OF i) r WHERE {person}",
            {"batch": batch},
        )
        for row, region, sealed, problems, found in cursor.fetchall():
            name = hidden_name(found[header.mapping.positions["party_name"]])
            if name is not None:
                keep_names(cursor, agency, region, {name.mark: name.full})
                _seal_row(cursor, header, (batch, row), name, sealed, problems, found)
                done += 1
    return done


def _seal_row(
    cursor: Any,
    header: Header,
    row: tuple[int, int],
    name: HiddenName,
    sealed: str,
    problems: str | None,
    cells: list[str | None],
) -> None:
    """Mask a name wherever it stands in a row; what a cell was is sealed beside the row, with what was sealed before."""
    place_of_sealed = f"{ImportRow._meta.db_table}.sealed"
    keys = [column.key if column else "" for column in header.mapping.columns]
    shown = [name.in_number(cell, apart=key == "record_no") if cell else cell for key, cell in zip(keys, cells, strict=True)]
    changed = {str(place): cell for place, cell in enumerate(cells) if cell != shown[place]}
    before = json.loads(decrypt(place_of_sealed, sealed)) if sealed else {}
    cursor.execute(
        "UPDATE cases_importrow SET cells = %s, sealed = %s, problems = %s::jsonb WHERE batch_id = %s AND line_no = %s",
        [
            shown,
            encrypt(place_of_sealed, json.dumps(changed | before, ensure_ascii=False)),
            problems.replace(name.full, name.shown) if problems else None,
            *row,
        ],
    )
