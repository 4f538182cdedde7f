"""`{% load desk_alerts %}`: the bell in the head of every page of the desk, and the banner while something rings."""

from typing import Any

from django import template
from django.template import Context

from linli.doors.desk.alerts import shown

register = template.Library()


@register.inclusion_tag("desk_alerts/bell.html", takes_context=True)
def desk_bell(context: Context, *, swap: bool = False) -> dict[str, Any]:
    """How much calls for me. One query a page, with the banner."""
    return {"bell": shown.bell_of(context["request"]), "swap": swap}


@register.inclusion_tag("desk_alerts/alarm.html", takes_context=True)
def desk_alarm(context: Context) -> dict[str, Any]:
    """The banner, which asks again every few seconds; a second query only while something rings."""
    request = context["request"]
    bell = shown.bell_of(request)
    if bell is None:
        return {"bell": None}
    ringing = shown.ringing(request.actor) if bell.ringing else []
    return {
        "bell": bell,
        "ringing": ringing,
        "mark": shown.mark(bell),
        "csrf_token": context.get("csrf_token"),
    }
