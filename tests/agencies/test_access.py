"""谁能看什么：同一规则的两扇门——列表与单件——必须一致。"""

from __future__ import annotations

import pytest

from agencies.models import Agency
from tests.cast import Cast


def names(user):
    return set(Agency.objects.visible_to(user).values_list("short_name", flat=True))


def test_a_city_supervisor_sees_every_agency_of_the_city(cast: Cast):
    assert names(cast.city_supervisor) == set(Agency.objects.values_list("short_name", flat=True))


def test_a_county_supervisor_sees_the_county_with_its_towns_and_nothing_of_the_neighbour(cast: Cast):
    assert names(cast.county_supervisor) == {"浏阳市司法局", "大瑶司法所", "浏阳市住建局", "浏阳市政府"}


def test_an_agency_officer_sees_only_the_own_agency(cast: Cast):
    assert names(cast.housing_officer) == {"浏阳市住建局"}


def test_administrators_and_social_supervisors_see_no_record(cast: Cast):
    for user in (cast.system_admin, cast.security_admin, cast.audit_admin, cast.social_supervisor):
        assert names(user) == set()


@pytest.mark.parametrize("who", ["city_supervisor", "county_supervisor", "housing_officer", "township_assistant", "system_admin"])
def test_the_list_and_the_single_object_answer_alike(cast: Cast, who: str):
    user = cast.people[who]
    visible = set(Agency.objects.visible_to(user))
    for agency in Agency.objects.all():
        assert user.has_perm("agencies.view_agency", agency) == (agency in visible)


def test_a_post_that_has_ended_opens_nothing(cast: Cast):
    cast.county_supervisor.posts.update(ends_on="2020-12-31")
    assert names(type(cast.county_supervisor).objects.get(pk=cast.county_supervisor.pk)) == set()


def test_a_disabled_account_opens_nothing(cast: Cast):
    cast.county_supervisor.is_active = False
    cast.county_supervisor.save()
    user = type(cast.county_supervisor).objects.get(pk=cast.county_supervisor.pk)
    assert not user.has_perm("web.home")
    assert names(user) == set()
