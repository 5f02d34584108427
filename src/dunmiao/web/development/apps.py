"""Registers the pages with Django."""

from django.apps import AppConfig


class WebDevelopmentConfig(AppConfig):
    """Pages: development."""

    name = "dunmiao.web.development"
    label = "web_development"

    def ready(self) -> None:
        """Show on the first page what development asks for."""
        from dunmiao.web.development import todo
        from dunmiao.web.home.todo import TODO
        from dunmiao.web.supervision.settling import SPECIAL

        TODO.extend([todo.moves_todo, todo.gatherings_todo])
        SPECIAL.update(dict.fromkeys(("meeting.held", "training.attended"), todo.call_one))
