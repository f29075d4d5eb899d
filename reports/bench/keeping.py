"""保管与上报：满期的案件归档，列上鉴定销毁清单；案件编成数据包送往（本进程里的）省平台。

Lists in each of their states, from a draft to one that was carried out; packages that were signed for, with few and many records sent back,
and one that was refused. The receiver is a stand-in that signs as the convention wants (`supervision/exchange/envelope.py`), so that the
platform's own checks of a receipt run; nothing leaves the machine.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from unittest import mock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test.utils import override_settings
from django.utils import timezone

from cases.choices import CaseKind, CountedFrom, KeptKind
from cases.models import DisposalItem, DisposalList, EnforcementCase, UpwardPackage
from cases.services import archiving, disposing, retention, upward
from reports.bench.figure import Missing
from reports.bench.loop import FEW, MANY, Bureau, bureaus
from reports.demo.moments import drain
from supervision.audit.leaf import canonical_json
from supervision.audit.notes import ED25519, Key
from supervision.exchange import delivering
from supervision.exchange.channel import Channel
from supervision.exchange.envelope import PROTOCOL
from supervision.exchange.transport import Answer
from supervision.web.views import ListPage

YEARS = 10
REASON = "演示：测量用。"
LONG_AGO = date(1990, 3, 2)
PACKAGED = 300
"""Records in a package, a third of it in the first: the smallest city, too, has enough for three packages."""

PERIODS = {
    KeptKind.PENALTY: CountedFrom.CLOSING,
    KeptKind.INSPECTION: CountedFrom.INSPECTED,
    KeptKind.IMPORT_FILE: CountedFrom.LAST_RECORD,
}
"""Kinds that are kept for so many years, and from which day: only what was made old is past them."""

AGED = {CaseKind.PENALTY: ("closed_on", "decision_date"), CaseKind.INSPECTION: ("inspected_on",)}


def go_round() -> None:
    """Disposal lists of both bureaus, and what the city's sent upward."""
    today = timezone.localdate()
    city, county = bureaus()
    for kind, day in PERIODS.items():
        given = {
            "years": YEARS, "archive_years": None if kind == KeptKind.IMPORT_FILE else YEARS - 1, "counted_from": day,
            "source": "演示：测量用的期限", "status": "found", "reason": REASON,
        }  # fmt: skip
        retention.change_period(kind=kind, effective_on=today, actor=city.chief, today=today, **given)
    for bureau in (city, county):
        _list(bureau, CaseKind.PENALTY, FEW, today, reaches="done")
        _list(bureau, CaseKind.INSPECTION, MANY, today, reaches="done")
        _list(bureau, CaseKind.PENALTY, FEW, today, reaches="withdrawn")
        _list(bureau, CaseKind.INSPECTION, FEW, today, reaches="draft")
        _list(bureau, CaseKind.PENALTY, FEW, today, reaches="second")
    _send_upward()


def _list(bureau: Bureau, kind: CaseKind, records: int, today: date, *, reaches: str) -> None:
    """A list of so many records that were made old for it, taken as far as it is to go."""
    _make_old(bureau, kind, records)
    archiving.archive_part(today=today, after_id=0)
    made = disposing.request_list(kind=kind, actor=bureau.supervisor, today=today)
    drain()
    if not DisposalItem.objects.filter(list=made).exists():
        raise Missing(f"{bureau.region} 的鉴定销毁清单上没有记录。")
    if reaches == "withdrawn":
        disposing.withdraw(disposal=_again(made), actor=bureau.supervisor, words=REASON)
    if reaches in {"second", "done"}:
        disposing.submit(disposal=_again(made), actor=bureau.supervisor)
        disposing.agree(disposal=_again(made), actor=bureau.chief, words=REASON, seen=1)
    if reaches == "second":
        item = DisposalItem.objects.filter(list=made).select_related("list").earliest("pk")
        disposing.strike(item=item, actor=bureau.legal, words=REASON)
    if reaches == "done":
        disposing.agree(disposal=_again(made), actor=bureau.legal, words=REASON, seen=1)
        drain()


def _make_old(bureau: Bureau, kind: CaseKind, records: int) -> None:
    """Records of the body's own level, without a finding, as if of long ago: the demo's are of the last two years."""
    held = (
        {"agency__region_code__startswith": bureau.region}
        if bureau.region != "430100"
        else {"agency__region_code": bureau.region}
    )
    rows = EnforcementCase.objects.filter(kind=kind, archived_on=None, dispute_status="none", findings=None, **held)
    chosen = list(rows.filter(review_files=None).order_by("pk").values_list("pk", flat=True)[:records])
    EnforcementCase.objects.filter(pk__in=chosen).update(**dict.fromkeys(AGED[kind], LONG_AGO))


def _again(made: DisposalList) -> DisposalList:
    return DisposalList.objects.select_related("agency").get(pk=made.pk)


@dataclass
class Province:
    """A receiver in this process. `refuses`: how many records of each package it sends back; one that it is to refuse as a whole is None."""

    refuses: list[int | None]
    _private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def key(self) -> Key:
        """By which its receipts are believed."""
        return Key("bench-province", ED25519, self._private.public_key().public_bytes_raw())

    def take(self, _channel: Channel, body: bytes, _headers: Mapping[str, str]) -> Answer:
        """A receipt, signed."""
        refused = self.refuses.pop(0)
        if refused is None:
            return Answer(422, {}, canonical_json({"reason": "演示：格式不符"}).encode())
        said = json.loads(body)
        results = [
            {"id": one["id"], "version": one["version"], "outcome": "accepted", "reason": ""}
            if place >= refused
            else {"id": one["id"], "version": one["version"], "outcome": "refused", "reason": "演示：案由编码不存在"}
            for place, one in enumerate(said["records"])
        ]
        receipt = canonical_json(
            {
                "protocol": PROTOCOL, "message": said["message"], "digest": sha256(body).hexdigest(),
                "received_at": timezone.now().isoformat(), "results": results,
            }
        ).encode()  # fmt: skip
        signed = self._private.sign(f"{PROTOCOL} receipt\n{sha256(receipt).hexdigest()}\n".encode())
        return Answer(200, {"exchange-signature": f"{self.key.id.hex()} {b64encode(signed).decode()}"}, receipt)


def _send_upward() -> None:
    """Two packages that are signed for, and one that is refused. Of the second so much is sent back that the list of it is full."""
    province = Province([FEW, ListPage.page_size + MANY, None])
    given = {
        "EXCHANGE_ADDRESS": "https://province.invalid/exchange", "EXCHANGE_RECEIVER_KEYS": [province.key.text],
        "EXCHANGE_SIGNING_KEY": b64encode(secrets.token_bytes(32)).decode(),
    }  # fmt: skip
    with override_settings(**given), mock.patch.object(delivering, "post", province.take):
        with mock.patch.object(upward, "MOST_RECORDS", PACKAGED // 3):
            upward.advance()
        with mock.patch.object(upward, "MOST_RECORDS", PACKAGED):  # the next are made when the first is signed for
            drain()
    if province.refuses:
        raise Missing(f"只编成 {UpwardPackage.objects.count()} 个上报数据包；请加大 --rows。")
