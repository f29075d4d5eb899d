"""统一身份认证：走完整个协议；十二种坏令牌一个都不认；绑定不靠邮箱、姓名（B9）。"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from agencies.identity import factor
from agencies.models import ExternalIdentity, TotpDevice, User
from agencies.services.external_identities import link_identity
from supervision.audit.models import AuditEvent
from supervision.web.errors import UserError
from tests.agencies.provider import CLIENT, CLIENT_SECRET, Claims, Provider
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    """A provider, and the platform set up for it."""
    one = Provider()
    server = one.serve()
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = one.issuer, CLIENT, CLIENT_SECRET
    yield one
    server.shutdown()
    server.server_close()


@pytest.fixture
def linked(cast: Cast, provider: Provider) -> User:
    """The supervisor, known to the provider by its number."""
    ExternalIdentity.objects.create(user=cast.county_supervisor, issuer=provider.issuer, subject=provider.subject)
    return cast.county_supervisor


def out(client: Client, path: str = "") -> str:
    """Where the platform sends the browser."""
    return str(client.get(path or reverse("agencies:oidc_start") + "?next=/cases/").url)


def through(client: Client, provider: Provider, path: str = "") -> Any:
    """Out, signed in there, and back."""
    return client.get(provider.authorize(out(client, path)))


def test_b9_the_whole_way_signs_in_the_linked_account_and_the_trail_says_how(linked: User, provider: Provider) -> None:
    client = Client()
    answer = through(client, provider)
    assert answer.url == "/cases/"
    assert client.get("/cases/").status_code == 200
    event = AuditEvent.objects.get(verb="agencies.signed_in")
    assert (event.actor_id, event.payload["method"]) == (linked.pk, "oidc")
    assert "通过统一身份认证登录" in Client().get("/sign-in/").content.decode()


def test_b9_without_a_provider_there_is_no_such_way_in(cast: Cast, sign_in: SignIn) -> None:
    for name in ("oidc_start", "oidc_callback"):
        assert Client().get(reverse(f"agencies:{name}")).status_code == 404
    assert sign_in(cast.county_supervisor).get(reverse("agencies:oidc_link")).status_code == 404
    assert "统一身份认证" not in Client().get("/sign-in/").content.decode()


def changed(**claims: Any) -> Callable[[Provider, Claims], str]:
    """A well-signed token with other claims."""
    return lambda provider, good: provider.signed(good | claims)


BAD: dict[str, Callable[[Provider, Claims], str]] = {
    "unsigned": lambda provider, good: provider.unsigned(good, algorithm="RS256"),
    "alg none": lambda provider, good: provider.unsigned(good),
    "HS256 with the public key": lambda provider, good: provider.signed_with_the_public_key(good),
    "another key under the same name": lambda provider, good: provider.signed(good, key=provider.stranger),
    "another audience": changed(aud="another-platform"),
    "another audience, us as the party": changed(aud="another-platform", azp=CLIENT),
    "another issuer": changed(iss="https://elsewhere.example"),
    "expired": lambda provider, good: provider.signed(good | {"iat": time.time() - 900, "exp": time.time() - 600}),
    "not yet valid": lambda provider, good: provider.signed(good | {"nbf": time.time() + 600}),
    "no nonce": lambda provider, good: provider.signed({name: value for name, value in good.items() if name != "nonce"}),
    "the nonce of an earlier sign-in": lambda provider, good: provider.signed(good | {"nonce": provider.asked[0]["nonce"]}),
    "issued to another client": changed(aud=[CLIENT, "another-platform"], azp="another-platform"),
    "no subject": lambda provider, good: provider.signed({name: value for name, value in good.items() if name != "sub"}),
}


@pytest.mark.parametrize("bad", BAD)
def test_b9_a_bad_token_is_refused(linked: User, provider: Provider, bad: str) -> None:
    assert through(Client(), provider).status_code == 302, "the earlier, good one"
    provider.forge = BAD[bad]
    client = Client()
    answer = through(client, provider)
    assert answer.status_code == 403
    assert "没有通过统一身份认证登录" in answer.content.decode()
    assert client.get("/cases/").status_code == 302
    refused = AuditEvent.objects.get(verb="agencies.identity_refused")
    assert refused.result == "denied"
    assert "eyJ" not in str(refused.payload), "no piece of a token"


def test_b9_a_wrong_state_a_missing_state_and_a_code_used_twice_are_refused(linked: User, provider: Provider) -> None:
    client = Client()
    back = provider.authorize(out(client))
    assert client.get(back.partition("state=")[0] + "state=guessed").status_code == 403
    client, back = Client(), provider.authorize(out(Client()))
    assert client.get(back).status_code == 403, "another browser's state"
    assert client.get(back.partition("&state=")[0]).status_code == 403
    client = Client()
    back = provider.authorize(out(client))
    assert client.get(back).status_code == 302
    assert Client().get(back).status_code == 403


def test_b9_a_code_without_its_verifier_is_worth_nothing(linked: User, provider: Provider) -> None:
    victim, thief = Client(), Client()
    stolen = provider.authorize(out(victim)).partition("code=")[2].partition("&")[0]
    own = provider.authorize(out(thief))
    mixed = own.replace(own.partition("code=")[2].partition("&")[0], stolen)
    assert thief.get(mixed).status_code == 403


def test_b9_the_right_token_with_an_extra_audience_that_names_us_is_taken(linked: User, provider: Provider) -> None:
    provider.forge = changed(aud=[CLIENT, "another-platform"], azp=CLIENT)
    assert through(Client(), provider).status_code == 302


def test_b9_nobody_is_linked_by_name_phone_or_mail(cast: Cast, provider: Provider) -> None:
    supervisor = cast.county_supervisor
    mail = f"{supervisor.username}@example.gov.cn"
    provider.forge = changed(
        preferred_username=supervisor.username, name=supervisor.display_name, email=mail, email_verified=True
    )
    assert through(Client(), provider).status_code == 403
    assert not ExternalIdentity.objects.exists()


def test_b9_the_same_number_at_another_provider_is_somebody_else(cast: Cast, provider: Provider) -> None:
    ExternalIdentity.objects.create(user=cast.county_supervisor, issuer="https://elsewhere.example", subject=provider.subject)
    assert through(Client(), provider).status_code == 403


def test_b9_a_disabled_account_is_not_let_in(linked: User, provider: Provider) -> None:
    User.objects.filter(pk=linked.pk).update(is_active=False)
    assert through(Client(), provider).status_code == 403


def test_b9_a_person_links_by_proving_both_and_only_in_the_browser_that_asked(
    cast: Cast, sign_in: SignIn, provider: Provider
) -> None:
    client, other = sign_in(cast.county_supervisor), sign_in(cast.county_chief)
    back = provider.authorize(out(client, reverse("agencies:oidc_link")))
    assert other.get(back).status_code == 403
    assert client.get(back).url == "/me/"
    assert ExternalIdentity.objects.get().user == cast.county_supervisor
    assert through(Client(), provider).status_code == 302
    through(other, provider, reverse("agencies:oidc_link"))
    assert "已经绑定" in other.get("/me/").content.decode()
    assert ExternalIdentity.objects.count() == 1


def test_b9_a_security_administrator_links_with_a_reason(cast: Cast) -> None:
    found = {"account": cast.county_supervisor, "issuer": "https://id.example", "subject": "7"}
    for actor in (cast.system_admin, cast.county_director):
        with pytest.raises(PermissionDenied):
            link_identity(**found, actor=actor, reason="试试")
    with pytest.raises(UserError):
        link_identity(**found, actor=cast.security_admin, reason="")
    link_identity(**found, actor=cast.security_admin, reason="按政务平台名册")
    assert AuditEvent.objects.get(verb="agencies.identity_linked").actor_id == cast.security_admin.pk


@pytest.mark.parametrize(("methods", "second_step"), [(("pwd",), True), (("pwd", "otp"), False), (("mfa",), False)])
def test_b9_a_provider_that_saw_one_factor_leaves_the_second_to_us(
    linked: User, provider: Provider, methods: tuple[str, ...], second_step: bool, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    provider.methods = methods
    TotpDevice.objects.create(user=linked, secret=factor.named(b"twenty bytes of test", linked.pk))
    client = Client()
    through(client, provider)
    answer = client.get("/cases/")
    assert (answer.status_code == 302 and answer.url.startswith("/sign-in/verify/")) is second_step


def test_b9_a_provider_that_cannot_be_reached_or_names_another_issuer_is_told_as_such(
    cast: Cast, provider: Provider, settings: Any
) -> None:
    settings.OIDC_CLIENT_ID = "asked for the first time"
    named, provider.issuer = provider.issuer, "https://elsewhere.example"
    assert Client().get(reverse("agencies:oidc_start")).status_code == 403
    provider.issuer = named
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    assert Client().get(reverse("agencies:oidc_start")).status_code == 403


def test_b9_a_password_that_has_grown_old_does_not_stop_who_came_by_the_provider(linked: User, provider: Provider) -> None:
    linked.set_password("Mufeng-27-Yuhua")
    linked.must_change_password = True
    linked.save()
    client = Client()
    through(client, provider)
    assert client.get("/cases/").status_code == 200
