"""The left column of the pages of supervision: its lists, and what else there is, as far as one's posts allow."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.flow.handling.supervision import rights
from linli.flow.statistics.queries import SEE
from linli.ground.people.actor import Actor

Side = tuple[str, str, bool]


def lists(actor: Actor, current: str = "") -> list[Side]:
    """Return (words, address, is it this one) of the lists that are for the actor."""
    labels = [
        ("mine", _("等我们回复"), rights.ANSWER),
        ("ours", _("我们发出的"), rights.ISSUE),
        ("open", _("督办中"), ""),
        ("closed", _("已结束"), ""),
        ("all", _("全部"), ""),
    ]
    start = reverse("desk:supervision")
    return [
        (words, f"{start}?{urlencode({'view': name})}", name == current)
        for name, words, who in labels
        if not who or actor.may(who)
    ]


def pages(actor: Actor, current: str = "") -> list[Side]:
    """Return the same for the other pages."""
    labels = [
        ("desk:supervision-proposals", _("建议督办"), rights.ISSUE),
        ("desk:supervision-marks", _("黄红牌"), ""),
        ("desk:supervision-effects", _("督办成效"), SEE),
        ("portal:supervised", _("公开的挂牌督办"), ""),
    ]
    return [
        (words, reverse(name), name == current) for name, words, who in labels if not who or actor.may(who)
    ]


def of(actor: Actor, current: str = "") -> dict[str, list[Side]]:
    """Return both for a template; `current` is the name of a list or of a page."""
    return {"lists": lists(actor, current), "pages": pages(actor, current)}
