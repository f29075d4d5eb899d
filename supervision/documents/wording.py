"""文字：送进版面的每一个字都看得见，一个不丢，也不夹带。

What a paper may contain. A character that cannot be printed (a control character, a direction override, a glyph no
font of ours has) is not dropped and not drawn as an empty box: it is written out as 〔U+202E〕, so that the paper
shows what the record holds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

BLANK = re.compile(r"【待填(?:：[^【】]*)?】")

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNSEEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SPACES = {"\t": "\u3000", "\u00a0": " "}


def blank(what: str) -> str:
    """The mark for something a draft still lacks: highlighted in a draft, refused in an issued paper."""
    return f"【待填：{what}】"


def visible(text: str, *, printable: Callable[[str], bool] | None = None) -> str:
    """`text` with every unseen character written out as 〔U+XXXX〕; line ends become "\\n", a tab an ideographic space.

    `printable` tells whether the fonts at hand have the character; without it only characters that nobody could see
    are written out.
    """
    text = _LINE_ENDS.sub("\n", text)
    return "".join(_shown(char, printable) for char in text)


def _shown(char: str, printable: Callable[[str], bool] | None) -> str:
    if char == "\n":
        return char
    char = _SPACES.get(char, char)
    if unicodedata.category(char) in _UNSEEN_CATEGORIES or (printable is not None and not printable(char)):
        return f"〔U+{ord(char):04X}〕"
    return char


def runs(text: str) -> list[dict[str, str]]:
    """`text` cut at its blanks: [{"kind": "text" | "blank", "text": …}, …], nothing lost, in order."""
    pieces: list[dict[str, str]] = []
    at = 0
    for found in BLANK.finditer(text):
        if found.start() > at:
            pieces.append({"kind": "text", "text": text[at : found.start()]})
        pieces.append({"kind": "blank", "text": found.group()})
        at = found.end()
    if at < len(text):
        pieces.append({"kind": "text", "text": text[at:]})
    return pieces


def lines(text: str) -> list[str]:
    """The paragraphs in `text`: one for each line that holds anything, white space at the ends cut off."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def chinese_date(year: int, month: int, day: int) -> str:
    """成文日期 in Arabic digits, no leading zeros (GB/T 9704-2012, 7.3.5.4): 2026年3月5日."""
    return f"{year}年{month}月{day}日"


_ISO_DAY = re.compile(r"(?<![0-9A-Za-z-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9A-Za-z-])")
_INNER_SPACE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[\u3000-\u9fff\uff00-\uffef])")


def formal(text: str) -> str:
    """A sentence of the platform as an official paper writes it: 2026-03-05 becomes 2026年3月5日, no space between Chinese and numerals."""
    close = _INNER_SPACE.sub("", text)
    return _ISO_DAY.sub(lambda found: chinese_date(*(int(part) for part in found.groups())), close)


def citation(text: str) -> str:
    """A legal basis as an official paper writes it: each law named once, then its provisions.

    《行政处罚法》第四十五条；《行政处罚法》第八十五条 becomes 《行政处罚法》第四十五条、第八十五条.
    """
    merged: list[str] = []
    last = ""
    for part in text.strip().rstrip("。").split("；"):
        law, end, place = part.partition("》")
        if merged and end and law == last and place.startswith("第"):
            merged[-1] += f"、{place}"
        else:
            merged.append(part)
        last = law if end else ""
    return "；".join(merged)


def numeral(number: int) -> str:
    """Chinese numerals up to 99, for 一、 and （一）."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


_AFTER_WORDS = (
    "关于",
    "的",
    "和",
    "及",
    "与",
    "对",
    "暨",
    "、",
    "，",
    "》",
    "）",
    "情况",
    "事项",
    "问题",
    "工作",
    "公司",
    "局",
    "委员会",
    "季度",
    "年度",
)
# 公文标题里常见、不宜拆在两行的词
_WORDS = re.compile(
    "行政|执法|监督|检查|处罚|许可|强制|案件|案卷|评查|情况|工作|问题|报告|事项|整改|督办|意见|决定|通知|程序|综合|机构|部门|单位|机关|全市|全省|全区|全县|"
    "规范|管理|服务|审核|告知|陈述|申辩|听证|期限|超期|超限|超载|有限|公司|专项|重点|领域|行业|企业|市场|交通|运输|环境|卫生|安全|生产|农业|文化|旅游|消防|"
    "应急|医疗|食品|药品|城市|人民|政府|委员|办公|司法|公安|生态|自然|资源|住房|建设|教育|财政|税务|水利|林业|统计|审计|能源|数据|信息|结果|反馈|落实|推进|"
    "加强|开展|办理|处理|进一步|有关|相关|若干|现场|非现场|道路|货物|季度|年度|上半年|下半年|[0-9]+年|[0-9]+月|第[一二三四]季度"
)
_NEVER_FIRST = set("的、，。；：》）！？”’了和及")
_NEVER_LAST = set("《（“‘")


def title_lines(title: str, *, per_line: int) -> list[str]:
    """A title cut where its phrases end, in lines of much the same length (GB/T 9704-2012, 7.3.1: 词意完整、排列对称).

    A line end that the author wrote stays. `per_line` is the number of full-width characters that fit.
    """
    return [line for part in lines(title) for line in _balanced(part, per_line)]


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _balanced(text: str, per_line: int) -> list[str]:
    if _width(text) <= per_line:
        return [text]
    count = -(-int(_width(text) + 0.999) // per_line)
    ideal = _width(text) / count
    inside = {at for word in _WORDS.finditer(text) for at in range(word.start() + 1, word.end())}
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 2 * per_line), end):
            line = text[start:end]
            if start not in best or _width(line) > per_line:
                continue
            cost = best[start][0] + (_width(line) - ideal) ** 2 + _cut_cost(text, end, inside)
            if end not in best or cost < best[end][0]:
                best[end] = (cost, [*best[start][1], line])
    return best[len(text)][1] if len(text) in best else [text]


def _cut_cost(text: str, at: int, inside: set[int]) -> float:
    """How much it hurts to end a line before `text[at]`; `inside` are the places within a word."""
    if at == len(text):
        return 0.0
    if text[at] in _NEVER_FIRST or text[at - 1] in _NEVER_LAST or (text[at - 1].isascii() and text[at].isascii()):
        return 400.0
    if at in inside:
        return 100.0
    return 4.0 if text[:at].endswith(_AFTER_WORDS) else 25.0
