"""随附的文件：和所附的那一行一条语句取回。"""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from notices.models import ItemResponse, Objection, ObjectionEvidence, ResponseAttachment


def _files(rows: QuerySet[ResponseAttachment] | QuerySet[ObjectionEvidence]) -> ArraySubquery:
    """[{pk, name, size}] in the order in which they came."""
    return ArraySubquery(rows.order_by("pk").values(one=JSONObject(pk="pk", name="name", size="file__size")))


def answers_with_files() -> QuerySet[ItemResponse]:
    """Answers with their problem, and their evidence as `files`."""
    rows: QuerySet[ItemResponse] = ItemResponse.objects.select_related("item")
    return rows.annotate(files=_files(ResponseAttachment.objects.filter(item_response=OuterRef("pk"))))


def objections_with_files() -> QuerySet[Objection]:
    """Objections with their problem, who raised and who answered them, and their evidence as `files`."""
    rows: QuerySet[Objection] = Objection.objects.select_related("item", "raised_by", "answered_by")
    return rows.annotate(files=_files(ObjectionEvidence.objects.filter(objection=OuterRef("pk"))))
