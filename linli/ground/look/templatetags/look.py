"""`{% load look %}`: the parts of a page, each made once."""

from django import template

register = template.Library()
