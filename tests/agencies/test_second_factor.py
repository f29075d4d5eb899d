"""两步验证：没过的哪也去不了，动态码只用一次，恢复码只用一次，重置不等于登录（B3）。"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from django_otp.oath import TOTP

from agencies.choices import Role
from agencies.identity import factor
from agencies.models import RecoveryCode, TotpDevice, User
from agencies.services import second_factor
from agencies.services.second_factor import Verdict
from agencies.services.sessions import unlock
from supervision.audit.models import AuditEvent
from supervision.crypto.rotation import encrypted_fields
from supervision.web.checks import walk
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[Any], Client]
PASSWORD = "Mufeng-27-Yuhua"
SECRET = b"twenty bytes of test"


def code_now(secret: bytes = SECRET, shift: int = 0) -> str:
    """What the app shows, `shift` steps from now."""
    clock = TOTP(secret)
    clock.time = time.time() + 30 * shift
    return f"{clock.token():06d}"


@pytest.fixture
def account(cast: Cast) -> User:
    """A supervisor with a password and an app."""
    cast.county_supervisor.password = make_password(PASSWORD)
    cast.county_supervisor.save()
    TotpDevice.objects.create(user=cast.county_supervisor, secret=factor.named(SECRET, cast.county_supervisor.pk))
    return cast.county_supervisor


def half_in(account: User) -> Client:
    """A browser after the password."""
    client = Client()
    client.post(reverse("agencies:sign_in"), {"username": account.username, "password": PASSWORD})
    return client


def verify(client: Client, code: str) -> int:
    """The form of 两步验证; the status."""
    return int(client.post(reverse("agencies:verify"), {"code": code}).status_code)


def addresses() -> list[tuple[str, str]]:
    """Every route of the platform with an address that fits it; below /api/ no session counts, with or without a second factor."""
    return [(name, "/" + _filled(path, pattern)) for path, name, pattern in walk(get_resolver()) if not path.startswith("api/")]


def _filled(path: str, pattern: URLPattern) -> str:
    values = {"int": "1", "str": "P-30", "slug": "pdf", "uuid": "00000000-0000-0000-0000-000000000000"}
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: values.get(found[1] or "str", "pdf"), path)


@pytest.mark.parametrize("method", ["get", "post"])
def test_b3_with_the_password_alone_every_route_leads_to_the_second_step(account: User, method: str) -> None:
    client, reached = half_in(account), []
    for name, address in addresses():
        if name not in {"agencies:verify", "agencies:sign_out"}:
            answer = getattr(client, method)(address)
            if answer.status_code != 302 or not answer.url.startswith("/sign-in/verify/"):
                reached.append(f"{name} {answer.status_code}")
    assert len(addresses()) > 60
    assert reached == []


@pytest.mark.parametrize("role", sorted(factor.STAFF_ROLES))
def test_b3_where_it_is_required_no_staff_role_reaches_any_route_before_enrolling(
    cast: Cast, sign_in: SignIn, settings: Any, role: str
) -> None:
    settings.SECOND_FACTOR = "required"
    cast.county_supervisor.posts.update(role=role)
    client = sign_in(cast.county_supervisor)
    open_to_it = {"agencies:second_factor", "agencies:sign_out", "agencies:confirm"}
    answers = {name: client.get(address) for name, address in addresses() if name not in open_to_it}
    assert {name for name, answer in answers.items() if answer.get("Location", "").split("?")[0] != "/me/second-factor/"} == set()
    fragment = client.get("/findings/", headers={"hx-request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"].split("?")[0]) == (401, "/me/second-factor/")


def test_b3_the_setting_decides_and_social_supervisors_are_not_staff(cast: Cast, sign_in: SignIn, settings: Any) -> None:
    settings.SECOND_FACTOR = "required"
    assert sign_in(cast.social_supervisor).get("/").status_code == 200
    assert Role.SOCIAL_SUPERVISOR not in factor.STAFF_ROLES
    for setting in ("optional", "off"):
        settings.SECOND_FACTOR = setting
        assert sign_in(cast.county_supervisor).get("/").status_code == 200


def test_b3_a_staff_post_given_during_the_session_asks_for_it_at_the_next_request(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    client = sign_in(cast.social_supervisor)
    assert client.get("/").status_code == 200
    cast.social_supervisor.posts.update(role=Role.SUPERVISOR)
    assert client.get("/").url.startswith("/me/second-factor/")


def test_b3_a_right_code_lets_in_with_a_new_key_and_comes_back_to_the_page(account: User) -> None:
    client = half_in(account)
    before = client.session.session_key
    answer = client.post(reverse("agencies:verify"), {"code": code_now(), "next": "/cases/"})
    assert answer.url == "/cases/"
    assert client.get("/cases/").status_code == 200
    assert client.session.session_key != before
    assert client.get("/sign-in/verify/").status_code == 302, "nothing left to verify"


def test_b3_totp_replay_is_refused_in_another_browser_too(account: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = code_now()
        assert verify(half_in(account), code) == 302
        assert verify(half_in(account), code) == 422
        clock.shift(timedelta(seconds=30))
        assert verify(half_in(account), code) == 422, "still within the tolerance, still used"
        assert verify(half_in(account), code_now()) == 302
        assert verify(half_in(account), code_now(shift=-1)) == 422, "nor one older than the last"


@pytest.mark.parametrize("code", ["", "000000", "12345", "1234567", "abcdef", "-12345", "１２３４５", "123 456 7"])
def test_b3_anything_else_is_not_a_code(account: User, code: str) -> None:
    assert verify(half_in(account), code) == 422


def test_b3_spaces_and_full_width_figures_are_how_people_type(account: User) -> None:
    code = code_now()
    assert (
        verify(half_in(account), f"{code[:3]} {code[3:]}".translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == 302
    )


def test_b3_five_wrong_codes_lock_the_second_factor_until_unlocked_or_thirty_minutes(account: User, cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = half_in(account)
        for _ in range(5):
            verify(client, "000000")
        assert verify(client, code_now()) == 422
        assert AuditEvent.objects.filter(verb="agencies.locked_out", payload__what="second_factor").count() == 1
        unlock(account=account, actor=cast.security_admin, reason="本人来电")
        assert verify(client, code_now()) == 302
        client = half_in(account)
        for _ in range(5):
            verify(client, "000000")
        clock.shift(timedelta(minutes=31))
        assert verify(half_in(account), code_now()) == 302


def enrolled(client: Client) -> list[str]:
    """Through the page: read the key, type the code, read the recovery codes."""
    page = client.get(reverse("agencies:second_factor")).content.decode()
    key = re.search(r'door-key">([A-Z2-7-]+)<', page)
    assert key
    secret = factor.base64.b32decode(key[1].replace("-", ""))
    answer = client.post(reverse("agencies:second_factor"), {"code": code_now(secret)})
    return re.findall(r"<li><code>([a-z0-9-]+)</code>", answer.content.decode())


def test_b3_enrolling_shows_a_qr_code_without_style_and_ten_recovery_codes_once(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    client = sign_in(cast.county_supervisor)
    page = client.get("/me/second-factor/").content.decode()
    assert '<img src="data:image/svg+xml' in page
    assert "style=" not in page
    codes = enrolled(client)
    assert len(set(codes)) == 10
    assert client.get("/").status_code == 200
    again = client.get("/me/second-factor/").content.decode() + client.get("/me/").content.decode()
    assert not any(code in again for code in codes)
    stored = str(list(RecoveryCode.objects.values_list("digest"))) + str(list(AuditEvent.objects.values_list("payload")))
    assert not any(code.replace("-", "") in stored for code in codes)


def test_b3_a_recovery_code_opens_once(cast: Cast, sign_in: SignIn) -> None:
    cast.county_supervisor.set_password(PASSWORD)
    cast.county_supervisor.save()
    codes = enrolled(sign_in(cast.county_supervisor))
    assert verify(half_in(cast.county_supervisor), codes[0].upper()) == 302
    assert verify(half_in(cast.county_supervisor), codes[0]) == 422
    assert verify(half_in(cast.county_supervisor), codes[1]) == 302
    assert AuditEvent.objects.filter(verb="agencies.factor_passed", payload__method="recovery_code").count() == 2


def test_b3_new_recovery_codes_void_the_old(cast: Cast, sign_in: SignIn) -> None:
    cast.county_supervisor.set_password(PASSWORD)
    cast.county_supervisor.save()
    client = sign_in(cast.county_supervisor)
    old = enrolled(client)
    page = client.post(reverse("agencies:recovery_codes")).content.decode()
    fresh = re.findall(r"<li><code>([a-z0-9-]+)</code>", page)
    assert verify(half_in(cast.county_supervisor), old[0]) == 422
    assert verify(half_in(cast.county_supervisor), fresh[0]) == 302


def test_b3_a_reset_by_the_security_administrator_signs_nobody_in_and_leads_to_enrolling_anew(
    account: User, cast: Cast, settings: Any
) -> None:
    waiting = half_in(account)
    for actor in (cast.system_admin, cast.audit_admin, account):
        with pytest.raises(PermissionDenied):
            second_factor.reset_second_factor(account=account, actor=actor, reason="手机丢了")
    second_factor.reset_second_factor(account=account, actor=cast.security_admin, reason="手机遗失，本人当面申请")
    assert waiting.get("/").url.startswith("/sign-in/?")
    settings.SECOND_FACTOR = "required"
    assert half_in(account).get("/").url.startswith("/me/second-factor/")
    assert AuditEvent.objects.get(verb="agencies.factor_reset").payload["reason"] == "手机遗失，本人当面申请"


def test_b3_a_session_waiting_for_the_code_cannot_bind_another_phone(account: User) -> None:
    client = half_in(account)
    assert client.get("/me/second-factor/").url.startswith("/sign-in/verify/")
    assert client.post("/me/second-factor/", {"code": "000000"}).url.startswith("/sign-in/verify/")


def test_b3_the_secret_is_encrypted_for_its_account_alone(account: User, cast: Cast) -> None:
    sealed = TotpDevice.objects.get().secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM agencies_totpdevice")
        lies = cursor.fetchone()[0]
    assert lies.startswith("sm4.")
    assert factor.base64.b64encode(SECRET).decode() not in lies
    assert factor.secret_of(sealed.reveal(), account.pk) == SECRET
    with pytest.raises(ValueError, match="another account"):
        factor.secret_of(sealed.reveal(), cast.county_chief.pk)
    assert "agencies_totpdevice.secret" in {field.place for field in encrypted_fields()}, "keys rotate with the others"


def test_b3_the_trail_says_by_which_way_and_holds_no_code(account: User) -> None:
    code = code_now()
    client = half_in(account)
    verify(client, "000001")
    verify(client, code)
    verbs = list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["agencies.signed_in", "agencies.factor_failed", "agencies.factor_passed"]
    assert AuditEvent.objects.get(verb="agencies.signed_in").payload == {"method": "password", "second_factor": "pending"}
    written = str(list(AuditEvent.objects.values_list("payload")))
    assert code not in written
    assert "000001" not in written


def test_b3_rfc_6238_known_answers() -> None:
    with time_machine.travel(59, tick=False):
        assert factor.accepted_step(b"12345678901234567890", "287082") == (1, 0)
    with time_machine.travel(1111111109, tick=False):
        assert factor.accepted_step(b"12345678901234567890", "081804") == (37037036, 0)


def test_b3_without_an_app_no_code_is_right(cast: Cast) -> None:
    assert second_factor.verify(account=cast.county_supervisor, code="000000") is Verdict.WRONG
