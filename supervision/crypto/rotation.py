"""轮换：用旧密钥加密的值，用现用密钥重新加密；一批一个事务，断了接着来。

What is to be done is read off the values themselves, so there is no progress to lose: stopped at any instant and started again, the
rotation goes on with what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connection, transaction

from supervision.crypto.fields import EncryptedField
from supervision.crypto.service import decrypt, encrypt, in_use

BATCH = 500


def encrypted_fields() -> Iterator[EncryptedField]:
    """Every sealed column of the platform."""
    for model in apps.get_models():
        yield from (field for field in model._meta.local_concrete_fields if isinstance(field, EncryptedField))


def rotate_field(field: EncryptedField, tell: Callable[[int], None] = lambda done: None) -> int:
    """Seal again whatever is not under the key in use; returns how many values. Unreadable when one does not open: nothing of its batch
    is changed then."""
    done, place = 0, "(0,0)"
    while batch := _next_batch(field, place):
        count, place = batch
        done += count
        tell(done)
    return done


@transaction.atomic
def _next_batch(field: EncryptedField, after: str) -> tuple[int, str] | None:
    """Rows in the order they lie on the disk, locked while they are changed; a row that was changed
    lies elsewhere then, and is passed over by its key."""
    table, column = (connection.ops.quote_name(str(name)) for name in (field.model._meta.db_table, field.column))
    machine = in_use()
    prefix = f"{machine.code}.{machine.newest('sm4')}."
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ctid::text AS place, {column} FROM {table} WHERE ctid > %s::tid AND {column} <> '' AND NOT starts_with({column}, %s)"
            f" ORDER BY ctid LIMIT {BATCH} FOR UPDATE",
            [after, prefix],
        )
        rows = cursor.fetchall()
        if not rows:
            return None
        values = [encrypt(field.place, decrypt(field.place, value)) for _, value in rows]
        cursor.execute(
            f"UPDATE {table} t SET {column} = n.value FROM unnest(%s::text[], %s::text[]) n(place, value) WHERE t.ctid = n.place::tid",
            [[place for place, _ in rows], values],
        )
    return len(rows), str(rows[-1][0])
