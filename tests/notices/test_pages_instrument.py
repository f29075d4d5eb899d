"""文书页、核验、逾期、下载。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from django.urls import reverse

from notices.models import Instrument
from notices.services import extensions
from tests.cast import Cast
from tests.notices import builders

SignIn = Callable[[Any], Any]


def act(client: Any, instrument: Instrument, action: str, words: str = "") -> Any:
    return client.post(reverse("notices:instrument_act", args=[instrument.pk]), {"action": action, "words": words})


def test_the_chain_is_walked_from_the_page_by_three_people(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.draft(cast)
    act(sign_in(cast.county_supervisor), instrument, "submit")
    act(sign_in(cast.county_chief), instrument, "pass_check")
    act(sign_in(cast.county_director), instrument, "sign")
    builders.do_jobs()
    page = sign_in(cast.county_supervisor).get(instrument.get_absolute_url()).content.decode()
    for name in ("褚督员", "卫科长", "蒋局长"):
        assert name in page


def test_a_step_that_is_not_there_is_refused_in_words(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.draft(cast)
    client = sign_in(cast.county_supervisor)
    act(client, instrument, "explode")
    assert "没有这一步" in client.get(instrument.get_absolute_url()).content.decode()


def test_a_step_of_another_office_is_403(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.signing(cast)
    assert act(sign_in(cast.county_supervisor), instrument, "sign").status_code == 403


def test_the_drafter_sees_the_check_greyed_with_the_reason(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.signing(cast)
    page = sign_in(cast.city_director).get(instrument.get_absolute_url()).content.decode()
    assert "本件由浏阳市司法局制发，请由该局人员办理。" in page


def test_the_papers_come_with_a_chinese_name(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    answer = sign_in(cast.housing_officer).get(reverse("notices:instrument_file", args=[instrument.pk, "pdf"]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert quote(f"{instrument.number} {instrument.title}.pdf") in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert b"".join(answer).startswith(b"%PDF")


def test_an_unknown_ending_is_404(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.county_supervisor)
    assert client.get(reverse("notices:instrument_file", args=[instrument.pk, "exe"])).status_code == 404
    draft = builders.draft(cast)
    assert client.get(reverse("notices:instrument_file", args=[draft.pk, "pdf"])).status_code == 404


def test_the_deadline_opens_to_its_count_and_to_every_earlier_date(
    cast: Cast, sign_in: SignIn, today_is: Callable[[str], date]
) -> None:
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    asked = extensions.request_extension(instrument=instrument, amount=10, reason="委托鉴定。", actor=cast.housing_officer)
    extensions.decide_extension(request=asked, granted=True, note="同意。", actor=cast.county_chief)
    page = sign_in(cast.county_supervisor).get(instrument.get_absolute_url()).content.decode()
    assert "期限 <b>40日</b>，自 2026-03-02 起" in page
    assert "第40日，期限届满日" in page.replace(" ", "")
    assert "原 2026-04-01 → 2026-04-11" in page
    assert "批准延期" in page


def test_verdicts_are_given_in_place_and_the_bar_follows(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.responded(cast)
    client = sign_in(cast.county_supervisor)
    first, second = builders.sent_answers(instrument)
    url = reverse("notices:verify_item", args=[instrument.pk, first.pk])
    card = client.post(url, {"verdict": "accepted"}, headers={"HX-Request": "true"}).content.decode()
    assert "整改到位" in card
    assert "还有 1 项没有核验" in card
    refused = client.post(
        reverse("notices:verify_item", args=[instrument.pk, second.pk]), {"verdict": "returned"}, headers={"HX-Request": "true"}
    )
    assert refused.status_code == 422
    assert "退回的，请写明还要做什么" in refused.content.decode()
    client.post(reverse("notices:verify_item", args=[instrument.pk, second.pk]), {"verdict": "returned", "reason": "无回证。"})
    client.post(reverse("notices:send_back", args=[instrument.pk]), {"amount": 15, "unit": "day"})
    assert builders.fresh(instrument).state == "returned"


def test_an_extension_is_decided_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    asked = extensions.request_extension(instrument=instrument, amount=10, reason="委托鉴定。", actor=cast.housing_officer)
    client = sign_in(cast.county_chief)
    assert "委托鉴定。" in client.get(instrument.get_absolute_url()).content.decode()
    client.post(reverse("notices:decide_extension", args=[instrument.pk, asked.pk]), {"granted": "1"})
    asked.refresh_from_db()
    assert asked.state == "granted"


def test_overdue_and_to_verify_lists_hold_what_they_say(cast: Cast, sign_in: SignIn, today_is: Callable[[str], date]) -> None:
    today_is("2026-03-02")
    late = builders.handling(cast)
    sent = builders.responded(cast)
    today_is("2026-04-20")
    client = sign_in(cast.county_supervisor)
    overdue = client.get(reverse("notices:overdue")).content.decode()
    verify = client.get(reverse("notices:to_verify")).content.decode()
    assert late.number in overdue
    assert "逾期" in overdue
    assert sent.number not in overdue
    assert sent.number in verify
    assert late.number not in verify
