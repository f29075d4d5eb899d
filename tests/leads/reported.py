"""测试用的：社会监督员本人反映的线索。"""

from __future__ import annotations

from typing import Any

from agencies.choices import Role
from agencies.models import Post, User
from leads.models import Lead
from leads.services.reporting import report_lead


def reported(agency: Any, actor: Any, *, text: str = "检查时没有出示证件。", contact: str = "") -> Lead:
    """A report of today by a social supervisor."""
    return report_lead(text=text, contact=contact, agency=agency, actor=actor)


def social(username: str, name: str, body: Any) -> User:
    """One more social supervisor, appointed by a body."""
    user = User.objects.create(username=username, display_name=name, password="!")
    Post.objects.create(user=user, agency=body, role=Role.SOCIAL_SUPERVISOR, title="社会监督员", starts_on="2020-01-01")
    return user


def again(user: User) -> User:
    """The person as their next request finds them: posts read anew."""
    return User.objects.get(pk=user.pk)
