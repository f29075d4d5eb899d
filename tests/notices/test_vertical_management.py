"""垂直管理的机关：发现的问题及时告知其上一级主管部门（《行政执法监督条例》第四十二条第二款）；司法所只协助（第六条第二款）。"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from agencies.models import Agency
from notices.models import Instrument, Matter
from notices.services import drafting, issuing, matters
from supervision.web.errors import UserError
from supervision.workflow import NotAllowed
from tests.cast import Cast
from tests.notices import builders

SignIn = Callable[[Any], Any]
ARTICLE = "《行政执法监督条例》第四十二条第二款"


def matter_on_tobacco(cast: Cast) -> Matter:
    return builders.open_matter(cast, findings=[builders.make_finding(cast.tobacco)], actor=cast.city_supervisor)


def notification(cast: Cast) -> Instrument:
    return drafting.draft_instrument(matter=matter_on_tobacco(cast), kind="notification", actor=cast.city_supervisor)


def told(cast: Cast) -> Instrument:
    instrument = notification(cast)
    issuing.submit(instrument=instrument, actor=cast.city_supervisor)
    issuing.pass_check(instrument=builders.fresh(instrument), actor=cast.city_chief)
    issuing.sign(instrument=builders.fresh(instrument), actor=cast.city_director)
    builders.do_jobs()
    return builders.fresh(instrument)


@pytest.mark.parametrize("kind", ["press_letter", "opinion"])
def test_42_it_is_not_ordered(cast: Cast, kind: str) -> None:
    with pytest.raises(NotAllowed, match="告知其上一级主管部门") as refused:
        drafting.draft_instrument(matter=matter_on_tobacco(cast), kind=kind, actor=cast.city_supervisor)
    assert refused.value.article == ARTICLE


def test_42_nobody_elses_superior_is_told(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="应当直接向其制发监督文书") as refused:
        builders.draft(cast, kind="notification")
    assert refused.value.article == ARTICLE


def test_42_the_superior_department_is_the_recipient_and_the_agency_gets_a_copy(cast: Cast) -> None:
    instrument = told(cast)
    assert (instrument.state, instrument.recipient, instrument.due_on) == ("told", "湖南省烟草专卖局", None)
    assert instrument.number.startswith("长行执监告〔")
    assert instrument.pdf is not None
    with instrument.pdf.open() as file:
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages).replace("\n", "")
    assert "湖南省烟草专卖局：" in text
    assert "抄送：长沙市烟草专卖局" in text
    assert "第四十二条第二款" in text
    assert f"核验码：{instrument.verify_code}" in text
    page = Client().post(reverse("trail:genuine"), {"code": instrument.verify_code}).content.decode()
    assert instrument.number in page
    assert "行政执法监督问题告知函" in page
    for order in ("整改要求", "之日起", "逐项报送", "决定书"):
        assert order not in text


def test_42_what_was_told_owes_no_answer_and_ends_the_matter(cast: Cast) -> None:
    instrument = told(cast)
    assert not instrument.is_awaited
    assert not instrument.deadlines.exists()
    matter = Matter.objects.get(pk=instrument.matter_id)
    assert (matter.state, "告知湖南省烟草专卖局" in matter.result) == ("closed", True)


def test_42_the_agency_reads_its_copy_and_has_nothing_to_press(cast: Cast, sign_in: SignIn) -> None:
    officer = type(cast.market_officer).objects.create(username="tobacco-officer", display_name="罗法规", password="!")
    officer.posts.create(agency=cast.tobacco, role="legal_officer", title="法规科科长", starts_on="2020-01-01")
    instrument = told(cast)
    client = sign_in(officer)
    assert instrument.title in client.get(reverse("notices:inbox") + "?in=copies").content.decode()
    page = client.get(reverse("notices:inbox_instrument", args=[instrument.pk])).content.decode()
    assert "主送 <b>湖南省烟草专卖局</b>，抄送本单位" in page
    assert "请先签收" not in page
    assert sign_in(cast.market_officer).get(reverse("notices:inbox_instrument", args=[instrument.pk])).status_code == 404


def test_42_pages_of_the_bureau_speak_of_telling(cast: Cast, sign_in: SignIn) -> None:
    draft = notification(cast)
    client = sign_in(cast.city_supervisor)
    editor = client.get(reverse("notices:instrument_edit", args=[draft.pk])).content.decode()
    assert "致湖南省烟草专卖局，抄送长沙市烟草专卖局" in editor
    assert "不设反馈期限" in editor
    assert 'name="period_amount"' not in editor
    item = draft.items.get()
    form = {"title": "改过的标题", "opening": "开头", "closing": "", f"title-{item.pk}": "题", f"problem-{item.pk}": "事实"}
    form |= {f"basis-{item.pk}": "依据", "then": "submit"}
    client.post(reverse("notices:instrument_edit", args=[draft.pk]), form)
    assert (builders.fresh(draft).state, builders.fresh(draft).title) == ("checking", "改过的标题")
    for url in (reverse("notices:instruments"), draft.get_absolute_url(), draft.matter.get_absolute_url()):
        assert client.get(url).status_code == 200


def test_42_without_a_superior_on_record_it_is_said_before_anything_is_written(cast: Cast) -> None:
    matter = matter_on_tobacco(cast)
    Agency.objects.filter(pk=cast.tobacco.pk).update(superior_name="")
    with pytest.raises(UserError, match="没有登记上一级主管部门"):
        drafting.draft_instrument(matter=matter, kind="notification", actor=cast.city_supervisor)


def test_42_the_database_keeps_a_period_and_another_recipient_apart(cast: Cast) -> None:
    draft = builders.draft(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.filter(pk=draft.pk).update(recipient="某局")
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.filter(pk=draft.pk).update(period_amount=0)


def test_6_a_justice_office_assists_and_does_nothing_else(cast: Cast) -> None:
    squad = Agency.objects.create(
        code="DY-ZF", name="大瑶镇人民政府", short_name="大瑶镇政府", kind="enforcement", region=cast.township,
        region_code=cast.township.code, tier="township",
    )  # fmt: skip
    matter = builders.open_matter(cast, findings=[builders.make_finding(squad)])
    assistant = cast.township_assistant
    matters.add_note(matter=matter, text="到现场看过。", actor=assistant)
    held = {code for code in assistant.scope.permissions if ".view_" not in code}
    assert held == {"web.home", "cases.note_finding", "leads.register_lead", "notices.assist_matter"}
    for deed in (
        lambda: drafting.draft_instrument(matter=matter, kind="press_letter", actor=assistant),
        lambda: matters.drop_matter(matter=matter, reason="x", actor=assistant),
        lambda: builders.open_matter(cast, findings=[builders.make_finding(squad)], actor=assistant),
    ):
        with pytest.raises(PermissionDenied):
            deed()
