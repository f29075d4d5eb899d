"""网址。"""

from django.urls import path

from reports.views import annual, counting, lists, papers, quality, receipts, report, warnings, workbench
from supervision.web.export_views import export_of

app_name = "reports"
urlpatterns = [
    path("", workbench.WorkbenchPage.as_view(), name="workbench"),
    path("quality/", quality.Ranking.as_view(), name="quality"),
    path("quality/<int:pk>/", quality.AgencyQuality.as_view(), name="quality_agency"),
    path("annual/", annual.AnnualPage.as_view(), name="annual"),
    path("annual/cases/", annual.AnnualCases.as_view(), name="annual_cases"),
    path("annual/file/", annual.AnnualFile.as_view(), name="annual_file"),
    path("annual/counting/", counting.Counting.as_view(), name="counting"),
    path("warnings/", warnings.Models.as_view(), name="warnings"),
    path("warnings/all/", warnings.Warnings.as_view(), name="warning_list"),
    path("warnings/all/export/", export_of(warnings.Warnings), name="warning_list_export"),
    path("warnings/found/<int:pk>/", warnings.WarningPage.as_view(), name="warning"),
    path("warnings/found/<int:pk>/decide/", warnings.Decide.as_view(), name="warning_decide"),
    path("warnings/<str:code>/", warnings.ModelPage.as_view(), name="warning_model"),
    path("warnings/<str:code>/parameters/", warnings.Parameters.as_view(), name="warning_parameters"),
    path("reports/", lists.Reports.as_view(), name="reports"),
    path("reports/export/", export_of(lists.Reports), name="reports_export"),
    path("reports/request/", lists.Request.as_view(), name="request"),
    path("reports/receipts/", receipts.Receipts.as_view(), name="receipts"),
    path("reports/receipts/<int:pk>/", receipts.Receipt.as_view(), name="receipt"),
    path("reports/receipts/<int:pk>/acknowledge/", receipts.Acknowledge.as_view(), name="acknowledge"),
    path("reports/receipts/<int:pk>/paper.<str:form>", papers.ReceiptPaper.as_view(), name="receipt_paper"),
    path("reports/receipts/<int:pk>/pages/<int:number>.svg", papers.ReceiptPage.as_view(), name="receipt_page"),
    path("reports/<int:pk>/", report.Report.as_view(), name="report"),
    path("reports/<int:pk>/progress/", report.Progress.as_view(), name="progress"),
    path("reports/<int:pk>/edit/", report.Edit.as_view(), name="edit"),
    path("reports/<int:pk>/act/", report.Act.as_view(), name="act"),
    path("reports/<int:pk>/instruct/", report.Instruct.as_view(), name="instruct"),
    path("reports/<int:pk>/versions/", report.Versions.as_view(), name="versions"),
    path("reports/<int:pk>/recipients/", receipts.Recipients.as_view(), name="recipients"),
    path("reports/<int:pk>/layout/", papers.Layout.as_view(), name="layout"),
    path("reports/<int:pk>/paper.<str:form>", papers.Paper.as_view(), name="paper"),
    path("reports/<int:pk>/pages/<int:number>.svg", papers.PageImage.as_view(), name="page"),
]
