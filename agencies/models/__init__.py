"""机构与人员的表。"""

from agencies.models.agency import Agency
from agencies.models.identity import ExternalIdentity, PasswordHistory, RecoveryCode, SignInSession, TotpDevice
from agencies.models.lent import AccessException, Delegation
from agencies.models.officer import CertificateSpan, EnforcementCertificate, EnforcementOfficer
from agencies.models.power_item import PowerItem
from agencies.models.region import Region
from agencies.models.scoped import ScopedModel
from agencies.models.token import ApiToken
from agencies.models.user import Post, User, in_place_of

__all__ = [
    "AccessException",
    "Agency",
    "ApiToken",
    "CertificateSpan",
    "Delegation",
    "EnforcementCertificate",
    "EnforcementOfficer",
    "ExternalIdentity",
    "PasswordHistory",
    "Post",
    "PowerItem",
    "RecoveryCode",
    "Region",
    "ScopedModel",
    "SignInSession",
    "TotpDevice",
    "User",
    "in_place_of",
]
