"""个人信息清单：像个人信息的字段，不在清单里就不通过。"""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse

from agencies.personal_data import INVENTORY, NOT_PERSONAL, Grade
from supervision.crypto.fields import EncryptedField

OURS = ("agencies", "audit", "cases", "documents", "leads", "appraisals", "notices", "outbox", "reports", "workdays")
NAMES = re.compile(
    r"(?:^|_)(?:(?:full|display|given|family|last|first|short|user|actor)?_?name|username|phone|mobile|tel|email|mail|identity|id_?no|passport"
    r"|address|addr|birth\w*|sex|gender|bank\w*|account|certificate_no|representative|approver|ip|party\w*|contact\w*|person\w*)(?:_|$)"
)
WORDS = re.compile(r"姓名|手机|电话|证件|证号|身份证|住址|地址|出生|生日|性别|银行|账号|邮箱|联系|法定代表人|批准人姓名|当事人")


def fields() -> dict[str, models.Field[Any, Any]]:
    """Every column of our own tables, as app.Model.field, links left out (the person stands where the link leads)."""
    found = {}
    for model in apps.get_models(include_auto_created=False):
        if model._meta.app_label in OURS and not model._meta.proxy:
            for field in model._meta.local_concrete_fields:
                if not field.is_relation:
                    found[f"{model._meta.app_label}.{model.__name__}.{field.name}"] = field
    return found


def listed() -> set[str]:
    return {name for entry in INVENTORY for name in entry.fields}


def test_j2_every_field_that_looks_personal_is_in_the_inventory() -> None:
    known = listed() | set(NOT_PERSONAL)
    suspects = {
        name
        for name, field in fields().items()
        if isinstance(field, EncryptedField)
        or (NAMES.search(field.name) and not isinstance(field, models.BooleanField | models.DateField))
        or (WORDS.search(str(field.verbose_name)) and not isinstance(field, models.BooleanField | models.DateField))
    }
    assert suspects - known == set(), "write it into agencies/personal_data.py: INVENTORY, or NOT_PERSONAL with the reason"


def test_j2_the_inventory_names_only_fields_that_exist() -> None:
    existing = set(fields())
    assert listed() - existing == set()
    assert {name for name in NOT_PERSONAL if name.split(".")[0] in OURS} - existing == set()
    assert not listed() & set(NOT_PERSONAL)


def test_j2_every_entry_says_all_that_the_law_asks() -> None:
    for entry in INVENTORY:
        assert all((entry.label, entry.fields, entry.whose, entry.needed, entry.kept, entry.stored, entry.shown)), entry.label
        assert re.search(r"《.+》|GB/T", entry.basis), entry.label


def test_j1_what_is_sensitive_lies_sealed() -> None:
    """个人信息保护法 §51: every sensitive field is an encrypted column or a sealed file."""
    for entry in INVENTORY:
        if entry.grade == Grade.SENSITIVE:
            assert all(
                isinstance(fields()[name], EncryptedField) or name == "documents.StoredFile.sha256" for name in entry.fields
            )


def test_the_security_administrator_reads_the_inventory(cast: Any, sign_in: Any) -> None:
    page = sign_in(cast.security_admin).get(reverse("agencies:personal_data")).content.decode()
    assert all(entry.label in page and entry.needed in page for entry in INVENTORY)
    assert sign_in(cast.city_supervisor).get(reverse("agencies:personal_data")).status_code == 403


def test_j1_a_telephone_lies_sealed_and_is_shown_masked(cast: Any) -> None:
    user = cast.city_supervisor
    user.phone = "13800138000"
    user.save()
    user.refresh_from_db()
    assert str(user.phone) == "••••"
    assert user.phone.masked(lambda text: text[-4:]) == "8000"
    raw = type(user).objects.filter(pk=user.pk).values_list("phone", flat=True).get()
    assert "13800138000" not in raw.value
    user.save()
    user.refresh_from_db()
    assert user.phone.reveal() == "13800138000"
