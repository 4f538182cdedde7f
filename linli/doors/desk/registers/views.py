"""The pages of a register: its rows, one row's form, its history, its export."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.core.registers import access, actions, declaration, queries, shown
from linli.core.registers.declaration import NoSuchRegister, Register
from linli.core.registers.forms import RowForm, form_class, typed
from linli.core.registers.snapshot import fingerprint
from linli.doors.desk.registers.found import page, register_or_404, row_or_404, suggest
from linli.doors.desk.shown.downloads import csv_download
from linli.ground.look.parts import Pager
from linli.ground.people.doorway import StaffRequest, staff_required

SUGGESTIONS = 12


@require_safe
@staff_required()
def index(request: StaffRequest) -> HttpResponseBase:
    """All registers, and what changed last."""
    if not access.seen_by(request.actor):
        raise Http404
    seen = {register.name for register in access.seen_by(request.actor)}
    changes = [change for change in queries.recent() if change.register and change.register.name in seen]
    return page(request, "index", changes=changes)


@require_safe
@staff_required()
def rows(request: StaffRequest, name: str) -> HttpResponseBase:
    """One page of rows; `q` holds words that must all occur, `after` where the page begins."""
    register = register_or_404(name, request.actor)
    words, after = request.GET.get("q", ""), request.GET.get("after", "")
    found = queries.page(register, words, after=after)
    address = reverse("desk:register", args=[name])
    pager = Pager(
        first=_link(address, q=words) if after else "",
        next=_link(address, q=words, after=found.following) if found.following else "",
    )
    table = [(row, shown.cells(register, row)) for row in found.rows]
    return page(
        request, "rows", register, table=table, headings=shown.headings(register), words=words, pager=pager
    )


@require_safe
@staff_required()
def export(request: StaffRequest, name: str) -> HttpResponseBase:
    """The rows that the list shows, as a table to take away."""
    register = register_or_404(name, request.actor)
    found = queries.matching(register, request.GET.get("q", ""))
    lines: Iterator[list[str]] = (shown.cells(register, row) for row in found.iterator(chunk_size=500))
    return csv_download(name, shown.headings(register), lines)


@require_safe
@staff_required()
def options(request: StaffRequest, name: str) -> HttpResponseBase:
    """Suggestions for a field in which a row of this register is typed."""
    if not access.may_edit_some(request.actor):
        raise Http404
    try:
        register = declaration.named(name)
    except NoSuchRegister:
        raise Http404 from None
    words = str(next(iter(request.GET.values()), ""))
    found = queries.matching(register, words)[:SUGGESTIONS] if words.strip() and register.key else ()
    return page(request, "options", register, options=[typed(register, row) for row in found])


@staff_required()
def add(request: StaffRequest, name: str) -> HttpResponseBase:
    """A new row."""
    register = register_or_404(name, request.actor, to_edit=True)
    if not register.can_add:
        raise Http404
    form = form_class(register)(request.POST or None)
    if request.method == "POST" and form.is_valid() and (row := _added(request, register, form)):
        messages.success(request, _("已添加“%(row)s”。") % {"row": row})
        return redirect("desk:register", name=name)
    return _form_page(request, register, form, here=_("添加"))


@staff_required()
def change(request: StaffRequest, name: str, key: str) -> HttpResponseBase:
    """One row's form, for whoever may only look as well."""
    register = register_or_404(name, request.actor, to_edit=request.method == "POST")
    row = row_or_404(register, key)
    typed_in = request.POST.copy() if request.method == "POST" else None
    form = form_class(register)(typed_in, instance=row, initial={"seen": fingerprint(register, row)})
    if typed_in is not None and form.is_valid() and _changed(request, register, key, form, typed_in):
        messages.success(request, _("已保存“%(row)s”。修改记录里能看到这次改动。") % {"row": row})
        return redirect("desk:register", name=name)
    return _form_page(
        request, register, form, row=row_or_404(register, key), here=str(row_or_404(register, key))
    )


@require_POST
@staff_required()
def end(request: StaffRequest, name: str, key: str) -> HttpResponseBase:
    """Let a row end today, or remove one that nothing refers to."""
    register = register_or_404(name, request.actor, to_edit=True)
    row = row_or_404(register, key)
    said, now = str(row), timezone.now()
    try:
        actions.retire(register, row, on=timezone.localdate(now), actor=request.actor, now=now)
    except (actions.StillUsed, ValidationError) as error:
        messages.error(request, "".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return redirect("desk:register-row", name=name, key=key)
    words = _("“%(row)s”已停用，今天是最后一天。") if register.ending else _("已删除“%(row)s”。")
    messages.success(request, words % {"row": said})
    return redirect("desk:register", name=name)


@require_safe
@staff_required()
def history(request: StaffRequest, name: str, key: str) -> HttpResponseBase:
    """Every change of one row."""
    register = register_or_404(name, request.actor)
    row = row_or_404(register, key)
    return page(request, "history", register, row=row, changes=queries.history(row), here=_("修改记录"))


def _added(request: StaffRequest, register: Register, form: RowForm) -> Model | None:
    try:
        return actions.add(register, form.values(), actor=request.actor, now=timezone.now())
    except ValidationError as error:
        _mark(form, error)
        return None


def _changed(request: StaffRequest, register: Register, key: str, form: RowForm, typed_in: QueryDict) -> bool:
    row, seen = row_or_404(register, key), form.cleaned_data["seen"]
    try:
        actions.change(register, row, form.values(), actor=request.actor, now=timezone.now(), seen=seen)
    except ValidationError as error:
        _mark(form, error)
        return False
    except actions.ChangedMeanwhile as error:
        form.add_error(None, str(error))
        # The next save is against what the row says now, which the page shows beside the form.
        typed_in["seen"] = fingerprint(register, row)
        return False
    return True


def _mark(form: RowForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, wrong in error.error_dict.items():
        form.add_error(field if field in form.fields else None, wrong)


def _form_page(
    request: StaffRequest, register: Register, form: RowForm, *, here: str, row: Model | None = None
) -> HttpResponse:
    lists = suggest(form)
    now_says = shown.cells(register, row) if row is not None and form.non_field_errors() else []
    facts = list(zip(shown.headings(register), now_says, strict=False))
    status = 422 if form.errors else 200
    return page(
        request, "form", register, form=form, row=row, lists=lists, facts=facts, here=here, status=status
    )


def _link(address: str, **query: str) -> str:
    said = {key: value for key, value in query.items() if value}
    return f"{address}?{urlencode(said)}" if said else address
