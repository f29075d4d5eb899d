"""全市共用的登记簿：由市级监督机构登记。"""

from __future__ import annotations

from typing import Any

from agencies.choices import Tier
from agencies.registers import Register, Values


class CityRegister(Register):
    """A register whose rows belong to nobody and count for the whole city: kept by who holds the permission at the city's tier."""

    def why_not(self, user: Any) -> str:
        return "" if city_of(user, self.edit) else f"{self.name}适用于全市，由市级监督机构登记。"

    def body_of(self, values: Values, known: Any, user: Any) -> dict[str, Any]:
        return {"region_code": city_of(user, self.edit)}


def city_of(user: Any, permission: str) -> str:
    """The region code of the city for which this person holds the permission; "" when for none."""
    places = (grant.region_code for grant in user.scope.with_permission(permission) if grant.tier == Tier.CITY)
    return next(places, "")
