"""日志脱敏：写进日志的每一行，身份证号和手机号都先遮住。"""

from __future__ import annotations

import logging

from supervision.web.masking import mask_numbers


class ScrubbingFormatter(logging.Formatter):
    """The last word on a line: message, arguments and traceback are masked together, wherever a number came from."""

    def format(self, record: logging.LogRecord) -> str:
        return mask_numbers(super().format(record))
