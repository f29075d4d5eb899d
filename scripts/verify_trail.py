#!/usr/bin/env python3
"""离线核验导出的留痕包：python verify_trail.py BUNDLE.zip [--witness 见证文件]

A stand-alone verifier: Python's standard library and `cryptography` (for the signatures), nothing of the platform. It recomputes every
event's leaf hash, the root of the tree (RFC 6962) from these leaves and the bundle's hashes of the rest, checks the signature of every
checkpoint, that each begins the latest tree, and the chain of keys. With a witness file it also checks that the first key and the
leaves are those that somebody outside has seen. Exit code 0: all holds; 1: something is wrong, the first is named; 2: not a bundle.

What it proves: these events stand in the signed tree exactly as shown. What it does not: that an event told the truth when it was
written, or, without a witness file, that the tree itself is the only one the signer ever made.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterator

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "enforcement-supervision trail bundle 1"
FIELDS = (
    "at", "verb", "result", "actor_id", "actor_name", "target_type", "target_id", "target_label",
    "agency_id", "region_code", "payload", "request_id", "client_ip", "channel",
)  # fmt: skip
ED25519 = b"\x01"


class Wrong(Exception):
    """Something does not hold."""


def unbase64(text: str) -> bytes:
    """The bytes of a base64 text in its one spelling."""
    raw = b64decode(text, validate=True)
    if b64encode(raw).decode() != text:
        raise Wrong("有一处 base64 的写法不规范")
    return raw


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


# --- events ---------------------------------------------------------------------------------------------------------


def canonical(name: str, value: object) -> bytes:
    """One field as bytes: its kind, then its text."""
    if value is None:
        return b"\x00"
    if name == "payload":
        return b"j" + json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return (b"t" if name == "at" else b"s") + str(value).encode()


def leaf_hash(event: dict) -> bytes:
    """SHA-256 of a zero byte and the fields, each after its length in eight bytes."""
    if set(event) != set(FIELDS):
        raise Wrong("事件的字段不齐或者多出")
    parts = [b"\x00"]
    for name in FIELDS:
        part = canonical(name, event[name])
        parts += [len(part).to_bytes(8, "big"), part]
    return sha256(b"".join(parts))


# --- keys and signatures --------------------------------------------------------------------------------------------


class Key:
    """A public key, from its line: name+id+base64(kind and key)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.name, written_id, body = text.split("+", 2)
        raw = unbase64(body)
        self.kind, self.public = raw[:1], raw[1:]
        self.id = sha256(self.name.encode() + b"\n" + raw)[:4]
        if self.id.hex() != written_id:
            raise Wrong(f"公钥与其编号 {written_id} 不符")

    def check(self, text: str, signature: bytes) -> None:
        """Raises Wrong when this key did not sign this text."""
        if self.kind != ED25519:
            raise Wrong(f"密钥 {self.id.hex()} 的签名种类 {self.kind.hex()} 须用其设备厂商的程序核验")
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            raise Wrong(f"密钥 {self.id.hex()} 的签名不成立") from None


def key_chain(rows: list[dict], pinned: str) -> dict[bytes, Key]:
    """Keys by id: the first as pinned, each later one signed by one before it."""
    keys: dict[bytes, Key] = {}
    for place, row in enumerate(rows):
        key = Key(row["text"])
        if set(row) != {"text", "endorsed_by", "endorsement"}:
            raise Wrong(f"第 {place + 1} 把公钥的记录不完整")
        if place == 0:
            if row["endorsed_by"] or row["endorsement"]:
                raise Wrong("第一把公钥不应有背书")
            if pinned and key.text != pinned:
                raise Wrong("第一把公钥与见证文件所记的不同")
        else:
            by = keys.get(bytes.fromhex(row["endorsed_by"]))
            if by is None:
                raise Wrong(f"公钥 {key.id.hex()} 没有背书")
            by.check(f"enforcement-supervision audit key\n{key.text}\n", unbase64(row["endorsement"]))
        keys[key.id] = key
    return keys


def read_note(note: str, keys: dict[bytes, Key]) -> tuple[str, int, bytes, str]:
    """(origin, size, root, time) of a checkpoint whose signature holds."""
    text, mark, line = note.rpartition("\n\n— ")
    if not line.endswith("\n") or line.count("\n") != 1:
        raise Wrong("检查点的格式不对")
    name, _, signed = line.rstrip("\n").rpartition(" ")
    raw = unbase64(signed)
    key = keys.get(raw[:4])
    if not mark or key is None or key.name != name:
        raise Wrong("检查点由不认识的密钥签名")
    key.check(text + "\n", raw[4:])
    origin, size, root, time = text.split("\n")
    return origin, int(size), unbase64(root), time.removeprefix("time ")


# --- the tree -------------------------------------------------------------------------------------------------------


def root_of(low: int, high: int, leaves: dict[int, bytes], rest: dict[str, str]) -> bytes:
    """The root over low … high-1, from leaves where we have them and given hashes elsewhere."""
    given = rest.get(f"{low}-{high}")
    if given is not None:
        return bytes.fromhex(given)
    if high - low == 1:
        if low not in leaves:
            raise Wrong(f"第 {low} 号叶不见了")
        return leaves[low]
    split = low + (1 << (high - low - 1).bit_length() - 1)
    return node(root_of(low, split, leaves, rest), root_of(split, high, leaves, rest))


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, path: list[bytes]) -> bool:
    """Whether the tree of `old` leaves begins the tree of `size` (RFC 9162 §2.1.4.2)."""
    if old == size:
        return not path and old_root == root
    if not 0 < old < size or not path:
        return False
    steps = path if old & (old - 1) else [old_root, *path]
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node(step, first), node(step, second)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == root


# --- the bundle -----------------------------------------------------------------------------------------------------


def lines(bundle: zipfile.ZipFile, name: str) -> Iterator[dict]:
    with bundle.open(name) as file:
        for line in file:
            yield json.loads(line)


def read_witness(path: str) -> tuple[str, bytearray]:
    """(first key, leaf hashes) of a witness file."""
    pinned, leaves = "", bytearray()
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.endswith("\n"):
                break  # its writing was cut short
            entry = json.loads(line)
            if "key" in entry:
                pinned = pinned or entry["key"]
            else:
                if entry["begin"] * 32 != len(leaves):
                    raise Wrong("见证文件不连续")
                leaves += b64decode(entry["leaves"])
    if not leaves:
        raise Wrong("见证文件里没有叶哈希")
    return pinned, leaves


def read_leaves(bundle: zipfile.ZipFile, begin: int, end: int, seen: bytearray) -> tuple[dict[int, bytes], int]:
    """(leaf hashes by index, number of events): each computed from its event where the event is there."""
    leaves: dict[int, bytes] = {}
    events = 0
    for entry in lines(bundle, "events.jsonl"):
        index = entry["index"]
        if index != begin + len(leaves):
            raise Wrong(f"第 {begin + len(leaves)} 号叶不见了（遇到第 {index} 号）")
        if "event" in entry:
            if entry["event"] is None:
                raise Wrong(f"第 {index} 号叶（留痕编号 {entry.get('id', '—')}）的事件已被删除")
            leaf = leaf_hash(entry["event"])
            events += 1
        else:
            leaf = bytes.fromhex(entry["leaf"])
        witnessed = bytes(seen[32 * index : 32 * index + 32])
        if witnessed and witnessed != leaf:
            raise Wrong(f"第 {index} 号叶（留痕编号 {entry.get('id', '—')}）与见证文件所记的不同")
        leaves[index] = leaf
    if len(leaves) != end - begin:
        raise Wrong(f"第 {begin + len(leaves)} 号叶之后的不见了")
    return leaves, events


def verify(path: str, witness: str) -> list[str]:
    """Check a bundle; what to tell when all holds. Raises Wrong."""
    pinned, seen = read_witness(witness) if witness else ("", bytearray())
    with zipfile.ZipFile(path) as bundle:
        head = json.loads(bundle.read("bundle.json"))
        if head.get("format") != FORMAT:
            raise KeyError("format")
        keys = key_chain(list(lines(bundle, "keys.jsonl")), pinned)
        *earlier, latest = list(lines(bundle, "checkpoints.jsonl"))
        origin, size, root, time = read_note(latest["note"], keys)
        if size != head["size"]:
            raise Wrong("最新检查点的条数与包内所写不同")
        leaves, events = read_leaves(bundle, head["begin"], head["end"], seen)
        if events != head["events"]:
            raise Wrong(f"包内应有 {head['events']} 条事件，实有 {events} 条")
        rest = json.loads(bundle.read("tree.json"))
        for name in rest:  # a hash given for a place that the bundle claims to show would hide a leaf
            low, high = (int(part) for part in name.split("-"))
            if low < head["end"] and high > head["begin"]:
                raise Wrong(f"子树 {name} 遮住了应当出示的叶")
        if root_of(0, size, leaves, rest) != root:
            raise Wrong(f"由第 {head['begin']} 至 {head['end'] - 1} 号叶算出的树根与所签的不同：其中有事件被改动")
        if any(set(entry) != {"note", "proof"} for entry in (*earlier, latest)) or latest["proof"]:
            raise Wrong("检查点的记录不完整")
        for checkpoint in earlier:
            its_origin, its_size, its_root, its_time = read_note(checkpoint["note"], keys)
            proof = [bytes.fromhex(step) for step in checkpoint["proof"]]
            if its_origin != origin or not is_consistent(its_size, its_root, size, root, proof):
                raise Wrong(f"{its_time} 的检查点（{its_size} 条）不是最新树的开头：留痕被改写过")
    told = [
        f"核验通过：{head['from']} 至 {head['to']} 的 {events} 条留痕，逐条与签名的树相符。",
        f"来源 {origin}；最新检查点 {size} 条，{time}，树根 {b64encode(root).decode()}；另核对 {len(earlier)} 个检查点。",
    ]
    covered = min(len(seen) // 32, head["end"]) - head["begin"]
    told.append(f"见证文件见过其中 {max(covered, 0)} 片叶，一致。" if witness else "没有给出见证文件：不能排除签名者另有一棵树。")
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description="离线核验导出的留痕包")
    parser.add_argument("bundle", metavar="BUNDLE.zip")
    parser.add_argument("--witness", default="", metavar="FILE", help="见证文件")
    options = parser.parse_args()
    try:
        told = verify(options.bundle, options.witness)
    except Wrong as problem:
        print(f"核验不通过：{problem}。")
        return 1
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError) as problem:
        print(f"不是完整的留痕包：{type(problem).__name__} {problem}")
        return 2
    print("\n".join(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
