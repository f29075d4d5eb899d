"""机构与人员的网址。"""

from django.urls import path

from agencies.views import calendar, exceptions, people, personal_data, posts, registers, scope, session

app_name = "agencies"
urlpatterns = [
    path("sign-in/", session.SignIn.as_view(), name="sign_in"),
    path("sign-out/", session.SignOut.as_view(), name="sign_out"),
    path("me/", session.Me.as_view(), name="me"),
    path("scope/", scope.ChooseScope.as_view(), name="scope"),
    path("agencies/", registers.AgencyList.as_view(), name="agency_list"),
    path("agencies/<int:pk>/", registers.AgencyPage.as_view(), name="agency"),
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("people/", people.PeopleList.as_view(), name="people"),
    path("people/new/", people.CreateAccount.as_view(), name="account_new"),
    path("people/<int:pk>/", people.PersonPage.as_view(), name="person"),
    path("people/<int:pk>/disable/", people.DisableAccount.as_view(), name="account_disable"),
    path("people/<int:pk>/enable/", people.EnableAccount.as_view(), name="account_enable"),
    path("people/<int:pk>/hand-over/", people.HandOver.as_view(), name="hand_over"),
    path("people/<int:pk>/posts/new/", posts.GivePost.as_view(), name="post_new"),
    path("people/<int:pk>/exceptions/new/", exceptions.GrantException.as_view(), name="exception_new"),
    path("posts/<int:pk>/end/", posts.EndPost.as_view(), name="post_end"),
    path("posts/<int:pk>/delegate/", posts.DelegatePost.as_view(), name="delegate"),
    path("delegations/", posts.DelegationList.as_view(), name="delegations"),
    path("delegations/<int:pk>/revoke/", posts.RevokeDelegation.as_view(), name="delegation_revoke"),
    path("exceptions/", exceptions.ExceptionList.as_view(), name="exceptions"),
    path("exceptions/<int:pk>/revoke/", exceptions.RevokeException.as_view(), name="exception_revoke"),
    path("personal-data/", personal_data.PersonalDataPage.as_view(), name="personal_data"),
    path("officers/", registers.OfficerList.as_view(), name="officer_list"),
]
