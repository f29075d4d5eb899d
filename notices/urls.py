"""网址。"""

from django.urls import path

from notices.views import editor, inbox, instruments, matters, objections, papers, referrals, suspensions, visits
from supervision.web.export_views import export_of

app_name = "notices"
urlpatterns = [
    path("matters/", matters.MatterList.as_view(), name="matters"),
    path("matters/export/", export_of(matters.MatterList), name="matters_export"),
    path("matters/new/", matters.OpenMatter.as_view(), name="matter_open"),
    path("matters/<int:pk>/", matters.MatterPage.as_view(), name="matter"),
    path("matters/<int:pk>/act/", matters.MatterAct.as_view(), name="matter_act"),
    path("matters/<int:pk>/findings/", matters.AddFindings.as_view(), name="matter_add"),
    path("matters/<int:pk>/items/<int:item>/remove/", matters.RemoveItem.as_view(), name="matter_remove"),
    path("matters/<int:pk>/notes/", matters.AddNote.as_view(), name="matter_note"),
    path("matters/<int:pk>/referrals/", referrals.NoteClue.as_view(), name="matter_refer"),
    path("matters/<int:pk>/referrals/<int:referral>/", referrals.ReferralPage.as_view(), name="referral"),
    path("matters/<int:pk>/referrals/<int:referral>/settle/", referrals.SettleReferral.as_view(), name="referral_settle"),
    path("matters/<int:pk>/visits/new/", visits.WriteVisit.as_view(), name="matter_visit"),
    path("matters/<int:pk>/draft/", matters.DraftInstrument.as_view(), name="matter_draft"),
    path("matters/<int:pk>/suspensions/", suspensions.ProposeSuspension.as_view(), name="suspension_propose"),
    path("suspensions/<int:pk>/act/", suspensions.SuspensionAct.as_view(), name="suspension_act"),
    path("suspensions/<int:pk>/told/", suspensions.SuspensionTold.as_view(), name="suspension_told"),
    path("instruments/", instruments.InstrumentList.as_view(), name="instruments"),
    path("instruments/export/", export_of(instruments.InstrumentList), name="instruments_export"),
    path("instruments/to-verify/export/", export_of(instruments.ToVerifyList), name="to_verify_export"),
    path("instruments/overdue/export/", export_of(instruments.OverdueList), name="overdue_export"),
    path("instruments/to-verify/", instruments.ToVerifyList.as_view(), name="to_verify"),
    path("instruments/overdue/", instruments.OverdueList.as_view(), name="overdue"),
    path("instruments/<int:pk>/", instruments.InstrumentPage.as_view(), name="instrument"),
    path("instruments/<int:pk>/act/", instruments.InstrumentAct.as_view(), name="instrument_act"),
    path("instruments/<int:pk>/edit/", editor.EditInstrument.as_view(), name="instrument_edit"),
    path("instruments/<int:pk>/preview/", editor.PreviewInstrument.as_view(), name="instrument_preview"),
    path("instruments/<int:pk>/due/", editor.DueToday.as_view(), name="instrument_due"),
    path("instruments/<int:pk>/pages/", editor.PaperPages.as_view(), name="instrument_pages"),
    path("instruments/<int:pk>/file.<str:ending>", papers.InstrumentFile.as_view(), name="instrument_file"),
    path("instruments/<int:pk>/verify/<int:answer>/", instruments.VerifyItem.as_view(), name="verify_item"),
    path("instruments/<int:pk>/send-back/", instruments.SendBack.as_view(), name="send_back"),
    path("instruments/<int:pk>/extensions/<int:extension>/", instruments.DecideExtension.as_view(), name="decide_extension"),
    path("instruments/<int:pk>/objections/<int:objection>/", objections.AnswerObjection.as_view(), name="answer_objection"),
    path("objections/evidence/<int:pk>/", objections.ObjectionFile.as_view(), name="objection_evidence"),
    path("evidence/<int:pk>/", papers.EvidenceFile.as_view(), name="evidence"),
    path("inbox/", inbox.Inbox.as_view(), name="inbox"),
    path("inbox/export/", export_of(inbox.Inbox), name="inbox_export"),
    path("inbox/<int:pk>/", inbox.InboxInstrument.as_view(), name="inbox_instrument"),
    path("inbox/<int:pk>/acknowledge/", inbox.Acknowledge.as_view(), name="acknowledge"),
    path("inbox/<int:pk>/save/", inbox.SaveAnswers.as_view(), name="save_answers"),
    path("inbox/<int:pk>/send/", inbox.SendAnswers.as_view(), name="send_answers"),
    path("inbox/<int:pk>/evidence/<int:answer>/", inbox.AttachEvidence.as_view(), name="attach_evidence"),
    path(
        "inbox/<int:pk>/evidence/<int:answer>/<int:attachment>/remove/",
        inbox.RemoveEvidence.as_view(),
        name="remove_evidence",
    ),
    path("inbox/<int:pk>/objection/", objections.RaiseObjection.as_view(), name="raise_objection"),
    path("inbox/<int:pk>/extension/", inbox.AskExtension.as_view(), name="ask_extension"),
]
