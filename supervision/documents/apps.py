"""公文应用。"""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Stored files and number series; the printing itself needs no table."""

    name = "supervision.documents"
    label = "documents"
    verbose_name = "公文"
