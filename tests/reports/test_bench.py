"""测量：只打印数字，量得全，用完即净。"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, models

from agencies.models import Agency
from cases.models import CaseAct, DisposalItem, DisposalList, EnforcementCase, Finding
from cases.search import search_query
from leads.models import Lead
from notices.models import Instrument, Matter
from reports.bench import FIGURES, multiply
from reports.bench.asking import Asker
from reports.bench.figure import Figure, p95
from reports.bench.objects import OBJECTS, lacking
from reports.bench.routes import ELSEWHERE, EXAMPLES, QUERIES, Route, routes
from reports.bench.scratch import Scratch
from tests.leads.builders import accepted, informed, registered
from tests.reports.world import build_world
from tests.web.matrix import TABLE

CHECKOUT = Path(__file__).resolve().parents[2]
BENCH = [sys.executable, str(CHECKOUT / "manage.py"), "bench"]
NAMES = (
    "import_csv import_xlsx import_memory api_push check_rules check_rules_growth explain_one page_statements page_p95 page_list page_list_growth search_growth list_rate"
    " export_rows report_growth pdf_papers audit_cost outbox_rate"
)
KEYS = ["name", "ours", "reference", "ratio", "unit", "n"]


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BENCH, *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=300)


def other_databases() -> list[str]:
    """Databases of the server that a run of the bench has made."""
    keeper = psycopg2.connect(os.environ["OWNER_DATABASE_URL"])
    with keeper, keeper.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'supervision_bench%'")
        found = [name for (name,) in cursor.fetchall()]
    keeper.close()
    return found


def test_a_run_prints_one_line_a_figure_and_leaves_nothing_behind() -> None:
    done = bench("--only", "import_csv", "--rows", "300")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    figure = json.loads(line)
    assert list(figure) == KEYS
    assert (figure["name"], figure["unit"], figure["n"]) == ("import_csv", "s", 300)
    assert figure["ratio"] == pytest.approx(figure["reference"] / figure["ours"], rel=0.01)
    assert other_databases() == []


def test_ctrl_c_takes_the_scratch_databases_away() -> None:
    started = subprocess.Popen(
        [*BENCH, "--only", "import_csv", "--rows", "2000000"],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # As from a terminal: a shell's background job would hand down an ignored Ctrl-C.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert started.stderr is not None
    assert any("写出" in line for line in started.stderr)  # it has its databases now
    assert len(other_databases()) == 2
    started.send_signal(signal.SIGINT)
    printed, said = started.communicate(timeout=120)
    assert started.returncode == 130
    assert "已中断" in said
    assert printed == ""
    assert other_databases() == []


def test_what_a_killed_run_left_is_removed_by_the_next() -> None:
    keeper = psycopg2.connect(os.environ["OWNER_DATABASE_URL"])
    keeper.autocommit = True
    with keeper.cursor() as cursor:
        cursor.execute("CREATE DATABASE supervision_bench_77_small")
    keeper.close()
    assert bench("--only", "import_csv", "--rows", "50").returncode == 0
    assert other_databases() == []


def test_a_figure_that_cannot_be_taken_is_told_and_fails_the_run_but_not_the_others() -> None:
    program = """
import sys
from supervision.embedded import ensure
ensure()
import django
django.setup()
from reports.bench import FIGURES, figure
def absent(city):
    yield figure.Figure("one", 1, 2, 0.5, "s", 1)
    raise figure.Missing("没有月报")
def present(city):
    yield figure.Figure("two", 1, 2, 0.5, "s", 1)
FIGURES.clear()
FIGURES.update(one=absent, two=present)
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "bench"])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 1
    assert [json.loads(line)["name"] for line in done.stdout.splitlines()] == ["one", "two"]
    assert "没有月报" in done.stderr
    assert "没有测成：one" in done.stderr


@pytest.mark.parametrize("wrong", [["--only", "nonsense"], ["--rows", "0"]])
def test_a_wrong_argument_is_refused_in_words(wrong: list[str]) -> None:
    done = bench(*wrong)
    assert (done.returncode, done.stdout) == (1, "")
    assert wrong[1] in done.stderr or "正整数" in done.stderr


def test_the_names_people_rely_on_are_there() -> None:
    assert list(FIGURES) == NAMES.split()


def test_every_page_can_be_measured() -> None:
    """A new page whose address needs more than one object of its view's model has to be entered in the table of examples."""
    pages = routes()
    assert len(pages) > 30
    assert [page.name for page in pages if page.parameters and page.name not in EXAMPLES and not has_objects(page)] == []
    assert all(page.permission for page in pages)


def test_the_city_makes_one_of_every_kind_of_object_that_a_page_is_about() -> None:
    """A page about a new kind of object: the bench's city makes some, and `reports/bench/objects.py` says who does."""
    about = {page.model: page.name for page in routes() if page.parameters and page.model is not None}
    held = {model for models in OBJECTS.values() for model in models}
    assert [name for model, name in about.items() if model not in held] == []


@pytest.mark.django_db
def test_a_city_that_lacks_what_pages_are_about_is_told_so_at_once(cast: Any) -> None:
    build_world(cast, cases=2)
    assert "测量用的城市里没有评查批次" in lacking()
    assert "测量用的城市里没有执法案件" not in lacking()


@pytest.mark.django_db
def test_of_the_states_the_one_with_the_fullest_object_comes_first(cast: Any) -> None:
    build_world(cast, cases=2)
    body, case = cast.city_bureau, EnforcementCase.objects.earliest("pk")
    empty, full = (
        DisposalList.objects.create(
            agency=body,
            region_code=body.region_code,
            kind=kind,
            state=state,
            until="2026-11-01",
            compiled_by=cast.city_supervisor,
        )
        for kind, state in (("licence", "draft"), ("penalty", "withdrawn"))
    )
    DisposalItem.objects.create(
        list=full, case_id=case.pk, number="演示", agency=case.agency, kind="penalty", counted_on="1990-03-02", due_on="2000-03-02",
        listed_on=case.listed_on, received_on=case.received_on,
    )  # fmt: skip
    found = EXAMPLES["cases:disposal_paper"](cast.city_supervisor, True)
    assert [example["pk"] for example in found] == [full.pk, empty.pk]


def has_objects(page: Route) -> bool:
    """Whether an example follows from the view's model: its rows know who may see them."""
    return page.parameters == ("pk",) and page.model is not None and hasattr(page.model._default_manager, "visible_to")


def test_every_page_is_opened_by_somebody_or_lies_elsewhere_for_a_reason() -> None:
    """A page that answers nobody cannot be measured: it is mended, or entered in ELSEWHERE with the reason."""
    opened = {
        row.route
        for row in TABLE
        if row.method == "GET" and any(letter in "oer" for cells in row.cells.values() for letter in cells.values())
    }
    assert [page.name for page in routes() if page.name not in opened] == []
    assert all(len(reason) >= 6 for reason in ELSEWHERE.values())


def test_no_example_is_kept_for_a_page_that_is_gone() -> None:
    assert set(EXAMPLES) | set(QUERIES) <= {page.name for page in routes()}
    assert set(ELSEWHERE) <= {row.route for row in TABLE}


def test_statements_include_the_session_and_the_person(cast: Any) -> None:
    statements = Asker(cast.city_supervisor.username).statements("/me/")
    assert any("agencies_signinsession" in sql for sql in statements)
    assert any("agencies_user" in sql for sql in statements)
    assert any("agencies_post" in sql for sql in statements)


@pytest.mark.django_db(transaction=True)
def test_copies_hang_together_as_the_originals_do(cast: Any) -> None:
    world = build_world(cast, cases=20)
    case = EnforcementCase.objects.order_by("id").first()
    assert case is not None
    act = CaseAct.objects.create(case=case, no=1, kind="inspection", acted_on=case.listed_on, enforcing=["18000001"])
    EnforcementCase.objects.filter(pk=Finding.objects.earliest("pk").case_id).update(archived_on=case.listed_on)
    before = {model: model.objects.count() for model in (EnforcementCase, Finding, CaseAct, Matter, Instrument)}
    indexes = indexes_and_constraints()

    with Scratch().using(str(connection.settings_dict["NAME"]), USER=settings.OWNER_DATABASE["USER"]):
        multiply.everything(2)

    assert {model: model.objects.count() for model in before} == {model: 3 * count for model, count in before.items()}
    copy = CaseAct.objects.exclude(case=case).order_by("case").first()
    assert copy is not None
    assert act.acted_on is not None
    assert copy.acted_on is not None
    assert copy.case.external_id == f"{case.external_id}-1"
    for text, found in ((case.party_name, False), (copy.case.party_name, True)):
        assert EnforcementCase.objects.filter(pk=copy.case_id, search=search_query(text)).exists() is found
    assert (act.acted_on - copy.acted_on).days == 7 == (case.listed_on - copy.case.listed_on).days
    assert copy.enforcing == ["18000001"]
    assert not Finding.objects.exclude(agency_id=models.F("case__agency_id")).exists()
    assert not Instrument.objects.exclude(agency_id=models.F("matter__agency_id")).exists()
    assert indexes_and_constraints() == indexes
    made = EnforcementCase.objects.create(**_new_case(world.county_water))
    assert made.pk > EnforcementCase.objects.exclude(pk=made.pk).latest("pk").pk


@pytest.mark.django_db(transaction=True)
def test_full_lists_give_nobody_more_to_do(cast: Any) -> None:
    agency, actor = cast.county_housing, cast.county_supervisor
    informed(agency, actor, text="已办结告知")
    registered(agency, actor, text="待受理")
    accepted(agency, actor, text="办理中")
    with Scratch().using(str(connection.settings_dict["NAME"]), USER=settings.OWNER_DATABASE["USER"]):
        multiply.the_affairs()
        multiply.everything(1)
    counts = {state: Lead.objects.filter(state=state).count() for state in ("registered", "accepted", "handled")}
    assert counts == {"registered": 2, "accepted": 2, "handled": 2 * (1 + multiply.FULL)}


def _new_case(agency: Agency) -> dict[str, Any]:
    day = "2026-09-01"
    return {
        "agency": agency, "region_code": agency.region_code, "kind": "penalty", "external_id": "X", "listed_on": day, "received_on": day,
        "sector": agency.sector, "party_name": "演示当事人",
    }  # fmt: skip


def indexes_and_constraints() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION"
            " SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        )
        # PostgreSQL writes the casts of a condition differently once an index was made anew from its own definition.
        return {re.sub(r"::[a-z ]+(\[\])?|[()]", "", text) for (text,) in cursor.fetchall()}


def test_figures_are_short_and_whole_numbers_stay_whole() -> None:
    line = Figure("page_p95:cases:cases", 23.456789, 20, 1.17283945, "ms", 60).line()
    assert json.loads(line) == {
        "name": "page_p95:cases:cases",
        "ours": 23.46,
        "reference": 20,
        "ratio": 1.173,
        "unit": "ms",
        "n": 60,
    }


def test_p95_is_the_value_that_nineteen_of_twenty_do_not_exceed() -> None:
    assert p95(list(range(1, 21))) == 19
    assert p95(list(range(1, 61))) == 57
    assert p95([7.0]) == 7.0
