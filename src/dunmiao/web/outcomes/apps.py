"""Registers the pages with Django."""

from django.apps import AppConfig


class WebOutcomesConfig(AppConfig):
    """Pages: outcomes."""

    name = "dunmiao.web.outcomes"
    label = "web_outcomes"

    def ready(self) -> None:
        """Add what outcomes show on other pages."""
        from dunmiao.web.outcomes import shown, todo  # noqa: F401  (register by being imported)
