"""监督报告的流程。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from agencies.choices import Role
from reports.choices import Decision
from supervision.workflow import Lifecycle, Refusal, State, Transition, register_verbs
from supervision.workflow.lifecycle import Guard

SYSTEM_ACTIONS = frozenset({"compile", "finish"})
"""Steps that only the worker takes; no page offers them."""


OTHER_BODY = Refusal("这份报告由编制它的监督机构办理，请由本级人员办理。", "《行政执法监督条例》第六条第一款")
OTHER_GOVERNMENT = Refusal("这份报告报送本级人民政府，请由本级政府领导批示。", "《行政执法监督条例》第六条第一款")


def own_body(permission: str) -> Guard:
    """条例 §6 一款: a report is made and approved by the supervision body of its own level; the city does not sign for a county. The post
    that opens the step must be one at that body: a reviewer of the city who holds another post in the county does not review for it."""

    def guard(report: Any, actor: Any) -> Refusal | None:
        grant = None if actor is None else actor.scope.grant_for(permission, report)
        return None if actor is None or (grant is not None and grant.agency_id == report.agency_id) else OTHER_BODY

    return guard


def own_government(report: Any, actor: Any) -> Refusal | None:
    """条例 §6 一款: the body reports to its own government, so it is that government's leader who instructs."""
    if actor is not None and not any(
        grant.role == Role.LEADER and grant.region_code == report.region_code for grant in actor.scope.grants
    ):
        return OTHER_GOVERNMENT
    return None


_STEPS = {
    "division": "reports.review_division",
    "legal": "reports.review_legal",
    "director": "reports.approve_director",
    "leader": "reports.instruct",
}
"""State → the permission of whoever decides in it."""


def not_the_submitter(report: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §60 (承办人、审核人、批准人; it binds enforcement, so here by analogy): who submits a report does not approve it; nor does their
    deputy, nor whoever submitted as the deputy of the one who would approve."""
    if actor is None or report.submitted_by_id is None:
        return None
    if actor.hands(_STEPS[report.state], report) & {report.submitted_by_id, report.submitted_for_id}:
        return Refusal("报送人不能审核自己报送的报告，请由他人办理。", "参照《湖南省行政程序规定》第六十条")
    return None


def not_twice(report: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §60, by analogy: each step of the chain is a different person's, whatever posts one person holds; a deputy's step is theirs,
    too, for whom it was taken."""
    if actor is None:
        return None
    hands = actor.hands(_STEPS[report.state], report)
    agreed = report.approvals.filter(version=report.version, decision=Decision.AGREED)
    if agreed.filter(Q(actor__in=hands) | Q(actor_for__in=hands)).exists():
        return Refusal("您或者您所代理的人已在前一环节审核过这一版报告，请由他人办理。", "参照《湖南省行政程序规定》第六十条")
    return None


def may_review(permission: str) -> Guard:
    """What the law asks of a reviewer of the supervision body."""
    of_the_body = own_body(permission)
    return lambda report, actor: of_the_body(report, actor) or not_the_submitter(report, actor) or not_twice(report, actor)


def may_instruct(report: Any, actor: Any) -> Refusal | None:
    """What the law asks of the leader."""
    return own_government(report, actor) or not_the_submitter(report, actor) or not_twice(report, actor)


def by_the_system(report: Any, actor: Any) -> Refusal | None:
    """Compiling and printing are done by the worker alone."""
    return Refusal("这一步由系统在后台完成。") if actor is not None else None


def _step(
    source: str, action: str, target: str, label: str, permission: str, guard: Callable[[str], Guard], **more: Any
) -> Transition:
    """A step of the body itself: the guard asks for the very post that opens it."""
    return Transition(source, action, target, label, permission, guard(permission), **more)


REPORT = Lifecycle(
    name="reports.report",
    states=(
        State("compiling", "编制中", "后台正在汇总数据、固定快照。", "active"),
        State("draft", "草稿", "快照已固定，承办人可以修改文字，数字不可改。", "neutral"),
        State("division", "待处室审核", "处室负责人审核。", "active"),
        State("legal", "待法制审核", "法制审核人员审核。", "active"),
        State("director", "待局长审批", "局长审批。", "active"),
        State("leader", "待领导批示", "报送政府领导批示。", "active"),
        State("approved", "已批示待印发", "领导已经批示，可以编号印发。", "good"),
        State("issuing", "制发中", "已决定印发，后台正在取发文字号、生成文件并分送。", "active"),
        State("issued", "已印发", "已印发并分送各单位签收。", "done"),
    ),
    transitions=(
        Transition("compiling", "compile", "draft", "编制完成", "reports.compile_report", by_the_system),
        _step("draft", "submit", "division", "报送审核", "reports.draft_report", own_body, primary=True),
        _step("division", "agree", "legal", "同意", "reports.review_division", may_review, primary=True),
        _step("division", "return", "draft", "退回修改", "reports.review_division", own_body, asks="退回意见"),
        _step("legal", "agree", "director", "同意", "reports.review_legal", may_review, primary=True),
        _step("legal", "return", "draft", "退回修改", "reports.review_legal", own_body, asks="退回意见"),
        _step("director", "agree", "leader", "同意", "reports.approve_director", may_review, primary=True),
        _step("director", "return", "draft", "退回修改", "reports.approve_director", own_body, asks="退回意见"),
        Transition("leader", "agree", "approved", "批示同意", "reports.instruct", may_instruct, primary=True, asks="批示"),
        Transition("leader", "return", "draft", "退回修改", "reports.instruct", own_government, asks="退回意见"),
        _step("approved", "issue", "issuing", "编号印发", "reports.issue_report", own_body, primary=True),
        Transition("issuing", "finish", "issued", "制发完成", "reports.issue_report", by_the_system),
    ),
)

register_verbs(REPORT)
