"""Registers the pages with Django."""

from django.apps import AppConfig


class WebAppraisalConfig(AppConfig):
    """Pages: appraisal."""

    name = "dunmiao.web.appraisal"
    label = "web_appraisal"

    def ready(self) -> None:
        """Add what appraisals show on other pages."""
        from dunmiao.web.appraisal import shown, todo  # noqa: F401  (register by being imported)
