"""身份：是不是本人——口令、锁定、会话时限、两步验证、再次验证、统一身份认证。

Who somebody is; `agencies.access` says what they may do. Rules and gates live here, deeds in `agencies/services/`, pages in
`agencies/views/`. Measure: GB/T 22239-2019 第三级 8.1.4.1（身份鉴别）and OWASP ASVS 5.0 V6, V7.
"""
