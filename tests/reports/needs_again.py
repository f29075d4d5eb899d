"""必填情形再写一遍：逐件用 Python 判断，与数据库里的条件对照。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases.models import EnforcementCase

Test = Callable[[EnforcementCase], Any]


def penalised(c: EnforcementCase) -> bool:
    return c.decision_date is not None and c.decision_type in ("", "penalty")


def unit(c: EnforcementCase) -> bool:
    return c.party_type in ("legal_person", "other_organisation")


def always(_: EnforcementCase) -> bool:
    return True


def major(c: EnforcementCase) -> Any:
    return c.decision_date and (
        c.major_public_interest or c.complex_multi_legal_relation or c.other_statutory_review or c.agency_catalog_hit
    )


def named(c: EnforcementCase) -> bool:
    return any(act.enforcing for act in c.acts.all())


ASKED: dict[str, dict[str, Test]] = {
    "penalty": {
        "party_name": always,
        "party_type": always,
        "party_credit_code": lambda c: unit(c) or c.party_type == "self_employed",
        "legal_representative": unit,
        "party_identity": lambda c: c.party_type == "person",
        "cause": penalised,
        "procedure": always,
        "filing_date": lambda c: c.procedure == "ordinary" and c.filing_status != "not_filed",
        "act1_enforcing": lambda c: c.procedure == "ordinary",
        "informed_served_date": lambda c: c.procedure == "ordinary" and penalised(c),
        "informed_items": lambda c: c.procedure == "ordinary" and penalised(c),
        "hearing_held_date": lambda c: c.hearing_held,
        "legal_review_date": major,
        "legal_review_result": major,
        "decision_type": lambda c: c.decision_date,
        "decision_no": lambda c: c.decision_date,
        "decision_date": lambda c: c.decision_type or c.decision_no or c.closed_on,
        "facts": penalised,
        "legal_basis": penalised,
        "content": penalised,
        "penalty_kinds": penalised,
        "fine_amount": lambda c: "fine" in c.penalty_kinds,
        "confiscated_amount": lambda c: {"confiscate_gains", "confiscate_property"} & set(c.penalty_kinds),
        "service_mode": lambda c: penalised(c) and c.closed_on,
        "served_date": lambda c: penalised(c) and c.closed_on,
        "publish_required": lambda c: penalised(c) and not c.published_date,
        "publish_exempt_reason": lambda c: c.publish_required is False,
        "published_date": lambda c: c.publish_required and c.closed_on,
        "pay_due_date": lambda c: c.surcharge,
        "surcharge_until": lambda c: c.surcharge,
    },
    "licence": {
        "party_name": always,
        "party_type": always,
        "party_credit_code": lambda c: unit(c) or c.party_type == "self_employed",
        "cause": always,
        "accepted_on": lambda c: c.decision_date,
        "valid_from": lambda c: c.decision_date,
        "valid_to": lambda c: c.decision_date,
        "decision_no": lambda c: c.decision_date,
        "decision_date": lambda c: c.decision_no or c.valid_from or c.closed_on,
        "content": lambda c: c.decision_date,
    },
    "coercion": {
        "party_name": always,
        "party_type": always,
        "party_credit_code": unit,
        "measure_kind": always,
        "measure_from": always,
        "measure_to": lambda c: c.closed_on,
        "act1_enforcing": always,
        "decision_no": lambda c: c.decision_date,
        "decision_date": lambda c: c.measure_kind in ("查封", "扣押", "冻结"),
        "legal_basis": lambda c: c.measure_kind in ("查封", "扣押", "冻结"),
    },
    "inspection": {
        "party_name": always,
        "party_type": always,
        "party_credit_code": unit,
        "inspection_kind": always,
        "inspected_on": always,
        "inspection_result": always,
        "scanned": lambda c: unit(c) or c.party_type == "self_employed",
        "act1_enforcing": always,
    },
}
"""The needs once more, in Python, written from the words of the standard."""
