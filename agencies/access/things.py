"""对象登记：例外可以授予、授权核对可以查问的，是哪几类对象。

What higher apps say of their objects, so that a named exception can be made for one and the page of a person's rights can be asked
about one. Registered from `AppConfig.ready`; nothing here imports an app.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q


@dataclass(frozen=True)
class Thing:
    """A kind of object. `model`: "app.model"; `numbers`: fields that a person may quote; `acts`: (permission, words), viewing first.

    `exceptable`: those of the acts that a named exception may open. None has legal force: signing or triage follows an office.
    """

    key: str
    label: str
    model: str
    numbers: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    exceptable: tuple[str, ...]

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    def words_for(self, permission: str) -> str:
        """The act of a permission in words; the code itself for one that is not of this kind."""
        return dict(self.acts).get(permission, permission)

    def find(self, number: str) -> list[Any]:
        """Up to two objects that bear a number (or key); two mean that the number is not enough."""
        number = number.strip()
        rows = self.model_class._default_manager.all()
        if number.isdecimal() and len(number) < 18:
            return list(rows.filter(pk=int(number))[:2])
        wanted = Q(pk__in=())
        for name in self.numbers:
            wanted |= Q(**{name: number})
        return list(rows.filter(wanted)[:2]) if number else []


_things: dict[str, Thing] = {}


def register(*things: Thing) -> None:
    """Add kinds of objects; the same key again replaces the earlier one."""
    for thing in things:
        _things[thing.key] = thing


def things() -> list[Thing]:
    """All kinds, in the order in which they were registered."""
    return list(_things.values())


def get(key: str) -> Thing | None:
    """The kind with this key."""
    return _things.get(key)


def of_model(label: str) -> Thing | None:
    """The kind whose objects are of a model ("app.model")."""
    return next((thing for thing in _things.values() if thing.model == label), None)
