"""两步验证：手机上的动态口令（TOTP，RFC 6238）和恢复码。

The arithmetic of the second factor; the deeds stand in `agencies/services/second_factor.py`.
Source: GB/T 22239-2019 8.1.4.1 d（两种或两种以上鉴别技术，其一使用密码技术）.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterable
from urllib.parse import quote, urlencode

import segno
from django.conf import settings
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP

from agencies.choices import Role
from supervision import crypto

STAFF_ROLES = frozenset(Role) - {Role.SOCIAL_SUPERVISOR, Role.REPORTING_SYSTEM}
"""Who must have a second factor when SECOND_FACTOR=required; 社会监督员 are not staff, a system never signs in."""

FACTOR = "second_factor"
"""In the session: one of the three below."""
NONE, PENDING, VERIFIED = "none", "pending", "verified"

RECOVERY_CODES = 10
TOLERANCE = 1
"""Steps of thirty seconds that a phone's clock may be off."""
_DRAFT = "session.second_factor"
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def required_of(roles: Iterable[Role]) -> bool:
    """Whether somebody with these roles must have a second factor."""
    return settings.SECOND_FACTOR == "required" and not STAFF_ROLES.isdisjoint(roles)


def new_secret() -> bytes:
    """160 random bits, as RFC 4226 recommends."""
    return crypto.random(20)


def named(secret: bytes, account_id: int) -> str:
    """The secret as its encrypted column keeps it: with the account's number, so that it opens nothing in another account's row."""
    return f"{account_id}:{base64.b64encode(secret).decode()}"


def secret_of(text: str, account_id: int) -> bytes:
    """The secret again; ValueError when it is another account's."""
    number, _, secret = text.partition(":")
    if number != str(account_id):
        raise ValueError("the secret of another account")
    return base64.b64decode(secret)


def seal(secret: bytes, account_id: int) -> str:
    """A secret that is being bound, for the session: sealed there too."""
    return crypto.encrypt(_DRAFT, named(secret, account_id))


def unseal(sealed: str, account_id: int) -> bytes:
    """The secret that is being bound; `crypto.Unreadable` when it was changed or its key is missing, ValueError for another account's."""
    return secret_of(crypto.decrypt(_DRAFT, sealed), account_id)


def accepted_step(secret: bytes, code: str, *, after: int = -1, drift: int = 0) -> tuple[int, int] | None:
    """(time step, clock drift) of a code that is right now and younger than the step `after`; None for any other."""
    if not re.fullmatch(r"\d{6}", code):
        return None
    clock = TOTP(secret, drift=drift)
    return (clock.t(), clock.drift) if clock.verify(int(code), tolerance=TOLERANCE, min_t=after + 1) else None


def plain_code(text: str) -> str:
    """What was typed, without the spaces and hyphens that people put in, full-width figures made plain."""
    digits = str.maketrans("０１２３４５６７８９", "0123456789")
    return re.sub(r"[\s\-－—]+", "", text.translate(digits)).lower()


def provisioning_uri(secret: bytes, username: str) -> str:
    """What the QR code says to an authenticator app."""
    says = {"secret": manual_key(secret), "issuer": settings.PLATFORM_NAME}
    return f"otpauth://totp/{quote(username)}?{urlencode(says, quote_via=quote)}"


def manual_key(secret: bytes) -> str:
    """The secret to type by hand."""
    return base64.b32encode(secret).decode().rstrip("=")


def qr_picture(text: str) -> str:
    """The QR code as the address of a picture that holds it (SVG); its size is the page's."""
    address: str = segno.make(text, error="m", micro=False).svg_data_uri(scale=5, border=4, light="#fff", omitsize=True)
    return address


def new_recovery_codes() -> list[str]:
    """Ten codes of some 59 bits each."""
    return ["".join(secrets.choice(_ALPHABET) for _ in range(12)) for _ in range(RECOVERY_CODES)]


def recovery_digest(code: str, account_id: int) -> str:
    """What is kept of a recovery code: a keyed digest. With 59 random bits there is nothing to guess, so no slow hash is needed."""
    return salted_hmac("agencies.recovery_code", f"{account_id}:{code}", algorithm="sha256").hexdigest()


def in_groups(text: str, size: int = 4) -> str:
    """xxxx-xxxx-xxxx, for reading aloud."""
    return "-".join(text[at : at + size] for at in range(0, len(text), size))
