"""单位收件：一位法制人员不打电话就能办完一件。"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notices.choices import Verdict
from notices.models import ResponseAttachment
from notices.services import verification
from supervision.workdays import Period, Unit
from tests.cast import Cast
from tests.notices import builders

SignIn = Callable[[Any], Any]


def filled(instrument: Any, **changes: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for row in builders.open_answers(instrument):
        values |= {f"answer-{row.pk}": "已查明原因。", f"measures-{row.pk}": "已作出决定。", f"rectified_on-{row.pk}": ""}
    return values | changes


def test_a_legal_officer_signs_writes_attaches_and_sends(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.housing_officer)
    page = client.get(reverse("notices:inbox")).content.decode()
    assert instrument.number in page
    own = reverse("notices:inbox_instrument", args=[instrument.pk])
    assert "请先签收" in client.get(own).content.decode()
    client.post(reverse("notices:acknowledge", args=[instrument.pk]))
    answer = builders.open_answers(instrument)[0]
    fragment = client.post(
        reverse("notices:attach_evidence", args=[instrument.pk, answer.pk]),
        {"file": SimpleUploadedFile("送达回证.pdf", builders.PDF_BYTES)},
    )
    assert "送达回证.pdf" in fragment.content.decode()
    assert client.post(reverse("notices:save_answers", args=[instrument.pk]), filled(instrument)).status_code == 204
    assert "已查明原因。" in client.get(own).content.decode()
    sent = client.post(reverse("notices:send_answers", args=[instrument.pk]), filled(instrument))
    assert sent.url == own
    after = client.get(own).content.decode()
    assert "已报送，等待监督机构核验" in after
    assert builders.fresh(instrument).state == "responded"


def test_what_is_missing_is_listed_and_what_was_typed_is_kept(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    second = builders.open_answers(instrument)[1]
    page = sign_in(cast.housing_officer).post(
        reverse("notices:send_answers", args=[instrument.pk]), filled(instrument, **{f"measures-{second.pk}": ""})
    )
    assert page.status_code == 422
    assert "第2项缺整改措施" in page.content.decode()
    assert builders.open_answers(instrument)[0].answer == "已查明原因。"


def test_a_refused_file_is_explained_where_it_was_chosen(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.handling(cast)
    answer = builders.open_answers(instrument)[0]
    fragment = sign_in(cast.housing_officer).post(
        reverse("notices:attach_evidence", args=[instrument.pk, answer.pk]), {"file": SimpleUploadedFile("a.exe", b"MZ")}
    )
    assert fragment.status_code == 422
    assert "不接受这种文件" in fragment.content.decode()
    assert not ResponseAttachment.objects.exists()


def test_extension_and_its_last_day_are_visible(cast: Cast, sign_in: SignIn, today_is: Callable[[str], date]) -> None:
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    client = sign_in(cast.housing_officer)
    own = reverse("notices:inbox_instrument", args=[instrument.pk])
    page = client.get(own).content.decode()
    assert "4月1日(周三)" in page
    assert "最多延长 <b>15</b>" in page
    assert "《行政执法监督条例》第三十条" in page
    client.post(reverse("notices:ask_extension", args=[instrument.pk]), {"amount": 10, "reason": "委托鉴定。"})
    assert "延期申请等待决定" in client.get(own).content.decode()


def test_a_returned_problem_shows_the_earlier_answer_and_the_reason(cast: Cast, sign_in: SignIn) -> None:
    instrument = builders.responded(cast)
    builders.verify_all(instrument, cast.county_supervisor, Verdict.RETURNED, "没有附送达回证。")
    verification.send_back(instrument=builders.fresh(instrument), period=Period(10, Unit.DAY), actor=cast.county_supervisor)
    page = sign_in(cast.housing_officer).get(reverse("notices:inbox_instrument", args=[instrument.pk])).content.decode()
    assert "没有附送达回证。" in page
    assert "已查明原因。" in page
    assert "第 1 轮的答复与退回理由" in page


def test_an_overdue_instrument_says_what_may_follow(cast: Cast, sign_in: SignIn, today_is: Callable[[str], date]) -> None:
    today_is("2026-03-02")
    instrument = builders.handling(cast)
    today_is("2026-04-13")
    page = sign_in(cast.housing_officer).get(reverse("notices:inbox_instrument", args=[instrument.pk])).content.decode()
    assert "已逾期" in page
    assert "第二十九条" in page


def test_the_inbox_is_in_the_order_of_due_dates(cast: Cast, sign_in: SignIn, today_is: Callable[[str], date]) -> None:
    today_is("2026-03-10")
    later = builders.delivered(cast)
    today_is("2026-03-02")
    sooner = builders.delivered(cast)
    today_is("2026-03-11")
    page = sign_in(cast.housing_officer).get(reverse("notices:inbox")).content.decode()
    assert page.index(sooner.number) < page.index(later.number)
