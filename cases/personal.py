"""表格里的个人信息：看标题就知道的栏（证件、电话、账号、住址、出生），怎样遮盖。"""

from __future__ import annotations

import re
from collections.abc import Callable

from supervision.web.masking import mask_account, mask_address, mask_id, mask_numbers, mask_phone

_MASKS: tuple[tuple[re.Pattern[str], Callable[[str | None], str]], ...] = (
    (re.compile(r"证件号|身份证|护照|_ZJHM$|_SFZH$|驾驶证号|社保号|学号"), mask_id),
    (re.compile(r"手机|电话|联系方式|传真|_LXDH$"), mask_phone),
    (re.compile(r"银行|账号|帐号|卡号"), mask_account),
    (re.compile(r"住址|住所|家庭|户籍|居住地|通讯地址|联系地址"), mask_address),
    (re.compile(r"出生|生日|微信|QQ|邮箱|电子邮件"), lambda text: "****" if text else ""),
)
_NOT_PERSONAL = re.compile(r"执法证|证件类型|证件种类|ZJLX|机关|单位电话|许可证|登记证")


def is_personal(heading: str) -> bool:
    """Whether a column's heading speaks of a person's document, telephone, account, home or birth."""
    return _mask_for(heading) is not None


def masked_cell(heading: str, text: str) -> str:
    """A cell as anyone may see it: by its heading, and numbers inside it wherever they stand. Masking twice changes nothing."""
    mask = _mask_for(heading)
    if mask is None:
        return mask_numbers(text)
    return text if "*" in text else mask(text)


def _mask_for(heading: str) -> Callable[[str | None], str] | None:
    if _NOT_PERSONAL.search(heading):
        return None
    return next((mask for pattern, mask in _MASKS if pattern.search(heading)), None)
