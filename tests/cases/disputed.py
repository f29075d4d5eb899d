"""测试用的请单位说明、申辩和豁免：一步一步由产品自己的服务办成。"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from cases.models import Finding, FindingContest, Waiver
from cases.services import contests, waivers

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def put(finding: Finding, actor: Any, question: str = "请说明听证期间是否扣除。") -> FindingContest:
    """A finding put to its agency."""
    return contests.put_to_agency(finding=finding, question=question, actor=actor)


def contested(finding: Finding, supervisor: Any, officer: Any, *, file: bool = True) -> FindingContest:
    """A finding that its agency contests, with a file."""
    one = put(finding, supervisor)
    if file:
        contests.attach(contest=one, name="听证笔录.pdf", content=PDF, actor=officer)
    contests.contest(contest=one, statement="听证期间没有扣除，案卷有听证笔录。", actor=officer)
    return one


def requested(supervisor: Any, *, rule: str = "P-30", **scope: Any) -> Waiver:
    """A waiver that was asked for, from today for a year unless told otherwise."""
    today = timezone.localdate()
    days = {"valid_from": scope.pop("valid_from", today), "valid_to": scope.pop("valid_to", waivers.last_day(today))}
    asked = waivers.Asked(
        rule_code=rule,
        reason="市政府批准的试点，期限另定。",
        basis="演示文件〔2026〕1号",
        item_code=scope.pop("item_code", ""),
        **days,
    )
    return waivers.request_waiver(asked=asked, actor=supervisor, **scope)


def approved(supervisor: Any, chief: Any, **scope: Any) -> Waiver:
    """A waiver in force."""
    one = requested(supervisor, **scope)
    waivers.approve(waiver=one, words="同意。", actor=chief)
    return one


def in_force(finding: Finding, supervisor: Any, chief: Any, valid_from: date, valid_to: date) -> Waiver:
    """A waiver of a finding's rule for its case between two days, whatever today is, as if it had been approved then."""
    return Waiver.objects.create(
        agency_id=finding.agency_id, region_code=finding.region_code, rule_code=finding.rule_code, case_id=finding.case_id,
        reason="试点", basis="演示文件", valid_from=valid_from, valid_to=valid_to, state="approved", requested_by=supervisor,
        decided_by=chief, decided_at=timezone.now(), decision="同意。",
    )  # fmt: skip
