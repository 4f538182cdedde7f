"""What a page of the registers needs before it does anything; what one may not see is not there."""

from typing import Any

from django.db.models import Model
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.core.registers import access, declaration, queries
from linli.core.registers.declaration import NoSuchRegister, Register
from linli.core.registers.forms import TypedRow
from linli.ground.look.parts import Crumb
from linli.ground.people.actor import Actor
from linli.ground.people.doorway import StaffRequest


def register_or_404(name: str, actor: Actor, *, to_edit: bool = False) -> Register:
    """Return the register called `name` if `actor` may see it, or change it. Raises Http404."""
    try:
        register = declaration.named(name)
    except NoSuchRegister:
        raise Http404 from None
    allowed = access.may_edit if to_edit else access.may_see
    if not allowed(register, actor):
        raise Http404
    return register


def row_or_404(register: Register, key: str) -> Model:
    """Return the row with this key. Raises Http404."""
    row = queries.row(register, key)
    if row is None:
        raise Http404
    return row


def page(
    request: StaffRequest,
    template: str,
    register: Register | None = None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page with the list of registers at its left and the way to it above."""
    groups: dict[str, list[Register]] = {}
    for one in access.seen_by(request.actor):
        groups.setdefault(str(one.group), []).append(one)
    here = context.pop("here", "")
    shared = {
        "groups": groups,
        "register": register,
        "may_edit": register is not None and access.may_edit(register, request.actor),
        "path": _path(register, here),
        "here": here,
    }
    plain: HttpRequest = request
    return render(plain, f"desk/registers/{template}.html", {**shared, **context}, status=status)


def _path(register: Register | None, here: str) -> list[Crumb]:
    path = [Crumb(_("台账"), reverse("desk:registers"))]
    if register is not None:
        path.append(
            Crumb(str(register.label), reverse("desk:register", args=[register.name]) if here else "")
        )
    if here:
        path.append(Crumb(here))
    return path


def suggest(form: BaseForm) -> list[str]:
    """Let typed rows ask for suggestions as one types; return the ids of the lists that the page must hold."""
    lists = []
    for name, field in form.fields.items():
        if isinstance(field, TypedRow):
            target = f"options-{name}"
            attributes = {
                "list": target,
                "hx-get": reverse("desk:register-options", args=[field.register.name]),
                "hx-trigger": "input changed delay:250ms",
                "hx-target": f"#{target}",
            }
            field.widget.attrs.update(attributes)
            lists.append(target)
    return lists
