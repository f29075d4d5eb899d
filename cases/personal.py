"""表格里的个人信息：看标题就知道的栏（证件、电话、账号、住址、出生），怎样遮盖。"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from supervision.web.masking import mask_account, mask_address, mask_id, mask_name, mask_numbers, mask_phone

_MASKS: tuple[tuple[re.Pattern[str], Callable[[str | None], str]], ...] = (
    (re.compile(r"证件号|身份证|护照|_ZJHM$|_SFZH$|驾驶证号|社保号|学号"), mask_id),
    (re.compile(r"手机|电话|联系方式|传真|_LXDH$"), mask_phone),
    (re.compile(r"银行|账号|帐号|卡号"), mask_account),
    (re.compile(r"住址|住所|家庭|户籍|居住地|通讯地址|联系地址"), mask_address),
    (re.compile(r"出生|(?<!发)生日|微信|QQ|邮箱|电子邮件"), lambda text: "****" if text else ""),
)
_NAME = re.compile(r"姓名|当事人(名称)?$|相对人(名称)?$|被处罚人|法定代表人|法人代表|负责人|申请人|联系人|_XDR_MC$|_FRDB$")
_FINGERPRINT = re.compile(r"^[0-9A-Za-z-]{4,20}\.[\w-]{43}$")
_NOT_PERSONAL = re.compile(r"执法证|证件类型|证件种类|ZJLX|机关|单位电话|许可证|登记证")


SEALED = "已加密"
"""What stands where a document number's fingerprint lies."""


def is_fingerprint(text: str) -> bool:
    """Whether a cell holds a document number's fingerprint."""
    return _FINGERPRINT.match(text) is not None


def is_personal(heading: str) -> bool:
    """Whether a column's heading speaks of a person's document, telephone, account, home or birth."""
    return _mask_for(heading) is not None


def masked_cell(heading: str, text: str) -> str:
    """A cell as anyone may see it: by its heading, and numbers inside it wherever they stand. Masking twice changes nothing."""
    if is_fingerprint(text):
        return SEALED
    mask = _mask_for(heading)
    if mask is None:
        return mask_numbers(text)
    return text if "*" in text else mask(text)


def masked_cells(headings: Sequence[str], cells: Sequence[str | None]) -> list[str]:
    """A whole row as anyone may see it, names of persons hidden too. Whether a short name is a person's nobody can tell from the cell
    alone, so it is hidden."""
    shown = []
    for heading, cell in zip(headings, cells, strict=False):
        text = masked_cell(heading, cell or "")
        shown.append(mask_name(text, "sole_trader") if _NAME.search(heading) else text)
    return shown


def _mask_for(heading: str) -> Callable[[str | None], str] | None:
    if _NOT_PERSONAL.search(heading):
        return None
    return next((mask for pattern, mask in _MASKS if pattern.search(heading)), None)
