"""列出演示账号：manage.py demo_accounts。"""

from __future__ import annotations

from typing import Any

from agencies.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from supervision.rowscope.command import SystemCommand


class Command(SystemCommand):
    """One line for each role: user name, post, what to try."""

    help = "列出演示账号"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"演示账号（密码都是 {DEMO_PASSWORD}）：")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<11} {account.role_label}：{account.does}")
        self.stdout.write("  其他单位的法制员：单位编码小写加 -fa，例如市城管执法局 430100-cg-fa，密码相同。")
