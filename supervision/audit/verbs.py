"""留痕动作表：动作代码与给人看的说法。

The registry of verbs. A verb that is not registered cannot be recorded: the trail's vocabulary is closed and readable.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """What was done: a dotted, globally unique code and the words a person reads."""

    code: str
    label: str


_VERBS: dict[str, Verb] = {}


def register(*verbs: Verb) -> None:
    """Add verbs to the registry; the same code with other words is a programming error."""
    for verb in verbs:
        known = _VERBS.get(verb.code)
        if known is not None and known != verb:
            raise ValueError(f"audit verb {verb.code} is registered twice with different words")
        _VERBS[verb.code] = verb


def get(code: str) -> Verb:
    """The verb for a code; KeyError when nobody registered it."""
    return _VERBS[code]


def known() -> list[Verb]:
    """All verbs."""
    return list(_VERBS.values())


def label(code: str) -> str:
    """The words for a code; the code itself for a verb of an earlier version."""
    verb = _VERBS.get(code)
    return verb.label if verb else code
