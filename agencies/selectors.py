"""机构与人员的查询。"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from agencies.access.administering import people_for
from agencies.access.person import person
from agencies.choices import AgencyKind, CertificateStatus, Tier
from agencies.models import (
    AccessException,
    Agency,
    CertificateSpan,
    Delegation,
    EnforcementCertificate,
    EnforcementOfficer,
    Post,
    Region,
    User,
)
from supervision.web.menu import ScopeChip

SCOPE_SESSION_KEY = "scope_region"


def scope_choices(user: User) -> list[tuple[str, str]]:
    """The regions a person may narrow the lists to: a city post offers the city and its counties; others have no choice."""
    city = next((grant for grant in user.scope.grants if grant.tier == Tier.CITY and not grant.by_agency), None)
    if city is None:
        return []
    regions = Region.objects.filter(Q(code=city.region_code) | Q(parent_id=city.region_code)).order_by("order", "code")
    return [(region.code, "全市" if region.code == city.region_code else region.name) for region in regions]


def scope_chip(request: HttpRequest) -> ScopeChip | None:
    """Whose records the pages show, for the frame."""
    user = person(request)
    grants = user.scope.grants
    if not grants:
        return None
    choices = scope_choices(user)
    chosen = request.session.get(SCOPE_SESSION_KEY, "")
    label = dict(choices).get(chosen) or (grants[0].agency_short_name if grants[0].by_agency else grants[0].region_name)
    return ScopeChip(label, chosen or (choices[0][0] if choices else ""), tuple(choices))


def chosen_county(request: HttpRequest) -> str:
    """The code of the county that a city user chose in the frame; "" for all."""
    chosen: str = request.session.get(SCOPE_SESSION_KEY, "")
    grants = person(request).scope.grants
    if not chosen or not any(grant.tier == Tier.CITY and not grant.by_agency for grant in grants):
        return ""
    return "" if any(grant.region_code == chosen for grant in grants) else chosen[:6]


def narrowed(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """A scoped list, narrowed to the county that a city user chose in the frame."""
    county = chosen_county(request)
    return rows.filter(county_code=county) if county else rows


def officers_with_certificates(rows: QuerySet[EnforcementOfficer]) -> QuerySet[EnforcementOfficer]:
    """Officers with agency, certificates and their spans out of force, in a fixed number of statements."""
    spans = Prefetch("spans", CertificateSpan.objects.order_by("from_day"))
    return rows.select_related("agency").prefetch_related(
        Prefetch("certificates", EnforcementCertificate.objects.order_by("-valid_to").prefetch_related(spans))
    )


def certificate_status(certificate: EnforcementCertificate) -> str:
    """The state of a certificate today: 有效, 暂扣, 已到期 …"""
    spans = [(span.status, span.from_day, span.to_day) for span in certificate.spans.all()]
    return status_of(certificate.valid_from, certificate.valid_to, spans)


def status_of(
    valid_from: datetime.date, valid_to: datetime.date, spans: Iterable[tuple[str, datetime.date, datetime.date | None]]
) -> str:
    """The state today of a certificate that runs between two days, with its spans out of force (status, from, to)."""
    today = timezone.localdate()
    for status, begin, end in spans:
        if begin <= today and (end is None or today <= end):
            return str(CertificateStatus(status).label)
    if today > valid_to:
        return "已到期"
    return "有效" if today >= valid_from else "未生效"


def people_rows(administrator: User, today: datetime.date) -> QuerySet[User]:
    """The accounts within an administrator's reach with the posts they hold today, in two statements."""
    posts = Post.objects.in_force(today).select_related("agency", "seconded_by").order_by("pk")
    return people_for(administrator).select_related("agency").prefetch_related(Prefetch("posts", posts, to_attr="today"))


def with_post(rows: QuerySet[User], today: datetime.date, **wanted: Any) -> QuerySet[User]:
    """Those of the accounts that hold such a post today."""
    return rows.filter(Exists(Post.objects.in_force(today).filter(user=OuterRef("pk"), **wanted)))


def delegations_of(user: User) -> list[Delegation]:
    """Delegations of a person's posts and those in which they deputise, the newest first, in one statement."""
    rows = Delegation.objects.filter(Q(post__user=user) | Q(delegate=user))
    return list(rows.select_related("post__user", "post__agency", "delegate", "made_by").order_by("-id")[:20])


def exceptions_for(administrator: User) -> QuerySet[AccessException]:
    """The exceptions of the people within an administrator's reach."""
    rows = AccessException.objects.filter(user__in=people_for(administrator).order_by().values("pk"))
    return rows.select_related("user", "granted_by", "revoked_by")


def delegations_for(administrator: User) -> QuerySet[Delegation]:
    """The delegations of the posts of people within an administrator's reach."""
    rows = Delegation.objects.filter(post__user__in=people_for(administrator).order_by().values("pk"))
    return rows.select_related("post__user", "post__agency", "delegate", "made_by", "revoked_by")


def agency_named(text: str) -> Agency | None:
    """The agency in use with exactly this name, short name or code; None when there is none or several."""
    text = text.strip()
    found = Agency.objects.filter(Q(name=text) | Q(short_name=text) | Q(code=text), is_active=True)[:2]
    return found[0] if len(found) == 1 else None


def agency_names(administrator: User) -> list[str]:
    """Names to choose from in an administrator's form: every agency within reach, townships' offices too."""
    city = any(grant.tier in (Tier.PROVINCE, Tier.CITY) for grant in administrator.scope.grants)
    inside = Q() if city else Q(pk__in=())
    for grant in () if city else administrator.scope.grants:
        inside |= Q(region_code__startswith=grant.scope_prefix)
    return list(Agency.objects.filter(inside, is_active=True).order_by("region_code", "code").values_list("name", flat=True))


def editable_agency_names(user: User, permission: str) -> list[str]:
    """The full names of the agencies in use for which this person holds a permission, to choose from in a form."""
    rows = Agency.objects.visible_to(user, permission).filter(is_active=True).exclude(kind=AgencyKind.GOVERNMENT)
    return list(rows.order_by("region_code", "code").values_list("name", flat=True))
