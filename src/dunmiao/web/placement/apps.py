"""Registers the pages with Django."""

from django.apps import AppConfig


class WebPlacementConfig(AppConfig):
    """Pages: placement."""

    name = "dunmiao.web.placement"
    label = "web_placement"

    def ready(self) -> None:
        """Show on the first page what is to do."""
        from dunmiao.web.home.todo import TODO
        from dunmiao.web.placement import todo, views_welcome

        TODO.extend([todo.papers_todo, todo.arrivals_todo, views_welcome.welcome_todo])
