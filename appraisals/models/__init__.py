"""执法质效评议的表。"""

from appraisals.models.appraisal import Appraisal, AppraisalItem, Publication
from appraisals.models.score import AppraisalScore, AppraisedAgency

__all__ = ["Appraisal", "AppraisalItem", "AppraisalScore", "AppraisedAgency", "Publication"]
