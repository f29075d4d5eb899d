"""办案经过：一件案子从来源到结案的各步，问题钉在它发生的那一步。

The steps of one case in their lawful order, each with its day, the days since the last, who did it and its papers. Steps that the
record does not mention are shown only where the procedure needs them (缺).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cases.choices import CaseKind, Procedure
from cases.models import EnforcementCase
from cases.selectors.case_parts import CaseParts, Span


@dataclass
class Step:
    """One step. `state`: done, missing (the procedure needs it, the record lacks it), future (not yet), or none."""

    key: str
    label: str
    date: date | None
    state: str
    note: str = ""
    actor: str = ""
    papers: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Any] = field(default_factory=list)
    days_since: int | None = None


def timeline(case: EnforcementCase, parts: CaseParts, pins: dict[str, list[Any]]) -> list[Step]:
    """The steps of a case; `pins` gives the problems by the key of their step. Problems without a step of their own go to the last."""
    steps = _BUILDERS[CaseKind(case.kind)](case, parts)
    steps = [step for step in steps if step.date or step.note or step.state in {"missing", "future"} or pins.get(step.key)]
    steps = _in_order(steps)
    known = {step.key for step in steps}
    waiting: defaultdict[str, list[Any]] = defaultdict(list)
    for key, problems in pins.items():
        waiting[key if key in known else steps[-1].key].extend(problems)
    last: date | None = None
    for step in steps:
        step.problems = waiting[step.key]
        if step.date:
            step.days_since = (step.date - last).days if last else None
            last = step.date
    return steps


def _in_order(steps: list[Step]) -> list[Step]:
    """By date; a step without one stays behind the step it follows in law."""
    dated: list[tuple[date, int, Step]] = []
    last = date.min
    for place, step in enumerate(steps):
        last = step.date or last
        dated.append((last, place, step))
    return [step for _day, _place, step in sorted(dated, key=lambda entry: entry[:2])]


def _step(key: str, label: str, day: date | None, *, needed: bool = False, later: bool = False, **more: Any) -> Step:
    state = "done" if day or more.get("note") else ("future" if later else ("missing" if needed else "none"))
    return Step(key, label, day, state, **more)


def _penalty(case: EnforcementCase, parts: CaseParts) -> list[Step]:
    ordinary = case.procedure != Procedure.SUMMARY
    undecided = case.decision_date is None
    fine = f"罚款 {case.fine_amount:,.2f} 元" if case.fine_amount is not None else ""
    return [
        _step("source", "发现", case.discovered_date or case.violation_start, note=case.source),
        _step("filing", "立案", case.filing_date, needed=ordinary, papers=_papers(("立案审批", case.case_no))),
        *_acts(parts),
        *_clock(parts),
        _step(
            "notice",
            "事先告知",
            case.informed_served_date,
            needed=ordinary,
            note="口头告知，已记录" if case.oral_informed_recorded else "",
        ),
        _step(
            "statement",
            "陈述申辩",
            case.statement_made_on or case.statement_waived_at,
            note="当事人放弃" if case.statement_waived_at else "",
        ),
        _step(
            "hearing",
            "听证",
            case.hearing_held_date,
            needed=bool(case.hearing_required and not case.hearing_waived_at),
            later=undecided,
        ),
        _step("review", "法制审核", case.legal_review_date, note=case.get_legal_review_result_display()),
        _step("meeting", "集体讨论", case.meeting_date),
        _step(
            "decision",
            "处罚决定",
            case.decision_date,
            needed=True,
            later=True,
            note=fine,
            papers=_papers(("决定书", case.decision_no)),
        ),
        *_services(case, parts),
        _step(
            "publication",
            "公开",
            case.published_date,
            needed=bool(case.publish_required),
            later=undecided,
            note=case.publish_exempt_reason,
        ),
        *[_step("payment", "缴款", paid.day, note=f"{paid.amount:,.2f} 元") for paid in parts.payments],
        _step("surcharge", "加处罚款", case.surcharge_until, note=f"{case.surcharge:,.2f} 元" if case.surcharge else ""),
        *[_step("remedy", span.label, span.from_day, note=_until(span)) for span in parts.remedies],
        _step("closing", "结案", case.closed_on, later=True),
    ]


def _licence(case: EnforcementCase, parts: CaseParts) -> list[Step]:
    return [
        _step("source", "申请", case.applied_on, needed=True),
        _step("filing", "受理", case.accepted_on, needed=True),
        _step(
            "decision", "许可决定", case.decision_date, needed=True, later=True, papers=_papers(("许可文书", case.decision_no))
        ),
        *_services(case, parts),
        _step("publication", "公开", case.published_date),
        _step("closing", "许可有效期至", case.valid_to),
    ]


def _coercion(case: EnforcementCase, parts: CaseParts) -> list[Step]:
    return [
        *_acts(parts),
        _step("decision", "强制决定", case.decision_date, needed=True, papers=_papers(("决定书", case.decision_no))),
        *_services(case, parts),
        _step("measure", f"{case.measure_kind or '强制'}开始", case.measure_from, needed=True),
        _step("closing", f"{case.measure_kind or '强制'}结束", case.measure_to, later=True),
    ]


def _inspection(case: EnforcementCase, parts: CaseParts) -> list[Step]:
    scanned = {True: "已扫码", False: "未扫码", None: ""}[case.scanned]
    return [
        *_acts(parts),
        _step(
            "decision",
            "检查",
            case.inspected_on,
            needed=True,
            note="，".join(filter(None, (case.inspection_kind, case.inspection_result, scanned))),
        ),
        _step("publication", "结果公示", case.published_date),
    ]


def _acts(parts: CaseParts) -> list[Step]:
    return [
        _step(
            "investigation",
            act.kind,
            act.acted_on,
            needed=True,
            actor="、".join(f"{number}（{role}）" for number, role in act.officers) or "未记载人员",
            papers=_papers(("笔录", act.record_no)),
        )
        for act in parts.acts
    ]


def _services(case: EnforcementCase, parts: CaseParts) -> list[Step]:
    if parts.services:
        return [_step("service", service.mode, service.day) for service in parts.services]
    how = case.get_service_mode_display() or "送达"
    return [_step("service", how, case.served_date, needed=case.decision_date is not None)]


def _clock(parts: CaseParts) -> list[Step]:
    """What stops or lengthens the time limit."""
    stops = [_step("clock", f"{span.label}期间，不计入办案期限", span.from_day, note=_until(span)) for span in parts.excluded]
    longer = [
        _step("clock", f"批准延长 {extended.days} 日", extended.approved_on, note=extended.approver or "未记载批准人")
        for extended in parts.extensions
    ]
    return stops + longer


def _until(span: Span) -> str:
    return f"至 {span.to_day}" if span.to_day else "未记载截止日"


def _papers(*papers: tuple[str, str]) -> list[tuple[str, str]]:
    return [(f"{label} {number}", "") for label, number in papers if number]


_BUILDERS = {
    CaseKind.PENALTY: _penalty,
    CaseKind.LICENCE: _licence,
    CaseKind.COERCION: _coercion,
    CaseKind.INSPECTION: _inspection,
}
