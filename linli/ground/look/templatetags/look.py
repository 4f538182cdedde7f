"""`{% load look %}`: the parts of a page, each made once. What each needs is the dataclass of the same name in `parts`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context

from linli.ground.look import parts, wording

register = template.Library()


@register.filter
def day(value: date | datetime | None, near: date | datetime | None = None) -> str:
    """3月6日（周五）; `{{ on|day:now }}` adds the year when it is another one."""
    return wording.day(value, near)


@register.filter
def due_day(value: datetime | None, near: date | datetime | None = None) -> str:
    """The last day in time of a due moment: midnight belongs to the day before."""
    return wording.day(wording.last_day(value), near) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """2026年11月2日 09:05."""
    return wording.moment(value)


@register.filter
def month(value: date | datetime | None) -> str:
    """2026年3月."""
    return wording.month(value)


@register.filter
def span(due: datetime | None, now: datetime) -> str:
    """还有3天, 今天到期, 已超2天: `{{ due_at|span:now }}`."""
    return wording.span(due, now)


@register.inclusion_tag("look/parts/crumbs.html")
def crumbs(path: Iterable[parts.Crumb]) -> dict[str, Any]:
    return {"path": path}


@register.inclusion_tag("look/parts/mark.html")
def mark(tone: parts.Tone) -> dict[str, Any]:
    """The sign of time: a shape for each tone. Always beside words."""
    return {"tone": tone}


@register.inclusion_tag("look/parts/clock.html")
def clock(clock: parts.Clock, *, level: int = 3) -> dict[str, Any]:
    """The clock; `level` is that of its heading: one below the heading it stands under."""
    return {"clock": clock, "level": level}


@register.inclusion_tag("look/parts/timeline.html")
def timeline(happenings: Iterable[parts.Happening], *, newest: bool = False) -> dict[str, Any]:
    return {"happenings": happenings, "newest": newest}


@register.inclusion_tag("look/parts/worklist.html")
def worklist(rows: Sequence[parts.Row], *, name: str = "", head: bool = True) -> dict[str, Any]:
    return {"rows": rows, "name": name, "head": head}


@register.inclusion_tag("look/parts/row.html")
def row(row: parts.Row) -> dict[str, Any]:
    return {"row": row}


@register.inclusion_tag("look/parts/card.html")
def card(card: parts.Card) -> dict[str, Any]:
    return {"card": card}


@register.inclusion_tag("look/parts/steps.html", takes_context=True)
def steps(context: Context, buttons: Iterable[parts.StepButton]) -> dict[str, Any]:
    return {"buttons": buttons, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("look/parts/field.html")
def field(field: BoundField, *, hint: str = "", short: bool = False) -> dict[str, Any]:
    """One field with its label, hint, fault and what was typed. Radio buttons and check boxes become a group."""
    return {"field": field, "hint": hint or field.help_text, "short": short}


@register.inclusion_tag("look/parts/faults.html")
def faults(form: BaseForm) -> dict[str, Any]:
    """What is wrong, what is safe, what to do next; each line leads to its field. Nothing at all when nothing is wrong."""
    return {"form": form, "wrong": [bound for bound in form if bound.errors] if form.is_bound else []}


@register.inclusion_tag("look/parts/photos.html")
def photos(field: BoundField, *, most: int = 9) -> dict[str, Any]:
    return {"field": field, "most": most}


@register.inclusion_tag("look/parts/pager.html")
def pager(pager: parts.Pager) -> dict[str, Any]:
    return {"pager": pager}


@register.inclusion_tag("look/parts/sentence.html")
def sentence(chips: Iterable[parts.Chip], *, change: str = "") -> dict[str, Any]:
    """The filter in words; `change` is the address of the form that changes it."""
    return {"chips": chips, "change": change}


@register.inclusion_tag("look/parts/figure.html")
def figure(figure: parts.Figure) -> dict[str, Any]:
    return {"figure": figure}


@register.inclusion_tag("look/parts/bars.html")
def bars(bars: parts.Bars) -> dict[str, Any]:
    return {"bars": bars}


@register.inclusion_tag("look/parts/trend.html")
def trend(trend: parts.Trend) -> dict[str, Any]:
    return {"trend": trend}


@register.inclusion_tag("look/parts/map.html")
def map_sketch(sketch: parts.Sketch, *, picker: bool = False, listed: bool = True) -> dict[str, Any]:
    """The map and the list beside it. With `picker`, a tap fills the two fields named by `sketch.field_names`."""
    return {"sketch": sketch, "picker": picker, "listed": listed}


@register.inclusion_tag("look/parts/stages.html")
def stages(stages: Iterable[parts.Stage], *, name: str = "") -> dict[str, Any]:
    """Where a matter is in its procedure, as an ordered list."""
    return {"stages": stages, "name": name}


@register.inclusion_tag("look/parts/diagram.html")
def diagram(diagram: parts.Diagram, *, name: str = "") -> dict[str, Any]:
    return {"diagram": diagram, "name": name}


@register.inclusion_tag("look/parts/preview.html")
def reply_preview(
    text: str, *, unit: str = "", at: datetime | None = None, outcome: str = ""
) -> dict[str, Any]:
    """The reply exactly as the resident will read it."""
    return {"text": text, "unit": unit, "at": at, "outcome": outcome}


@register.inclusion_tag("look/parts/empty.html")
def empty(words: str, *, hint: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """A list with nothing in it says what to do."""
    return {"words": words, "hint": hint, "url": url, "label": label}


@register.inclusion_tag("look/parts/progress.html")
def progress(step: int, of: int) -> dict[str, Any]:
    return {"step": step, "of": of, "all": range(1, of + 1)}


@register.inclusion_tag("look/parts/emergency.html")
def emergency(*, words: str = "") -> dict[str, Any]:
    """110, 119, 120 and 122 first, where somebody may be in danger."""
    return {"words": words}


@register.inclusion_tag("look/parts/receipt.html")
def receipt(receipt: parts.Receipt) -> dict[str, Any]:
    return {"receipt": receipt}


@register.inclusion_tag("look/parts/slip.html", takes_context=True)
def slip(context: Context, receipt: parts.Receipt) -> dict[str, Any]:
    """The same on a slip of paper, 80 mm or A4."""
    return {"receipt": receipt, "look": context.get("look")}


@register.inclusion_tag("look/parts/qr.html")
def qr(text: str, *, name: str = "") -> dict[str, Any]:
    return {"qr": parts.qr(text), "name": name}


@register.inclusion_tag("look/parts/sealed.html")
def sealed(*, url: str = "", words: str = "") -> dict[str, Any]:
    """A person's identity is sealed; opening it is an act with a reason, at `url`."""
    return {"url": url, "words": words}
