"""Forms are drawn by our own field part."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draw every form field with parts/field.html."""

    form_template_name = "parts/form.html"
    field_template_name = "parts/field.html"
