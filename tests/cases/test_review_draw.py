"""案卷评查的抽取：分单位、分层、件数对，种子相同结果相同，事后证得出来，不该抽的不抽。"""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from agencies.choices import AgencyKind
from agencies.models import Agency
from cases.models import EnforcementCase, ReviewDraw, ReviewFile
from cases.review import drawing, rounds
from cases.review.choices import Stratum
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cases import reviewing
from tests.cases.factories import make_case
from tests.cases.keeping import fresh

pytestmark = pytest.mark.django_db


def files_of(made):
    return list(ReviewFile.objects.filter(round=made).order_by("id").values_list("agency_id", "stratum", "case_id"))


def another_agency(cast):
    county = cast.county
    return Agency.objects.create(
        code="LY-CG", name="浏阳市城市管理局", short_name="浏阳市城管局", kind=AgencyKind.ENFORCEMENT, region=county, region_code=county.code,
        tier=county.tier,
    )  # fmt: skip


def test_each_agency_and_stratum_gives_its_number_or_all_it_has(cast):
    second = another_agency(cast)
    decided = {"decision_date": reviewing.DECIDED}
    for _ in range(7):
        make_case(cast.county_housing, **decided)
    make_case(cast.county_housing, fine_amount=10_000, **decided)  # heavy: exactly the sum
    make_case(cast.county_housing, fine_amount=9_999, **decided)  # ordinary
    make_case(cast.county_housing, legal_review_date=date(2026, 3, 2), **decided)  # heavy
    make_case(cast.county_housing, penalty_kinds=["revoke_licence"], **decided)  # heavy
    for _ in range(2):
        make_case(cast.county_housing, procedure="summary", fine_amount=100, **decided)
    for _ in range(4):
        make_case(cast.county_housing, kind="inspection", inspected_on=date(2026, 5, 6))
    make_case(second, **decided)
    make_case(cast.neighbour_market, **decided)
    made = reviewing.planned(
        cast, [cast.county_housing, second],
        wanted={"penalty_heavy": 2, "penalty_ordinary": 3, "penalty_summary": 5, "inspection": 1, "licence": 2, "coercion": 0},
    )  # fmt: skip
    made = drawing.draw(made=made, actor=fresh(cast.county_supervisor))
    found = {(one.agency_id, one.stratum): (one.drawn, one.population) for one in ReviewDraw.objects.filter(round=made)}
    housing = cast.county_housing.pk
    assert found == {
        (housing, "penalty_heavy"): (2, 3),
        (housing, "penalty_ordinary"): (3, 8),
        (housing, "penalty_summary"): (2, 2),
        (housing, "inspection"): (1, 4),
        (second.pk, "penalty_ordinary"): (1, 1),
    }
    counted = {}
    for agency, stratum, _case in files_of(made):
        counted[agency, stratum] = counted.get((agency, stratum), 0) + 1
    assert counted == {key: drawn for key, (drawn, _population) in found.items()}
    assert made.population == 3 + 8 + 2 + 4 + 1


def test_the_same_seed_draws_the_same_files_and_another_does_not(cast):
    for _ in range(30):
        make_case(cast.county_housing, decision_date=reviewing.DECIDED)

    def cases_with(seed):
        made = drawing.draw(
            made=reviewing.planned(cast, title=f"批次{seed}", wanted={"penalty_ordinary": 5}),
            actor=fresh(cast.county_supervisor), seed=seed,
        )  # fmt: skip
        found = [case for _agency, _stratum, case in files_of(made)]
        rounds.cancel(made=made, actor=fresh(cast.county_supervisor), words="演示重抽")
        return found, made.population_digest

    first, digest = cases_with("731")
    assert cases_with("732")[0] != first
    rounds_of_the_same = cases_with("731 ")  # a blank is no part of a seed
    assert rounds_of_the_same == (first, digest)


def test_anybody_can_work_the_draw_out_by_hand(cast):
    cases = [make_case(cast.county_housing, decision_date=reviewing.DECIDED).pk for _ in range(9)]
    made = drawing.draw(made=reviewing.planned(cast), actor=fresh(cast.county_supervisor), seed=reviewing.SEED)
    order = sorted(cases, key=lambda pk: hashlib.sha256(f"{reviewing.SEED}:{pk}".encode()).hexdigest())
    assert [case for _agency, _stratum, case in files_of(made)] == order[:2]
    draw = ReviewDraw.objects.get(round=made)
    assert draw.digest == hashlib.sha256(",".join(str(pk) for pk in sorted(cases)).encode()).hexdigest()
    assert [proof.agrees for proof in drawing.prove(made)] == [True]


def test_the_proof_tells_when_a_file_was_exchanged(cast):
    made = reviewing.drawn(cast, 6)
    there = {case for _agency, _stratum, case in files_of(made)}
    outside = EnforcementCase.objects.exclude(pk__in=there).first()
    ReviewFile.objects.filter(round=made, place=1).update(case=outside)
    proof = drawing.prove(made)[0]
    assert (proof.population_agrees, proof.files_agree) == (True, False)


def test_what_is_archived_in_dispute_or_reviewed_this_year_is_left_out_and_counted(cast):
    reviewing.drawn(cast, 2, wanted={"penalty_ordinary": 2})  # both files of an earlier round
    make_case(cast.county_housing, decision_date=reviewing.DECIDED, archived_on=date(2026, 9, 1))
    make_case(cast.county_housing, decision_date=reviewing.DECIDED, dispute_status="litigation")
    make_case(cast.county_housing, filing_date=reviewing.DECIDED)  # not decided
    make_case(cast.county_housing, decision_date=date(2025, 12, 31))  # the day before the period
    last = make_case(cast.county_housing, decision_date=reviewing.END)
    made = drawing.draw(made=reviewing.planned(cast, title="第二批"), actor=fresh(cast.county_supervisor))
    assert [case for _agency, _stratum, case in files_of(made)] == [last.pk]
    assert [count for _words, count in made.excluded] == [1, 1, 2]


def test_a_cancelled_round_frees_its_files(cast):
    made = reviewing.drawn(cast, 1)
    rounds.cancel(made=made, actor=fresh(cast.county_supervisor), words="方案有误")
    second = drawing.draw(made=reviewing.planned(cast, title="第二批"), actor=fresh(cast.county_supervisor))
    assert second.files.count() == 1


def test_nothing_to_draw_leaves_the_plan_as_it_was(cast):
    made = reviewing.planned(cast)
    with pytest.raises(UserError, match="没有符合条件"):
        drawing.draw(made=made, actor=fresh(cast.county_supervisor))
    made.refresh_from_db()
    assert (made.state, made.seed) == ("draft", "")


def test_a_round_is_drawn_once_and_its_plan_then_stands(cast):
    made = reviewing.drawn(cast, 3)
    with pytest.raises(NotAllowed):
        drawing.draw(made=made, actor=fresh(cast.county_supervisor))
    with pytest.raises(NotAllowed, match="已经抽取"):
        rounds.plan(given=reviewing.values(), agencies=[cast.county_housing.pk], actor=fresh(cast.county_supervisor), made=made)


def test_a_plan_takes_agencies_of_its_own_level_only(cast):
    with pytest.raises(UserError, match="本级"):
        reviewing.planned(cast, [cast.neighbour_market, cast.city_market])
    made = reviewing.planned(cast, [cast.county_housing, cast.neighbour_market])
    assert list(made.agencies.values_list("agency_id", flat=True)) == [cast.county_housing.pk]


def test_every_stratum_is_a_kind_the_platform_knows():
    assert {stratum.value.partition("_")[0] for stratum in Stratum} == {"penalty", "licence", "coercion", "inspection"}
