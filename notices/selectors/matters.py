"""监督事项的查询。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from agencies.models import User
from cases.models import Finding
from cases.selectors.contests import unanswered
from notices.choices import ReferralGround, ReferralOutcome
from notices.models import Instrument, InstrumentItem, Matter, MatterItem, Referral, SupervisionVisit, VisitMember
from notices.selectors.contested import marked_problems
from notices.selectors.objected import OBJECTED
from notices.visit_limits import judge_visit

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
class ReferralLine:
    """A clue for the supervisory organ as the matter lists it: what it says is left out."""

    pk: int
    ground: str
    found_on: date
    outcome: str
    referred_on: date | None

    @classmethod
    def of(cls, row: dict[str, Any]) -> ReferralLine:
        """From a row of `with_what_hangs_on_it`."""
        outcome = ReferralOutcome(row["outcome"]).label if row["outcome"] else ""
        referred_on = date.fromisoformat(row["referred_on"]) if row["referred_on"] else None
        return cls(row["pk"], ReferralGround(row["ground"]).label, date.fromisoformat(row["found_on"]), outcome, referred_on)


@dataclass(frozen=True)
class VisitLine:
    """A visit as the matter lists it: who was there as "甲（监督证 123）", and what rule S-13 points out."""

    visited_on: date
    place: str
    covert: bool
    observed: str
    invited: str
    people: tuple[str, ...]
    hints: tuple[str, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> VisitLine:
        """From a row of `with_what_hangs_on_it`."""
        members = row["members"]
        people = tuple(f"{one['name']}（监督证 {one['number']}）" if one["number"] else one["name"] for one in members)
        hints = judge_visit(covert=row["covert"], certificates=[one["number"] for one in members]).hints
        day = date.fromisoformat(row["visited_on"])
        return cls(day, row["place"], row["covert"], row["observed"], row["invited"], people, hints)


def with_what_hangs_on_it(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """With the clues for the supervisory organ as `listed_referrals` (what they say is left out) and the visits as `listed_visits`, in the
    same statement."""
    clues = Referral.objects.filter(matter=OuterRef("pk")).order_by("pk")
    told = JSONObject(pk="pk", ground="ground", found_on="found_on", outcome="outcome", referred_on="referred_on")
    members = VisitMember.objects.filter(visit=OuterRef("pk")).order_by("pk")
    named = ArraySubquery(members.values(one=JSONObject(name="user__display_name", number="certificate_number")))
    visits = SupervisionVisit.objects.filter(matter=OuterRef("pk")).order_by("visited_on", "pk")
    seen = JSONObject(
        visited_on="visited_on", place="place", covert="covert", observed="observed", invited="invited", members=named
    )
    return rows.annotate(
        listed_referrals=ArraySubquery(clues.values(one=told)), listed_visits=ArraySubquery(visits.values(one=seen))
    )


def to_refer(user: User) -> QuerySet[Matter]:
    """Matters with a clue that this person's bureau still has to refer to the supervisory organ."""
    bureaus = [grant.agency_id for grant in user.scope.with_permission("notices.refer_clue")]
    rows: QuerySet[Matter] = Matter.objects.visible_to(user, "notices.refer_clue").filter(supervisor__in=bureaus)
    return rows.filter(pk__in=Referral.objects.filter(outcome="").values("matter"))


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
    visible = visible.annotate(objected=OBJECTED)
    held = InstrumentItem.objects.filter(instrument=OuterRef("pk"), matter_item__isnull=False).order_by("order")
    found = list(visible.annotate(holds=ArraySubquery(held.values("matter_item"))).order_by("id"))
    handled = frozenset(pk for one in found if one.state != "voided" for pk in getattr(one, "holds", ()))
    return MatterView(matter, items, found, handled)


def findings_to_open(user: User, ids: list[int]) -> list[Finding]:
    """The chosen findings that this person may see, gravest first, with case and agency, and whether the agency contests them
    (`contested`)."""
    rows = Finding.objects.visible_to(user).filter(pk__in=ids).select_related("case", "agency")
    return list(rows.annotate(contested=unanswered()).order_by("severity", "id"))
