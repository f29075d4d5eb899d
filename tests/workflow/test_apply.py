"""流程引擎：不该走的走不了，走了必留痕，两人抢办只成一件。"""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from cases.lifecycles import FINDING
from notices.lifecycles import INSTRUMENT, MATTER, SUSPENSION
from notices.models import Matter
from reports.lifecycles import REPORT
from supervision.audit.models import AuditEvent
from supervision.workflow import Conflict, Lifecycle, NotAllowed, Refusal, State, Transition, apply
from tests.cast import Cast, build_cast


def make_matter(cast: Cast) -> Matter:
    return Matter.objects.create(
        number="试〔2026〕1号", title="某某案的事项", problem_type="02", supervisor=cast.county_bureau, opened_by=cast.county_supervisor,
        agency=cast.county_housing, region_code="430181",
    )  # fmt: skip


def test_a_step_moves_the_object_and_leaves_one_event(cast: Cast):
    matter = make_matter(cast)
    apply(MATTER, matter, "drop", actor=cast.county_supervisor, changes={"result": "经核实不成立"})
    matter.refresh_from_db()
    assert (matter.state, matter.result) == ("dropped", "经核实不成立")
    assert AuditEvent.objects.get().payload == {"from": "open", "to": "dropped"}
    assert list(AuditEvent.objects.values_list("verb", "actor_name")) == [("notices.matter.drop", "褚督员")]


def test_a_step_that_does_not_lead_from_here_is_refused_in_words(cast: Cast):
    matter = make_matter(cast)
    with pytest.raises(NotAllowed, match="当前状态为“研判中”，不能办结"):
        apply(MATTER, matter, "close", actor=cast.county_supervisor)


def test_a_neighbour_may_not_move_it(cast: Cast):
    matter = make_matter(cast)
    with pytest.raises(PermissionDenied):
        apply(MATTER, matter, "drop", actor=cast.neighbour_supervisor, changes={"result": "x"})
    matter.refresh_from_db()
    assert matter.state == "open"
    assert not AuditEvent.objects.exists()


def test_a_stale_copy_changes_nothing(cast: Cast):
    matter, stale = make_matter(cast), Matter.objects.get()
    apply(MATTER, matter, "drop", actor=cast.county_supervisor, changes={"result": "一"})
    with pytest.raises(Conflict, match="刚刚被他人处理"):
        apply(MATTER, stale, "drop", actor=cast.county_supervisor, changes={"result": "二"})
    assert Matter.objects.get().result == "一"


@pytest.mark.django_db(transaction=True)
def test_of_twenty_people_at_once_exactly_one_succeeds():
    cast = build_cast()
    make_matter(cast)
    outcomes: list[str] = []
    barrier = threading.Barrier(20)

    def press(number: int) -> None:
        matter = Matter.objects.get()
        barrier.wait()
        try:
            apply(MATTER, matter, "drop", actor=None, changes={"result": str(number)})
            outcomes.append("done")
        except Conflict:
            outcomes.append("conflict")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict"] * 19 + ["done"]
    assert AuditEvent.objects.filter(verb="notices.matter.drop").count() == 1


def test_a_guard_refuses_with_the_article_and_greys_the_button(cast: Cast):
    table = Lifecycle(
        name="notices.matter",
        states=MATTER.states,
        transitions=(
            Transition("open", "drop", "dropped", "终结", "notices.open_matter", lambda obj, actor: Refusal("不可以", "第一条")),
        ),
    )
    matter = make_matter(cast)
    [option] = table.available(matter, cast.county_supervisor)
    assert not option.allowed
    with pytest.raises(NotAllowed) as caught:
        apply(table, matter, "drop", actor=cast.county_supervisor)
    assert caught.value.article == "第一条"


@pytest.mark.parametrize("table", [FINDING, MATTER, INSTRUMENT, SUSPENSION, REPORT], ids=lambda table: table.name)
def test_every_state_is_reachable_and_explained(table: Lifecycle):
    reached = {table.states[0].value}
    for _ in table.states:
        reached |= {step.target for step in table.transitions if step.source in reached}
    assert reached == {state.value for state in table.states}
    assert all(state.explanation and state.label for state in table.states)
    assert all(step.label in table.mermaid() for step in table.transitions)


def test_a_table_with_an_unknown_state_does_not_load():
    with pytest.raises(ValueError, match="unknown state"):
        Lifecycle(name="x", states=(State("a", "甲", "说明"),), transitions=(Transition("a", "go", "b", "走", "p"),))
