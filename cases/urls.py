"""执法案件的网址。"""

from django.urls import path

from agencies.registers.views import routes_of
from cases.api import views as api
from cases.registers.duties import DUTIES
from cases.registers.laws import ARTICLES, LAWS
from cases.registers.parameters import PARAMETERS
from cases.views import (
    batches,
    cases,
    contests,
    disposal,
    duties,
    enterprises,
    keeping,
    laws,
    parameters,
    personal,
    profiles,
    publicity,
    rules,
    standard,
    triage,
    trials,
    upward,
    waivers,
)
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
    path("findings/<int:pk>/put/", contests.PutToAgency.as_view(), name="finding_put"),
    # what agencies say of them, and what is set aside
    path("contests/", contests.ContestList.as_view(), name="contests"),
    path("contests/export/", export_of(contests.ContestList), name="contests_export"),
    path("contests/<int:pk>/", contests.ContestPage.as_view(), name="contest"),
    path("contests/<int:pk>/say/", contests.Say.as_view(), name="contest_say"),
    path("contests/<int:pk>/answer/", contests.Answer.as_view(), name="contest_answer"),
    path("contests/<int:pk>/evidence/", contests.Attach.as_view(), name="contest_attach"),
    path("contests/<int:pk>/evidence/<int:evidence>/remove/", contests.Detach.as_view(), name="contest_detach"),
    path("contests/evidence/<int:pk>/", contests.EvidenceFile.as_view(), name="contest_evidence"),
    path("waivers/", waivers.WaiverList.as_view(), name="waivers"),
    path("waivers/export/", export_of(waivers.WaiverList), name="waivers_export"),
    path("waivers/new/", waivers.RequestWaiver.as_view(), name="waiver_new"),
    path("waivers/<int:pk>/", waivers.WaiverPage.as_view(), name="waiver"),
    path("waivers/<int:pk>/act/", waivers.WaiverAct.as_view(), name="waiver_act"),
    path("waivers/<int:pk>/file/", waivers.WaiverFile.as_view(), name="waiver_file"),
    path("enterprises/", enterprises.EnterpriseList.as_view(), name="enterprises"),
    path("enterprises/export/", export_of(enterprises.EnterpriseList), name="enterprises_export"),
    path("enterprises/<int:pk>/", enterprises.EnterprisePage.as_view(), name="enterprise"),
    # intake
    path("batches/", batches.BatchList.as_view(), name="batches"),
    path("batches/export/", export_of(batches.BatchList), name="batches_export"),
    path("batches/new/", batches.Upload.as_view(), name="upload"),
    path("batches/template/<str:kind>.xlsx", batches.Template.as_view(), name="template"),
    path("batches/<int:pk>/", batches.BatchPage.as_view(), name="batch"),
    path("batches/<int:pk>/again/", batches.ReadAgain.as_view(), name="batch_read_again"),
    path("batches/<int:pk>/progress/", batches.BatchProgress.as_view(), name="batch_progress"),
    path("batches/<int:pk>/rejected.xlsx", batches.RejectedRows.as_view(), name="batch_rejected"),
    # for agencies' own systems
    path("batches/api/", batches.ApiGuide.as_view(), name="api_guide"),
    path("batches/openapi.json", api.Description.as_view(), name="api_description_page"),
    path("api/v1/openapi.json", api.Description.as_view(), name="api_description"),
    path("api/v1/batches/", api.PushBatch.as_view(), name="api_push"),
    path("api/v1/batches/<int:pk>/", api.BatchResults.as_view(), name="api_batch"),
    # reporting to the provincial system
    path("upward/", upward.PackageList.as_view(), name="packages"),
    path("upward/export/", export_of(upward.PackageList), name="packages_export"),
    path("upward/refused/", upward.RefusalList.as_view(), name="refusals"),
    path("upward/refused/export/", export_of(upward.RefusalList), name="refusals_export"),
    path("upward/<int:pk>/", upward.PackagePage.as_view(), name="package"),
    path("upward/<int:pk>/resend/", upward.Resend.as_view(), name="package_resend"),
    # heading maps
    path("profiles/", profiles.ProfileList.as_view(), name="profiles"),
    path("profiles/new/", profiles.NewProfile.as_view(), name="profile_new"),
    path("profiles/<int:pk>/", profiles.ProfilePage.as_view(), name="profile"),
    path("profiles/<int:pk>/draw/", profiles.DrawProfile.as_view(), name="profile_draw"),
    path("profiles/<int:pk>/version/", profiles.NewVersion.as_view(), name="profile_version"),
    path("profiles/<int:pk>/retire/", profiles.RetireProfile.as_view(), name="profile_retire"),
    # keeping and discarding
    path("keeping/", keeping.Retention.as_view(), name="retention"),
    path("keeping/<str:kind>/change/", keeping.RetentionChange.as_view(), name="retention_change"),
    path("cases/<int:pk>/hold/", keeping.Hold.as_view(), name="hold"),
    path("disposals/", disposal.Disposals.as_view(), name="disposals"),
    path("disposals/export/", export_of(disposal.Disposals), name="disposals_export"),
    path("disposals/new/", disposal.DisposalRequest.as_view(), name="disposal_new"),
    path("disposals/<int:pk>/", disposal.DisposalPage.as_view(), name="disposal"),
    path("disposals/<int:pk>/act/", disposal.DisposalAct.as_view(), name="disposal_act"),
    path("disposals/<int:pk>/items/<int:item>/strike/", disposal.DisposalStrike.as_view(), name="disposal_strike"),
    path("disposals/<int:pk>/paper.<str:form>", disposal.DisposalPaper.as_view(), name="disposal_paper"),
    # data standard
    path("standard/", standard.Standard.as_view(), name="standard"),
    path("standard/standard.xlsx", standard.Workbook.as_view(), name="standard_workbook"),
    # 双公示
    path("publicity/", publicity.Publicity.as_view(), name="publicity"),
    path("publicity/file/", publicity.PublicityFile.as_view(), name="publicity_file"),
    *routes_of(DUTIES, "duties", duties.DutyList),
    path("duties/<int:pk>/results/", duties.DutyResults.as_view(), name="duty_results"),
    path("parameters/trials/", trials.Trials.as_view(), name="trials"),
    path("parameters/trials/new/", trials.TrialNew.as_view(), name="trial_new"),
    path("parameters/trials/<int:pk>/", trials.TrialPage.as_view(), name="trial"),
    path("parameters/trials/<int:pk>/act/", trials.TrialAct.as_view(), name="trial_act"),
    # law library
    path("laws/ended/", laws.EndedPage.as_view(), name="law_ended"),
    path("laws/text/", laws.LawText.as_view(), name="law_text"),
    *routes_of(ARTICLES, "laws/articles", laws.ArticleList),
    *routes_of(LAWS, "laws", laws.LawList, row="<int:pk>/edit/"),
    path("laws/<int:pk>/", laws.LawPage.as_view(), name="law_page"),
    # rules
    path("rules/", rules.RuleList.as_view(), name="rule_list"),
    *routes_of(PARAMETERS, "parameters", parameters.ParameterList),
    path("rules/checklist/", rules.Checklist.as_view(), name="checklist"),
    path("rules/<str:code>/", rules.RulePage.as_view(), name="rule"),
]
