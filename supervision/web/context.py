"""页面外框的内容。"""

from supervision.web.menu import frame

__all__ = ["frame"]
