"""详情的说法：留痕详情里每个名目、每个代码叫什么，给看留痕的人读。

What the names in payloads, and the codes among their values, are called. Each app registers its own in `audit_verbs.py`, beside the verbs; what
nobody named is shown as it stands.
"""

from __future__ import annotations

_NAMES: dict[str, str] = {
    "from": "原状态", "to": "新状态", "reason": "理由", "kind": "种类", "number": "编号", "name": "名称", "title": "标题", "text": "文字",
    "words": "结论", "note": "记录", "file": "文件", "sha256": "文件摘要", "bytes": "字节数", "size": "字节数", "pdf": "PDF 摘要",
    "docx": "DOCX 摘要", "form": "格式", "rows": "行数", "events": "条数", "sound": "完好", "wanted": "筛选条件", "path": "地址",
    "method": "方式", "source": "来源", "year": "年度", "days": "天数", "version": "版本", "fields": "改动的栏目", "period": "期间",
    "on_behalf_of": "代谁办理", "id": "编号", "before": "办理前", "after": "办理后", "count": "件数", "again": "再次报送",
}  # fmt: skip
_VALUES: dict[tuple[str, str], str] = {}


def register_words(names: dict[str, str], values: dict[str, dict[str, str]] | None = None) -> None:
    """Name payload entries, and the codes that may stand in them (`values`: name → code → words). The same name with another meaning is a
    programming error."""
    for name, words in names.items():
        if _NAMES.setdefault(name, words) != words:
            raise ValueError(f"payload entry {name} is called {_NAMES[name]} already")
    for name, coded in (values or {}).items():
        _VALUES.update({(name, code): words for code, words in coded.items()})


def name_of(entry: str) -> str:
    """What an entry is called; its own name when nobody named it."""
    return _NAMES.get(entry, entry)


def is_named(entry: str) -> bool:
    """Whether somebody named it."""
    return entry in _NAMES


def value_of(entry: str, code: str) -> str:
    """What a code in an entry means; the code when it is none."""
    return _VALUES.get((entry, code), code)
