"""双公示文件的列：栏目、次序、标题照标准，金额写万元六位小数，日期写年/月/日；个人信息不出库。

What a file for publication looks like. Headings and order come from `cases.columns.publicity`, by which the same file is read again. A
natural person's name is masked (《行政处罚法》第五十条, 国办发〔2018〕118号: published after what is private has been taken out; neither says how
far a name goes, so it is masked, marked 待核), in the texts too; a document number is never written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cases.choices import CaseKind, PartyType, PenaltyType
from cases.columns import publicity
from cases.selectors.publicity import NEVER_OUT, PERMISSION
from supervision.tabular import Column
from supervision.web.list_tables import Exported, Out, out
from supervision.web.masking import mask_name, mask_numbers

_PARTY_TYPES = dict(PartyType.choices)
_PENALTIES = dict(PenaltyType.choices)
_TEXTS = ("cause", "facts", "legal_basis", "content", "licence_name", "case_no")
_AS_IT_IS = ("party_credit_code", "decision_no")
_AGENCY = {
    "agency_name": "agency__name",
    "agency_credit_code": "agency__credit_code",
    "raw_cf_sjly": "agency__name",
    "raw_cf_sjlydm": "agency__credit_code",
    "raw_xk_lydw": "agency__name",
    "raw_xk_lydwdm": "agency__credit_code",
}
"""The reporting agency is also where the data comes from."""


def public_name(name: str, party_type: str) -> str:
    """The party's name as it may be published: an organisation's and a shop's in full, a person's masked."""
    return mask_name(name, "sole_trader" if party_type == PartyType.SELF_EMPLOYED else party_type)


def public_text(text: str, name: str, party_type: str) -> str:
    """A free text without the name of the person it is about, and without personal numbers."""
    shown = public_name(name, party_type)
    return mask_numbers(text.replace(name, shown) if shown != name and len(name) > 1 else text)


def wan(amount: Decimal | None) -> str:
    """元 → 万元 with the standard's six decimals."""
    return "" if amount is None else f"{amount / 10000:.6f}"


def slashed(day: date | None) -> str:
    """A day as the templates write it: 2026/03/02."""
    return f"{day:%Y/%m/%d}" if day else ""


def _kinds(codes: Sequence[str]) -> str:
    return "、".join(words for code, words in _PENALTIES.items() if code in codes)


def _legal_representative(name: str, party_type: str) -> str:
    return name if party_type in (PartyType.LEGAL_PERSON, PartyType.OTHER_ORGANISATION) else mask_name(name)


def _shown(column: Column) -> Out:
    """A column of the standard as the file has it."""
    key, label = column.key, column.label
    made: dict[str, tuple[tuple[str, ...], Callable[..., Any]]] = {
        "party_name": (("party_name", "party_type"), public_name),
        "party_type": (("party_type",), lambda code: _PARTY_TYPES.get(code, "")),
        "legal_representative": (("legal_representative", "party_type"), _legal_representative),
        "penalty_kinds": (("penalty_kinds",), _kinds),
        "fine_amount_wan": (("fine_amount",), wan),
        "confiscated_amount_wan": (("confiscated_amount",), wan),
        **{day: ((day,), slashed) for day in ("decision_date", "valid_from", "valid_to")},
        **{text: ((text, "party_name", "party_type"), public_text) for text in _TEXTS},
    }
    if key in made:
        sources, shown = made[key]
        return out(label, *sources, shown=shown)
    if key in _AGENCY:
        return out(label, _AGENCY[key])
    return out(label, key) if key in _AS_IT_IS else out(label, "pk", shown=lambda _: "")


def left_blank(kind: CaseKind) -> tuple[Column, ...]:
    """The columns of which the platform keeps no values of its own."""
    return tuple(one for one in publicity.BY_KIND[kind].columns if one.key.startswith("raw_") and one.key not in _AGENCY)


def never_out(kind: CaseKind) -> tuple[Column, ...]:
    """The columns that are blank because they may not be published."""
    return tuple(one for one in publicity.BY_KIND[kind].columns if one.key in NEVER_OUT)


def _exported(kind: CaseKind) -> Exported:
    columns = tuple(_shown(column) for column in publicity.BY_KIND[kind].columns)
    return Exported(f"双公示{kind.label}", PERMISSION, "cases:publicity_file", lambda _user: columns, published=True)


FILES: dict[CaseKind, Exported] = {kind: _exported(kind) for kind in publicity.BY_KIND}
