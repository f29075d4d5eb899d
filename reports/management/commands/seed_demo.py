"""写入演示数据：manage.py seed_demo [--cases N]。"""

from __future__ import annotations

import datetime
import random
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from agencies.demo import rights
from agencies.demo.accounts import ACCOUNTS
from agencies.demo.seed import seed_people
from agencies.models import Agency, PowerItem, User
from appraisals.models import Appraisal
from cases.demo.duties import seed_duties
from cases.demo.generator import write_files, write_planted
from cases.demo.power_items import seed_power_items
from cases.models import AgencyDuty, EnforcementCase, Finding, FindingContest, ParameterTrial, ReviewRound
from cases.services import batches
from leads.models import Lead
from notices.models import Instrument, Matter
from reports.demo import appraisals, disputes, leads, matters, reports, reviews, situations, triage, trials
from reports.demo.moments import drain
from reports.models import PeriodicReport, WarningRun
from reports.warnings import running
from supervision.rowscope.command import SystemCommand
from supervision.workdays import calendar

SEED = 20260201
CASES = 20_000

BACKDATE = r"""
    UPDATE cases_finding finding SET found_on = least(%(today)s, 20 + greatest(kase.listed_on, (
        -- Nobody finds a breach before the last day that it tells of.
        SELECT max(day) FROM jsonb_each_text(finding.inputs) looked_at(name, told)
        CROSS JOIN LATERAL (SELECT CASE WHEN told ~ '^\d{4}-\d\d-\d\d' THEN left(told, 10)::date END) one(day) WHERE day <= %(today)s)))
    FROM cases_enforcementcase kase WHERE kase.id = finding.case_id AND finding.found_on = %(today)s
        -- What is still undone is told as of today ("至今仍未公开") and was found today.
        AND NOT (finding.rule_code = 'P-30' AND kase.decision_date IS NULL)
        AND NOT (finding.rule_code = 'P-53' AND kase.published_date IS NULL)"""

RECEIVED = """
    UPDATE cases_enforcementcase SET received_on = least(%(today)s, listed_on + 1 + ((id * 7 + agency_id) %% (4 + agency_id %% 11))::int)
    WHERE received_on = %(today)s"""
"""The demo's files come in today; its records came in one by one, some agencies' sooner than others'."""


class Command(SystemCommand):
    """Fills an empty database with a fictional, labelled Changsha. Deterministic for one day and N; repeatable: what is there stays."""

    help = "写入演示数据（人物与行为均为虚构）"

    def add_arguments(self, parser: Any) -> None:
        """--cases N, --as-of DATE."""
        parser.add_argument("--cases", type=int, default=CASES, help="执法记录件数")
        parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=None, help="以哪一天为今天（默认今天）")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["as_of"] or timezone.localdate()
        self.began = time.monotonic()
        self._refuse_real_data()
        if not Agency.objects.exists():
            counts = seed_people(random.Random(SEED), today)  # noqa: S311 - demo data
            self._say(f"区划 {counts.regions}、单位 {counts.agencies}、执法人员 {counts.officers}、账号 {counts.accounts}")
        if not PowerItem.objects.exists():
            self._say(f"权责事项 {seed_power_items()} 项")
        if EnforcementCase.objects.count() < options["cases"]:
            self._cases(options["cases"], today)
        if not AgencyDuty.objects.exists():
            self._say(f"机关年度职责 {seed_duties(random.Random(SEED), today)} 行")  # noqa: S311 - demo data
        if not Agency.objects.filter(code=situations.NO_RECORDS).exists():
            planted = situations.plant(self._folder(), seed=SEED, as_of=today, calendar=calendar.current())
            self._say(f"预警情形 {len(planted)} 处，见 {self._folder() / 'planted-warnings.csv'}")
        people = {user.username: user for user in User.objects.filter(username__in=[a.username for a in ACCOUNTS])}
        legal = people["xianfa"]
        if not Finding.objects.exclude(state="open").exists():
            done = triage.play(people["xiandu"], today) + triage.play(people["shidu"], today)
            self._say(f"往月线索已研判 {done} 条")
        if not Instrument.objects.exists():
            county = matters.Bureau(people["xiandu"], people["xianchu"], people["xianju"])
            city = matters.Bureau(people["shidu"], people["shichu"], people["shiju"])
            made = matters.play(matters.COUNTY, county, today) + matters.play(matters.CITY, city, today)
            self._say(f"监督文书 {made} 件，各环节都有")
        if not FindingContest.objects.exists():
            city = matters.Bureau(people["shidu"], people["shichu"], people["shiju"])
            county = matters.Bureau(people["xiandu"], people["xianchu"], people["xianju"])
            told = disputes.play("430100-SCJG", city, today) + disputes.play("430181-ZJ", county, today)
            self._say(f"请单位说明、申辩、豁免涉及线索 {told} 条")
        if not Lead.objects.exists():
            city = matters.Bureau(people["shidu"], people["shichu"], people["shiju"])
            county = matters.Bureau(people["xiandu"], people["xianchu"], people["xianju"])
            above = Agency.objects.get(kind="supervision_body", tier="city")
            told = leads.play(leads.CITY, city, above, today) + leads.play(leads.COUNTY, county, above, today)
            told += leads.play_reported(county, people["shehui"], today)
            self._say(f"线索 {told} 件：待受理、将到期、逾期、引导复议、转办、已告知")
        if not PeriodicReport.objects.exists():
            city_chain = reports.Chain(people["shidu"], people["shichu"], people["shifa"], people["shiju"], people["shizhang"])
            county_chain = reports.Chain(people["xiandu"], people["xianchu"], legal, people["xianju"], people["xianzhang"])
            made = reports.play("430100", city_chain, today, last_reaches="leader")
            made += reports.play("430181", county_chain, today, last_reaches="division")
            self._say(f"监督月报 {made} 份，市级上月报告等待领导批示")
        if not ReviewRound.objects.exists():
            city_staff = reviews.Staff(
                people["shidu"],
                people["shichu"],
                people["shiju"],
                (people["shidu"], people["jiediao"], people["shifa"], people["shichu"]),
            )
            county_staff = reviews.Staff(
                people["xiandu"], people["xianchu"], people["xianju"], (people["xiandu"], people["xianchu"], legal)
            )
            self._say(f"案卷评查 {reviews.play(city_staff, county_staff, today)} 件：已公布、异议期内、评分中各一批")
        if not Appraisal.objects.exists():
            city = matters.Bureau(people["shidu"], people["shichu"], people["shiju"])
            county = matters.Bureau(people["xiandu"], people["xianchu"], people["xianju"])
            self._say(f"执法质效评议 {appraisals.play(city, county, today)} 个单位：一次已办结，一次评议中")
        if not ParameterTrial.objects.exists():
            trials.play(people["shichu"], today)
            self._say("参数试算一项，等待市局负责人批准")
        shown = Matter.objects.filter(agency__code="430181-ZJ").order_by("pk").first()
        if shown is not None:
            rights.play(matter_id=shown.pk)
            self._say("一项岗位代理、一项例外授权、一名借调人员")
        if not WarningRun.objects.exists():
            self._say(f"预警 {sum(log.found for log in running.run_all(today=today))} 条")
        drain()
        self._say("演示数据就绪")

    def _refuse_real_data(self) -> None:
        """Demo data never joins a database that somebody works in."""
        accounts = {account.username for account in ACCOUNTS}
        if User.objects.exists() and not User.objects.filter(username__in=accounts).exists():
            raise CommandError("数据库里已有正式用户，不能写入演示数据。请换一个空的数据库。")

    def _cases(self, number: int, today: datetime.date) -> None:
        folder = self._folder()
        files, planted = write_files(folder, cases=number, seed=SEED, as_of=today, calendar=calendar.current())
        write_planted(folder / "planted.csv", planted)
        self._say(f"生成 {number:,} 件执法记录、{len(files)} 个文件；埋设缺陷 {len(planted)} 处，见 {folder / 'planted.csv'}")
        for done, file in enumerate(files, start=1):
            batch, _created = batches.receive(
                content=file.path.read_bytes(), name=file.path.name, agency=file.agency, kind=file.kind, actor=None, deliver=False
            )
            batches.run(batch_id=batch.pk, today=today)
            if done % 50 == 0 or done == len(files):
                self._say(f"入库并检查 {done}/{len(files)} 个文件")
        with connection.cursor() as cursor:
            # The demo's past: findings were made when the records came in, not all today.
            cursor.execute(BACKDATE, {"today": today})
            cursor.execute(RECEIVED, {"today": today})
        drain()

    def _folder(self) -> Path:
        folder = Path(settings.VAR_DIR) / "demo"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _say(self, words: str) -> None:
        self.stdout.write(f"  [{time.monotonic() - self.began:5.1f} 秒] {words}")
        self.stdout.flush()
