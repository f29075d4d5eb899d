"""Telephones of people are sealed where they lie."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from supervision.crypto import encrypt
from supervision.crypto.fields import EncryptedField


def seal(apps: Any, schema_editor: Any) -> None:
    """What stood in clear, sealed."""
    user = apps.get_model("agencies", "User")
    for one in user.objects.exclude(phone="").iterator():
        user.objects.filter(pk=one.pk).update(phone=encrypt("agencies_user.phone", one.phone))


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_people")]

    operations = [
        migrations.AlterField("user", "phone", models.TextField("手机号", blank=True, default="")),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("user", "phone", EncryptedField("手机号", blank=True, default="")),
    ]
