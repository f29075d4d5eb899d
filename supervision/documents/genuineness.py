"""真伪核验：每件发出的公文有一个核验码，凭它核对真伪与内容。

Every issued paper carries a code that nobody can guess and everybody can copy: eleven characters at random (55 bits) and a check
character, without I, L, O, U. The register keeps what the public page may tell (kind, number, issuer, date) and the files that were
sent out, so that a file at hand can be compared byte by byte. It tells nothing of what the paper is about.
"""

from __future__ import annotations

import io
import secrets
from datetime import date
from functools import lru_cache

import segno
from django.conf import settings
from django.urls import reverse

from supervision.documents.models import IssuedPaper, StoredFile

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A fresh code, as it is printed: XXXX-XXXX-XXXX."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return printed(body + check_character(body))


def check_character(body: str) -> str:
    """Luhn's check over 32 characters: one wrong character, or two neighbours exchanged, give another one."""
    total = 0
    for place, char in enumerate(reversed(body)):
        value = ALPHABET.index(char) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def printed(code: str) -> str:
    """In groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def normalised(text: str) -> str:
    """What somebody typed, as it is printed; "" when it is no code at all (a slip of the pen, not an unknown paper)."""
    code = "".join(char for char in text.upper() if char.isalnum()).translate(_MISREAD)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or check_character(code[:-1]) != code[-1]:
        return ""
    return printed(code)


def address() -> str:
    """Where anyone checks a code."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('trail:genuine')}"


@lru_cache(maxsize=64)
def square(code: str) -> str:
    """The square code (QR) of a code's address, as SVG."""
    drawn = io.BytesIO()
    segno.make(f"{address()}?code={code}", error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=0, scale=1)
    return drawn.getvalue().decode()


def line(code: str) -> str:
    """What stands at the foot of a paper."""
    return f"核验码：{code}　核验网址：{address()}"


def register(
    *, code: str, kind: str, number: str, issuer: str, issued_on: date, pdf: StoredFile, docx: StoredFile
) -> IssuedPaper:
    """Enter a paper that is being sent out, in the transaction that sends it."""
    return IssuedPaper.objects.create(code=code, kind=kind, number=number, issuer=issuer, issued_on=issued_on, pdf=pdf, docx=docx)


def look_up(code: str) -> IssuedPaper | None:
    """The paper of a code as `normalised` gives it."""
    return IssuedPaper.objects.select_related("pdf", "docx").filter(code=code).first()
