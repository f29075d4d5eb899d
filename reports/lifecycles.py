"""监督报告的流程。"""

from __future__ import annotations

from typing import Any

from supervision.workflow import Lifecycle, Refusal, State, Transition, register_verbs


def not_the_submitter(report: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §60: who submits a report does not approve it."""
    if actor is not None and actor.pk == report.submitted_by_id:
        return Refusal("报送人不能审核自己报送的报告，请由他人办理。", "《湖南省行政程序规定》第六十条")
    return None


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
        State("issuing", "制发中", "已取得发文字号，正在生成文件并分送。", "active"),
        State("issued", "已印发", "已印发并分送各单位签收。", "done"),
    ),
    transitions=(
        Transition("compiling", "compile", "draft", "编制完成", "reports.compile_report"),
        Transition("draft", "submit", "division", "报送审核", "reports.draft_report", primary=True),
        Transition("division", "agree", "legal", "同意", "reports.review_division", not_the_submitter, primary=True),
        Transition("division", "return", "draft", "退回修改", "reports.review_division", asks="退回意见"),
        Transition("legal", "agree", "director", "同意", "reports.review_legal", not_the_submitter, primary=True),
        Transition("legal", "return", "draft", "退回修改", "reports.review_legal", asks="退回意见"),
        Transition("director", "agree", "leader", "同意", "reports.approve_director", not_the_submitter, primary=True),
        Transition("director", "return", "draft", "退回修改", "reports.approve_director", asks="退回意见"),
        Transition("leader", "agree", "approved", "批示同意", "reports.instruct", not_the_submitter, primary=True, asks="批示"),
        Transition("leader", "return", "draft", "退回修改", "reports.instruct", asks="退回意见"),
        Transition("approved", "issue", "issuing", "编号印发", "reports.issue_report", primary=True),
        Transition("issuing", "finish", "issued", "制发完成", "reports.issue_report"),
    ),
)

register_verbs(REPORT)
