"""执法质效评议的网址。"""

from django.urls import path

from appraisals.views import appraisals, results, scores
from supervision.web.export_views import export_of

app_name = "appraisals"
urlpatterns = [
    path("appraisals/", appraisals.AppraisalList.as_view(), name="appraisals"),
    path("appraisals/export/", export_of(appraisals.AppraisalList), name="appraisals_export"),
    path("appraisals/new/", appraisals.NewAppraisal.as_view(), name="appraisal_new"),
    path("appraisals/<int:pk>/", appraisals.AppraisalPage.as_view(), name="appraisal"),
    path("appraisals/<int:pk>/plan/", appraisals.ChangePlan.as_view(), name="appraisal_plan"),
    path("appraisals/<int:pk>/act/", appraisals.AppraisalAct.as_view(), name="appraisal_act"),
    path("appraisals/scores/<int:pk>/", scores.ScoreAgency.as_view(), name="score"),
    path("appraisals/results/", results.ResultList.as_view(), name="results"),
    path("appraisals/results/export/", export_of(results.ResultList), name="results_export"),
    path("appraisals/results/<int:pk>/", results.ResultPage.as_view(), name="result"),
]
