"""Registers the pages with Django."""

from django.apps import AppConfig


class WebAppraisalConfig(AppConfig):
    """Pages: appraisal."""

    name = "dunmiao.web.appraisal"
    label = "web_appraisal"
