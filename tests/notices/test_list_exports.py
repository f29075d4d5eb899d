"""监督事项、监督文书、收件的导出：与页面同样的行、同样的顺序。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from notices.models import Instrument, Matter
from tests.cast import Cast
from tests.exported import events, take
from tests.notices import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


@pytest.fixture
def served(cast: Cast) -> Instrument:
    """One instrument that waits for the agency's answer."""
    return builders.delivered(cast)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_matters_are_taken_out_with_the_counts_of_the_page(cast: Cast, sign_in: SignIn, served: Instrument, form: str) -> None:
    client = sign_in(cast.county_supervisor)
    (line,) = client.get("/matters/").context["lines"]
    taken = take(client, "/matters/export/", form)
    matter = Matter.objects.get()
    assert taken.column("事项编号") == [matter.number]
    assert [(int(n), int(m)) for n, m in zip(taken.column("问题数"), taken.column("文书数"), strict=True)] == [
        (line.items, line.instruments)
    ]
    assert taken.column("状态") == [matter.status.label]
    assert take(client, "/matters/export/?state=dropped", form).rows == []
    assert take(sign_in(cast.neighbour_supervisor), "/matters/export/", form).rows == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_instruments_are_taken_out_and_the_agency_takes_out_what_it_was_sent(
    cast: Cast, sign_in: SignIn, served: Instrument, form: str
) -> None:
    draft = builders.draft(cast)
    both = take(sign_in(cast.county_supervisor), "/instruments/export/", form)
    assert both.column("状态") == [draft.status.label, served.status.label]
    assert both.column("文种")[1] == served.kind_name
    own = take(sign_in(cast.housing_officer), "/inbox/export/?in=owed", form)
    assert own.column("发文字号") == [served.number]
    assert "分类：待反馈" in own.mark
    assert take(sign_in(cast.housing_officer), "/inbox/export/?in=closed", form).rows == []
    assert take(sign_in(cast.neighbour_officer), "/inbox/export/", form).rows == []


def test_what_is_overdue_and_what_waits_for_verification_are_lists_of_their_own(
    cast: Cast, sign_in: SignIn, served: Instrument
) -> None:
    client = sign_in(cast.county_supervisor)
    assert take(client, "/instruments/overdue/export/").rows == []
    late = timezone.localdate() - timedelta(days=3)
    Instrument.objects.filter(pk=served.pk).update(served_on=late - timedelta(days=9), due_on=late)
    assert take(client, "/instruments/overdue/export/").column("反馈期限届满日") == [late.isoformat()]
    assert take(client, "/instruments/to-verify/export/").rows == []
    assert [event.payload["list"] for event in events()] == ["逾期文书", "逾期文书", "待核验文书"]
    assert sign_in(cast.county_chief).post("/instruments/to-verify/export/", {"form": "csv"}).status_code == 403
    assert sign_in(cast.county_director).post("/instruments/overdue/export/", {"form": "csv"}).status_code == 403
