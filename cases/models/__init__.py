"""执法案件的表。"""

from cases.models.batch import ImportBatch, ImportRow, PushReceipt
from cases.models.case import EnforcementCase
from cases.models.case_parts import CaseAct, ExcludedSpan, Extension, ProofOfService, RemedySpan
from cases.models.check import CaseCheck
from cases.models.enterprise import Enterprise
from cases.models.finding import Finding, FindingNote
from cases.models.identity import PartyIdentity, Unmasking
from cases.models.parameter import SectorParameter

__all__ = [
    "CaseAct",
    "CaseCheck",
    "EnforcementCase",
    "Enterprise",
    "ExcludedSpan",
    "Extension",
    "Finding",
    "FindingNote",
    "ImportBatch",
    "ImportRow",
    "PartyIdentity",
    "ProofOfService",
    "PushReceipt",
    "RemedySpan",
    "SectorParameter",
    "Unmasking",
]
