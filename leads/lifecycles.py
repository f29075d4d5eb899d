"""线索的流程：登记、受理或者不予受理、办结、告知；可以转给上级或者下级监督机构。"""

from __future__ import annotations

from typing import Any

from supervision.workflow import Lifecycle, Refusal, State, Transition, register_verbs

OPEN_STATES = ("registered", "accepted")
"""States in which somebody has still to decide."""
DECIDED_STATES = ("declined", "handled")
"""States in which there is something to tell the informant."""

_HANDLE = "leads.handle_lead"
ANONYMOUS = Refusal("匿名反映，无法告知，免予告知。")
TOLD = Refusal("已经告知，不重复登记。")
OWN_REPORT = Refusal("本件由您本人反映，应当回避，请由其他人员办理。", "参照《湖南省行政程序规定》第十八条")


def of_the_handler(lead: Any, actor: Any) -> Refusal | None:
    """A lead is its handler's: the post that opens the step must be one at that body. The city sees a county's leads and does not decide them.
    Nobody decides what they reported themselves, nor does their deputy."""
    if actor is not None and lead.reporter_id in actor.hands(_HANDLE, lead):
        return OWN_REPORT
    grant = None if actor is None else actor.scope.grant_for(_HANDLE, lead)
    if grant is not None and lead.handled_at(grant):
        return None
    return Refusal(f"本件由{lead.handler.short_name}办理，请由该机构的人员办理。")


def _can_be_told(lead: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §156 三款: the result is told; nobody is told of what nobody signed."""
    if lead.anonymous:
        return ANONYMOUS
    if lead.informed_on:
        return TOLD
    return of_the_handler(lead, actor)


LEAD = Lifecycle(
    name="leads.lead",
    states=(
        State("registered", "已登记", "已经登记，等待办理机构决定是否受理。", "active"),
        State("accepted", "已受理", "已经受理。投诉举报的，六十日内作出处理决定，并告知投诉人、举报人。", "warn"),
        State("declined", "不予受理", "不予受理，应当说明理由并告知；其中有的引导申请行政复议、提起行政诉讼。", "off"),
        State("handled", "已办结", "已经作出处理决定。", "done"),
    ),
    transitions=(
        Transition("registered", "accept", "accepted", "受理", _HANDLE, of_the_handler, primary=True),
        Transition("registered", "decline", "declined", "不予受理", _HANDLE, of_the_handler, asks="理由"),
        Transition("registered", "pass", "registered", "转办", _HANDLE, of_the_handler, asks="转办理由"),
        Transition("accepted", "handle", "handled", "办结", _HANDLE, of_the_handler, primary=True, asks="处理结果"),
        Transition("accepted", "pass", "accepted", "转办", _HANDLE, of_the_handler, asks="转办理由"),
        Transition("declined", "inform", "declined", "登记告知", _HANDLE, _can_be_told, primary=True),
        Transition("handled", "inform", "handled", "登记告知", _HANDLE, _can_be_told, primary=True),
    ),
)  # fmt: skip

register_verbs(LEAD)
