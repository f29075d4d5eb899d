"""监督文书的表。"""

from notices.models.deadline import ExtensionRequest, InstrumentDeadline, Reminder
from notices.models.instrument import Instrument, InstrumentItem
from notices.models.matter import Matter, MatterItem, MatterNote
from notices.models.objection import Objection, ObjectionEvidence
from notices.models.referral import Referral
from notices.models.response import AgencyResponse, ItemResponse, ResponseAttachment
from notices.models.suspension import CertificateSuspension
from notices.models.visit import SupervisionVisit, VisitMember

__all__ = [
    "AgencyResponse",
    "CertificateSuspension",
    "ExtensionRequest",
    "Instrument",
    "InstrumentDeadline",
    "InstrumentItem",
    "ItemResponse",
    "Matter",
    "MatterItem",
    "MatterNote",
    "Objection",
    "ObjectionEvidence",
    "Referral",
    "Reminder",
    "ResponseAttachment",
    "SupervisionVisit",
    "VisitMember",
]
