"""分派：反映一个单位的线索由哪一级监督机构办，绝不回到被反映的单位手里。

条例 §6: supervision bodies stand from the county up; a 司法所 assists and handles nothing. Whoever supervises an agency is a body
whose region holds it: the nearest one first (a county's agency, a town's: the county's bureau; the city's agency: the city's bureau).
"""

from __future__ import annotations

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Length

from agencies.choices import AgencyKind
from agencies.models import Agency
from supervision.web.errors import UserError


def bodies_above(agency: Agency) -> QuerySet[Agency]:
    """The supervision bodies whose region holds an agency, the nearest first; never the agency itself, which may be one."""
    rows: QuerySet[Agency] = Agency.objects.filter(kind=AgencyKind.SUPERVISION_BODY, is_active=True).exclude(pk=agency.pk)
    held = rows.annotate(place=Value(agency.region_code, output_field=CharField()))
    return held.filter(place__startswith=F("region__scope_prefix")).order_by(Length("region__scope_prefix").desc(), "pk")


def handler_for(agency: Agency) -> Agency:
    """The supervision body that a lead about an agency goes to. UserError for who is no enforcement agency, or has no body above it."""
    if agency.kind != AgencyKind.ENFORCEMENT:
        raise UserError(
            f"{agency.name}不是行政执法机关，不能在这里登记反映它的线索。",
            where="被反映单位",
            remedy="反映监督机构、人民政府的，请转其上一级机关。",
        )
    found = bodies_above(agency).first()
    if found is None:
        raise UserError(
            f"没有可以办理反映{agency.name}的线索的监督机构。", where="被反映单位", remedy="请系统管理员核对机构和区划。"
        )
    return found


def is_upward(from_body: Agency, to_body: Agency) -> bool:
    """Whether passing on goes up (上报) or down (交办), by the regions of the two."""
    return len(to_body.region.scope_prefix) < len(from_body.region.scope_prefix)
