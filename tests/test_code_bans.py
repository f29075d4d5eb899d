"""禁令：有些写法一处也不许有，读语法树查出来；仓库里没有密钥；每个正则在病态输入下都做得完。

A6, I7, I8, H8, I1. What ruff's rules already forbid (`S`, `BLE`: eval, shell, weak hashes, `except: pass`) is not repeated here.
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
ROOMS = ("supervision", "agencies", "cases", "leads", "appraisals", "notices", "reports")
SOURCES = [path for room in ROOMS for path in sorted((CHECKOUT / room).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = [path for folder in ("templates", *ROOMS) for path in sorted((CHECKOUT / folder).rglob("*.html"))]


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(CHECKOUT)}:{getattr(node, 'lineno', 0)}"


def names_in(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} | {
        part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)
    }


def asks_a_request(node: ast.AST) -> bool:
    """Whether an expression reads what somebody sent."""
    return any(
        isinstance(part, ast.Attribute)
        and part.attr in {"GET", "POST", "FILES", "data", "query_params", "META", "headers"}
        and "request" in names_in(part.value)
        for part in ast.walk(node)
    )


def offences(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Every forbidden way of writing in one file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            spread = [keyword.value for keyword in node.keywords if keyword.arg is None]
            if any(asks_a_request(value) for value in spread):
                yield node, f"{called}(**what somebody sent)"
            if called in {"mark_safe", "csrf_exempt", "extra", "xframe_options_exempt", "eval", "exec"}:
                yield node, called
            if called in {"SafeString", "RawSQL"} and not isinstance(node.args[0], ast.Constant):
                yield node, called
            if called in {"execute", "executemany", "raw", "copy_expert"} and node.args and asks_a_request(node.args[0]):
                yield node, "SQL made of what somebody sent"
        if isinstance(node, ast.Name | ast.Attribute) and getattr(node, "id", getattr(node, "attr", "")) == "csrf_exempt":
            yield node, "csrf_exempt"
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            if {module.split(".")[0] for module in modules} & {"pickle", "marshal", "shelve"}:
                yield node, "an object store that runs code"
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            for line in node.body:
                if isinstance(line, ast.Assign) and any(getattr(target, "id", "") == "exclude" for target in line.targets):
                    yield line, "exclude in a form: what is new is let in"
                if isinstance(line, ast.Assign) and getattr(line.value, "value", None) == "__all__":
                    yield line, 'fields = "__all__"'


def test_A6_I4_no_forbidden_way_of_writing() -> None:
    found = [f"{where(path, node)} {what}" for path in SOURCES for node, what in offences(ast.parse(path.read_text()))]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "rows.filter(**request.GET)", "Model(**request.POST.dict())", "rows.filter(**{k: v for k, v in self.request.GET.items()})",
        "make(**request.data)", "mark_safe(text)", "SafeString(text)", "csrf_exempt(view)", "@csrf_exempt\ndef view(r): pass",
        "cursor.execute(f\"SELECT {request.GET['a']}\")", "rows.extra(where=['x'])", "RawSQL(text)", "import pickle", "from marshal import loads",
        "class F:\n class Meta:\n  fields = '__all__'", "class F:\n class Meta:\n  exclude = ['a']",
    ],
)  # fmt: skip
def test_each_ban_would_be_noticed(code: str) -> None:
    assert list(offences(ast.parse(code)))


def test_I4_no_template_lets_text_through_as_markup() -> None:
    unsafe = re.compile(
        r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off|<script(?![^>]*(\bsrc=|type=\"application/json\"))|\son\w+\s*=\s*[\"']|\sstyle\s*=\s*[\"']|javascript:",
        re.IGNORECASE,
    )
    found = [
        f"{path.relative_to(CHECKOUT)}: {match.group()}" for path in TEMPLATES for match in unsafe.finditer(path.read_text())
    ]
    assert len(TEMPLATES) > 50
    assert found == []


# --- I8: a view reads through the scope

SCOPED_DOOR = {"visible_to"}
UNSCOPED = {
    "all",
    "filter",
    "get",
    "exclude",
    "values",
    "values_list",
    "raw",
    "in_bulk",
    "first",
    "last",
    "aggregate",
    "annotate",
    "iterator",
    "create",
    "update",
    "delete",
    "bulk_create",
    "get_or_create",
}


def scoped_models() -> set[str]:
    """The names of models whose rows belong to somebody."""
    from django.apps import apps

    return {model.__name__ for model in apps.get_models() if hasattr(model._default_manager, "visible_to")}


def test_I8_no_view_reads_a_scoped_model_past_its_scope() -> None:
    scoped, found = scoped_models(), []
    assert len(scoped) >= 5
    for path in SOURCES:
        if "views" in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Attribute)
                    and node.attr in {"objects", "_default_manager", "_base_manager", "everything"}
                    and isinstance(node.value, ast.Name)
                    and node.value.id in scoped
                ):
                    found.append((path, node))
    allowed = {
        "agencies/views/registers.py": 1,  # a condition inside a list that is scoped itself
        "cases/views/contests.py": 1,  # the contest that was admitted a moment ago, with its files
        "cases/views/laws.py": 3,  # the law library is open to everybody who sees rules
        "notices/views/editor.py": 1,  # the draft that was admitted a moment ago, read again after a conflict
        "notices/views/instruments.py": 1,  # the instrument that was admitted a moment ago, read again after the deed
    }
    past = []
    for path, node in found:
        text = path.read_text().splitlines()[node.lineno - 1]
        after = text.encode()[node.end_col_offset :].decode()
        if not after.startswith(".visible_to(") and not after.startswith(".none()"):
            past.append(str(path.relative_to(CHECKOUT)))
    assert {name: past.count(name) for name in set(past)} == allowed


# --- I7: no secret, no address of a registry, in anything that git keeps

SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "a cloud key": re.compile(r"\b(?:AKIA|ASIA|LTAI)[0-9A-Za-z]{12,}\b"),
    "a token": re.compile(r"\b(?:ghp|gho|ghs|github_pat|glpat|xox[bap]|sk-[a-z]*|npm|pypi)[_-][0-9A-Za-z_-]{20,}\b"),
    "a signed token": re.compile(r"\beyJ[0-9A-Za-z_-]{15,}\.eyJ[0-9A-Za-z_-]{15,}\."),
    "a password in an address": re.compile(
        r"\b(?!postgresql://user:password@)[a-z][a-z0-9+.-]*://[^\s/:@\"'{}$<>]+:(?!\$)[^\s/@\"'{}$<>]{6,}@"
    ),
    "a secret given a value": re.compile(
        r"(?i)\b(?:secret_key|api_?key|access_?key|auth_?token|client_secret|private_key)\b\s*[=:]\s*[\"'][0-9A-Za-z+/_=-]{16,}[\"']"
    ),
    "the address of a registry": re.compile(
        r"https?://[^\s\"']*(?:pypi\.org|pythonhosted|registry\.npmjs|npmmirror|tuna\.tsinghua|aliyun|artifactory|nexus)[^\s\"']*",
        re.IGNORECASE,
    ),
}
KNOWN = {
    "tests/test_code_bans.py",  # these very patterns
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, check=False).stdout.decode().split("\0")
    if len(listed) < 2:  # an unpacked copy without its history: everything that is not made here
        made = {".venv", "node_modules", "var", ".git"}
        listed = [
            str(path.relative_to(CHECKOUT)) for path in CHECKOUT.rglob("*") if not made & set(path.relative_to(CHECKOUT).parts)
        ]
    return [CHECKOUT / name for name in listed if name and (CHECKOUT / name).is_file() and not (CHECKOUT / name).is_symlink()]


def test_I7_git_keeps_no_secret_and_no_registry_address() -> None:
    found = []
    for path in tracked():
        name = str(path.relative_to(CHECKOUT))
        if name in KNOWN or path.suffix in {".png", ".jpg", ".woff2", ".svg"}:
            continue
        text = path.read_text(errors="replace")
        found += [
            f"{name}: {what}: {match.group()[:40]}" for what, pattern in SECRETS.items() for match in pattern.finditer(text)
        ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN " + "RSA PRIVATE KEY-----", "AKIA" + "ABCDEFGHIJKLMNOP", "ghp_" + "a" * 36, "postgresql://me:" + "hunter22@db/x",
        'SECRET_KEY = "' + "a1" * 20 + '"', "https://" + "pypi.org/simple", "eyJ" + "a" * 20 + ".eyJ" + "b" * 20 + ".",
    ],
)  # fmt: skip
def test_I7_each_kind_of_secret_would_be_noticed(text: str) -> None:
    assert any(pattern.search(text) for pattern in SECRETS.values())


def test_I7_no_file_that_holds_secrets_is_kept() -> None:
    names = [str(path.relative_to(CHECKOUT)) for path in tracked()]
    assert [
        name
        for name in names
        if re.search(r"(^|/)(\.env|.*\.pem|.*\.key|.*\.p12|id_rsa.*|\.pgpass|\.netrc|.*\.sqlite3?|.*\.dump)$", name)
    ] == []


# --- I1: what is installed is what was locked


def test_I1_every_locked_package_carries_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (CHECKOUT / name).read_text()
        packages = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^\s*#.*\n?", "", text).strip())
        assert len(packages) > 10
        assert [package.split()[0] for package in packages if "==" in package and "--hash=sha256:" not in package] == []
        assert not re.search(r"--(index-url|extra-index-url|find-links|trusted-host)|https?://", text)
    packages = json.loads((CHECKOUT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if name and not package.get("integrity", "").startswith("sha512-")] == []


# --- H8: no regex that an input makes run for ever

CPU_SECONDS = 30
SEEDS = (
    "a",
    "1",
    " ",
    "-",
    "/",
    "#",
    "(",
    "<",
    "=",
    ":",
    "市",
    "镇街道",
    "第一百",
    "行政",
    "1-",
    "a.",
    "\n",
    "</",
    '="',
    "D2",
    "<c ",
    "<c r=",
    "【待填：",
    "\t",
    "年1月",
    "＝",
    "０",
)


def patterns() -> list[tuple[str | bytes, bool]]:
    """Every regex that a module compiles, and every literal pattern given to a function of `re`; and whether it must fit the whole text."""
    found: set[tuple[str | bytes, bool]] = set()
    whole = set(re.findall(r"\b(\w+)\.fullmatch\(", "".join(path.read_text() for path in SOURCES)))
    for room in ROOMS:
        package = importlib.import_module(room)
        for info in pkgutil.walk_packages(package.__path__, f"{room}."):
            if any(part in info.name for part in (".migrations", ".management", "__main__", "settings", "wsgi")):
                continue
            module = importlib.import_module(info.name)
            found.update((value.pattern, name in whole) for name, value in vars(module).items() if isinstance(value, re.Pattern))
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=pattern), *_]):
                    found.add((pattern, name == "fullmatch"))
    return sorted(found, key=repr)


TRIAL = """
import json, re, sys
pattern, whole, seeds = json.loads(sys.stdin.read())
binary = pattern[0] == "bytes"
found = re.compile(pattern[1].encode("latin-1") if binary else pattern[1])
for seed in seeds:
    for text in (seed * (10_000 // len(seed)), seed * (10_000 // len(seed)) + "!", "x" + seed * (10_000 // len(seed)) + "\\u0000"):
        text = text.encode("utf-8", "replace") if binary else text
        found.search(text), found.match(text), found.findall(text)
        whole and found.fullmatch(text)
"""


def limit_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def test_H8_every_regex_comes_to_an_end_on_ten_thousand_hostile_characters() -> None:
    known = patterns()
    assert len(known) >= 30
    endless = []
    for pattern, whole in known:
        sent = ("bytes", pattern.decode("latin-1")) if isinstance(pattern, bytes) else ("str", pattern)
        done = subprocess.run(
            [sys.executable, "-c", TRIAL], input=json.dumps([sent, whole, SEEDS]), text=True, capture_output=True, check=False, preexec_fn=limit_time,
            env={"PATH": os.environ["PATH"]},
        )  # fmt: skip
        if done.returncode != 0:
            endless.append(f"{pattern!r}: {done.returncode} {done.stderr[-200:]}")
    assert endless == []


def test_H8_a_regex_that_runs_for_ever_would_be_noticed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRIAL], input=json.dumps([("str", r"(a+)+$"), False, ["a"]]), text=True, capture_output=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (1, 1)),
    )  # fmt: skip
    assert done.returncode != 0
