"""停用期间的由来：一段暂扣出自哪一件监督事项，由上层应用登记，执法人员的登记页据此给出链接。

Where a span of days out of force came from. The app above says how to read it and where it leads; who may not see that is shown the days
and no link. Registered from `AppConfig.ready`; nothing here imports an app above.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField, Value
from django.db.models.expressions import Combinable

from agencies.models import CertificateSpan


@dataclass(frozen=True)
class Origin:
    """`told(user)`: an expression on a span, NULL where there is nothing that this person may see; `link(told)`: (address, words)."""

    told: Callable[[Any], Combinable]
    link: Callable[[Any], tuple[str, str]]


@dataclass(frozen=True)
class SpanLine:
    """A span as the officer's page shows it."""

    span: CertificateSpan
    number: str
    url: str = ""
    words: str = ""


_origins: list[Origin] = []


def register(origin: Origin) -> None:
    """The one origin there is; registering again replaces it."""
    _origins[:] = [origin]


def spans_of(officer_id: int, user: Any) -> list[SpanLine]:
    """The days on which an officer's certificates were or are out of force, the latest first, in one statement."""
    origin = _origins[0] if _origins else None
    told = origin.told(user) if origin else Value(None, output_field=JSONField())
    rows = CertificateSpan.objects.filter(certificate__officer=officer_id).select_related("certificate")
    lines = []
    for span in rows.annotate(told=told).order_by("-from_day", "-pk"):
        known = getattr(span, "told", None)
        url, words = origin.link(known) if origin and known else ("", "")
        lines.append(SpanLine(span, span.certificate.number, url, words))
    return lines
