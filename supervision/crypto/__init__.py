"""密码：个人信息和文件的加密、等值检索用的指纹、随机数；算法可换，密钥可轮换。

    keys.py      the key ring read from CRYPTO_KEYS
    software.py  SM4-GCM, HMAC-SM3 in software (the `cryptography` package); not a certified module
    service.py   encrypt, decrypt, fingerprint: what the platform calls; which backend serves it is a setting
    fields.py    EncryptedField: a column that holds ciphertext and never shows it by accident
    files.py     files in sealed pieces, readable from any place
    rotation.py  everything sealed with an older key is sealed again with the newest

A 密码机 takes part as another backend (`service.Backend`), named in CRYPTO_BACKENDS. Sources: GB/T 22239-2019 8.1.4.8 (保密性),
GB/T 39786-2021 8.4, GB/T 32907 (SM4), GB/T 32905 (SM3), 个人信息保护法 §51.
"""

from supervision.crypto.service import Backend, Unreadable, decrypt, encrypt, fingerprint, fingerprints, is_current, random

__all__ = ["Backend", "Unreadable", "decrypt", "encrypt", "fingerprint", "fingerprints", "is_current", "random"]
