"""登录安全的查询：登录会话、密码、两步验证、统一身份认证。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from agencies.models import ExternalIdentity, SignInSession, TotpDevice, User


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
