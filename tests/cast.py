"""固定的一班人：每个角色一位，外加什么都看不到的邻县。

The fixed cast. Names are fictional. `neighbour` is the county that must see nothing of 浏阳市.
"""

from __future__ import annotations

from dataclasses import dataclass

from agencies.choices import AgencyKind, Role, Sector, Tier
from agencies.models import Agency, Post, Region, User


@dataclass(frozen=True)
class Cast:
    """Places, agencies and people that tests call by name."""

    city: Region
    county: Region
    neighbour: Region
    township: Region
    city_bureau: Agency
    county_bureau: Agency
    neighbour_bureau: Agency
    justice_office: Agency
    city_market: Agency
    county_housing: Agency
    neighbour_market: Agency
    tobacco: Agency
    city_supervisor: User
    city_chief: User
    city_legal: User
    city_director: User
    city_leader: User
    county_supervisor: User
    county_chief: User
    county_director: User
    county_leader: User
    neighbour_supervisor: User
    market_officer: User
    housing_officer: User
    neighbour_officer: User
    township_assistant: User
    social_supervisor: User
    system_admin: User
    security_admin: User
    audit_admin: User

    @property
    def people(self) -> dict[str, User]:
        """Everybody by name."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


def build_cast() -> Cast:
    """Write the cast into the database and return it."""
    city = Region.objects.create(code="430100", name="长沙市", tier=Tier.CITY, scope_prefix="4301")
    county = Region.objects.create(code="430181", name="浏阳市", tier=Tier.COUNTY, scope_prefix="430181", parent=city)
    neighbour = Region.objects.create(code="430182", name="宁乡市", tier=Tier.COUNTY, scope_prefix="430182", parent=city)
    township = Region.objects.create(code="430181103", name="大瑶镇", tier=Tier.TOWNSHIP, scope_prefix="430181103", parent=county)

    def agency(code: str, name: str, short: str, kind: AgencyKind, region: Region, **more: object) -> Agency:
        return Agency.objects.create(
            code=code, name=name, short_name=short, kind=kind, region=region, region_code=region.code, tier=region.tier, **more
        )

    body, enforcement = AgencyKind.SUPERVISION_BODY, AgencyKind.ENFORCEMENT
    city_bureau = agency("CS-SFJ", "长沙市司法局", "市司法局", body, city, document_mark="长司")
    county_bureau = agency("LY-SFJ", "浏阳市司法局", "浏阳市司法局", body, county, superior=city_bureau, document_mark="浏司")
    neighbour_bureau = agency(
        "NX-SFJ", "宁乡市司法局", "宁乡市司法局", body, neighbour, superior=city_bureau, document_mark="宁司"
    )
    justice_office = agency(
        "LY-DY-SFS", "浏阳市司法局大瑶司法所", "大瑶司法所", AgencyKind.JUSTICE_OFFICE, township, superior=county_bureau
    )
    city_government = agency("CS-ZF", "长沙市人民政府", "市政府", AgencyKind.GOVERNMENT, city)
    county_government = agency("LY-ZF", "浏阳市人民政府", "浏阳市政府", AgencyKind.GOVERNMENT, county)
    city_market = agency("CS-SCJG", "长沙市市场监督管理局", "市市场监管局", enforcement, city, sector=Sector.MARKET)
    county_housing = agency("LY-ZJ", "浏阳市住房和城乡建设局", "浏阳市住建局", enforcement, county, sector=Sector.HOUSING)
    neighbour_market = agency("NX-SCJG", "宁乡市市场监督管理局", "宁乡市市场监管局", enforcement, neighbour, sector=Sector.MARKET)
    tobacco = agency(
        "CS-YC", "长沙市烟草专卖局", "市烟草局", enforcement, city, sector=Sector.TOBACCO, vertically_managed=True,
        superior_name="湖南省烟草专卖局",
    )  # fmt: skip

    def person(username: str, name: str, role: Role, at: Agency, title: str) -> User:
        user = User.objects.create(username=username, display_name=name, password="!")
        Post.objects.create(user=user, agency=at, role=role, title=title, starts_on="2020-01-01")
        return user

    return Cast(
        city=city, county=county, neighbour=neighbour, township=township,
        city_bureau=city_bureau, county_bureau=county_bureau, neighbour_bureau=neighbour_bureau, justice_office=justice_office,
        city_market=city_market, county_housing=county_housing, neighbour_market=neighbour_market, tobacco=tobacco,
        city_supervisor=person("city-supervisor", "周督员", Role.SUPERVISOR, city_bureau, "监督处四级调研员"),
        city_chief=person("city-chief", "吴处长", Role.DIVISION_CHIEF, city_bureau, "执法监督处处长"),
        city_legal=person("city-legal", "郑审核", Role.LEGAL_REVIEWER, city_bureau, "法制处副处长"),
        city_director=person("city-director", "冯局长", Role.DIRECTOR, city_bureau, "局长"),
        city_leader=person("city-leader", "陈市长", Role.LEADER, city_government, "副市长"),
        county_supervisor=person("county-supervisor", "褚督员", Role.SUPERVISOR, county_bureau, "执法监督科科员"),
        county_chief=person("county-chief", "卫科长", Role.DIVISION_CHIEF, county_bureau, "执法监督科科长"),
        county_director=person("county-director", "蒋局长", Role.DIRECTOR, county_bureau, "局长"),
        county_leader=person("county-leader", "沈县长", Role.LEADER, county_government, "副市长"),
        neighbour_supervisor=person("neighbour-supervisor", "韩督员", Role.SUPERVISOR, neighbour_bureau, "执法监督科科员"),
        market_officer=person("market-officer", "杨法规", Role.LEGAL_OFFICER, city_market, "法规处主任科员"),
        housing_officer=person("housing-officer", "朱法规", Role.LEGAL_OFFICER, county_housing, "法规股股长"),
        neighbour_officer=person("neighbour-officer", "秦法规", Role.LEGAL_OFFICER, neighbour_market, "法规股股长"),
        township_assistant=person("township-assistant", "尤协助", Role.TOWNSHIP_ASSISTANT, justice_office, "司法助理员"),
        social_supervisor=person("social-supervisor", "许监督", Role.SOCIAL_SUPERVISOR, county_bureau, "社会监督员"),
        system_admin=person("system-admin", "何系统", Role.SYSTEM_ADMIN, city_bureau, "系统管理员"),
        security_admin=person("security-admin", "吕安全", Role.SECURITY_ADMIN, city_bureau, "安全管理员"),
        audit_admin=person("audit-admin", "施审计", Role.AUDIT_ADMIN, city_bureau, "审计管理员"),
    )  # fmt: skip
