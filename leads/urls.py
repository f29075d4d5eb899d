"""线索的网址。"""

from django.urls import path

from leads.views import leads
from supervision.web.export_views import export_of

app_name = "leads"
urlpatterns = [
    path("leads/", leads.LeadList.as_view(), name="leads"),
    path("leads/export/", export_of(leads.LeadList), name="leads_export"),
    path("leads/new/", leads.RegisterLead.as_view(), name="lead_new"),
    path("leads/<int:pk>/", leads.LeadPage.as_view(), name="lead"),
    path("leads/<int:pk>/act/", leads.LeadAct.as_view(), name="lead_act"),
    path("leads/<int:pk>/informant/", leads.Informant.as_view(), name="informant"),
]
