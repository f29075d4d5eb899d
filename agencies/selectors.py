"""机构与人员的查询。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from agencies.access.person import person
from agencies.choices import CertificateStatus, Tier
from agencies.models import (
    CertificateSpan,
    EnforcementCertificate,
    EnforcementOfficer,
    ExternalIdentity,
    Region,
    SignInSession,
    TotpDevice,
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


def narrowed(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """A scoped list, narrowed to the county that a city user chose in the frame."""
    chosen = request.session.get(SCOPE_SESSION_KEY, "")
    grants = person(request).scope.grants
    if not chosen or not any(grant.tier == Tier.CITY and not grant.by_agency for grant in grants):
        return rows
    if any(grant.region_code == chosen for grant in grants):
        return rows
    return rows.filter(county_code=chosen[:6])


def officers_with_certificates(rows: QuerySet[EnforcementOfficer]) -> QuerySet[EnforcementOfficer]:
    """Officers with agency, certificates and their spans out of force, in a fixed number of statements."""
    spans = Prefetch("spans", CertificateSpan.objects.order_by("from_day"))
    return rows.select_related("agency").prefetch_related(
        Prefetch("certificates", EnforcementCertificate.objects.order_by("-valid_to").prefetch_related(spans))
    )


def certificate_status(certificate: EnforcementCertificate) -> str:
    """The state of a certificate today: 有效, 暂扣, 已到期 …"""
    today = timezone.localdate()
    for span in certificate.spans.all():
        if span.from_day <= today and (span.to_day is None or today <= span.to_day):
            return str(CertificateStatus(span.status).label)
    if today > certificate.valid_to:
        return "已到期"
    return "有效" if today >= certificate.valid_from else "未生效"


@dataclass(frozen=True)
class OwnSession:
    """One of a person's sessions as 我的账号 shows it. `handle` names it in a form; the key itself never leaves the server."""

    key: str
    handle: str
    browser: str
    address: str
    signed_in_at: datetime | None
    seen_at: datetime | None
    current: bool


def own_sessions(account: User, current_key: str | None) -> list[OwnSession]:
    """The sessions that are still good, this one first, then the latest used."""
    now = timezone.now()
    idle = now - timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    rows = SignInSession.objects.filter(user=account, expire_date__gt=now, seen_at__gt=idle).order_by("-seen_at")[:20]
    found = [
        OwnSession(
            row.session_key, salted_hmac("own-session", row.session_key).hexdigest()[:20], browser_words(row.agent), row.address,
            row.signed_in_at, row.seen_at, row.session_key == current_key,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.current)


_BROWSERS = (("Edg", "Edge"), ("MicroMessenger", "微信"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def browser_words(agent: str) -> str:
    """A browser's own name in a word or two: "Chrome · Windows"."""
    parts = (next((word for mark, word in table if mark in agent), "") for table in (_BROWSERS, _SYSTEMS))
    return " · ".join(filter(None, parts)) or "未知浏览器"


@dataclass(frozen=True)
class Security:
    """How an account is kept safe, for 我的账号."""

    password_set_on: date | None
    password_until: date | None
    factor_bound_at: datetime | None
    recovery_codes_left: int
    external_name: str
    external_bound_at: datetime | None


def security_of(account: User) -> Security:
    """Password, second factor and identity provider of one account: one statement, and one more where a provider is configured."""
    bound = (
        TotpDevice.objects.filter(user=account)
        .annotate(left=Count("user__recovery_codes", filter=Q(user__recovery_codes__used_at=None)))
        .values_list("enrolled_at", "left")
        .first()
    )
    link = ExternalIdentity.objects.filter(user=account, issuer=settings.OIDC_ISSUER).first() if settings.OIDC_ISSUER else None
    own = account.has_usable_password()
    set_on = timezone.localtime(account.password_changed_at).date()
    return Security(
        password_set_on=set_on if own else None,
        password_until=set_on + timedelta(days=settings.PASSWORD_MAX_DAYS) if own and not settings.DEMO else None,
        factor_bound_at=bound[0] if bound else None,
        recovery_codes_left=bound[1] if bound else 0,
        external_name=settings.OIDC_NAME if settings.OIDC_ISSUER else "",
        external_bound_at=link.linked_at if link else None,
    )


def account_of_identity(issuer: str, subject: str) -> User | None:
    """The account that a provider's subject is linked to."""
    link = ExternalIdentity.objects.filter(issuer=issuer, subject=subject).select_related("user").first()
    return link.user if link else None
