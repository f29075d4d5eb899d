"""接口：推送一批记录，取回结果。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agencies.access.person import person
from agencies.models import Agency
from cases.api.parsers import LargeJSONParser
from cases.api.serializers import BatchResultSerializer, BatchSerializer, ErrorSerializer, PushSerializer
from cases.choices import BatchState, CaseKind
from cases.models import ImportBatch, PushReceipt
from cases.selectors.batches import reporting_agencies
from cases.services.pushing import PROBLEMS_TOLD, push
from supervision.web.api_permission import DeclaredPermission
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
_WHY = {
    400: "内容不符合接口说明或者数据标准：problems 写明哪一条、哪个字段",
    401: "没有令牌，或者令牌无效、已作废、已到期",
    403: "系统账号没有“报送系统”岗位",
    404: "没有这个批次，或者不是本单位的",
    406: "只能以 JSON 答复",
    409: "幂等键已经用于另一份内容",
    413: "内容超过 20 MB",
    415: "内容不是 JSON",
    429: "请求太频繁：按 Retry-After 等候",
}


def _refusals(*statuses: int) -> dict[int, OpenApiResponse]:
    return {status: OpenApiResponse(ErrorSerializer, description=_WHY[status]) for status in statuses}


class PushBatch(APIView):
    """报送一批记录: up to 10,000; stored and checked by the worker, the results are fetched."""

    permission = "cases.upload"
    throttle = PUSH
    largest_body = LARGEST_BODY
    parser_classes = (LargeJSONParser,)

    @extend_schema(
        operation_id="push_batch",
        summary="报送一批执法记录",
        description="最多 10,000 条。先收下，随后入库、检查；逐条结果到 url 所指的地址去取。一批里有的记录不能入库，不影响其他记录。",
        parameters=[KEY],
        request=PushSerializer,
        responses={
            202: OpenApiResponse(BatchSerializer, description="已收下，等待入库"),
            200: OpenApiResponse(BatchSerializer, description="这个幂等键的内容此前已经收下并处理完"),
            **_refusals(400, 401, 403, 406, 409, 413, 415, 429),
        },
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
        description="处理完之前答复 200 和进度；处理完答复 207 和每一条的结果；整批不能入库的，state 为 failed，error 写明原因。",
        responses={
            200: OpenApiResponse(BatchSerializer, description="还在处理，或者整批没有入库"),
            207: OpenApiResponse(BatchResultSerializer, description="已处理完，逐条结果"),
            **_refusals(401, 403, 404, 406, 429),
        },
    )
    def get(self, request: Request, pk: int) -> Response:
        """200 while it waits or when the whole batch failed (`error` says why), 207 with a result for each record when it is done."""
        batch = get_object_or_404(self.batches(request), pk=pk)
        if not person(request._request).has_perm(self.permission, batch):
            raise PermissionDenied("系统账号的岗位不能查看这个批次。")
        if batch.state != BatchState.DONE:
            return Response(BatchSerializer(batch).data, headers=_next(batch))
        return Response(BatchResultSerializer(batch).data, status=207)

    def batches(self, request: Request) -> QuerySet[ImportBatch]:
        """Those within reach that were pushed: the rows of a file that somebody uploaded are no records of a request."""
        return (
            ImportBatch.objects.visible_to(person(request._request))
            .filter(Exists(PushReceipt.objects.filter(batch=OuterRef("pk"))))
            .select_related("agency")
            .defer("notes", "header", "source_index")
        )


def _next(batch: ImportBatch) -> dict[str, str]:
    """Where the results are, and when to ask."""
    place = {"Location": BatchSerializer(batch).data["url"]}
    return place | {"Retry-After": str(RETRY_SECONDS)} if batch.waits else place


class Description(SpectacularJSONAPIView):
    """接口描述（OpenAPI）: for a system with its token, and for a person who may report."""

    permission = "cases.upload"
    permission_classes = (DeclaredPermission,)  # the library's own would open it to everybody
    throttle = SEARCH


def _agency(request: Request, code: str) -> Agency:
    """The agency that a system reports for: the one it names, or its only one. UserError when there is none such."""
    own = reporting_agencies(person(request._request))
    found = list(own.filter(code=code) if code else own[:2])
    if len(found) != 1:
        raise UserError(
            "不在可以代报的单位之内。" if code else "没有写明报送单位。", where="agency", remedy="请写报送单位的单位编码。"
        )
    return found[0]


def _unfit(errors: Any) -> UserError:
    """What the request's own shape lacks, in one sentence; `problems` says where."""
    problems = [{"field": field, "message": message} for field, message in _places("", errors)][:PROBLEMS_TOLD]
    where, remedy = "、".join(map(str, errors)), "请看接口说明中的字段和类型。"
    return UserError("请求的内容不符合接口说明。", where=where, remedy=remedy, problems=problems)


def _places(place: str, errors: Any) -> Iterator[tuple[str, str]]:
    """What a serializer says, place by place: ("records.3", "…")."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            yield from _places(f"{place}.{name}" if place else str(name), inner)
    else:
        yield place, "".join(map(str, errors))
