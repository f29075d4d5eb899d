"""留痕的网址。"""

from django.urls import path

from supervision.trail import genuine, views

app_name = "trail"
urlpatterns = [
    path("audit/", views.EventList.as_view(), name="events"),
    path("audit/export.<str:form>", views.Export.as_view(), name="export"),
    path("audit/<int:pk>/", views.EventPage.as_view(), name="event"),
    path("audit/seal/", views.SealPage.as_view(), name="seal"),
    path("audit/seal/<int:size>.txt", views.CheckpointText.as_view(), name="checkpoint"),
    path("audit/verify/", views.Verify.as_view(), name="verify"),
    path("audit/verify/<int:pk>/", views.VerifyProgress.as_view(), name="verify_progress"),
    path("verify/", genuine.GenuinePage.as_view(), name="genuine"),
]
