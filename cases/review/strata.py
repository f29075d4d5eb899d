"""抽样的层次：种类 × 轻重，以 SQL 写成。"""

from __future__ import annotations

from cases.review.choices import Stratum

HEAVY_KINDS = ("suspend_licence", "downgrade", "revoke_licence", "restrict", "suspend_business", "close", "bar")
"""Penalties that weigh heavily whatever the sum (行政处罚法 §63 names them among those with a right to a hearing)."""

_HEAVY = (
    "c.fine_amount >= %(heavy_fine)s OR c.hearing_required OR c.hearing_held OR c.legal_review_date IS NOT NULL"
    f" OR c.penalty_kinds && ARRAY[{', '.join(repr(kind) for kind in HEAVY_KINDS)}]::varchar[]"
)
STRATUM = f"""CASE WHEN c.kind <> 'penalty' THEN c.kind WHEN {_HEAVY} THEN '{Stratum.PENALTY_HEAVY}'
    WHEN c.procedure = 'summary' THEN '{Stratum.PENALTY_SUMMARY}' ELSE '{Stratum.PENALTY_ORDINARY}' END"""
"""The stratum of a case `c`; an unnamed procedure counts as the ordinary one."""

FROM_THE_PERIOD = """
    FROM cases_enforcementcase c
   WHERE c.agency_id = ANY(%(agencies)s) AND c.listed_on BETWEEN %(start)s AND %(end)s
     AND (c.kind <> 'penalty' OR c.decision_date IS NOT NULL)"""
"""The records that a round is about: of its agencies, of its period, penalties once decided."""

EXCLUDED: tuple[tuple[str, str], ...] = (
    ("已经归档", "c.archived_on IS NOT NULL"),
    ("正在行政复议或者行政诉讼中（《行政执法监督条例》第三十三条）", "c.dispute_status IN ('reconsideration', 'litigation')"),
    (
        "本年已被抽取评查",
        """EXISTS (SELECT FROM cases_reviewfile f JOIN cases_reviewround r ON r.id = f.round_id
            WHERE f.case_id = c.id AND r.id <> %(round)s AND r.state <> 'cancelled' AND r.year = %(year)s)""",
    ),
)
"""What is left out of the draw, in words and as SQL; a case is counted under the first that holds."""
