"""执法案件的表。"""

from cases.models.batch import ImportBatch, ImportRow, PushReceipt
from cases.models.case import EnforcementCase
from cases.models.case_parts import CaseAct, ExcludedSpan, Extension, ProofOfService, RemedySpan
from cases.models.case_review import ReviewDraw, ReviewedAgency, ReviewFile, ReviewObjection, ReviewRound
from cases.models.check import CaseCheck
from cases.models.contest import ContestEvidence, FindingContest
from cases.models.disposal import DisposalItem, DisposalList, DisposalOpinion, LegalHold
from cases.models.drawn_profile import DrawnProfile
from cases.models.duty import AgencyDuty
from cases.models.enterprise import Enterprise
from cases.models.finding import Finding, FindingNote
from cases.models.identity import PartyIdentity, PartyName, Unmasking
from cases.models.law import Law, LawArticle
from cases.models.parameter import SectorParameter
from cases.models.particulars import CaseParticulars
from cases.models.retention import RetentionPeriod
from cases.models.review_sheet import ReviewSheet, SheetLine
from cases.models.trial import ParameterTrial
from cases.models.upward import UpwardCase, UpwardPackage
from cases.models.waiver import Waiver

__all__ = [
    "AgencyDuty",
    "CaseAct",
    "CaseCheck",
    "CaseParticulars",
    "ContestEvidence",
    "DisposalItem",
    "DisposalList",
    "DisposalOpinion",
    "DrawnProfile",
    "EnforcementCase",
    "Enterprise",
    "ExcludedSpan",
    "Extension",
    "Finding",
    "FindingContest",
    "FindingNote",
    "ImportBatch",
    "ImportRow",
    "Law",
    "LawArticle",
    "LegalHold",
    "ParameterTrial",
    "PartyIdentity",
    "PartyName",
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
    "Waiver",
]
