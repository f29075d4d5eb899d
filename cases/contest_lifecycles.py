"""单位申辩与豁免的流程。"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cases.lifecycles import not_archived
from supervision.workflow import Lifecycle, Refusal, State, Transition, register_verbs

_STANDING = ("open", "confirmed", "in_matter")
OVER = Refusal("该线索已经了结，不需要再说明。")
TAKEN = Refusal("该线索已并入监督事项。请先在事项中移出该问题，再采纳申辩；不移出的，只能不采纳。")
OWN_REQUEST = Refusal("批准人不能是申请人（含代理），请由他人审批。", "参照《湖南省行政程序规定》第六十条")
NOT_YOURS = Refusal("申请由申请人本人撤回；不同意的，请由审批人不予批准。")
RUN_OUT = Refusal("豁免的有效期已经届满，不能再批准。请重新申请。")


def _still_stands(contest: Any, actor: Any) -> Refusal | None:
    """What was dismissed, cleared or waived meanwhile needs no word from the agency."""
    if contest.finding.state not in _STANDING:
        return OVER
    return not_archived(contest.finding, actor)


def _may_be_adopted(contest: Any, actor: Any) -> Refusal | None:
    """A problem that stands in a matter is taken out of it first: nothing leaves an instrument unseen."""
    if contest.finding.state == "in_matter":
        return TAKEN
    return not_archived(contest.finding, actor)


def _another_person(waiver: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §60 by analogy (承办人、审核人、批准人): whoever asks for an exception does not grant it; a deputy is nobody else than the
    person they stand in for. The database refuses, too."""
    if actor is None:
        return None
    if actor.hands("cases.approve_waiver", waiver) & {waiver.requested_by_id, waiver.requested_for_id}:
        return OWN_REQUEST
    return None


def _in_time_by_another(waiver: Any, actor: Any) -> Refusal | None:
    if waiver.valid_to < timezone.localdate():
        return RUN_OUT
    return _another_person(waiver, actor)


def _own_request(waiver: Any, actor: Any) -> Refusal | None:
    if actor is None or actor.hands("cases.request_waiver", waiver) & {waiver.requested_by_id, waiver.requested_for_id}:
        return None
    return NOT_YOURS


_ANSWER, _CONTEST = "cases.triage_finding", "cases.contest_finding"

CONTEST = Lifecycle(
    name="cases.contest",
    states=(
        State("put", "请单位说明", "监督机构已把线索发给单位，请其说明；单位还没有答复。", "active"),
        State("contested", "单位已申辩", "单位对线索提出申辩并附证据，等待监督机构答复。", "warn"),
        State("conceded", "单位无异议", "单位对线索没有异议。", "done"),
        State("adopted", "采纳", "监督机构采纳申辩，线索已排除，计入规则的准确率。", "good"),
        State("rejected", "不采纳", "监督机构不采纳申辩并说明理由；待研判的线索同时认定成立。", "bad"),
    ),
    transitions=(
        Transition("put", "contest", "contested", "提出申辩", _CONTEST, _still_stands, primary=True, asks="申辩意见"),
        Transition("put", "concede", "conceded", "没有异议", _CONTEST, _still_stands),
        Transition("contested", "adopt", "adopted", "采纳", _ANSWER, _may_be_adopted, primary=True, asks="采纳理由"),
        Transition(
            "contested", "reject", "rejected", "不采纳", _ANSWER, lambda one, actor: not_archived(one.finding, actor), asks="不采纳理由"
        ),
    ),
)  # fmt: skip

WAIVER = Lifecycle(
    name="cases.waiver",
    states=(
        State("requested", "待批准", "已申请，等待另一人批准；批准之前不生效。", "active"),
        State("approved", "已批准", "在有效期内，所涉规则、所涉范围的问题不作问题处理；结果仍如实显示。", "good"),
        State("refused", "不予批准", "没有批准，不生效。", "off"),
        State("withdrawn", "已撤回", "申请人撤回，不生效。", "off"),
        State("revoked", "已撤销", "批准后撤销，自撤销之日起不再有效；所涉问题恢复为待研判。", "off"),
    ),
    transitions=(
        Transition(
            "requested", "approve", "approved", "批准", "cases.approve_waiver", _in_time_by_another, primary=True, asks="审批意见"
        ),
        Transition("requested", "refuse", "refused", "不予批准", "cases.approve_waiver", _another_person, asks="不予批准的理由"),
        Transition("requested", "withdraw", "withdrawn", "撤回申请", "cases.request_waiver", _own_request),
        Transition("approved", "revoke", "revoked", "撤销豁免", "cases.approve_waiver", asks="撤销理由"),
    ),
)  # fmt: skip

register_verbs(CONTEST, WAIVER)
