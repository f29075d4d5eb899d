"""例子：页面所说的每一种对象，测量用的城市里都备有。

A page about an object can be measured only when the city holds one. Whoever adds pages about a new kind of object has the city make some, and
enters the kind here; a test compares this list with the routes, so that it is not the next long run of the bench that misses it.
"""

from __future__ import annotations

from django.db.models import Model

from agencies.models import Agency, EnforcementOfficer, Post, PowerItem, User
from appraisals.models import Appraisal, AppraisedAgency
from cases.models import (
    AgencyDuty,
    ContestEvidence,
    DisposalList,
    DrawnProfile,
    EnforcementCase,
    Enterprise,
    Finding,
    FindingContest,
    ImportBatch,
    Law,
    LawArticle,
    ParameterTrial,
    ReviewedAgency,
    ReviewFile,
    ReviewRound,
    ReviewSheet,
    SectorParameter,
    UpwardPackage,
    Waiver,
)
from leads.models import Lead
from notices.models import Instrument, Matter, ObjectionEvidence, Referral, ResponseAttachment
from reports.models import PeriodicReport, QualityMonth, RaisedWarning, ReportReceipt
from supervision.audit.models import Checkpoint
from supervision.trail.models import Verification

OBJECTS: dict[str, tuple[type[Model], ...]] = {
    "migrations": (Law, LawArticle, SectorParameter),
    "City.people": (Agency, EnforcementOfficer, User, Post, PowerItem, AgencyDuty),
    "city.take_in": (ImportBatch, EnforcementCase, Finding, Enterprise, QualityMonth),
    "loop": (Matter, Instrument, ResponseAttachment, ObjectionEvidence, Referral, PeriodicReport, ReportReceipt),
    "loop: appraisals": (Appraisal, AppraisedAgency),
    "affairs": (FindingContest, ContestEvidence, Waiver, Lead, ParameterTrial, DrawnProfile, RaisedWarning),
    "affairs: reviews": (ReviewRound, ReviewFile, ReviewSheet, ReviewedAgency),
    "keeping": (DisposalList, UpwardPackage),
    "City.small": (Checkpoint, Verification),
}
"""Who makes them → what."""


def lacking() -> list[str]:
    """What the city in use should hold and does not, in words."""
    made = (model for models in OBJECTS.values() for model in models)
    return [f"测量用的城市里没有{model._meta.verbose_name}" for model in made if not model._default_manager.exists()]
