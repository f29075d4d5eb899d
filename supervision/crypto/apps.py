"""密码应用：启动时核对密码部件与密钥。"""

from django.apps import AppConfig
from django.conf import settings


class CryptoConfig(AppConfig):
    """Refuses to start when a backend or a key is missing."""

    name = "supervision.crypto"
    label = "crypto"
    verbose_name = "密码"

    def ready(self) -> None:
        from supervision.crypto.service import backend

        for path in settings.CRYPTO_BACKENDS:
            backend(path).check()
