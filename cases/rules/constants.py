"""整批相同的数据项：空着的、只有一个值的，先看一眼，写成常数。

A file fills some fifty of three hundred columns, and its cases are of one place and mostly of one sector. What stands the same in every
case of a batch is written into the statement as a constant (`facts.relation`): the planner then works out once what would be worked out
for every case, and a rule that asks for what nobody filled in comes down to one number. What it judges does not change by it.
"""

from __future__ import annotations

from typing import Any

from cases.rules.facts import needed
from cases.rules.parameters import Parameters
from cases.rules.scope import Scope
from cases.rules.sources import SUMS
from cases.rules.verdicts import quoted

FIRST = 200
"""So many cases are looked at first: they tell of nearly every filled column that it is one, and the others are few to look for."""

BLANK = "CASE WHEN false THEN f.{name} END"
"""Nothing, of the fact's own type."""

_OF_A_PLACE = ("sector", "region_code")
"""What the parameters are chosen by."""


def constants(cursor: Any, scope: Scope, parameters: Parameters, asked: str) -> dict[str, str]:
    """Fact → SQL of its constant, for those facts in `asked` that are the same in every case of a large scope whose sums stand in
    `sources.SUMS`; the day of the check is one of them. Nobody else may write these cases meanwhile."""
    own, added = needed(parameters, asked)
    cases, condition = f"cases_enforcementcase c WHERE {scope.of_case('c')}", scope.of_part("p.case_id")
    looks = (
        (cases, {name: sql for name, sql in own.items() if "c." in sql}),
        (f"cases_caseparticulars p WHERE {condition}", {name: sql for name, sql in own.items() if "p." in sql}),
        (f"{SUMS} sums", {name: f"sums.{name}" for name in added}),
    )
    found = {"as_of": "%(as_of)s::date"}
    found |= {name: BLANK.format(name=name) for rows, columns in looks for name in _blank(cursor, rows, columns)}
    cursor.execute(f"SELECT {', '.join(_OF_A_PLACE)} FROM {cases} GROUP BY {', '.join(_OF_A_PLACE)} LIMIT 2")
    places = cursor.fetchall()
    if len(places) == 1:
        found |= {name: f"{quoted(value)}::varchar" for name, value in zip(_OF_A_PLACE, places[0], strict=True) if value}
    return found


def _blank(cursor: Any, rows: str, columns: dict[str, str]) -> list[str]:
    """The columns in which no row has anything."""
    for some in (f" LIMIT {FIRST}", ""):
        if columns:
            values = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
            counts = ", ".join(f"count({name})" for name in columns)
            cursor.execute(f"SELECT {counts} FROM (SELECT {values} FROM {rows}{some}) seen")
            columns = {name: sql for (name, sql), count in zip(columns.items(), cursor.fetchone(), strict=True) if not count}
    return list(columns)
