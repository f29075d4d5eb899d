"""问题线索、鉴定销毁清单的流程；申辩与豁免的在 `contest_lifecycles.py`。"""

from __future__ import annotations

from typing import Any

from supervision.workflow import Lifecycle, Refusal, State, Transition, register_verbs
from supervision.workflow.lifecycle import Guard

ARCHIVED = Refusal("该案件已归档，只能查阅，不能再研判或者更正。")


def not_archived(finding: Any, actor: Any) -> Refusal | None:
    """An archived case is read-only, its findings with it (the database refuses, too)."""
    return ARCHIVED if finding.case.archived_on else None


FINDING = Lifecycle(
    name="cases.finding",
    states=(
        State("open", "待研判", "规则检出的线索，尚未经人判断。机器检出不等于违法（条例 §28 “查明的”）。", "active"),
        State("confirmed", "成立", "监督人员核实后认为问题成立，可以并入监督事项。", "bad"),
        State("dismissed", "排除", "监督人员核实后认为不成立，理由已记录，计入规则的准确率。", "done"),
        State("in_matter", "已立监督事项", "已并入一件监督事项，以后的处理看该事项。", "good"),
        State("cleared", "已消除", "报送单位更正数据后复检通过，自动消除；历史保留。", "done"),
        State("waived", "豁免", "规则仍判为问题，经批准在豁免有效期内不作问题处理；期满或者撤销后复检恢复为待研判。", "off"),
    ),
    transitions=(
        Transition("open", "confirm", "confirmed", "认定成立", "cases.triage_finding", not_archived, primary=True),
        Transition("open", "dismiss", "dismissed", "排除", "cases.triage_finding", not_archived, asks="排除理由"),
        Transition("confirmed", "reopen", "open", "撤回认定", "cases.triage_finding", not_archived),
        Transition("dismissed", "reopen", "open", "撤回认定", "cases.triage_finding", not_archived),
        Transition("confirmed", "take", "in_matter", "并入监督事项", "notices.open_matter", not_archived),
        Transition("open", "take", "in_matter", "认定并立监督事项", "notices.open_matter", not_archived),
        Transition("in_matter", "release", "confirmed", "移出监督事项", "notices.open_matter", not_archived),
        Transition(
            "in_matter", "overturn", "dismissed", "异议成立，撤销", "notices.answer_objection", not_archived, follows=True
        ),
        Transition("open", "clear", "cleared", "复检消除", "cases.triage_finding"),
        Transition("cleared", "recur", "open", "复检再现", "cases.triage_finding"),
        Transition("open", "adopt", "dismissed", "采纳单位申辩并排除", "cases.triage_finding", not_archived),
        Transition("confirmed", "adopt", "dismissed", "采纳单位申辩并排除", "cases.triage_finding", not_archived),
        Transition("open", "waive", "waived", "豁免生效", "cases.triage_finding"),
        Transition("waived", "unwaive", "open", "豁免终止", "cases.triage_finding"),
    ),
)


OTHER_BODY = Refusal("这份清单由编制它的监督机构审核，请由本级人员办理。")
SAME_PERSON = Refusal("编制人和两名审核人应当是三个不同的人（含代理），请由他人审核。", "参照《湖南省行政程序规定》第六十条")
NOTHING_LISTED = Refusal("清单上没有可以销毁的记录。")


def _own_body(permission: str) -> Guard:
    """A list is the affair of the body that compiled it: a county's is not reviewed by the city, nor the reverse."""

    def guard(disposal: Any, actor: Any) -> Refusal | None:
        grant = None if actor is None else actor.scope.grant_for(permission, disposal)
        return None if actor is None or (grant is not None and disposal.handled_at(grant)) else OTHER_BODY

    return guard


def _something_listed(disposal: Any, actor: Any) -> Refusal | None:
    refusal = _own_body("cases.compile_disposal")(disposal, actor)
    return refusal or (None if disposal.items.filter(outcome="listed").exists() else NOTHING_LISTED)


def _another_person(disposal: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §60 by analogy (承办人、审核人、批准人): whoever compiled or has reviewed a list does not review it again, whatever posts one
    person holds; a deputy is nobody else than the person they stand in for."""
    if actor is None:
        return None
    if refusal := _own_body("cases.review_disposal")(disposal, actor):
        return refusal
    hands = actor.hands("cases.review_disposal", disposal)
    taken = {disposal.compiled_by_id, disposal.compiled_for_id}
    agreed = disposal.opinions.filter(round=disposal.round, decision="agreed").values_list("actor_id", "actor_for_id")
    return SAME_PERSON if hands & taken.union(*agreed) else None


def _by_the_system(disposal: Any, actor: Any) -> Refusal | None:
    return Refusal("这一步由系统在后台完成。") if actor is not None else None


_COMPILE, _REVIEW = "cases.compile_disposal", "cases.review_disposal"
DISPOSAL_SYSTEM_ACTIONS = frozenset({"compile", "finish"})
"""Steps that only the worker takes; no page offers them."""

DISPOSAL = Lifecycle(
    name="cases.disposal",
    states=(
        State("compiling", "编制中", "后台正在找出保管期满、没有保全事由的记录。", "active"),
        State("draft", "草稿", "清单已经编好，由编制人核对后报送审核。", "neutral"),
        State("first", "待第一审核人鉴定", "第一名审核人逐件鉴定，可以划去不应销毁的记录。", "active"),
        State("second", "待第二审核人鉴定", "第二名审核人鉴定。两名审核人不能是同一人，也不能是编制人。", "active"),
        State("executing", "销毁中", "两名审核人都已同意，后台正在分批销毁；中断后从没有销毁的一批接着办。", "active"),
        State("done", "已销毁", "所列记录已经销毁，清单、摘要和件数长期保存。", "done"),
        State("withdrawn", "已撤销", "没有销毁任何记录，清单留存。", "off"),
    ),
    transitions=(
        Transition("compiling", "compile", "draft", "编制完成", _COMPILE, _by_the_system),
        Transition("draft", "submit", "first", "报送审核", _COMPILE, _something_listed, primary=True),
        Transition("draft", "withdraw", "withdrawn", "撤销清单", _COMPILE, _own_body(_COMPILE), asks="撤销理由"),
        Transition("first", "agree", "second", "同意销毁", _REVIEW, _another_person, primary=True, asks="鉴定意见"),
        Transition("first", "return", "draft", "退回", _REVIEW, _another_person, asks="退回意见"),
        Transition("second", "agree", "executing", "同意销毁", _REVIEW, _another_person, primary=True, asks="鉴定意见"),
        Transition("second", "return", "draft", "退回", _REVIEW, _another_person, asks="退回意见"),
        Transition("executing", "finish", "done", "销毁完成", _REVIEW, _by_the_system),
    ),
)


def _at_its_body(permission: str) -> Guard:
    def guard(trial: Any, actor: Any) -> Refusal | None:
        grant = None if actor is None else actor.scope.grant_for(permission, trial)
        if actor is None or (grant is not None and trial.handled_at(grant)):
            return None
        return Refusal("参数由提出它的监督机构办理。")

    return guard


def _not_the_proposer(trial: Any, actor: Any) -> Refusal | None:
    if refusal := _at_its_body(_ADOPT)(trial, actor):
        return refusal
    if actor is not None and trial.proposed_by_id in actor.hands(_ADOPT, trial):
        return Refusal("提出人不能批准自己提出的参数（含代理），请由他人批准。", "参照《湖南省行政程序规定》第六十条")
    return None


_PROPOSE, _ADOPT = "cases.edit_parameter", "cases.adopt_parameter"

PARAMETER_TRIAL = Lifecycle(
    name="cases.trial",
    states=(
        State("trying", "试算中", "后台正在用新旧两套数字各判一遍历史案件，不写入任何结果。", "active"),
        State("tried", "已试算", "试算完成，由提出人核对影响后报批或者撤回。", "neutral"),
        State("submitted", "待批准", "等待另一人批准；批准前不影响任何案件。", "active"),
        State("adopted", "已批准", "自施行日期起适用，原来的数字到前一日为止。", "done"),
        State("withdrawn", "已撤回", "没有施行。", "off"),
    ),
    transitions=(
        Transition("trying", "finish", "tried", "试算完成", _PROPOSE, _by_the_system),
        Transition("tried", "submit", "submitted", "报请批准", _PROPOSE, _at_its_body(_PROPOSE), primary=True),
        Transition("tried", "withdraw", "withdrawn", "撤回", _PROPOSE, _at_its_body(_PROPOSE)),
        Transition("submitted", "adopt", "adopted", "批准施行", _ADOPT, _not_the_proposer, primary=True, asks="批准意见"),
        Transition("submitted", "return", "tried", "退回", _ADOPT, _not_the_proposer, asks="退回意见"),
    ),
)

register_verbs(FINDING, DISPOSAL, PARAMETER_TRIAL)
