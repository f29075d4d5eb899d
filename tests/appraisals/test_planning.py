"""拟订方案：谁可以、评哪些单位、标准怎样才完整、公开以后不能改。"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agencies.choices import Sector
from agencies.models import Agency
from appraisals.choices import Aspect, Part
from appraisals.models import Appraisal, AppraisalItem
from appraisals.services import planning
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.appraisals.builders import ITEMS, again, begun, planned, publish, written

pytestmark = pytest.mark.django_db


def test_a_supervision_body_plans_for_the_agencies_of_its_own_level(cast: Any) -> None:
    """A county for the county's and its towns'; the city for the city's, not for a county's."""
    squad = Agency.objects.create(
        code="LY-DY-ZD", name="大瑶镇综合行政执法队", short_name="大瑶执法队", kind="enforcement", region=cast.township,
        region_code=cast.township.code, tier="township", sector=Sector.URBAN,
    )  # fmt: skip
    made = planned([cast.county_housing, squad], cast.county_supervisor)
    assert (made.agency, made.region_code, made.state) == (cast.county_bureau, "430181", "draft")
    assert set(made.appraised.values_list("agency__code", "state")) == {("LY-ZJ", "planned"), ("LY-DY-ZD", "planned")}
    assert list(made.items.values_list("order", "title", "points")) == [
        (1, "程序合法", 40),
        (2, "文书规范", 35),
        (3, "整改见效", 25),
    ]
    with pytest.raises(UserError, match="没有选择本级的被评议单位"):
        planned([cast.county_housing], cast.city_supervisor)
    with pytest.raises(UserError, match="没有选择本级的被评议单位"):
        planned([cast.neighbour_market, cast.city_market], cast.county_supervisor)


@pytest.mark.parametrize("who", ["county_director", "township_assistant", "housing_officer", "social_supervisor", "system_admin"])
def test_nobody_else_plans(cast: Any, who: str) -> None:
    with pytest.raises(PermissionDenied):
        planned([cast.county_housing], getattr(cast, who))


def test_the_database_lets_only_a_supervision_body_organise(cast: Any) -> None:
    """条例 §6 二款: a justice office assists, it organises nothing, whatever program writes the row."""
    made = planned([cast.county_housing], cast.county_supervisor)
    with pytest.raises(IntegrityError, match="appraisal_is_a_supervision_bodys"), transaction.atomic():
        Appraisal.objects.filter(pk=made.pk).update(agency=cast.justice_office)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((40, 35, 24), "合计 99 分，应当是 100 分，还差 1 分"),
        ((40, 35, 26), "合计 101 分，应当是 100 分，多出 1 分"),
        ((), "没有写评议指标"),
    ],
)
def test_a_standard_sums_to_a_hundred(cast: Any, points: tuple[int, ...], said: str) -> None:
    items = [replace(item, points=one) for item, one in zip(ITEMS, points, strict=False)]
    with pytest.raises(UserError, match=said):
        planned([cast.county_housing], cast.county_supervisor, items=items)


def test_the_database_refuses_to_begin_with_a_standard_that_is_not_whole(cast: Any) -> None:
    made = planned([cast.county_housing], cast.county_supervisor)
    AppraisalItem.objects.filter(appraisal=made, order=3).update(points=24)
    with pytest.raises(IntegrityError, match="不是 100 分"), transaction.atomic():
        Appraisal.objects.filter(pk=made.pk).update(state="scoring", criteria_published_on="2026-11-01")
    with pytest.raises(UserError, match="还差 1 分"):
        publish(made, Part.CRITERIA, cast.county_supervisor)


def test_what_is_missing_is_named(cast: Any) -> None:
    for more, said in (
        ({"situation": "  "}, "执法特点和具体情况"), ({"basis": ""}, "评议依据"), ({"items": (ITEMS[0], ITEMS[0], ITEMS[2])}, "合计 105 分"),
        ({"items": (ITEMS[0], replace(ITEMS[1], title="程序合法"), ITEMS[2])}, "两项指标同名"),
    ):  # fmt: skip
        with pytest.raises(UserError, match=said):
            planned([cast.county_housing], cast.county_supervisor, **more)
    planned([cast.county_housing], cast.county_supervisor)
    with pytest.raises(UserError, match="已有同名的评议"):
        planned([cast.county_housing], cast.county_chief)


def test_a_draft_may_be_written_anew_and_the_same_again_is_no_event(cast: Any) -> None:
    made = planned([cast.county_housing], cast.county_supervisor)
    other = (replace(ITEMS[0], points=60, aspect=Aspect.EFFECT), replace(ITEMS[1], points=40))
    for _ in range(2):
        planning.plan(given=written([cast.county_housing], items=other), actor=again(cast.county_chief), made=made)
    assert list(made.items.values_list("title", "aspect", "points")) == [("程序合法", "effect", 60), ("文书规范", "quality", 40)]
    verbs = AuditEvent.objects.filter(target_id=str(made.pk), verb__startswith="appraisals.").order_by("pk")
    assert [event.verb for event in verbs] == ["appraisals.planned", "appraisals.changed"]


def test_a_published_standard_stands(cast: Any) -> None:
    made = begun([cast.county_housing], cast.county_supervisor)
    with pytest.raises(NotAllowed, match="评议标准已经公开，方案和标准不能再改"):
        planning.plan(given=written([cast.county_housing]), actor=again(cast.county_supervisor), made=made)
    rows = AppraisalItem.objects.filter(appraisal=made)
    for deed in (
        lambda: rows.filter(order=1).update(points=39),
        lambda: rows.filter(order=1).delete(),
        lambda: AppraisalItem.objects.create(appraisal=made, order=4, title="另一项", aspect="effect", looks_at="另看", points=1),
    ):
        with pytest.raises(IntegrityError, match="评议标准已经公开"), transaction.atomic():
            deed()


def test_the_city_does_not_change_what_a_county_plans(cast: Any) -> None:
    made = planned([cast.county_housing], cast.county_supervisor)
    with pytest.raises(NotAllowed, match="由组织评议的监督机构办理"):
        planning.plan(given=written([cast.city_market], title="市里改的"), actor=again(cast.city_supervisor), made=made)
