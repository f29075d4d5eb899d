"""权限：谁能看什么、做什么，只在这里定。

One checker, four doors: list (`visible_to`), detail (`has_perm` on the object), API, page. What a role may do is one table
(`roles.py`); whose records is `scope.py`. Invisible is 404, the same as non-existent; visible but forbidden is 403.
"""
