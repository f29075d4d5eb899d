"""走查的人：每个角色、每一级，身兼数职的、停用的、任期已满的、没有登录的。

Everybody of the matrix. The roles stand at each tier where the law lets them stand (条例 §6: a supervision body from the county up, a 司法所
in a town; the three administrators at the bureau that runs the platform). All people are fictional.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from agencies.choices import AgencyKind, Role, Sector, Tier
from agencies.models import Agency, ApiToken, Post, User
from agencies.models.token import PREFIX, digest_of
from tests.cast import Cast

PEOPLE = (
    "anonymous", "disabled", "expired",
    "city_supervisor", "city_chief", "city_legal", "city_director", "city_leader",
    "county_supervisor", "county_chief", "county_legal", "county_director", "county_leader", "neighbour_supervisor",
    "market_officer", "housing_officer", "town_officer", "neighbour_officer",
    "township_assistant", "city_social", "social_supervisor",
    "system_admin", "security_admin", "audit_admin",
    "two_tiers", "two_agencies",
)  # fmt: skip
SYSTEMS = ("city_system", "county_system", "town_system")
"""Agencies' own software with its token: nobody on every page, its agency's in the API."""

WALKERS = PEOPLE + SYSTEMS
"""The columns of the matrix. `two_tiers`: reviewer of the city, supervisor of 浏阳市; `two_agencies`: officer of 浏阳市住建局 and of 宁乡市市场监管局."""

TIERS_OF_A_ROLE = {
    Role.SUPERVISOR: {Tier.CITY, Tier.COUNTY}, Role.DIVISION_CHIEF: {Tier.CITY, Tier.COUNTY},
    Role.LEGAL_REVIEWER: {Tier.CITY, Tier.COUNTY}, Role.DIRECTOR: {Tier.CITY, Tier.COUNTY}, Role.LEADER: {Tier.CITY, Tier.COUNTY},
    Role.LEGAL_OFFICER: {Tier.CITY, Tier.COUNTY, Tier.TOWNSHIP}, Role.TOWNSHIP_ASSISTANT: {Tier.TOWNSHIP},
    Role.SOCIAL_SUPERVISOR: {Tier.CITY, Tier.COUNTY},
    Role.REPORTING_SYSTEM: {Tier.CITY, Tier.COUNTY, Tier.TOWNSHIP},
    Role.SYSTEM_ADMIN: {Tier.CITY}, Role.SECURITY_ADMIN: {Tier.CITY}, Role.AUDIT_ADMIN: {Tier.CITY},
}  # fmt: skip
"""Where each role can exist; a role that is not here fails the walk."""

_CITY, _COUNTY, _TOWN = (
    "child child own child child archived",
    "own other parent child neighbour archived",
    "parent parent parent own neighbour archived",
)
_RELATIONS = {
    "anonymous disabled expired": "none none none none none none",
    "city_supervisor city_chief city_legal city_director city_leader city_social system_admin security_admin audit_admin": _CITY,
    "county_supervisor county_chief county_legal county_director county_leader social_supervisor housing_officer two_tiers two_agencies": _COUNTY,
    "neighbour_supervisor neighbour_officer": "neighbour neighbour parent neighbour own neighbour",
    "market_officer city_system": _CITY,
    "county_system": _COUNTY,
    "town_officer township_assistant town_system": _TOWN,
}
RELATIONS = {who: tuple(words.split()) for names, words in _RELATIONS.items() for who in names.split()}
"""What each of the six places (K M C T N A) is to a person: own, other agency of the same tier, the tier above, the tier below, neighbour, over."""


@dataclass(frozen=True)
class People:
    """Who works at one place: the bureau that supervises it, and the agency."""

    supervisor: User
    chief: User
    legal: User
    director: User
    leader: User
    officer: User
    bureau: Agency
    agency: Agency


@dataclass(frozen=True)
class Everybody:
    """All people by the name of their column, and who works at each place."""

    by_name: dict[str, User]
    at: dict[str, People]


def gather(cast: Cast) -> Everybody:
    """The cast, and everybody whom the matrix needs besides."""
    government = _agency("NX-ZF", "宁乡市人民政府", AgencyKind.GOVERNMENT, cast.neighbour)
    second = _agency("LY-SCJG", "浏阳市市场监督管理局", AgencyKind.ENFORCEMENT, cast.county, sector=Sector.MARKET)
    squad = _agency("LY-DY-ZD", "大瑶镇综合行政执法队", AgencyKind.ENFORCEMENT, cast.township, sector=Sector.URBAN)
    new = {
        "county_legal": person("county-legal", "蒋审核", Role.LEGAL_REVIEWER, cast.county_bureau),
        "town_officer": person("town-officer", "孔法规", Role.LEGAL_OFFICER, squad),
        "city_social": person("city-social", "曹监督", Role.SOCIAL_SUPERVISOR, cast.city_bureau),
        "two_tiers": person("two-tiers", "严兼职", Role.LEGAL_REVIEWER, cast.city_bureau),
        "two_agencies": person("two-agencies", "华兼职", Role.LEGAL_OFFICER, cast.county_housing),
        "expired": person("expired", "金离任", Role.SUPERVISOR, cast.county_bureau, ends_on=date(2026, 1, 31)),
        "city_system": system("city-system", cast.city_market),
        "county_system": system("county-system", cast.county_housing),
        "town_system": system("town-system", squad),
        "disabled": person("disabled", "魏停用", Role.SUPERVISOR, cast.county_bureau),
    }
    person("neighbour-social", "贺监督", Role.SOCIAL_SUPERVISOR, cast.neighbour_bureau)  # reports there, and walks nowhere
    hold(new["two_tiers"], Role.SUPERVISOR, cast.county_bureau)
    hold(new["two_agencies"], Role.LEGAL_OFFICER, cast.neighbour_market)
    county = People(
        supervisor=cast.county_supervisor, chief=cast.county_chief, legal=new["county_legal"], director=cast.county_director,
        leader=cast.county_leader, officer=cast.housing_officer, bureau=cast.county_bureau, agency=cast.county_housing,
    )  # fmt: skip
    at = {
        "K": county,
        "M": _with_agency(county, second, person("second-officer", "陶法规", Role.LEGAL_OFFICER, second)),
        "C": People(
            supervisor=cast.city_supervisor, chief=cast.city_chief, legal=cast.city_legal, director=cast.city_director,
            leader=cast.city_leader, officer=cast.market_officer, bureau=cast.city_bureau, agency=cast.city_market,
        ),
        "T": _with_agency(county, squad, new["town_officer"]),
        "N": People(
            supervisor=cast.neighbour_supervisor, chief=person("neighbour-chief", "杨科长", Role.DIVISION_CHIEF, cast.neighbour_bureau),
            legal=person("neighbour-legal", "邹审核", Role.LEGAL_REVIEWER, cast.neighbour_bureau),
            director=person("neighbour-director", "沈局长", Role.DIRECTOR, cast.neighbour_bureau),
            leader=person("neighbour-leader", "喻县长", Role.LEADER, government), officer=cast.neighbour_officer,
            bureau=cast.neighbour_bureau, agency=cast.neighbour_market,
        ),
    }  # fmt: skip
    return Everybody(cast.people | new, at)


def person(username: str, name: str, role: Role, at: Agency, **more: Any) -> User:
    """Somebody with one post."""
    user = User.objects.create(username=username, display_name=name, password="!")
    hold(user, role, at, **more)
    return user


def system(username: str, at: Agency) -> User:
    """An agency's own software, with a post and a token (`token_of`)."""
    user = User.objects.create(
        username=username, display_name=f"{at.short_name}业务系统", password="!", agency=at, is_machine=True
    )
    hold(user, Role.REPORTING_SYSTEM, at)
    tomorrow = timezone.localdate() + timedelta(days=1)  # a walk may last past midnight
    ApiToken.objects.create(
        user=user,
        digest=digest_of(token_of(user)),
        hint=PREFIX,
        expires_on=tomorrow,
        reason="对接",
        made_by=user,
        last_used_on=tomorrow,
    )
    return user


def token_of(user: User) -> str:
    """The token of a system of the walk."""
    return f"{PREFIX}{user.pk:043d}"


def hold(user: User, role: Role, at: Agency, **more: Any) -> Post:
    """One more post of a person."""
    return Post.objects.create(
        **{"user": user, "agency": at, "role": role, "title": role.label, "starts_on": "2020-01-01"} | more
    )


def _agency(code: str, name: str, kind: AgencyKind, region: Any, **more: Any) -> Agency:
    return Agency.objects.create(
        code=code, name=name, short_name=name[:30], kind=kind, region=region, region_code=region.code, tier=region.tier, **more
    )


def _with_agency(people: People, agency: Agency, officer: User) -> People:
    return People(**{**vars(people), "agency": agency, "officer": officer})
