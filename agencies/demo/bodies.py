"""演示机构表。"""

from __future__ import annotations

from dataclasses import dataclass

from agencies.choices import Sector


@dataclass(frozen=True)
class Body:
    """One enforcement agency of the city. `in_counties` says whether each county has its counterpart under `county_name`."""

    code: str
    name: str
    short: str
    sector: Sector
    in_counties: bool = False
    vertical: str = ""
    """The superior department of a vertically managed body, which does not use the platform."""


S = Sector
CITY_BODIES: tuple[Body, ...] = (
    Body("SCJG", "市场监督管理局", "市场监管局", S.MARKET, in_counties=True),
    Body("STHJ", "生态环境局", "生态环境局", S.ECOLOGY, in_counties=True),
    Body("ZJ", "住房和城乡建设局", "住建局", S.HOUSING, in_counties=True),
    Body("CG", "城市管理和综合执法局", "城管执法局", S.URBAN, in_counties=True),
    Body("JT", "交通运输局", "交通局", S.TRANSPORT, in_counties=True),
    Body("NY", "农业农村局", "农业农村局", S.AGRICULTURE, in_counties=True),
    Body("WJ", "卫生健康委员会", "卫健委", S.HEALTH, in_counties=True),
    Body("YJ", "应急管理局", "应急局", S.EMERGENCY, in_counties=True),
    Body("WLG", "文化旅游广电局", "文旅广电局", S.CULTURE, in_counties=True),
    Body("ZRZY", "自然资源和规划局", "资规局", S.RESOURCES, in_counties=True),
    Body("RS", "人力资源和社会保障局", "人社局", S.LABOUR, in_counties=True),
    Body("YB", "医疗保障局", "医保局", S.MEDICARE, in_counties=True),
    Body("SL", "水利局", "水利局", S.WATER),
    Body("JY", "教育局", "教育局", S.EDUCATION),
    Body("GA", "公安局", "公安局", S.SECURITY),
    Body("MZ", "民政局", "民政局", S.OTHER),
    Body("FG", "发展和改革委员会", "发改委", S.OTHER),
    Body("CZ", "财政局", "财政局", S.OTHER),
    Body("GX", "工业和信息化局", "工信局", S.OTHER),
    Body("SW", "商务局", "商务局", S.OTHER),
    Body("LY", "林业局", "林业局", S.RESOURCES),
    Body("XF", "消防救援支队", "消防支队", S.FIRE),
    Body("SWJ", "税务局", "税务局", S.TAX, vertical="国家税务总局湖南省税务局"),
    Body("YC", "烟草专卖局", "烟草局", S.TOBACCO, vertical="湖南省烟草专卖局"),
    Body("QX", "气象局", "气象局", S.OTHER, vertical="湖南省气象局"),
    Body("YZ", "邮政管理局", "邮政管理局", S.TRANSPORT, vertical="湖南省邮政管理局"),
    Body("TJ", "统计局", "统计局", S.OTHER),
    Body("SJ", "审计局", "审计局", S.OTHER),
    Body("MZJ", "民族宗教事务局", "民宗局", S.OTHER),
    Body("TY", "体育局", "体育局", S.CULTURE),
    Body("TYJR", "退役军人事务局", "退役军人局", S.OTHER),
    Body("RF", "人民防空办公室", "人防办", S.HOUSING),
    Body("JR", "地方金融管理局", "金融局", S.OTHER),
    Body("GJJ", "住房公积金管理中心", "公积金中心", S.HOUSING),
    Body("DA", "档案局", "档案局", S.OTHER),
    Body("XWCB", "新闻出版局", "新闻出版局", S.CULTURE),
    Body("ZSCQ", "知识产权局", "知识产权局", S.MARKET),
    Body("SJZY", "数据局", "数据局", S.OTHER),
    Body("XZSP", "行政审批服务局", "审批局", S.OTHER),
    Body("LS", "粮食和物资储备局", "粮储局", S.AGRICULTURE),
    Body("WW", "文物局", "文物局", S.CULTURE),
    Body("ZYY", "中医药管理局", "中医药局", S.HEALTH),
    Body("JTJC", "交通运输综合行政执法支队", "交通执法支队", S.TRANSPORT),
    Body("NYZF", "农业综合行政执法支队", "农业执法支队", S.AGRICULTURE),
    Body("WHZF", "文化市场综合行政执法支队", "文化执法支队", S.CULTURE),
    Body("LDJC", "劳动保障监察支队", "劳动监察支队", S.LABOUR),
)
