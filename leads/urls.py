"""线索的网址。"""

from django.urls import path

from leads.views import leads, own
from supervision.web.export_views import export_of

app_name = "leads"
urlpatterns = [
    path("leads/", leads.LeadList.as_view(), name="leads"),
    path("leads/export/", export_of(leads.LeadList), name="leads_export"),
    path("leads/new/", leads.RegisterLead.as_view(), name="lead_new"),
    path("leads/report/", own.Report.as_view(), name="report"),
    path("leads/mine/", own.OwnLeads.as_view(), name="mine"),
    path("leads/mine/<int:pk>/", own.OwnLead.as_view(), name="own_lead"),
    path("leads/<int:pk>/", leads.LeadPage.as_view(), name="lead"),
    path("leads/<int:pk>/act/", leads.LeadAct.as_view(), name="lead_act"),
    path("leads/<int:pk>/informant/", leads.Informant.as_view(), name="informant"),
]
