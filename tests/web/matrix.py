"""页面 × 人 × 谁的东西：每一格都写明。

The table of record of who gets what. One line is one request: method, route, whose thing stands in its address, other parts of the address;
then one cell for each person of `PEOPLE`. A cell has two letters: the thing is 浏阳市's, the thing is the neighbour county's. A page
without a thing has the same letter twice. Every county-level person of the cast works in 浏阳市, save those called neighbour.

    o 200   e 204   s to the sign-in page   r to another page   b 400   x 403 (visible, forbidden)   n 404 (invisible = non-existent)
    m 405   c 409   v 422

`ACTS` is the other half: each deed with a complete form, and who brings it about. Everybody else must leave no trace in any table.
To add a page: add its lines here, each cell thought about, not copied from what the program answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.web.world import PASSWORD, Place

PEOPLE = (
    "anonymous",
    "city_supervisor", "city_chief", "city_legal", "city_director", "city_leader",
    "county_supervisor", "county_chief", "county_legal", "county_director", "county_leader", "neighbour_supervisor",
    "market_officer", "housing_officer", "neighbour_officer",
    "township_assistant", "social_supervisor", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip

# Heads of the columns: C city, K 浏阳市, N 宁乡市; s supervisor, c chief, l legal reviewer, d director, L leader; O agencies' legal officers.
_TABLE = """
#                                                 an Cs Cc Cl Cd CL Ks Kc Kl Kd KL Ns Om Oh On tw so sy se au
GET  reports:workbench nothing                    ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo
POST reports:workbench nothing                    ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
GET  reports:reports nothing                      ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo xx xx xx xx xx
POST reports:reports nothing                      ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  reports:request nothing                      ss oo oo xx xx xx oo oo xx xx xx oo xx xx xx xx xx xx xx xx
POST reports:request nothing                      ss vv vv xx xx xx vv vv xx xx xx vv xx xx xx xx xx xx xx xx
GET  reports:receipts nothing                     ss oo xx xx xx xx oo xx xx xx xx oo oo oo oo xx xx xx xx xx
POST reports:receipts nothing                     ss mm xx xx xx xx mm xx xx xx xx mm mm mm mm xx xx xx xx xx
GET  reports:receipt receipt                      ss nn xx xx xx xx nn xx xx xx xx nn nn on no xx xx xx xx xx
POST reports:receipt receipt                      ss nn xx xx xx xx nn xx xx xx xx nn nn mn nm xx xx xx xx xx
GET  reports:acknowledge receipt                  ss mm xx xx xx xx mm xx xx xx xx mm mm mm mm xx xx xx xx xx
POST reports:acknowledge receipt                  ss nn xx xx xx xx nn xx xx xx xx nn nn rn nr xx xx xx xx xx
GET  reports:receipt_paper receipt form=pdf       ss nn xx xx xx xx nn xx xx xx xx nn nn on no xx xx xx xx xx
POST reports:receipt_paper receipt form=pdf       ss mm xx xx xx xx mm xx xx xx xx mm mm mm mm xx xx xx xx xx
GET  reports:receipt_page receipt number=1        ss nn xx xx xx xx nn xx xx xx xx nn nn on no xx xx xx xx xx
POST reports:receipt_page receipt number=1        ss mm xx xx xx xx mm xx xx xx xx mm mm mm mm xx xx xx xx xx
GET  reports:report report_compiling              ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
POST reports:report report_compiling              ss mm mm mm mm mm mn mn mn mn mn nm nn nn nn xx xx xx xx xx
GET  reports:report report_draft                  ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  reports:report report_leader                 ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  reports:report report_issued                 ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  reports:progress report_compiling            ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
POST reports:progress report_compiling            ss mm mm mm mm mm mn mn mn mn mn nm nn nn nn xx xx xx xx xx
GET  reports:edit report_draft                    ss oo xx xx xx xx on xx xx xx xx no xx xx xx xx xx xx xx xx
POST reports:edit report_draft                    ss cc xx xx xx xx cn xx xx xx xx nc xx xx xx xx xx xx xx xx
GET  reports:edit report_issued                   ss cc xx xx xx xx cn xx xx xx xx nc xx xx xx xx xx xx xx xx
POST reports:edit report_issued                   ss cc xx xx xx xx cn xx xx xx xx nc xx xx xx xx xx xx xx xx
GET  reports:act report_draft                     ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
POST reports:act report_draft                     ss xx xx xx xx xx xn xn xn xn xn nx nn nn nn xx xx xx xx xx
GET  reports:instruct report_compiling            ss xx xx xx xx cc xx xx xx xx cn xx xx xx xx xx xx xx xx xx
POST reports:instruct report_compiling            ss xx xx xx xx mm xx xx xx xx mn xx xx xx xx xx xx xx xx xx
GET  reports:instruct report_leader               ss xx xx xx xx oo xx xx xx xx on xx xx xx xx xx xx xx xx xx
GET  reports:versions report_compiling            ss cc cc cc cc cc cn cn cn cn cn nc nn nn nn xx xx xx xx xx
POST reports:versions report_compiling            ss mm mm mm mm mm mn mn mn mn mn nm nn nn nn xx xx xx xx xx
GET  reports:versions report_issued               ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  reports:recipients report_issued             ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
POST reports:recipients report_issued             ss mm mm mm mm mm mn mn mn mn mn nm nn nn nn xx xx xx xx xx
GET  reports:layout report_draft                  ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
POST reports:layout report_draft                  ss mm mm mm mm mm mn mn mn mn mn nm nn nn nn xx xx xx xx xx
GET  reports:paper report_compiling form=pdf      ss nn nn nn nn nn nn nn nn nn nn nn nn nn nn xx xx xx xx xx
POST reports:paper report_compiling form=pdf      ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  reports:paper report_draft form=pdf          ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  reports:paper report_issued form=docx        ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  reports:page report_compiling number=1       ss nn nn nn nn nn nn nn nn nn nn nn nn nn nn xx xx xx xx xx
POST reports:page report_compiling number=1       ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  reports:page report_issued number=1          ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  trail:events nothing                         ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo
POST trail:events nothing                         ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm
GET  trail:export nothing form=csv                ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo
GET  trail:export nothing form=xlsx               ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo
POST trail:export nothing form=csv                ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm
GET  trail:event event                            ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo
POST trail:event event                            ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm
GET  trail:seal nothing                           ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo
POST trail:seal nothing                           ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm
GET  trail:checkpoint checkpoint                  ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo
POST trail:checkpoint checkpoint                  ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm
GET  trail:verify nothing                         ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm
POST trail:verify nothing                         ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx rr
GET  trail:verify_progress verification           ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx ee
POST trail:verify_progress verification           ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm
GET  trail:genuine nothing                        oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo
POST trail:genuine nothing                        vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv
GET  agencies:sign_in nothing                     oo rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr
POST agencies:sign_in nothing                     oo rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr
GET  agencies:sign_out nothing                    ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
POST agencies:sign_out nothing                    ss ss ss ss ss ss ss ss ss ss ss ss ss ss ss ss ss ss ss ss
GET  agencies:me nothing                          ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo
POST agencies:me nothing                          ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
GET  agencies:verify nothing                      ss rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr
POST agencies:verify nothing                      ss rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr
GET  agencies:password nothing                    ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo
POST agencies:password nothing                    ss vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv
GET  agencies:second_factor nothing               ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo
POST agencies:second_factor nothing               ss vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv
GET  agencies:recovery_codes nothing              ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
POST agencies:recovery_codes nothing              ss rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr
GET  agencies:confirm nothing                     ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo
POST agencies:confirm nothing                     ss vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv vv
GET  agencies:end_session nothing                 ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
POST agencies:end_session nothing                 ss rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr
GET  agencies:oidc_start nothing                  nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn
POST agencies:oidc_start nothing                  mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
GET  agencies:oidc_callback nothing               nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn
POST agencies:oidc_callback nothing               mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
GET  agencies:oidc_link nothing                   ss nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn
POST agencies:oidc_link nothing                   ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
GET  agencies:scope region                        ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
POST agencies:scope region                        ss rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr rr
GET  agencies:agency_list nothing                 ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo xx xx xx xx
POST agencies:agency_list nothing                 ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx
GET  agencies:agency agency                       ss oo oo oo oo oo on on on on on no nn on no nn xx xx xx xx
POST agencies:agency agency                       ss mm mm mm mm mm mn mn mn mn mn nm nn mn nm nn xx xx xx xx
GET  agencies:officer_list nothing                ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo xx xx xx xx
POST agencies:officer_list nothing                ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx
GET  agencies:calendar nothing                    ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo xx oo xx xx
POST agencies:calendar nothing                    ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx vv xx xx
GET  agencies:people nothing                      ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo oo oo
POST agencies:people nothing                      ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm mm mm
GET  agencies:account_new nothing                 ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo xx xx
POST agencies:account_new nothing                 ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx vv xx xx
GET  agencies:person person                       ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo oo oo
POST agencies:person person                       ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm mm mm
GET  agencies:account_disable person              ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm xx xx
POST agencies:account_disable person              ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx rr xx xx
GET  agencies:account_enable shut_person          ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm xx xx
POST agencies:account_enable shut_person          ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx rr xx xx
GET  agencies:hand_over leaver                    ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo xx xx
POST agencies:hand_over leaver                    ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx vv xx xx
GET  agencies:post_new person                     ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo xx
POST agencies:post_new person                     ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx vv xx
GET  agencies:exception_new person                ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo xx
POST agencies:exception_new person                ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx vv xx
GET  agencies:post_end post                       ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo xx
POST agencies:post_end post                       ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx vv xx
GET  agencies:delegate post                       ss nn nn nn nn nn nn on nn nn nn nn nn nn nn nn nn nn oo nn
POST agencies:delegate post                       ss nn nn nn nn nn nn vn nn nn nn nn nn nn nn nn nn nn vv nn
GET  agencies:delegations nothing                 ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo oo oo
POST agencies:delegations nothing                 ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm mm mm
GET  agencies:delegation_revoke delegation        ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm
POST agencies:delegation_revoke delegation        ss nn nn nn nn nn nn nn rn rn nn nn nn nn nn nn nn nn rr nn
GET  agencies:exceptions nothing                  ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo oo oo
POST agencies:exceptions nothing                  ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm mm mm
GET  agencies:exception_revoke exception          ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm xx
POST agencies:exception_revoke exception          ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx rr xx
GET  agencies:personal_data nothing               ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx oo xx
POST agencies:personal_data nothing               ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm xx
GET  cases:cases nothing                          ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo xx xx xx xx
POST cases:cases nothing                          ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx
GET  cases:case case                              ss oo oo oo oo oo on on on on on no nn on no nn xx xx xx xx
POST cases:case case                              ss mm mm mm mm mm mn mn mn mn mn nm nn mn nm nn xx xx xx xx
GET  cases:case town_case                         ss oo oo oo oo oo on on on on on no nn nn nn on xx xx xx xx
GET  cases:unmask case                            ss oo xx xx xx xx on xx xx xx xx no nn on no xx xx xx xx xx
POST cases:unmask case                            ss vv xx xx xx xx vn xx xx xx xx nv nn vn nv xx xx xx xx xx
GET  cases:unmask town_case                       ss oo xx xx xx xx on xx xx xx xx no nn nn nn xx xx xx xx xx
GET  cases:personal case                          ss rr xx xx xx xx rn xx xx xx xx nr nn rn nr xx xx xx xx xx
POST cases:personal case                          ss mm xx xx xx xx mn xx xx xx xx nm nn mn nm xx xx xx xx xx
GET  cases:triage nothing                         ss oo oo oo oo oo oo oo oo oo oo oo xx xx xx oo xx xx xx xx
POST cases:triage nothing                         ss mm mm mm mm mm mm mm mm mm mm mm xx xx xx mm xx xx xx xx
GET  cases:triage_bulk nothing                    ss oo oo xx xx xx oo oo xx xx xx oo xx xx xx xx xx xx xx xx
POST cases:triage_bulk nothing                    ss cc cc xx xx xx cc cc xx xx xx cc xx xx xx xx xx xx xx xx
GET  cases:finding finding                        ss oo oo oo oo oo on on on on on no xx xx xx nn xx xx xx xx
POST cases:finding finding                        ss mm mm mm mm mm mn mn mn mn mn nm xx xx xx nn xx xx xx xx
GET  cases:finding town_finding                   ss oo oo oo oo oo on on on on on no xx xx xx on xx xx xx xx
GET  cases:finding_act finding                    ss mm mm xx xx xx mm mm xx xx xx mm xx xx xx xx xx xx xx xx
POST cases:finding_act finding                    ss rr rr xx xx xx rn rn xx xx xx nr xx xx xx xx xx xx xx xx
POST cases:finding_act town_finding               ss rr rr xx xx xx rn rn xx xx xx nr xx xx xx xx xx xx xx xx
GET  cases:finding_note finding                   ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm xx xx xx xx
POST cases:finding_note finding                   ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx nn xx xx xx xx
POST cases:finding_note town_finding              ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx rn xx xx xx xx
GET  cases:batches nothing                        ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo xx xx xx xx xx
POST cases:batches nothing                        ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  cases:upload nothing                         ss oo xx xx xx xx oo xx xx xx xx oo oo oo oo xx xx xx xx xx
POST cases:upload nothing                         ss vv xx xx xx xx vv xx xx xx xx vv vv vv vv xx xx xx xx xx
GET  cases:template nothing kind=penalty          ss oo xx xx xx xx oo xx xx xx xx oo oo oo oo xx xx xx xx xx
POST cases:template nothing kind=penalty          ss mm xx xx xx xx mm xx xx xx xx mm mm mm mm xx xx xx xx xx
GET  cases:template nothing kind=nonsense         ss nn xx xx xx xx nn xx xx xx xx nn nn nn nn xx xx xx xx xx
GET  cases:batch batch                            ss oo oo oo oo oo on on on on on no nn on no xx xx xx xx xx
POST cases:batch batch                            ss mm mm mm mm mm mn mn mn mn mn nm nn mn nm xx xx xx xx xx
GET  cases:batch queued                           ss oo oo oo oo oo on on on on on no nn on no xx xx xx xx xx
GET  cases:batch_progress batch                   ss ee ee ee ee ee en en en en en ne nn en ne xx xx xx xx xx
POST cases:batch_progress batch                   ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  cases:batch_progress queued                  ss oo oo oo oo oo on on on on on no nn on no xx xx xx xx xx
GET  cases:batch_rejected batch                   ss oo oo oo oo oo on on on on on no nn on no xx xx xx xx xx
POST cases:batch_rejected batch                   ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  cases:rule_list nothing                      ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo xx xx xx xx
POST cases:rule_list nothing                      ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx
GET  cases:rule nothing code=P-30                 ss oo oo oo oo oo oo oo oo oo oo oo oo oo oo oo xx xx xx xx
POST cases:rule nothing code=P-30                 ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx
GET  cases:rule nothing code=X-00                 ss nn nn nn nn nn nn nn nn nn nn nn nn nn nn nn xx xx xx xx
GET  notices:matters nothing                      ss oo oo oo oo oo oo oo oo oo oo oo xx xx xx oo xx xx xx xx
POST notices:matters nothing                      ss mm mm mm mm mm mm mm mm mm mm mm xx xx xx mm xx xx xx xx
GET  notices:matter_open nothing                  ss oo oo xx xx xx oo oo xx xx xx oo xx xx xx xx xx xx xx xx
POST notices:matter_open nothing                  ss vv vv xx xx xx vv vv xx xx xx vv xx xx xx xx xx xx xx xx
GET  notices:matter matter                        ss oo oo oo oo oo on on on on on no xx xx xx nn xx xx xx xx
POST notices:matter matter                        ss mm mm mm mm mm mn mn mn mn mn nm xx xx xx nn xx xx xx xx
GET  notices:matter town_matter                   ss oo oo oo oo oo on on on on on no xx xx xx on xx xx xx xx
GET  notices:matter_act matter                    ss mm mm mm mm mm mm mm mm mm mm mm xx xx xx mm xx xx xx xx
POST notices:matter_act matter                    ss rr rr rr rr rr rn rn rn rn rn nr xx xx xx nn xx xx xx xx
POST notices:matter_act town_matter               ss rr rr rr rr rr rn rn rn rn rn nr xx xx xx rn xx xx xx xx
GET  notices:matter_add matter                    ss mm mm xx xx xx mm mm xx xx xx mm xx xx xx xx xx xx xx xx
POST notices:matter_add matter                    ss rr rr xx xx xx rn rn xx xx xx nr xx xx xx xx xx xx xx xx
GET  notices:matter_remove matter_item            ss mm mm xx xx xx mm mm xx xx xx mm xx xx xx xx xx xx xx xx
POST notices:matter_remove matter_item            ss rr rr xx xx xx rn rn xx xx xx nr xx xx xx xx xx xx xx xx
GET  notices:matter_note matter                   ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx mm xx xx xx xx
POST notices:matter_note matter                   ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx nn xx xx xx xx
POST notices:matter_note town_matter              ss xx xx xx xx xx xx xx xx xx xx xx xx xx xx rn xx xx xx xx
GET  notices:matter_draft matter                  ss mm xx xx xx xx mm xx xx xx xx mm xx xx xx xx xx xx xx xx
POST notices:matter_draft matter                  ss rr xx xx xx xx rn xx xx xx xx nr xx xx xx xx xx xx xx xx
GET  notices:instruments nothing                  ss oo oo oo oo oo oo oo oo oo oo oo rr rr rr xx xx xx xx xx
POST notices:instruments nothing                  ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  notices:to_verify nothing                    ss oo xx xx xx xx oo xx xx xx xx oo xx xx xx xx xx xx xx xx
POST notices:to_verify nothing                    ss mm xx xx xx xx mm xx xx xx xx mm xx xx xx xx xx xx xx xx
GET  notices:overdue nothing                      ss oo oo oo oo oo oo oo oo oo oo oo rr rr rr xx xx xx xx xx
POST notices:overdue nothing                      ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  notices:instrument draft                     ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  notices:instrument signed                    ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
POST notices:instrument draft                     ss mm mm mm mm mm mn mn mn mn mn nm nn nn nn xx xx xx xx xx
GET  notices:instrument handling                  ss oo oo oo oo oo on on on on on no nn rn nr xx xx xx xx xx
GET  notices:instrument responded                 ss oo oo oo oo oo on on on on on no nn rn nr xx xx xx xx xx
GET  notices:instrument_act draft                 ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
POST notices:instrument_act draft                 ss rr rr rr rr rr rn rn rn rn rn nr nn nn nn xx xx xx xx xx
POST notices:instrument_act responded             ss rr rr rr rr rr rn rn rn rn rn nr nn rn nr xx xx xx xx xx
GET  notices:instrument_edit draft                ss cc xx xx xx xx on xx xx xx xx no xx xx xx xx xx xx xx xx
POST notices:instrument_edit draft                ss cc xx xx xx xx vn xx xx xx xx nv xx xx xx xx xx xx xx xx
GET  notices:instrument_edit responded            ss cc xx xx xx xx rn xx xx xx xx nr xx xx xx xx xx xx xx xx
POST notices:instrument_edit responded            ss cc xx xx xx xx vn xx xx xx xx nv xx xx xx xx xx xx xx xx
GET  notices:instrument_preview draft             ss cc xx xx xx xx mn xx xx xx xx nm xx xx xx xx xx xx xx xx
POST notices:instrument_preview draft             ss cc xx xx xx xx on xx xx xx xx no xx xx xx xx xx xx xx xx
GET  notices:instrument_preview responded         ss cc xx xx xx xx mn xx xx xx xx nm xx xx xx xx xx xx xx xx
GET  notices:instrument_due draft                 ss cc xx xx xx xx on xx xx xx xx no xx xx xx xx xx xx xx xx
POST notices:instrument_due draft                 ss cc xx xx xx xx mn xx xx xx xx nm xx xx xx xx xx xx xx xx
GET  notices:instrument_pages draft               ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
GET  notices:instrument_pages signed              ss oo oo oo oo oo on on on on on no nn nn nn xx xx xx xx xx
POST notices:instrument_pages draft               ss mm mm mm mm mm mn mn mn mn mn nm nn nn nn xx xx xx xx xx
GET  notices:instrument_pages responded           ss oo oo oo oo oo on on on on on no nn on no xx xx xx xx xx
GET  notices:instrument_file draft ending=pdf     ss nn nn nn nn nn nn nn nn nn nn nn nn nn nn xx xx xx xx xx
POST notices:instrument_file draft ending=pdf     ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  notices:instrument_file responded ending=pdf ss oo oo oo oo oo on on on on on no nn on no xx xx xx xx xx
GET  notices:instrument_file responded ending=exe ss nn nn nn nn nn nn nn nn nn nn nn nn nn nn xx xx xx xx xx
GET  notices:verify_item responded_answer         ss mm xx xx xx xx mm xx xx xx xx mm xx xx xx xx xx xx xx xx
POST notices:verify_item responded_answer         ss rr xx xx xx xx rn xx xx xx xx nr xx xx xx xx xx xx xx xx
GET  notices:send_back responded                  ss mm xx xx xx xx mm xx xx xx xx mm xx xx xx xx xx xx xx xx
POST notices:send_back responded                  ss rr xx xx xx xx rn xx xx xx xx nr xx xx xx xx xx xx xx xx
GET  notices:decide_extension handling_extension  ss mm mm xx xx xx mm mm xx xx xx mm xx xx xx xx xx xx xx xx
POST notices:decide_extension handling_extension  ss rr rr xx xx xx rn rn xx xx xx nr xx xx xx xx xx xx xx xx
GET  notices:evidence unsent_evidence             ss nn nn nn nn nn nn nn nn nn nn nn nn on no xx xx xx xx xx
POST notices:evidence unsent_evidence             ss mm mm mm mm mm mm mm mm mm mm mm mm mm mm xx xx xx xx xx
GET  notices:evidence sent_evidence               ss oo oo oo oo oo on on on on on no nn on no xx xx xx xx xx
GET  notices:inbox nothing                        ss xx xx xx xx xx xx xx xx xx xx xx oo oo oo xx xx xx xx xx
POST notices:inbox nothing                        ss xx xx xx xx xx xx xx xx xx xx xx mm mm mm xx xx xx xx xx
GET  notices:inbox_instrument draft               ss xx xx xx xx xx xx xx xx xx xx xx nn nn nn xx xx xx xx xx
POST notices:inbox_instrument handling            ss xx xx xx xx xx xx xx xx xx xx xx nn mn nm xx xx xx xx xx
GET  notices:inbox_instrument handling            ss xx xx xx xx xx xx xx xx xx xx xx nn on no xx xx xx xx xx
GET  notices:inbox_instrument responded           ss xx xx xx xx xx xx xx xx xx xx xx nn on no xx xx xx xx xx
GET  notices:acknowledge handling                 ss xx xx xx xx xx xx xx xx xx xx xx mm mm mm xx xx xx xx xx
POST notices:acknowledge handling                 ss xx xx xx xx xx xx xx xx xx xx xx nn rn nr xx xx xx xx xx
GET  notices:save_answers handling                ss xx xx xx xx xx xx xx xx xx xx xx mm mm mm xx xx xx xx xx
POST notices:save_answers handling                ss xx xx xx xx xx xx xx xx xx xx xx nn en ne xx xx xx xx xx
GET  notices:send_answers handling                ss xx xx xx xx xx xx xx xx xx xx xx nn rn nr xx xx xx xx xx
POST notices:send_answers handling                ss xx xx xx xx xx xx xx xx xx xx xx nn vn nv xx xx xx xx xx
GET  notices:attach_evidence handling_answer      ss xx xx xx xx xx xx xx xx xx xx xx mm mm mm xx xx xx xx xx
POST notices:attach_evidence handling_answer      ss xx xx xx xx xx xx xx xx xx xx xx nn on no xx xx xx xx xx
GET  notices:remove_evidence handling_file        ss xx xx xx xx xx xx xx xx xx xx xx mm mm mm xx xx xx xx xx
POST notices:remove_evidence handling_file        ss xx xx xx xx xx xx xx xx xx xx xx nn on no xx xx xx xx xx
GET  notices:ask_extension handling               ss xx xx xx xx xx xx xx xx xx xx xx mm mm mm xx xx xx xx xx
POST notices:ask_extension handling               ss xx xx xx xx xx xx xx xx xx xx xx nn rn nr xx xx xx xx xx
"""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    method: str
    route: str
    thing: str
    parts: dict[str, str]
    cells: dict[str, str]

    @property
    def name(self) -> str:
        """The request as the line begins."""
        return " ".join([self.method, self.route, self.thing, *(f"{key}={value}" for key, value in self.parts.items())])

    def address(self, place: Place) -> dict[str, Any]:
        """The address's parameters with the thing of one county."""
        return place.of(self.thing) | self.parts


def _read(line: str) -> Row:
    words = line.split()
    parts = dict(word.split("=") for word in words[3:] if "=" in word)
    cells = words[3 + len(parts) :]
    return Row(words[0], words[1], words[2], parts, dict(zip(PEOPLE, cells, strict=True)))


TABLE = tuple(_read(line) for line in _TABLE.splitlines() if line and not line.startswith("#"))


@dataclass(frozen=True)
class Act:
    """A deed with a complete form: only `own` do it to 浏阳市's thing, only `foreign` to the neighbour's."""

    route: str
    thing: str
    form: Callable[[Place], dict[str, Any]]
    own: frozenset[str]
    foreign: frozenset[str]
    parts: dict[str, str] = field(default_factory=dict)

    def address(self, place: Place) -> dict[str, Any]:
        """The address's parameters with the thing of one county."""
        return place.of(self.thing) | self.parts


def _act(
    route: str, thing: str, own: str, foreign: str, form: Callable[[Place], dict[str, Any]] | None = None, **fixed: Any
) -> Act:
    return Act(route, thing, form or (lambda place: fixed), frozenset(own.split()), frozenset(foreign.split()))


def _key(name: str, thing: str, **more: Any) -> Callable[[Place], dict[str, Any]]:
    return lambda place: {name: place.of(thing)["pk"], **more}


def _answers(place: Place) -> dict[str, Any]:
    return {f"{part}-{key}": "已整改。" for key in place.of("handling_rows")["answers"] for part in ("answer", "measures")}


def _draft(place: Place) -> dict[str, Any]:
    return {"title": "改过的标题", "opening": "开头", "period_amount": 15, "period_unit": "day", "then": "save"}


def _evidence(place: Place) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("另一份.pdf", b"%PDF-1.7 another")}


def _batch(place: Place) -> dict[str, Any]:
    return {"kind": "penalty", "agency": place.people.agency.pk, "file": SimpleUploadedFile("a.csv", "当事人\n甲\n".encode())}


def _arrangement(place: Place) -> dict[str, Any]:
    days = ["01-01", "02-06", "02-07", "02-08", "02-09", "04-05", "05-01", "05-02", "06-09", "09-15", "10-01", "10-02", "10-03"]
    names = [
        "元旦",
        "春节",
        "春节",
        "春节",
        "春节",
        "清明节",
        "劳动节",
        "劳动节",
        "端午节",
        "中秋节",
        "国庆节",
        "国庆节",
        "国庆节",
    ]
    lines = "日期,是否工作日,名称\n" + "".join(f"2027-{day},否,{name}\n" for day, name in zip(days, names, strict=True))
    return {"year": 2027, "source": "演示来源", "file": SimpleUploadedFile("2027.csv", lines.encode())}


def _one_report(place: Place) -> dict[str, Any]:
    return {"region": place.people.bureau.region_code, "period": "2025-12"}


def _day(offset: int = 0) -> str:
    return str(timezone.localdate() + timedelta(days=offset))


def _account(place: Place) -> dict[str, Any]:
    return {"username": "newcomer", "display_name": "钱新人", "agency": place.people.agency.code, "reason": "调入"}


def _post(place: Place) -> dict[str, Any]:
    form = {"role": "supervisor", "title": "科员", "starts_on": _day(), "reason": "任命"}
    return form | {"agency": place.people.bureau.code}


def _deputy(place: Place) -> dict[str, Any]:
    return {"delegate": place.of("colleague")["pk"], "starts_on": _day(), "ends_on": _day(5), "reason": "出差"}


def _exception(place: Place) -> dict[str, Any]:
    form = {"kind": "finding", "act": "view", "expires_on": _day(9), "reason": "会商"}
    return form | {"number": place.of("finding")["pk"]}


_TRIAGE_OWN, _TRIAGE_FOREIGN = (
    "city_supervisor city_chief county_supervisor county_chief",
    "city_supervisor city_chief neighbour_supervisor",
)
_MATTER = {"title": "新事项", "problem_type": "02", "method": "routine"}

ACTS = (
    _act("agencies:calendar", "nothing", "system_admin", "system_admin", _arrangement),
    _act("agencies:account_new", "nothing", "system_admin", "system_admin", _account),
    _act("agencies:account_disable", "person", "system_admin", "system_admin", reason="离职"),
    _act("agencies:account_enable", "shut_person", "system_admin", "system_admin", reason="返岗"),
    _act("agencies:hand_over", "leaver", "system_admin", "system_admin",
         lambda place: {"successor": place.of("colleague")["username"], "reason": "调离"}),
    _act("agencies:post_new", "person", "security_admin", "security_admin", _post),
    _act("agencies:post_end", "post", "security_admin", "security_admin", last_day=_day(), reason="免职"),
    _act("agencies:exception_new", "person", "security_admin", "security_admin", _exception),
    _act("agencies:exception_revoke", "exception", "security_admin", "security_admin", reason="用毕"),
    _act("agencies:delegate", "post", "county_chief security_admin", "security_admin", _deputy),
    _act("agencies:delegation_revoke", "delegation", "county_director county_legal security_admin", "security_admin", reason="提前返岗"),
    _act("cases:finding_act", "finding", _TRIAGE_OWN, _TRIAGE_FOREIGN, action="confirm"),
    _act("cases:finding_act", "finding", _TRIAGE_OWN, _TRIAGE_FOREIGN, action="dismiss", words="经核实不成立"),
    _act("cases:triage_bulk", "nothing", _TRIAGE_OWN, _TRIAGE_FOREIGN, _key("ids", "finding", action="confirm")),
    _act("cases:finding_note", "town_finding", "township_assistant", "", text="到过现场"),
    _act("cases:finding_note", "finding", "", "", text="到过现场"),
    _act("cases:unmask", "case", "city_supervisor county_supervisor housing_officer", "city_supervisor neighbour_supervisor neighbour_officer",
         purpose="verify", reason="核对当事人身份", password=PASSWORD),
    _act("cases:upload", "nothing", "city_supervisor county_supervisor housing_officer", "city_supervisor neighbour_supervisor neighbour_officer", _batch),
    _act("notices:matter_open", "nothing", _TRIAGE_OWN, _TRIAGE_FOREIGN, _key("finding", "spare_finding", **_MATTER)),
    _act("notices:matter_act", "matter", "", "", action="drop", words="有文书在办，谁也不能终结"),
    _act("notices:matter_act", "town_matter", "city_supervisor city_chief county_supervisor county_chief",
         "city_supervisor city_chief neighbour_supervisor", action="drop", words="经核实不再监督"),
    _act("notices:matter_add", "matter", _TRIAGE_OWN, _TRIAGE_FOREIGN, _key("finding", "spare_finding")),
    _act("notices:matter_remove", "town_item", _TRIAGE_OWN, _TRIAGE_FOREIGN),
    _act("notices:matter_note", "town_matter", "township_assistant", "", text="到过现场"),
    _act("notices:matter_draft", "town_matter", "city_supervisor county_supervisor", "city_supervisor neighbour_supervisor", kind="press_letter"),
    _act("notices:instrument_edit", "draft", "county_supervisor", "neighbour_supervisor", _draft),
    _act("notices:instrument_act", "draft", "county_supervisor", "neighbour_supervisor", action="submit"),
    _act("notices:instrument_act", "draft", "county_supervisor", "neighbour_supervisor", action="void"),
    _act("notices:instrument_act", "checking", "county_chief", "", action="pass_check"),
    _act("notices:instrument_act", "checking", "county_chief", "", action="return_to_draft", words="请改"),
    _act("notices:instrument_act", "signing", "county_director", "", action="sign"),
    _act("notices:instrument_act", "verified", "county_supervisor", "neighbour_supervisor", action="close"),
    _act("notices:verify_item", "responded_answer", "county_supervisor", "neighbour_supervisor", verdict="accepted"),
    _act("notices:decide_extension", "handling_extension", "county_supervisor county_chief", "neighbour_supervisor", granted="1", note="同意"),
    _act("notices:acknowledge", "delivered", "housing_officer", "neighbour_officer"),
    _act("notices:ask_extension", "delivered", "housing_officer", "neighbour_officer", amount=3, reason="资料较多"),
    _act("notices:save_answers", "handling", "housing_officer", "neighbour_officer", _answers),
    _act("notices:send_answers", "handling", "housing_officer", "neighbour_officer", _answers),
    _act("notices:attach_evidence", "handling_answer", "housing_officer", "neighbour_officer", _evidence),
    _act("notices:remove_evidence", "handling_file", "housing_officer", "neighbour_officer"),
    _act("reports:request", "nothing", "county_supervisor county_chief", "neighbour_supervisor", _one_report),
    _act("reports:edit", "report_draft", "county_supervisor", "neighbour_supervisor", version=1, **{"p-0-0": "改写的一段。"}),
    _act("reports:act", "report_draft", "county_supervisor", "neighbour_supervisor", action="submit"),
    _act("reports:act", "report_division", "county_chief", "", action="agree", version=1, words="同意"),
    _act("reports:act", "report_legal", "county_legal", "", action="agree", version=1, words="同意"),
    _act("reports:act", "report_director", "county_director", "", action="agree", version=1, words="同意"),
    _act("reports:act", "report_leader", "county_leader", "", action="agree", version=1, words="同意，请抓紧。"),
    _act("reports:act", "report_leader", "county_leader", "", action="return", version=1, words="请补充。"),
    _act("reports:act", "report_approved", "county_director", "", action="issue"),
    _act("trail:verify", "nothing", "audit_admin", "audit_admin"),
    _act("reports:acknowledge", "receipt", "housing_officer", "neighbour_officer"),
)  # fmt: skip
"""`matter_draft` by the city's supervisor makes the city's own instrument on a county's agency; a county's draft is the county's alone."""
