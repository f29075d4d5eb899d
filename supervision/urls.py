"""网址总表：应用名只写字符串。"""

from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls", namespace="reports")),
    path("", include("agencies.urls", namespace="agencies")),
    path("", include("cases.urls", namespace="cases")),
    path("", include("notices.urls", namespace="notices")),
]
