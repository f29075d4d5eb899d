"""过时的页面：别人改过之后再保存，说出来，一个字也不盖掉；没看过的文稿签发不了。

E6. Two browsers have the same page open; the second saves words that it wrote over an older text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.choices import Role
from agencies.models import Post, User
from notices.models import Instrument
from notices.services import issuing
from reports.models import PeriodicReport
from reports.services import compiling
from supervision.outbox.models import OutboxJob
from supervision.outbox.run import run
from tests.cast import Cast
from tests.notices import builders

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of a page's fields."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag and 'type="file"' not in tag:
            found.setdefault(name[1], value[1] if value else "")
    found |= {
        name: text.removeprefix("\n") for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', page)
    }
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def colleague(of: User, role: Role) -> User:
    other = User.objects.create(username=f"second-{of.username}", display_name="钟同事", password="!")
    Post.objects.create(user=other, agency=of.posts.get().agency, role=role, title="同事", starts_on="2020-01-01")
    return other


def test_E6_a_draft_that_a_colleague_changed_is_not_overwritten(cast: Cast, sign_in: SignIn) -> None:
    draft = builders.draft(cast)
    url = reverse("notices:instrument_edit", args=[draft.pk])
    mine, theirs = sign_in(cast.county_supervisor), sign_in(colleague(cast.county_supervisor, Role.SUPERVISOR))
    old, also_old = form_of(mine.get(url).content.decode()), form_of(theirs.get(url).content.decode())
    assert old["seen"]
    assert theirs.post(url, also_old | {"title": "同事改的标题"}).status_code == 302

    refused = mine.post(url, old | {"title": "我改的标题"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert Instrument.objects.get(pk=draft.pk).title == "同事改的标题"
    assert "被他人改过" in page
    assert "我改的标题" in page

    assert mine.post(url, form_of(page)).status_code == 302  # told, and saved again on purpose
    assert Instrument.objects.get(pk=draft.pk).title == "我改的标题"


def test_E6_a_stale_save_and_submit_does_neither(cast: Cast, sign_in: SignIn) -> None:
    draft = builders.draft(cast)
    url = reverse("notices:instrument_edit", args=[draft.pk])
    mine = sign_in(cast.county_supervisor)
    old = form_of(mine.get(url).content.decode())
    mine.post(url, old | {"opening": "后来改过。"})
    assert mine.post(url, old | {"then": "submit"}).status_code == 409
    assert Instrument.objects.get(pk=draft.pk).state == "draft"


def test_E6_answers_that_a_colleague_changed_are_not_overwritten_by_the_autosave(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    page, save = reverse("notices:inbox_instrument", args=[instrument.pk]), reverse("notices:save_answers", args=[instrument.pk])
    mine, theirs = sign_in(cast.housing_officer), sign_in(colleague(cast.housing_officer, Role.LEGAL_OFFICER))
    old, also_old = form_of(mine.get(page).content.decode()), form_of(theirs.get(page).content.decode())
    field = next(name for name in old if name.startswith("answer-"))

    first = mine.post(save, old | {field: "我写的"})
    assert first.status_code == 204
    again = mine.post(save, old | {field: "我接着写的", "seen": first["X-Seen"]})  # the same window goes on
    assert again.status_code == 204

    refused = theirs.post(save, also_old | {field: "同事写的"})
    assert refused.status_code == 409
    assert "被他人改过" in refused.json()["error"]
    sent = theirs.post(reverse("notices:send_answers", args=[instrument.pk]), also_old | {field: "同事写的"})
    assert sent.status_code == 409
    assert "同事写的" in sent.content.decode()
    assert builders.open_answers(instrument)[0].answer == "我接着写的"
    assert Instrument.objects.get(pk=instrument.pk).state != "responded"


def test_E6_nobody_signs_words_that_were_changed_after_the_page_was_opened(cast: Cast, sign_in: SignIn) -> None:
    one = builders.signing(cast)
    director = sign_in(cast.county_director)
    page = form_of(director.get(reverse("notices:instrument", args=[one.pk])).content.decode())
    assert page["seen"]
    issuing.return_to_draft(instrument=one, reason="请改", actor=cast.county_director)
    Instrument.objects.filter(pk=one.pk).update(title="换过的标题")
    issuing.submit(instrument=builders.fresh(one), actor=cast.county_supervisor)
    issuing.pass_check(instrument=builders.fresh(one), actor=cast.county_chief)

    answer = director.post(
        reverse("notices:instrument_act", args=[one.pk]), {"action": "sign", "seen": page["seen"]}, follow=True
    )
    assert "被他人改过" in answer.content.decode()
    assert builders.fresh(one).state == "signing"

    page = form_of(answer.content.decode())
    director.post(reverse("notices:instrument_act", args=[one.pk]), {"action": "sign", "seen": page["seen"]})
    assert builders.fresh(one).state != "signing"


def test_E6_words_of_a_report_that_a_colleague_changed_are_not_overwritten(cast: Cast, sign_in: SignIn) -> None:
    report, _ = compiling.ensure_report(region=cast.county, period=date(2026, 9, 1))
    run(OutboxJob.objects.get(dedupe_key=f"reports.compile:{report.pk}").pk)
    url = reverse("reports:edit", args=[report.pk])
    mine, theirs = sign_in(cast.county_supervisor), sign_in(colleague(cast.county_supervisor, Role.SUPERVISOR))
    old, also_old = form_of(mine.get(url).content.decode()), form_of(theirs.get(url).content.decode())
    place = next(name for name in old if name.startswith("p-"))
    assert theirs.post(url, also_old | {place: "同事改的一段。"}).status_code == 302

    refused = mine.post(url, old | {place: "我改的一段。"})
    assert refused.status_code == 409
    assert "我改的一段。" in refused.content.decode()
    assert "被他人改过" in refused.content.decode()
    kept = str(PeriodicReport.objects.get(pk=report.pk).sections)
    assert "同事改的一段。" in kept
    assert "我改的一段。" not in kept


def test_E6_every_page_that_edits_sends_its_fingerprint_along(cast: Cast, sign_in: SignIn) -> None:
    draft, handling = builders.draft(cast), builders.handling(cast)
    pages: list[tuple[Any, str]] = [
        (cast.county_supervisor, reverse("notices:instrument_edit", args=[draft.pk])),
        (cast.county_supervisor, reverse("notices:instrument", args=[draft.pk])),
        (cast.housing_officer, reverse("notices:inbox_instrument", args=[handling.pk])),
    ]
    for who, url in pages:
        assert re.search(r'name="seen" value="[0-9a-f]{16}"', sign_in(who).get(url).content.decode()), url
