"""异议的页面：单位提出、监督机构答复、证据下载、工作台和清单。"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notices.models import Instrument, Matter, Objection, ObjectionEvidence
from supervision.audit.models import AuditEvent
from supervision.documents.models import StoredFile
from tests.cast import Cast
from tests.notices import builders
from tests.notices.test_objections import (
    CHANGED,
    MAINTAINED,
    REASON,
    REVOKED,
    WORDS,
    half_returned,
    item_of,
    object_to,
    reply,
    revoke,
)
from tests.notices.test_vertical_management import told
from tests.statements import statements

SignIn = Callable[[Any], Any]
Clock = Callable[[str], date]

MOST = 12
RAISE, PENDING = 'id="object-title"', "异议待答复"
"""What shows that the agency may object here, and that an objection waits."""


def inbox_url(instrument: Instrument) -> str:
    return reverse("notices:inbox_instrument", args=[instrument.pk])


def inbox_page(client: Any, instrument: Instrument) -> str:
    return str(client.get(inbox_url(instrument)).content.decode())


def bureau_page(client: Any, instrument: Instrument) -> str:
    return str(client.get(instrument.get_absolute_url()).content.decode())


def post_objection(client: Any, instrument: Instrument, order: int = 1, **more: Any) -> Any:
    form = {"item": item_of(instrument, order).pk, "reason": REASON, **more}
    return client.post(reverse("notices:raise_objection", args=[instrument.pk]), form)


def post_answer(client: Any, asked: Objection, outcome: str, words: str = WORDS, **more: str) -> Any:
    url = reverse("notices:answer_objection", args=[asked.instrument_id, asked.pk])
    return client.post(url, {"outcome": outcome, "answer": words, **more})


def offered(page: str, instrument: Instrument) -> list[int]:
    """Numbers of the problems that the agency's form lets choose."""
    return [item.order for item in instrument.items.order_by("order") if f'<option value="{item.pk}">' in page]


def pending_with_evidence(cast: Cast, instrument: Instrument, order: int = 1) -> Objection:
    return object_to(cast, instrument, order, files=[("中止决定.pdf", builders.PDF_BYTES + bytes([order]))])


def test_an_officer_objects_from_the_page_and_reads_it_there(cast: Cast, sign_in: SignIn) -> None:
    instrument, client = builders.delivered(cast), sign_in(cast.housing_officer)
    before = inbox_page(client, instrument)
    assert RAISE in before
    assert "《行政执法监督条例》第三十条" in before
    assert offered(before, instrument) == [1, 2]
    files = [SimpleUploadedFile("中止决定.pdf", builders.PDF_BYTES), SimpleUploadedFile("副本.pdf", builders.PDF_BYTES)]
    assert post_objection(client, instrument, 2, file=files).url == inbox_url(instrument)
    after = inbox_page(client, instrument)
    assert REASON in after
    assert PENDING in after
    assert offered(after, instrument) == [1]
    assert [kept.name for kept in ObjectionEvidence.objects.all()] == ["中止决定.pdf"]


def test_a_bad_file_is_explained_and_nothing_is_kept(cast: Cast, sign_in: SignIn) -> None:
    instrument, client = builders.handling(cast), sign_in(cast.housing_officer)
    before = StoredFile.objects.count()
    files = [SimpleUploadedFile("好.pdf", builders.PDF_BYTES), SimpleUploadedFile("病毒.exe", b"MZ")]
    post_objection(client, instrument, file=files)
    assert "不接受这种文件" in inbox_page(client, instrument)
    assert not Objection.objects.exists()
    assert StoredFile.objects.count() == before


@pytest.mark.parametrize("form", [{"reason": " "}, {"item": ""}, {"item": "0"}, {"item": "9" * 30}])
def test_an_incomplete_objection_is_refused_in_words(cast: Cast, sign_in: SignIn, form: dict[str, Any]) -> None:
    instrument, client = builders.handling(cast), sign_in(cast.housing_officer)
    assert post_objection(client, instrument, **form).status_code == 302
    assert not Objection.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("neighbour_officer", 404), ("market_officer", 404), ("county_supervisor", 403)])
def test_others_do_not_reach_the_agencys_form(cast: Cast, sign_in: SignIn, who: str, status: int) -> None:
    assert post_objection(sign_in(cast.people[who]), builders.handling(cast)).status_code == status
    assert not Objection.objects.exists()


def test_a_copy_of_what_told_the_superior_offers_no_objection(cast: Cast, sign_in: SignIn) -> None:
    officer = type(cast.market_officer).objects.create(username="tobacco-officer", display_name="罗法规", password="!")
    officer.posts.create(agency=cast.tobacco, role="legal_officer", title="法规科科长", starts_on="2020-01-01")
    instrument, client = told(cast), sign_in(officer)
    assert "异议" not in inbox_page(client, instrument)
    post_objection(client, instrument)
    assert not Objection.objects.exists()


def test_who_drafted_the_paper_is_offered_to_keep_to_it_alone(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    object_to(cast, instrument)
    page = bureau_page(sign_in(cast.county_supervisor), instrument)
    assert 'name="outcome" value="maintained"' in page
    assert 'value="changed"' not in page
    assert 'value="revoked"' not in page
    assert 'name="new_demand"' not in page
    assert "变更、撤销由拟稿人、提交人以外的人答复" in page


def test_the_bureau_reads_the_reason_and_has_three_answers(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    kept = pending_with_evidence(cast, instrument).evidence.get()
    page = bureau_page(sign_in(cast.county_chief), instrument)
    for part in (PENDING, REASON, "朱法规", reverse("notices:objection_evidence", args=[kept.pk]), "中止决定.pdf"):
        assert part in page
    for outcome in ("maintained", "changed", "revoked"):
        assert f'name="outcome" value="{outcome}"' in page


@pytest.mark.parametrize("who", ["city_chief", "county_director", "city_supervisor"])
def test_who_does_not_answer_reads_it_and_has_no_button(cast: Cast, sign_in: SignIn, who: str) -> None:
    instrument = builders.handling(cast)
    asked = pending_with_evidence(cast, instrument)
    client = sign_in(cast.people[who])
    page = bureau_page(client, instrument)
    assert REASON in page
    assert 'name="outcome"' not in page
    post_answer(client, asked, "revoked")
    asked.refresh_from_db()
    assert asked.is_pending


def test_an_objection_is_answered_only_through_its_own_instrument(cast: Cast, sign_in: SignIn) -> None:
    asked, other = object_to(cast, builders.handling(cast)), builders.handling(cast)
    url = reverse("notices:answer_objection", args=[other.pk, asked.pk])
    assert sign_in(cast.county_chief).post(url, {"outcome": "revoked", "answer": WORDS}).status_code == 404


def test_the_agency_reads_the_answer_and_what_is_asked_now(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    asked, bureau, agency = object_to(cast, instrument), sign_in(cast.county_chief), sign_in(cast.housing_officer)
    post_answer(bureau, asked, "changed")
    assert "变更后的整改要求" in bureau_page(bureau, instrument)
    assert PENDING in inbox_page(agency, instrument)
    post_answer(bureau, asked, "changed", new_demand="只补录中止决定。", amount=15, unit="day")
    page = inbox_page(agency, instrument)
    assert "整改要求已变更" in page
    for part in (WORDS, "只补录中止决定。", "卫科长"):
        assert part in page
    assert PENDING not in page
    assert offered(page, instrument) == [1, 2]


def test_what_was_changed_and_then_revoked_is_not_asked_any_more(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    reply(object_to(cast, instrument), CHANGED, cast.county_chief)
    revoke(cast, instrument, 1)
    page = inbox_page(sign_in(cast.housing_officer), instrument)
    assert "已撤销，不再要求整改" in page
    assert "请按变更后的要求整改" not in page


def form_of(client: Any, instrument: Instrument) -> dict[str, str]:
    """The agency's form as the page gives it, filled in."""
    form = client.get(inbox_url(instrument)).context["form"]
    words = {name: "已改正。" for name in form.fields if name.startswith(("answer-", "measures-"))}
    return {"seen": form["seen"].value(), **words}


@pytest.mark.parametrize("stage", [builders.delivered, builders.handling])
def test_the_form_does_not_ask_for_a_revoked_problem_and_is_sent_as_it_stands(
    cast: Cast, sign_in: SignIn, stage: Callable[[Cast], Instrument]
) -> None:
    instrument, client = stage(cast), sign_in(cast.housing_officer)
    revoke(cast, instrument, 1)
    if instrument.state == "delivered":
        client.post(reverse("notices:acknowledge", args=[instrument.pk]))
    page = inbox_page(client, instrument)
    assert 'id="problem-2"' in page
    assert 'id="problem-1"' not in page
    saved = client.post(reverse("notices:save_answers", args=[instrument.pk]), form_of(client, instrument))
    assert saved.status_code == 204
    form = form_of(client, instrument)
    assert saved["X-Seen"] == form["seen"]
    sent = client.post(reverse("notices:send_answers", args=[instrument.pk]), form)
    assert sent.status_code == 302
    assert builders.fresh(instrument).state == "responded"


def test_the_bureau_is_not_asked_to_verify_a_revoked_problem(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.responded(cast)
    revoke(cast, instrument, 1)
    gone, left = builders.sent_answers(instrument)
    client = sign_in(cast.county_supervisor)
    page = bureau_page(client, instrument)
    verify = [reverse("notices:verify_item", args=[instrument.pk, answer.pk]) for answer in (gone, left)]
    assert [url in page for url in verify] == [False, True]
    client.post(verify[1], {"verdict": "accepted"})
    client.post(reverse("notices:instrument_act", args=[instrument.pk]), {"action": "close"})
    assert builders.fresh(instrument).state == "closed"


def test_everything_revoked_on_the_page_ends_instrument_and_matter_and_the_agency_still_reads_it(
    cast: Cast, sign_in: SignIn
) -> None:
    instrument, bureau, agency = builders.handling(cast), sign_in(cast.county_chief), sign_in(cast.housing_officer)
    for order in (1, 2):
        post_objection(agency, instrument, order)
        post_answer(bureau, Objection.objects.get(outcome=""), "revoked")
    assert (builders.fresh(instrument).state, Matter.objects.get().state) == ("revoked", "closed")
    assert instrument.number in agency.get(f"{reverse('notices:inbox')}?in=closed").content.decode()
    page = inbox_page(agency, instrument)
    assert "所列问题经异议处理全部撤销" in page
    assert RAISE not in page
    assert "报送整改情况" not in page
    assert agency.get(reverse("notices:instrument_file", args=[instrument.pk, "pdf"])).status_code == 200
    assert "已撤销" in bureau_page(bureau, instrument)


def test_closing_over_a_pending_objection_is_refused_with_the_article(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.responded(cast)
    object_to(cast, instrument)
    builders.verify_all(instrument, cast.county_supervisor)
    client = sign_in(cast.county_supervisor)
    assert "还有 1 项异议没有答复" in bureau_page(client, instrument)
    client.post(reverse("notices:instrument_act", args=[instrument.pk]), {"action": "close"})
    assert "《行政执法监督条例》第三十条" in bureau_page(client, instrument)
    assert builders.fresh(instrument).state == "responded"


@pytest.mark.parametrize("stage", [half_returned, builders.handling])
def test_the_page_offers_no_step_that_only_an_answer_takes(
    cast: Cast, sign_in: SignIn, stage: Callable[[Cast], Instrument]
) -> None:
    instrument = stage(cast)
    page = bureau_page(sign_in(cast.county_supervisor), instrument)
    for action in ("settle", "revoke"):
        assert f'name="action" value="{action}"' not in page
        assert f'id="shut-{action}"' not in page


def test_evidence_is_downloaded_by_both_sides_and_is_404_for_another_agency(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    kept = pending_with_evidence(cast, instrument).evidence.get()
    url = reverse("notices:objection_evidence", args=[kept.pk])
    assert url in inbox_page(sign_in(cast.housing_officer), instrument)
    for user in (cast.housing_officer, cast.county_supervisor, cast.county_chief):
        answer = sign_in(user).get(url)
        assert b"".join(answer) == builders.PDF_BYTES + b"\x01"
        assert answer["Content-Disposition"].startswith("attachment")
    for user in (cast.neighbour_officer, cast.market_officer, cast.neighbour_supervisor):
        assert sign_in(user).get(url).status_code == 404
    assert AuditEvent.objects.filter(verb="notices.objection_evidence_read", result="ok").count() == 3


def test_reading_evidence_is_no_step_of_the_instrument(cast: Cast, sign_in: SignIn) -> None:
    instrument, client = builders.handling(cast), sign_in(cast.county_supervisor)
    kept = pending_with_evidence(cast, instrument).evidence.get()
    client.get(reverse("notices:objection_evidence", args=[kept.pk]))
    page = bureau_page(client, instrument)
    assert "提出异议" in page
    assert "下载异议证据" not in page


def test_the_workbench_leads_the_issuers_people_to_what_they_have_to_answer(cast: Cast, sign_in: SignIn) -> None:
    first, second = builders.handling(cast), builders.handling(cast)
    asked = [object_to(cast, first, order) for order in (1, 2)]
    words = "单位对 1 件监督文书提出异议，尚未答复"
    for user in (cast.county_supervisor, cast.county_chief):
        page = sign_in(user).get("/").content.decode()
        assert words in page
        assert f'href="{first.get_absolute_url()}"' in page
    for user in (cast.city_supervisor, cast.neighbour_supervisor, cast.county_director, cast.housing_officer):
        assert "提出异议，尚未答复" not in sign_in(user).get("/").content.decode()
    other = object_to(cast, second)
    client = sign_in(cast.county_supervisor)
    page = client.get("/").content.decode()
    assert "单位对 2 件监督文书提出异议" in page
    assert f'href="{reverse("notices:instruments")}?objected=mine"' in page
    for one in (*asked, other):
        reply(one, MAINTAINED, cast.county_supervisor)
    assert "提出异议，尚未答复" not in client.get("/").content.decode()


def test_the_list_narrows_to_instruments_with_an_objection_to_answer(cast: Cast, sign_in: SignIn) -> None:
    waiting, answered, plain = (builders.handling(cast) for _ in range(3))
    for order in (1, 2):
        object_to(cast, waiting, order)
    reply(object_to(cast, answered), MAINTAINED, cast.county_supervisor)
    rows = sign_in(cast.county_supervisor).get(f"{reverse('notices:instruments')}?objected=on").context["rows"]
    assert list(rows) == [waiting]
    everything = sign_in(cast.county_supervisor).get(reverse("notices:instruments"))
    assert set(everything.context["rows"]) == {waiting, answered, plain}
    assert everything.content.decode().count(PENDING) >= 1


def test_nobody_reads_late_anywhere_while_an_objection_is_pending(cast: Cast, sign_in: SignIn, today_is: Clock) -> None:
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    today_is("2026-04-20")
    bureau, agency = sign_in(cast.county_supervisor), sign_in(cast.housing_officer)
    pages = {
        "agency": (agency, inbox_url(instrument)),
        "inbox": (agency, reverse("notices:inbox")),
        "agency's workbench": (agency, "/"),
        "bureau": (bureau, instrument.get_absolute_url()),
        "list": (bureau, reverse("notices:instruments")),
        "matter": (bureau, instrument.matter.get_absolute_url()),
        "workbench": (bureau, "/"),
        "overdue": (bureau, reverse("notices:overdue")),
        "only late": (bureau, f"{reverse('notices:instruments')}?late=on"),
    }

    def calling_late() -> list[str]:
        return [name for name, (client, url) in pages.items() if re.search(r"逾期 \d", client.get(url).content.decode())]

    assert calling_late() == list(pages)
    today_is("2026-04-01")
    asked = object_to(cast, instrument)
    today_is("2026-04-20")
    assert "暂不作逾期判断" in inbox_page(agency, instrument)
    assert calling_late() == []
    reply(asked, MAINTAINED, cast.county_supervisor)
    assert calling_late() == list(pages)


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("stage", [builders.handling, builders.responded])
def test_pages_cost_the_same_with_one_objection_and_with_five(
    cast: Cast, sign_in: SignIn, stage: Callable[..., Instrument], answered: bool
) -> None:
    found = [builders.make_finding(cast.county_housing) for _ in range(6)]
    instrument = stage(cast, matter=builders.open_matter(cast, findings=found))
    pages = [(sign_in(user), instrument.get_absolute_url()) for user in (cast.county_supervisor, cast.county_chief)]
    pages.append((sign_in(cast.housing_officer), inbox_url(instrument)))
    counts = []
    for orders in ((1,), (2, 3, 4, 5)):
        for order in orders:
            asked = pending_with_evidence(cast, builders.fresh(instrument), order)
            if answered:
                reply(asked, REVOKED, cast.county_chief)
        counts.append([statements(client, url) for client, url in pages])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= MOST


def test_the_trail_tells_of_both_with_the_number_of_the_problem(cast: Cast) -> None:
    instrument = builders.handling(cast)
    reply(object_to(cast, instrument, 2, files=[("a.pdf", builders.PDF_BYTES)]), REVOKED, cast.county_chief)
    raised, answered = (AuditEvent.objects.get(verb=f"notices.objection.{deed}") for deed in ("raised", "answered"))
    for event, who in ((raised, "朱法规"), (answered, "卫科长")):
        assert (event.target_id, event.actor_name, event.payload["item"]) == (str(instrument.pk), who, 2)
    assert (raised.payload["files"], answered.payload["outcome"], answered.payload["note"]) == (1, "revoked", WORDS)
