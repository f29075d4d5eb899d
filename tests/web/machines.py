"""流程的期望表：什么状态下、谁、能走哪一步、走到哪里（A7）。

Written from the Regulation (条例 §6 §26–§30 §33 §42), the decision records and the design, not from `lifecycles.py`. Whatever is not named here is
refused. People by the heads of `matrix.txt`; the thing is 浏阳市's (place K), "system" is the worker.
"""

from __future__ import annotations

Steps = dict[tuple[str, str], tuple[str, str]]
"""(state, action) → (state afterwards, who)."""

INSTRUMENT_STATES = (
    "draft", "checking", "signing", "issued", "delivered", "handling", "responded", "responded_wanting", "returned", "closed", "told",
    "revoked", "voided",
)  # fmt: skip
"""`responded_wanting` is "responded" with an answer that the bureau found wanting; plain "responded" has all answers accepted."""

INSTRUMENT_ACTIONS = (
    "submit", "void", "pass_check", "return_to_draft", "sign", "deliver", "tell", "acknowledge", "respond", "close", "send_back", "edit",
    "object", "revoke_all",
)  # fmt: skip

INSTRUMENT: Steps = {
    # 拟稿: the bureau's own supervisors write, hand on, or give up a draft.
    ("draft", "edit"): ("draft", "Ks 2t"),
    ("draft", "submit"): ("checking", "Ks 2t"),
    ("draft", "void"): ("voided", "Ks 2t"),
    # 核稿, 签发: the chief and the director of that bureau; the city does not sign for a county, nor a 司法所 anything (§6 二款).
    ("checking", "pass_check"): ("signing", "Kc"),
    ("checking", "return_to_draft"): ("draft", "Kc"),
    ("signing", "sign"): ("issued", "Kd"),
    ("signing", "return_to_draft"): ("draft", "Kd"),
    # 送达: the worker prints and serves.
    ("issued", "deliver"): ("delivered", "system"),
    # 签收, 反馈: the addressed agency's officers.
    ("delivered", "acknowledge"): ("handling", "Oh 2a"),
    ("handling", "respond"): ("responded", "Oh 2a"),
    ("returned", "respond"): ("responded", "Oh 2a"),
    # 核验: the bureau that issued it.
    ("responded", "close"): ("closed", "Ks 2t"),
    ("responded_wanting", "send_back"): ("returned", "Ks 2t"),
    # 异议 (§30): the addressed agency, from service on and for ever, since the law sets no day; nothing moves by it.
    **{
        (state, "object"): (state.removesuffix("_wanting"), "Oh 2a")
        for state in ("delivered", "handling", "responded", "responded_wanting", "returned", "closed")
    },
    # 撤销 of every problem: the bureau that issued it, and not who drafted it (§60 by analogy).
    **{
        (state, "revoke_all"): ("revoked", "Kc 2t")
        for state in ("delivered", "handling", "responded", "responded_wanting", "returned")
    },
}

NOTIFICATION_STATES = ("draft", "checking", "signing", "issued", "told", "voided")
NOTIFICATION: Steps = {
    **{step: end for step, end in INSTRUMENT.items() if step[0] in NOTIFICATION_STATES and step[1] != "deliver"},
    # 告知 (§42 二款): the superior department is told, the agency gets a copy; nobody owes an answer, so nothing follows.
    ("issued", "tell"): ("told", "system"),
}

REPORT_STATES = ("compiling", "draft", "division", "legal", "director", "leader", "approved", "issuing", "issued")
REPORT_ACTIONS = ("compile", "edit", "submit", "agree", "return", "issue", "finish")

REPORT: Steps = {
    ("compiling", "compile"): ("draft", "system"),
    ("draft", "edit"): ("draft", "Ks 2t"),
    ("draft", "submit"): ("division", "Ks 2t"),
    ("division", "agree"): ("legal", "Kc"),
    ("division", "return"): ("draft", "Kc"),
    ("legal", "agree"): ("director", "Kl"),
    ("legal", "return"): ("draft", "Kl"),
    ("director", "agree"): ("leader", "Kd"),
    ("director", "return"): ("draft", "Kd"),
    # 批示: the leader of the body's own government (§6 一款).
    ("leader", "agree"): ("approved", "KL"),
    ("leader", "return"): ("draft", "KL"),
    ("approved", "issue"): ("issuing", "Kd"),
    ("issuing", "finish"): ("issued", "system"),
}

_TRIAGE = "Cs Cc Ks Kc 2t"
"""Supervisors and chiefs of the county, and of the city above it."""

MATTER_STATES = ("open", "supervising", "closed", "dropped")
MATTER_ACTIONS = ("drop", "add", "remove", "draft_press_letter", "draft_decision", "note")

MATTER: Steps = {
    ("open", "drop"): ("dropped", _TRIAGE),
    ("open", "add"): ("open", _TRIAGE),
    ("open", "remove"): ("open", _TRIAGE),
    ("open", "draft_press_letter"): ("open", "Cs Ks 2t"),
    # Problems that no instrument holds yet may be left out, or taken into another instrument, while the agency is already at work.
    ("supervising", "remove"): ("supervising", _TRIAGE),
    ("supervising", "draft_press_letter"): ("supervising", "Cs Ks 2t"),
}
"""§29: a 决定书 is the government's, so nobody drafts one. §6 二款: a 司法所 notes on its own town's matters only."""

SUSPENSION_STATES = ("proposed", "in_force", "declined", "restored")
SUSPENSION_ACTIONS = ("approve", "decline", "restore", "tell")

SUSPENSION: Steps = {
    # 批准、返还: the head of the bureau whose supervisor proposed; two persons (Hunan §60 by analogy).
    ("proposed", "approve"): ("in_force", "Kd"),
    ("proposed", "decline"): ("declined", "Kd"),
    ("in_force", "restore"): ("restored", "Kd"),
    # 告知: written down by who carries it out, also after the certificate went back; nothing moves by it.
    ("in_force", "tell"): ("in_force", "Ks Kc 2t"),
    ("restored", "tell"): ("restored", "Ks Kc 2t"),
}

FINDING_STATES = ("open", "confirmed", "dismissed", "in_matter", "cleared", "waived")
FINDING_ACTIONS = ("confirm", "dismiss", "reopen", "take", "release", "clear", "recur", "adopt", "waive", "unwaive")

FINDING: Steps = {
    ("open", "confirm"): ("confirmed", _TRIAGE),
    ("open", "dismiss"): ("dismissed", _TRIAGE),
    ("confirmed", "reopen"): ("open", _TRIAGE),
    ("dismissed", "reopen"): ("open", _TRIAGE),
    ("open", "take"): ("in_matter", _TRIAGE),
    ("confirmed", "take"): ("in_matter", _TRIAGE),
}
"""A re-check clears and finds again, a matter releases, an answered contest adopts, a waiver begins and ends: no person has a button for
these."""

BATCH_STATES = ("queued", "running", "done", "failed")
BATCH_ACTIONS = ("send_again",)

BATCH: Steps = {("failed", "send_again"): ("queued", "Cs Ks 2t Oh 2a")}
"""The same content again: a batch that was refused as a whole is read again, any other stays as it is."""
