"""走查用的请单位说明、申辩和豁免：还没答的、已申辩的、待批准的、生效的，以及已经了结的。"""

from __future__ import annotations

from typing import Any

from cases.models import Finding
from cases.services import contests, waivers
from supervision.outbox.models import OutboxJob
from tests.cases import disputed
from tests.notices import builders
from tests.web.people import People

Keys = dict[str, dict[str, Any]]


def of(people: People) -> Keys:
    """One of each at a place: a question with a file that is not sent yet, a contest, a request with a file, a waiver in force."""
    asked = disputed.put(_open(people), people.supervisor)
    unsent = contests.attach(contest=asked, name="听证笔录.pdf", content=disputed.PDF, actor=people.officer)
    said = disputed.contested(_open(people), people.supervisor, people.officer)
    request = disputed.requested(people.supervisor, agency=people.agency, rule="P-50", file=("批复.pdf", disputed.PDF))
    return {
        **_contests(asked.pk, unsent.pk, said.pk, said.evidence.get().pk),
        "waiver": {"pk": request.pk},
        "waiver_approved": {"pk": waived(people).waiver_id},
    }


def over(people: People) -> Keys:
    """An answered contest, a waiver that was revoked."""
    said = disputed.contested(_open(people), people.supervisor, people.officer)
    file = said.evidence.get().pk
    contests.answer(contest=said, adopt=True, reason="属实。", actor=people.supervisor)
    revoked = disputed.approved(people.supervisor, people.chief, case=_open(people).case, file=("批复.pdf", disputed.PDF))
    waivers.revoke(waiver=revoked, words="试点终止。", actor=people.chief)
    _leave_the_figures()
    return {
        **_contests(said.pk, file, said.pk, file),
        "waiver": {"pk": revoked.pk},
        "waiver_approved": {"pk": revoked.pk},
    }


def waived(people: People) -> Finding:
    """A finding under a waiver of its case."""
    finding = _open(people)
    disputed.approved(people.supervisor, people.chief, case=finding.case)
    _leave_the_figures()
    return Finding.objects.get(pk=finding.pk)


def _contests(asked: int, unsent: int, said: int, sent: int) -> Keys:
    return {
        "contest_put": {"pk": asked},
        "contest_put_file": {"pk": asked, "evidence": unsent},
        "contest_unsent_evidence": {"pk": unsent},
        "contest_said": {"pk": said},
        "contest_sent_evidence": {"pk": sent},
    }


def _leave_the_figures() -> None:
    """The world counts its figures at the end, when no word is put in front of texts any more."""
    OutboxJob.objects.filter(done_at=None, dedupe_key__startswith="waiver:").update(dead=True)


def _open(people: People) -> Finding:
    return builders.make_finding(people.agency, state="open")
