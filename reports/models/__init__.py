"""监督报告的表。"""

from reports.models.annual import ActivityMonth, CountingRule
from reports.models.quality import QualityCause, QualityMonth
from reports.models.report import PeriodicReport, ReportApproval, ReportReceipt, ReportVersion
from reports.models.rollup import CaseRollup
from reports.models.warning import RaisedWarning, WarningCase, WarningParameter, WarningRun, WarningState

__all__ = [
    "ActivityMonth",
    "CaseRollup",
    "CountingRule",
    "PeriodicReport",
    "QualityCause",
    "QualityMonth",
    "RaisedWarning",
    "ReportApproval",
    "ReportReceipt",
    "ReportVersion",
    "WarningCase",
    "WarningParameter",
    "WarningRun",
    "WarningState",
]
