"""接口：推送一批记录，取回结果。"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.access.person import person
from agencies.models import Agency
from cases.api.serializers import BatchResultSerializer, BatchSerializer, ErrorSerializer, PushSerializer
from cases.choices import BatchState, CaseKind
from cases.models import ImportBatch
from cases.selectors.batches import reporting_agencies
from cases.selectors.results import record_results
from cases.services.pushing import push
from supervision.web.errors import UserError
from supervision.web.throttling import PUSH, SEARCH

LARGEST_BODY = 20 * 1024 * 1024
RETRY_SECONDS = 2
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="幂等键：同一键、同一内容只收一次，重发得到同一批次",
)
REFUSALS = dict.fromkeys((400, 401, 403, 409, 413, 415, 429), ErrorSerializer)


class PushBatch(APIView):
    """报送一批记录: up to 10,000; stored and checked by the worker, the results are fetched."""

    permission = "cases.upload"
    throttle = PUSH
    largest_body = LARGEST_BODY

    @extend_schema(
        operation_id="push_batch",
        summary="报送一批执法记录",
        parameters=[KEY],
        request=PushSerializer,
        responses={202: BatchSerializer, 200: BatchSerializer, **REFUSALS},
    )
    def post(self, request: Request) -> Response:
        """202 while the batch waits to be stored; 200 when it came before and was."""
        wanted = PushSerializer(data=request.data)
        if not wanted.is_valid():
            raise _unfit(wanted.errors)
        found = wanted.validated_data
        batch = push(
            agency=_agency(request, found.get("agency", "")),
            kind=CaseKind(found["kind"]),
            records=found["records"],
            key=request.headers.get("Idempotency-Key", ""),
            actor=request.user,
        )
        answer = BatchSerializer(batch).data
        return Response(answer, status=202 if batch.waits else 200, headers=_next(batch))


class BatchResults(APIView):
    """批次结果: how far it is; once done, one result a record."""

    permission = "cases.view_batch"
    throttle = SEARCH

    @extend_schema(
        operation_id="batch_results",
        summary="取一个批次的逐条结果",
        responses={200: BatchSerializer, 207: BatchResultSerializer, 404: ErrorSerializer, **REFUSALS},
    )
    def get(self, request: Request, pk: int) -> Response:
        """200 while it waits or when the whole batch failed (`error` says why), 207 with a result for each record when it is done."""
        batch = get_object_or_404(self.batches(request), pk=pk)
        if not person(request._request).has_perm(self.permission, batch):
            raise PermissionDenied("系统账号的岗位不能查看这个批次。")
        if batch.state != BatchState.DONE:
            return Response(BatchSerializer(batch).data, headers=_next(batch))
        batch.results = record_results(batch)
        return Response(BatchResultSerializer(batch).data, status=207)

    def batches(self, request: Request) -> QuerySet[ImportBatch]:
        """Those within reach."""
        return (
            ImportBatch.objects.visible_to(person(request._request))
            .select_related("agency")
            .defer("notes", "header", "source_index")
        )


def _next(batch: ImportBatch) -> dict[str, str]:
    """Where the results are, and when to ask."""
    place = {"Location": BatchSerializer(batch).data["url"]}
    return place | {"Retry-After": str(RETRY_SECONDS)} if batch.waits else place


def _agency(request: Request, code: str) -> Agency:
    """The agency that a system reports for: the one it names, or its only one. UserError when there is none such."""
    own = list(reporting_agencies(person(request._request))[:50])
    if not code and len(own) == 1:
        return own[0]
    found = next((agency for agency in own if agency.code == code), None)
    if found is None:
        raise UserError(
            "不在可以代报的单位之内。" if code else "没有写明报送单位。", where="agency", remedy="请写报送单位的单位编码。"
        )
    return found


def _unfit(errors: Any) -> UserError:
    """What the request's own shape lacks, in one sentence; `problems` says where."""
    problems = [{"field": str(name), "message": str(said)[:300]} for name, said in errors.items()]
    where, remedy = "、".join(map(str, errors)), "请看接口说明中的字段和类型。"
    return UserError("请求的内容不符合接口说明。", where=where, remedy=remedy, problems=problems)
