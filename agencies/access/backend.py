"""核对之门：user.has_perm(权限, 对象)。"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from agencies.access.scope import is_deed
from agencies.identity.session_store import owner_just_read
from agencies.models import User


class ScopeBackend(ModelBackend):
    """Django's own question, answered from posts: does some post of this person include the permission and reach the object?"""

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session; read together with the session's own row when that has just been loaded."""
        owner = owner_just_read()
        user: User | None = owner if owner and owner.pk == user_id else User.objects.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """True when a post's role includes `perm` and, with an object, reaches it; or when a named exception opens the object.

        An answer about handling something also settles in whose place the person would act (`User.acts_for`), for the trail.
        """
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        if obj is None:
            grants = user_obj.scope.with_permission(perm)
            if is_deed(perm):
                user_obj.acts_for = grants[0].principal if grants else None
            return perm in user_obj.scope.permissions
        grant = user_obj.scope.grant_for(perm, obj)
        if is_deed(perm):
            user_obj.acts_for = grant.principal if grant else None
        return grant is not None or user_obj.scope.excepts(perm, obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """True when some permission of that app is held."""
        return isinstance(user_obj, User) and any(code.startswith(f"{app_label}.") for code in user_obj.scope.permissions)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """All permission codes of today's posts and exceptions (on an object: those that reach it)."""
        if not isinstance(user_obj, User):
            return set()
        scope = user_obj.scope
        return {code for code in scope.permissions if obj is None or scope.grant_for(code, obj) or scope.excepts(code, obj)}
