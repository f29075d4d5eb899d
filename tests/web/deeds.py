"""办得成的事：每件事、完整的表单、谁办得成，其余的人一个字也改不了。

The other half of the table of record: each deed with a complete form, and who brings it about at each place. `who` reads "KMT: Cs Ks | N: Cs Ns":
at these places these people, by the heads of `matrix.txt`; "-" is nobody. Everybody else must leave no trace in any table. A deed whose form or
address holds a thing names every place at which the thing stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agencies.registers.officers import OFFICERS
from agencies.registers.power_items import POWER_ITEMS
from cases.registers.duties import DUTIES
from cases.registers.laws import ARTICLES, LAWS
from cases.registers.parameters import PARAMETERS
from reports.annual.kinds import KINDS, RANKED
from tests.web import deed_forms as forms
from tests.web.deed_forms import Form
from tests.web.matrix import NAMES
from tests.web.registers import as_it_stands, filled_in
from tests.web.world import Place


@dataclass(frozen=True)
class Deed:
    """One deed: `who[place]` bring it about there, nobody else."""

    route: str
    thing: str
    form: Form
    who: dict[str, frozenset[str]]
    label: str

    @property
    def name(self) -> str:
        """How a test names it."""
        return f"{self.route} {self.thing} {self.label}".strip()

    def address(self, place: Place) -> dict[str, Any]:
        """The address's parameters with the thing of one place."""
        return place.of(self.thing)


def _deed(route: str, thing: str, who: str, form: Form | None = None, **fixed: Any) -> Deed:
    named: dict[str, frozenset[str]] = {}
    for group in who.split("|"):
        places, _, people = group.strip().partition(":")
        for place in places:
            named[place] = frozenset(NAMES[short] for short in people.split() if short != "-")
    return Deed(route, thing, form or (lambda place: dict(fixed)), named, str(fixed.get("action", "")))


_KEEPS = "KMTA: Cs Ks 2t | C: Cs | N: Cs Ns"
_KEEPS_NEW = "K: Cs Ks 2t | C: Cs | N: Cs Ns"
_TRIAGE = "KMT: Cs Cc Ks Kc 2t | C: Cs Cc | N: Cs Cc Ns"
_DRAWS = "KMT: Cs Ks sy 2t | C: Cs sy | N: Cs Ns sy"
_DRAFTER = "KMT: Ks 2t | C: Cs | N: Ns"
_OFFICER = "K: Oh 2a | M: - | C: Om | T: Ot | N: On 2a | A: -"
_APPROVES = "KMT: Cc Kc | C: Cc | N: Cc"
_DECIDES = "KMT: Ks Kc 2t | C: Cs Cc | N: Ns | A: -"
_APPRAISES = "K: Ks Kc 2t | C: Cs Cc | N: Ns"
_MATTER = {"title": "新事项", "problem_type": "02", "method": "routine"}

DEEDS = (
    _deed("agencies:calendar", "nothing", "K: sy", forms.arrangement),
    _deed("agencies:account_new", "nothing", "K: sy", forms.account),
    _deed("agencies:account_disable", "person", "KMCTNA: sy", reason="离职"),
    _deed("agencies:account_enable", "shut_person", "KMCTN: sy | A: -", reason="返岗"),
    _deed("agencies:account_password", "person", "KMCTNA: sy", reason="本人当面申请"),
    _deed("agencies:account_unlock", "factor_person", "KMCTN: se | A: -", reason="本人来电"),
    _deed("agencies:account_factor", "factor_person", "KMCTN: se | A: -", reason="手机遗失"),
    _deed("agencies:hand_over", "leaver", "KMCTN: sy | A: -", forms.hand_over),
    _deed("agencies:post_new", "person", "KMCTNA: se", forms.post),
    _deed("agencies:token_new", "machine", "KMCTNA: sy", expires_on=forms.day(), reason="首次对接"),
    _deed("agencies:token_revoke", "token", "KMCTN: sy | A: -", reason="换新"),
    _deed(
        "cases:api_push", "nothing", "K: yC yK yT", kind="penalty", records=[{"record_no": "推送", "party_name": "演示数据公司"}]
    ),
    _deed("agencies:post_end", "post", "KMCTN: se | A: -", last_day=forms.day(), reason="免职"),
    _deed("agencies:exception_new", "person", "KMCTN: se | A: -", forms.exception),
    _deed("agencies:exception_revoke", "exception", "KMCTN: se | A: -", reason="用毕"),
    _deed("agencies:delegate", "post", "KMT: Kc se | C: Cc se | N: se | A: -", forms.deputy),
    _deed("agencies:delegation_revoke", "delegation", "KMT: Kd Kl se | C: Cd Cl se | N: se | A: -", reason="提前返岗"),
    _deed(
        "cases:unmask",
        "case",
        "K: Cs Ks 2t Oh 2a | M: Cs Ks 2t | C: Cs Om | T: Cs Ks 2t Ot | N: Cs Ns On 2a | A: Cs Ks 2t Oh 2a",
        purpose="verify",
        reason="核对当事人身份",
    ),
    _deed("cases:finding_act", "finding", f"{_TRIAGE} | A: -", action="confirm"),
    _deed("cases:finding_act", "finding", f"{_TRIAGE} | A: -", action="dismiss", words="经核实不成立"),
    _deed("cases:finding_put", "finding", f"{_TRIAGE} | A: -", words="请说明有关情况"),
    _deed("cases:contest_say", "contest_put", _OFFICER, action="contest", words="与事实不符"),
    _deed("cases:contest_say", "contest_put", _OFFICER, action="concede"),
    _deed("cases:contest_answer", "contest_said", f"{_TRIAGE} | A: -", action="adopt", words="属实"),
    _deed("cases:contest_answer", "contest_said", f"{_TRIAGE} | A: -", action="reject", words="不属实"),
    _deed("cases:contest_attach", "contest_put", _OFFICER, forms.evidence),
    _deed("cases:contest_detach", "contest_put_file", _OFFICER),
    _deed("cases:waiver_new", "nothing", "K: Cs Cc Ks Kc 2t | C: Cs Cc | N: Cs Cc Ns", forms.waiver),
    _deed("cases:waiver_act", "waiver", f"{_APPROVES} | A: -", action="approve", words="同意"),
    _deed("cases:waiver_act", "waiver", f"{_APPROVES} | A: -", action="refuse", words="不符合条件"),
    _deed("cases:waiver_act", "waiver", "KMT: Ks | C: Cs | N: Ns | A: -", action="withdraw"),
    _deed("cases:waiver_act", "waiver_approved", f"{_APPROVES} | A: -", action="revoke", words="情况已变"),
    _deed("cases:triage_bulk", "nothing", f"{_TRIAGE} | A: -", forms.key("ids", "finding", action="confirm")),
    _deed("cases:finding_note", "finding", "KMCNA: - | T: tw", text="到过现场"),
    _deed(
        "cases:upload",
        "nothing",
        "K: Cs Ks 2t Oh 2a | M: Cs Ks 2t | C: Cs Om | T: Cs Ks 2t Ot | N: Cs Ns On 2a | A: -",
        forms.batch,
    ),
    _deed(
        "cases:batch_read_again",
        "batch",
        "K: Cs Ks 2t Oh 2a | M: Cs Ks 2t | C: Cs Om | T: Cs Ks 2t Ot | N: Cs Ns On 2a | A: Cs Ks 2t Oh 2a",
    ),
    _deed(
        "cases:duty_new",
        "nothing",
        _KEEPS_NEW,
        lambda place: filled_in(DUTIES, agency=place.people.agency.name, year="2023", reason="补充登记"),
    ),
    _deed("cases:duty", "duty", _KEEPS, lambda place: as_it_stands(DUTIES, place, "duty", officers_count="30")),
    _deed("agencies:power_item_new", "nothing", _KEEPS_NEW, forms.new_item),
    _deed(
        "agencies:power_item", "power_item", _KEEPS, lambda place: as_it_stands(POWER_ITEMS, place, "power_item", name="改了名称")
    ),
    _deed("agencies:officer_new", "nothing", _KEEPS_NEW, forms.new_officer),
    _deed("agencies:officer", "officer", _KEEPS, lambda place: as_it_stands(OFFICERS, place, "officer", entered_on="2020-01-02")),
    _deed("cases:parameter_new", "nothing", "K: Cc", forms.new_parameter),
    _deed(
        "cases:parameter",
        "parameter",
        "KMCTNA: Cc",
        lambda place: as_it_stands(PARAMETERS, place, "parameter", source="另一来源"),
    ),
    _deed("cases:law_new", "nothing", "K: Cc", forms.new_law),
    _deed("cases:law_article_new", "nothing", "K: Cc", forms.new_article),
    _deed("cases:law", "law", "KMCTNA: Cc", lambda place: as_it_stands(LAWS, place, "law", source="另一来源")),
    _deed(
        "cases:law_article",
        "law_article",
        "KMCTNA: Cc",
        lambda place: as_it_stands(ARTICLES, place, "law_article", summary="另一要旨"),
    ),
    _deed("cases:profile_new", "nothing", f"{_DRAWS} | A: -", forms.profile),
    _deed("cases:profile_version", "profile", f"{_DRAWS} | A: -", forms.sample),
    _deed(
        "cases:profile_draw",
        "profile_draft",
        "KMT: Ks | C: Cs | N: Ns | A: -",
        c0="party_name",
        c1="inspected_on",
        action="activate",
    ),
    _deed("cases:profile_retire", "profile", f"{_DRAWS} | A: -"),
    _deed(
        "cases:hold",
        "case",
        "KMT: Cs Cc Cl Ks Kc Kl 2t | C: Cs Cc Cl 2t | N: Cs Cc Cl Ns 2t | A: Cs Cc Cl Ks Kc Kl 2t",
        action="place",
        reason="有关机关要求",
    ),
    _deed(
        "cases:retention_change",
        "kept_kind",
        "KMCTNA: Cc",
        years=30,
        archive_years=1,
        counted_from="closing",
        source="档案规定",
        status="found",
        reason="核对了原文",
        effective_on=forms.day(),
    ),
    _deed("cases:disposal_new", "nothing", "K: Cs Ks Ns 2t", kind="coercion"),
    _deed("cases:review_new", "nothing", "K: Ks Kc 2t | C: Cs Cc", forms.plan("又一个批次")),
    _deed("cases:review_plan", "review_draft", "K: Ks Kc 2t | C: Cs Cc | N: Ns | A: -", forms.plan("改过的方案")),
    _deed("cases:review_act", "review_draft", "K: Ks Kc 2t | C: Cs Cc | N: Ns | A: -", action="draw", seed="公开抽取"),
    _deed("cases:review_act", "review_draft", "K: Ks Kc 2t | C: Cs Cc | N: Ns | A: -", action="cancel", words="另行拟定"),
    _deed("cases:review_act", "review_drawn", "K: Ks Kc 2t | C: Cs Cc | N: Ns | A: -", forms.assigning),
    _deed("cases:review_act", "review_scored", "K: Kc | C: Cc | N: - | A: -", action="notify"),
    _deed("cases:review_act", "review_told", "K: Kd | C: Cd | N: - | A: -", action="publish", words="同意公布"),
    _deed("cases:review_file_act", "review_file_scoring", "K: Kc Kl | C: Cc Cl | N: - | A: -", action="begin"),
    _deed("cases:review_file_act", "review_file_scoring", "K: Ks Kc 2t | C: Cs Cc | N: Ns | A: -", forms.replacing),
    _deed(
        "cases:review_file_act",
        "review_file_objected",
        "K: Ks Cs Cc Cl 2t | C: Cs 2t | N: Ns Cs Cc Cl 2t | A: -",
        action="answer",
        outcome="kept",
        words="维持",
    ),
    _deed("cases:review_sheet_act", "review_sheet", "K: Kc | C: Cc | N: - | A: -", then="save", remark="总体规范"),
    _deed(
        "cases:review_sheet_act",
        "review_sheet",
        "K: Kc | C: Cc | N: - | A: -",
        then="add",
        title="目录缺失",
        points=2,
        reason="没有目录",
        page="1",
    ),
    _deed("cases:review_object", "review_file_told", "K: Oh 2a | C: Om | N: On 2a | A: -", words="请复核"),
    _deed("cases:disposal_act", "disposal_draft", "K: Ks 2t | C: Cs | N: Ns | A: -", action="submit"),
    _deed("cases:disposal_act", "disposal_draft", "K: Ks 2t | C: Cs | N: Ns | A: -", action="withdraw", words="重新编制"),
    _deed("cases:disposal_act", "disposal_first", "K: Kc Kl | C: Cc Cl 2t | N: - | A: -", action="agree", words="同意", seen=1),
    _deed(
        "cases:disposal_act", "disposal_first", "K: Kc Kl | C: Cc Cl 2t | N: - | A: -", action="return", words="请核对", seen=1
    ),
    _deed(
        "cases:trial_new",
        "nothing",
        "K: Cc",
        key="publish_days",
        sector="housing",
        value="9",
        unit="workday",
        source="测试文件",
        status="unverified",
        valid_from="2030-01-01",
        place="",
    ),
    _deed("cases:trial_act", "trial_submitted", "K: Kd | C: Cd | N: - | A: -", action="adopt", words="同意"),
    _deed("cases:trial_act", "trial_submitted", "K: Kd | C: Cd | N: - | A: -", action="return", words="请核对"),
    _deed("cases:disposal_strike", "disposal_item", "K: Kc Kl | C: Cc Cl 2t | N: - | A: -", words="有保存价值"),
    _deed("leads:lead_new", "nothing", "KM: Cs Cc Ks Kc 2t | C: Cs Cc | T: Cs Cc Ks Kc 2t tw | N: Cs Cc Ns", forms.lead),
    _deed("leads:report", "nothing", "KMT: sc so | C: sc | N: sc", forms.report),
    _deed("leads:lead_act", "lead", _DECIDES, action="accept", on="2026-03-10"),
    _deed("leads:lead_act", "lead", _DECIDES, action="decline", kind="guided", words="请申请行政复议", on="2026-03-10"),
    # 上报: only downwards of the city's is there a body that could send a lead up to it.
    _deed("leads:lead_act", "lead", "KMT: Ks Kc 2t | C: - | N: Ns | A: -", forms.passing),
    _deed("leads:lead_act", "lead_accepted", _DECIDES, action="handle", outcome="true", words="已责成改正", on="2026-05-09"),
    _deed("leads:lead_act", "lead_handled", _DECIDES, action="inform", on="2026-05-10"),
    _deed("appraisals:appraisal_new", "nothing", _APPRAISES, forms.appraisal("又一次评议")),
    _deed("appraisals:appraisal_plan", "appraisal_draft", f"{_APPRAISES} | A: -", forms.appraisal("改过的方案")),
    _deed("appraisals:appraisal_act", "appraisal_draft", f"{_APPRAISES} | A: -", forms.published("criteria")),
    _deed("appraisals:appraisal_act", "appraisal_draft", f"{_APPRAISES} | A: -", action="cancel", words="另行拟订"),
    _deed("appraisals:score", "appraisal_row", f"{_APPRAISES} | A: -", forms.points),
    _deed("appraisals:appraisal_act", "appraisal_scoring", f"{_APPRAISES} | A: -", forms.published("process")),
    # Who plans and scores does not settle: the director does.
    _deed("appraisals:appraisal_act", "appraisal_scored", "K: Kd | C: Cd | N: - | A: -", action="settle", words="同意"),
    _deed("appraisals:appraisal_act", "appraisal_settled", f"{_APPRAISES} | A: -", forms.published("result")),
    # The course is not published yet: nobody closes.
    _deed("appraisals:appraisal_act", "appraisal_settled", "KCNA: -", action="close"),
    _deed("appraisals:appraisal_act", "appraisal_public", f"{_APPRAISES} | A: -", action="close"),
    _deed("notices:matter_open", "nothing", f"{_TRIAGE} | A: -", forms.key("finding", "spare_finding", **_MATTER)),
    _deed("notices:matter_act", "matter", "KMCTNA: -", action="drop", words="有文书在办，谁也不能终结"),
    _deed("notices:matter_act", "open_matter", f"{_TRIAGE} | A: -", action="drop", words="经核实不再监督"),
    _deed("notices:matter_add", "matter", f"{_TRIAGE} | A: -", forms.key("finding", "spare_finding")),
    _deed("notices:matter_remove", "open_item", f"{_TRIAGE} | A: -"),
    _deed(
        "notices:matter_refer",
        "matter",
        "KMTA: Ks Kc 2t | C: Cs Cc | N: Ns",
        ground="crime",
        found_on="2026-03-10",
        clue="索要财物。",
    ),
    _deed("notices:referral_settle", "matter_referral", "KMT: Ks Kc 2t | C: Cs Cc | N: Ns | A: -", forms.referred),
    _deed("notices:matter_visit", "matter", "KMTA: Ks Kc 2t | C: Cs Cc | N: Ns", forms.visit),
    _deed("notices:matter_note", "open_matter", "KMCN: - | T: tw | A: -", text="到过现场"),
    _deed("notices:matter_draft", "open_matter", "KMT: Cs Ks 2t | C: Cs | N: Cs Ns | A: -", kind="press_letter"),
    _deed("notices:suspension_propose", "matter", f"{_TRIAGE} | A: -", forms.suspension),
    _deed("notices:suspension_act", "suspension", "KMT: Kd | C: Cd | N: - | A: -", action="approve"),
    _deed("notices:suspension_act", "suspension", "KMT: Kd | C: Cd | N: - | A: -", action="decline", words="事实不清"),
    _deed("notices:suspension_act", "suspension_running", "KMT: Kd | C: Cd | N: - | A: -", action="restore", words="已经改正"),
    # Who was told on which day may be written down after the certificate went back.
    _deed("notices:suspension_told", "suspension_running", "KMTA: Ks Kc 2t | C: Cs Cc | N: Ns", unit_on=forms.day()),
    _deed("notices:instrument_edit", "draft", f"{_DRAFTER} | A: -", forms.draft),
    _deed("notices:instrument_act", "draft", f"{_DRAFTER} | A: -", action="submit"),
    _deed("notices:instrument_act", "draft", f"{_DRAFTER} | A: -", action="void"),
    _deed("notices:instrument_act", "checking", "KMT: Kc | C: Cc | N: - | A: -", action="pass_check"),
    _deed("notices:instrument_act", "checking", "KMT: Kc | C: Cc | N: - | A: -", action="return_to_draft", words="请改"),
    _deed("notices:instrument_act", "signing", "KMT: Kd | C: Cd | N: - | A: -", action="sign"),
    _deed("notices:instrument_act", "signing", "KMT: Kd | C: Cd | N: - | A: -", action="return_to_draft", words="请改"),
    _deed("notices:instrument_act", "verified", f"{_DRAFTER} | A: -", action="close"),
    _deed("notices:verify_item", "responded_answer", f"{_DRAFTER} | A: -", verdict="accepted"),
    _deed("notices:send_back", "half_verified", f"{_DRAFTER} | A: -", amount=15, unit="day"),
    _deed("notices:decide_extension", "handling_extension", "KMT: Ks Kc 2t | C: Cs Cc | N: Ns | A: -", granted="1", note="同意"),
    _deed(
        "notices:answer_objection",
        "handling_objection",
        "KMT: Ks Kc 2t | C: Cs Cc | N: Ns | A: -",
        outcome="maintained",
        answer="事实清楚。",
    ),
    _deed("notices:acknowledge", "delivered", _OFFICER),
    # No objection comes too late (条例 §30): a closed instrument may be objected to as well.
    _deed("notices:raise_objection", "delivered", "K: Oh 2a | M: - | C: Om | T: Ot | N: On 2a | A: Oh 2a", forms.objection),
    _deed("notices:ask_extension", "delivered", _OFFICER, amount=3, reason="资料较多"),
    _deed("notices:save_answers", "handling", _OFFICER, forms.answers),
    _deed("notices:send_answers", "handling", _OFFICER, forms.answers),
    _deed("notices:attach_evidence", "handling_answer", _OFFICER, forms.evidence),
    _deed("notices:remove_evidence", "handling_file", _OFFICER),
    _deed("cases:package_resend", "package_held", "K: Cs Ks 2t | C: Cs | N: Cs Ns | A: -"),
    _deed("reports:request", "nothing", "K: Ks Kc 2t | C: Cs Cc | N: Ns", forms.one_report),
    _deed("reports:edit", "report_draft", "K: Ks 2t | C: Cs | N: Ns | A: -", version=1, **{"p-0-0": "改写的一段。"}),
    _deed("reports:act", "report_draft", "K: Ks 2t | C: Cs | N: Ns | A: -", action="submit"),
    _deed("reports:act", "report_division", "K: Kc | C: Cc | N: - | A: -", action="agree", version=1, words="同意"),
    _deed("reports:act", "report_legal", "K: Kl | C: Cl 2t | N: - | A: -", action="agree", version=1, words="同意"),
    _deed("reports:act", "report_legal", "K: Kl | C: Cl 2t | N: - | A: -", action="return", version=1, words="请补充。"),
    _deed("reports:act", "report_director", "K: Kd | C: Cd | N: - | A: -", action="agree", version=1, words="同意"),
    _deed("reports:act", "report_leader", "K: KL | C: CL | N: - | A: -", action="agree", version=1, words="同意，请抓紧。"),
    _deed("reports:act", "report_leader", "K: KL | C: CL | N: - | A: -", action="return", version=1, words="请补充。"),
    _deed("reports:act", "report_approved", "K: Kd | C: Cd | N: - | A: -", action="issue"),
    _deed(
        "reports:counting",
        "nothing",
        "K: Cc",
        from_year=2026,
        order="＜".join(KINDS[kind] for kind in RANKED),
        source="演示",
        money_unit="yuan",
    ),
    _deed("reports:warning_decide", "warning", f"{_TRIAGE} | A: -", state="upheld", reason="已调卷核实"),
    _deed("reports:warning_parameters", "warning_model", "KMCTNA: Cc", days=200, least=1, min_n=8, reason="处务会议定"),
    _deed("trail:verify", "nothing", "K: au"),
    _deed("reports:acknowledge", "receipt", "K: Oh 2a | M: - | C: Om | N: On 2a | A: -"),
)
"""`matter_draft` by the city's supervisor makes the city's own instrument on a county's agency; a county's draft is the county's alone."""
