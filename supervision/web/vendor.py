"""外来的前端文件：只取用得着的几个，不把整个包搬进静态目录。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

VENDOR_FILES = {
    "vendor/tabler/css/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/echarts/echarts.min.js": "echarts/dist/echarts.min.js",
}
"""Static path → file below node_modules."""


class VendorFinder(BaseFinder):
    """Finds the files of `VENDOR_FILES` in node_modules."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a static path; empty list when it is not one of ours."""
        source = VENDOR_FILES.get(path)
        if source is None or not (settings.NODE_MODULES / source).is_file():
            return []
        found = str(settings.NODE_MODULES / source)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """All vendor files, for collectstatic."""
        for path, source in VENDOR_FILES.items():
            yield path, _OneFile(path, source)


class _OneFile(FileSystemStorage):
    """A storage that knows one file under its static path."""

    def __init__(self, static_path: str, source: str) -> None:
        super().__init__(location=settings.NODE_MODULES)
        self.static_path = static_path
        self.source = source
        self.prefix = ""

    def path(self, name: str) -> str:
        return super().path(self.source if name == self.static_path else name)
