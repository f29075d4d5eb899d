"""行政执法监督问题告知函（条例第四十二条第二款）：垂直管理机关的问题，告知其上一级主管部门。"""

from __future__ import annotations

from notices.instruments.base import InstrumentKind

NOTIFICATION = InstrumentKind(
    code="notification",
    name="行政执法监督问题告知函",
    short_name="告知函",
    article="《行政执法监督条例》第四十二条第二款",
    when="被监督单位实行垂直管理，或者实行双重领导并以上级部门领导为主；发现的问题及时告知其上一级主管部门",
    fits=lambda item: True,
    tells_superior=True,
    mark_suffix="行执监告",
    title="关于{agency}{matter}问题的行政执法监督告知函",
    opening=(
        "我局对{agency}遵守和执行法律、政策情况开展监督，发现下列问题。该单位实行垂直管理，"
        "根据《行政执法监督条例》第四十二条第二款的规定，现将有关问题告知你单位："
    ),
    closing="以上问题请你单位依照管理权限处理。处理中需要核对执法记录的，我局予以配合。\n特此函告。",
)
