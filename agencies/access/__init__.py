"""权限：谁能看什么、做什么，只在这里定。

One checker, four doors: list (`visible_to`), detail (`has_perm` on the object), API, page. What a role may do is one table
(`roles.py`); whose records is `scope.py`, read by one statement (`reading.py`): own posts, posts one deputises in, named exceptions
(`grants.py`), and the agencies whose affairs are closed to a person (回避). Invisible is 404, the same as non-existent; visible but
forbidden is 403.

A role may open rows by person instead (`PERSONAL_ROLES`): what its holder brought, by the link that a model names in `scope_person_attr`.

`things.py` is where higher apps say which of their objects an exception can open and an administrator can ask about; `explaining.py` puts the
same `Scope` into words. Whoever routes something to a person (`leads`) asks `user.scope.conflict_with(obj)` first: an agency never gets
what is about itself, nor does somebody it lent.
"""
