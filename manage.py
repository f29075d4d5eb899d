#!/usr/bin/env python
"""管理命令入口：先备好数据库与 Redis（环境中没有给出时用嵌入的），再交给 Django。"""

import os
import sys

from supervision.embedded import EmbeddedError, ensure

AS_OWNER = {"migrate"}  # changes tables, which nobody else may
AS_WEB = {
    "bench",
    "check",
    "makemigrations",
    "runserver",
    "shell",
}  # serve, or measure, people's pages; all else is the platform's own work
NEEDS_NOTHING = {"help", "--help", "-h", "version", "--version"}


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.settings")
    if len(sys.argv) > 1 and sys.argv[1] not in NEEDS_NOTHING:
        try:
            ensure()
        except (EmbeddedError, OSError) as reason:
            sys.exit(f"没有启动：{reason}")
        if sys.argv[1] not in AS_WEB:
            address = "OWNER_DATABASE_URL" if sys.argv[1] in AS_OWNER else "WORKER_DATABASE_URL"
            os.environ["DATABASE_URL"] = os.environ.get(address) or os.environ["DATABASE_URL"]
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
