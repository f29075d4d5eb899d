"""演示权责事项：每个单位的处罚事项和检查事项，乡镇的是县里赋权的。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from agencies.choices import AgencyKind, PowerKind, Sector, Tier
from agencies.models import Agency, PowerItem
from cases.demo.vocabulary import CAUSES, GENERAL, Cause, item_code

FROM = datetime.date(2024, 1, 1)
ENDED = datetime.date(2025, 12, 31)
DECISION = "{county}人民政府关于赋予乡镇（街道）部分县级行政执法权限的决定（演示，虚构）"
LIST = "{place}权责清单（演示，虚构）"


def seed_power_items() -> int:
    """A list for each enforcement agency; returns how many items. The codes are those that the demo's records name."""
    made = [item for agency in _agencies() for item in _items(agency)]
    PowerItem.objects.bulk_create(made, batch_size=2_000)
    return len(made)


def _agencies() -> Iterator[Agency]:
    rows = Agency.objects.filter(kind=AgencyKind.ENFORCEMENT).select_related("region__parent").order_by("code")
    yield from rows


def _items(agency: Agency) -> Iterator[PowerItem]:
    causes = CAUSES.get(Sector(agency.sector), GENERAL)
    for cause in causes:
        yield _item(agency, cause, PowerKind.PENALTY, f"对{cause.words}的处罚")
        yield _item(agency, cause, PowerKind.INSPECTION, f"对是否{cause.words}的检查")
    if agency.tier != Tier.TOWNSHIP:
        gone = _item(agency, causes[0], PowerKind.COERCION, f"对{causes[0].words}所涉物品的查封、扣押")
        gone.valid_to = ENDED
        yield gone


def _item(agency: Agency, cause: Cause, kind: PowerKind, name: str) -> PowerItem:
    granted = agency.tier == Tier.TOWNSHIP
    county = agency.region.parent if granted else agency.region
    return PowerItem(
        agency=agency, region_code=agency.region_code, tier=agency.tier, code=item_code(cause, kind), name=name, kind=kind,
        basis=cause.basis, granted=granted, grant_decision=DECISION.format(county=county) if granted else "",
        valid_from=FROM, source=LIST.format(place=agency.region),
    )  # fmt: skip
