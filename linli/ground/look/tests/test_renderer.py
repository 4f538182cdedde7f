"""Lists of choice are drawn by hand, to the same effect as Django draws them."""

from django import forms
from django.forms.renderers import DjangoTemplates

from linli.ground.look.renderer import Renderer

CHOICES = [
    ("", "—"),
    ("a&b", 'Water <"main">'),
    ("Towns", [("1", "East"), ("2", "West")]),
]


def drawn(renderer, value):
    widget = forms.Select(attrs={"class": "short", "required": True, "hidden": False}, choices=CHOICES)
    return widget.render("unit", value, attrs={"id": "id_unit"}, renderer=renderer)


def plain(html):
    return "".join(line.strip() for line in html.splitlines()).replace("> <", "><")


def test_a_list_of_choice_is_drawn_as_django_draws_it():
    for value in (None, "", "a&b", "2", "nonsense"):
        assert plain(drawn(Renderer(), value)) == plain(drawn(DjangoTemplates(), value))


def test_what_was_typed_into_a_register_cannot_become_markup():
    assert "<script" not in drawn(Renderer(), '"><script>')
    assert "Water &lt;&quot;main&quot;&gt;" in drawn(Renderer(), "")
