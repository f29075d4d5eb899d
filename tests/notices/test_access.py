"""谁看得见什么：邻县、单位、草稿、文件。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from notices.models import Instrument, Matter, ResponseAttachment
from notices.selectors import queues
from notices.services import evidence, responding
from tests.cast import Cast
from tests.notices import builders

SignIn = Callable[[Any], Any]


def pages_of(instrument: Instrument) -> list[str]:
    pk = instrument.pk
    return [
        reverse("notices:matter", args=[instrument.matter_id]),
        reverse("notices:instrument", args=[pk]),
        reverse("notices:instrument_pages", args=[pk]),
        reverse("notices:instrument_file", args=[pk, "pdf"]),
        reverse("notices:instrument_file", args=[pk, "docx"]),
    ]


def test_a_neighbour_county_finds_nothing_where_something_is(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.responded(cast)
    client = sign_in(cast.neighbour_supervisor)
    assert [client.get(url).status_code for url in pages_of(instrument)] == [404] * 5
    assert instrument.number not in client.get(reverse("notices:instruments")).content.decode()
    assert instrument.matter.title not in client.get(reverse("notices:matters")).content.decode()


def test_the_answer_for_the_invisible_is_that_for_the_nonexistent(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.neighbour_supervisor)
    invisible = client.get(reverse("notices:instrument", args=[instrument.pk]))
    nothing = client.get(reverse("notices:instrument", args=[instrument.pk + 999]))
    assert (invisible.status_code, invisible.content) == (nothing.status_code, nothing.content)


@pytest.mark.parametrize("stage", [builders.draft, builders.signing, builders.issued])
def test_the_agency_sees_nothing_before_service(cast: Cast, sign_in: SignIn, stage: Callable[..., Instrument]) -> None:
    instrument = stage(cast)
    client = sign_in(cast.housing_officer)
    assert client.get(reverse("notices:inbox_instrument", args=[instrument.pk])).status_code == 404
    assert client.get(reverse("notices:instrument", args=[instrument.pk])).status_code == 404
    assert client.get(reverse("notices:instrument_pages", args=[instrument.pk])).status_code == 404
    assert instrument.title not in client.get(reverse("notices:inbox")).content.decode()
    assert queues.waiting(cast.housing_officer).answer == []


def test_the_agency_never_sees_the_matter(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.housing_officer)
    assert client.get(reverse("notices:matter", args=[instrument.matter_id])).status_code in {403, 404}
    assert not Matter.objects.visible_to(cast.housing_officer).exists()


def test_the_agency_is_led_from_the_bureaus_page_to_its_own(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.housing_officer)
    answer = client.get(instrument.get_absolute_url())
    assert answer.url == reverse("notices:inbox_instrument", args=[instrument.pk])
    assert client.get(reverse("notices:instruments")).url == reverse("notices:inbox")


def test_another_agency_of_the_same_city_sees_nothing(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.market_officer)
    assert client.get(reverse("notices:inbox_instrument", args=[instrument.pk])).status_code == 404
    assert client.get(reverse("notices:instrument_file", args=[instrument.pk, "pdf"])).status_code == 404


def attach(cast: Cast, instrument: Instrument) -> ResponseAttachment:
    answer = builders.open_answers(instrument)[0]
    return evidence.attach_evidence(
        instrument=instrument, answer_id=answer.pk, name="回证.pdf", content=builders.PDF_BYTES, actor=cast.housing_officer
    )


def test_evidence_is_the_agencys_own_until_it_is_sent(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    url = reverse("notices:evidence", args=[attach(cast, instrument).pk])
    assert sign_in(cast.housing_officer).get(url).status_code == 200
    assert sign_in(cast.county_supervisor).get(url).status_code == 404
    builders.answer_all(instrument, cast.housing_officer)
    responding.respond(instrument=instrument, actor=cast.housing_officer)
    assert sign_in(cast.county_supervisor).get(url).status_code == 200
    for outsider in (cast.neighbour_supervisor, cast.market_officer, cast.neighbour_officer):
        assert sign_in(outsider).get(url).status_code == 404


def test_what_is_not_sent_does_not_stand_on_the_bureaus_page(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    builders.answer_all(instrument, cast.housing_officer)
    page = sign_in(cast.county_supervisor).get(instrument.get_absolute_url()).content.decode()
    assert "已查明原因" not in page


@pytest.mark.parametrize("who", ["social_supervisor", "system_admin", "security_admin", "audit_admin"])
def test_recordless_roles_open_no_page_of_this_room(cast: Cast, sign_in: SignIn, who: str) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.people[who])
    assert {client.get(url).status_code for url in pages_of(instrument)} <= {403, 404}


def test_a_township_assistant_opens_no_instrument(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    assert sign_in(cast.township_assistant).get(instrument.get_absolute_url()).status_code in {403, 404}


def test_nobody_signed_in_is_asked_to_sign_in(cast: Cast, client: Any) -> None:
    instrument = builders.delivered(cast)
    assert client.get(instrument.get_absolute_url()).status_code == 302


def test_a_county_officer_does_not_answer_for_another_county(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.neighbour_officer)
    for name in ("acknowledge", "save_answers", "send_answers", "ask_extension"):
        assert client.post(reverse(f"notices:{name}", args=[instrument.pk])).status_code == 404
    assert builders.fresh(instrument).state == "delivered"
