"""监督事项与监督文书的流程。"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from agencies.choices import AgencyKind
from cases.choices import DISPUTED
from supervision.workflow import Lifecycle, Refusal, State, Transition, register_verbs
from supervision.workflow.lifecycle import Guard

SERVED_STATES = frozenset({"delivered", "handling", "responded", "returned", "closed", "told", "revoked"})
"""States in which the addressee sees the instrument."""

AWAITING_STATES = frozenset({"delivered", "handling", "returned"})
"""States in which the agency owes an answer, so that the clock runs."""

OBJECTIONABLE_STATES = AWAITING_STATES | {"responded", "closed"}
"""States in which the agency may object to what the instrument says (条例 §30). A closed one too: the law sets no day after which it is too late."""

ENDED_STATES = ("closed", "told", "revoked")
"""States in which an issued instrument has had its course."""


def issuer_may_issue(instrument: Any, actor: Any) -> Refusal | None:
    """条例 §6 二款, §26: only a supervision body of a county or above issues; a 司法所 assists."""
    if instrument.issuer_kind != AgencyKind.SUPERVISION_BODY:
        return Refusal(
            "司法所只协助开展监督，不能制发监督文书。请报县级行政执法监督机构办理。", "《行政执法监督条例》第六条第二款"
        )
    return None


def fits_management(agency: Any, *, tells_superior: bool) -> Refusal | None:
    """条例 §42 二款: an agency under vertical management is not ordered; its superior department is told, and only then is anybody."""
    if agency.vertically_managed == tells_superior:
        return None
    return Refusal(
        "该单位不实行垂直管理，应当直接向其制发监督文书，不向上级主管部门制发告知函。"
        if tells_superior
        else "该单位实行垂直管理，不对其制发督办函、意见书，应当将发现的问题及时告知其上一级主管部门（制发告知函）。",
        "《行政执法监督条例》第四十二条第二款",
    )


def through_the_right_door(instrument: Any, actor: Any) -> Refusal | None:
    """§42 二款 of an instrument in hand."""
    return fits_management(instrument.agency, tells_superior=instrument.tells_superior)


def of_the_issuer(permission: str) -> Guard:
    """An instrument is its bureau's: a county's director does not sign for the city, nor the reverse. The post that opens the step must be
    one at that bureau: who directs the city's bureau and sits in the county's on another post does not sign for the county."""

    def guard(instrument: Any, actor: Any) -> Refusal | None:
        grant = None if actor is None else actor.scope.grant_for(permission, instrument)
        if actor is None or (grant is not None and instrument.handled_at(grant)):
            return None
        return Refusal(f"本件由{instrument.issuer.name}制发，请由该局人员办理。")

    return guard


def not_the_drafter(instrument: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §60 (承办人、审核人、批准人; it binds enforcement, so here by analogy): who drafts, or hands a draft on, does not check; nor does
    their deputy."""
    if actor is not None and actor.hands("notices.check_instrument", instrument) & instrument.drafters:
        return Refusal("拟稿人、提交人不能核稿自己经手的文书，请由他人办理。", "参照《湖南省行政程序规定》第六十条")
    return None


def not_drafter_or_checker(instrument: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §60, by analogy: three different people draft, check and sign. A deputy counts as the person deputised for, too."""
    if actor is not None and actor.hands("notices.sign_instrument", instrument) & (instrument.drafters | instrument.checkers):
        return Refusal("拟稿人、提交人、核稿人不能签发同一文书，请由他人办理。", "参照《湖南省行政程序规定》第六十条")
    return None


def no_dispute_pending(instrument: Any, actor: Any) -> Refusal | None:
    """条例 §33 三款: what is before a reconsideration organ or a court is not supervised a second time."""
    pending = instrument.matter.items.filter(finding__case__dispute_status__in=DISPUTED).exists()
    if pending:
        return Refusal(
            "所涉案件已进入行政复议或者行政诉讼程序，依法不重复监督。请先将该案移出事项。", "《行政执法监督条例》第三十三条第三款"
        )
    return None


def all_accepted(instrument: Any, actor: Any) -> Refusal | None:
    """Closing needs every problem rectified in the bureau's eyes."""
    counts = instrument.verdict_counts
    if counts.unverified:
        return Refusal(f"还有 {counts.unverified} 项没有核验，请逐项核验后再办结。")
    if counts.returned:
        return Refusal(f"有 {counts.returned} 项核验未到位，应当退回补正。")
    return None


def some_returned(instrument: Any, actor: Any) -> Refusal | None:
    """Sending back needs every answer looked at and at least one found wanting."""
    counts = instrument.verdict_counts
    if counts.unverified:
        return Refusal(f"还有 {counts.unverified} 项没有核验，请逐项核验后再退回。")
    if not counts.returned:
        return Refusal("各项均核验到位，可以办结，无需退回。")
    return None


def no_objection_open(instrument: Any, actor: Any) -> Refusal | None:
    """条例 §30: an objection is dealt with in time; in no case is the instrument closed over it."""
    pending = instrument.objection_counts.pending
    return Refusal(f"还有 {pending} 项异议没有答复，答复后再办结。", "《行政执法监督条例》第三十条") if pending else None


def revoked_throughout(instrument: Any, actor: Any) -> Refusal | None:
    """Only an instrument of which every problem was revoked is revoked."""
    standing = instrument.objection_counts.standing
    return Refusal(f"还有 {standing} 个问题没有撤销，文书继续办理。") if standing else None


def nothing_left_to_answer(instrument: Any, actor: Any) -> Refusal | None:
    """What was sent back and not revoked is still to be put right."""
    left = instrument.responses.filter(sent_at=None, items__verdict="").exists()
    return Refusal("还有退回补正的问题没有补正。") if left else None


def no_instrument_in_hand(matter: Any, actor: Any) -> Refusal | None:
    """A matter with an instrument on its way, or a certificate withheld, is not dropped."""
    if matter.instruments.exclude(state="voided").exists():
        return Refusal("事项下有尚未作废的监督文书，不能终结。请先作废文书，或者等文书办结。")
    if any(one.is_in_hand for one in matter.suspensions.all()):
        return Refusal("事项下有待批准或者尚未期满的证件暂扣，不能终结。请先不予批准，或者返还证件。")
    return None


def every_problem_rectified(matter: Any, actor: Any) -> Refusal | None:
    """A matter is done when all its instruments are closed and each of its problems stood in one: none is dropped on the way."""
    if matter.instruments.exclude(state__in=[*ENDED_STATES, "voided"]).exists():
        return Refusal("事项下还有监督文书没有办结。")
    answered = matter.instruments.filter(state__in=ENDED_STATES, items__matter_item__isnull=False).values("items__matter_item")
    left = matter.items.exclude(pk__in=answered).count()
    return Refusal(f"事项还有 {left} 个问题没有写入监督文书。请另行制发文书，或者将其移出事项。") if left else None


def no_clue_kept(matter: Any, actor: Any) -> Refusal | None:
    """条例 §33 一款: what belongs to the supervisory organ is referred to it before the matter ends."""
    kept = matter.pending_referrals
    return (
        Refusal(f"还有 {kept} 条线索应当移送监察机关，没有登记移送。", "《行政执法监督条例》第三十三条第一款") if kept else None
    )


def asks_the_agency(instrument: Any, actor: Any) -> Refusal | None:
    """What tells a superior department is not served on the agency as an order (条例 §42 二款)."""
    return (
        Refusal("告知函不向被监督单位送达，只抄送知悉。", "《行政执法监督条例》第四十二条第二款")
        if instrument.tells_superior
        else None
    )


def tells_the_superior(instrument: Any, actor: Any) -> Refusal | None:
    """Only what tells a superior department ends with the telling; what asks something of the agency is served."""
    return None if instrument.tells_superior else Refusal("这件文书要求单位反馈，应当送达。")


def not_the_proposer(suspension: Any, actor: Any) -> Refusal | None:
    """湘程序规定 §60, by analogy: who proposes a suspension does not approve it. A deputy counts as the person deputised for, too."""
    if actor is not None and actor.hands("notices.approve_suspension", suspension) & suspension.proposers:
        return Refusal("提出人不能批准自己提出的暂扣，请由他人办理。", "参照《湖南省行政程序规定》第六十条")
    return None


def of_a_matter_not_dropped(suspension: Any, actor: Any) -> Refusal | None:
    """What a matter was dropped for withholds nobody's certificate."""
    return Refusal("所属监督事项已经终结，不能再批准暂扣。") if suspension.matter.state == "dropped" else None


def from_today_on(suspension: Any, actor: Any) -> Refusal | None:
    """A decision judges no act that was done before it: the holder could not know. A rule of the platform."""
    if suspension.from_day < timezone.localdate():
        return Refusal("提出的起始日已经过去，暂扣不溯及批准以前的执法行为。请不予批准，另定起始日重新提出。")
    return None


def not_run_out(suspension: Any, actor: Any) -> Refusal | None:
    """A suspension that ran out has ended by itself (S-12): there is nothing to give back early."""
    if suspension.to_day < timezone.localdate():
        return Refusal("暂扣期已满，证件已经自动恢复效力，不必办理提前返还。")
    return None


def every(*guards: Guard) -> Guard:
    """The first refusal of several guards."""

    def guard(obj: Any, actor: Any) -> Refusal | None:
        return next((refusal for one in guards if (refusal := one(obj, actor)) is not None), None)

    return guard


of_the_drafters = of_the_issuer("notices.draft_instrument")
of_the_signatories = of_the_issuer("notices.sign_instrument")
of_the_verifiers = of_the_issuer("notices.verify_response")
of_those_who_answer = of_the_issuer("notices.answer_objection")

may_revoke = every(of_those_who_answer, revoked_throughout)
"""Everything that must be so before an instrument is revoked."""

may_settle = every(of_those_who_answer, no_objection_open, nothing_left_to_answer)
"""Everything that must be so before an answer to an objection closes an instrument."""

may_close = every(every_problem_rectified, no_clue_kept)
"""Everything that must be done before a matter is."""

may_issue = every(issuer_may_issue, through_the_right_door)
"""Everything the law asks of the bureau before an instrument moves."""

may_submit = every(may_issue, of_the_drafters)
"""Everything the law asks before a draft is handed on."""

may_check = every(may_issue, of_the_issuer("notices.check_instrument"), not_the_drafter)
"""Everything the law asks before a check."""

may_sign = every(may_issue, of_the_signatories, not_drafter_or_checker, no_dispute_pending)
"""Everything the law asks before a signature."""


MATTER = Lifecycle(
    name="notices.matter",
    states=(
        State("open", "研判中", "已立项，正在核实事实、拟定处理方式。", "active"),
        State("supervising", "督促整改中", "监督文书已经制发，单位正在办理。", "active"),
        State("closed", "已办结", "整改经核验到位，事项办结。", "done"),
        State("dropped", "已终结", "经核实不再监督，理由已记录。", "done"),
    ),
    transitions=(
        Transition("open", "supervise", "supervising", "制发文书", "notices.view_matter"),
        Transition("supervising", "close", "closed", "办结", "notices.view_matter", may_close, follows=True),
        Transition(
            "open", "drop", "dropped", "终结", "notices.open_matter", every(no_instrument_in_hand, no_clue_kept), asks="终结理由"
        ),
    ),
)

INSTRUMENT = Lifecycle(
    name="notices.instrument",
    states=(
        State("draft", "拟稿", "承办人正在拟稿，只有监督机构内部可见。", "neutral"),
        State("checking", "待核稿", "处室负责人核对事实、依据、期限和文字。", "active"),
        State("signing", "待签发", "监督机构负责人审定签发。", "active"),
        State("issued", "制发中", "已签发并取得发文字号，正在生成文书并送达。", "active"),
        State("delivered", "已送达", "已送达单位工作台，期限开始计算，待单位签收。", "active"),
        State("handling", "办理中", "单位已签收，正在逐项整改、填报。", "active"),
        State("responded", "待核验", "单位已报送整改情况，由监督机构核验。", "active"),
        State("returned", "退回补正", "部分整改未到位，已退回单位补正并另定期限。", "bad"),
        State("closed", "已办结", "各项整改均核验到位。", "done"),
        State("told", "已告知", "已告知被监督单位的上一级主管部门，并抄送该单位；不要求该单位向本机关反馈。", "done"),
        State("revoked", "已撤销", "所列问题经异议处理全部撤销，不再要求整改。", "done"),
        State("voided", "已作废", "签发前作废，不占用文号。", "done"),
    ),
    transitions=(
        Transition("draft", "submit", "checking", "提交核稿", "notices.draft_instrument", may_submit, primary=True),
        Transition("draft", "void", "voided", "作废", "notices.draft_instrument", of_the_drafters),
        Transition("checking", "pass_check", "signing", "核稿通过", "notices.check_instrument", may_check, primary=True),
        Transition("checking", "return_to_draft", "draft", "退回修改", "notices.check_instrument", may_check, asks="退回理由"),
        Transition("signing", "sign", "issued", "签发", "notices.sign_instrument", may_sign, primary=True),
        Transition(
            "signing", "return_to_draft", "draft", "退回修改", "notices.sign_instrument", of_the_signatories, asks="退回理由"
        ),
        Transition("issued", "deliver", "delivered", "送达", "notices.deliver_instrument", asks_the_agency),
        Transition("issued", "tell", "told", "告知", "notices.deliver_instrument", tells_the_superior),
        Transition("delivered", "acknowledge", "handling", "签收", "notices.respond", primary=True),
        Transition("handling", "respond", "responded", "报送整改情况", "notices.respond", primary=True),
        Transition("returned", "respond", "responded", "报送整改情况", "notices.respond", primary=True),
        Transition(
            "responded",
            "close",
            "closed",
            "核验通过并办结",
            "notices.verify_response",
            every(of_the_verifiers, all_accepted, no_objection_open),
            primary=True,
        ),
        *(
            Transition(state, "revoke", "revoked", "撤销", "notices.answer_objection", may_revoke, follows=True)
            for state in ("delivered", "handling", "responded", "returned")
        ),
        Transition("returned", "settle", "closed", "办结", "notices.answer_objection", may_settle, follows=True),
        Transition(
            "responded", "send_back", "returned", "退回补正", "notices.verify_response", every(of_the_verifiers, some_returned)
        ),
    ),
)

_of_the_approvers = of_the_issuer("notices.approve_suspension")

SUSPENSION = Lifecycle(
    name="notices.suspension",
    states=(
        State("proposed", "待批准", "承办人已提出，待监督机构负责人批准；证件效力不变。", "active"),
        State("in_force", "暂扣中", "自起始日至截止日，该证件停止使用；截止日次日自动恢复。", "bad"),
        State("declined", "不予批准", "负责人不予批准，证件效力不变。", "done"),
        State("restored", "已返还", "提前返还，自返还之日起恢复效力。", "done"),
    ),
    transitions=(
        Transition(
            "proposed",
            "approve",
            "in_force",
            "批准暂扣",
            "notices.approve_suspension",
            every(_of_the_approvers, not_the_proposer, of_a_matter_not_dropped, from_today_on),
            primary=True,
        ),
        Transition(
            "proposed", "decline", "declined", "不予批准", "notices.approve_suspension", _of_the_approvers, asks="不予批准的理由"
        ),
        Transition(
            "in_force",
            "restore",
            "restored",
            "提前返还",
            "notices.approve_suspension",
            every(_of_the_approvers, not_run_out),
            asks="返还理由",
        ),
    ),
)
"""暂扣行政执法证件 (S-12). 期满 is no state: it is read from the day, so that no job has to come for a certificate to be valid again."""

RUN_OUT = State("run_out", "期满", "暂扣期已满，证件自动恢复效力。", "done")
NOT_BEGUN = State("not_begun", "已批准，未到起始日", "已经批准，自起始日起暂扣；在此以前证件有效。", "active")

register_verbs(MATTER, INSTRUMENT, SUSPENSION)
