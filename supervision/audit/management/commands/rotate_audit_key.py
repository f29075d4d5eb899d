"""更换留痕的签名密钥。"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from supervision.audit import notes, signing
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """`rotate_audit_key`: the key of today vouches for the next; old checkpoints stay verifiable."""

    help = "更换签名密钥：默认生成新的软件密钥；--endorse 为外部给出的公钥（签名验签服务器、环境变量）背书。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--endorse", metavar="VKEY", help="下一把公钥（名称+编号+base64）")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["endorse"]
            row = signing.endorse(notes.read_key(text), signing.signer()) if text else signing.rotate()
        except (signing.KeyRefused, notes.BadNote) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"密钥 {row.endorsed_by} 已为新密钥 {row.key_id} 背书：\n{row.text}")
