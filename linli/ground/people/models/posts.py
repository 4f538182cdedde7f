"""Roles, posts and who holds them: data that each centre keeps, never names in code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.ground.people.models.staff import Staff
from linli.ground.people.models.units import Unit
from linli.lib.identifiers import uuid7


class Reach(models.TextChoices):
    """How far a role's permissions go."""

    UNIT = "unit", _("本单位")
    AREA = "area", _("本辖区")
    CENTRE = "centre", _("全中心")


class Role(models.Model):
    """A named set of permissions, e.g. `handling.claim`, with its reach."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=50)
    reach = models.CharField(_("范围"), max_length=8, choices=Reach.choices, default=Reach.UNIT)
    permissions = models.JSONField(_("权限"), default=list)

    class Meta:
        verbose_name = _("角色")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A position in a unit that carries a role. The duty post (`is_duty`) gets what nobody else is responsible for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("单位"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="posts", verbose_name=_("角色"))
    name = models.CharField(_("岗位"), max_length=50)
    is_duty = models.BooleanField(_("值班岗"), default=False)

    class Meta:
        verbose_name = _("岗位")
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="people_post_name_once_in_unit")]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """A person holds a post between two days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey(Post, models.CASCADE, related_name="postings", verbose_name=_("岗位"))
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="postings", verbose_name=_("人员"))
    valid_from = models.DateField(_("上岗"), null=True, blank=True)
    valid_to = models.DateField(_("离岗"), null=True, blank=True)

    class Meta:
        verbose_name = _("任职")
        constraints = [models.UniqueConstraint(fields=["post", "staff"], name="people_posting_once")]
