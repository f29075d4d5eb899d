"""加密字段：库里是密文，取出来是一个不肯自己露面的对象。

Reading a row opens nothing: the attribute is a `Sealed`, which shows as dots wherever it is printed, and opens only when `reveal()` is
called. So a template, a log line or an error page that prints it by mistake prints dots.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

from supervision.crypto.service import decrypt, encrypt

if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]
else:
    _TextField = models.TextField

HIDDEN = "••••"


class Sealed:
    """A value as it lies in the database, and where it belongs."""

    __slots__ = ("place", "value")

    def __init__(self, value: str, place: str) -> None:
        self.value, self.place = value, place

    def reveal(self) -> str:
        """The text in clear; Unreadable when it does not open. Whoever calls this answers for where the text goes."""
        return decrypt(self.place, self.value)

    def masked(self, mask: Callable[[str], str]) -> str:
        """The text through one of the masks."""
        return mask(self.reveal())

    def __str__(self) -> str:
        return HIDDEN

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and (other.value, other.place) == (self.value, self.place)

    def __hash__(self) -> int:
        return hash(self.value)


class EncryptedField(_TextField):
    """A text sealed for its own column; empty stays empty. It cannot be searched: keep a fingerprint beside it for that.

    The database refuses a text that is not sealed, whoever writes it.
    """

    description = "加密文本"

    @property
    def place(self) -> str:
        """The table and column that values are bound to."""
        return f"{self.model._meta.db_table}.{self.column}"

    def db_check(self, connection: Any) -> str:
        name = connection.ops.quote_name(self.column)
        return rf"{name} = '' OR {name} ~ '^[a-z0-9]+\.[a-zA-Z0-9-]+\.[A-Za-z0-9_=-]+$'"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | str | None:
        return Sealed(value, self.place) if value else value

    def get_prep_value(self, value: Any) -> str | None:
        if isinstance(value, Sealed):
            if value.place != self.place:
                raise ValueError(f"密文属于 {value.place}，不能放进 {self.place}。")
            return value.value
        return encrypt(self.place, str(value)) if value else super().get_prep_value(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only "is it empty?" (`exact` with ""): ciphertext of the same text differs each time, any other question would find nothing."""
        return super().get_lookup(lookup_name) if lookup_name in {"isnull", "exact"} else None

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:
        """What a serializer writes: the ciphertext, never the text."""
        return self.get_prep_value(self.value_from_object(obj)) or ""
