"""细目：主体、委托、管辖与回避。"""

from __future__ import annotations

from cases.choices import CaseKind
from cases.code_lists.subject import DelegateeKind, InWhoseName, PowerBasis, RecusalDecider
from cases.columns.particulars.declaration import Topic, day, one_of, text, yes
from cases.columns.sources import Source

TOPIC = Topic(
    label="主体、委托、管辖与回避",
    kinds=(CaseKind.PENALTY,),
    columns=(
        one_of("in_whose_name", "以何名义作出", InWhoseName, "空着视为以报送单位自己的名义"),
        yes("authorised_by_law", "内设或派出机构有法律法规授权"),
        text("succession_doc", "机构改革承继文件", 120, "由机构改革后的承继单位作出的，填“三定”规定或者政府决定"),
        yes("delegated", "受委托实施", "受委托实施处罚的填“是”；委托检测、鉴定、送达不算"),
        one_of("delegation_basis", "委托的依据", PowerBasis, "准许委托的法律、法规、规章"),
        yes("delegation_written", "有书面委托书"),
        yes("delegation_covers", "事项在委托范围内"),
        day("delegation_from", "委托期限起"),
        day("delegation_to", "委托期限止"),
        day("delegation_published_on", "委托书公布日期"),
        one_of("delegatee_kind", "受委托方性质", DelegateeKind),
        yes("sub_delegated", "受委托后再委托"),
        one_of("own_power_basis", "乡镇街道自有职权依据", PowerBasis, "不靠赋权清单、自己就有的处罚权来自哪里"),
        text("place_code", "违法行为发生地区划代码", 12, "六位、九位或者十二位", "430102"),
        day("other_agency_filed_on", "另一机关立案日期", "另一有管辖权的机关也立了案的填写"),
        yes("jurisdiction_settled", "管辖已协商、移送或者指定"),
        day("recusal_requested_on", "申请回避日期"),
        day("recusal_decided_on", "回避申请决定日期", "准许、驳回都填"),
        one_of("recusal_decided_by", "回避申请由谁决定", RecusalDecider),
        yes("recusal_of_chief", "申请主要负责人回避"),
        day("interest_confirmed_on", "认定应当回避日期", "本人申明或者审查属实的日期"),
        day("recused_last_acted_on", "应回避人员最后办案日期"),
    ),
    source=Source("《行政处罚法》第十七条至第二十五条、第四十三条", "《湖南省行政程序规定》2022年修正后的条号待核"),
)
