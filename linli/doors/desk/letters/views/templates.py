"""The words of templates: look at them, write them anew, look at the result, put it in force, take it back."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.letters.forms import TemplateForm
from linli.doors.desk.letters.shown import sheets_of
from linli.flow.outcomes.letters import templates
from linli.ground.documents.reading.template import Template, TemplateWrong
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY = 422


@require_safe
@staff_required()
def listed(request: StaffRequest) -> HttpResponseBase:
    """Every template, and whether the centre has words of its own for it."""
    if not templates.may_see(request.actor):
        raise Http404
    context = {"rows": templates.every(), "may_edit": templates.may_edit(request.actor)}
    return render(request, "desk_letters/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required()
def edit(request: StaffRequest, code: str) -> HttpResponseBase:
    """One template: its words, its fields, its versions; whoever keeps registers writes it anew."""
    found = templates.named(code)
    if found is None or not templates.may_see(request.actor):
        raise Http404
    may_edit = templates.may_edit(request.actor)
    if request.method == "POST" and not may_edit:
        raise Http404
    if request.method == "POST" and "take_back" in request.POST:
        templates.take_back(code, actor=request.actor, now=timezone.now())
        messages.success(request, _("已经改回系统自带的文字。以前出具的文书不变。"))
        return redirect("desk:letters-template", code)
    form = TemplateForm(request.POST or None, initial=dict(found.texts))
    context = {"template": found, "form": form, "may_edit": may_edit, "fields": _fields(found)}
    context |= {"versions": templates.versions_of(code), "own": templates.is_rewritten(code)}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if "confirmed" in request.POST:
                said = {"texts": form.texts(), "note": form.cleaned_data["note"]}
                templates.publish(code, **said, actor=request.actor, now=timezone.now())
                messages.success(request, _("新的文字已经启用。以前出具的文书不变。"))
                return redirect("desk:letters-template", code)
            look = templates.look(code, form.texts(), actor=request.actor, now=timezone.now())
            context |= {"sheets": sheets_of(look), "lines": look.lines}
        except TemplateWrong as wrong:
            show_wrong(form, wrong.errors)
            status = FAULTY
    return render(request, "desk_letters/template.html", context, status=status)


def _fields(template: Template) -> list[tuple[str, str]]:
    """Return what may stand between braces, and what it is called."""
    rows: list[tuple[str, str]] = []
    for one in template.fields.values():
        columns: Mapping[str, object] = one.columns or {}
        rows += [(f"{one.name}.{name}", f"{one.label}：{words}") for name, words in columns.items()]
        rows += [] if columns else [(one.name, str(one.label))]
    return [*rows, ("number", _("文号")), ("date", _("日期")), ("unit", _("署名单位"))]
