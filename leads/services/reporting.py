"""社会监督员反映问题：本人登记，本人就是反映人，以后只有本人看得到自己的这一份。

The same path as a lead that a bureau registers (`registering`): routed to the body that supervises the agency, numbered there, masked and sealed.
What differs: the day is today, the informant is the reporter, and a day has a limit.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, User
from leads.choices import LeadSource
from leads.models import Lead
from leads.services.registering import Told, kept
from leads.services.words import opened
from supervision.web.errors import UserError

_REPORT = "leads.report_lead"
MOST_A_DAY = 20
"""Reports of one person on one day. Ours, not the law's: it keeps a lost account from flooding a bureau."""


@transaction.atomic
def report_lead(*, text: str, contact: str, agency: Agency, actor: User) -> Lead:
    """反映问题 about an agency of the region of the body that appointed the actor. Without a contact the account's own telephone is kept.

    PermissionDenied out of reach, and about an agency with which the actor is bound up (回避); UserError as `register_lead`, and for what is one
    too many today. Neither tells anything of what others reported.
    """
    if not actor.has_perm(_REPORT, agency):
        raise PermissionDenied(actor.why_not(_REPORT, agency) or "该单位不在您可以反映的范围内。")
    today = timezone.localdate()
    # One person's reports come one after the other: the limit holds, and a button pressed twice finds the first one.
    User.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=actor.pk)
    if Lead.objects.filter(reporter=actor, received_on=today).count() >= MOST_A_DAY:
        raise UserError(
            f"今天已经提交 {MOST_A_DAY} 件，达到每日上限，这一件没有提交。",
            where="反映问题",
            remedy="请明天再提交；情况紧急的，请直接联系聘请您的监督机构。",
        )
    told = Told(
        source=LeadSource.SOCIAL_SUPERVISOR,
        received_on=today,
        text=text,
        name=actor.display_name,
        contact=contact.strip() or opened(actor.phone),
    )
    return kept(told=told, agency=agency, actor=actor, reporter=actor)
