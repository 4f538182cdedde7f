"""`{% load desk %}`: what stands on every page of the desk."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from linli.doors.desk import menu

register = template.Library()


@register.inclusion_tag("desk/parts/menu.html", takes_context=True)
def desk_menu(context: Context) -> dict[str, Any]:
    """The main menu: only what one's posts allow."""
    request = context["request"]
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"links": []}
    shown, here = menu.bar(actor), request.path
    best = max((url for url, _words in shown if here.startswith(url)), key=len, default="")
    if any(here.startswith(url) for url in menu.beyond()):
        best = reverse("desk:work")
    sealed = reverse("desk:sealed")
    waiting = menu.waiting_sealed(actor) if any(url == sealed for url, _words in shown) else 0
    return {"links": [(url, words, url == best, waiting if url == sealed else 0) for url, words in shown]}


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
