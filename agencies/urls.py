"""机构与人员的网址。"""

from django.urls import path

from agencies.views import calendar, personal_data, registers, scope, session

app_name = "agencies"
urlpatterns = [
    path("sign-in/", session.SignIn.as_view(), name="sign_in"),
    path("sign-out/", session.SignOut.as_view(), name="sign_out"),
    path("me/", session.Me.as_view(), name="me"),
    path("scope/", scope.ChooseScope.as_view(), name="scope"),
    path("agencies/", registers.AgencyList.as_view(), name="agency_list"),
    path("agencies/<int:pk>/", registers.AgencyPage.as_view(), name="agency"),
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("personal-data/", personal_data.PersonalDataPage.as_view(), name="personal_data"),
    path("officers/", registers.OfficerList.as_view(), name="officer_list"),
]
