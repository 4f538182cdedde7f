"""`{% load desk %}`: what stands on every page of the desk."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.core.registers.access import seen_by

register = template.Library()


@register.inclusion_tag("desk/parts/menu.html", takes_context=True)
def desk_menu(context: Context) -> dict[str, Any]:
    """The main menu: only what one's posts allow."""
    request = context["request"]
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"links": []}
    links = [
        ("desk:home", _("事项"), "matters.see"),
        ("desk:intake", _("登记"), "intake.register"),
        ("desk:map", _("地图"), "matters.see"),
        ("desk:figures", _("数字"), "statistics.see"),
        ("desk:closing", _("办结"), "matters.see"),
        ("desk:supervision", _("督办"), "matters.see"),
        ("desk:joint-tasks", _("协办"), "handling.work"),
        ("desk:meetings", _("会议"), "matters.see"),
        ("desk:colleagues", _("同事的事项"), "handling.assign"),
        ("desk:laboratory", _("分派试验"), "routing.edit"),
    ]
    here = request.path
    shown = [(reverse(name), words) for name, words, permission in links if actor.may(permission)]
    if seen_by(actor):
        shown.append((reverse("desk:registers"), _("台账")))
    best = max((url for url, _words in shown if here.startswith(url)), key=len, default="")
    return {"links": [(url, words, url == best) for url, words in shown]}


@register.inclusion_tag("desk/parts/tools.html", takes_context=True)
def desk_tools(context: Context) -> dict[str, Any]:
    """Search and who I am."""
    request = context["request"]
    actor = getattr(request, "actor", None)
    return {
        "may_search": actor is not None and actor.may("matters.see"),
        "words": context.get("words", ""),
        "user": request.user,
    }
