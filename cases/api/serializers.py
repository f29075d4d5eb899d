"""接口的数据格式。"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from cases.choices import BatchState, CaseKind, RowOutcome
from cases.models import ImportBatch
from cases.selectors.results import record_results
from cases.services.pushing import MOST_RECORDS


class PushSerializer(serializers.Serializer[Any]):
    """What is pushed. What stands in a record is judged by the data standard, not here."""

    kind = serializers.ChoiceField(choices=CaseKind.choices, help_text="记录种类")
    agency = serializers.CharField(max_length=40, required=False, help_text="报送单位代码；系统账号只代一个单位报送时可以不写")
    records = serializers.ListField(
        child=serializers.DictField(help_text="字段代码或名称 → 值；值为文字、数字、真假，或者文字的列表"),
        min_length=1,
        max_length=MOST_RECORDS,
        help_text="记录，字段见数据标准",
    )


class ProblemSerializer(serializers.Serializer[Any]):
    """What is wrong with a record, or was mended in it."""

    column = serializers.CharField(help_text="哪个字段")
    value = serializers.CharField(help_text="原来的值，个人信息已遮盖")
    message = serializers.CharField(help_text="什么问题")
    remedy = serializers.CharField(help_text="怎么办")


class RecordResultSerializer(serializers.Serializer[Any]):
    """What became of one record."""

    record = serializers.IntegerField(help_text="第几条，从 0 起")
    status = serializers.IntegerField(help_text="201 新入库，200 更正或未变，422 未入库")
    outcome = serializers.ChoiceField(choices=RowOutcome.choices)
    case = serializers.IntegerField(allow_null=True, help_text="新入库或者更正的案件编号")
    problems = ProblemSerializer(many=True)


class BatchSerializer(serializers.ModelSerializer[ImportBatch]):
    """A batch and how far it is."""

    agency = serializers.CharField(source="agency.code", help_text="报送单位代码")
    state = serializers.ChoiceField(choices=BatchState.choices)
    url = serializers.SerializerMethodField(help_text="取结果的地址")

    class Meta:
        model = ImportBatch
        fields: tuple[str, ...] = (
            "id", "url", "kind", "agency", "state", "error",
            "total", "stored", "repaired", "superseded", "unchanged", "refused", "findings",
        )  # fmt: skip
        read_only_fields = fields

    def get_url(self, batch: ImportBatch) -> str:
        """Where its results are."""
        return f"/api/v1/batches/{batch.pk}/"


class BatchResultSerializer(BatchSerializer):
    """A batch that is done, with the result of every record."""

    results = serializers.SerializerMethodField(help_text="逐条结果，依请求中的次序")

    class Meta(BatchSerializer.Meta):
        fields = (*BatchSerializer.Meta.fields, "results")
        read_only_fields = fields

    @extend_schema_field(RecordResultSerializer(many=True))
    def get_results(self, batch: ImportBatch) -> Any:
        """One a record."""
        return RecordResultSerializer(record_results(batch), many=True).data


class ErrorSerializer(serializers.Serializer[Any]):
    """Why a request was not taken."""

    error = serializers.CharField(help_text="什么问题")
    where = serializers.CharField(help_text="哪里", allow_blank=True)
    remedy = serializers.CharField(help_text="怎么办", allow_blank=True)
    problems = serializers.ListField(child=serializers.DictField(), required=False, help_text="逐处的问题")
