"""机构与人员的网址。"""

from django.urls import path

from agencies.registers.officers import OFFICERS
from agencies.registers.power_items import POWER_ITEMS
from agencies.registers.views import routes_of
from agencies.views import (
    account,
    calendar,
    exceptions,
    oidc,
    people,
    personal_data,
    posts,
    power_items,
    registers,
    scope,
    second_factor,
    security,
    session,
    tokens,
)
from supervision.web.export_views import export_of

app_name = "agencies"
urlpatterns = [
    path("sign-in/", session.SignIn.as_view(), name="sign_in"),
    path("sign-out/", session.SignOut.as_view(), name="sign_out"),
    path("sign-in/verify/", second_factor.Verify.as_view(), name="verify"),
    path("sign-in/oidc/", oidc.Start.as_view(), name="oidc_start"),
    path("sign-in/oidc/callback/", oidc.Callback.as_view(), name="oidc_callback"),
    path("me/", account.Me.as_view(), name="me"),
    path("me/password/", account.ChangePassword.as_view(), name="password"),
    path("me/second-factor/", second_factor.Enrol.as_view(), name="second_factor"),
    path("me/recovery-codes/", second_factor.RecoveryCodes.as_view(), name="recovery_codes"),
    path("me/confirm/", account.Confirm.as_view(), name="confirm"),
    path("me/sessions/end/", account.EndSession.as_view(), name="end_session"),
    path("me/oidc/", oidc.Link.as_view(), name="oidc_link"),
    path("scope/", scope.ChooseScope.as_view(), name="scope"),
    path("agencies/", registers.AgencyList.as_view(), name="agency_list"),
    path("agencies/export/", export_of(registers.AgencyList), name="agency_list_export"),
    path("agencies/<int:pk>/", registers.AgencyPage.as_view(), name="agency"),
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("people/", people.PeopleList.as_view(), name="people"),
    path("people/new/", people.CreateAccount.as_view(), name="account_new"),
    path("people/<int:pk>/", people.PersonPage.as_view(), name="person"),
    path("people/<int:pk>/disable/", people.DisableAccount.as_view(), name="account_disable"),
    path("people/<int:pk>/enable/", people.EnableAccount.as_view(), name="account_enable"),
    path("people/<int:pk>/reset-password/", security.ResetPassword.as_view(), name="account_password"),
    path("people/<int:pk>/unlock/", security.Unlock.as_view(), name="account_unlock"),
    path("people/<int:pk>/reset-second-factor/", security.ResetSecondFactor.as_view(), name="account_factor"),
    path("people/<int:pk>/end-sessions/", security.EndSessions.as_view(), name="account_sessions"),
    path("people/<int:pk>/hand-over/", people.HandOver.as_view(), name="hand_over"),
    path("people/<int:pk>/tokens/new/", tokens.IssueToken.as_view(), name="token_new"),
    path("tokens/<int:pk>/revoke/", tokens.RevokeToken.as_view(), name="token_revoke"),
    path("people/<int:pk>/posts/new/", posts.GivePost.as_view(), name="post_new"),
    path("people/<int:pk>/exceptions/new/", exceptions.GrantException.as_view(), name="exception_new"),
    path("posts/<int:pk>/end/", posts.EndPost.as_view(), name="post_end"),
    path("posts/<int:pk>/delegate/", posts.DelegatePost.as_view(), name="delegate"),
    path("delegations/", posts.DelegationList.as_view(), name="delegations"),
    path("delegations/<int:pk>/revoke/", posts.RevokeDelegation.as_view(), name="delegation_revoke"),
    path("exceptions/", exceptions.ExceptionList.as_view(), name="exceptions"),
    path("exceptions/<int:pk>/revoke/", exceptions.RevokeException.as_view(), name="exception_revoke"),
    path("personal-data/", personal_data.PersonalDataPage.as_view(), name="personal_data"),
    *routes_of(OFFICERS, "officers", registers.OfficerList),
    *routes_of(POWER_ITEMS, "power-items", power_items.PowerItemList),
]
