"""轮换密钥：manage.py rotate_keys。"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from supervision.audit.record import record
from supervision.crypto import Unreadable
from supervision.crypto.rotation import encrypted_fields, rotate_field
from supervision.crypto.service import in_use
from supervision.documents.models import DamagedFile, StoredFile
from supervision.documents.storage import reseal
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """Brings every sealed value and file under the newest key of CRYPTO_KEYS. Stopped, it goes on where it was; afterwards the old key
    may be taken out. The platform may stay in use meanwhile."""

    help = "用最新的密钥重新加密全部个人信息与文件（可中断、可重复）"

    def handle(self, *args: Any, **options: Any) -> None:
        counts: dict[str, int] = {}
        try:
            for field in encrypted_fields():
                counts[field.place] = 0
                while done := rotate_field(field):  # once more, for rows that others wrote meanwhile
                    counts[field.place] += done
                self.stdout.write(f"{field.place}：{counts[field.place]:,} 个值")
            counts["files"] = self._files()
        except (Unreadable, DamagedFile) as error:
            self._trace(counts, result="failed")
            raise CommandError(f"{error} 已完成的部分有效；排除原因后重新运行即可。") from error
        self._trace(counts, result="ok")
        self.stdout.write(f"完成：现用密钥 {in_use().newest('sm4')}。旧密钥可以从 CRYPTO_KEYS 中去掉；备份仍需旧密钥。")

    def _files(self) -> int:
        done = sum(reseal(file) for file in StoredFile.objects.order_by("pk").iterator(chunk_size=500))
        self.stdout.write(f"文件：{done:,} 个")
        return done

    @transaction.atomic
    def _trace(self, counts: dict[str, int], *, result: str) -> None:
        machine = in_use()
        payload = {"key": f"{machine.code}.{machine.newest('sm4')}", "values": counts}
        record("documents.keys_rotated", actor=None, payload=payload, result=result)
