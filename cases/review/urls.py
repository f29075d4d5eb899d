"""案卷评查的网址。"""

from django.urls import path

from cases.review.views import files, results, rounds, sheets
from supervision.web.export_views import export_of

REVIEW_ROUTES = [
    path("reviews/", rounds.ReviewList.as_view(), name="reviews"),
    path("reviews/export/", export_of(rounds.ReviewList), name="reviews_export"),
    path("reviews/new/", rounds.NewReview.as_view(), name="review_new"),
    path("reviews/<int:pk>/", rounds.ReviewPage.as_view(), name="review"),
    path("reviews/<int:pk>/plan/", rounds.ChangePlan.as_view(), name="review_plan"),
    path("reviews/<int:pk>/act/", rounds.ReviewAct.as_view(), name="review_act"),
    path("reviews/<int:pk>/proof/", rounds.DrawProof.as_view(), name="review_proof"),
    path("reviews/files/", files.FileList.as_view(), name="review_files"),
    path("reviews/files/export/", export_of(files.FileList), name="review_files_export"),
    path("reviews/files/<int:pk>/", files.FilePage.as_view(), name="review_file"),
    path("reviews/files/<int:pk>/act/", files.FileAct.as_view(), name="review_file_act"),
    path("reviews/files/<int:pk>/object/", results.RaiseObjection.as_view(), name="review_object"),
    path("reviews/sheets/<int:pk>/", sheets.SheetPage.as_view(), name="review_sheet"),
    path("reviews/sheets/<int:pk>/act/", sheets.SheetAct.as_view(), name="review_sheet_act"),
    path("reviews/results/", results.ResultList.as_view(), name="review_results"),
    path("reviews/results/export/", export_of(results.ResultList), name="review_results_export"),
    path("reviews/results/<int:pk>/", results.ResultPage.as_view(), name="review_result"),
]
