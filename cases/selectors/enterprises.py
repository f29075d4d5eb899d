"""企业登记簿的查询：每个人只读自己范围的那一本。"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Upper

from agencies.access.scope import Grant
from agencies.models import Agency, Region
from cases.choices import PartyType
from cases.models import EnforcementCase, Enterprise
from cases.search import WordQuery, among_the_newest, search_query

MOST_CASES = 50
MOST_AGENCIES = 100
_CODE = re.compile(r"[0-9A-Z]{18}")


def holders_of(user: Any, permission: str, county: str = "") -> list[str]:
    """Whose counts a person reads: those of the agency or the place of each post, of places only the widest. `county`: the city's view is
    narrowed to one."""
    grants = user.scope.with_permission(permission)
    places = {grant.region_code: grant.scope_prefix for grant in grants if not grant.by_agency}
    if county and any(county.startswith(prefix) for prefix in places.values()):
        return [county]
    widest = [
        code
        for code, prefix in places.items()
        if not any(prefix != other and prefix.startswith(other) for other in places.values())
    ]
    return sorted(widest + [_agency(grant) for grant in grants if grant.by_agency and not _inside(grant, places)])


def _agency(grant: Grant) -> str:
    return f"a{grant.agency_id}"


def _inside(grant: Grant, places: dict[str, str]) -> bool:
    return any(grant.region_code.startswith(prefix) for prefix in places.values())


def enterprises_of(user: Any, permission: str, county: str = "") -> QuerySet[Enterprise]:
    """The enterprises as this person may read them, each once for each of their posts' places."""
    rows: QuerySet[Enterprise] = Enterprise.objects.visible_to(user, permission)
    return rows.filter(holder__in=holders_of(user, permission, county))


def found(rows: QuerySet[Enterprise], text: str, holders: list[str]) -> QuerySet[Enterprise]:
    """Those with this credit code, or whose names or code hold all these words."""
    code = text.strip().upper()
    if _CODE.fullmatch(code):
        return rows.filter(credit_code=code)
    walked = among_the_newest(rows, text, "-last_on")
    if walked is not None:
        return walked
    words = " | ".join(f"'@{holder}'" for holder in holders)
    return rows.filter(search=search_query(text)).filter(search=WordQuery(words)) if words else rows.none()


def places_of(enterprise: Enterprise) -> tuple[str, str]:
    """Where an enterprise is registered, in words (the third to eighth characters of its code name the place, GB 32100); and what the region
    codes of this row's place begin with ("" for an agency's row). One statement."""
    registered = enterprise.credit_code[2:8]
    places = {place.code: place for place in Region.objects.filter(code__in=[registered, enterprise.holder])}
    name = places[registered].name if registered in places else f"区划代码 {registered}"
    return name, places[enterprise.holder].scope_prefix if enterprise.holder in places else ""


def cases_of(enterprise: Enterprise, user: Any, prefix: str) -> QuerySet[EnforcementCase]:
    """The cases that a row counts, as far as this person may see them. Found by the search's index: the code needs none of its own, which
    each import would have to fill."""
    rows: QuerySet[EnforcementCase] = _of_holder(EnforcementCase.objects.visible_to(user), enterprise, prefix)
    return (
        rows.filter(search=search_query(enterprise.credit_code))
        .alias(code=Upper("party_credit_code"))
        .filter(code=enterprise.credit_code)
        .exclude(party_type__in=(PartyType.PERSON, PartyType.SELF_EMPLOYED))
    )


def agencies_of(enterprise: Enterprise, user: Any, prefix: str) -> list[Enterprise]:
    """What each agency of a row's place says of the enterprise, the latest first."""
    rows = _of_holder(Enterprise.objects.visible_to(user), enterprise, prefix)
    rows = rows.filter(credit_code=enterprise.credit_code, agency__isnull=False).select_related("agency").defer("search")
    return list(rows.order_by("-last_on", "-id")[:MOST_AGENCIES])


def _of_holder(rows: Any, enterprise: Enterprise, prefix: str) -> Any:
    return rows.filter(agency=enterprise.agency_id) if enterprise.agency_id else rows.filter(region_code__startswith=prefix)


def holder_names(rows: list[Enterprise]) -> dict[str, str]:
    """Holder → its name, for a person who reads several."""
    places = Region.objects.filter(code__in={row.holder for row in rows}).values_list("code", "name")
    agencies = Agency.objects.filter(pk__in={row.agency_id for row in rows if row.agency_id}).values_list("pk", "short_name")
    return dict(places) | {f"a{pk}": name for pk, name in agencies}
