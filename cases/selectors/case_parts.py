"""案件页所需的全部：一案的各个部分与来源行，随案件一条语句取回。

A case page asks for a case and seven kinds of parts. They come as JSON arrays beside the case itself, so that the page costs the same
few statements whatever a case holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cases.choices import ActKind, ServiceMode, SpanKind
from cases.models import (
    CaseAct,
    EnforcementCase,
    ExcludedSpan,
    Extension,
    ImportRow,
    ProofOfService,
    RemedySpan,
)
from cases.selectors.personal import looks_at

_ROLES = {role: role for role in ("enforcing", "assisting", "recording")}


@dataclass(frozen=True)
class Act:
    """One act of the investigation: what, when, which record, and who signed it (certificate number, role)."""

    kind: str
    acted_on: date | None
    record_no: str
    officers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Service:
    """One act of service: how, and the day that counts (served, else noticed, else dispatched)."""

    mode: str
    day: date | None


@dataclass(frozen=True)
class Paid:
    """A payment in 元."""

    day: date
    amount: Decimal


@dataclass(frozen=True)
class Span:
    """A span of days with what it is: excluded from a time limit, or a remedy under way."""

    label: str
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True)
class Extended:
    """An approved extension."""

    days: int
    approved_on: date | None
    approver: str


@dataclass(frozen=True)
class CaseParts:
    """Everything of a case that can occur more than once."""

    acts: tuple[Act, ...]
    services: tuple[Service, ...]
    payments: tuple[Paid, ...]
    excluded: tuple[Span, ...]
    extensions: tuple[Extended, ...]
    remedies: tuple[Span, ...]

    @property
    def certificate_numbers(self) -> list[str]:
        """The numbers that signed the acts, each once, in order."""
        return list(dict.fromkeys(number for act in self.acts for number, _role in act.officers))


def with_parts(rows: QuerySet[EnforcementCase]) -> QuerySet[EnforcementCase]:
    """Cases with agency, batch, parts and source row, in one statement."""
    source = ImportRow.objects.filter(batch_id=OuterRef("batch_id"), line_no=OuterRef("line_no"))
    return rows.select_related("agency__region", "batch__source", "particulars").annotate(
        json_acts=_array(CaseAct, "acted_on", "no", kind="kind", acted_on="acted_on", record_no="record_no", **_ROLES),
        json_services=_array(ProofOfService, "id", mode="mode", served="served_on", noticed="noticed_on", sent="dispatched_on"),
        json_excluded=_array(ExcludedSpan, "from_day", "id", kind="kind", start="from_day", end="to_day"),
        json_extensions=_array(Extension, "approved_on", "id", days="days", day="approved_on", approver="approver"),
        json_remedies=_array(RemedySpan, "from_day", "id", kind="kind", start="from_day", end="to_day"),
        json_looks=looks_at(OuterRef("pk")),
        source_cells=Subquery(source.values("cells")[:1]),
    )


def parts_of(case: Any) -> CaseParts:
    """The parts of a case that was read by `with_parts`."""
    remedies = dict(RemedySpan._meta.get_field("kind").flatchoices)
    return CaseParts(
        acts=tuple(
            Act(
                str(ActKind(row["kind"]).label),
                _day(row["acted_on"]),
                row["record_no"],
                tuple((number, str(role.label)) for number, role in CaseAct(**row).officers),
            )
            for row in case.json_acts
        ),
        services=tuple(
            Service(str(ServiceMode(row["mode"]).label), _day(row["served"] or row["noticed"] or row["sent"]))
            for row in case.json_services
        ),
        payments=tuple(
            Paid(date.fromisoformat(row["on"]), Decimal(str(row["amount"])))
            for row in sorted(case.payments or (), key=lambda row: row["on"])
        ),
        excluded=_spans(case.json_excluded, lambda kind: str(SpanKind(kind).label)),
        extensions=tuple(Extended(row["days"], _day(row["day"]), row["approver"]) for row in case.json_extensions),
        remedies=_spans(case.json_remedies, lambda kind: str(remedies[kind])),
    )


def _array(model: type[Model], *order: str, **fields: Any) -> ArraySubquery:
    rows = model._default_manager.filter(case=OuterRef("pk")).order_by(*order)
    return ArraySubquery(rows.values(found=JSONObject(**fields)))


def _spans(rows: list[dict[str, Any]], label: Callable[[str], str]) -> tuple[Span, ...]:
    return tuple(Span(label(row["kind"]), _day(row["start"]), _day(row["end"])) for row in rows)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
