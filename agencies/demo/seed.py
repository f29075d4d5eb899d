"""写入演示机构与人员。"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from agencies.choices import AgencyKind, CertificateStatus, PersonnelKind, Role, Sector, Tier
from agencies.demo.accounts import ACCOUNTS, DEMO_PASSWORD
from agencies.demo.bodies import CITY_BODIES
from agencies.demo.names import county_short, credit_code, document_mark, person_name
from agencies.models import Agency, CertificateSpan, EnforcementCertificate, EnforcementOfficer, Post, Region, User
from agencies.services.regions import load_regions

OFFICERS_PER_AGENCY = 8
PILOT_TOWNS = ("430181110", "430181117", "430112106", "430121004")
"""Towns to which powers of enforcement were granted (行政处罚法 §24), so that a 司法所 has something to assist with."""

COUNTY_POSTS = (
    (Role.SUPERVISOR, "SFJ", "执法监督科科员", "du"),
    (Role.DIVISION_CHIEF, "SFJ", "执法监督科科长", "chu"),
    (Role.LEGAL_REVIEWER, "SFJ", "法制科科长", "fa"),
    (Role.DIRECTOR, "SFJ", "局长", "ju"),
    (Role.LEADER, "ZF", "分管副职领导", "zhang"),
)


@dataclass(frozen=True)
class Counts:
    """How many of each were written."""

    regions: int
    agencies: int
    officers: int
    accounts: int


def seed_people(rng: random.Random, today: datetime.date) -> Counts:
    """Write regions, agencies, officers with certificates, and accounts, deterministic for one `rng`."""
    with transaction.atomic():
        regions = load_regions()
        agencies = _agencies()
        officers = _officers(rng, today)
        accounts = _accounts(rng)
    return Counts(regions, agencies, officers, accounts)


def _agencies() -> int:
    regions = {region.code: region for region in Region.objects.all()}
    city = regions["430100"]
    made: dict[str, Agency] = {}

    def add(code: str, name: str, short: str, kind: AgencyKind, region: Region, superior: str = "", **more: object) -> None:
        made[code] = Agency(
            code=code, name=name, short_name=short, kind=kind, region=region, region_code=region.code, tier=region.tier,
            superior=made.get(superior), document_mark=document_mark(region, short),
            credit_code=credit_code(len(made)), **more,
        )  # fmt: skip

    add("430100-ZF", "长沙市人民政府", "市政府", AgencyKind.GOVERNMENT, city)
    add("430100-SFJ", "长沙市司法局", "市司法局", AgencyKind.SUPERVISION_BODY, city)
    for body in CITY_BODIES:
        add(
            f"430100-{body.code}", f"长沙市{body.name}", f"市{body.short}", AgencyKind.ENFORCEMENT, city,
            sector=body.sector, vertically_managed=bool(body.vertical), superior_name=body.vertical,
        )  # fmt: skip
    for county in (region for region in regions.values() if region.tier == Tier.COUNTY):
        government = f"{county.name}管理委员会" if county.code == "4301XJ" else f"{county.name}人民政府"
        short = county_short(county)
        add(f"{county.code}-ZF", government, f"{short}政府", AgencyKind.GOVERNMENT, county)
        add(f"{county.code}-SFJ", f"{county.name}司法局", f"{short}司法局", AgencyKind.SUPERVISION_BODY, county, "430100-SFJ")
        for body in CITY_BODIES:
            if body.in_counties:
                name = f"{county.name}{body.name}" if body.sector != Sector.ECOLOGY else f"长沙市生态环境局{county.name}分局"
                add(
                    f"{county.code}-{body.code}", name, f"{short}{body.short}", AgencyKind.ENFORCEMENT, county,
                    f"430100-{body.code}", sector=body.sector,
                )  # fmt: skip
    for town in (region for region in regions.values() if region.tier == Tier.TOWNSHIP):
        county = regions[str(town.parent_id)]
        office = town.name.removesuffix("街道").removesuffix("镇").removesuffix("乡")
        add(
            f"{town.code}-SFS", f"{county.name}司法局{office}司法所", f"{office}司法所", AgencyKind.JUSTICE_OFFICE, town,
            f"{county.code}-SFJ",
        )  # fmt: skip
        if town.code in PILOT_TOWNS:
            add(
                f"{town.code}-ZF", f"{county.name}{town.name}人民政府", f"{town.name}政府", AgencyKind.ENFORCEMENT, town,
                f"{county.code}-CG", sector=Sector.URBAN,
            )  # fmt: skip
    for wave in (Tier.CITY, Tier.COUNTY, Tier.TOWNSHIP):
        Agency.objects.bulk_create([agency for agency in made.values() if agency.tier == wave])
    return len(made)


def _officers(rng: random.Random, today: datetime.date) -> int:
    """Eight officers an agency. The last is an auxiliary with a work card, the seventh's certificate is out of date, the sixth's suspended."""
    officers, certificates, spans = [], [], []
    valid_from, valid_to = datetime.date(2022, 11, 1), datetime.date(2027, 10, 31)
    for number, agency in enumerate(Agency.objects.filter(kind=AgencyKind.ENFORCEMENT).order_by("code"), start=1):
        for seat in range(1, OFFICERS_PER_AGENCY + 1):
            officer = EnforcementOfficer(
                agency=agency, region_code=agency.region_code, name=person_name(rng), entered_on=datetime.date(2021, 3, 1),
                kind=PersonnelKind.AUXILIARY if seat == OFFICERS_PER_AGENCY else PersonnelKind.OFFICER,
                has_legal_qualification=seat == 1,
            )  # fmt: skip
            officers.append(officer)
            certificate = EnforcementCertificate(
                officer=officer, number=f"18{number:05d}{seat:03d}",
                field="执法辅助" if seat == OFFICERS_PER_AGENCY else agency.get_sector_display(),
                valid_from=datetime.date(2019, 11, 1) if seat == 7 else valid_from,
                valid_to=datetime.date(2024, 10, 31) if seat == 7 else valid_to,
            )  # fmt: skip
            certificates.append(certificate)
            if seat == 6:
                start = today - datetime.timedelta(days=400)
                spans.append(
                    CertificateSpan(
                        certificate=certificate,
                        status=CertificateStatus.SUSPENDED,
                        from_day=start,
                        to_day=start + datetime.timedelta(days=180),
                        basis="演示：暂扣决定",
                    )
                )
    EnforcementOfficer.objects.bulk_create(officers, batch_size=2000)
    EnforcementCertificate.objects.bulk_create(certificates, batch_size=2000)
    CertificateSpan.objects.bulk_create(spans, batch_size=2000)
    return len(officers)


def _accounts(rng: random.Random) -> int:
    password = make_password(DEMO_PASSWORD)
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    wanted = [(a.username, a.name, a.role, agencies[a.agency_code], a.title) for a in ACCOUNTS]
    taken = {(role, agency.code) for _username, _name, role, agency, _title in wanted}
    for county in Region.objects.filter(tier=Tier.COUNTY).order_by("code"):
        for role, body, title, suffix in COUNTY_POSTS:
            agency = agencies[f"{county.code}-{body}"]
            if (role, agency.code) not in taken:
                wanted.append((f"{county.code.lower()}-{suffix}", person_name(rng), role, agency, title))
    for code, agency in sorted(agencies.items()):
        if agency.kind == AgencyKind.ENFORCEMENT and (Role.LEGAL_OFFICER, code) not in taken:
            wanted.append((f"{code.lower()}-fa", person_name(rng), Role.LEGAL_OFFICER, agency, "法制机构负责人"))
    users = User.objects.bulk_create([User(username=row[0], display_name=row[1], password=password) for row in wanted])
    lenders = {account.username: agencies[account.seconded_by] for account in ACCOUNTS if account.seconded_by}
    Post.objects.bulk_create(
        [
            Post(
                user=user,
                agency=agency,
                role=role,
                title=title,
                starts_on=datetime.date(2024, 1, 1),
                seconded_by=lenders.get(user.username),
            )
            for user, (_username, _name, role, agency, title) in zip(users, wanted, strict=True)
        ]
    )
    return len(users)
