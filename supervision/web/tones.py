"""色调: which icon and which colour a state or a severity is shown with.

Red is kept for breach and overdue, amber for what is near or waits for a correction, green for what is finished well.
An icon and a word always go with the colour. A state may carry its own ``tone`` and ``icon``; the table below serves
the many that use the ordinary words.
"""

from typing import Any, NamedTuple


class Tone(NamedTuple):
    """A colour name (``neutral active good done warn bad off``) and an icon of the sprite."""

    tone: str
    icon: str


NEUTRAL = Tone("neutral", "circle-dashed")

#: The icon of a tone when the state's value says nothing more exact.
TONE_ICONS = {
    "active": "circle-dot",
    "good": "circle-check",
    "done": "circle-check",
    "warn": "alert-circle",
    "bad": "alert-octagon",
    "off": "circle-minus",
}

STATE_TONES: dict[str, Tone] = {
    **dict.fromkeys(("draft", "new", "created", "proposed", "planned"), Tone("neutral", "pencil")),
    **dict.fromkeys(("pending", "queued", "waiting", "unread", "registered", "to_check"), Tone("neutral", "clock")),
    **dict.fromkeys(
        (
            "open",
            "active",
            "running",
            "in_progress",
            "processing",
            "checking",
            "in_review",
            "reviewing",
            "responding",
            "rectifying",
            "verifying",
            "investigating",
            "approving",
            "submitted",
            "under_approval",
        ),
        Tone("active", "circle-dot"),
    ),
    **dict.fromkeys(("confirmed", "accepted", "checked", "approved"), Tone("active", "circle-check")),
    **dict.fromkeys(("signed", "numbered"), Tone("active", "signature")),
    **dict.fromkeys(("sent", "issued", "delivered", "published"), Tone("active", "send")),
    **dict.fromkeys(("responded", "answered", "received"), Tone("active", "inbox")),
    **dict.fromkeys(
        (
            "closed",
            "done",
            "completed",
            "verified",
            "rectified",
            "acknowledged",
            "pass",
            "passed",
            "loaded",
            "valid",
            "ok",
        ),
        Tone("good", "circle-check"),
    ),
    **dict.fromkeys(("returned", "sent_back", "rejected", "reopened"), Tone("warn", "arrow-back-up")),
    **dict.fromkeys(("near", "extended", "suspended", "paused", "escalated", "partial"), Tone("warn", "clock")),
    **dict.fromkeys(("missing", "incomplete", "data_missing", "unknown"), Tone("warn", "help-circle")),
    **dict.fromkeys(
        ("overdue", "breach", "breached", "fail", "failed", "invalid", "revoked", "error"), Tone("bad", "alert-octagon")
    ),
    **dict.fromkeys(
        ("dismissed", "withdrawn", "cancelled", "void", "expired", "waived", "superseded"), Tone("off", "circle-minus")
    ),
    **dict.fromkeys(("not_applicable", "skipped", "na"), Tone("off", "circle-minus")),
}

SEVERITIES: dict[str, tuple[str, int]] = {
    "critical": ("严重", 4),
    "high": ("较重", 3),
    "medium": ("一般", 2),
    "low": ("轻微", 1),
    "info": ("提示", 0),
}


def tone_of(state: Any) -> Tone:
    """The tone of a state: the one it carries (``state.tone``) if it says anything, else by its value, else neutral."""
    known = STATE_TONES.get(str(getattr(state, "value", state)).lower(), NEUTRAL)
    own = getattr(state, "tone", "") or "neutral"
    icon = getattr(state, "icon", "")
    if own in ("neutral", known.tone):
        return Tone(known.tone, icon or known.icon)
    return Tone(own, icon or TONE_ICONS.get(own, NEUTRAL.icon))
