"""口令规则：长度、字符种类、不像本人、不常见、不重复、九十天一换。

The rules for a password, each as one validator (settings.AUTH_PASSWORD_VALIDATORS), and when one must be changed.

GB/T 22239-2019 8.1.4.1 a demands complexity and periodic change. ASVS 5.0 V6.2.5 and V6.2.10 advise against both; the standard that
binds a government system wins, and the deviation is recorded.
"""

from __future__ import annotations

import re
import secrets
import string
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone

LONGEST = 128
"""Longer input is refused before it is hashed: hashing costs memory."""
CLASSES = (("大写字母", str.isupper), ("小写字母", str.islower), ("数字", str.isdecimal))
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_LEET = str.maketrans("013457@$", "oieastas")
_WALKS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb", "qazwsxedcrfvtgb", string.ascii_lowercase)
_WALK_LENGTH = 6
_LOCAL = frozenset(
    {"changsha", "hunan", "liuyang", "ningxiang", "sifaju", "zhifajiandu", "zhengfu", "admin", "administrator", "root"}
)


class Length:
    """At least twelve characters, at most what we care to hash."""

    def __init__(self, shortest: int = 12) -> None:
        self.shortest = shortest

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.shortest:
            raise ValidationError(f"不足 {self.shortest} 位。", "short")
        if len(password) > LONGEST:
            raise ValidationError(f"超过 {LONGEST} 位。", "long")

    def get_help_text(self) -> str:
        return f"不少于 {self.shortest} 位。"


class CharacterClasses:
    """Three of the four kinds of characters."""

    def validate(self, password: str, user: Any = None) -> None:
        found = {name for name, is_one in CLASSES for one in password if is_one(one)}
        others = {"其他字符" for one in password if not any(is_one(one) for _name, is_one in CLASSES)}
        if len(found | others) < 3:
            raise ValidationError("大写字母、小写字母、数字、其他字符（如 - _ # 。）这四种里没有用到三种。", "classes")

    def get_help_text(self) -> str:
        return "大写字母、小写字母、数字、其他字符（如 - _ # 。），至少用到其中三种。"


class NotTheOwner:
    """Neither the user name nor the person's name is in it, forwards or backwards."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.casefold()
        names = [user.username, *re.split(r"[\W_]+", user.username), user.display_name] if user is not None else []
        for name in {name.casefold() for name in names}:
            shortest = 2 if not name.isascii() else 4
            if len(name) >= shortest and (name in plain or name[::-1] in plain):
                raise ValidationError("含有用户名或者姓名。", "similar")

    def get_help_text(self) -> str:
        return "不能含有本人的用户名、姓名（倒着写也不行）。"


class NotCommon:
    """Not among the passwords that attackers try first, nor such a one dressed up with figures and signs; no keyboard walk, no repetition."""

    def __init__(self) -> None:
        self.known = CommonPasswordValidator().passwords

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.casefold()
        letters = re.sub(r"[\W\d_]+", "", plain)
        undressed = re.sub(r"[^a-z]+", "", plain.strip(string.digits + string.punctuation).translate(_LEET))
        keys, bare = (re.sub(r"[\W_]+", "", one) for one in (plain.translate(_SHIFTED), plain))
        words = {plain, bare, keys, letters, undressed}
        words |= {twice[1] for one in words if (twice := re.fullmatch(r"(.+?)\1+", one))}
        if {word for word in words if len(word) > 3} & (self.known | _LOCAL):
            raise ValidationError("太常见，或者只是在常见的词上加了数字和符号。", "common")
        if _walks(keys) or re.search(r"(.)\1{3}", plain) or len(set(plain)) < 6:
            raise ValidationError("有连续的键位或者重复的字符，容易猜到。", "walk")

    def get_help_text(self) -> str:
        return "不能是常见密码（加上数字、符号也不行），不能是键盘上连续的键或者重复的字符。"


class NotUsedBefore:
    """None of the last ones. One slow comparison each: ask this rule last, and only when the others are content."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None:
            return
        old = user.old_passwords.values_list("password", flat=True)[: settings.PASSWORD_HISTORY]
        if any(check_password(password, one) for one in {user.password, *old}):
            raise ValidationError(f"与最近 {settings.PASSWORD_HISTORY} 次用过的密码相同。", "used")

    def get_help_text(self) -> str:
        return f"不能与最近 {settings.PASSWORD_HISTORY} 次用过的密码相同；每 {settings.PASSWORD_MAX_DAYS} 天更换一次。"


def _walks(text: str) -> bool:
    """Six neighbouring keys or letters, in either direction."""
    pieces = {text[at : at + _WALK_LENGTH] for at in range(len(text) - _WALK_LENGTH + 1)}
    return any(piece in walk or piece[::-1] in walk for piece in pieces for walk in _WALKS)


def must_change(account: Any) -> bool:
    """Whether every page leads to 修改密码: after a password that somebody else knows, and every ninety days.

    An account without a password of ours (统一身份认证 only) has none to change. In the demo no password grows old: DEMO only, since its
    accounts are fictional, share the password that the sign-in page prints, and exist nowhere else; who tries the demo is not kept from it.
    """
    if not account.has_usable_password():
        return False
    too_old = timezone.now() - account.password_changed_at >= timedelta(days=settings.PASSWORD_MAX_DAYS)
    return bool(account.must_change_password or (too_old and not settings.DEMO))


def new_password() -> str:
    """A password to hand over once: sixteen characters of all four kinds, none of them mistaken for another on paper."""
    kinds = ("ABCDEFGHJKMNPQRSTUVWXYZ", "abcdefghjkmnpqrstuvwxyz", "23456789", "-+=#")
    chosen = [secrets.choice(kind) for kind in kinds for _ in range(4)]
    secrets.SystemRandom().shuffle(chosen)
    return "".join(chosen)
