"""单位申辩的查询：列表、一件申辩、线索上的申辩、尚未答复的提醒、待办。"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from agencies.access.remembered import ANY, remembered
from cases.models import ContestEvidence, Finding, FindingContest
from cases.models.finding import STANDING_STATES
from cases.selectors.findings import unshown

WAITING_FOR_ANSWER = "单位已申辩，尚未答复"
"""What stands beside a finding that an agency contests, wherever it is about to become part of something."""


def contest_rows(user: Any, permission: str = "") -> QuerySet[FindingContest]:
    """The rounds that a person may see, with finding, case, agency and persons, in one statement."""
    rows: QuerySet[FindingContest] = FindingContest.objects.visible_to(user, permission)
    people = ("put_by", "put_for", "said_by", "said_for", "answered_by", "answered_for")
    return rows.select_related("finding__case", "agency", *people).defer(*unshown("finding__case"))


def contests_of(finding: Finding, user: Any) -> list[FindingContest]:
    """What was put to the agency about one finding, what it said and what it was told, newest first; with the files once they are sent."""
    people = ("put_by", "put_for", "said_by", "said_for", "answered_by", "answered_for")

    def build() -> QuerySet[FindingContest]:
        rows: QuerySet[FindingContest] = FindingContest.objects.visible_to(user).filter(finding_id=ANY).order_by("-id")
        return rows.select_related(*people).prefetch_related(Prefetch("evidence", ContestEvidence.objects.select_related("file")))

    found = list(remembered(("cases.contests_of_finding",), user, build, pk=finding.pk))
    for one in found:
        one.finding = finding  # in hand, with its case: nothing asks for it again
    return found


def unanswered(link: str = "pk") -> Exists:
    """Whether an agency has contested a finding and waits for the answer; `link`: the outer row's field that names the finding."""
    return Exists(FindingContest.objects.filter(finding=OuterRef(link), state="contested"))


def to_answer(user: Any) -> QuerySet[FindingContest]:
    """Contests that wait for this person's bureau, the first to come on top."""
    rows: QuerySet[FindingContest] = FindingContest.objects.visible_to(user, "cases.triage_finding")
    return rows.filter(state="contested").order_by("said_at", "id")


def to_explain(user: Any) -> QuerySet[FindingContest]:
    """Findings put to this person's agency that still stand, the first to come on top."""
    rows: QuerySet[FindingContest] = FindingContest.objects.visible_to(user, "cases.contest_finding")
    return rows.filter(state="put", finding__state__in=STANDING_STATES).order_by("id")
