"""Registers the pages with Django."""

from django.apps import AppConfig


class WebAuditConfig(AppConfig):
    """Pages: audit."""

    name = "dunmiao.web.audit"
    label = "web_audit"
