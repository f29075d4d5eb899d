"""执法质效评议的流程：拟订、评议、定结果、办结；标准、过程、结果公开以后才能办结。"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from appraisals.openness import BASIS, missing, named
from supervision.workflow import Lifecycle, Refusal, State, Transition, register_verbs
from supervision.workflow.lifecycle import Guard

RUN, SETTLE = "appraisals.run_appraisal", "appraisals.settle_appraisal"

OTHER_BODY = Refusal("这一评议由组织评议的监督机构办理，请由本级人员办理。", "《行政执法监督条例》第六条第一款")
PUBLISHED = Refusal("已经公开，不重复登记。")
NOT_ALL_SCORED = Refusal("还有单位没有逐项评完，不能定结果。请先在“被评议单位”中评完全部指标。")
SAME_HANDS = Refusal("拟订方案、参加评分的人不能定结果，请由其他人办理。")
BOUND_UP = Refusal("您与被评议单位有利害关系，应当回避，请由其他人定结果。", "参照《湖南省行政程序规定》第十八条")


def own_body(permission: str) -> Guard:
    """An appraisal is the affair of the body that organises it (条例 §6): the city does not score for a county."""

    def guard(made: Any, actor: Any) -> Refusal | None:
        grant = None if actor is None else actor.scope.grant_for(permission, made)
        return None if actor is None or (grant is not None and made.handled_at(grant)) else OTHER_BODY

    return guard


def _once(part: str) -> Guard:
    """A part is published once; what was published is not published again with another day."""

    def guard(made: Any, actor: Any) -> Refusal | None:
        return own_body(RUN)(made, actor) or (PUBLISHED if made.days[part] else None)

    return guard


def _may_settle(made: Any, actor: Any) -> Refusal | None:
    """The result is settled once everything is scored, by somebody who has neither written the standard nor scored by it, nor is bound up."""
    if refusal := own_body(SETTLE)(made, actor):
        return refusal
    if actor is not None:
        hands = actor.hands(SETTLE, made)
        scored = Q(scores__scored_by__in=hands) | Q(scores__scored_for__in=hands)
        if {made.made_by_id, made.made_for_id} & hands or made.appraised.filter(scored).exists():
            return SAME_HANDS
        bound_up = {one.agency_id for one in actor.scope.conflicts}
        if bound_up and made.appraised.filter(agency__in=bound_up).exists():
            return BOUND_UP
    return None if _is_scored(made) else NOT_ALL_SCORED


def _is_scored(made: Any) -> bool:
    """Whether every agency has as many points as the standard has items."""
    wanted = made.items.count()
    return bool(wanted) and not made.appraised.annotate(scored=Count("scores")).filter(scored__lt=wanted).exists()


def _all_published(made: Any, actor: Any) -> Refusal | None:
    """S-10: an appraisal does not end before its standard, its course and its result are published."""
    if refusal := own_body(RUN)(made, actor):
        return refusal
    left = missing(made.days)
    return Refusal(f"{named(left)}还没有公开，不能办结。请先登记公开。", BASIS) if left else None


APPRAISAL = Lifecycle(
    name="appraisals.appraisal",
    states=(
        State("draft", "拟订", "拟订方案和标准，可以修改，尚未公开。", "neutral"),
        State("scoring", "评议中", "评议标准已经公开，不能再改；监督机构逐个单位、逐项评分。", "active"),
        State("settled", "结果已定", "评分已经确定，不能再改；评议过程、评议结果公开后办结。", "warn"),
        State("closed", "已办结", "评议标准、过程、结果都已公开，评议办结。", "done"),
        State("cancelled", "已撤销", "评议撤销，不产生结果。", "off"),
    ),
    transitions=(
        Transition("draft", "publish_criteria", "scoring", "公开标准，开始评议", RUN, _once("criteria"), primary=True),
        Transition("draft", "cancel", "cancelled", "撤销", RUN, own_body(RUN), asks="撤销理由"),
        Transition("scoring", "publish_process", "scoring", "公开过程", RUN, _once("process")),
        Transition("scoring", "settle", "settled", "定结果", SETTLE, _may_settle, primary=True, asks="意见"),
        Transition("scoring", "cancel", "cancelled", "撤销", RUN, own_body(RUN), asks="撤销理由"),
        Transition("settled", "publish_process", "settled", "公开过程", RUN, _once("process"), primary=True),
        Transition("settled", "publish_result", "settled", "公开结果", RUN, _once("result"), primary=True),
        Transition("settled", "close", "closed", "办结", RUN, _all_published, primary=True),
    ),
)

STARTED = ("scoring", "settled", "closed")
"""States in which the standard stands fixed."""
VISIBLE_TO_AGENCY = frozenset({"told", "published"})
"""States of an appraised agency's row in which the agency itself sees it: the standard is published; its result is."""

register_verbs(APPRAISAL)
