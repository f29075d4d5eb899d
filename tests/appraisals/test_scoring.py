"""评分与定结果：谁可以、满分、评语、回避、两个人；总分和名次由数据库算，这里手算。"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agencies.choices import Role
from agencies.models import Agency, Post, User
from appraisals.choices import Part
from appraisals.models import AppraisalScore, AppraisedAgency
from appraisals.selectors import rows_of, to_settle
from appraisals.services import concluding, scoring
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.appraisals.builders import again, begun, fresh, give, planned, public, publish, row_of, scored, settled

pytestmark = pytest.mark.django_db


def more_agencies(cast: Any, count: int) -> list[Agency]:
    return [
        Agency.objects.create(
            code=f"LY-X{n}", name=f"浏阳市演示局{n}", short_name=f"演示局{n}", kind="enforcement", region=cast.county, region_code="430181",
            tier="county",
        )
        for n in range(1, count + 1)
    ]  # fmt: skip


def test_totals_ranks_and_the_two_aspects_by_hand(cast: Any) -> None:
    """一局 36+30.5+20 = 86.5（质量 66.5，效果 20）；二局 40+35+11.5 = 86.5（75，11.5）；三局 40+35+25 = 100；住建局 0+0+0.5 = 0.5。
    名次：三局 1，一局、二局并列 2，住建局 4。"""
    one, two, three = more_agencies(cast, 3)
    everybody = [one, two, three, cast.county_housing]
    made = begun(everybody, cast.county_supervisor)
    for agency, points in (
        (one, ("36", "30.5", "20")), (two, ("40", "35", "11.5")), (three, ("40", "35", "25")), (cast.county_housing, ("0", "0", "0.5")),
    ):  # fmt: skip
        give(made, agency, points, cast.county_supervisor)
    so_far = {row.agency.code: (row.scored, row.so_far) for row in rows_of(made)}
    assert so_far == {
        "LY-X1": (3, Decimal("86.5")), "LY-X2": (3, Decimal("86.5")), "LY-X3": (3, Decimal("100.0")), "LY-ZJ": (3, Decimal("0.5"))
    }  # fmt: skip
    assert set(AppraisedAgency.objects.values_list("state", "total")) == {("told", None)}
    concluding.settle(made=made, words="同意。", actor=again(cast.county_director))
    assert set(AppraisedAgency.objects.values_list("state", "total")) == {("told", None)}
    made = publish(made, Part.RESULT, cast.county_supervisor)
    assert [(line["rank"], line["agency"], line["quality"], line["effect"], line["total"]) for line in made.table] == [
        (1, "演示局3", "75.0", "25.0", "100.0"), (2, "演示局1", "66.5", "20.0", "86.5"), (2, "演示局2", "75.0", "11.5", "86.5"),
        (4, "浏阳市住建局", "0.0", "0.5", "0.5"),
    ]  # fmt: skip
    assert row_of(made, two).total == Decimal("86.5")
    assert row_of(made, cast.county_housing).state == "published"


def test_another_appraisals_points_do_not_count(cast: Any) -> None:
    first = public([cast.county_housing], cast.county_supervisor, cast.county_director)
    second = begun([cast.county_housing], cast.county_supervisor, title="另一次评议")
    give(second, cast.county_housing, ("1", "2", "3"), cast.county_supervisor)
    concluding.settle(made=second, words="同意。", actor=again(cast.county_director))
    waits = scored([cast.county_housing], cast.county_supervisor, title="还没有定结果的一次")
    second = publish(second, Part.RESULT, cast.county_supervisor)
    row = row_of(waits, cast.county_housing)
    assert (row.state, row.total) == ("told", None)
    assert (row_of(first, cast.county_housing).total, row_of(second, cast.county_housing).total) == (
        Decimal("86.5"),
        Decimal("6.0"),
    )


@pytest.mark.parametrize(
    ("points", "words", "said"),
    [(("40.1", "35", "25"), "好。", "“程序合法”得 40.1 分，应当在 0 到 40 分之间"), (("-1", "35", "25"), "好。", "应当在 0 到 40 分之间"),
     (("40", "35", "25"), " ", "没有得分或者评语")],
)  # fmt: skip
def test_points_stay_within_an_item_and_come_with_words(cast: Any, points: tuple[str, ...], words: str, said: str) -> None:
    made = begun([cast.county_housing], cast.county_supervisor)
    with pytest.raises(UserError, match=said):
        give(made, cast.county_housing, points, cast.county_supervisor, words)
    assert not AppraisalScore.objects.exists()


def test_the_database_holds_the_same(cast: Any) -> None:
    made = scored([cast.county_housing], cast.county_supervisor)
    mine = AppraisalScore.objects.filter(item__order=1)
    other = begun([cast.county_housing], cast.county_supervisor, title="另一次评议")
    for broken in ({"points": "40.1"}, {"points": "-1"}, {"words": ""}, {"item": other.items.get(order=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            mine.update(**broken)
    concluding.settle(made=made, words="同意。", actor=again(cast.county_director))
    with pytest.raises(IntegrityError, match="评分不在评议中"), transaction.atomic():
        mine.update(points="1")


def test_scores_may_be_changed_while_it_is_scored_and_never_after(cast: Any) -> None:
    made = scored([cast.county_housing], cast.county_supervisor)
    give(made, cast.county_housing, ("36", "30.5", "20"), cast.county_supervisor)  # the same: no event
    give(made, cast.county_housing, ("36", "31", "20"), cast.county_chief)
    assert AppraisalScore.objects.get(item__order=2).scored_by == cast.county_chief
    assert AppraisalScore.objects.get(item__order=1).scored_by == cast.county_supervisor
    assert [event.payload["criteria"] for event in AuditEvent.objects.filter(verb="appraisals.scored").order_by("pk")] == [3, 1]
    concluding.settle(made=made, words="同意。", actor=again(cast.county_director))
    with pytest.raises(NotAllowed, match="结果已定，评分不能再改"):
        give(fresh(made), cast.county_housing, ("1", "1", "1"), cast.county_supervisor)


def test_nobody_scores_before_the_standard_is_published(cast: Any) -> None:
    made = planned([cast.county_housing], cast.county_supervisor)
    with pytest.raises(NotAllowed, match="评议标准还没有公开"):
        give(made, cast.county_housing, ("1", "1", "1"), cast.county_supervisor)


def test_another_body_and_other_offices_do_not_score(cast: Any) -> None:
    made = begun([cast.county_housing], cast.county_supervisor)
    with pytest.raises(NotAllowed, match="由组织评议的监督机构办理"):
        give(made, cast.county_housing, ("1", "1", "1"), cast.city_supervisor)
    for who in (cast.neighbour_supervisor, cast.county_director, cast.housing_officer, cast.township_assistant):
        with pytest.raises(PermissionDenied):
            give(made, cast.county_housing, ("1", "1", "1"), who)


def test_whom_the_agency_lent_does_not_score_it(cast: Any) -> None:
    lent = User.objects.create(username="lent", display_name="罗借调", password="!")
    Post.objects.create(
        user=lent,
        agency=cast.county_bureau,
        role=Role.SUPERVISOR,
        title="借调人员",
        starts_on="2020-01-01",
        seconded_by=cast.county_housing,
    )
    made = begun([cast.county_housing], cast.county_supervisor)
    with pytest.raises(PermissionDenied, match="应当回避"):
        give(made, cast.county_housing, ("1", "1", "1"), lent)
    with pytest.raises(UserError, match="没有选择本级的被评议单位"):
        planned([cast.county_housing], lent, title="自己评自己")


def test_a_result_waits_for_every_item_of_every_agency(cast: Any) -> None:
    one, two = more_agencies(cast, 2)
    made = begun([one, two], cast.county_supervisor)
    give(made, one, ("1", "1", "1"), cast.county_supervisor)
    assert not to_settle(again(cast.county_director)).exists()
    with pytest.raises(NotAllowed, match="还有单位没有逐项评完"):
        concluding.settle(made=made, words="同意。", actor=again(cast.county_director))
    give(made, two, ("1", "1", "1"), cast.county_supervisor)
    assert list(to_settle(again(cast.county_director))) == [made]
    assert not to_settle(again(cast.city_director)).exists()
    assert not to_settle(again(cast.county_supervisor)).exists()
    concluding.settle(made=made, words="同意。", actor=again(cast.county_director))
    assert fresh(made).state == "settled"


@pytest.mark.parametrize("part", ["planned", "scored", "lent a post to whom scored"])
def test_who_planned_or_scored_does_not_settle(cast: Any, part: str) -> None:
    """The chief holds the director's office as well, and has had a hand in it; a third person may."""
    Post.objects.create(
        user=cast.county_chief, agency=cast.county_bureau, role=Role.DIRECTOR, title="主持工作", starts_on="2020-01-01"
    )
    if part == "planned":
        made = scored([cast.county_housing], cast.county_chief)
    else:
        made = begun([cast.county_housing], cast.county_supervisor)
        give(made, cast.county_housing, ("1", "1", "1"), cast.county_chief if part == "scored" else cast.county_supervisor)
    if part.startswith("lent"):
        AppraisalScore.objects.filter(appraised__appraisal=made).update(scored_for=cast.county_chief)
    with pytest.raises(NotAllowed, match="拟订方案、参加评分的人不能定结果"):
        concluding.settle(made=made, words="同意。", actor=again(cast.county_chief))
    with pytest.raises(PermissionDenied):
        concluding.settle(made=made, words="同意。", actor=again(cast.county_supervisor))
    concluding.settle(made=made, words="同意。", actor=again(cast.county_director))


def test_settling_asks_for_words_and_for_no_interest_of_ones_own(cast: Any) -> None:
    made = scored([cast.county_housing], cast.county_supervisor)
    with pytest.raises(UserError, match="请填写意见"):
        concluding.settle(made=made, words=" ", actor=again(cast.county_director))
    Post.objects.filter(user=cast.county_director).update(seconded_by=cast.county_housing)
    with pytest.raises(NotAllowed, match="应当回避"):
        concluding.settle(made=made, words="同意。", actor=again(cast.county_director))


def test_the_city_does_not_settle_a_countys(cast: Any) -> None:
    made = scored([cast.county_housing], cast.county_supervisor)
    with pytest.raises(NotAllowed, match="由组织评议的监督机构办理"):
        concluding.settle(made=made, words="同意。", actor=again(cast.city_director))


def test_scoring_needs_as_many_statements_for_many_items_as_for_one(cast: Any, django_assert_max_num_queries: Any) -> None:
    made = begun([cast.county_housing], cast.county_supervisor)
    actor = again(cast.county_supervisor)
    assert actor.scope
    row = row_of(made, cast.county_housing)
    marks = {item.pk: scoring.Mark(Decimal(1), "有。") for item in made.items.all()}
    with django_assert_max_num_queries(9):
        scoring.score(row=row, marks=marks, actor=actor)


def test_publishing_results_needs_as_many_statements_for_one_agency_as_for_ten(cast: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for title, agencies in (("一个单位", [cast.county_housing]), ("十个单位", more_agencies(cast, 10))):
        made = settled(agencies, cast.county_supervisor, cast.county_director, title=title)
        with CaptureQueriesContext(connection) as statements:
            publish(made, Part.RESULT, cast.county_supervisor)
        counts.append(len(statements))
    assert counts[0] == counts[1]
