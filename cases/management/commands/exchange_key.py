"""打印本平台上报签名的公钥，交给省平台登记。"""

from __future__ import annotations

from typing import Any

from supervision.exchange.signing import signer
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """`exchange_key`: our public key as one line; the first call makes the key when there is none."""

    help = "打印本平台上报签名的公钥（一行），交给省平台登记。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(signer().key.text)
