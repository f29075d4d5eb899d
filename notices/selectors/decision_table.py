"""处理方式：法律现在允许什么，不允许的由哪一条不允许（domain 1.3）。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from notices import instruments
from notices.lifecycles import fits_management
from notices.models import Matter, MatterItem

_REGULATION = "《行政执法监督条例》"


@dataclass(frozen=True)
class Course:
    """One way to deal with a matter. `kind`: the instrument that can be drafted at a click; `refusal` with `refused_by` when it is closed now."""

    name: str
    article: str
    when: str
    kind: str = ""
    count: int = 0
    refusal: str = ""
    refused_by: str = ""

    @property
    def allowed(self) -> bool:
        return not self.refusal


def courses(matter: Matter, items: Sequence[MatterItem], handled: frozenset[int]) -> list[Course]:
    """Every course the Regulation knows, open ones first. `items` with finding and case loaded; `handled`: ids that stand in an instrument."""
    disputed = [item for item in items if item.finding and item.finding.case.is_disputed]
    found = [_course(kind, matter, items, handled, bool(disputed)) for kind in instruments.KINDS]
    found += [
        Course("督促立即纠正", f"{_REGULATION}第二十六条第二款", "能够当场纠正的问题；纠正后终结事项，写明结果"),
        Course("要求自查、说明情况，调阅资料", f"{_REGULATION}第二十二条第一项、第四项", "事实还不清楚"),
        Course("约谈负责人或者相关责任人", f"{_REGULATION}第二十二条第五项", "问题反复出现，或者涉及几个单位"),
    ]
    found.append(
        Course(
            "专项监督", f"{_REGULATION}第二十一条", "特定领域、特定问题",
            refusal="由省级以上行政执法监督机构开展，市、县不能自行开展", refused_by=f"{_REGULATION}第二十一条",
        )
    )  # fmt: skip
    return sorted(found, key=lambda course: (not course.allowed, not course.kind))


def _course(
    kind: instruments.InstrumentKind, matter: Matter, items: Sequence[MatterItem], handled: frozenset[int], disputed: bool
) -> Course:
    fitting = [item for item in items if kind.fits(item)]
    waiting = [item for item in fitting if item.pk not in handled]
    refusal, article = _refusal(kind, matter, fitting, waiting, disputed)
    return Course(kind.name, kind.article, kind.when, kind=kind.code, count=len(waiting), refusal=refusal, refused_by=article)


def _refusal(
    kind: instruments.InstrumentKind,
    matter: Matter,
    fitting: Sequence[MatterItem],
    waiting: Sequence[MatterItem],
    disputed: bool,
) -> tuple[str, str]:
    if not kind.may_be_drafted:
        return kind.forbidden_reason, kind.forbidden_by
    misdirected = fits_management(matter.agency, tells_superior=kind.tells_superior)
    if misdirected is not None:
        return misdirected.message.removesuffix("。"), misdirected.article
    if disputed:
        return "有案件已进入行政复议或者行政诉讼程序，依法不重复监督；请先移出该案", f"{_REGULATION}第三十三条第三款"
    if not fitting:
        return kind.unfit, kind.article
    if not waiting:
        return "适用的问题都已写入监督文书", ""
    return "", ""
