"""一个人坐在浏览器前：登录、点、写，一边看有没有报错、横向滚动、读屏障碍。

A person at a real Chromium. Every page that is looked at is also looked at on a phone; whatever the console complains of (the content
security policy included) ends the test.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect

from agencies.models import User

PASSWORD = "Yan-shi-mi-ma-2026"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}
PATIENCE = 20_000
"""Milliseconds for what the worker does."""


class Seat:
    """One person's browser window on the platform at `site`."""

    def __init__(self, browser: Browser, site: str, *, phone: bool = False) -> None:
        self.browser, self.site, self.size = browser, site, PHONE if phone else DESK
        self.context: BrowserContext = browser.new_context(viewport=self.size, locale="zh-CN", timezone_id="Asia/Shanghai")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._answered)
        self.page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"
        )

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500 or (
            response.status >= 400 and response.request.resource_type not in {"document", "xhr", "fetch"}
        ):
            self.complaints.append(f"{response.url}: {response.status}")

    def sign_in(self, user: User, arriving_at: str = "工作台") -> Seat:
        """Through the sign-in page, with the password, to the page with that heading."""
        self.page.goto(self.site + "/sign-in/")
        self.page.get_by_label("用户名").fill(user.username)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(arriving_at)
        return self.look()

    def open(self, path: str) -> Seat:
        """Type an address."""
        self.page.goto(self.site + path)
        return self.look()

    def look(self) -> Seat:
        """The page as it stands has no sideways scrolling, on a phone neither."""
        self.page.wait_for_load_state("load")
        for size in (PHONE, self.size):
            self.page.set_viewport_size(size)
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                self.complaints.append(f"{self.path} scrolls sideways by {wide} px at {size['width']} px")
        return self

    @property
    def path(self) -> str:
        """The address without the host."""
        return urlsplit(self.page.url).path

    def press(self, name: str, *, sure: bool = False) -> Seat:
        """Click a button by its words; `sure`: say yes to the question that follows."""
        self.page.get_by_role("button", name=name).first.click()
        if sure:
            self.page.locator("#confirm-dialog [data-confirm-yes]").click()
        return self

    def reads(self, text: str) -> Seat:
        """Wait until the page says something."""
        expect(self.page.locator("body")).to_contain_text(text, timeout=PATIENCE)
        return self

    def until(self, text: str) -> Seat:
        """Load the page again until it says something: what the worker does comes a moment later."""
        for _ in range(PATIENCE // 500):
            if text in self.page.inner_text("main"):
                return self.look()
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"{self.path} never said {text}")

    def barriers(self, *paths: str) -> list[str]:
        """What axe-core finds grave (WCAG A and AA) on some pages, in a window of its own whose policy lets the checker in."""
        context = self.browser.new_context(
            viewport=self.size, locale="zh-CN", storage_state=self.context.storage_state(), bypass_csp=True
        )
        page, found = context.new_page(), []
        for path in paths:
            page.goto(self.site + path)
            page.add_script_tag(path=str(AXE))
            told: Any = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
            found += [
                f"{path} {one['id']}: {one['help']} · {one['nodes'][0]['html'][:160]}"
                for one in told["violations"]
                if one["impact"] in GRAVE
            ]
        context.close()
        return found
