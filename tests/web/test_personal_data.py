"""个人信息：谁打开哪一页、下载哪一份文件，都只看到遮盖后的内容（J1 J3）；日志、Redis、临时文件里也没有。"""

from __future__ import annotations

import base64
import io
import json
import logging
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from cases.models import EnforcementCase, Finding, ImportBatch
from cases.selectors.masked import in_text
from cases.services.findings import confirm
from supervision.documents.models import StoredFile
from supervision.web.scrubbing import ScrubbingFormatter
from tests.cases.test_personal_data import load, person, row
from tests.notices import builders
from tests.web.reading import text_of

NAME = "牛桀骜"
HOME = "演示路9号"
CRAWLED = 120
"""Pages read for each person."""
STARTS = (
    "/",
    "/cases/",
    "/batches/",
    "/findings/",
    "/matters/",
    "/instruments/",
    "/inbox/",
    "/reports/",
    "/agencies/",
    "/officers/",
    "/leads/",
    "/appraisals/",
)


def secrets() -> list[str]:
    """What nobody may read without asking: numbers of both parties, the name, the home."""
    found = [text for number in (1, 2, 3) for text in person(number).values()]
    return [*found, *(text.lower() for text in found), NAME, HOME]


@pytest.fixture
def world(cast: Any) -> EnforcementCase:
    """A person's case with a problem that went all the way to an answered instrument, and a refused row about another."""
    rows = [
        row(
            1,
            当事人名称=NAME,
            公开日期="2026-02-20",
            违法事实=f"{NAME}（{person(1)['id']}）未按规定明码标价，电话{person(1)['phone']}。",
        ),
        row(2, 当事人名称=NAME, 决定日期="2026-02-30"),
        row(3, 当事人名称=NAME, 处罚种类=f"罚金 {person(3)['phone']}"),
    ]
    load(cast.county_housing, rows)
    case: EnforcementCase = EnforcementCase.objects.get()
    for finding in Finding.objects.filter(case=case):
        confirm(finding=finding, actor=cast.county_supervisor)
    builders.responded(cast, matter=builders.open_matter(cast, findings=list(Finding.objects.filter(case=case))))
    return case


def crawl(client: Client, starts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every page and file that is linked from anywhere, with the words in it."""
    waiting, seen = list(starts), set(starts)
    for _ in range(CRAWLED):
        if not waiting:
            return
        url = waiting.pop(0)
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = words(answer.headers.get("Content-Type", ""), body)
        yield url, text
        for link in re.findall(r'(?:href|hx-get|src)="([^"#]+)', text):
            link = link.replace("&amp;", "&")
            link = url.partition("?")[0] + link if link.startswith("?") else link
            if link.startswith("/") and not link.startswith("/static/") and link not in seen:
                seen.add(link)
                waiting.append(link)


def words(kind: str, body: bytes) -> str:
    """A page as it is; the cells of a workbook; the words of papers."""
    if "spreadsheetml" in kind:
        book = load_workbook(io.BytesIO(body))
        return "\n".join(str(cell.value) for sheet in book for line in sheet for cell in line if cell.value is not None)
    from tests.web.walking import Answer

    return text_of(Answer("o", 200, body, {"Content-Type": kind}, frozenset(), 0, ()))


EVERYBODY = (
    "city_supervisor", "city_chief", "city_legal", "city_director", "city_leader", "county_supervisor", "county_chief", "county_director",
    "county_leader", "neighbour_supervisor", "market_officer", "housing_officer", "neighbour_officer", "township_assistant",
    "social_supervisor", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip


@pytest.mark.parametrize("who", EVERYBODY)
def test_j3_nobody_reads_personal_data_in_any_page_or_file(cast: Any, sign_in: Any, world: EnforcementCase, who: str) -> None:
    batch = reverse("cases:batch", args=[ImportBatch.objects.get().pk])
    pages = dict(crawl(sign_in(getattr(cast, who)), (batch, *STARTS, world.get_absolute_url())))
    leaks = [
        f"{url}: {secret}"
        for url, text in pages.items()
        for secret in secrets()
        # What an agency sent and was refused goes back to it, to its own people alone.
        if secret in text and not (who == "housing_officer" and url.endswith("rejected.xlsx"))
    ]
    assert leaks == []
    if who == "county_supervisor":
        assert any(url.endswith("rejected.xlsx") for url in pages)
        assert "牛某某" in pages[world.get_absolute_url()]


def test_j3_the_refused_rows_go_back_whole_to_the_agency_and_masked_to_others(
    cast: Any, sign_in: Any, world: EnforcementCase
) -> None:
    url = reverse("cases:batch_rejected", args=[ImportBatch.objects.get().pk])
    own, others = (b"".join(sign_in(who).get(url).streaming_content) for who in (cast.housing_officer, cast.county_supervisor))
    kind = "spreadsheetml"
    assert person(2)["id"] in words(kind, own)
    assert NAME in words(kind, own)
    assert "含未脱敏的个人信息" in words(kind, own)
    assert "朱法规" in words(kind, own)
    assert not [secret for secret in secrets() if secret in words(kind, others)]
    assert "个人信息已遮盖" in words(kind, others)


def test_j3_errors_repeat_nothing_that_was_filled_in(cast: Any, sign_in: Any, world: EnforcementCase) -> None:
    client = sign_in(cast.county_supervisor)
    client.raise_request_exception = False
    number = person(1)["id"]
    for url in (f"/cases/{number}/", f"/nowhere/{number}/", "/findings/bulk/", f"/cases/{world.pk}/unmask/"):
        for answer in (client.get(url), client.post(url, {"reason": number, "ids": number, "purpose": number})):
            if url != f"/cases/{world.pk}/unmask/":
                assert number not in answer.content.decode(), (url, answer.status_code)


def test_j1_no_log_line_holds_a_number() -> None:
    line = ScrubbingFormatter("{message}", style="{")
    number, phone = person(1)["id"], person(1)["phone"]
    try:
        raise ValueError(f"Key (party)=({number}) already exists")
    except ValueError:
        import sys

        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "failed for %s, tel %s", (number.lower(), f"+86 {phone}"), sys.exc_info()
        )
    text = line.format(record)
    assert number not in text
    assert phone not in text
    assert "430102********" in text
    assert "already exists" in text


def test_j1_every_log_handler_scrubs_and_none_mails_what_a_form_held() -> None:
    logging_settings: Any = settings.LOGGING
    made = {name: one["()"] for name, one in logging_settings["formatters"].items()}
    assert all(made[handler["formatter"]].endswith("ScrubbingFormatter") for handler in logging_settings["handlers"].values())
    assert logging.getLogger("django").handlers == []
    root = logging.getLogger()
    ours = [one for one in root.handlers if type(one) is logging.StreamHandler]
    assert ours
    assert all(isinstance(one.formatter, ScrubbingFormatter) for one in ours)


def kept_in(store: redis.Redis) -> bytes:
    """Every key and value as they were put: a DUMP packs longer texts, and a number in them would not be found."""
    read: dict[str, Callable[[bytes], Any]] = {
        "string": store.get, "hash": store.hgetall, "list": lambda key: store.lrange(key, 0, -1), "set": store.smembers,
        "zset": lambda key: store.zrange(key, 0, -1), "stream": store.xrange,
    }  # fmt: skip
    return b"\n".join(key + repr(read[store.type(key).decode()](key)).encode() for key in store.keys("*"))


def unpacked(content: bytes) -> bytes:
    """With every text that stands in base64 read as well: a message of Celery carries its body so."""
    found = [text[: len(text) // 4 * 4] for text in re.findall(rb"[A-Za-z0-9+/]{16,}={0,2}", content)]
    return content + b"\n".join(base64.b64decode(text) for text in found)


def test_j1_redis_holds_no_number(cast: Any, world: EnforcementCase, sign_in: Any) -> None:
    sign_in(cast.county_supervisor).get(reverse("cases:cases"), {"q": person(1)["id"]}, follow=True)
    store = redis.Redis.from_url(settings.REDIS_URL)
    kept = unpacked(kept_in(store))
    assert store.keys("*")
    assert not [secret for secret in secrets() if secret.encode() in kept or repr(secret.encode())[2:-1].encode() in kept]


@pytest.mark.parametrize("secret", [person(1)["id"], person(1)["phone"], NAME])
def test_j1_a_number_in_redis_would_be_found(secret: str) -> None:
    store = redis.Redis.from_url(settings.REDIS_URL)
    body = base64.b64encode(json.dumps([[secret], {}], ensure_ascii=False).encode()).decode()
    message = json.dumps({"headers": {"task": "cases.tasks.report_upward", "again": ["report_upward"] * 9}, "body": body})
    try:
        store.lpush("test:a queue", message)
        assert secret.encode() in unpacked(kept_in(store))
        store.delete("test:a queue")
        store.hset("test:a queue", "shown", f"{'某人' * 30}{secret}")
        assert repr(secret.encode())[2:-1].encode() in unpacked(kept_in(store))
    finally:
        store.delete("test:a queue")


def test_j4_nothing_is_left_in_temporary_folders_after_five_hundred_operations(
    cast: Any, sign_in: Any, world: EnforcementCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    settings.MEDIA_ROOT = tmp_path / "files"
    client, url = sign_in(cast.market_officer), reverse("cases:batch_rejected", args=[_refused(cast).pk])
    for _ in range(480):
        answer = client.get(url)
        assert b"".join(answer.streaming_content)
    for number in range(20):
        load(cast.city_market, [row(number + 10)])
    assert list(folder.rglob("*")) == []
    names = {path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}
    assert names == set(StoredFile.objects.filter(sha256__in=names).values_list("sha256", flat=True))
    assert len(names) == 21


def _refused(cast: Any) -> ImportBatch:
    found: ImportBatch = load(cast.city_market, [row(2, 决定日期="2026-02-30")])
    return found


Masks = Callable[[str], str]


def test_names_and_numbers_in_free_text_are_masked_whatever_is_typed(cast: Any) -> None:
    case = builders.make_case(cast.county_housing, party_name=NAME, party_type="person")
    for text in (f"{NAME}电话{person(1)['phone']}", f"{NAME}，证号{person(1)['id']}"):
        assert not [secret for secret in secrets() if secret in in_text(case, text)]
