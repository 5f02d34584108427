"""A field that takes a unit by its name: short on the page, however many units there are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dunmiao.stages.organisations.reading import unit_named


class UnitField(forms.CharField):
    """A unit's full or short name; gives the unit. Names two units share need the full one."""

    def __init__(self, **options: Any) -> None:
        """Take names of up to 80 signs."""
        super().__init__(max_length=80, **options)

    def clean(self, value: Any) -> Any:
        """Give the unit, None where the field is empty. Raises ValidationError for no or two."""
        name = super().clean(value)
        if not name:
            return None
        found = unit_named(name)
        if found is None:
            raise ValidationError(_("No single unit has this name; write its full name."))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare names."""
        return str(initial or "") != str(data or "")
