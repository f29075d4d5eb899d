"""评议公开（S-10）：标准、过程、结果都公开了才能办结；缺哪一项说哪一项；四种结果；单位什么时候看到什么。"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from agencies.access.rows import claim_of
from appraisals.choices import Manner, Part, Secrecy
from appraisals.models import Appraisal, AppraisalItem, AppraisalScore, AppraisedAgency, Publication
from appraisals.openness import judge, missing, named
from appraisals.selectors import results_for
from appraisals.services import concluding
from cases.choices import Outcome
from cases.rules.elsewhere import Where, elsewhere
from supervision.audit.models import AuditEvent
from supervision.rowscope.holding import holding
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.appraisals.builders import again, begun, closed, fresh, planned, public, publish, scored, settled

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 31)
ALL = dict.fromkeys(Part, DAY)


@pytest.mark.parametrize(
    ("closed_on", "published", "wanted", "sentence"),
    [
        (DAY, (Part.CRITERIA, Part.PROCESS, Part.RESULT), Outcome.PASS, "评议标准、过程、结果都已公开。"),
        (DAY, (Part.RESULT,), Outcome.FAIL, "评议已经办结，评议标准、评议过程没有公开。"),
        (DAY, (Part.CRITERIA, Part.RESULT), Outcome.FAIL, "评议已经办结，评议过程没有公开。"),
        (DAY, (Part.CRITERIA, Part.PROCESS), Outcome.FAIL, "评议已经办结，评议结果没有公开。"),
        (DAY, (), Outcome.FAIL, "评议已经办结，评议标准、评议过程、评议结果没有公开。"),
        (None, (Part.CRITERIA,), Outcome.NOT_APPLICABLE, "评议还没有办结。尚未公开：评议过程、评议结果。"),
        (None, (Part.CRITERIA, Part.PROCESS, Part.RESULT), Outcome.NOT_APPLICABLE, "评议还没有办结。三项都已公开。"),
    ],
)
def test_s10_as_the_rule_of_record_has_it(closed_on: date | None, published: Any, wanted: Outcome, sentence: str) -> None:
    """rules.json, boundary: 2026-03-31 closed with all three passes; with the result alone it fails; not over: N/A."""
    found = judge(closed_on, {part: DAY if part in published else None for part in Part})
    assert (found.outcome, found.sentence) == (wanted, sentence)


def test_what_is_missing_is_named_in_the_order_of_the_article() -> None:
    assert missing(ALL) == []
    assert named(missing(ALL | {Part.RESULT: None, Part.CRITERIA: None})) == "评议标准、评议结果"


def test_s10_is_kept_here_and_no_longer_said_to_be_missing() -> None:
    place = elsewhere()["S-10"]
    assert (place.where, place.route) == (Where.GATE, "appraisals:appraisals")
    assert "第十九条" in place.basis
    assert not [one.code for one in elsewhere().values() if one.where == Where.LATER]


def test_an_appraisal_does_not_end_before_all_three_are_published(cast: Any) -> None:
    made = settled([cast.county_housing], cast.county_supervisor, cast.county_director)
    for part, said in (
        (None, "评议过程、评议结果还没有公开，不能办结"),
        (Part.PROCESS, "^评议结果还没有公开，不能办结"),
    ):
        if part:
            made = publish(made, part, cast.county_supervisor)
        with pytest.raises(NotAllowed, match=said) as refused:
            concluding.close(made=made, actor=again(cast.county_supervisor))
        assert refused.value.article == "《行政执法监督条例》第十九条"
        assert fresh(made).state == "settled"
    made = publish(made, Part.RESULT, cast.county_supervisor)
    concluding.close(made=made, actor=again(cast.county_chief))
    done = fresh(made)
    assert (done.state, done.closed_on, done.closed_by) == ("closed", timezone.localdate(), cast.county_chief)
    assert judge(done.closed_on, done.days).outcome == Outcome.PASS


@pytest.mark.parametrize("part", list(Part))
def test_the_database_refuses_an_end_that_is_not_public(cast: Any, part: Part) -> None:
    made = public([cast.county_housing], cast.county_supervisor, cast.county_director)
    over = {"state": "closed", "closed_on": timezone.localdate(), "closed_by": cast.county_supervisor}
    with pytest.raises(IntegrityError), transaction.atomic():
        Appraisal.objects.filter(pk=made.pk).update(**over, **{f"{part.value}_published_on": None})
    with pytest.raises(IntegrityError, match="appraisal_closed_is_public"), transaction.atomic():
        Appraisal.objects.filter(pk=made.pk).update(**over | {"closed_on": None})
    later = timezone.localdate() + timedelta(days=1)
    with pytest.raises(IntegrityError, match="appraisal_closed_is_public"), transaction.atomic():
        Appraisal.objects.filter(pk=made.pk).update(**over, **{f"{part.value}_published_on": later})
    assert Appraisal.objects.filter(pk=made.pk).update(**over) == 1


def test_each_part_is_published_once(cast: Any) -> None:
    made = public([cast.county_housing], cast.county_supervisor, cast.county_director)
    for part in (Part.PROCESS, Part.RESULT):
        with pytest.raises(NotAllowed, match="已经公开，不重复登记"):
            publish(made, part, cast.county_supervisor)
    with pytest.raises(NotAllowed):
        publish(made, Part.CRITERIA, cast.county_supervisor)
    assert Publication.objects.count() == 3


def test_a_publication_is_not_rewritten(cast: Any) -> None:
    begun([cast.county_housing], cast.county_supervisor)
    for deed in (lambda: Publication.objects.update(words="改过"), lambda: Publication.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


@pytest.mark.parametrize(
    ("part", "more", "said"),
    [
        (Part.PROCESS, {"manner": Manner.TO_SOCIETY}, "没有写在哪里公开"),
        (Part.PROCESS, {"words": " "}, "没有写公开的评议过程"),
        (Part.RESULT, {"secrecy": Secrecy.HANDLED}, "没有写怎样处理"),
        (Part.RESULT, {"secrecy_note": "删去两段"}, "不含涉密内容的，不写涉密处理说明"),
        (Part.RESULT, {"on": timezone.localdate() + timedelta(days=1)}, "公开日期晚于今天"),
        (Part.RESULT, {"on": timezone.localdate() - timedelta(days=1)}, "公开日期早于定结果的日期"),
    ],
)
def test_a_publication_says_where_and_what_was_done_about_secrets(cast: Any, part: Part, more: Any, said: str) -> None:
    made = settled([cast.county_housing], cast.county_supervisor, cast.county_director)
    with pytest.raises(UserError, match=said):
        publish(made, part, cast.county_supervisor, **more)
    assert fresh(made).days[part] is None
    good = {
        "manner": Manner.TO_SOCIETY,
        "place": "浏阳市人民政府网站“法治政府”栏",
        "secrecy": Secrecy.HANDLED,
        "secrecy_note": "概括了两处涉密内容",
    }
    made = publish(made, part, cast.county_supervisor, **good)
    told = made.publications.get(part=part)
    assert (told.place, told.secrecy_note, made.days[part]) == (good["place"], good["secrecy_note"], timezone.localdate())


def test_only_its_own_body_publishes_and_closes(cast: Any) -> None:
    made = public([cast.county_housing], cast.county_supervisor, cast.county_director)
    with pytest.raises(NotAllowed, match="由组织评议的监督机构办理"):
        concluding.close(made=made, actor=again(cast.city_supervisor))
    for who in (cast.county_director, cast.housing_officer, cast.neighbour_supervisor):
        with pytest.raises(PermissionDenied):
            concluding.close(made=made, actor=again(who))


def test_giving_up_asks_why_and_is_possible_until_the_result_stands(cast: Any) -> None:
    made = begun([cast.county_housing], cast.county_supervisor)
    with pytest.raises(UserError, match="请填写撤销理由"):
        concluding.cancel(made=made, words="", actor=again(cast.county_supervisor))
    concluding.cancel(made=made, words="标准需要调整。", actor=again(cast.county_supervisor))
    assert (fresh(made).state, fresh(made).cancel_reason) == ("cancelled", "标准需要调整。")
    planned([cast.county_housing], cast.county_supervisor)  # the title is free again
    Appraisal.objects.filter(state="draft").update(title="又一次")
    other = settled([cast.county_housing], cast.county_supervisor, cast.county_director)
    with pytest.raises(NotAllowed):
        concluding.cancel(made=other, words="太迟了。", actor=again(cast.county_supervisor))


def test_every_step_leaves_one_event_that_the_agency_does_not_read(cast: Any) -> None:
    made = closed([cast.county_housing], cast.county_supervisor, cast.county_director)
    events = AuditEvent.objects.filter(target_id=str(made.pk), verb__startswith="appraisals.").order_by("pk")
    assert [event.verb for event in events] == [
        "appraisals.planned", "appraisals.appraisal.publish_criteria", "appraisals.scored", "appraisals.appraisal.settle",
        "appraisals.appraisal.publish_process", "appraisals.appraisal.publish_result", "appraisals.appraisal.close",
    ]  # fmt: skip
    assert {event.agency_id for event in events} == {cast.county_bureau.pk}


# --- who sees what, asked of the database past the application


def there(user: Any) -> dict[str, int]:
    """How many rows the row policies show this person, table by table, without any queryset of ours."""
    tables = {
        model.__name__: model._meta.db_table for model in (Appraisal, AppraisalItem, Publication, AppraisedAgency, AppraisalScore)
    }
    with holding(claim_of(again(user))), connection.cursor() as cursor:
        found = {}
        for name, table in tables.items():
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[name] = cursor.fetchone()[0]
    return found


def counts(appraisals: int, items: int, publications: int, rows: int, scores: int) -> dict[str, int]:
    return {
        "Appraisal": appraisals,
        "AppraisalItem": items,
        "Publication": publications,
        "AppraisedAgency": rows,
        "AppraisalScore": scores,
    }


NOTHING = counts(0, 0, 0, 0, 0)


def test_an_agency_sees_the_standard_once_published_and_its_points_once_the_result_is(cast: Any) -> None:
    other = cast.county_housing.__class__.objects.create(
        code="LY-X9",
        name="浏阳市演示局",
        short_name="演示局",
        kind="enforcement",
        region=cast.county,
        region_code="430181",
        tier="county",
    )
    both = [cast.county_housing, other]
    planned(both, cast.county_supervisor, title="方案")
    assert there(cast.housing_officer) == NOTHING
    assert there(cast.county_supervisor) == counts(1, 3, 0, 2, 0)
    Appraisal.objects.filter(title="方案").update(state="cancelled", cancel_reason="试过")
    made = settled(both, cast.county_supervisor, cast.county_director)
    assert there(cast.housing_officer) == counts(1, 3, 1, 1, 0)
    assert [row.total for row in results_for(again(cast.housing_officer))] == [None]
    publish(made, Part.RESULT, cast.county_supervisor)
    assert there(cast.housing_officer) == counts(1, 3, 2, 1, 3)  # its own three points, not the other's
    assert [str(row.total) for row in results_for(again(cast.housing_officer))] == ["86.5"]
    for who in (
        cast.neighbour_supervisor,
        cast.neighbour_officer,
        cast.market_officer,
        cast.social_supervisor,
        cast.system_admin,
    ):
        assert there(who) == NOTHING, who
    assert there(cast.city_supervisor) == counts(2, 6, 2, 4, 6)


def test_an_agency_writes_no_points(cast: Any) -> None:
    scored([cast.county_housing], cast.county_supervisor)
    with holding(claim_of(again(cast.housing_officer))):
        assert AppraisalScore.objects.update(points=1) == 0
