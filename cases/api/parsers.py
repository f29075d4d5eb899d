"""接口收到的 JSON：读到请求自己的上限为止。"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO, NoReturn

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser


class LargeJSONParser(BaseParser):
    """JSON as large as the view's `largest_body` lets in, which the edge has asked of the header. The library's own parser goes through Django's
    limit for forms (DATA_UPLOAD_MAX_MEMORY_SIZE), half of that."""

    media_type = "application/json"

    def parse(self, stream: BinaryIO, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:  # type: ignore[override]
        """The content. ParseError for what is no JSON in UTF-8."""
        try:
            return json.loads(stream.read().decode(), parse_constant=_no_number)
        except ValueError as error:
            raise ParseError(str(error)) from None


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")
