"""What happened to accounts: kept for whoever audits access, at least six months (网络安全法, art. 23(3))."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.models.staff import Staff
from linli.lib.identifiers import uuid7


class AccountVerb(models.TextChoices):
    LOGGED_IN = "logged_in", _("登录")
    LOGIN_FAILED = "login_failed", _("登录失败")
    LOGGED_OUT = "logged_out", _("退出")
    PASSWORD_CHANGED = "password_changed", _("修改密码")
    PASSWORD_RESET = "password_reset", _("重置密码")
    FACTOR_ADDED = "factor_added", _("添加第二验证")
    FACTOR_REMOVED = "factor_removed", _("移除第二验证")
    ADDED = "added", _("建立账号")
    DISABLED = "disabled", _("停用账号")
    ENABLED = "enabled", _("启用账号")
    APPOINTED = "appointed", _("任职")
    RELIEVED = "relieved", _("离岗")


class AccountEvent(models.Model):
    """One thing that happened to one account. What was typed as an unknown account name is never kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="account_events")
    verb = models.CharField(_("事由"), max_length=16, choices=AccountVerb.choices)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(Staff, models.SET_NULL, null=True, related_name="+", verbose_name=_("操作人"))
    detail = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("账号记录")
        indexes = [models.Index(fields=["staff", "at"], name="people_event_staff")]
