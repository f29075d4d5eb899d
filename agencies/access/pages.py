"""一件的页面：按号找到它的语句，每个人只编写一次。"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.http import Http404

from agencies.access.remembered import ANY, BIGGEST, remembered
from supervision.web.views import ObjectPage


class KnownObjectPage(ObjectPage):
    """A page about one object, whose rows (`get_queryset`) follow from the person and `depends_on` alone."""

    def depends_on(self) -> tuple[Hashable, ...]:
        """What else the rows follow from: the day, say."""
        return ()

    def find(self) -> Any:
        """The object asked for, among those that this person may see. Raises Http404."""
        key, pk = (f"{type(self).__module__}.{type(self).__qualname__}", *self.depends_on()), self.kwargs["pk"]
        for found in remembered(key, self.request.user, lambda: self.get_queryset().filter(pk=ANY), pk=min(pk, BIGGEST)):
            return found
        raise Http404(f"没有这一件：{pk}")
