"""记住的语句：同一个人、同一范围、同一天的同一个查询，只编写一次。

A workbench asks a dozen queues, each a union of what posts, deputies and exceptions open: writing such a statement anew at every visit takes
longer than the database needs to answer it. What is kept is the text with its parameters, never an answer. The text follows from the person,
their scope and what the caller names, so these are the key: a post that begins or ends today gives another text.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from threading import Lock
from typing import Any, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from agencies.access.scope import Scope
from supervision.planned import prepared

MOST = 400
"""Statements kept by one process (some 80 kB each), those asked least recently given up first."""

ANY = -(2**61) - 1
"""In a query that is built for whichever id is asked for: that id. No row has this one."""
BIGGEST = 2**63 - 1
LARGEST_INTEGER = 2**31 - 1


def any_text(place: int) -> str:
    """In a query that is built for whichever texts are asked for: the one at this place. No row says it."""
    return f"\ufdd0any {place}"


class _Written(SQLCompiler):
    """A compiler that has its text already, and a connection that has planned it already."""

    text: tuple[str, tuple[Any, ...]]
    types: tuple[str, ...]

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, tuple[Any, ...]]:
        """The text that was written once; "" for a query that can find nothing."""
        return self.text

    def execute_sql(self, *args: Any, **options: Any) -> Any:
        """Run it by the name under which this connection has it, or have it prepared. Persons whose scopes have one shape share a text, and so
        a plan; the database plans for the values themselves where a plan for any value would be worse."""
        with _run_by_name(self.connection, *self.text, self.types) as self.text:
            return super().execute_sql(*args, **options)


@contextmanager
def _run_by_name(on: Any, text: str, values: tuple[Any, ...], types: tuple[str, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What to send, and with which values, so that a text is planned once; the text itself where it cannot be prepared."""
    if not types:
        yield text, values
        return
    places = tuple(f"${place}" for place in range(1, len(values) + 1))
    on.ensure_connection()
    with prepared(on, (text, types), text, places, types) as (first, name):
        yield f"{first}EXECUTE {name} ({', '.join(['%s'] * len(values))})", values


@dataclass(frozen=True)
class _Statement:
    """A queryset that is never evaluated itself, and the compiler that wrote its text (which also knows how a row becomes an object)."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    text: tuple[str, tuple[Any, ...]]
    types: tuple[str, ...]
    """Of its values, for the database; none where it cannot be prepared."""

    def asked(self, given: Mapping[int | str, int | str]) -> QuerySet[Any, Any]:
        """The same queryset with what is `given` in the places that were left for it, to be evaluated on this thread's connection."""
        sql, values = self.text
        text = sql, tuple(given.get(value, value) if isinstance(value, (int, str)) else value for value in values)

        def written(using: str | None = None, connection: Any = None, elide_empty: bool = True) -> SQLCompiler:
            again = _Written.__new__(_Written)
            again.__dict__.update(self.compiler.__dict__, connection=connections[self.rows.db], text=text, types=self.types)
            return again

        rows = self.rows.all()
        rows.query.get_compiler = written  # type: ignore[method-assign]
        return rows

    def told(self, text: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """The rows of another text with the same values."""
        on = connections[self.rows.db]
        with on.cursor() as cursor, _run_by_name(on, text, values, self.types) as (sent, given):
            cursor.execute(sent, given)
            return list(cursor.fetchall())


_WORD = re.compile("[a-z_]*|[0-9]{2,4}%")
"""What may be written into a statement as it is: a word, or how the codes of a whole city or province begin. Nothing that could end a literal."""

_TYPES = ((str, "unknown"), (bool, "boolean"), (int, "integer"), (datetime, "timestamptz"), (date, "date"), (Decimal, "numeric"))

Rows = TypeVar("Rows", bound=QuerySet[Any, Any])
_statements: OrderedDict[Hashable, _Statement] = OrderedDict()
_lock = Lock()


def remembered(
    key: tuple[Hashable, ...], user: Any, build: Callable[[], Rows], *, pk: int | None = None, texts: Sequence[str] = ()
) -> Rows:
    """The rows that `build` asks for, not yet fetched, with a statement that is written at most once for this person's scope.

    `key` names the query and all else it depends on (the day, a limit); `build` reads no database. The rows are to be taken as they come: a
    filter that is added afterwards would not be heard. `pk` (at most `BIGGEST`) takes the place of `ANY` in a query for one object, each
    of `texts` that of `any_text`.
    """
    given: dict[int | str, int | str] = {any_text(place): text for place, text in enumerate(texts)}
    known = _known(key, user, build)
    return cast("Rows", known.asked(given if pk is None else given | {ANY: pk}))


def remembered_parts(
    key: tuple[Hashable, ...], build: Callable[[], Rows], *, pk: int | None = None, texts: Sequence[str] = ()
) -> Rows:
    """The same for what hangs on an object that this person has been shown: the rows follow from the object, nobody's scope is asked."""
    return remembered(key, None, build, pk=pk, texts=texts)


def remembered_around(
    around: str, key: tuple[Hashable, ...], user: Any, build: Callable[[], QuerySet[Any, Any]]
) -> list[tuple[Any, ...]]:
    """What a SELECT over the rows that `build` asks for says of them: `around` with the statement in the place of {rows}. Counting is the
    database's work; a thousand rows need not travel for a number."""
    known = _known(key, user, build)
    text, values = known.text
    return known.told(around.format(rows=text), values) if text else []


def _known(key: tuple[Hashable, ...], user: Any, build: Callable[[], QuerySet[Any, Any]]) -> _Statement:
    whole = (*key, user.pk, *_fingerprint(user.scope)) if user else key
    with _lock:
        known = _statements.get(whole)
        if known is not None:
            _statements.move_to_end(whole)
    if known is None:
        known = _write(build())
        with _lock:
            _statements[whole] = known
            while len(_statements) > MOST:
                _statements.popitem(last=False)
    return known


def _fingerprint(scope: Scope) -> tuple[Hashable, ...]:
    excepted = frozenset(
        (permission, model, ids) for permission, models in scope.excepted.items() for model, ids in models.items()
    )
    return scope.grants, scope.conflicts, excepted


def _write(rows: QuerySet[Any, Any]) -> _Statement:
    compiler = rows.query.get_compiler(rows.db)
    try:
        text = _with_words(*compiler.as_sql())
    except EmptyResultSet:
        text = "", ()
    return _Statement(rows, compiler, text, _types(text[1]))


def _with_words(text: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """The text with states, marks and the beginning of a whole city's codes written out. A plan for any value can use an index of open things only
    where it reads that open ones are asked for, and takes the rows of any beginning for one in two hundred, be it the whole city's. Whatever
    else tells persons apart stays a value, so that they share a plan."""
    left, kept = iter(values), list[Any]()

    def place(found: re.Match[str]) -> str:
        if found[0] != "%s":
            return found[0]
        value = next(left)
        if isinstance(value, str) and _WORD.fullmatch(value):
            return f"'{value!s}'".replace("%", "%%")
        kept.append(value)
        return found[0]

    written = re.sub("%.", place, text)
    return (written, tuple(kept)) if kept else (text, tuple(values))  # what has no value is not prepared


def _types(values: tuple[Any, ...]) -> tuple[str, ...]:
    """Texts are of the type that their place asks for, as literals are; a number is one wherever it stands."""
    types = tuple(_type(value) for value in values)
    return types if all(types) else ()


def _type(value: Any) -> str:
    if isinstance(value, int) and not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:  # as a literal of that size is; `ANY` is one
        return "bigint"
    return next((name for kind, name in _TYPES if isinstance(value, kind)), "")
