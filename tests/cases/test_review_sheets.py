"""评查表：由真实检查结果预填，两人互不可见，一票否决，第三人，交了不能改。"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from agencies.access.rows import claim_of
from agencies.choices import Role
from agencies.models import Post
from cases.models import EnforcementCase, Finding, ReviewFile, ReviewSheet, SheetLine
from cases.review import rounds, selectors, sheets
from cases.review.choices import Source, Verdict
from cases.review.sheets import Answer
from cases.services import checking
from cases.services import findings as triage
from supervision.rowscope.holding import holding
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cases import reviewing
from tests.cases.factories import make_lawful_case
from tests.cases.keeping import TODAY, fresh

pytestmark = pytest.mark.django_db


def spoilt(cast, **fields):
    """A lawful case spoilt by some fields, judged by the rules in use."""
    case = make_lawful_case(cast.county_housing, **fields)
    checking.check(as_of=TODAY, case_ids=[case.pk])
    return case


# --- pre-filled


def test_a_sheet_is_filled_from_what_the_rules_found_and_asks_what_the_record_lacks(cast):
    # 立案 2026-01-26 to 决定 2026-06-12 is past ninety days (P-30); no word of informing (P-12 lacks data).
    case = spoilt(cast, decision_date="2026-06-12", served_date="2026-06-15", published_date="2026-06-16", informed_items=None)
    file = reviewing.one_file(cast, case=case)
    sheet = reviewing.begun(file, cast.county_supervisor)
    finding = Finding.objects.get(case=case, rule_code="P-30")
    line = sheet.lines.get(source=Source.RULE, code="P-30")
    assert (line.told, line.basis, line.severity) == (finding.sentence, finding.basis, finding.severity)
    assert (line.verdict, line.taken) == (Verdict.PENDING, 0)
    assert line.points == {1: 10, 2: 4, 3: 2, 4: 1}[finding.severity]
    question = sheet.lines.get(source=Source.QUESTION, code="P-12")
    assert (question.verdict, question.veto) == (Verdict.PENDING, True)
    assert set(sheet.lines.filter(source=Source.VETO).values_list("code", flat=True)) == {"V-1", "V-2", "V-3", "V-4", "V-5"}
    assert not sheet.lines.filter(code__in=["J-41", "J-51", "J-61"]).exists()


def test_a_finding_that_somebody_dismissed_is_not_proposed_again(cast):
    case = spoilt(cast, decision_date="2026-06-12", served_date="2026-06-15", published_date="2026-06-16")
    finding = Finding.objects.get(case=case, rule_code="P-30")
    legal = reviewing.reviewer(cast.county_bureau, "法审甲")
    triage.dismiss(finding=finding, reason="扣除鉴定期间", actor=fresh(cast.county_chief))
    file = reviewing.one_file(cast, cast.county_supervisor, legal, case=case)
    assert not reviewing.begun(file, legal).lines.filter(code="P-30").exists()


def test_a_breach_costs_its_points_once_accepted_and_nothing_when_struck(cast):
    case = spoilt(cast, decision_date="2026-06-12", served_date="2026-06-15", published_date="2026-06-16")
    file = reviewing.one_file(cast, case=case)
    sheet = reviewing.begun(file, cast.county_supervisor)
    reviewing.fill(sheet, cast.county_supervisor)
    line = sheet.lines.get(code="P-30")
    answer = {line.pk: Answer(Verdict.ACCEPTED, page="12")}
    sheets.save(sheet=sheet, answers=answer, remark="", actor=fresh(cast.county_supervisor))
    sheets.submit(sheet=sheet, actor=fresh(cast.county_supervisor))
    sheet.refresh_from_db()
    assert sheet.score == 100 - line.points
    assert 100 - line.points < 100
    struck = reviewing.begun(file, cast.county_chief)
    with pytest.raises(UserError, match="划去规则检出的问题"):
        sheets.save(
            sheet=struck,
            answers={struck.lines.get(code="P-30").pk: Answer(Verdict.STRUCK)},
            remark="",
            actor=fresh(cast.county_chief),
        )
    reviewing.fill(struck, cast.county_chief)
    sheets.submit(sheet=struck, actor=fresh(cast.county_chief))
    struck.refresh_from_db()
    assert struck.score == 100


def test_everything_but_the_questions_is_decided_before_a_sheet_goes_in(cast):
    file = reviewing.one_file(cast)
    sheet = reviewing.begun(file, cast.county_supervisor)
    with pytest.raises(UserError, match="没有认定"):
        sheets.submit(sheet=sheet, actor=fresh(cast.county_supervisor))
    reviewing.fill(sheet, cast.county_supervisor)
    item = sheet.lines.get(code="J-31")
    sheets.save(sheet=sheet, answers={item.pk: Answer(Verdict.ACCEPTED, 99)}, remark="", actor=fresh(cast.county_supervisor))
    with pytest.raises(UserError, match="没有写明理由"):
        sheets.submit(sheet=sheet, actor=fresh(cast.county_supervisor))
    sheets.save(
        sheet=sheet, answers={item.pk: Answer(Verdict.ACCEPTED, 99, "复制件没有注明出处", "7")}, remark="",
        actor=fresh(cast.county_supervisor),
    )  # fmt: skip
    sheets.submit(sheet=sheet, actor=fresh(cast.county_supervisor))
    sheet.refresh_from_db()
    assert sheet.score == 94  # six points at most


def test_a_deduction_by_hand_names_points_reason_and_page(cast):
    file = reviewing.one_file(cast)
    sheet = reviewing.begun(file, cast.county_supervisor)
    for wrong in ({"points": 0}, {"points": 21}, {"reason": " "}, {"page": ""}):
        given = {"title": "目录缺失", "points": 3, "reason": "没有目录", "page": "1"} | wrong
        with pytest.raises(UserError):
            sheets.add(sheet=sheet, actor=fresh(cast.county_supervisor), **given)
    sheets.add(sheet=sheet, title="目录缺失", points=3, reason="没有目录", page="1", actor=fresh(cast.county_supervisor))
    with pytest.raises(UserError, match="同名"):
        sheets.add(sheet=sheet, title="目录缺失", points=3, reason="没有目录", page="1", actor=fresh(cast.county_supervisor))


# --- apart


def test_nobody_sees_the_other_sheet_before_both_are_in_neither_on_the_page_nor_in_the_database(cast, sign_in):
    file = reviewing.one_file(cast)
    sheet = reviewing.begun(file, cast.county_supervisor)
    reviewing.fill(sheet, cast.county_supervisor, lost=13)
    sheets.submit(sheet=sheet, actor=fresh(cast.county_supervisor))
    other = sign_in(cast.county_chief)
    assert other.get(f"/reviews/sheets/{sheet.pk}/").status_code == 404
    page = other.get(f"/reviews/files/{file.pk}/").content.decode()
    assert "人工扣分13" not in page
    assert "评查表还没有公开" in page or "开始评查" in page
    for who in (cast.county_chief, cast.county_director, cast.city_supervisor):
        with transaction.atomic(), holding(claim_of(fresh(who))):
            assert not ReviewSheet.objects.filter(file=file).exists()
            assert not SheetLine.objects.filter(sheet__file=file).exists()
            assert ReviewFile.objects.filter(pk=file.pk).exists()
    reviewing.scored_by(file, cast.county_chief, 90)
    assert "人工扣分13" in other.get(f"/reviews/files/{file.pk}/").content.decode()
    with transaction.atomic(), holding(claim_of(fresh(cast.county_chief))):
        assert ReviewSheet.objects.filter(file=file).count() == 2


def test_nobody_fills_in_or_hands_in_anothers_sheet(cast, sign_in):
    file = reviewing.one_file(cast)
    sheet = reviewing.begun(file, cast.county_supervisor)
    with pytest.raises(PermissionDenied):
        sheets.save(sheet=sheet, answers={}, remark="改了", actor=fresh(cast.county_chief))
    assert (
        sign_in(cast.county_chief).post(f"/reviews/sheets/{sheet.pk}/act/", {"then": "save", "remark": "改了"}).status_code == 404
    )
    with pytest.raises(NotAllowed, match="不是本案卷的评查人"):
        reviewing.begun(file, reviewing.reviewer(cast.county_bureau, "旁人"))


def test_two_reviewers_are_different_people_who_did_not_handle_the_case(cast):
    case = spoilt(cast, decision_date="2026-06-12", served_date="2026-06-15", published_date="2026-06-16")
    triage.confirm(finding=Finding.objects.get(case=case, rule_code="P-30"), actor=fresh(cast.county_supervisor))
    legal = reviewing.reviewer(cast.county_bureau, "法审甲")
    lent = reviewing.reviewer(cast.county_bureau, "借调乙", Role.SUPERVISOR, seconded_by=cast.county_housing)
    with pytest.raises(UserError, match="不足两人"):
        reviewing.one_file(cast, cast.county_supervisor, cast.county_chief, lent, case=case)
    made = ReviewFile.objects.get().round
    rounds.assign(
        made=made,
        reviewers=[cast.county_supervisor.pk, cast.county_chief.pk, lent.pk, legal.pk],
        actor=fresh(cast.county_supervisor),
    )
    assert ReviewFile.objects.get().seated == {cast.county_chief.pk, legal.pk}
    file = ReviewFile.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewFile.objects.filter(pk=file.pk).update(second=file.first)
    assert Post.objects.filter(user=lent).exists()


def test_a_seat_changes_hands_until_its_sheet_is_in(cast):
    file = reviewing.one_file(cast)
    legal = reviewing.reviewer(cast.county_bureau, "法审甲")
    reviewing.begun(file, cast.county_chief)
    seat = file.seat_of(cast.county_chief.pk)
    rounds.replace(file=file, seat=seat, reviewer=legal.pk, actor=fresh(cast.county_supervisor))
    with pytest.raises(NotAllowed):
        reviewing.begun(file, cast.county_chief)
    reviewing.scored_by(file, legal, 90)
    with pytest.raises(NotAllowed, match="已经提交"):
        rounds.replace(file=file, seat=seat, reviewer=cast.county_chief.pk, actor=fresh(cast.county_supervisor))
    file = reviewing.scored_by(file, cast.county_supervisor, 90)
    assert (file.state, file.score) == ("scored", Decimal(90))
    shown = selectors.sheets_shown(file, fresh(cast.county_supervisor))
    assert cast.county_chief.pk not in {one.reviewer_id for one in shown}


# --- settled


@pytest.mark.parametrize(
    ("first", "second", "state", "score"), [(92, 77, "scored", "84.5"), (92, 76, "third", None), (60, 60, "scored", "60.0")]
)
def test_fifteen_points_apart_are_settled_by_the_mean_and_sixteen_by_a_third(cast, first, second, state, score):
    file = reviewing.scored(cast, first, second)
    assert (file.state, file.score) == (state, score and Decimal(score))
    assert file.decided_by == ("mean" if score else "")


def test_the_third_is_somebody_else_and_decides(cast):
    file = reviewing.scored(cast, 95, 70)
    with pytest.raises(NotAllowed):
        reviewing.begun(file, cast.county_chief)
    legal, late = (reviewing.reviewer(cast.county_bureau, name) for name in ("法审甲", "法审丙"))
    reviewing.begun(file, legal)
    with pytest.raises(NotAllowed):
        reviewing.begun(file, late)
    file = reviewing.scored_by(file, legal, 74)
    assert (file.state, file.score, file.grade, file.decided_by) == ("scored", Decimal(74), "pass", "third")


def test_one_vote_fails_the_file(cast):
    file = reviewing.one_file(cast)
    reviewing.scored_by(file, cast.county_supervisor, 100, veto="V-3")
    file = reviewing.scored_by(file, cast.county_chief, 100, veto="V-1")
    assert (file.score, file.grade, file.vetoed, file.state) == (Decimal(0), "fail", True, "scored")
    assert list(ReviewSheet.objects.filter(file=file).values_list("score", "vetoed")) == [(0, True), (0, True)]


def test_one_vote_of_one_reviewer_alone_brings_in_the_third(cast):
    file = reviewing.one_file(cast)
    reviewing.scored_by(file, cast.county_supervisor, 100, veto="V-3")
    file = reviewing.scored_by(file, cast.county_chief, 96)
    assert file.state == "third"
    file = reviewing.scored_by(file, reviewing.reviewer(cast.county_bureau, "法审甲"), 100, veto="V-3")
    assert (file.score, file.grade, file.vetoed) == (Decimal(0), "fail", True)


def test_a_sheet_that_is_in_stands(cast):
    file = reviewing.one_file(cast)
    reviewing.scored_by(file, cast.county_supervisor, 90)
    sheet = ReviewSheet.objects.get(file=file)
    with pytest.raises(NotAllowed, match="已经提交"):
        sheets.save(sheet=sheet, answers={}, remark="改", actor=fresh(cast.county_supervisor))
    for change in (
        lambda: ReviewSheet.objects.filter(pk=sheet.pk).update(score=100),
        lambda: SheetLine.objects.filter(sheet=sheet, source=Source.HAND).update(taken=0),
        lambda: SheetLine.objects.filter(sheet=sheet, source=Source.HAND).delete(),
    ):
        with pytest.raises(IntegrityError, match="handed in"), transaction.atomic():
            change()


def test_a_case_under_review_is_neither_archived_nor_destroyed(cast):
    from django.db import connection

    from cases.holds import holds
    from cases.selectors.keeping import held_by

    file = reviewing.one_file(cast)
    hold = next(one for one in holds(keeping_open=True) if one.key == "review")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.id FROM cases_enforcementcase c WHERE {held_by(hold)}", {"today": TODAY})
        assert cursor.fetchall() == [(file.case_id,)]
    assert EnforcementCase.objects.filter(pk=file.case_id).exists()
