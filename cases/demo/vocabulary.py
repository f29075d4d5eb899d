"""演示用词：案由、当事人、依据。"""

from __future__ import annotations

import random
from dataclasses import dataclass

from stdnum.cn import ric, uscc

from agencies.choices import PowerKind, Sector
from agencies.demo.names import person_name

TRADES = (
    "商贸",
    "餐饮管理",
    "建设工程",
    "物流",
    "食品",
    "环保科技",
    "医药",
    "农业发展",
    "汽车服务",
    "文化传媒",
    "物业服务",
    "机械制造",
)
WORDS = "青禾云帆星野松岚澄江锦程恒岳瑞川远山明湖长风嘉木丰泽启航博远同舟朗悦新程和畅"
STREETS = ("演示大道", "样例路", "示范街", "试行巷", "虚拟北路")
CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Cause:
    """One cause of action: words, law and article, and how high its fines usually run (元)."""

    words: str
    basis: str
    fines: tuple[int, int]


CAUSES: dict[Sector, tuple[Cause, ...]] = {
    Sector.MARKET: (
        Cause("未按规定明码标价", "《中华人民共和国价格法》第四十二条", (500, 5000)),
        Cause("经营超过保质期的食品", "《中华人民共和国食品安全法》第一百二十四条第一款", (5000, 50000)),
        Cause("使用未经检定的计量器具", "《中华人民共和国计量法》第二十六条", (300, 1000)),
        Cause("发布虚假广告", "《中华人民共和国广告法》第五十五条第一款", (10000, 60000)),
    ),
    Sector.HOUSING: (
        Cause("未取得施工许可证擅自施工", "《建设工程质量管理条例》第五十七条", (10000, 80000)),
        Cause("施工现场未设置安全警示标志", "《建设工程安全生产管理条例》第六十二条", (5000, 50000)),
    ),
    Sector.URBAN: (
        Cause("擅自占用城市道路堆放物料", "《城市道路管理条例》第四十二条", (500, 20000)),
        Cause("未按规定清运建筑垃圾", "《城市建筑垃圾管理规定》第二十五条", (1000, 30000)),
    ),
    Sector.ECOLOGY: (
        Cause("未采取有效措施防治扬尘污染", "《中华人民共和国大气污染防治法》第一百一十五条", (10000, 100000)),
        Cause("超过水污染物排放标准排放水污染物", "《中华人民共和国水污染防治法》第八十三条", (100000, 300000)),
    ),
    Sector.TRANSPORT: (
        Cause("未取得道路客运经营许可从事客运经营", "《中华人民共和国道路运输条例》第六十三条", (3000, 30000)),
        Cause("车辆超限运输", "《公路安全保护条例》第六十四条", (500, 10000)),
    ),
    Sector.AGRICULTURE: (Cause("经营未附检疫证明的动物产品", "《中华人民共和国动物防疫法》第一百条", (1000, 10000)),),
    Sector.HEALTH: (
        Cause("餐饮具集中消毒单位未按规定检验", "《中华人民共和国食品安全法》第一百二十六条", (5000, 20000)),
        Cause("公共场所未取得卫生许可证擅自营业", "《公共场所卫生管理条例实施细则》第三十五条", (500, 30000)),
    ),
    Sector.EMERGENCY: (
        Cause("未按规定对从业人员进行安全生产教育和培训", "《中华人民共和国安全生产法》第九十七条", (10000, 80000)),
    ),
    Sector.CULTURE: (Cause("娱乐场所未按规定悬挂警示标志", "《娱乐场所管理条例》第五十一条", (500, 5000)),),
    Sector.RESOURCES: (Cause("未经批准占用土地", "《中华人民共和国土地管理法》第七十七条", (5000, 60000)),),
    Sector.LABOUR: (Cause("未按规定建立劳动用工台账", "《劳动保障监察条例》第三十条", (2000, 20000)),),
}
GENERAL = (Cause("违反行业管理规定", "相关法律法规有关条款（演示）", (500, 20000)),)


_NUMBERS = {cause: number for number, cause in enumerate([*(one for many in CAUSES.values() for one in many), *GENERAL], start=1)}
_MARKS = {PowerKind.PENALTY: "CF", PowerKind.INSPECTION: "JC", PowerKind.COERCION: "QZ"}


def item_code(cause: Cause, kind: PowerKind) -> str:
    """The code of the demo's power item for such an act: the same for every agency, as the province's are."""
    return f"YS-{_MARKS[kind]}-{_NUMBERS[cause]:04}"


def cause_for(rng: random.Random, sector: str) -> Cause:
    """A cause that fits the sector."""
    return rng.choice(CAUSES.get(Sector(sector), GENERAL))


def credit_code(rng: random.Random, registrar: str = "91") -> str:
    """A unified social credit code with a right check character and an organisation code nobody has; 91 companies, 92 self-employed."""
    body = f"{registrar}430100MX" + "".join(rng.choice(CODE_ALPHABET) for _ in range(7))
    return body + uscc.calc_check_digit(body)


def identity_number(number: int) -> str:
    """A resident identity number with a right check character whose holder is not born yet (2080 to 2099), the same for the same number."""
    body = f"430102{2080 + number % 20}{number // 20 % 12 + 1:02}{number // 240 % 28 + 1:02}{number // 6720 % 1000:03}"
    return body + ric.calc_check_digit(f"{body}0")


def company(rng: random.Random) -> str:
    """A company that cannot exist: its name says 演示."""
    return f"长沙演示{''.join(rng.sample(WORDS, 2))}{rng.choice(TRADES)}有限公司"


def party(rng: random.Random) -> dict[str, str]:
    """The party's columns: mostly companies, some persons and self-employed."""
    dice = rng.random()
    if dice < 0.2:
        return {"party_name": person_name(rng), "party_type": "自然人"}
    if dice < 0.35:
        name = f"演示{''.join(rng.sample(WORDS, 2))}{rng.choice(('小吃店', '便利店', '修理部', '百货店'))}"
        return {"party_name": name, "party_type": "个体工商户", "party_credit_code": credit_code(rng, "92")}
    return {
        "party_name": company(rng),
        "party_type": "法人",
        "party_credit_code": credit_code(rng),
        "legal_representative": person_name(rng),
    }
