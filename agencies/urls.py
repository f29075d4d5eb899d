"""机构与人员的网址。"""

from django.urls import path

from agencies.views import account, calendar, oidc, registers, scope, second_factor, session

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
    path("agencies/<int:pk>/", registers.AgencyPage.as_view(), name="agency"),
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("officers/", registers.OfficerList.as_view(), name="officer_list"),
]
