"""演示故事：监督月报。"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from agencies.models import Region, User
from reports.demo.moments import on
from reports.models import PeriodicReport
from reports.services import approving, compiling, issuing


@dataclass(frozen=True)
class Chain:
    """The people through whose hands a report of one region goes."""

    supervisor: User
    chief: User
    legal: User
    director: User
    leader: User


WORDS = "同意印发。请各单位对照问题清单逐项整改，市司法局跟踪督办，下月报告整改情况。（演示）"


def play(region_code: str, chain: Chain, today: datetime.date, *, last_reaches: str) -> int:
    """Last month's report up to a step, and the one before it issued."""
    this_month = today.replace(day=1)
    last = (this_month - datetime.timedelta(days=1)).replace(day=1)
    before = (last - datetime.timedelta(days=1)).replace(day=1)
    region = Region.objects.get(pk=region_code)
    _make(region, before, chain, last, "issued")
    _make(region, last, chain, this_month, last_reaches)
    return 2


def _make(region: Region, period: datetime.date, chain: Chain, day: datetime.date, reaches: str) -> None:
    with on(day, 8):
        report = compiling.request_report(region=region, period=period, actor=chain.supervisor)
    if reaches == "draft":
        return
    with on(day + datetime.timedelta(days=1), 9):
        approving.submit(report=_again(report), actor=chain.supervisor)
    steps = (
        ("division", chain.chief, "数据已核对。"),
        ("legal", chain.legal, "表述合法规范。"),
        ("director", chain.director, "同意报送。"),
    )
    for state, actor, words in steps:
        if reaches == state:
            return
        with on(day + datetime.timedelta(days=2), 10):
            approving.agree(report=_again(report), actor=actor, version=1, words=words)
    if reaches == "leader":
        return
    with on(day + datetime.timedelta(days=3), 11):
        approving.instruct(report=_again(report), actor=chain.leader, version=1, words=WORDS)
    with on(day + datetime.timedelta(days=4), 9):
        issuing.issue(report=_again(report), actor=chain.director)


def _again(report: PeriodicReport) -> PeriodicReport:
    return PeriodicReport.objects.get(pk=report.pk)
