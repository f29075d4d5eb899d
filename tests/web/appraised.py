"""走查用的执法质效评议：各状态一次，以及办结的、撤销的。

What a supervision body appraises: it stands at `world.BODIES` only. Standard, publications and points cannot be changed afterwards, so they name
their agency themselves, and carry its word by that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from appraisals.choices import Part
from appraisals.models import Appraisal
from appraisals.services import concluding
from tests.appraisals import builders
from tests.web.people import People

Keys = dict[str, dict[str, Any]]


def things(people: People) -> Keys:
    """One in each state, an agency's row that is being scored, and one whose result is published."""
    begun = _standard(people, "评议中的评议")
    public = _public(people, "三项都已公开的评议")
    return {
        "appraisal_draft": {"pk": _planned(people, "方案").pk},
        "appraisal_scoring": {"pk": begun.pk},
        "appraisal_scored": {"pk": _scored(people, "评完的评议").pk},
        "appraisal_settled": {"pk": _settled(people, "结果已定的评议").pk},
        "appraisal_public": {"pk": public.pk},
        "appraisal_row": {"pk": builders.row_of(begun, people.agency).pk},
        "appraisal_items": {"items": [item.pk for item in begun.items.all()]},
        "appraisal_result": {"pk": builders.row_of(public, people.agency).pk},
    }


def over(people: People) -> Keys:
    """What is over: one that was given up, one that is closed."""
    cancelled = _standard(people, "撤销的评议")
    concluding.cancel(made=cancelled, words="另行拟订", actor=builders.again(people.supervisor))
    closed = _public(people, "办结的评议")
    concluding.close(made=closed, actor=builders.again(people.supervisor))
    row = builders.row_of(closed, people.agency)
    return (
        {name: {"pk": cancelled.pk} for name in ("appraisal_draft", "appraisal_scoring", "appraisal_scored")}
        | {name: {"pk": closed.pk} for name in ("appraisal_settled", "appraisal_public")}
        | {name: {"pk": row.pk} for name in ("appraisal_row", "appraisal_result")}
        | {"appraisal_items": {"items": [item.pk for item in closed.items.all()]}}
    )


def _planned(people: People, title: str) -> Appraisal:
    name = people.agency.short_name
    items = [replace(item, looks_at=f"{name}：{item.looks_at}") for item in builders.ITEMS]
    return builders.planned([people.agency], people.supervisor, title=f"{name}{title}", items=items)


def _publish(made: Appraisal, part: Part, people: People) -> Appraisal:
    words = f"{people.agency.short_name}的{part.label}已经公开。"
    return builders.publish(made, part, people.supervisor, words=words)


def _standard(people: People, title: str) -> Appraisal:
    return _publish(_planned(people, title), Part.CRITERIA, people)


def _scored(people: People, title: str) -> Appraisal:
    made = _standard(people, title)
    builders.give(
        made, people.agency, ("36", "30.5", "20"), people.supervisor, words=f"{people.agency.short_name}：抽查未见缺漏。"
    )
    return made


def _settled(people: People, title: str) -> Appraisal:
    made = _scored(people, title)
    concluding.settle(made=made, words="同意。", actor=builders.again(people.director))
    return builders.fresh(made)


def _public(people: People, title: str) -> Appraisal:
    return _publish(_publish(_settled(people, title), Part.PROCESS, people), Part.RESULT, people)
