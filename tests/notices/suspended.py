"""测试用的暂扣：一步一步走到要看的那个状态。"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from agencies.models import EnforcementCertificate
from notices.models import CertificateSuspension, Matter
from notices.services import suspensions
from tests.cases.factories import make_certificate
from tests.cast import Cast
from tests.notices import builders

BASIS = "《长沙市行政执法监督条例》第二十二条（演示）"
"""Fictional: no local basis has been verified."""


def proposed(
    cast: Cast, *, matter: Matter | None = None, certificate: EnforcementCertificate | None = None, actor: Any = None, **more: Any
) -> CertificateSuspension:
    """Proposed by the county's supervisor, from today for thirty days unless days are given."""
    today = timezone.localdate()
    matter = matter or builders.open_matter(cast)
    certificate = certificate or make_certificate(matter.agency)
    fields = {
        "cause": "无故拒不出示证件。", "local_basis": BASIS, "from_day": today, "to_day": today + timedelta(days=30),
    } | more  # fmt: skip
    return suspensions.propose(matter=matter, certificate_id=certificate.pk, actor=actor or cast.county_supervisor, **fields)


def in_force(cast: Cast, **made: Any) -> CertificateSuspension:
    """Approved by the county's director."""
    return suspensions.approve(suspension=proposed(cast, **made), actor=cast.county_director)


def declined(cast: Cast, **made: Any) -> CertificateSuspension:
    """Declined by the county's director."""
    return suspensions.decline(suspension=proposed(cast, **made), reason="事实不清。", actor=cast.county_director)


def restored(cast: Cast, *, on: date | None = None, **made: Any) -> CertificateSuspension:
    """Given back early, today unless a day is given."""
    one = in_force(cast, **made)
    return suspensions.restore(suspension=one, reason="已经改正。", on=on or timezone.localdate(), actor=cast.county_director)


def fresh(one: CertificateSuspension) -> CertificateSuspension:
    """As the database has it now."""
    return CertificateSuspension.objects.select_related("matter", "issuer", "certificate", "span").get(pk=one.pk)
