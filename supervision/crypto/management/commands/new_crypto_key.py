"""生成一把密钥：manage.py new_crypto_key sm4。"""

from __future__ import annotations

from typing import Any

from supervision.crypto.keys import LENGTHS, generate
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """Prints a fresh entry for CRYPTO_KEYS; nothing is stored."""

    help = "生成一把新密钥，追加到 CRYPTO_KEYS 末尾后运行 rotate_keys"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        """PURPOSE."""
        parser.add_argument("purpose", choices=list(LENGTHS))

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(generate(options["purpose"]))
