"""核对之门：user.has_perm(权限, 对象)。"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from agencies.access.scope import held_today, scope_from
from agencies.models import Post, User


class ScopeBackend(ModelBackend):
    """Django's own question, answered from posts: does some post of this person include the permission and reach the object?"""

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session with today's posts, in one statement (two for somebody who holds none)."""
        posts = list(held_today(Post.objects.filter(user_id=user_id).select_related("user")))
        user = posts[0].user if posts else User.objects.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user._scope = scope_from(posts)
        return user

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """True when a post's role includes `perm` and, with an object, its scope covers that object."""
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        grants = user_obj.scope.with_permission(perm)
        if obj is None:
            return bool(grants)
        return any(grant.covers(obj) for grant in grants)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """True when some permission of that app is held."""
        return isinstance(user_obj, User) and any(code.startswith(f"{app_label}.") for code in user_obj.scope.permissions)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """All permission codes of today's posts (on an object: those that reach it)."""
        if not isinstance(user_obj, User):
            return set()
        return {code for grant in user_obj.scope.grants if obj is None or grant.covers(obj) for code in grant.permissions}
