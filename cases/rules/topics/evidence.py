"""事实：全过程记录、音像记录、异地执法（由细目推出的）。"""

from __future__ import annotations

from cases.code_lists.subject import RecordedStage
from cases.rules.fact import Fact
from cases.rules.parameters import Parameters
from cases.rules.topics.declaration import Facts, Layer

_ON_SITE = ("查封", "扣押", "拆除", "清除", "限制")
"""Words of measures that touch freedom, life or property on the spot (国办发〔2018〕118号（八）)."""

ENTERPRISE_INSPECTION_FROM, ELSEWHERE_FROM = "2025-01-03", "2025-05-20"
"""国办发〔2024〕54号 was published, 民营经济促进法 came into force."""


def _stages(*stages: RecordedStage) -> str:
    return "'{" + ",".join(stage.value for stage in stages) + "}'::text[]"


def _layers(p: Parameters) -> tuple[Layer, ...]:
    start, investigation, review, decision, service, execution, *summary = RecordedStage
    always = (start, investigation, review, decision)
    first: Layer = {
        "stages_needed": (
            f"CASE WHEN procedure IS NULL THEN NULL WHEN procedure = 'summary' THEN {_stages(*summary)}"
            f" WHEN decision_type = 'penalty' THEN {_stages(*always, service, execution)}"
            f" WHEN decision_type = 'no_penalty' THEN {_stages(*always, service)}"
            f" WHEN decision_type IN ('withdrawn', 'transferred') THEN {_stages(*always)} END",
            Fact("应当有记录的环节", "list", dict(RecordedStage.choices)),
        ),
        "av_needed": (
            "av_act_from IS NOT NULL OR av_recorded IS NOT NULL OR av_from IS NOT NULL OR coalesce(kind = 'coercion' AND ("
            + " OR ".join(f"strpos(measure_kind, '{word}') > 0" for word in _ON_SITE)
            + "), false)",
            Fact("属于应当全程音像记录的现场行为", "flag"),
        ),
        "av_upload_by": (
            "greatest(av_to, av_returned_at) + interval '24 hours'",
            Fact("上传的最后时刻", "moment"),
        ),
        "outside_counts": (
            "CASE WHEN outside_act IS NULL OR outside_act = 'evidence' OR party_type = 'person' THEN false"
            f" WHEN outside_act = 'inspection' THEN outside_act_on >= '{ENTERPRISE_INSPECTION_FROM}'"
            f" ELSE outside_act_on >= '{ELSEWHERE_FROM}' END",
            Fact("对经营主体的异地检查、强制或者处罚", "flag"),
        ),
    }
    return (first,)


FACTS = Facts(layers=_layers)
