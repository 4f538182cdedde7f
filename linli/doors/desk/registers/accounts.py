"""Accounts of staff: made with a first password that is shown once, closed, and helped out."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.registers.actions import accounts
from linli.doors.desk.registers.found import page, register_or_404, row_or_404
from linli.ground.people.actions import AccountImpossible
from linli.ground.people.doorway import StaffRequest, staff_required

DEEDS: dict[str, tuple[Callable[..., Any], Any]] = {
    "reset_password": (accounts.reset_password, gettext_lazy("密码已重置。")),
    "remove_second_factor": (
        accounts.remove_second_factor,
        gettext_lazy("第二验证已移除，下次登录时重新设置。"),
    ),
    "disable": (accounts.disable, gettext_lazy("账号已停用，正在使用的也已退出。")),
    "enable": (accounts.enable, gettext_lazy("账号已恢复。")),
}


class AccountForm(forms.Form):
    username = forms.CharField(label=gettext_lazy("账号"), max_length=80)
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=50)
    phone = forms.CharField(label=gettext_lazy("工作电话"), max_length=32, required=False)


@staff_required()
def add(request: StaffRequest) -> HttpResponseBase:
    """A new account; its first password is shown on this answer and nowhere else."""
    register = register_or_404("staff", request.actor, to_edit=True)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            staff, password = accounts.add_account(
                **form.cleaned_data, actor=request.actor, now=timezone.now()
            )
        except AccountImpossible as error:
            form.add_error("username", str(error))
        else:
            return page(request, "password", register, staff=staff, password=password, here=_("新账号"))
    status = 422 if form.errors else 200
    return page(request, "form", register, form=form, here=_("添加"), status=status)


@staff_required()
def account(request: StaffRequest, key: Any) -> HttpResponseBase:
    """What can be done to an account, each by a button; a new password is shown on the answer and nowhere else."""
    register = register_or_404("staff", request.actor, to_edit=True)
    staff = row_or_404(register, str(key))
    deed = request.POST.get("deed", "")
    if request.method == "POST" and deed in DEEDS:
        act, words = DEEDS[deed]
        try:
            password = act(staff, actor=request.actor, now=timezone.now())
        except AccountImpossible as error:
            messages.error(request, str(error))
            return redirect("desk:account", key=key)
        messages.success(request, str(words))
        if password:
            return page(request, "password", register, staff=staff, password=password, here=_("新密码"))
        return redirect("desk:account", key=key)
    return page(request, "account", register, staff=staff, here=str(staff))
