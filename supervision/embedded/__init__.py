"""嵌入部件：没有给出 DATABASE_URL / REDIS_URL 时，自带一套真的 PostgreSQL 18 和真的 Redis。

One call, `ensure()`, stands between a bare machine and Django: it fills DATABASE_URL, OWNER_DATABASE_URL, REDIS_URL,
SECRET_KEY, CRYPTO_KEYS and VAR_DIR in `os.environ`, starting (or joining) the servers where the environment names none. manage.py, the tests'
conftest and the `make demo` launcher call it; a deployment that sets both addresses never starts anything here.

How the pieces fit:

    places.py     where things lie: VAR_DIR, the private socket directory, what to do when root owns the checkout
    postgres.py   how PostgreSQL is made, started and known to be ready      } two parts, one shape (part.py)
    redis.py      how Redis is made, started and known to be ready           }
    keeper.py     one small process per part: starts it, restarts it if it dies, stops it when nobody uses it any more
    sharing.py    how users and keepers find each other: three locks, released by the kernel whatever happens
    demo.py       `make demo`: parts, migrations, data, web, worker, beat — until Ctrl-C

This package imports nothing of the platform and is imported only by entry points.
"""

from __future__ import annotations

import os
import resource
from pathlib import Path

from .part import read_state
from .places import crypto_keys, secret_key, var_directory
from .sharing import EmbeddedError, join, release

__all__ = ["EmbeddedError", "ensure", "release"]


def ensure(*, var_dir: Path | str | None = None, fsync: bool = True) -> None:
    """Make the database, Redis and the secret keys available through `os.environ`; cheap when they already are.

    `var_dir` is where data lies (default: the VAR_DIR variable, else `<checkout>/var`); `fsync=False` trades
    durability for speed and is for tests only: it holds only if this call is the one that starts PostgreSQL. The
    servers live at least as long as this process. Raises `EmbeddedError`, in words a person can act on, when a part
    cannot be started, or when the environment forbids embedded parts (EMBEDDED=off, as the container image does)
    and names no server.
    """
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    if missing and os.environ.get("EMBEDDED", "").strip().lower() in {"off", "0", "false", "no"}:
        raise EmbeddedError(f"EMBEDDED=off 时必须给出 {'、'.join(missing)}。")
    var = var_directory(var_dir)
    # A core dump would hold people's data in clear (GB/T 22239 剩余信息保护); every part started from here inherits this.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["VAR_DIR"] = str(var)
    if "DATABASE_URL" in missing:
        os.environ["DATABASE_URL"] = join("postgres", var, fsync=fsync)
        os.environ["OWNER_DATABASE_URL"] = read_state(var, "postgres")["owner_url"]
    if "REDIS_URL" in missing:
        os.environ["REDIS_URL"] = join("redis", var)
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secret_key(var)
    if not os.environ.get("CRYPTO_KEYS"):
        os.environ["CRYPTO_KEYS"] = crypto_keys(var)
