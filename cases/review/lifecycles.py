"""案卷评查的流程：批次、案卷。"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from supervision.workflow import Lifecycle, Refusal, State, Transition, register_verbs
from supervision.workflow.lifecycle import Guard

OTHER_BODY = Refusal("这一批次由组织评查的监督机构办理，请由本级人员办理。", "《行政执法监督条例》第六条第一款")
NOT_ALL_SCORED = Refusal("还有案卷没有评定，不能告知结果。")
UNANSWERED = Refusal("还有异议没有复核，不能公布结果。")
OBJECTION_OPEN = Refusal("异议期限还没有届满，不能公布结果。")
NOTHING_DRAWN = Refusal("还没有抽取案卷。")
NOT_A_SECOND_TIME = Refusal("评查过本案卷的人（含第三人）不能复核，请由他人办理。", "参照《湖南省行政程序规定》第六十条")
TAKEN = Refusal("第三评查人不能是前两名评查人之一。")

PLAN, SCORE, CONCLUDE, PUBLISH = (f"cases.{deed}_review" for deed in ("plan", "score", "conclude", "publish"))


def own_body(permission: str) -> Guard:
    """A round is the affair of the body that organises it (条例 §6): the city does not conclude a county's."""

    def guard(made: Any, actor: Any) -> Refusal | None:
        grant = None if actor is None else actor.scope.grant_for(permission, made)
        return None if actor is None or (grant is not None and made.handled_at(grant)) else OTHER_BODY

    return guard


def _all_scored(made: Any, actor: Any) -> Refusal | None:
    if refusal := own_body(CONCLUDE)(made, actor):
        return refusal
    files = made.files.all()
    if not files.exists():
        return NOTHING_DRAWN
    return NOT_ALL_SCORED if files.exclude(state="scored").exists() else None


def _objections_over(made: Any, actor: Any) -> Refusal | None:
    """Results go out when nobody can object any more and every objection has its answer."""
    if refusal := own_body(PUBLISH)(made, actor):
        return refusal
    if made.files.filter(state="objected").exists():
        return UNANSWERED
    return OBJECTION_OPEN if timezone.localdate() <= made.objection_due else None


def _another_reviewer(file: Any, actor: Any) -> Refusal | None:
    """复核由没有评过本案卷的人办理。"""
    return NOT_A_SECOND_TIME if actor is not None and actor.hands(SCORE, file) & file.seated else None


ROUND = Lifecycle(
    name="cases.review_round",
    states=(
        State("draft", "方案", "确定单位、期间、层次和件数，尚未抽取。", "neutral"),
        State("reviewing", "评查中", "案卷已经随机抽取，由评查人员两人一卷、分别评分。", "active"),
        State("told", "已告知", "结果已经告知被评查单位，单位可以在期限内提出异议。", "active"),
        State("published", "已公布", "异议期满、异议都已复核，结果已经公布。", "done"),
        State("cancelled", "已撤销", "批次撤销，所抽案卷不计入本年已评查。", "off"),
    ),
    transitions=(
        Transition("draft", "draw", "reviewing", "随机抽取", PLAN, own_body(PLAN), primary=True),
        Transition("draft", "cancel", "cancelled", "撤销", PLAN, own_body(PLAN), asks="撤销理由"),
        Transition("reviewing", "cancel", "cancelled", "撤销", PLAN, own_body(PLAN), asks="撤销理由"),
        Transition("reviewing", "notify", "told", "告知被评查单位", CONCLUDE, _all_scored, primary=True),
        Transition("told", "publish", "published", "公布结果", PUBLISH, _objections_over, primary=True, asks="公布意见"),
    ),
)

FILE = Lifecycle(
    name="cases.review_file",
    states=(
        State("drawn", "待分派", "已经抽中，还没有分派评查人。", "neutral"),
        State("scoring", "评分中", "两名评查人分别评分，互不可见。", "active"),
        State("third", "待第三人评定", "两人分差超过设定值，由第三名评查人评定。", "warn"),
        State("scored", "已评定", "得分已定，尚未告知单位。", "good"),
        State("told", "已告知", "结果已告知单位，可以提出异议。", "good"),
        State("objected", "异议复核中", "单位提出异议，由另外的评查人员复核。", "warn"),
        State("settled", "已复核", "异议已经复核，结果已告知单位。", "done"),
    ),
    transitions=(
        Transition("drawn", "assign", "scoring", "分派", PLAN),
        Transition("scoring", "settle", "scored", "两人评定", SCORE),
        Transition("scoring", "differ", "third", "分差过大，转第三人", SCORE),
        Transition("third", "decide", "scored", "第三人评定", SCORE),
        Transition("scored", "tell", "told", "告知", CONCLUDE),
        Transition("told", "object", "objected", "提出异议", "cases.object_review"),
        Transition("objected", "answer", "settled", "复核", SCORE, _another_reviewer),
    ),
)

VISIBLE_TO_AGENCY = frozenset({"told", "objected", "settled"})
"""States of a file in which the agency itself sees it."""

register_verbs(ROUND, FILE)
