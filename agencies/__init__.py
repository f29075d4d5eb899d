"""机构与人员：区划、单位、执法人员与证件、用户与岗位；谁能看什么在 access/ 里定。

Who: regions, agencies, enforcement officers with certificates, users with posts; `access/` decides who sees and does what.
"""
