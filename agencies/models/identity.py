"""登录会话、用过的口令、动态口令器、恢复码、统一身份认证的对应关系。"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from supervision.crypto.fields import EncryptedField


class SessionManager(BaseSessionManager["SignInSession"]):
    """Sessions together with their owner: every request asks for both."""

    def get_queryset(self) -> models.QuerySet[SignInSession]:
        return super().get_queryset().select_related("user")


class SignInSession(AbstractBaseSession):
    """One browser's session. The row repeats what the session's data says of its owner, so that a person's sessions can be listed and ended.

    `agencies.identity.session_store` fills the extra columns; nobody else writes here.
    """

    user = models.ForeignKey("agencies.User", models.CASCADE, null=True, related_name="sessions", verbose_name="用户")
    signed_in_at = models.DateTimeField("登录时间", null=True)
    seen_at = models.DateTimeField("最近操作", null=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "登录会话"
        verbose_name_plural = "登录会话"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from agencies.identity.session_store import SessionStore

        return SessionStore


class PasswordHistory(models.Model):
    """The hash of a password that an account has had, so that the last ones are not taken again."""

    user = models.ForeignKey("agencies.User", models.CASCADE, related_name="old_passwords", verbose_name="用户")
    password = models.CharField("口令摘要", max_length=128)
    set_at = models.DateTimeField("设置时间", default=timezone.now)

    class Meta:
        verbose_name = "用过的口令"
        verbose_name_plural = "用过的口令"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"


class TotpDevice(models.Model):
    """A person's authenticator app (RFC 6238). The secret is sealed; `last_step` is the time step of the last code taken, so that no code
    is taken twice; failures count towards the same lock-out as a password's."""

    user = models.OneToOneField("agencies.User", models.CASCADE, related_name="totp", verbose_name="用户")
    secret = EncryptedField("密钥")
    last_step = models.BigIntegerField("已用时间步", default=-1)
    drift = models.SmallIntegerField("时钟偏差", default=0)
    failures = models.PositiveSmallIntegerField("连续错误次数", default=0)
    failed_at = models.DateTimeField("最近错误时间", null=True)
    enrolled_at = models.DateTimeField("绑定时间", default=timezone.now)

    class Meta:
        verbose_name = "动态口令器"
        verbose_name_plural = "动态口令器"

    def __str__(self) -> str:
        return f"{self.user_id} {self.enrolled_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """A single-use code for the day the phone is lost; only its keyed digest is kept."""

    user = models.ForeignKey("agencies.User", models.CASCADE, related_name="recovery_codes", verbose_name="用户")
    digest = models.CharField("摘要", max_length=64)
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = "恢复码"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {'已用' if self.used_at else '未用'}"


class ExternalIdentity(models.Model):
    """Which account here a subject of an identity provider is. Linked by an administrator or by the person proving both; never by e-mail
    or name, which anybody may come to bear."""

    user = models.ForeignKey("agencies.User", models.CASCADE, related_name="external_identities", verbose_name="用户")
    issuer = models.CharField("认证平台", max_length=200)
    subject = models.CharField("平台内编号", max_length=255)
    linked_at = models.DateTimeField("绑定时间", default=timezone.now)

    class Meta:
        verbose_name = "统一身份认证绑定"
        verbose_name_plural = "统一身份认证绑定"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="external_identity_one_account"),
            models.UniqueConstraint(fields=["user", "issuer"], name="external_identity_one_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.subject}"
