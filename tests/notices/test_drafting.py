"""拟稿与修改。"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from notices.models import Instrument
from notices.services import drafting, issuing
from notices.services.drafting import DraftText, ItemText
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders


def text_of(instrument: Instrument, **changes: Any) -> DraftText:
    values: dict[str, Any] = {
        name: getattr(instrument, name)
        for name in ("title", "opening", "closing", "period_amount", "period_unit", "period_basis")
    } | {"items": {}}
    return DraftText(**(values | changes))


def test_a_press_letter_lists_the_duties_not_performed_and_an_opinion_the_rest(cast: Cast) -> None:
    duty = builders.make_finding(cast.county_housing, "P-30")
    breach = builders.make_finding(cast.county_housing, "G-05", basis="《行政处罚法》第四十二条")
    matter = builders.open_matter(cast, findings=[duty, breach])
    letter = drafting.draft_instrument(matter=matter, kind="press_letter", actor=cast.county_supervisor)
    opinion = drafting.draft_instrument(matter=matter, kind="opinion", actor=cast.county_supervisor)
    assert [item.basis for item in letter.items.all()] == ["《行政处罚法》第六十条"]
    assert [item.basis for item in opinion.items.all()] == ["《行政处罚法》第四十二条"]
    assert (letter.period_amount, letter.period_unit) == (30, "day")
    assert "第二十七条" in letter.opening
    assert "第二十八条" in opinion.opening
    assert "第一百五十八条" in letter.period_basis


def test_a_problem_stands_in_one_instrument_only_unless_that_was_voided(cast: Cast) -> None:
    instrument = builders.draft(cast)
    with pytest.raises(NotAllowed, match="已经写入其他文书"):
        builders.draft(cast, matter=instrument.matter)
    issuing.void(instrument=instrument, actor=cast.county_supervisor)
    assert builders.draft(cast, matter=instrument.matter).items.count() == 2


def test_a_decision_is_refused_because_it_belongs_to_the_government(cast: Cast) -> None:
    with pytest.raises(NotAllowed) as refused:
        builders.draft(cast, kind="decision")
    assert "须由本级人民政府决定" in refused.value.message
    assert refused.value.article == "《行政执法监督条例》第二十九条"


def test_a_vertically_managed_agency_gets_no_order_but_may_have_a_matter(cast: Cast) -> None:
    matter = builders.open_matter(cast, findings=[builders.make_finding(cast.tobacco)], actor=cast.city_supervisor)
    with pytest.raises(NotAllowed) as refused:
        drafting.draft_instrument(matter=matter, kind="press_letter", actor=cast.city_supervisor)
    assert "上一级主管部门" in refused.value.message
    assert refused.value.article == "《行政执法监督条例》第四十二条第二款"


@pytest.mark.parametrize("who", ["township_assistant", "housing_officer", "county_director", "neighbour_supervisor"])
def test_nobody_but_the_bureaus_supervisors_drafts(cast: Cast, who: str) -> None:
    matter = builders.open_matter(cast)
    with pytest.raises(PermissionDenied):
        drafting.draft_instrument(matter=matter, kind="press_letter", actor=cast.people[who])


def test_a_bureau_without_a_document_mark_is_told_before_anything_is_written(cast: Cast) -> None:
    matter = builders.open_matter(cast)
    type(cast.county_bureau).objects.filter(pk=cast.county_bureau.pk).update(document_mark="")
    with pytest.raises(UserError, match="发文机关代字"):
        builders.draft(cast, matter=matter)
    assert not Instrument.objects.exists()


def test_a_draft_is_edited_and_its_problems_renumbered(cast: Cast) -> None:
    instrument = builders.draft(cast)
    first, second = instrument.items.all()
    drafting.edit_instrument(
        instrument=instrument,
        text=text_of(
            instrument, title="新标题", period_amount=10, period_unit="workday",
            items={second.pk: ItemText("名称", "事实", "依据", "要求")},
        ),
        drop_items={first.pk},
        actor=cast.county_supervisor,
    )  # fmt: skip
    edited = builders.fresh(instrument)
    only = edited.items.get()
    assert (edited.title, str(edited.period)) == ("新标题", "10个工作日")
    assert (only.order, only.title, only.problem, only.demand) == (1, "名称", "事实", "要求")


def test_every_problem_cannot_be_left_out(cast: Cast) -> None:
    instrument = builders.draft(cast)
    with pytest.raises(UserError, match="至少要列一个问题"):
        drafting.edit_instrument(
            instrument=instrument, text=text_of(instrument), drop_items={item.pk for item in instrument.items.all()},
            actor=cast.county_supervisor,
        )  # fmt: skip
    assert instrument.items.count() == 2


@pytest.mark.parametrize(("amount", "unit"), [(0, "day"), (181, "day"), (3, "month"), (3, "hour")])
def test_a_period_out_of_bounds_is_refused(cast: Cast, amount: int, unit: str) -> None:
    instrument = builders.draft(cast)
    with pytest.raises(UserError):
        drafting.edit_instrument(
            instrument=instrument, text=text_of(instrument, period_amount=amount, period_unit=unit), actor=cast.county_supervisor
        )


def test_what_has_been_submitted_is_no_longer_edited(cast: Cast) -> None:
    instrument = builders.draft(cast)
    issuing.submit(instrument=instrument, actor=cast.county_supervisor)
    with pytest.raises(NotAllowed, match="不能再修改"):
        drafting.edit_instrument(instrument=instrument, text=text_of(instrument), actor=cast.county_supervisor)
