"""行级隔离：没有凭据就没有行，假的、过期的、别人的凭据也没有（A10 A12 A13 A14）。

Every probe is written as somebody with an SQL injection would: on a connection of the platform's own role, past the whole application.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.db import DatabaseError, connection, transaction
from django.db.backends.signals import connection_created

from agencies.access.rows import claim_of
from agencies.models import User
from cases.models import EnforcementCase
from supervision.rowscope.claim import NOBODY, SYSTEM, Claim
from supervision.rowscope.command import SystemCommand
from supervision.rowscope.holding import SETTING, acting_as_system, holding, system_session
from supervision.rowscope.policies import OpenRows, ThroughParent, declared
from tests.cases.factories import make_case
from tests.cast import Cast, build_cast

CASES = "SELECT count(*) FROM cases_enforcementcase"


@pytest.fixture
def city(transactional_db: None) -> Cast:
    """Two counties with a case each."""
    cast = build_cast()
    make_case(agency=cast.county_housing)
    make_case(agency=cast.neighbour_market)
    return cast


@pytest.fixture
def outsider(city: Cast) -> Iterator[Any]:
    """A connection as the platform's role makes it, with nothing held."""
    with closing(psycopg2.connect(**connection.get_connection_params())) as link:
        yield link


def hold(link: Any, claim: str, *, local: bool = True) -> None:
    with link.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, %s)", [SETTING, claim, local])


def signed(link: Any, claim: Claim, seconds: int = 60) -> str:
    return claim.signed(backend=link.info.backend_pid, seconds=seconds)


def value(link: Any, sql: str, *parameters: Any) -> Any:
    with link.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def refused(link: Any, sql: str) -> str:
    """The database's words of refusal."""
    with pytest.raises(psycopg2.Error) as no, link.cursor() as cursor:
        cursor.execute(sql)
    link.rollback()
    return str(no.value)


def county(cast: Cast) -> Claim:
    return claim_of(cast.county_supervisor)


def test_a12_a_claim_opens_its_own_rows_and_only_until_commit(outsider: Any, city: Cast) -> None:
    hold(outsider, signed(outsider, county(city)))
    assert value(outsider, CASES) == 1
    outsider.commit()
    assert value(outsider, CASES) == 0


def test_a_rows_parent_is_looked_up_by_its_key_never_listed_with_all_others(outsider: Any, city: Cast) -> None:
    hold(outsider, signed(outsider, county(city)))
    through = [
        (model._meta, policy) for model, policy in declared() if isinstance(policy, ThroughParent) and policy.within is None
    ]
    assert len(through) > 20
    with outsider.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off")  # a look-up by key shall look dear
        for table, policy in through:
            cursor.execute(f"EXPLAIN SELECT FROM {table.db_table}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert f"{table.get_field(policy.field).column} = (hashed" not in plan, plan


def test_a12_without_a_claim_no_table_shows_a_row(outsider: Any) -> None:
    tables = [model._meta.db_table for model, policy in declared()]
    assert len(tables) > 75
    assert {table: value(outsider, f"SELECT count(*) FROM {table}") for table in tables} == dict.fromkeys(tables, 0)


def test_a12_a_connection_of_ours_shows_what_is_open_to_all_and_no_row_of_anybodys(outsider: Any, city: Cast) -> None:
    hold(outsider, signed(outsider, NOBODY), local=False)
    outsider.commit()
    shown = {
        model._meta.db_table: value(outsider, f"SELECT count(*) FROM {model._meta.db_table}") for model, _policy in declared()
    }
    opened = {model._meta.db_table for model, policy in declared() if isinstance(policy, OpenRows)}
    assert {table for table, count in shown.items() if count} <= opened
    assert {"agencies_agency", "agencies_region", "agencies_user", "agencies_post", "cases_law"} <= {
        t for t, count in shown.items() if count
    }
    hold(outsider, forged(outsider, NOBODY), local=False)
    assert {value(outsider, f"SELECT count(*) FROM {table}") for table in opened} == {0}
    assert "row-level security" in refused(
        outsider, "INSERT INTO agencies_region (code, name, tier, scope_prefix, \"order\") VALUES ('9', '', '', '9', 0)"
    )


def test_a12_each_new_connection_of_a_process_that_is_no_command_says_that_it_is_ours_and_no_more(city: Cast) -> None:
    """As the web opens one: the tests' own handler, which makes every connection the system's, is set aside."""
    connection_created.disconnect(dispatch_uid="rowscope.system_session")
    connection.close()
    try:
        assert (User.objects.exists(), EnforcementCase.objects.exists()) == (True, False)
    finally:
        system_session()
    assert EnforcementCase.objects.exists()


def forged(link: Any, claim: Claim) -> str:
    return "0" * 64 + signed(link, claim)[64:]


def widened(link: Any, claim: Claim) -> str:
    """A genuine claim with another body."""
    text = signed(link, claim)
    return text[:64] + json.dumps(json.loads(text[64:]) | {"prefixes": [""]})


@pytest.mark.parametrize(
    "make",
    [
        forged,
        widened,
        lambda link, claim: claim.signed(backend=link.info.backend_pid + 1, seconds=60),
        lambda link, claim: claim.signed(backend=link.info.backend_pid, seconds=-1),
        lambda link, claim: signed(link, claim)[:-1],
        lambda link, claim: signed(link, claim)[1:],
        lambda link, claim: "",
        lambda link, claim: signed(link, NOBODY),
    ],
    ids=["forged", "widened", "of another connection", "run out", "cut", "shifted", "empty", "nobody's"],
)
def test_a12_a_claim_that_is_not_genuine_opens_nothing(outsider: Any, city: Cast, make: Any) -> None:
    hold(outsider, make(outsider, county(city)))
    assert value(outsider, CASES) == 0


def test_a12_a_stolen_claim_does_not_work_on_another_connection(outsider: Any, city: Cast) -> None:
    with transaction.atomic(), holding(county(city)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting(%s)", [SETTING])
            stolen = cursor.fetchone()[0]
        assert EnforcementCase.objects.count() == 1
        hold(outsider, stolen)
        assert value(outsider, CASES) == 0


def ask_a_worker(link: Any) -> None:
    """From now on each statement runs in a parallel worker, which is a backend of its own."""
    with link.cursor() as cursor:
        cursor.execute("SET debug_parallel_query = on; SET parallel_leader_participation = off")


def test_a12_a_parallel_worker_sees_what_its_leader_may_see_and_no_more(outsider: Any, city: Cast) -> None:
    ask_a_worker(outsider)
    assert "Gather" in value(outsider, f"EXPLAIN {CASES}")
    assert value(outsider, CASES) == 0
    hold(outsider, signed(outsider, county(city)))
    assert value(outsider, CASES) == 1
    outsider.commit()
    assert value(outsider, CASES) == 0


def test_a12_a_stolen_claim_does_not_work_in_a_parallel_worker_of_another_connection(outsider: Any, city: Cast) -> None:
    with closing(psycopg2.connect(**connection.get_connection_params())) as victim:
        ask_a_worker(outsider)
        hold(outsider, signed(victim, county(city)))
        assert value(outsider, CASES) == 0


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM row_scope.key",
        "UPDATE row_scope.key SET inner_pad = ''",
        "ALTER TABLE cases_enforcementcase DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE cases_enforcementcase NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY row_scope ON cases_enforcementcase",
        "CREATE POLICY mine ON cases_enforcementcase USING (true)",
        "TRUNCATE cases_enforcementcase CASCADE",
        "SET ROLE supervision",
        "SET SESSION AUTHORIZATION supervision",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION row_scope.prefixes() RETURNS text[] LANGUAGE sql AS $$ SELECT ARRAY[''] $$",
        "CREATE TABLE public.mine (id int)",
        "ALTER ROLE supervision_app BYPASSRLS",
        "COPY cases_enforcementcase TO PROGRAM 'cat'",
        "SELECT pg_read_file('postgresql.conf')",
    ],
)
def test_a12_the_platforms_role_cannot_lift_the_layer(outsider: Any, sql: str) -> None:
    assert any(word in refused(outsider, sql) for word in ("permission denied", "must be owner", "not allowed", "must be"))


def test_a12_row_security_off_is_an_error_not_a_way_in(outsider: Any) -> None:
    with outsider.cursor() as cursor:
        cursor.execute("SET row_security = off")
    assert "row-level security" in refused(outsider, CASES)


@pytest.mark.parametrize("move", ["insert", "change", "take over", "remove"])
def test_a12_a_row_of_another_county_can_be_neither_made_nor_touched(outsider: Any, city: Cast, move: str) -> None:
    hold(outsider, signed(outsider, county(city)))
    theirs, ours = city.neighbour_market.pk, city.county_housing.pk
    officer = "INSERT INTO agencies_enforcementofficer (agency_id, region_code, name, kind, has_legal_qualification)"
    with outsider.cursor() as cursor:
        if move == "insert":
            assert "row-level security" in refused(outsider, f"{officer} VALUES ({theirs}, '430182', '某某', 'officer', false)")
        elif move == "take over":
            sql = f"UPDATE cases_enforcementcase SET region_code = '430182', agency_id = {theirs} WHERE agency_id = {ours}"
            assert "row-level security" in refused(outsider, sql)
        else:
            verb = "UPDATE cases_enforcementcase SET cause = 'x'" if move == "change" else "DELETE FROM cases_finding"
            cursor.execute(f"{verb} WHERE agency_id = %s", [theirs])
            assert cursor.rowcount == 0


def test_a12_views_and_functions_of_ones_own_see_no_more(outsider: Any, city: Cast) -> None:
    hold(outsider, signed(outsider, county(city)))
    with outsider.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY VIEW mine AS SELECT * FROM cases_enforcementcase")
    assert value(outsider, "SELECT count(*) FROM mine") == 1


def test_a12_an_error_does_not_leave_the_claim_behind(outsider: Any, city: Cast) -> None:
    hold(outsider, signed(outsider, SYSTEM))
    with suppress(psycopg2.Error), outsider.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    outsider.rollback()
    assert value(outsider, CASES) == 0


def test_a13_requests_of_many_people_over_one_connection_never_see_each_others_rows(city: Cast) -> None:
    """2,000 turns on one connection, every fifth failing in the middle."""
    here, there = city.county_housing.pk, city.neighbour_market.pk
    people = [
        (city.county_supervisor, {here}),
        (city.neighbour_supervisor, {there}),
        (city.housing_officer, {here}),
        (city.social_supervisor, set()),
        (city.city_supervisor, {here, there}),
    ]
    for turn in range(2000):
        person, own = people[turn % len(people)]
        with suppress(ZeroDivisionError), holding(claim_of(person)):
            seen = set(EnforcementCase.objects.values_list("agency_id", flat=True))
            assert seen == own, (turn, person)
            if turn % 7 == 0:
                raise ZeroDivisionError


@pytest.mark.parametrize("reads_only", [True, False])
def test_a14_what_the_platform_may_see_ends_with_its_part_of_the_request(city: Cast, reads_only: bool) -> None:
    seen = EnforcementCase.objects.count
    with holding(county(city)):
        with acting_as_system("测试：只读一处", reads_only=reads_only):
            assert seen() == 2
        assert seen() == 1
        with suppress(ZeroDivisionError), acting_as_system("测试：读时出错", reads_only=reads_only):
            raise ZeroDivisionError
        assert seen() == 1
        with suppress(DatabaseError), transaction.atomic(), acting_as_system("测试：语句出错", reads_only=reads_only):
            value(connection, "SELECT 1 / 0")
        assert seen() == 1
        with transaction.atomic(), acting_as_system("测试：再读一次", reads_only=reads_only):
            assert seen() == 2
        assert seen() == 1


def test_a10_every_table_with_an_agency_or_a_region_is_forced_and_checks_what_is_written(db: None) -> None:
    wanted = {model._meta.db_table for model, _policy in declared()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relrowsecurity AND c.relforcerowsecurity"
            " AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL AND p.polcmd = '*' AND p.polname = 'row_scope'"
        )
        assert {name for (name,) in cursor.fetchall()} == wanted
        cursor.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND (column_name ~ '(^|_)agency_id$' OR column_name IN ('region_code', 'county_code', 'region_id'))"
        )
        assert {name for (name,) in cursor.fetchall()} <= wanted
    assert {model._meta.db_table for model, policy in declared() if isinstance(policy, OpenRows)} == {
        "agencies_agency",
        "agencies_apitoken",
        "agencies_post",
        "agencies_region",
        "agencies_user",
        "cases_law",
        "cases_lawarticle",
        "cases_retentionperiod",
        "cases_sectorparameter",
        "reports_countingrule",
        "reports_warningparameter",
        "reports_warningrun",
    }


def test_a10_the_platform_connects_as_a_role_that_owns_nothing(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (settings.DATABASE_APP_ROLE, False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_matviews")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_views WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
        assert cursor.fetchone() == (0,)


def test_a14_each_of_our_commands_says_that_it_is_the_platforms_own_work(db: None) -> None:
    ours = {
        name: app
        for name, app in get_commands().items()
        if str(app).startswith(("supervision", "agencies", "cases", "leads", "appraisals", "notices", "reports"))
    }
    assert ours
    assert [name for name, app in ours.items() if not isinstance(load_command_class(app, name), SystemCommand)] == []


def test_a_claim_runs_out_while_a_transaction_is_still_open(outsider: Any, city: Cast) -> None:
    hold(outsider, county(city).signed(backend=outsider.info.backend_pid, seconds=1))
    assert value(outsider, CASES) == 1
    deadline = time.time() + 30
    while value(outsider, CASES) and time.time() < deadline:
        time.sleep(0.2)
    assert value(outsider, CASES) == 0
