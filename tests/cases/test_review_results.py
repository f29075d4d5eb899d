"""告知、异议、复核、公布：最后一天可以提，次日不可以；复核另有其人；小样本不排名。"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.access.rows import claim_of
from cases.models import ReviewedAgency, ReviewFile, ReviewObjection
from cases.review import objecting, rounds
from cases.review.results import bulletin_of
from reports.demo.moments import on
from supervision.rowscope.holding import holding
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cases import reviewing
from tests.cases.factories import make_case
from tests.cases.keeping import fresh

pytestmark = pytest.mark.django_db

TOLD = date(2026, 9, 18)
"""A Friday. Working days after it, from the State Council's arrangement for 2026: 9-20 (Sunday, made up), 9-21, 22, 23, 24; 9-25 to 9-27 are
中秋; 9-28, 29, 30; 10-1 to 10-7 are 国庆; 10-8, 10-9 — the ninth is the tenth of them. 10-10 (Saturday) is made up."""
LAST = date(2026, 10, 9)


def test_ten_working_days_end_where_a_finger_on_the_calendar_ends(cast):
    file = reviewing.told(cast, TOLD)
    assert file.round.objection_due == LAST
    assert ReviewedAgency.objects.get(round=file.round).objection_due == LAST


def test_the_last_day_is_in_time_and_the_next_is_not(cast):
    file = reviewing.told(cast, TOLD)
    with pytest.raises(NotAllowed, match="届满"):
        objecting.raise_objection(file=file, words="不同意", actor=fresh(cast.housing_officer), today=date(2026, 10, 10))
    made = objecting.raise_objection(file=file, words="目录在卷末", actor=fresh(cast.housing_officer), today=LAST)
    # The ten working days after Friday 10-09: 10-10 (made up), 12–16, 19–22.
    assert made.answer_due == date(2026, 10, 22)
    with pytest.raises(NotAllowed):
        objecting.raise_objection(file=reviewing.again(file), words="再提", actor=fresh(cast.housing_officer), today=LAST)


def test_an_agency_sees_its_files_once_told_and_never_anothers(cast, sign_in):
    file = reviewing.scored(cast, 80, 80)
    result = ReviewedAgency.objects.get(round=file.round)
    browser = sign_in(cast.housing_officer)
    assert browser.get(f"/reviews/results/{result.pk}/").status_code == 404
    with transaction.atomic(), holding(claim_of(fresh(cast.housing_officer))):
        assert not ReviewFile.objects.exists()
        assert not ReviewedAgency.objects.exists()
    rounds.notify(made=file.round, actor=fresh(cast.county_chief), today=timezone.localdate())
    page = browser.get(f"/reviews/results/{result.pk}/")
    assert page.status_code == 200
    told = page.content.decode()
    assert file.label in told
    assert "人工扣分20" in told
    assert "广东省人民政府令第231号" in told
    assert cast.county_chief.display_name not in told
    assert sign_in(cast.neighbour_officer).get(f"/reviews/results/{result.pk}/").status_code == 404
    assert browser.get(f"/reviews/{file.round_id}/").status_code == 403
    with transaction.atomic(), holding(claim_of(fresh(cast.neighbour_officer))):
        assert not ReviewFile.objects.exists()


def test_the_agency_objects_on_its_page_and_somebody_else_re_reviews(cast, sign_in):
    file = reviewing.told(cast, timezone.localdate())
    sign_in(cast.housing_officer).post(f"/reviews/files/{file.pk}/object/", {"words": "目录在卷末"})
    file = reviewing.again(file)
    assert file.state == "objected"
    for who in (cast.county_supervisor, cast.county_chief):
        with pytest.raises(NotAllowed, match="不能复核"):
            objecting.answer(file=file, outcome="kept", score=None, words="维持", actor=fresh(who), today=timezone.localdate())
    with pytest.raises(PermissionDenied):
        objecting.answer(
            file=file, outcome="kept", score=None, words="维持", actor=fresh(cast.county_director), today=timezone.localdate()
        )
    legal = reviewing.reviewer(cast.county_bureau, "法审甲")
    given = {"action": "answer", "outcome": "changed", "score": "90", "words": "目录确在卷末，恢复十分。"}
    sign_in(legal).post(f"/reviews/files/{file.pk}/act/", given)
    file = reviewing.again(file)
    assert (file.state, file.score, file.grade, file.decided_by) == ("settled", Decimal(90), "excellent", "recheck")
    made = ReviewObjection.objects.get(file=file)
    assert (made.before, made.after, made.answered_by) == (Decimal(80), Decimal(90), legal)
    assert ReviewedAgency.objects.get(round=file.round).average == Decimal(90)
    result = ReviewedAgency.objects.get(round=file.round)
    assert "目录确在卷末" in sign_in(cast.housing_officer).get(f"/reviews/results/{result.pk}/").content.decode()


def test_a_changed_score_is_said_and_within_a_hundred(cast):
    file = reviewing.told(cast, TOLD)
    objecting.raise_objection(file=file, words="不同意", actor=fresh(cast.housing_officer), today=LAST)
    legal = reviewing.reviewer(cast.county_bureau, "法审甲")
    for wrong in ({"score": None}, {"score": Decimal(101)}, {"score": Decimal(80)}, {"words": " "}, {"outcome": "?"}):
        given = {"outcome": "changed", "score": Decimal(90), "words": "变更"} | wrong
        with pytest.raises(UserError):
            objecting.answer(file=file, actor=fresh(legal), today=LAST, **given)


def test_results_are_told_only_when_every_file_is_settled_and_by_the_chief(cast):
    file = reviewing.one_file(cast)
    reviewing.scored_by(file, cast.county_supervisor, 80)
    with pytest.raises(NotAllowed, match="没有评定"):
        rounds.notify(made=file.round, actor=fresh(cast.county_chief), today=TOLD)
    reviewing.scored_by(file, cast.county_chief, 80)
    with pytest.raises(PermissionDenied):
        rounds.notify(made=file.round, actor=fresh(cast.county_supervisor), today=TOLD)
    with pytest.raises(NotAllowed, match="本级"):
        rounds.notify(made=file.round, actor=fresh(cast.city_chief), today=TOLD)


def test_results_are_published_by_the_director_when_nobody_can_object_any_more(cast, sign_in):
    file = reviewing.told(cast, TOLD)
    with on(LAST), pytest.raises(NotAllowed, match="还没有届满"):
        rounds.publish(made=file.round, actor=fresh(cast.county_director), words="同意公布")
    objecting.raise_objection(file=file, words="不同意", actor=fresh(cast.housing_officer), today=LAST)
    with on(date(2026, 10, 12)), pytest.raises(NotAllowed, match="没有复核"):
        rounds.publish(made=file.round, actor=fresh(cast.county_director), words="同意公布")
    legal = reviewing.reviewer(cast.county_bureau, "法审甲")
    objecting.answer(file=file, outcome="kept", score=None, words="维持", actor=fresh(legal), today=date(2026, 10, 12))
    with on(date(2026, 10, 12)):
        with pytest.raises(PermissionDenied):
            rounds.publish(made=file.round, actor=fresh(cast.county_chief), words="同意公布")
        rounds.publish(made=file.round, actor=fresh(cast.county_director), words="同意公布，请各单位整改。")
    result = ReviewedAgency.objects.get(round=file.round)
    assert result.state == "published"
    assert result.bulletin == [
        {
            "rank": None, "agency": "浏阳市住建局", "files": 1, "average": "80.0", "pass_share": "100.0", "excellent": 0,
            "problems": ["人工扣分20"],
        }
    ]  # fmt: skip
    page = sign_in(cast.housing_officer).get(f"/reviews/results/{result.pk}/").content.decode()
    assert "不排名" in page


def test_an_agency_with_fewer_than_five_files_is_not_ranked(cast):
    made = reviewing.planned(cast)
    agencies = [cast.county_housing, cast.neighbour_market, cast.city_market, cast.tobacco]
    figures = [(5, 80), (4, 99), (5, 90), (6, 90)]
    made.agencies.all().delete()
    for agency, (files, average) in zip(agencies, figures, strict=True):
        ReviewedAgency.objects.create(
            round=made, agency=agency, region_code=agency.region_code, body_name="x", title="x", files_count=files, average=average,
            passing=files,
        )  # fmt: skip
    assert [(row["rank"], row["agency"]) for row in bulletin_of(made)] == [
        (1, "市市场监管局"), (1, "市烟草局"), (3, "浏阳市住建局"), (None, "宁乡市市场监管局"),
    ]  # fmt: skip


def test_a_round_is_the_affair_of_its_own_body_and_invisible_to_the_neighbour(cast, sign_in):
    make_case(cast.county_housing, decision_date=reviewing.DECIDED)
    made = reviewing.planned(cast)
    assert sign_in(cast.neighbour_supervisor).get(f"/reviews/{made.pk}/").status_code == 404
    city = sign_in(cast.city_supervisor)
    page = city.get(f"/reviews/{made.pk}/").content.decode()
    assert "随机抽取</button>" not in page
    city.post(f"/reviews/{made.pk}/act/", {"action": "draw"})
    made.refresh_from_db()
    assert made.state == "draft"
