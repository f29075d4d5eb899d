"""测试设置：与正式设置相同，只是先把真的 PostgreSQL 与 Redis 起起来。

The product's own settings, after a real PostgreSQL and a real Redis stand ready in var/test (or VAR_DIR, when given).
"""

import os
from pathlib import Path

from supervision.embedded import ensure

ensure(var_dir=os.environ.get("VAR_DIR") or Path(__file__).resolve().parent.parent / "var" / "test", fsync=False)

from supervision.settings import *  # noqa: E402, F403
from supervision.settings import OWNER_DATABASE  # noqa: E402

DEMO = False
DATABASES = {"default": dict(OWNER_DATABASE)}  # makes the test database; conftest then turns to the platform's own role
RATE_LIMITS = False  # the walks ask thousands of times a minute; tests/web/test_throttling.py switches them on
SECOND_FACTOR = "optional"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
