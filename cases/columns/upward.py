"""上报目录：一案的哪些栏目送往省平台，怎样遮盖。

The schedule of what leaves. A column that stands nowhere here does not leave. Identity numbers are not here at all: the case holds only their
fingerprint, the sealed number stays where it is, and no setting changes that; who agrees with the province that they are needed adds them here,
as a new edition, with a decision of record. Names of natural persons leave masked, and texts with names and numbers in them masked
(个人信息保护法 §6: the least that the purpose needs; §34: within a legal duty).
"""

from __future__ import annotations

SCHEMA = "cases/1"
"""Edition of this schedule. Whoever changes a list below makes a new one."""

MASKED_NAMES: dict[str, str] = {"party_name": "party_type", "legal_representative": ""}
"""Names: hidden unless the column named beside says that it is an organisation's."""

MASKED_TEXTS = (
    "external_id", "case_no", "cause", "facts", "legal_basis", "content", "place", "decision_no", "publish_exempt_reason",
    "licence_name", "measure_kind", "inspection_kind", "inspection_result",
)  # fmt: skip
"""What clerks wrote: names of the case's persons, identity and mobile numbers hidden wherever they stand."""

PLAIN = (
    "kind", "item_code", "sector", "source", "party_type", "party_credit_code", "listed_on", "received_on",
    "violation_start", "violation_end", "discovered_date", "filing_status", "filing_date", "procedure", "remade_after_annulment",
    "informed_served_date", "informed_items", "oral_informed_recorded", "notice_window_days", "statement_made_on", "statement_waived_at",
    "hearing_required", "hearing_waived_at", "hearing_notice_date", "hearing_held", "hearing_held_date",
    "major_public_interest", "complex_multi_legal_relation", "other_statutory_review", "agency_catalog_hit", "legal_review_date",
    "legal_review_result", "meeting_date", "decision_type", "decision_date", "penalty_kinds", "fine_amount", "confiscated_amount",
    "special_onsite_cap", "announced_on", "party_present", "service_mode", "served_date", "publish_required", "published_date",
    "pay_due_date", "payments", "surcharge", "surcharge_until", "surcharge_standard_told", "closed_on", "dispute_status",
    "applied_on", "accepted_on", "valid_from", "valid_to", "measure_from", "measure_to", "inspected_on", "scanned",
)  # fmt: skip
"""Codes, days, amounts, yes and no."""

KEPT_HERE = (
    "id", "batch", "line_no", "party_identity", "party_name_fingerprint", "fine_amount_wan", "amount_in_words", "fingerprint", "search", "agency", "region_code",
    "county_code", "archived_on",
)  # fmt: skip
"""What does not leave: the platform's own columns, and the fingerprints of document number and name. The agency goes by its code and name."""
