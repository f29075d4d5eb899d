"""判断：哪些对象突出，怎样说。

The usual judges of warning models: a share that is higher than the other agencies' together (`outliers`), and a condition that the query
itself has asked (`each`). What they say is statistical, and ends with what somebody should look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from reports.warnings.model import Found, Given, Group, Judge, Judged, Subject
from reports.warnings.statistics import adjusted, upper_tail, wilson_interval

NO_GROUP = "全部"


def percent(share: float) -> str:
    """A share between 0 and 1 as it is read: 12.5%."""
    return f"{share * 100:.1f}%"


def small(q: float) -> str:
    """A q value as it is read: 0.012; <0.001."""
    return "<0.001" if q < 0.001 else f"={q:.3f}"


def amount(value: float) -> str:
    """An amount in 元 without needless decimals."""
    return f"{value:,.0f}" if abs(value - round(value)) < 0.005 else f"{value:,.2f}"


def outliers(what: str, base_words: str, *, span: str = "近{months:.0f}个月", unit: str = "件") -> Judge:
    """Agencies whose share of `what` among `base_words` is higher than the other agencies' of their group together: exact test, the false
    discovery rate held at `q` over all agencies tested, at least `least_hits` hits and `ratio` times the others' share.

    Needs the parameters min_n, q, least_hits, ratio. An agency below min_n, or with too few cases beside it, is not tested.
    """

    def judge(subjects: Sequence[Subject], given: Given) -> Judged:
        judged = Judged()
        groups: dict[str, list[Subject]] = defaultdict(list)
        for one in subjects:
            groups[one.group].append(one)
        tested: list[tuple[Subject, int, int, float]] = []
        for name, members in sorted(groups.items()):
            hits, cases = sum(int(one.part) for one in members), sum(int(one.base) for one in members)
            judged.groups.append(Group(name or NO_GROUP, len(members), cases, hits / cases * 100 if cases else None))
            for one in members:
                others, beside = hits - int(one.part), cases - int(one.base)
                if min(one.base, beside) < given["min_n"]:
                    judged.too_few += 1
                    continue
                tested.append((one, others, beside, upper_tail(int(one.part), int(one.base), others, beside)))
        judged.tested = len(tested)
        for (one, others, beside, p), q in zip(tested, adjusted([p for *_, p in tested]), strict=True):
            share, usual = one.part / one.base, others / beside
            if q > given["q"] or one.part < given["least_hits"] or share < given["ratio"] * usual - 1e-12:
                continue
            low, high = wilson_interval(int(one.part), int(one.base))
            sentence = (
                f"{one.label}{span.format(**given)}{base_words}{int(one.base):,}{unit}，其中{what}{int(one.part):,}{unit}，占{percent(share)}"
                f"（95%置信区间{percent(low)}至{percent(high)}）；同组其他单位合计{beside:,}{unit}，占{percent(usual)}。"
                f"经多重比较校正（q{small(q)}），差异难以用随机波动解释，建议核实原因。"
            )
            judged.found.append(Found(one, sentence, share * 100, usual * 100, low * 100, high * 100, int(one.base), p, q))
        return judged

    return judge


def each(say: Callable[[Subject, Given], Found], *, group: str = "") -> Judge:
    """Every row of a query that has asked the condition itself. `group`: how the subjects that were looked at are called; how many they were
    stands in each row's extra as `looked_at`."""

    def judge(subjects: Sequence[Subject], given: Given) -> Judged:
        looked_at = max((int(one.extra.get("looked_at", 0)) for one in subjects), default=0)
        groups = [Group(group, looked_at, looked_at)] if group and looked_at else []
        return Judged([say(one, given) for one in subjects], groups, tested=max(looked_at, len(subjects)))

    return judge
