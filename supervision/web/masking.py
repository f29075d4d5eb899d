"""脱敏: how personal data is shown when nobody has given a reason to see it in full.

Pure functions of strings, used by pages, the API, exports and logs alike. Every function fails closed: what it does not
recognise is hidden rather than shown. Masking twice changes nothing. Sources: 行政处罚法 §48, §50; 个人信息保护法
§28, §51.
"""

import re

#: Kinds of party whose name is public (an organisation); any other kind is treated as a person.
ORGANISATION_KINDS = frozenset(
    {
        "organisation",
        "organization",
        "company",
        "enterprise",
        "institution",
        "agency",
        "legal_person",
        "other_organisation",
        "法人",
        "企业",
        "非法人组织",
        "法人及非法人组织",
    }
)

#: A sole trader trades under a shop name (public) or under the owner's own name (personal).
SOLE_TRADER_KINDS = frozenset({"sole_trader", "个体工商户"})
_LONGEST_PERSONAL_NAME = 4

_COMPOUND_SURNAMES_IN_A_ROW = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙令狐慕容司徒司空夏侯端木南宫独孤长孙宇文轩辕申屠"
    "太史澹台闻人赫连呼延钟离拓跋百里西门东郭公冶公羊濮阳淳于单于仲孙鲜于闾丘万俟即墨"
    "第五左丘"
)
_COMPOUND_SURNAMES = frozenset(re.findall("..", _COMPOUND_SURNAMES_IN_A_ROW))
_HIDDEN = "某"
_STAR = "*"

#: An address stays readable down to the town or street, which is what a supervisor needs.
_TOWN = re.compile(r"^.*?(?:街道|镇|乡|区|县|市|省)(?:.*?(?:街道|镇|乡|区|县))*")


def mask_name(name: str | None, kind: str = "person") -> str:
    """Hide a person's given name: 张三 → 张某, 王小明 → 王某某, 欧阳小明 → 欧阳某某, John Smith → J***.

    ``kind`` is the kind of party: an organisation's name is public and comes back unchanged; an unknown kind is masked.
    """
    text = (name or "").strip()
    if not text or kind in ORGANISATION_KINDS:
        return text
    if kind in SOLE_TRADER_KINDS and len(text) > _LONGEST_PERSONAL_NAME:
        return text
    if text.isascii():
        return text[0] + _STAR * 3
    surname = text[:2] if len(text) > 2 and text[:2] in _COMPOUND_SURNAMES else text[0]
    given = text[len(surname) :]
    return surname + _HIDDEN * min(max(len(given), 1), 2)


def mask_id(number: str | None) -> str:
    """Hide the middle of an identity document: 430102199001011234 → 430102********1234.

    A resident ID (18 or 15 characters) keeps its region and its last four; any other document keeps its first and its
    last two characters; a very short one keeps nothing.
    """
    text = (number or "").strip()
    if len(text) in (15, 18):
        return _keep(text, head=6, tail=4)
    return _keep(text, head=1, tail=2) if len(text) >= 6 else _STAR * len(text)


def mask_phone(number: str | None) -> str:
    """Hide the middle of a telephone number: 13812345678 → 138****5678, 0731-85551234 → 0731-****1234."""
    text = (number or "").strip()
    if len(text) == 11 and text.replace(_STAR, "0").isdigit():
        return _keep(text, head=3, tail=4)
    area, dash, local = text.rpartition("-")
    if dash and area.isdigit() and len(area) <= 4:
        return f"{area}-{_keep(local, head=0, tail=4) if len(local) >= 7 else _STAR * len(local)}"
    return _keep(text, head=0, tail=4) if len(text) >= 7 else _STAR * len(text)


def mask_account(number: str | None) -> str:
    """Hide a bank account but for its last four digits: 6222020200112233445 → ***************3445."""
    text = (number or "").strip()
    return _keep(text, head=0, tail=4) if len(text) >= 8 else _STAR * len(text)


def mask_address(address: str | None) -> str:
    """Hide a home address below the town or street: 长沙市芙蓉区定王台街道1号 → 长沙市芙蓉区定王台街道****."""
    text = (address or "").strip()
    if not text:
        return ""
    found = _TOWN.match(text)
    return (found.group() if found else "") + _STAR * 4


#: A resident identity number (GB 11643): a province, a day that can be a birthday. The check character is not asked for, since a number
#: with a slip of the pen still tells who is meant.
_RESIDENT = (
    r"(?<![0-9A-Za-z])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123]|91)\d{4}"
    r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_MOBILE = r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])"
_PERSONAL_NUMBER = re.compile(f"(?P<id>{_RESIDENT})|(?P<phone>{_MOBILE})")
_ELEVEN_DIGITS = re.compile(r"\d{3}[-－ \u3000]?\d{4}[-－ \u3000]?\d{4}")  # \d: full-width digits too
_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")


def mask_numbers(text: str) -> str:
    """Hide every resident identity number and mobile number inside a text, full-width digits included; the rest stands as it was."""
    if not _ELEVEN_DIGITS.search(text):
        return text
    plain, shown, end = text.translate(_HALF_WIDTH), [], 0  # one character for one: places in both are the same
    for found in _PERSONAL_NUMBER.finditer(plain):
        number = found.group()
        shown += [text[end : found.start()], mask_id(number) if found["id"] else _mask_mobile(number)]
        end = found.end()
    return "".join(shown) + text[end:] if shown else text


def _mask_mobile(number: str) -> str:
    return mask_phone(re.sub(r"\D", "", number)[-11:])


def _keep(text: str, *, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    return text[:head] + _STAR * hidden + text[len(text) - tail :]
