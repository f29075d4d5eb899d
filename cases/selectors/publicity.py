"""双公示：一个期间里哪些决定应当公示，哪些还缺栏目、缺什么。

A decision goes into the file when it must be published and nothing that the standard asks for is blank. What is left out is counted and
listed, so that a file is never short without somebody knowing. Sources: 《行政处罚法》第四十八条、《行政许可法》第四十条、国办发〔2018〕118号（六）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import BooleanField, Count, Q, QuerySet
from django.db.models.expressions import Expression

from agencies.models import Agency
from cases.choices import CaseKind, DecisionType
from cases.columns import NEEDS, TEMPLATES, publicity
from cases.columns.needs import filled
from cases.models import EnforcementCase

PERMISSION = "cases.export_publicity"
KINDS = (CaseKind.PENALTY, CaseKind.LICENCE)
NEVER_OUT = ("party_identity",)
"""What a file for publication never holds, though the standard has a column for it: a natural person's document number."""
SAME_AS = {"fine_amount": "fine_amount_wan", "confiscated_amount": "confiscated_amount_wan"}
"""A field of a case and the column of the standard that is made of it."""
AGENCY_CODE = "agency_credit_code"


class OfCase(Expression):
    """A condition in SQL over the case `c`, as `cases.columns.needs` has it, asked of the cases of a query. Never of anybody's words."""

    def __init__(self, condition: str) -> None:
        super().__init__(output_field=BooleanField())
        self.condition = condition

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """The condition, with the case under its name in the query."""
        alias = compiler.quote_name_unless_alias(compiler.query.get_initial_alias())
        return re.sub(r"\bc\.", lambda _: f"{alias}.", f"({self.condition})"), ()


@dataclass(frozen=True, slots=True)
class Required:
    """A column that the standard asks for: its name there, when it is needed, the condition under which a case lacks it, what mends it."""

    key: str
    label: str
    code: str
    when: str
    lacks: Any
    remedy: str


_REPORT_AGAIN = "由报送单位补填后，用同一记录号重新报送"


@cache
def required(kind: CaseKind) -> tuple[Required, ...]:
    """What a row of the file must have, in the standard's order; the same needs by which completeness is counted."""
    needs = {SAME_AS.get(key, key): (key, need) for key, need in NEEDS[kind].items() if key not in NEVER_OUT}
    found = []
    for column in publicity.BY_KIND[kind].columns:
        if column.key == AGENCY_CODE:
            remedy = "由系统管理员在单位名录补上该单位的统一社会信用代码"
            found.append(Required(column.key, column.label, column.code, "每件", Q(agency__credit_code=""), remedy))
        elif column.key in needs:
            key, need = needs[column.key]
            lacks = OfCase(f"(({need.condition}) AND ({filled(TEMPLATES[kind].column(key), need)}) IS NOT TRUE) IS TRUE")
            found.append(Required(column.key, column.label, column.code, need.words, Q(lacks), _REPORT_AGAIN))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions a file is about: a kind, the days on which they were taken (both included), one agency or all in scope."""

    kind: CaseKind
    first: date
    last: date
    agency_id: int | None = None


def decided(rows: QuerySet[EnforcementCase], wanted: Wanted) -> QuerySet[EnforcementCase]:
    """The decisions of that kind and those days: of the penal cases those that end in a penalty."""
    days = (wanted.first, wanted.last)
    # A decision's day is the one by which a case is listed (there is an index of that).
    rows = rows.filter(kind=wanted.kind, listed_on__range=days, decision_date__range=days)
    if wanted.kind == CaseKind.PENALTY:
        rows = rows.filter(decision_type__in=("", DecisionType.PENALTY))
    return rows.filter(agency_id=wanted.agency_id) if wanted.agency_id else rows


def must_be_published(kind: CaseKind) -> Q:
    """Those that the agency says are to be published, or has published; of licences all that it does not say otherwise of (许可法 §40)."""
    said = Q(publish_required=True) | Q(publish_required=None, published_date__isnull=False)
    if kind == CaseKind.LICENCE:
        said |= Q(publish_required=None)
    return said & Q(publish_exempt_reason="")


UNDECIDED = Q(publish_required=None, published_date=None, publish_exempt_reason="")
"""Of penalties: the record does not say whether it is to be published, and nobody may guess (处罚法 §48: 具有一定社会影响的)."""


def lacking(kind: CaseKind) -> Q:
    """Those that lack anything."""
    found = Q()
    for one in required(kind):
        found |= one.lacks
    return found


def ready(rows: QuerySet[EnforcementCase], wanted: Wanted) -> QuerySet[EnforcementCase]:
    """The rows of the file."""
    return decided(rows, wanted).filter(must_be_published(wanted.kind)).exclude(lacking(wanted.kind))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the decisions of a period stand: `decided` = ready + lacking + undecided + withheld. `gaps`: how many lack which column."""

    decided: int
    ready: int
    lacking: int
    undecided: int
    withheld: int
    gaps: tuple[tuple[Required, int], ...]


def standing(rows: QuerySet[EnforcementCase], wanted: Wanted) -> Standing:
    """In one statement."""
    kind, must = wanted.kind, must_be_published(wanted.kind)
    columns = required(kind)
    counts = {f"gap{place}": Count("pk", filter=must & one.lacks) for place, one in enumerate(columns)}
    undecided = UNDECIDED if kind == CaseKind.PENALTY else Q(pk__in=())
    found = decided(rows, wanted).aggregate(
        decided=Count("pk"),
        must=Count("pk", filter=must),
        lacking=Count("pk", filter=must & lacking(kind)),
        undecided=Count("pk", filter=undecided),
        **counts,
    )
    gaps = tuple((one, found[f"gap{place}"]) for place, one in enumerate(columns) if found[f"gap{place}"])
    return Standing(
        decided=found["decided"],
        ready=found["must"] - found["lacking"],
        lacking=found["lacking"],
        undecided=found["undecided"],
        withheld=found["decided"] - found["must"] - found["undecided"],
        gaps=gaps,
    )


MOST_LISTED = 50


def to_mend(rows: QuerySet[EnforcementCase], wanted: Wanted, gap: str) -> Sequence[tuple[EnforcementCase, tuple[str, ...]]]:
    """The newest cases that lack something (`gap`: that column), each with the columns it lacks; "undecided": those that do not say
    whether they are to be published."""
    columns = required(wanted.kind)
    if gap == "undecided":
        found = decided(rows, wanted).filter(UNDECIDED) if wanted.kind == CaseKind.PENALTY else rows.none()
    else:
        lacks = next((one.lacks for one in columns if one.key == gap), lacking(wanted.kind))
        found = decided(rows, wanted).filter(must_be_published(wanted.kind) & lacks)
    marks = {f"lacks_{one.key}": one.lacks for one in columns}
    listed = (
        found.annotate(**marks).select_related("agency").defer("facts", "content", "legal_basis").order_by("-listed_on", "-id")
    )
    cases = list(listed[:MOST_LISTED])
    return [(case, tuple(one.label for one in columns if getattr(case, f"lacks_{one.key}"))) for case in cases]


def publishing_agencies(user: Any) -> list[tuple[int, str]]:
    """The agencies whose decisions this person may take out for publication."""
    rows = Agency.objects.visible_to(user, PERMISSION).filter(kind="enforcement").order_by("region_code", "code")
    return list(rows.values_list("pk", "short_name"))
