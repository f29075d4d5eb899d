"""网址总表：应用名只写字符串。"""

from django.urls import include, path

handler400 = "supervision.web.failures.bad_request"
handler403 = "supervision.web.failures.forbidden"
handler404 = "supervision.web.failures.not_found"
handler500 = "supervision.web.failures.server_error"

urlpatterns = [
    path("", include("reports.urls", namespace="reports")),
    path("", include("supervision.trail.urls", namespace="trail")),
    path("", include("agencies.urls", namespace="agencies")),
    path("", include("cases.urls", namespace="cases")),
    path("", include("leads.urls", namespace="leads")),
    path("", include("appraisals.urls", namespace="appraisals")),
    path("", include("notices.urls", namespace="notices")),
]
