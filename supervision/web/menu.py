"""菜单: the left menu as data, and what the frame of every page shows.

The menu is the loop, in its order. Apps register their items from ``AppConfig.ready``; nothing here knows an app. An
item that a role cannot use, or whose page does not exist yet, is not there; a section without items disappears.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from supervision.web.addresses import existing_url

#: Any signed-in user may use the item.
SIGNED_IN = ""

#: The loop: (key, label), in the order in which the work goes round.
SECTIONS: tuple[tuple[str, str], ...] = (
    ("collect", "归集"),
    ("check", "检查"),
    ("triage", "研判"),
    ("supervise", "督办"),
    ("rectify", "整改"),
    ("report", "报告"),
    ("together", "协同"),
    ("serve", "服务"),
    ("base", "基础"),
)

#: Places in the frame that link to a page of an app: workbench, to-do, own account, search, scope, sign-out.
FRAME_SLOTS = ("home", "todo", "me", "search", "scope", "logout")


@dataclass(frozen=True)
class MenuItem:
    """One page in the menu. ``permission``: a codename "app.code", several (any one is enough), or ``SIGNED_IN``."""

    section: str
    label: str
    url_name: str
    permission: str | tuple[str, ...]
    order: int = 100
    icon: str = ""


@dataclass(frozen=True)
class Entry:
    """A menu item as one user sees it."""

    label: str
    url: str
    icon: str
    is_current: bool = False


@dataclass(frozen=True)
class Section:
    """A step of the loop with the entries a user may use."""

    key: str
    label: str
    entries: tuple[Entry, ...] = field(default=())

    @property
    def is_current(self) -> bool:
        return any(entry.is_current for entry in self.entries)


@dataclass(frozen=True)
class ScopeChip:
    """Whose records the page shows ("浏阳市"); with ``choices`` of (value, label) it can be narrowed."""

    label: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_items: dict[str, MenuItem] = {}
_providers: dict[str, Callable[[HttpRequest], Any]] = {}
_frame_links: dict[str, str] = {}


def register(*items: MenuItem) -> None:
    """Add items to the menu (from ``AppConfig.ready``). The same page registered twice replaces the earlier item."""
    known = {key for key, _ in SECTIONS}
    for item in items:
        if item.section not in known:
            raise ValueError(f"菜单没有“{item.section}”这一节；可用：{'、'.join(sorted(known))}")
        _items[item.url_name] = item


def provide(name: str, value_for: Callable[[HttpRequest], Any]) -> None:
    """Give the frame a value that only a higher app knows: ``scope`` → ScopeChip, ``todo_count`` → int, ``who`` → str.

    It is asked for once a page, only when the page draws the frame and somebody is signed in.
    """
    _providers[name] = value_for


def provided(name: str, request: HttpRequest) -> Any:
    """What a higher app provides for the frame of this request; None when nobody does."""
    return _providers[name](request) if name in _providers else None


def link(**url_names: str) -> None:
    """Say which page fills a place in the frame: ``link(home="…", search="…")``. An empty place is not drawn."""
    for slot, url_name in url_names.items():
        if slot not in FRAME_SLOTS:
            raise ValueError(f"页面框架没有“{slot}”这个位置；可用：{'、'.join(FRAME_SLOTS)}")
        _frame_links[slot] = url_name


def menu_for(user: Any, request: HttpRequest | None = None) -> list[Section]:
    """The sections and entries that ``user`` may use; the entry whose page holds ``request.path`` is marked current."""
    path = request.path if request else ""
    usable = [(item, url) for item in _ordered(_items.values()) if _permits(user, item) and (url := existing_url(item.url_name))]
    current = max((url for _, url in usable if _contains(url, path)), key=len, default=None)
    entries: dict[str, list[Entry]] = {}
    for item, url in usable:
        entries.setdefault(item.section, []).append(Entry(item.label, url, item.icon, url == current))
    return [Section(key, label, tuple(entries[key])) for key, label in SECTIONS if key in entries]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what ``base.html`` needs. Lazy, so a fragment or an API answer costs no statement."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)

    @cache
    def shown(name: str) -> Any:
        return provided(name, request) if signed_in else None

    @cache
    def menu() -> list[Section]:
        return menu_for(user, request) if signed_in else []

    return {
        "PLATFORM_NAME": settings.PLATFORM_NAME,
        "DEMO": settings.DEMO,
        "menu": menu,
        "scope": lambda: shown("scope"),
        "todo_count": lambda: shown("todo_count"),
        "who": lambda: shown("who"),
        "login_url": existing_url(settings.LOGIN_URL),
        **{f"{slot}_url": existing_url(_frame_links.get(slot, "")) for slot in FRAME_SLOTS},
    }


def _ordered(items: Iterable[MenuItem]) -> list[MenuItem]:
    return sorted(items, key=lambda item: (item.order, item.url_name))


def _permits(user: Any, item: MenuItem) -> bool:
    wanted = (item.permission,) if isinstance(item.permission, str) else item.permission
    return any(permission == SIGNED_IN or user.has_perm(permission) for permission in wanted)


def _contains(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url if url.endswith("/") else url + "/"))
