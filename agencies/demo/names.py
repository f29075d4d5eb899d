"""演示用的人名、简称和代字。人名由常见姓氏与字随机拼成，与任何真人无关。"""

from __future__ import annotations

import random

from stdnum.cn import uscc

from agencies.choices import Tier
from agencies.models import Region

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
GIVEN = (
    "安邦辰澄川丹东帆枫光海涵翰航浩恒衡弘华嘉健洁谨景静钧凯可岚乐磊黎力琳霖凌龙璐迈茂敏铭宁沛鹏平萍谦琴青"
    "庆仁瑞森山尚诗思松涛廷桐巍维文溪霞贤祥晓欣信雪雅彦阳怡艺英盈宇雨玉远岳悦云泽昭哲珍正之志智中舟竹卓子梓"
)


def person_name(rng: random.Random) -> str:
    """A made-up name of two or three characters."""
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2, 2))))


def county_short(county: Region) -> str:
    """How a county's bodies are called in short: 浏阳市住建局, 芙蓉区住建局, 湘江新区住建局."""
    return county.name.removeprefix("湖南")


_PLACES = {"长沙县": "长县"}  # 长 alone is the city's


def document_mark(region: Region, short: str) -> str:
    """The agency's mark in document numbers: 长市监, 浏住建; the first character of the region and the body's short name."""
    body = short.removeprefix(county_short(region)).removeprefix("市")
    for suffix in ("局", "委", "办", "支队", "中心"):
        body = body.removesuffix(suffix)
    place = "长" if region.tier == Tier.CITY else _PLACES.get(region.name, county_short(region)[0])
    return f"{place}{body}"[:20]


def credit_code(number: int) -> str:
    """A body's unified social credit code (11: an organ of state) with a right check character and an organisation code nobody has."""
    body = f"11430100MX{number:07}"
    return body + uscc.calc_check_digit(body)
