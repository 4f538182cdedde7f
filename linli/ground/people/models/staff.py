"""Staff accounts. Residents have none: they hold a receipt, or show a code sent to their phone."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from linli.lib.identifiers import uuid7


class StaffManager(BaseUserManager["Staff"]):
    """Makes accounts; without a password nobody can log in to them."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Staff":
        """Make an account with a hashed password. Actions call this; `people.actions.add_staff` checks who may."""
        staff = self.model(username=self.model.normalize_username(username), **fields)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff


class Staff(AbstractBaseUser):
    """A person who works for a unit. What they may do comes from their posts alone.

    `session_epoch` is part of what every session is checked against: raising it ends all sessions of the account.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(
        _("账号"), max_length=80, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("姓名"), max_length=50)
    phone = models.CharField(_("工作电话"), max_length=32, blank=True)
    absent_until = models.DateField(_("不在岗至"), null=True, blank=True)
    is_active = models.BooleanField(_("可登录"), default=True)
    is_program = models.BooleanField(_("是接口程序"), default=False, editable=False)
    must_change_password = models.BooleanField(_("须改密码"), default=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects = StaffManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("工作人员")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_session_auth_hash(self) -> str:
        """Return what sessions of this account carry; another password or epoch makes all of them worthless."""
        return salted_hmac(
            "linli.people.session", f"{self.password}\0{self.session_epoch}", algorithm="sha256"
        ).hexdigest()
