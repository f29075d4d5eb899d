"""流程错误。"""

from __future__ import annotations


class NotAllowed(Exception):
    """The law or the state forbids this step. `article` names the provision, when there is one."""

    def __init__(self, message: str, article: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.article = article


class Conflict(Exception):
    """Somebody else moved the object first: nothing was changed by this call."""

    def __init__(self, message: str = "此件刚刚被他人处理，页面内容已过时。请刷新后再看。") -> None:
        super().__init__(message)
        self.message = message
