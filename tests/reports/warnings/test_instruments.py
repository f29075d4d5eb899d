"""W28：反馈逾期、办结后又检出。"""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from agencies.models import Agency
from cases.models import Finding
from notices.models import Instrument, InstrumentItem, Matter, MatterItem
from supervision.documents.storage import store
from tests.cast import Cast
from tests.reports.warnings.ground import ago, body, findings, one, only, run, standing

pytestmark = pytest.mark.django_db


def instrument(
    cast: Cast, agency: Agency, *, state: str, due: datetime.date, closed: datetime.date | None = None, rule: str = ""
) -> None:
    """A press letter served three months ago, with one problem when a rule is named."""
    matter = Matter.objects.create(
        agency=agency, region_code=agency.region_code, number=f"M{agency.pk}-{state}", title="演示事项", problem_type="02", supervisor=cast.city_bureau,
        opened_by=cast.city_supervisor, state="supervising",
    )  # fmt: skip
    paper = store(b"%PDF-demo", media_type="application/pdf")
    noon = timezone.make_aware(datetime.datetime.combine(closed, datetime.time(12))) if closed else None
    made = Instrument.objects.create(
        matter=matter, agency=agency, region_code=agency.region_code, kind="press_letter", issuer=cast.city_bureau, issuer_kind="supervision_body",
        state=state, title="演示文书", opening="…", period_amount=10, period_unit="day", period_basis="演示", drafted_by=cast.city_supervisor,
        signed_by=cast.city_director, signed_at=timezone.now(), number=f"演督{agency.pk}号", issued_on=ago(90), served_on=ago(90), due_on=due,
        pdf=paper, docx=paper, closed_at=noon,
    )  # fmt: skip
    if rule:
        case = one(agency, listed_on=ago(200), decision_date=ago(200))
        findings([case], rule, "in_matter")
        item = MatterItem.objects.create(
            matter=matter, order=1, finding=Finding.objects.get(case=case), title="问题", description="…", basis="…"
        )
        InstrumentItem.objects.create(
            instrument=made, order=1, matter_item=item, title="问题", problem="…", basis="…", demand="…"
        )


def test_an_answer_due_yesterday_is_late_and_one_due_today_is_not(cast: Cast) -> None:
    instrument(cast, body("A"), state="handling", due=ago(1))
    instrument(cast, body("B"), state="handling", due=ago(0))
    instrument(cast, body("C"), state="responded", due=ago(30))
    run("W28")
    assert standing("W28") == {str(body("A").pk)}
    warning = only("W28")
    assert "反馈期限届满没有反馈的监督文书1件" in warning.sentence
    assert warning.told == [f"演督{body('A').pk}号，反馈期限{ago(1)}"]


def test_the_same_rule_in_three_cases_after_closing_is_told_and_in_two_is_not(cast: Cast) -> None:
    for letter, again, rule in (("A", 3, "P-30"), ("B", 2, "P-30"), ("C", 3, "P-53")):
        instrument(cast, body(letter), state="closed", due=ago(60), closed=ago(50), rule="P-30")
        findings([one(body(letter), listed_on=ago(20), decision_date=ago(20)) for _ in range(again)], rule)
        findings([one(body(letter), listed_on=ago(70), decision_date=ago(70)) for _ in range(2)], "P-30")
    run("W28")
    assert standing("W28") == {str(body("A").pk)}
    assert "文书办结后12个月内又检出同一规则问题的案件3件" in only("W28").sentence
    assert only("W28").evidence.count() == 3
