"""Forms drawn with our own field, so that `{{ form }}` already looks right and says its errors well."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    form_template_name = "look/parts/form.html"
    field_template_name = "look/parts/field.html"
