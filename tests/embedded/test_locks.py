"""锁定文件：每个包都有哈希，没有任何下载地址，没有本机路径。"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def entries(name: str) -> dict[str, list[str]]:
    """Each pinned package with its hashes."""
    found: dict[str, list[str]] = {}
    package = ""
    for line in (CHECKOUT / name).read_text().splitlines():
        if pinned := re.match(r"([A-Za-z0-9._-]+)==\S+", line):
            package = pinned[1].lower()
            found[package] = []
        elif hashed := re.match(r"\s+--hash=sha256:([0-9a-f]{64})", line):
            found[package].append(hashed[1])
        else:
            assert re.match(r"\s*#", line), f"{name}: neither a pin, a hash nor a comment: {line}"
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_python_package_is_pinned_with_its_hashes(name: str) -> None:
    without = [package for package, hashes in entries(name).items() if not hashes]
    assert entries(name)
    assert without == []


@pytest.mark.parametrize("name", [*LOCKS, "requirements.in", "requirements-dev.in", "package-lock.json", ".npmrc"])
def test_no_lock_file_names_a_registry_or_a_place_on_somebodys_machine(name: str) -> None:
    text = (CHECKOUT / name).read_text()
    for word in (
        "index-url",
        "find-links",
        "trusted-host",
        "registry.",
        "file:",
        "pypi.",
        '"resolved"',
        "/opt/",
        "/home/",
        "/root/",
    ):
        assert word not in text, f"{name} names {word}"


@pytest.mark.parametrize("name", LOCKS)
def test_the_package_that_only_shares_our_name_is_never_installed(name: str) -> None:
    assert "supervision" not in entries(name)


@pytest.mark.parametrize(("wishes", "lock"), [("requirements.in", LOCKS[0]), ("requirements-dev.in", LOCKS[1])])
def test_everything_asked_for_is_locked(wishes: str, lock: str) -> None:
    asked = re.findall(r"^([A-Za-z0-9._-]+)", (CHECKOUT / wishes).read_text(), flags=re.MULTILINE)
    locked = {re.sub(r"[._]", "-", package) for package in entries(lock)}
    assert asked
    assert {re.sub(r"[._]", "-", package.lower()) for package in asked if package != "-c"} <= locked


def test_both_python_lock_files_agree_on_shared_versions() -> None:
    def versions(name: str) -> dict[str, str]:
        return dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (CHECKOUT / name).read_text(), flags=re.MULTILINE))

    runtime, tools = versions(LOCKS[0]), versions(LOCKS[1])
    assert {name: tools[name] for name in runtime.keys() & tools.keys()} == {
        name: runtime[name] for name in runtime.keys() & tools.keys()
    }


def test_every_front_end_package_is_pinned_with_its_hash_and_matches_the_wishes() -> None:
    lock = json.loads((CHECKOUT / "package-lock.json").read_text())
    wishes = json.loads((CHECKOUT / "package.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert lock["packages"][""].get("dependencies") == wishes.get("dependencies")
    assert lock["packages"][""].get("devDependencies") == wishes.get("devDependencies")
