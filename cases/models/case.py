"""行政执法案件（处罚、许可、强制、检查四类执法记录）。"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from agencies.choices import Sector
from agencies.models import ScopedModel
from cases.choices import (
    DISPUTED,
    CaseKind,
    DecisionType,
    DisputeStatus,
    FilingStatus,
    PartyType,
    Procedure,
    ReviewResult,
    ServiceMode,
)
from supervision.web.addresses import page_of


class EnforcementCase(ScopedModel):
    """One enforcement record, as the agency reported it. Nobody at the bureau edits it (条例 §8).

    An empty field means "the record does not say" (null), which is not the same as "no" (False). Amounts are in 元.
    `listed_on` is the day lists sort by: the decision's, else the filing's, the inspection's, or the day it came in.
    What can occur more than once stands in `case_parts`; payments of the fine, which are only ever read with their case, stand here as a
    list of {"on": day, "amount": 元}. `fingerprint`: digest of the reported values, to tell a correction from a repetition.

    `party_identity` is the fingerprint of a natural person's document number; the number itself lies sealed in `PartyIdentity`. A natural
    person's `party_name` is masked, `party_name_fingerprint` tells two of one masked name apart; the name itself lies sealed in `PartyName`.

    The links to agency and batch carry no constraint that asks for every row: the import writes them from its batch, which it holds
    locked and which itself has a constrained link to its agency; asking again 400,000 times was a tenth of an import (`make bench`).
    The other side is kept by the database: it refuses to delete a batch or an agency that a case belongs to (migration 0008).

    A case with `archived_on` is read-only: a trigger refuses every change of it, of its parts and of its findings (migration 0018). Neither
    web nor worker may delete a case; only `worker_deeds.destroy_cases` does, for an approved disposal list (`cases.services.destroying`).
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name="单位", db_index=False, db_constraint=False
    )
    kind = models.CharField("种类", max_length=12, choices=CaseKind.choices)
    external_id = models.CharField("报送单位记录号", max_length=80)
    batch = models.ForeignKey(
        "cases.ImportBatch",
        models.PROTECT,
        null=True,
        related_name="cases",
        verbose_name="批次",
        db_constraint=False,
        db_index=False,
    )
    line_no = models.PositiveIntegerField("行号", null=True)
    listed_on = models.DateField("列示日期")
    received_on = models.DateField("入库日期")

    case_no = models.CharField("案号", max_length=80, blank=True)
    cause = models.CharField("案由", max_length=300, blank=True)
    item_code = models.CharField("事项编码", max_length=40, blank=True)
    sector = models.CharField("领域", max_length=20, choices=Sector.choices)
    source = models.CharField("案件来源", max_length=20, blank=True)
    facts = models.TextField("违法事实", blank=True)
    legal_basis = models.TextField("依据", blank=True)
    content = models.TextField("决定内容", blank=True)
    place = models.CharField("地点", max_length=200, blank=True)

    party_type = models.CharField("当事人类别", max_length=20, choices=PartyType.choices, blank=True)
    party_name = models.CharField("当事人", max_length=200)
    party_name_fingerprint = models.CharField("当事人姓名的指纹", max_length=60, blank=True)
    party_credit_code = models.CharField("统一社会信用代码", max_length=40, blank=True)
    party_identity = models.CharField("当事人证件号码的指纹", max_length=60, blank=True)
    legal_representative = models.CharField("法定代表人", max_length=60, blank=True)

    violation_start = models.DateField("违法行为发生日", null=True)
    violation_end = models.DateField("违法行为终了日", null=True)
    discovered_date = models.DateField("发现日期", null=True)
    filing_status = models.CharField("立案状态", max_length=10, choices=FilingStatus.choices, blank=True)
    filing_date = models.DateField("立案日期", null=True)
    procedure = models.CharField("程序", max_length=10, choices=Procedure.choices, blank=True)
    remade_after_annulment = models.BooleanField("撤销后重作", null=True)

    informed_served_date = models.DateField("事先告知书送达日", null=True)
    informed_items = ArrayField(models.CharField(max_length=20), verbose_name="告知内容", null=True)
    oral_informed_recorded = models.BooleanField("口头告知已记录", null=True)
    notice_window_days = models.PositiveSmallIntegerField("告知书所载陈述申辩天数", null=True)
    statement_made_on = models.DateField("陈述申辩日期", null=True)
    statement_waived_at = models.DateField("放弃陈述申辩日期", null=True)
    hearing_required = models.BooleanField("属听证范围", null=True)
    hearing_waived_at = models.DateField("放弃听证日期", null=True)
    hearing_notice_date = models.DateField("听证通知日期", null=True)
    hearing_held = models.BooleanField("已举行听证", null=True)
    hearing_held_date = models.DateField("听证日期", null=True)

    major_public_interest = models.BooleanField("涉及重大公共利益", null=True)
    complex_multi_legal_relation = models.BooleanField("案情疑难复杂、涉及多个法律关系", null=True)
    other_statutory_review = models.BooleanField("法律法规规定的其他应审情形", null=True)
    agency_catalog_hit = models.BooleanField("列入本机关法制审核目录", null=True)
    legal_review_date = models.DateField("法制审核日期", null=True)
    legal_review_result = models.CharField("法制审核结果", max_length=20, choices=ReviewResult.choices, blank=True)
    meeting_date = models.DateField("集体讨论日期", null=True)

    decision_type = models.CharField("处理结果", max_length=12, choices=DecisionType.choices, blank=True)
    decision_no = models.CharField("决定书文号", max_length=128, blank=True)
    decision_date = models.DateField("决定日期", null=True)
    penalty_kinds = ArrayField(models.CharField(max_length=20), verbose_name="处罚种类", default=list)
    fine_amount = models.DecimalField("罚款（元）", max_digits=18, decimal_places=2, null=True)
    fine_amount_wan = models.DecimalField("罚款（万元，原表）", max_digits=18, decimal_places=6, null=True)
    amount_in_words = models.DecimalField("大写金额（元）", max_digits=18, decimal_places=2, null=True)
    confiscated_amount = models.DecimalField("没收金额（元）", max_digits=18, decimal_places=2, null=True)
    special_onsite_cap = models.DecimalField("法律另定当场处罚限额（元）", max_digits=18, decimal_places=2, null=True)

    announced_on = models.DateField("当场宣告日期", null=True)
    party_present = models.BooleanField("宣告时当事人在场", null=True)
    service_mode = models.CharField("决定书送达方式", max_length=16, choices=ServiceMode.choices, blank=True)
    served_date = models.DateField("决定书送达日期", null=True)
    publish_required = models.BooleanField("应当公开", null=True)
    publish_exempt_reason = models.CharField("不公开理由", max_length=200, blank=True)
    published_date = models.DateField("公开日期", null=True)

    pay_due_date = models.DateField("缴款期限届满日", null=True)
    payments = models.JSONField("缴款记录", null=True)
    surcharge = models.DecimalField("加处罚款（元）", max_digits=18, decimal_places=2, null=True)
    surcharge_until = models.DateField("加处罚款计至日", null=True)
    surcharge_standard_told = models.BooleanField("已告知加处标准", null=True)
    closed_on = models.DateField("结案日期", null=True)
    dispute_status = models.CharField("争议状态", max_length=16, choices=DisputeStatus.choices, default=DisputeStatus.NONE)

    licence_name = models.CharField("许可证书名称", max_length=120, blank=True)
    applied_on = models.DateField("申请日期", null=True)
    accepted_on = models.DateField("受理日期", null=True)
    valid_from = models.DateField("有效期自", null=True)
    valid_to = models.DateField("有效期至", null=True)

    measure_kind = models.CharField("强制措施或执行种类", max_length=40, blank=True)
    measure_from = models.DateField("强制开始日", null=True)
    measure_to = models.DateField("强制结束日", null=True)

    inspection_kind = models.CharField("检查类型", max_length=40, blank=True)
    inspected_on = models.DateField("检查日期", null=True)
    inspection_result = models.CharField("检查结果", max_length=40, blank=True)
    scanned = models.BooleanField("已扫码", null=True)

    fingerprint = models.BigIntegerField("内容指纹", null=True)
    search = SearchVectorField("检索", null=True)
    archived_on = models.DateField("归档日期", null=True)

    view_permission = "cases.view_case"
    no_deleting = True

    class Meta:
        verbose_name = "执法案件"
        verbose_name_plural = "执法案件"
        ordering = ["-listed_on", "-id"]
        indexes = [
            models.Index(fields=["-listed_on", "-id"], name="case_listed"),
            # These two hold all that the row policy asks: a list is counted from one alone, of an agency, a county or the city.
            models.Index(
                fields=["county_code", "-listed_on", "-id"], include=["region_code", "agency"], name="case_county_listed"
            ),
            models.Index(fields=["agency", "-listed_on", "-id"], include=["region_code"], name="case_agency_listed"),
            models.Index(fields=["region_code", "-listed_on", "-id"], name="case_region_listed"),
            models.Index(fields=["agency", "decision_no"], condition=~Q(decision_no=""), name="case_decision_no"),
            # When an item of the power list was last used (rule I-17).
            models.Index(fields=["agency", "item_code", "listed_on"], condition=~Q(item_code=""), name="case_item_used"),
            models.Index(fields=["party_identity"], condition=~Q(party_identity=""), name="case_party_identity"),
            models.Index(
                fields=["party_name_fingerprint"],
                include=["county_code", "region_code", "agency"],
                condition=~Q(party_name_fingerprint=""),
                name="case_party_name",
            ),
            models.Index(fields=["filing_date"], condition=Q(decision_date=None, kind=CaseKind.PENALTY), name="case_undecided"),
            # What else an enterprise saw of inspections (rules I-07 to I-09).
            models.Index(
                fields=["party_credit_code"],
                condition=Q(kind=CaseKind.INSPECTION) & ~Q(party_credit_code=""),
                name="case_inspected_enterprise",
            ),
            # Few, as long as the platform is young: the list of what is archived, and nothing to write for what comes in.
            models.Index(
                fields=["county_code", "-listed_on", "-id"],
                include=["region_code", "agency"],
                condition=~Q(archived_on=None),
                name="case_archived",
            ),
            # The cases of a batch lie side by side: where they lie is all that need be known.
            BrinIndex(fields=["batch"], pages_per_range=32, autosummarize=True, name="case_batch"),
            GinIndex(fields=["search"], name="case_search", fastupdate=True, condition=Q(search__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agency", "external_id"], name="case_external_id_once_per_agency"),
            models.CheckConstraint(condition=Q(kind__in=CaseKind.values), name="case_kind_known"),
            models.CheckConstraint(condition=Q(fine_amount=None) | Q(fine_amount__gte=0), name="case_fine_not_negative"),
            models.CheckConstraint(condition=Q(surcharge=None) | Q(surcharge__gte=0), name="case_surcharge_not_negative"),
            models.CheckConstraint(condition=Q(dispute_status__in=DisputeStatus.values), name="case_dispute_status_known"),
        ]

    @property
    def is_disputed(self) -> bool:
        """Whether it is before a reconsideration organ or a court: then it is not supervised a second time (条例 §33 三款)."""
        return self.dispute_status in DISPUTED

    def __str__(self) -> str:
        return self.decision_no or self.case_no or self.external_id

    def get_absolute_url(self) -> str:
        return page_of("cases:case", self.pk)
