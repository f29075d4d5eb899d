"""监督事项的查询。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet

from agencies.models import User
from cases.models import Finding
from cases.selectors.contests import unanswered
from notices.models import Instrument, InstrumentItem, Matter, MatterItem
from notices.selectors.contested import marked_problems

OPENABLE = ("open", "confirmed")


@dataclass(frozen=True)
class MatterView:
    """A matter with what its page shows: problems with their cases, instruments, notes, and which problems stand in an instrument."""

    matter: Matter
    items: list[MatterItem]
    instruments: Sequence[Instrument]
    handled: frozenset[int]


def matter_rows(user: User) -> QuerySet[Matter]:
    """Matters this person may see, with the counts a list shows; ordered by the caller."""
    rows: QuerySet[Matter] = Matter.objects.visible_to(user)
    return rows.select_related("agency", "supervisor", "opened_by")


@dataclass(frozen=True)
class MatterLine:
    """A row of the list: a matter with how many problems and instruments it has."""

    matter: Matter
    items: int
    instruments: int


def matter_lines(rows: list[Matter]) -> list[MatterLine]:
    """The rows of one page with their counts, in one statement (never over the whole list)."""
    counted = {
        one.pk: one
        for one in Matter.objects.filter(pk__in=[row.pk for row in rows]).annotate(
            item_count=Count("items", distinct=True),
            instrument_count=Count("instruments", filter=~Q(instruments__state="voided"), distinct=True),
        )
    }
    return [MatterLine(row, counted[row.pk].item_count, counted[row.pk].instrument_count) for row in rows]


def matter_view(matter: Matter, user: User) -> MatterView:
    """The parts of one matter. Instruments only as far as this person may see them."""
    items = list(marked_problems(matter.items.select_related("finding__case")).order_by("order"))
    visible = Instrument.objects.visible_to(user).filter(matter=matter).select_related("issuer", "drafted_by", "drafted_for")
    held = InstrumentItem.objects.filter(instrument=OuterRef("pk"), matter_item__isnull=False).order_by("order")
    found = list(visible.annotate(holds=ArraySubquery(held.values("matter_item"))).order_by("id"))
    handled = frozenset(pk for one in found if one.state != "voided" for pk in getattr(one, "holds", ()))
    return MatterView(matter, items, found, handled)


def findings_to_open(user: User, ids: list[int]) -> list[Finding]:
    """The chosen findings that this person may see, gravest first, with case and agency, and whether the agency contests them
    (`contested`)."""
    rows = Finding.objects.visible_to(user).filter(pk__in=ids).select_related("case", "agency")
    return list(rows.annotate(contested=unanswered()).order_by("severity", "id"))
