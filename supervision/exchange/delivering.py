"""送达：试一次，把结果写在包上。

Runs inside the outbox job's transaction: killed anywhere, the row is as before and the message goes out again, with the same number and
the same bytes; the receiver knows it again.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from datetime import timedelta

from django.utils import timezone

from supervision.documents.models import DamagedFile
from supervision.exchange.channel import Channel
from supervision.exchange.envelope import NotBelieved, Receipt, adapter, readable
from supervision.exchange.outgoing import Delivery, Outgoing, pause_after, retry_after
from supervision.exchange.signing import signer
from supervision.exchange.transport import Answer, NotAnswered, post

logger = logging.getLogger(__name__)

TRY_AGAIN = frozenset({408, 425, 429})
"""Client errors that time alone may heal; besides everything from 500 on."""


def deliver(message: Outgoing, *, channel: Channel) -> Receipt | None:
    """Send a locked message once and write down what came of it; its receipt when there is a valid one.

    The log tells number, status and problem, never a word of the content.
    """
    now = timezone.now()
    message.tries, message.turn = message.tries + 1, message.turn + 1
    message.last_try_at = now
    receipt: Receipt | None = None
    speaking = adapter()
    try:
        body = message.body.read()
        answer = post(channel, body, speaking.headers(message.head, body, channel, signer(), now))
        if answer.status == 200:
            receipt = speaking.receipt(answer, message.head, body, channel)
            _acknowledge(message, receipt)
        else:
            _not_taken(message, answer)
    except (NotAnswered, NotBelieved, DamagedFile) as problem:
        _fail(message, f"{problem}".rstrip("。") + "。")
    message.save()
    said = message.problem or message.get_state_display()
    logger.info("exchange: message %s (%s records), try %s: %s", message.message, message.records, message.tries, said)
    return receipt


def _acknowledge(message: Outgoing, receipt: Receipt) -> None:
    message.state, message.acknowledged_at = Delivery.ACKNOWLEDGED, timezone.now()
    message.failures, message.problem, message.next_try_at = 0, "", None
    message.receipt, message.receipt_signature = receipt.body.decode(), receipt.signature
    message.accepted = sum(result.accepted for result in receipt.results)
    message.refused = len(receipt.results) - message.accepted


def _not_taken(message: Outgoing, answer: Answer) -> None:
    status = answer.status
    if 300 <= status < 400:
        _fail(message, f"对方要我们转到别的地址（{status}），没有照办。")
    elif status in TRY_AGAIN or not 400 <= status < 500:
        asked = retry_after(answer.headers.get("retry-after", ""))
        _fail(message, f"对方暂时不能接收（{status}）。", asked)
    else:
        _fail(message, f"对方拒收（{status}）{_reason(answer)}。")
        message.state, message.next_try_at = Delivery.HELD, None


def _fail(message: Outgoing, problem: str, asked: timedelta | None = None) -> None:
    message.failures += 1
    message.problem = problem
    message.next_try_at = timezone.now() + pause_after(message.failures, asked)


def _reason(answer: Answer) -> str:
    with suppress(ValueError, KeyError, TypeError):
        return f"：{readable(json.loads(answer.body)['reason'])}".rstrip("。：")
    return ""
