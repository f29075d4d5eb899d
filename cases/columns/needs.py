"""何时必填：什么情形下，空着的一格算缺项。

A blank cell never keeps a record out (only the party's name does) and is never a violation; it is a gap, told to the agency and counted in
its completeness. Each need says in words when it arises, and the same as an SQL condition over the case `c` for the count; a condition that
the record leaves open (NULL) asks for nothing. `filled`: when the value is there, for columns that are no field of the case.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.choices import CaseKind
from cases.columns import sources
from cases.columns.sources import Source
from supervision.tabular import Column, Kind


@dataclass(frozen=True, slots=True)
class Need:
    """When a column must be filled, who says so."""

    words: str
    condition: str
    source: Source
    filled: str = ""


def _each(source: Source) -> Need:
    return Need("每件", "true", source)


_UNIT = "c.party_type IN ('legal_person', 'other_organisation')"
_DECIDED = "c.decision_date IS NOT NULL"
_PENALISED = "c.decision_date IS NOT NULL AND c.decision_type IN ('', 'penalty')"
_PENALISED_WORDS = "已经作出处罚决定"
_ORDINARY = f"c.procedure = 'ordinary' AND {_PENALISED}"
_REVIEWED = f"{_DECIDED} AND (c.major_public_interest OR c.complex_multi_legal_relation OR c.other_statutory_review OR c.agency_catalog_hit)"
_HELD = "EXISTS (SELECT FROM cases_caseact act WHERE act.case_id = c.id AND cardinality(act.enforcing) > 0)"
_SEIZED = "c.measure_kind IN ('查封', '扣押', '冻结')"


def _party(source: Source) -> dict[str, Need]:
    """The party's columns, as 双公示 asks for them."""
    return {
        "party_name": _each(source),
        "party_type": _each(source),
        "party_credit_code": Need("当事人是单位或者个体工商户", f"{_UNIT} OR c.party_type = 'self_employed'", source),
    }


_PENALTY = {
    **_party(sources.PUBLICITY_PENALTY),
    "legal_representative": Need("当事人是单位", _UNIT, sources.PUBLICITY_PENALTY),
    "party_identity": Need("当事人是自然人", "c.party_type = 'person'", sources.PUBLICITY_PENALTY),
    "cause": Need(_PENALISED_WORDS, _PENALISED, sources.PUBLICITY_PENALTY),
    "procedure": _each(sources.CHECKED),
    "filing_date": Need(
        "普通程序，且没有写明未立案", "c.procedure = 'ordinary' AND c.filing_status <> 'not_filed'", sources.PENALTY_FILING
    ),
    "act1_enforcing": Need("普通程序的，至少一项调查行为写明执法人员", "c.procedure = 'ordinary'", sources.PENALTY_ACTS, _HELD),
    "informed_served_date": Need(f"普通程序，{_PENALISED_WORDS}", _ORDINARY, sources.PENALTY_TOLD),
    "informed_items": Need(f"普通程序，{_PENALISED_WORDS}", _ORDINARY, sources.PENALTY_TOLD),
    "hearing_held_date": Need("已举行听证", "c.hearing_held", sources.PENALTY_HEARING),
    "legal_review_date": Need("已经作出决定，且属于应当法制审核的情形", _REVIEWED, sources.PENALTY_REVIEW),
    "legal_review_result": Need("已经作出决定，且属于应当法制审核的情形", _REVIEWED, sources.PENALTY_REVIEW),
    "decision_type": Need("已经作出决定", _DECIDED, sources.PENALTY_DECISION),
    "decision_no": Need("已经作出决定", _DECIDED, sources.PUBLICITY_PENALTY),
    "decision_date": Need(
        "填了处理结果、文号或者结案日期",
        "c.decision_type <> '' OR c.decision_no <> '' OR c.closed_on IS NOT NULL",
        sources.PUBLICITY_PENALTY,
    ),
    "facts": Need(_PENALISED_WORDS, _PENALISED, sources.PUBLICITY_PENALTY),
    "legal_basis": Need(_PENALISED_WORDS, _PENALISED, sources.PUBLICITY_PENALTY),
    "content": Need(_PENALISED_WORDS, _PENALISED, sources.PUBLICITY_PENALTY),
    "penalty_kinds": Need(_PENALISED_WORDS, _PENALISED, sources.PUBLICITY_PENALTY),
    "fine_amount": Need("处罚种类有罚款（元或者万元填一栏）", "'fine' = ANY(c.penalty_kinds)", sources.PUBLICITY_PENALTY),
    "confiscated_amount": Need(
        "处罚种类有没收", "c.penalty_kinds && '{confiscate_gains,confiscate_property}'", sources.PUBLICITY_PENALTY
    ),
    "service_mode": Need("处罚决定已经作出并结案", f"{_PENALISED} AND c.closed_on IS NOT NULL", sources.PENALTY_SERVICE),
    "served_date": Need("处罚决定已经作出并结案", f"{_PENALISED} AND c.closed_on IS NOT NULL", sources.PENALTY_SERVICE),
    "publish_required": Need(
        f"{_PENALISED_WORDS}，没有填公开日期", f"{_PENALISED} AND c.published_date IS NULL", sources.PENALTY_PUBLISHED
    ),
    "publish_exempt_reason": Need("不应当公开", "NOT c.publish_required", sources.CHECKED),
    "published_date": Need("应当公开，并已结案", "c.publish_required AND c.closed_on IS NOT NULL", sources.PENALTY_PUBLISHED),
    "pay_due_date": Need("加处了罚款", "c.surcharge > 0", sources.PENALTY_PAYMENT),
    "surcharge_until": Need("加处了罚款", "c.surcharge > 0", sources.PENALTY_PAYMENT),
}

_LICENCE = {
    **_party(sources.PUBLICITY_LICENCE),
    "cause": _each(sources.PUBLICITY_LICENCE),
    "accepted_on": Need("已经作出决定", _DECIDED, sources.LICENCE_TERMS),
    "valid_from": Need("已经作出决定", _DECIDED, sources.PUBLICITY_LICENCE),
    "valid_to": Need("已经作出决定", _DECIDED, sources.PUBLICITY_LICENCE),
    "decision_no": Need("已经作出决定", _DECIDED, sources.PUBLICITY_LICENCE),
    "decision_date": Need(
        "填了文号、有效期或者结案日期",
        "c.decision_no <> '' OR c.valid_from IS NOT NULL OR c.closed_on IS NOT NULL",
        sources.PUBLICITY_LICENCE,
    ),
    "content": Need("已经作出决定", _DECIDED, sources.PUBLICITY_LICENCE),
}

_COERCION = {
    "party_name": _each(sources.COERCION_DECISION),
    "party_type": _each(sources.CHECKED),
    "party_credit_code": Need("当事人是单位", _UNIT, sources.CHECKED),
    "measure_kind": _each(sources.COERCION_DECISION),
    "measure_from": _each(sources.COERCION_TERMS),
    "measure_to": Need("已结案", "c.closed_on IS NOT NULL", sources.COERCION_TERMS),
    "act1_enforcing": Need("每件，至少一项行为写明执法人员", "true", sources.COERCION_ACTS, _HELD),
    "decision_no": Need("填了决定日期", _DECIDED, sources.COERCION_DECISION),
    "decision_date": Need("查封、扣押、冻结", _SEIZED, sources.COERCION_DECISION),
    "legal_basis": Need("查封、扣押、冻结", _SEIZED, sources.COERCION_DECISION),
}

_INSPECTION = {
    "party_name": _each(sources.INSPECTION),
    "party_type": _each(sources.CHECKED),
    "party_credit_code": Need("检查对象是单位", _UNIT, sources.CHECKED),
    "inspection_kind": _each(sources.INSPECTION),
    "inspected_on": _each(sources.INSPECTION),
    "inspection_result": _each(sources.INSPECTION),
    "scanned": Need("检查对象是单位或者个体工商户", f"{_UNIT} OR c.party_type = 'self_employed'", sources.INSPECTION_SCAN),
    "act1_enforcing": Need("每件，至少一项行为写明执法人员", "true", sources.INSPECTION_ACTS, _HELD),
}

NEEDS: dict[CaseKind, dict[str, Need]] = {
    CaseKind.PENALTY: _PENALTY,
    CaseKind.LICENCE: _LICENCE,
    CaseKind.COERCION: _COERCION,
    CaseKind.INSPECTION: _INSPECTION,
}


def filled(column: Column, need: Need) -> str:
    """An SQL condition over the case `c`: the column is not blank."""
    if need.filled:
        return need.filled
    if column.kind in (Kind.TEXT, Kind.CHOICE):
        return f"c.{column.key} <> ''"
    if column.kind is Kind.MULTI_CHOICE:
        return f"cardinality(c.{column.key}) > 0"
    return f"c.{column.key} IS NOT NULL"
