"""三员的页面：列表、授权说明与查问、登记、授岗、代理、例外、移交——按人看到的断言。"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from agencies.access.roles import ALL_PERMISSIONS
from agencies.access.words import AREAS, words_for
from agencies.choices import Role
from agencies.models import AccessException, Delegation, Post, User
from notices.models import Matter
from supervision.audit.models import AuditEvent
from tests.agencies.people import day, excepted, given, lent, newcomer
from tests.cast import Cast
from tests.notices import builders


def at(name: str, *args: Any) -> str:
    return reverse(f"agencies:{name}", args=args)


def seen(client: Any, url: str, **query: Any) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_every_permission_has_plain_words() -> None:
    assert [code for code in sorted(ALL_PERMISSIONS) if words_for(code) == code] == []
    assert {code for _area, rows in AREAS for code, _words in rows} == ALL_PERMISSIONS


def test_the_list_finds_by_name_agency_role_and_state(cast: Cast, sign_in: Any) -> None:
    User.objects.filter(pk=cast.neighbour_officer.pk).update(is_active=False)
    newcomer()
    client = sign_in(cast.security_admin)
    for query, found, missing in (
        ({"q": "褚督"}, "褚督员", "韩督员"),
        ({"q": "county-"}, "褚督员", "韩督员"),
        ({"agency": "浏阳市司法局"}, "蒋局长", "冯局长"),
        ({"role": "director"}, "冯局长", "褚督员"),
        ({"state": "disabled"}, "秦法规", "褚督员"),
        ({"state": "idle"}, "钱新人", "褚督员"),
    ):
        page = seen(client, at("people"), **query)
        assert found in page, query
        assert missing not in page, query


def test_a_countys_administrator_finds_nobody_of_the_neighbour(cast: Cast, sign_in: Any) -> None:
    admin = newcomer("county-security")
    Post.objects.create(user=admin, agency=cast.county_bureau, role="security_admin", title="安全管理员", starts_on="2020-01-01")
    client = sign_in(admin)
    page = seen(client, at("people"))
    assert "褚督员" in page
    assert "韩督员" not in page
    assert "冯局长" not in page
    there = client.get(at("person", cast.neighbour_supervisor.pk))
    nowhere = client.get(at("person", 987654))
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content) == (404, nowhere.content)


def test_the_page_of_a_person_says_what_where_and_why(cast: Cast, sign_in: Any) -> None:
    deputy = newcomer()
    given(cast, deputy, Role.LEGAL_REVIEWER, cast.county_bureau, ends_on=day(90))
    lent(cast.county_chief, deputy)
    excepted(cast, deputy, builders.make_case(cast.neighbour_market), "cases.view_case")
    page = seen(sign_in(cast.audit_admin), at("person", deputy.pk))
    for words in (
        "代理：代 卫科长", "角色：监督处室负责人", "核稿", "浏阳市及所辖区域，共 4 个单位", "法制审核报告",
        "不得兼任系统、安全、审计管理员", str(day(90)), "参加联合检查",
    ):  # fmt: skip
        assert words in page, words
    assert "授予岗位</a>" not in page  # the audit administrator reads only


def test_what_is_shut_stands_there_with_its_reason(cast: Cast, sign_in: Any) -> None:
    cast.county_supervisor.posts.update(seconded_by=cast.county_housing)
    client = sign_in(cast.security_admin)
    page = seen(client, at("person", cast.county_supervisor.pk))
    assert "对浏阳市住房和城乡建设局只能查看" in page
    assert "借调自浏阳市住建局" in page
    assert "三类管理员相互独立" in seen(client, at("person", cast.audit_admin.pk))
    User.objects.filter(pk=cast.county_director.pk).update(is_active=False)
    assert "账号已停用，什么都打不开" in seen(client, at("person", cast.county_director.pk))


def test_the_probe_answers_act_by_act_with_reasons_and_shows_nothing_of_the_object(cast: Cast, sign_in: Any) -> None:
    instrument = builders.delivered(cast)
    client = sign_in(cast.security_admin)

    def ask(user: User, **query: Any) -> dict[str, Any]:
        answer = client.get(at("person", user.pk), {"kind": "instrument", "number": instrument.number} | query)
        text = answer.content.decode()
        assert instrument.title not in text
        assert instrument.matter.title not in text
        return {one.act: one for one in answer.context["answers"]}

    chief = ask(cast.county_chief)
    assert chief["查看"].allowed
    assert chief["核稿"].reasons == ("浏阳市司法局 执法监督科科长", "角色“监督处室负责人”包含“核稿”", "此件在浏阳市范围内")
    assert not chief["签发"].allowed
    assert "没有任何岗位包含“签发文书”" in chief["签发"].reasons[0]
    stranger = ask(cast.neighbour_supervisor)
    assert not any(one.allowed for one in stranger.values())
    assert "此件不在宁乡市范围内" in stranger["查看"].reasons[0]
    cast.county_chief.posts.update(seconded_by=cast.county_housing)
    conflicted = ask(cast.county_chief)
    assert conflicted["查看"].allowed
    assert "应当回避：能看，不能办" in conflicted["核稿"].reasons[0]
    excepted(cast, cast.neighbour_supervisor, instrument, "notices.view_instrument")
    assert "例外授权" in ask(cast.neighbour_supervisor)["查看"].reasons[0]
    assert AuditEvent.objects.filter(verb="agencies.access_explained").count() == 4


def test_the_probe_says_when_a_number_means_nothing_or_too_much(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.security_admin)
    assert "没有编号为“某〔2026〕1号”的监督文书" in seen(
        client, at("person", cast.county_chief.pk), kind="instrument", number="某〔2026〕1号"
    )
    for _ in range(2):
        builders.make_case(cast.county_housing, case_no="同号")
    assert "改填系统内编号" in seen(client, at("person", cast.county_chief.pk), kind="case", number="同号")


def test_an_account_is_made_its_password_shown_once_and_nothing_opens(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.system_admin)
    form = {"username": "Liuyang-Zhang", "display_name": "张新来", "agency": "浏阳市住建局", "reason": "录用"}
    page = client.post(at("account_new"), form)
    user = User.objects.get(username="liuyang-zhang")
    password = page.context["password"]
    assert user.check_password(password)
    assert password in page.content.decode()
    assert not user.scope.permissions
    assert password not in str(list(AuditEvent.objects.values_list("payload", flat=True)))
    assert "已经有人使用" in client.post(at("account_new"), form).content.decode()
    assert "没有找到这个单位" in client.post(at("account_new"), form | {"agency": "无此局"}).content.decode()


def test_a_post_is_given_ended_and_refused_on_the_page(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.security_admin)
    user = newcomer()
    form = {
        "agency": "LY-SFJ",
        "role": "supervisor",
        "title": "科员",
        "starts_on": day(),
        "reason": "任命",
        "seconded_by": "浏阳市住建局",
    }
    assert client.post(at("post_new", user.pk), form).url == at("person", user.pk)
    post = Post.objects.get(user=user)
    assert post.seconded_by == cast.county_housing
    refused = client.post(at("post_new", user.pk), form | {"role": "audit_admin", "seconded_by": ""})
    assert refused.status_code == 422
    assert "不得兼任查看案件的岗位" in refused.content.decode()
    client.post(at("post_end", post.pk), {"last_day": day(3), "reason": "借调期满"})
    assert Post.objects.get(pk=post.pk).ends_on == day(3)


def test_holder_and_deputy_both_see_a_delegation_made_on_the_page(cast: Cast, sign_in: Any) -> None:
    deputy = newcomer()
    given(cast, deputy, Role.LEGAL_REVIEWER, cast.county_bureau)
    holder = sign_in(cast.county_chief)
    url = at("delegate", cast.county_chief.posts.get().pk)
    assert "钱新人" in seen(holder, url)
    holder.post(url, {"delegate": deputy.pk, "starts_on": day(), "ends_on": day(5), "reason": "出差"})
    assert "代理我的“浏阳市司法局 执法监督科科长”" in seen(holder, at("me"))
    browser = sign_in(deputy)
    assert "我代理 <b>卫科长</b> 的" in seen(browser, at("me"))
    assert "收回" in seen(sign_in(cast.security_admin), at("delegations"))
    browser.post(at("delegation_revoke", Delegation.objects.get().pk))
    assert "我代理" not in seen(browser, at("me"))


def test_a_post_of_somebody_else_is_nobodys_to_lend(cast: Cast, sign_in: Any) -> None:
    url = at("delegate", cast.county_chief.posts.get().pk)
    assert sign_in(cast.county_director).get(url).status_code == 404
    assert sign_in(cast.system_admin).get(url).status_code == 404
    assert sign_in(cast.security_admin).get(at("delegate", cast.audit_admin.posts.get().pk)).status_code == 403


def test_an_exception_is_granted_by_number_listed_and_revoked(cast: Cast, sign_in: Any) -> None:
    matter = builders.open_matter(cast)
    client = sign_in(cast.security_admin)
    form = {"kind": "matter", "number": matter.number, "act": "assist", "expires_on": day(20), "reason": "联合检查"}
    client.post(at("exception_new", cast.neighbour_supervisor.pk), form)
    assert AccessException.objects.count() == 2
    page = seen(client, at("exceptions"))
    assert "记录协助情况" in page
    assert matter.title not in page
    for row in AccessException.objects.all():
        client.post(at("exception_revoke", row.pk), {"reason": "结束"})
    assert not Matter.objects.visible_to(User.objects.get(pk=cast.neighbour_supervisor.pk)).exists()
    wrong = client.post(at("exception_new", cast.neighbour_supervisor.pk), form | {"number": "无此号"})
    assert "没有编号为" in wrong.content.decode()


def test_a_hand_over_is_looked_at_first_and_listed_after(cast: Cast, sign_in: Any) -> None:
    draft = builders.draft(cast)
    successor = newcomer("successor")
    given(cast, successor, Role.SUPERVISOR, cast.county_bureau)
    client = sign_in(cast.system_admin)
    url = at("hand_over", cast.county_supervisor.pk)
    before = seen(client, url)
    assert draft.matter.number in before
    assert draft.matter.title not in before
    assert "可以移交" in seen(client, url, successor="successor")
    assert "接替人的岗位不能办理" in seen(client, url, successor="neighbour-supervisor")
    after = client.post(url, {"successor": "successor", "reason": "调离"}).content.decode()
    assert after.count("已移交") >= 2
    assert Matter.objects.get().opened_by == successor


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
def test_ones_own_page_offers_nothing_to_change(cast: Cast, sign_in: Any, who: str) -> None:
    user = cast.people[who]
    page = seen(sign_in(user), at("person", user.pk))
    assert "不能由本人变更" in page
    assert "停用账号</button>" not in page
    assert "授予岗位</a>" not in page
