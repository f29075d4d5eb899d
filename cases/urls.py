"""执法案件的网址。"""

from django.urls import path

from agencies.registers.views import routes_of
from cases.api import views as api
from cases.registers.parameters import PARAMETERS
from cases.views import batches, cases, enterprises, parameters, personal, rules, standard, triage
from supervision.web.export_views import export_of

app_name = "cases"
urlpatterns = [
    path("cases/", cases.CaseList.as_view(), name="cases"),
    path("cases/export/", export_of(cases.CaseList), name="cases_export"),
    path("cases/<int:pk>/", cases.CasePage.as_view(), name="case"),
    path("cases/<int:pk>/unmask/", personal.Unmask.as_view(), name="unmask"),
    path("cases/<int:pk>/personal/", personal.Personal.as_view(), name="personal"),
    path("findings/", triage.Triage.as_view(), name="triage"),
    path("findings/export/", export_of(triage.Triage), name="triage_export"),
    path("findings/bulk/", triage.BulkTriage.as_view(), name="triage_bulk"),
    path("findings/<int:pk>/", triage.FindingPage.as_view(), name="finding"),
    path("findings/<int:pk>/act/", triage.FindingAct.as_view(), name="finding_act"),
    path("findings/<int:pk>/notes/", triage.FindingNoteAdd.as_view(), name="finding_note"),
    path("enterprises/", enterprises.EnterpriseList.as_view(), name="enterprises"),
    path("enterprises/export/", export_of(enterprises.EnterpriseList), name="enterprises_export"),
    path("enterprises/<int:pk>/", enterprises.EnterprisePage.as_view(), name="enterprise"),
    # intake
    path("batches/", batches.BatchList.as_view(), name="batches"),
    path("batches/export/", export_of(batches.BatchList), name="batches_export"),
    path("batches/new/", batches.Upload.as_view(), name="upload"),
    path("batches/template/<str:kind>.xlsx", batches.Template.as_view(), name="template"),
    path("batches/<int:pk>/", batches.BatchPage.as_view(), name="batch"),
    path("batches/<int:pk>/progress/", batches.BatchProgress.as_view(), name="batch_progress"),
    path("batches/<int:pk>/rejected.xlsx", batches.RejectedRows.as_view(), name="batch_rejected"),
    # for agencies' own systems
    path("batches/api/", batches.ApiGuide.as_view(), name="api_guide"),
    path("batches/openapi.json", api.Description.as_view(), name="api_description_page"),
    path("api/v1/openapi.json", api.Description.as_view(), name="api_description"),
    path("api/v1/batches/", api.PushBatch.as_view(), name="api_push"),
    path("api/v1/batches/<int:pk>/", api.BatchResults.as_view(), name="api_batch"),
    # data standard
    path("standard/", standard.Standard.as_view(), name="standard"),
    path("standard/standard.xlsx", standard.Workbook.as_view(), name="standard_workbook"),
    # rules
    path("rules/", rules.RuleList.as_view(), name="rule_list"),
    *routes_of(PARAMETERS, "parameters", parameters.ParameterList),
    path("rules/<str:code>/", rules.RulePage.as_view(), name="rule"),
]
