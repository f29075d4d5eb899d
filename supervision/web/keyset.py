"""按键翻页：从上一页最后一行接着取，第一千页和第一页一样快。

Paging by key, never by offset. A page is `size` rows beyond a key; the key is the pair (sort column, id) of an edge row, newest or
largest first. Counting stops at `COUNT_CAP`, so that it costs the same whatever the data; in a list that the address narrows it stops at
`NARROWED_CAP`, because there every row that counts is found among many that do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, F, QuerySet, Window
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import HttpRequest

from supervision.web.inputs import whole

COUNT_CAP = 10_000
NARROWED_CAP = 1_000
_ALONG = "counted_along"


@dataclass(frozen=True)
class KeysetPage:
    """One page of a list with the addresses of its neighbours (empty at the ends)."""

    rows: list[Any]
    next_url: str
    prev_url: str
    count: int
    capped: bool

    def __iter__(self) -> Any:
        return iter(self.rows)

    @property
    def count_text(self) -> str:
        """The number of hits; beyond the cap "10,000+" ("1,000+")."""
        return f"{self.count:,}+" if self.capped else f"{self.count:,}"


def counted_along(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Rows that bring their number along, for a search that must find them all before it can show the first: `paginate` need not have
    them found again to count them."""
    return queryset.annotate(**{_ALONG: Window(Count("*"))})


def paginate(
    queryset: QuerySet[Any],
    request: HttpRequest,
    *,
    by: str = "id",
    size: int = 50,
    ascending: bool = False,
    counted: QuerySet[Any] | None = None,
) -> KeysetPage:
    """One page of `queryset`, ordered by (`by`, id), in two statements (rows, capped count); the first page of `counted_along` in one.

    `?after=` and `?before=` carry the key; a key that does not parse gives the first page. `by` must not be null in any row.
    `counted`: other rows of which there are just as many, when those are quicker to count.
    """
    forward = "before" not in request.GET
    key = _key(queryset, by, request.GET.get("after" if forward else "before", ""))
    downwards = forward != ascending
    rows_qs = queryset.order_by(*([f"-{by}", "-id"] if downwards else [by, "id"]))
    if key is not None:
        lookup = TupleLessThan if downwards else TupleGreaterThan
        rows_qs = rows_qs.filter(lookup(Tuple(F(by), F("id")), key))
    rows = list(rows_qs[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if not forward:
        rows.reverse()
    cap = NARROWED_CAP if _is_narrowed(request) else COUNT_CAP
    if key is None and _ALONG in queryset.query.annotations:
        count = getattr(rows[0], _ALONG) if rows else 0
    else:
        count = (queryset.order_by().values("pk") if counted is None else counted)[: cap + 1].count()
    has_next = more if forward else bool(rows) and key is not None
    has_prev = key is not None if forward else more
    return KeysetPage(
        rows=rows,
        next_url=_url(request, "after", rows[-1], by) if rows and has_next else "",
        prev_url=_url(request, "before", rows[0], by) if rows and has_prev else "",
        count=min(count, cap),
        capped=count > cap,
    )


def _key(queryset: QuerySet[Any], by: str, text: str) -> tuple[Any, int] | None:
    value, _, pk = text.rpartition("~")
    number = whole(pk)
    if not value or number is None:
        return None
    try:
        return queryset.model._meta.get_field(by).to_python(value), number
    except ValidationError:
        return None


def _is_narrowed(request: HttpRequest) -> bool:
    return any(value for name, value in request.GET.items() if name not in ("after", "before"))


def _url(request: HttpRequest, direction: str, row: Any, by: str) -> str:
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)
    value = getattr(row, by)
    query[direction] = f"{value.isoformat() if hasattr(value, 'isoformat') else value}~{row.pk}"
    return f"?{query.urlencode()}"
