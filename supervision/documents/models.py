"""公文的表：按内容散列存放的文件，与连续的发文序号。"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.crypto import Unreadable
from supervision.crypto.files import PIECE, open_file


class DamagedFile(RuntimeError):
    """A stored file is gone or no longer matches its hash; the message is fit for a person to read."""


class StoredFile(models.Model):
    """A file kept under the hash of its content, sealed on the disk: the same content is one row and one file. Served only through views
    that check access; read only through `open`, `in_memory` and `read`, never from `path`. `destroyed_at`: its period of keeping has passed,
    the bytes are gone (`storage.destroy`), the row tells what they were."""

    sha256 = models.CharField("摘要", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=120)
    created_at = models.DateTimeField("存入时间", auto_now_add=True)
    destroyed_at = models.DateTimeField("销毁时间", null=True)

    class Meta:
        verbose_name = "文件"
        verbose_name_plural = "文件"

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def path(self) -> Path:
        """Where the sealed bytes lie: MEDIA_ROOT/ab/abcdef…"""
        return Path(settings.MEDIA_ROOT) / self.sha256[:2] / self.sha256

    def open(self) -> BinaryIO:
        """The content as an open file, to be read from any place; each piece is checked when it is read. Raises DamagedFile when the file
        is gone or its key is missing, ValueError on reading a piece that was changed."""
        if self.destroyed_at is not None:
            raise DamagedFile(f"文件 {self} 保管期满，已经销毁。")
        try:
            return open_file(self.path, name=self.sha256)
        except FileNotFoundError as error:
            raise DamagedFile(f"文件 {self} 不在存放处，请从备份恢复。") from error
        except Unreadable as error:
            raise DamagedFile(f"文件 {self} 打不开：{error}") from error

    def in_memory(self) -> BinaryIO:
        """The content in a file that exists in memory only, for readers that need a real one; checked against the hash."""
        file = os.fdopen(os.memfd_create(self.sha256[:12]), "w+b")
        digest = sha256()
        try:
            with self.open() as source:
                while piece := source.read(PIECE):
                    digest.update(piece)
                    file.write(piece)
        except ValueError as error:
            raise self._damaged() from error
        if digest.hexdigest() != self.sha256:
            raise self._damaged()
        file.seek(0)
        return file

    def read(self) -> bytes:
        """All the content, checked against the hash. Raises DamagedFile when a single bit differs."""
        with self.open() as file:
            try:
                content = file.read()
            except ValueError as error:
                raise self._damaged() from error
        if sha256(content).hexdigest() != self.sha256:
            raise self._damaged()
        return content

    def _damaged(self) -> DamagedFile:
        return DamagedFile(f"文件 {self} 的内容与摘要不符，已被改动或损坏，请从备份恢复。")


class NumberSeries(models.Model):
    """The last number taken per issuer, series and year: gap-free, because it is counted in the transaction of the
    issue."""

    issuer = models.CharField("发文机关", max_length=40)
    series = models.CharField("种类", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = "发文序号"
        verbose_name_plural = "发文序号"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "series", "year"], name="number_series_once"),
            models.CheckConstraint(condition=Q(last__gte=0), name="number_series_not_negative"),
        ]


class IssuedPaper(models.Model):
    """The public register of papers that were sent out: what anyone with the code may learn, and the files to compare with."""

    code = models.CharField("核验码", max_length=14, unique=True)
    kind = models.CharField("文种", max_length=40)
    number = models.CharField("发文字号", max_length=60)
    issuer = models.CharField("发文机关", max_length=100)
    issued_on = models.DateField("成文日期")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, verbose_name="PDF", related_name="+")
    docx = models.ForeignKey(StoredFile, models.PROTECT, verbose_name="DOCX", related_name="+")

    class Meta:
        verbose_name = "已发公文"
        verbose_name_plural = "已发公文"

    def __str__(self) -> str:
        return self.number
