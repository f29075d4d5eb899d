"""对上交换的传输：只去该去的地方，只信该信的回答（C9）。"""

from __future__ import annotations

import datetime
import ipaddress
import json
import ssl
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from supervision.exchange import transport
from supervision.exchange.channel import Channel, channel, fault_of
from supervision.exchange.envelope import Envelope, Head, NotBelieved, readable
from supervision.exchange.outgoing import LONGEST_ASKED, LONGEST_PAUSE, pause_after, retry_after
from supervision.exchange.signing import SoftwareSigner
from supervision.exchange.transport import Answer, NotAnswered, post
from tests.province import Province

RECORDS = [{"id": f"one-{number}", "version": 1, "data": {"名称": f"第{number}条"}} for number in (1, 2)]


@pytest.fixture
def province(settings: Any) -> Iterator[Province]:
    with Province().listening() as province:
        for name, value in province.settings().items():
            setattr(settings, name, value)
        yield province


def way() -> Channel:
    found = channel()
    assert found is not None
    return found


def message() -> tuple[Head, bytes]:
    head = Head(str(uuid.uuid4()), 1, "things", "things/1", timezone.now())
    return head, Envelope().content(head, way().sender, RECORDS)


def sent(head: Head, body: bytes, now: datetime.datetime | None = None) -> Answer:
    return post(way(), body, Envelope().headers(head, body, way(), SoftwareSigner(), now or timezone.now()))


# --- C9: the address


@pytest.mark.parametrize(
    "address",
    [
        "http://sheng.example.cn/x", "http://127.0.0.1:1/x", "http://localhost/x", "ftp://sheng.example.cn/x", "gopher://127.0.0.1/x",
        "file:///etc/passwd", "https://", "https:///x", "https://user:pass@sheng.example.cn/x", "https://user@sheng.example.cn/x",
        "https://sheng.example.cn/x?a=1", "https://sheng.example.cn/x#y", "https://sheng.example.cn:0/x", "https://sheng.example.cn:port/x",
        "https://sheng.example.cn\\@other.cn/", "https://sheng.example.cn/a b", "https://sheng.example.cn/\r\nX: 1", "https://[::1/x",
        "//sheng.example.cn/x", "sheng.example.cn", "https://省平台.cn/x", "HTTP://127.0.0.1/x", "javascript:alert(1)", "http://[::1]/x",
    ],
)  # fmt: skip
def test_c9_an_address_that_is_not_https_to_a_host_is_refused(address: str) -> None:
    assert fault_of(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1.sheng.cn/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.0.0.1@sheng.cn/",
        "http://localhost/",
        "http://0/",
    ],
)
def test_c9_plain_http_goes_to_this_very_machine_alone_even_when_allowed(address: str) -> None:
    assert fault_of(address, plain_loopback=True)
    assert not fault_of("http://127.0.0.1:8080/x", plain_loopback=True)


def test_c9_a_wrong_address_or_key_stops_the_start_in_words(settings: Any) -> None:
    settings.EXCHANGE_ADDRESS = "http://sheng.example.cn/x"
    with pytest.raises(ImproperlyConfigured, match="必须以 https:// 开头"):
        channel()
    settings.EXCHANGE_ADDRESS = "https://sheng.example.cn/x"
    with pytest.raises(ImproperlyConfigured, match="EXCHANGE_RECEIVER_KEYS"):
        channel()
    settings.EXCHANGE_RECEIVER_KEYS = ["province+00000000+AAAA"]
    with pytest.raises(ImproperlyConfigured, match="公钥与其编号不符"):
        channel()
    settings.EXCHANGE_ADDRESS = ""
    assert channel() is None


# --- C9: the way


def test_c9_a_redirect_is_not_followed(province: Province) -> None:
    province.faults.append("redirect")
    assert sent(*message()).status == 307
    assert len(province.requests) == 1


def test_c9_a_proxy_in_the_environment_is_not_asked(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert sent(*message()).status == 200


def test_an_answer_that_never_comes_is_given_up(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "SILENCE_SECONDS", 0.2)
    province.faults.append("silent")
    with pytest.raises(NotAnswered, match="超时"):
        sent(*message())


def test_an_answer_that_drips_is_given_up_as_a_whole(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "TOTAL_SECONDS", 0.3)
    province.faults.append("drip")
    with pytest.raises(NotAnswered):
        sent(*message())
    assert province.cut_by_the_sender.wait(20), "it was we who hung up"


def test_an_answer_too_large_is_given_up(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LARGEST_ANSWER", 100)
    with pytest.raises(NotAnswered, match="超过"):
        sent(*message())


def certificate(host: str) -> tuple[bytes, bytes]:
    """A certificate of one's own for a host, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, today = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)]), datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1)).not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(serialization.Encoding.PEM), secret


@pytest.mark.parametrize(
    ("host", "trusted", "answered"), [("127.0.0.1", True, True), ("127.0.0.1", False, False), ("sheng.example.cn", True, False)]
)
def test_tls_is_verified_with_the_hosts_name(tmp_path: Path, settings: Any, host: str, trusted: bool, answered: bool) -> None:
    shown, secret = certificate(host)
    (tmp_path / "cert.crt").write_bytes(shown)
    (tmp_path / "cert.secret").write_bytes(secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.crt", tmp_path / "cert.secret")
    with Province().listening(context=context) as province:
        for name, value in province.settings().items():
            setattr(settings, name, value)
        settings.EXCHANGE_PLAIN_LOOPBACK = False
        settings.EXCHANGE_CA_FILE = str(tmp_path / "cert.crt") if trusted else ""
        if answered:
            assert sent(*message()).status == 200
        else:
            with pytest.raises(NotAnswered, match="证书核验不过"):
                sent(*message())
            assert province.bodies == []


# --- the message


def test_the_same_message_twice_is_taken_once_and_answered_alike(province: Province) -> None:
    head, body = message()
    first, second = sent(head, body), sent(head, body)
    assert first.body == second.body
    assert province.order == [("one-1", 1), ("one-2", 1)]
    assert len(province.nonces) == 2


def test_the_same_number_with_other_content_is_refused(province: Province) -> None:
    head, body = message()
    sent(head, body)
    other = Envelope().content(head, way().sender, RECORDS[:1])
    assert sent(head, other).status == 409


def test_a_byte_changed_on_the_way_is_refused(province: Province) -> None:
    province.faults.append("changed")
    assert sent(*message()).status == 400
    assert province.records == {}


@pytest.mark.parametrize(
    "header", ["Exchange-Message", "Exchange-Sender", "Exchange-Time", "Exchange-Nonce", "Exchange-Signature"]
)
def test_a_changed_header_is_refused(province: Province, header: str) -> None:
    head, body = message()
    headers = Envelope().headers(head, body, way(), SoftwareSigner(), timezone.now())
    value = headers[header]
    headers[header] = (
        value[:-3] + ("AAA" if not value.endswith("AAA") else "BBB") if header != "Exchange-Time" else "2026-01-01T00:00:00.000Z"
    )
    assert 400 <= post(way(), body, headers).status < 500
    assert province.records == {}


def test_a_message_replayed_as_it_was_or_too_late_is_refused(province: Province) -> None:
    head, body = message()
    headers = Envelope().headers(head, body, way(), SoftwareSigner(), timezone.now())
    assert post(way(), body, headers).status == 200
    assert post(way(), body, headers).status == 400
    assert sent(*message(), now=timezone.now() - datetime.timedelta(minutes=6)).status == 400


# --- the receipt


def test_a_good_receipt_says_what_became_of_each_record(province: Province) -> None:
    province.refuses = lambda record: "案由编码不存在" if record["id"] == "one-2" else ""
    head, body = message()
    receipt = Envelope().receipt(sent(head, body), head, body, way())
    assert [(one.id, one.accepted, one.reason) for one in receipt.results] == [
        ("one-1", True, ""),
        ("one-2", False, "案由编码不存在"),
    ]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("wrong signature", "签名不成立"), ("no signature", "签名不成立"), ("unsigned", "签名不成立"), ("receipt changed on the way", "签名不成立"),
        ("receipt of another", "不是这一包"), ("other digest", "不是这一包"), ("one result too few", "没有逐条"), ("one result twice", "没有逐条"),
        ("no receipt", "读不懂"),
    ],
)  # fmt: skip
def test_a_receipt_that_is_not_right_in_every_part_is_not_believed(province: Province, fault: str, words: str) -> None:
    province.faults.append(fault)
    head, body = message()
    with pytest.raises(NotBelieved, match=words):
        Envelope().receipt(sent(head, body), head, body, way())


def test_a_receipt_of_an_earlier_message_does_not_pass_for_a_later_one(province: Province) -> None:
    first, second = message(), message()
    old = sent(*first)
    assert Envelope().receipt(old, *first, way())
    with pytest.raises(NotBelieved):
        Envelope().receipt(old, *second, way())


def test_a_receipt_signed_with_a_key_we_were_not_told_of_is_not_believed(province: Province) -> None:
    head, body = message()
    answer = sent(head, body)
    with pytest.raises(NotBelieved, match="签名"):
        Envelope().receipt(answer, head, body, replace(way(), keys=()))


def test_the_bytes_of_a_message_are_the_same_each_time_and_canonical(province: Province) -> None:
    head, body = message()
    assert Envelope().content(head, way().sender, [dict(reversed(one.items())) for one in RECORDS]) == body
    said = json.loads(body)
    assert body == json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


# --- patience


def test_pauses_grow_to_a_cap_and_heed_what_the_receiver_asks_within_reason() -> None:
    pauses = [pause_after(count) for count in range(1, 200)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert pause_after(1, retry_after("600")) == datetime.timedelta(minutes=10)
    assert pause_after(1, retry_after("9999999")) == LONGEST_ASKED
    assert [retry_after(text) for text in ("", "-1", "soon", "١٢", "12345678901", "Wed, 21 Oct 2026 07:28:00 GMT")] == [None] * 6


def test_a_strangers_sentence_is_made_readable() -> None:
    assert readable("案由\u202e编码\n\x00 不存在" + "长" * 999).startswith("案由 编码 不存在长")
    assert len(readable("长" * 999)) == 300
