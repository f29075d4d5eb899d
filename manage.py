#!/usr/bin/env python
"""管理命令入口：先备好数据库与 Redis（环境中没有给出时用嵌入的），再交给 Django。"""

import os
import sys

from supervision.embedded import EmbeddedError, ensure

AS_OWNER = {"migrate"}  # changes tables; everything else connects as the platform's own role, which owns none
NEEDS_NOTHING = {"help", "--help", "-h", "version", "--version"}


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.settings")
    if len(sys.argv) > 1 and sys.argv[1] not in NEEDS_NOTHING:
        try:
            ensure()
        except (EmbeddedError, OSError) as reason:
            sys.exit(f"没有启动：{reason}")
        if sys.argv[1] in AS_OWNER and os.environ.get("OWNER_DATABASE_URL"):
            os.environ["DATABASE_URL"] = os.environ["OWNER_DATABASE_URL"]
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
