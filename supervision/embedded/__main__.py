"""命令行：python -m supervision.embedded demo | run 命令… | keep 部件 目录（内部使用）。"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run one of the three commands; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m supervision.embedded")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="启动演示：数据库、Redis、后台任务、网站，直到 Ctrl-C")
    run = commands.add_parser("run", help="部件就绪时运行一条命令（给脚本用：多条命令共用一次启动）")
    run.add_argument("words", nargs=argparse.REMAINDER)
    keep = commands.add_parser("keep", help="看守一个部件（由程序自己调用）")
    keep.add_argument("part", choices=["postgres", "redis"])
    keep.add_argument("var", type=Path)
    keep.add_argument("--no-fsync", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.command == "keep":
        from .keeper import keep as keep_part

        return keep_part(chosen.part, chosen.var, fsync=not chosen.no_fsync)
    if chosen.command == "demo":
        from .demo import Demo

        return Demo(host=os.environ.get("HOST") or "127.0.0.1", port=os.environ.get("PORT") or "8000").run()
    from . import ensure

    ensure()
    return subprocess.run(chosen.words, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
