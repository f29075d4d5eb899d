"""运行：重算一样，持续的刷新，不再成立的消失，人的核实留着；改参数改结果；只看动过的。"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Agency
from cases.choices import CaseKind
from cases.models import EnforcementCase, ImportBatch
from reports import tasks, warnings
from reports.models import RaisedWarning, WarningCase, WarningParameter, WarningRun
from reports.services.warnings import decide, set_parameters
from reports.warnings import running
from supervision.audit.models import AuditEvent
from supervision.documents.storage import store
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run as deliver
from supervision.web.errors import UserError
from tests.cast import Cast
from tests.reports.warnings.ground import TODAY, ago, body, cases, credit_code, only, run, standing, visit, waiting

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + datetime.timedelta(days=1)


def old(agency: Agency, number: int = 1) -> list[EnforcementCase]:
    return [waiting(agency, ago(200)) for _ in range(number)]


def test_a_second_run_of_the_day_changes_nothing_and_stands_once_in_the_log() -> None:
    old(body("A"), 3)
    run("W03")
    before = list(RaisedWarning.objects.values()), list(WarningCase.objects.values_list("case_id", "no"))
    log = run("W03")
    assert (list(RaisedWarning.objects.values()), list(WarningCase.objects.values_list("case_id", "no"))) == before
    assert (log.found, log.new, log.gone) == (1, 0, 0)
    assert WarningRun.objects.filter(model="W03").count() == 1


def test_what_persists_is_refreshed_and_shows_its_cases() -> None:
    first = old(body("A"), 2)
    run("W03")
    more = old(body("A"))
    run("W03", TOMORROW)
    warning = only("W03")
    assert (warning.value, warning.first_seen, warning.last_seen, warning.total) == (3, TODAY, TOMORROW, 3)
    assert set(warning.evidence.values_list("case_id", flat=True)) == {case.pk for case in [*first, *more]}
    assert "3件" in warning.sentence


def test_evidence_is_capped_and_says_how_many_there_were() -> None:
    cases(body("A"), 60, decision_type="", decision_date=None, filing_date=ago(300))
    run("W03")
    warning = only("W03")
    assert (warning.total, warning.evidence.count()) == (60, 50)


def test_what_holds_no_longer_disappears_and_is_another_warning_when_it_comes_again() -> None:
    (case,) = old(body("A"))
    run("W03")
    EnforcementCase.objects.filter(pk=case.pk).update(closed_on=TODAY)
    log = run("W03", TOMORROW)
    gone = RaisedWarning.objects.get()
    assert (log.gone, gone.state, gone.standing, gone.gone_on) == (1, "gone", False, TOMORROW)
    old(body("A"))
    run("W03", TOMORROW + datetime.timedelta(days=1))
    assert list(RaisedWarning.objects.order_by("pk").values_list("state", flat=True)) == ["gone", "open"]


def test_what_a_person_decided_stays_while_it_stands_and_after(cast: Cast) -> None:
    (case,) = old(body("A"))
    run("W03")
    decide(warning=only("W03"), state="unfounded", reason="案件已中止，未报送。", actor=cast.city_supervisor)
    old(body("A"))
    run("W03", TOMORROW)
    warning = only("W03")
    assert (warning.state, warning.value, warning.decided_by) == ("unfounded", 2, cast.city_supervisor)
    EnforcementCase.objects.update(closed_on=TODAY)
    run("W03", TOMORROW)
    warning.refresh_from_db()
    assert (warning.state, warning.standing, warning.reason) == ("unfounded", False, "案件已中止，未报送。")
    assert case.pk in warning.evidence.values_list("case_id", flat=True)


def test_a_changed_parameter_changes_the_result_and_the_model_is_computed_again(cast: Cast) -> None:
    waiting(body("A"), timezone.localdate() - datetime.timedelta(days=150))
    model = warnings.get("W03")
    run("W03", timezone.localdate())
    assert not standing("W03")
    changed = set_parameters(
        model=model, values={"days": Decimal(120), "least": Decimal(1)}, reason="处务会议定。", actor=cast.city_chief
    )
    assert changed == ["立案至今超过"]
    deliver(OutboxJob.objects.get(kind="reports.warn").pk)
    assert standing("W03") == {str(body("A").pk)}
    assert WarningRun.objects.get(model="W03").parameters["days"] == "120"
    event = AuditEvent.objects.get(verb="reports.warning_set")
    assert (event.payload["before"], event.payload["after"], event.payload["reason"]) == (
        {"立案至今超过": "180"},
        {"立案至今超过": "120"},
        "处务会议定。",
    )


@pytest.mark.parametrize(
    ("values", "reason", "told"),
    [
        ({"days": Decimal(89)}, "试", "90 至 1000日"),
        ({"days": Decimal(1001)}, "试", "90 至 1000日"),
        ({"days": Decimal("100.5")}, "试", "整数"),
        ({"days": Decimal("NaN")}, "试", "90 至 1000日"),
        ({"days": Decimal(120)}, "  ", "修改理由"),
        ({"days": Decimal(180)}, "试", "没有改动"),
    ],
)
def test_a_parameter_out_of_bounds_or_without_a_reason_is_refused(cast: Cast, values: Any, reason: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        set_parameters(model=warnings.get("W03"), values=values, reason=reason, actor=cast.city_chief)
    assert not WarningParameter.objects.exists()


def test_only_the_citys_division_sets_parameters(cast: Cast) -> None:
    for who in (cast.county_chief, cast.city_supervisor, cast.city_director):
        with pytest.raises(PermissionDenied):
            set_parameters(model=warnings.get("W03"), values={"days": Decimal(120)}, reason="试", actor=who)


def batch_of(rows: list[EnforcementCase], finished: datetime.datetime) -> None:
    """The batch that brought some cases."""
    made = ImportBatch.objects.create(
        agency=rows[0].agency, region_code=rows[0].region_code, kind=CaseKind.INSPECTION, file=store(str(rows[0].pk).encode(), media_type="text/csv"),
        file_sha256=str(rows[0].pk), file_name="演示.csv", state="done", finished_at=finished, total=len(rows), stored=len(rows),
    )  # fmt: skip
    EnforcementCase.objects.filter(pk__in=[row.pk for row in rows]).update(batch=made)


def test_a_touched_only_model_looks_at_new_records_and_at_what_stands() -> None:
    now = timezone.now()
    for number in (1, 2):
        rows = [visit(body("A"), ago(20), credit_code(number)), visit(body("B"), ago(10), credit_code(number))]
        batch_of(rows, now - datetime.timedelta(days=5))
    assert run("W12").whole
    assert standing("W12") == {credit_code(1), credit_code(2)}
    # What nobody has touched is not read: a pair without a batch is not seen, one in a new batch is; what stands is looked at again.
    for number in (3, 4):
        rows = [visit(body("A"), ago(20), credit_code(number)), visit(body("B"), ago(10), credit_code(number))]
        if number == 4:
            batch_of(rows, now)
    EnforcementCase.objects.filter(party_credit_code=credit_code(2), agency=body("B")).update(inspected_on=ago(80))
    log = run("W12", TOMORROW)
    assert not log.whole
    assert standing("W12") == {credit_code(1), credit_code(4)}
    assert log.gone == 1
    assert standing_after_whole() == {credit_code(1), credit_code(3), credit_code(4)}


def standing_after_whole() -> set[str]:
    run("W12", TOMORROW, whole=True)
    return standing("W12")


def test_a_changed_parameter_makes_a_touched_only_model_look_at_everything(cast: Cast) -> None:
    visit(body("A"), ago(20), credit_code(1))
    visit(body("B"), ago(55), credit_code(1))
    run("W12")
    WarningParameter.objects.create(model="W12", key="days", value=40, reason="试", set_by=cast.city_chief)
    assert run("W12", TOMORROW).whole
    assert standing("W12") == {credit_code(1)}


def test_a_run_costs_the_same_statements_however_much_stands_out() -> None:
    counts = []
    run("W03")
    for letters in ("A", "BCDEFGH"):
        for letter in letters:
            old(body(letter), 2)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            run("W03")
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 16


def test_an_enterprise_of_two_counties_is_the_citys_and_of_one_county_that_countys() -> None:
    visit(body("A"), ago(20), credit_code(1))
    visit(body("B"), ago(10), credit_code(1))
    for sector in ("market", "water"):
        visit(body("A", sector), ago(20 if sector == "water" else 10), credit_code(2))
    run("W12")
    rows = dict(RaisedWarning.objects.values_list("key", "region_code"))
    assert rows == {credit_code(1): "430100", credit_code(2): body("A").region_code}
    assert set(RaisedWarning.objects.values_list("agency", flat=True)) == {None}


def test_beat_computes_every_model_that_is_ready_and_one_that_fails_keeps_no_other() -> None:
    tasks.run_warnings()
    assert set(WarningRun.objects.values_list("model", flat=True)) == {
        model.code for model in warnings.all_models() if running.is_ready(model)
    }


def test_models_without_data_say_what_they_wait_for_and_do_not_run() -> None:
    for code in ("W26", "W27"):
        model = warnings.get(code)
        assert not running.is_ready(model)
        assert running.waiting_for(model)
        with pytest.raises(ValueError):
            run(code)
