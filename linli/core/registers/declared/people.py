"""Units, posts, roles, accounts and who holds what."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.registers.declaration import Register
from linli.ground.people.actions.accounts import log
from linli.ground.people.actor import Actor
from linli.ground.people.models import AccountVerb, CellPosting, Posting

UNITS, PEOPLE = gettext_lazy("单位"), gettext_lazy("人员")
DATED = ("valid_from", "valid_to")


def not_oneself(row: Posting | CellPosting, actor: Actor) -> None:
    """Refuse that somebody gives themselves a post."""
    if actor.staff_id and actor.staff_id == row.staff_id:
        raise ValidationError({"staff": _("不能给自己任职。请由另一位账号管理员办理。")})


def tell_account(row: Posting, act: str, actor: Actor, now: datetime) -> None:
    """Keep in the account's own history that a post was given or taken."""
    verb = AccountVerb.RELIEVED if act == "retire" else AccountVerb.APPOINTED
    log(row.staff, verb, now=now, by=actor, detail=f"{row.post.unit.code} {row.post.name}")


REGISTERS = (
    Register(
        name="units",
        label=gettext_lazy("单位"),
        group=UNITS,
        hint=gettext_lazy("中心、部门、乡镇街道、村社区。改名用别名保留旧名；合并的写明承接单位，不要删除。"),
        model="people.Unit",
        columns=("code", "name", "kind", "area", "parent", "phone", "valid_to"),
        fields=("code", "name", "kind", "area", "parent", "phone", "address", *DATED, "successor"),
        search=("code", "name", "aliases__name"),
        parents=("parent", "successor"),
        ending="valid_to",
        edit="people.edit",
    ),
    Register(
        name="unit-aliases",
        label=gettext_lazy("单位别名"),
        group=UNITS,
        hint=gettext_lazy("单位用过的名称和简称，导入旧资料时按这些名称认单位。"),
        model="people.UnitAlias",
        columns=("name", "unit", *DATED),
        fields=("unit", "name", *DATED),
        search=("name", "unit__name", "unit__code"),
        key="name",
        ending="valid_to",
        edit="people.edit",
    ),
    Register(
        name="posts",
        label=gettext_lazy("岗位"),
        group=UNITS,
        hint=gettext_lazy("一个岗位带一种角色。没有单位负责的事项交给值班岗，中心必须有一个。"),
        model="people.Post",
        columns=("name", "unit", "role", "is_duty"),
        fields=("unit", "name", "role", "is_duty"),
        search=("name", "unit__name", "unit__code", "role__name"),
        key="",
        edit="people.edit",
    ),
    Register(
        name="roles",
        label=gettext_lazy("角色"),
        group=PEOPLE,
        hint=gettext_lazy("角色是一组权限和它们的范围。"),
        model="people.Role",
        columns=("code", "name", "reach"),
        fields=("code", "name", "reach", "permissions"),
        search=("code", "name"),
        form="linli.core.registers.forms.roles.RoleForm",
        edit="people.edit",
    ),
    Register(
        name="staff",
        label=gettext_lazy("账号"),
        group=PEOPLE,
        hint=gettext_lazy("工作人员的账号。能做什么由岗位决定，不由账号决定。"),
        model="people.Staff",
        columns=("username", "name", "phone", "is_active", "absent_until"),
        fields=("username", "name", "phone", "absent_until"),
        search=("username", "name", "phone"),
        key="username",
        can_add=False,
        see="people.edit",
        edit="people.edit",
    ),
    Register(
        name="postings",
        label=gettext_lazy("任职"),
        group=PEOPLE,
        hint=gettext_lazy("谁在什么岗位，从哪天到哪天。"),
        model="people.Posting",
        columns=("staff", "post__unit", "post", *DATED),
        fields=("staff", "post", *DATED),
        search=("staff__name", "staff__username", "post__name", "post__unit__name"),
        key="",
        fixed=("staff", "post"),
        ending="valid_to",
        edit="people.edit",
        check=not_oneself,
        after=tell_account,
    ),
    Register(
        name="cell-postings",
        label=gettext_lazy("网格任职"),
        group=PEOPLE,
        hint=gettext_lazy("每个网格的网格长、网格员和指导员。"),
        model="people.CellPosting",
        columns=("cell__code", "cell", "staff", "duty", *DATED),
        fields=("cell", "staff", "duty", *DATED),
        search=("cell__code", "cell__name", "staff__name", "staff__username"),
        key="",
        fixed=("cell", "staff"),
        ending="valid_to",
        edit="people.edit",
        check=not_oneself,
    ),
)
