"""网址：与路由表所写一字不差。"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from supervision.web.addresses import existing_url, page_of


def test_every_objects_page_is_where_the_routes_say() -> None:
    for name in ("cases:case", "cases:finding", "notices:instrument", "notices:matter", "leads:lead", "reports:report"):
        for pk in (1, 20_000, 2**63 - 1):
            assert page_of(name, pk) == reverse(name, args=[pk])
    pages = [model for model in apps.get_models() if model.__dict__.get("get_absolute_url")]
    assert len(pages) > 15
    for model in pages:
        assert str(4711) in model(pk=4711, **({"matter_id": 4711} if hasattr(model, "matter_id") else {})).get_absolute_url()


def test_a_page_that_does_not_exist_is_said_so() -> None:
    assert existing_url("cases:cases") == reverse("cases:cases")
    assert existing_url("cases:no-such-page") == ""
    with pytest.raises(NoReverseMatch):
        page_of("cases:no-such-page", 1)
