"""执法案件的表。"""

from cases.models.batch import ImportBatch, ImportRow, PushReceipt
from cases.models.case import EnforcementCase
from cases.models.case_parts import CaseAct, ExcludedSpan, Extension, ProofOfService, RemedySpan
from cases.models.case_review import ReviewDraw, ReviewedAgency, ReviewFile, ReviewObjection, ReviewRound
from cases.models.check import CaseCheck
from cases.models.disposal import DisposalItem, DisposalList, DisposalOpinion, LegalHold
from cases.models.drawn_profile import DrawnProfile
from cases.models.enterprise import Enterprise
from cases.models.finding import Finding, FindingNote
from cases.models.identity import PartyIdentity, Unmasking
from cases.models.parameter import SectorParameter
from cases.models.retention import RetentionPeriod
from cases.models.review_sheet import ReviewSheet, SheetLine
from cases.models.upward import UpwardCase, UpwardPackage

__all__ = [
    "CaseAct",
    "CaseCheck",
    "DisposalItem",
    "DisposalList",
    "DisposalOpinion",
    "DrawnProfile",
    "EnforcementCase",
    "Enterprise",
    "ExcludedSpan",
    "Extension",
    "Finding",
    "FindingNote",
    "ImportBatch",
    "ImportRow",
    "LegalHold",
    "PartyIdentity",
    "ProofOfService",
    "PushReceipt",
    "RemedySpan",
    "RetentionPeriod",
    "ReviewDraw",
    "ReviewFile",
    "ReviewObjection",
    "ReviewRound",
    "ReviewSheet",
    "ReviewedAgency",
    "SectorParameter",
    "SheetLine",
    "Unmasking",
    "UpwardCase",
    "UpwardPackage",
]
