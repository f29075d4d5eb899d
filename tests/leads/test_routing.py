"""分派：谁监督谁办，绝不回到被反映的单位。"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from agencies.choices import AgencyKind, Sector, Tier
from agencies.demo.seed import seed_people
from agencies.models import Agency
from leads.models import Lead, LeadTransfer
from leads.services import handling
from leads.services.routing import bodies_above, handler_for
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.leads.builders import accepted, fresh, registered

pytestmark = pytest.mark.django_db


def test_the_body_of_the_agencys_own_level_handles(cast: Any) -> None:
    squad = Agency.objects.create(
        code="LY-DY-ZD", name="大瑶镇综合行政执法队", short_name="执法队", kind=AgencyKind.ENFORCEMENT, sector=Sector.URBAN,
        region=cast.township, region_code=cast.township.code, tier=Tier.TOWNSHIP,
    )  # fmt: skip
    assert handler_for(cast.county_housing) == cast.county_bureau
    assert handler_for(squad) == cast.county_bureau
    assert handler_for(cast.city_market) == cast.city_bureau
    assert handler_for(cast.tobacco) == cast.city_bureau
    assert handler_for(cast.neighbour_market) == cast.neighbour_bureau


def test_over_all_agencies_of_a_city_none_is_ever_its_own_handler() -> None:
    """The demo's city: every enforcement agency has a handler, which is a supervision body that holds it; nobody else is ever offered one."""
    seed_people(random.Random(1), date(2026, 11, 1))
    agencies = list(Agency.objects.select_related("region"))
    assert len(agencies) > 100
    assert {one.kind for one in agencies} == set(AgencyKind)
    for agency in agencies:
        above = list(bodies_above(agency).select_related("region"))
        assert agency not in above
        assert {body.kind for body in above} <= {AgencyKind.SUPERVISION_BODY}
        assert all(agency.region_code.startswith(body.region.scope_prefix) for body in above)
        if agency.kind == AgencyKind.ENFORCEMENT:
            handler = handler_for(agency)
            assert handler.pk != agency.pk
            assert handler.tier == (Tier.COUNTY if agency.tier == Tier.TOWNSHIP else agency.tier), agency
        else:
            with pytest.raises(UserError):
                handler_for(agency)


def test_a_county_without_a_bureau_of_its_own_goes_up(cast: Any) -> None:
    Agency.objects.filter(pk=cast.county_bureau.pk).update(is_active=False)
    assert handler_for(cast.county_housing) == cast.city_bureau
    Agency.objects.filter(kind=AgencyKind.SUPERVISION_BODY).update(is_active=False)
    with pytest.raises(UserError, match="没有可以办理"):
        handler_for(cast.county_housing)


def test_passed_up_and_handed_down_again_with_a_reason_each(cast: Any) -> None:
    lead = accepted(cast.county_housing, cast.county_supervisor)
    handling.pass_on(lead=lead, to=cast.city_bureau, reason="涉及多个县区。", actor=cast.county_chief)
    assert fresh(lead).handler == cast.city_bureau
    with pytest.raises(NotAllowed, match="市司法局办理"):
        handling.pass_on(lead=fresh(lead), to=cast.county_bureau, reason="转回来。", actor=cast.county_chief)
    handling.pass_on(lead=fresh(lead), to=cast.county_bureau, reason="交由县级办理。", actor=cast.city_supervisor)
    last = fresh(lead)
    assert (last.handler, last.state, last.accepted_on, last.number) == (
        cast.county_bureau,
        "accepted",
        lead.accepted_on,
        lead.number,
    )
    assert list(LeadTransfer.objects.filter(lead=lead).values_list("from_body", "to_body")) == [
        (cast.county_bureau.pk, cast.city_bureau.pk), (cast.city_bureau.pk, cast.county_bureau.pk),
    ]  # fmt: skip


def test_it_is_passed_to_no_agency_no_justice_office_no_body_elsewhere_and_never_without_a_reason(cast: Any) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    for to in (cast.county_housing, cast.city_market, cast.justice_office, cast.neighbour_bureau, cast.county_bureau):
        with pytest.raises(NotAllowed):
            handling.pass_on(lead=lead, to=to, reason="转办。", actor=cast.county_supervisor)
    with pytest.raises(UserError, match="转办理由"):
        handling.pass_on(lead=lead, to=cast.city_bureau, reason=" ", actor=cast.county_supervisor)
    city = registered(cast.city_market, cast.city_supervisor)
    with pytest.raises(NotAllowed):  # a county does not supervise the city's agencies
        handling.pass_on(lead=city, to=cast.county_bureau, reason="交办。", actor=cast.city_supervisor)
    assert fresh(lead).handler == cast.county_bureau
    assert not LeadTransfer.objects.exists()


@pytest.mark.parametrize("who", ["county_housing", "city_market", "justice_office", "neighbour_bureau"])
def test_the_database_too_lets_only_the_supervising_body_handle(cast: Any, who: str) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    with pytest.raises(IntegrityError):
        _kept(lambda: Lead.objects.filter(pk=lead.pk).update(handler=getattr(cast, who)))


def test_the_database_keeps_kinds_apart_from_both_sides(cast: Any) -> None:
    lead = registered(cast.county_housing, cast.county_supervisor)
    for changed in (
        lambda: Lead.objects.filter(pk=lead.pk).update(agency=cast.county_bureau),
        lambda: Agency.objects.filter(pk=cast.county_bureau.pk).update(kind=AgencyKind.ENFORCEMENT),
        lambda: Agency.objects.filter(pk=cast.county_housing.pk).update(kind=AgencyKind.GOVERNMENT),
    ):
        with pytest.raises(IntegrityError):
            _kept(changed)


def _kept(deed: Callable[[], Any]) -> None:
    """Do it as if it were committed: constraints that wait for the end are asked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        deed()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
