"""案件库的查询。"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import BooleanField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from agencies.access.remembered import any_text, remembered
from agencies.choices import CertificateStatus
from agencies.models import Agency, EnforcementCertificate, EnforcementOfficer
from cases.models import EnforcementCase, Finding
from cases.models.finding import STANDING_STATES
from cases.models.identity import identity_fingerprints, name_fingerprints
from cases.search import among_the_newest, scope_query, search_query
from supervision.crypto.service import normalised
from supervision.web.keyset import counted_along
from supervision.web.masking import mask_numbers

RESIDENT_LENGTH = 18
LONGEST_PERSON = 40
"""Letters of a person's name, in any script."""

_LISTED = (
    "kind",
    "external_id",
    "case_no",
    "decision_no",
    "cause",
    "party_name",
    "party_type",
    "fine_amount",
    "listed_on",
    "archived_on",
    "agency",
)
"""The columns that a list of cases shows."""


@dataclass(frozen=True)
class CaseFilter:
    """What a list of cases is narrowed by; an empty value does not narrow."""

    text: str = ""
    party: str = ""
    kind: str = ""
    agency_id: int | None = None
    sector: str = ""
    rule: str = ""
    only_problems: bool = False
    archived: str = ""
    listed_from: date | None = None
    listed_to: date | None = None

    @property
    def by_findings_alone(self) -> bool:
        """Whether all that is wanted are cases that something stands against."""
        return (bool(self.rule) or self.only_problems) and replace(self, rule="", only_problems=False) == CaseFilter()


def find_cases(rows: QuerySet[EnforcementCase], wanted: CaseFilter, user: Any) -> QuerySet[EnforcementCase]:
    """Narrow a scoped list of cases. By findings only for a person who may see findings; for others nothing matches."""
    for name, value in (("kind", wanted.kind), ("agency_id", wanted.agency_id), ("sector", wanted.sector)):
        if value:
            rows = rows.filter(**{name: value})
    if wanted.party:
        rows = rows.filter(party_identity__in=wanted.party.split("~"))
    if wanted.archived:
        rows = rows.filter(archived_on__isnull=wanted.archived == "no")
    if wanted.listed_from:
        rows = rows.filter(listed_on__gte=wanted.listed_from)
    if wanted.listed_to:
        rows = rows.filter(listed_on__lte=wanted.listed_to)
    if wanted.rule:
        rows = rows.filter(Exists(_standing(Finding.objects.visible_to(user), wanted).filter(case=OuterRef("pk"))))
    elif wanted.only_problems:
        rows = _walked_down(rows, _standing(Finding.objects.visible_to(user), wanted))
    if wanted.text:
        if wanted == CaseFilter(text=wanted.text) and (newest := among_the_newest(rows, wanted.text)) is not None:
            return newest
        rows = rows.filter(Q(search=search_query(wanted.text)) | _named(wanted.text))
        if (scope := scope_query(user)) is not None:
            rows = rows.filter(search=scope)
        return counted_along(rows)
    return rows


def _named(text: str) -> Q:
    """The cases of a person whose full name somebody searches for, under each fingerprint key; of anything else than a name, none."""
    name = normalised(text)
    if not 2 <= len(name) <= LONGEST_PERSON or any(letter.isdigit() for letter in name):
        return Q()
    return Q(party_name_fingerprint__in=name_fingerprints(text))


def _standing(findings: QuerySet[Finding], wanted: CaseFilter) -> QuerySet[Finding]:
    standing = findings.filter(state__in=STANDING_STATES).order_by()
    return standing.filter(rule_code=wanted.rule) if wanted.rule else standing


def _walked_down(rows: QuerySet[EnforcementCase], standing: QuerySet[Finding]) -> QuerySet[EnforcementCase]:
    """The cases that a finding stands against, looked for in the list's own order, case by case.

    Not a join on purpose: the planner thinks that next to none match (it multiplies the shares of county, state and policy, which are
    one and the same) and would read and sort every case with a finding for each page. As an expression it is asked of a row in hand.
    """
    found = Subquery(standing.filter(case=OuterRef("pk")).values(found=Value(True))[:1], output_field=BooleanField())
    return rows.alias(stands=Coalesce(found, Value(False))).filter(stands=True)


def cases_with_findings(findings: QuerySet[Finding], wanted: CaseFilter, user: Any) -> QuerySet[Any]:
    """The keys of the cases that `find_cases` finds by findings alone, each once, in no order: quick to count, from one index.

    `findings`: those this person may see. A finding has the agency and the region of its case, so that it can be asked whether they may see that.
    """
    mine = findings.filter(user.scope.rows(Finding, "cases.view_case"))
    return _standing(mine, wanted).values("case").distinct()


def identity_asked_for(text: str) -> str:
    """The fingerprints, one for each key, of a resident identity number that somebody searches for; "" for any other text."""
    number = normalised(text)
    if len(number) != RESIDENT_LENGTH or mask_numbers(number) == number:
        return ""
    return "~".join(identity_fingerprints(number))


def with_marks(rows: QuerySet[EnforcementCase], user: Any) -> QuerySet[EnforcementCase]:
    """Rows as a list shows them: agency and the findings that stand and this person may see, in three statements for any number of rows.

    Only what a list shows is read, and the agencies apart: a search sorts everything it finds before it shows the newest.
    """
    standing = Finding.objects.visible_to(user).filter(state__in=STANDING_STATES).order_by("severity", "rule_code")
    return rows.only(*_LISTED).prefetch_related("agency", Prefetch("findings", standing, to_attr="marks"))


def agency_choices(user: Any) -> list[tuple[int, str]]:
    """The agencies whose cases this person may see, for a filter."""
    rows = Agency.objects.visible_to(user).filter(kind="enforcement").order_by("region_code", "code")
    return list(rows.values_list("pk", "short_name"))


class OnRecord(NamedTuple):
    """A certificate as the register has it: its holder, its days, and when it was not in force (state in words, from, to)."""

    officer: str
    valid_from: date
    valid_to: date
    out: tuple[tuple[str, date, date | None], ...]


def certificates_on_record(numbers: list[str], user: Any) -> list[tuple[str, OnRecord | None]]:
    """The certificate numbers that signed a case's acts, each with the register's entry (None: not in the register that this person may see).
    One statement.

    A record may name any number: whoever writes a stranger's into their own file must not read from it whose it is.
    """
    if not numbers:
        return []
    places = -(-len(numbers) // 4) * 4
    asked = [*numbers, *[numbers[0]] * (places - len(numbers))]
    rows = remembered(
        ("cases.certificates", places), user, lambda: _register(user, [any_text(nth) for nth in range(places)]), texts=asked
    )
    register = {
        number: OnRecord(
            officer, begin, end, tuple((CertificateStatus(state).label, out, back) for *_, state, out, back in spans if state)
        )
        for (number, officer, begin, end), spans in groupby(rows, key=itemgetter(slice(0, 4)))
    }
    return [(number, register.get(number)) for number in numbers]


def _register(user: Any, numbers: list[str]) -> QuerySet[Any, Any]:
    officers = EnforcementOfficer.objects.visible_to(user).order_by()
    rows = EnforcementCertificate.objects.filter(number__in=numbers, officer__in=officers).order_by("number", "spans__from_day")
    return rows.values_list(
        "number", "officer__name", "valid_from", "valid_to", "spans__status", "spans__from_day", "spans__to_day"
    )
