"""Registers the pages with Django."""

from django.apps import AppConfig


class WebSupervisionConfig(AppConfig):
    """Pages: supervision."""

    name = "dunmiao.web.supervision"
    label = "web_supervision"

    def ready(self) -> None:
        """Show on the first page what is to do, and on a placement's page what happens there."""
        from dunmiao.web.home.todo import COUNTS, TODO
        from dunmiao.web.supervision import (  # noqa: F401  (panels add themselves)
            panels,
            todo,
            todo_checks,
            todo_conduct,
            todo_oversight,
        )

        TODO.extend([todo.duties_todo, todo.decisions_todo])
        TODO.extend([todo_oversight.tickets_todo, todo_oversight.prompts_todo])
        TODO.extend([todo_checks.checks_todo, todo_conduct.conduct_todo])
        COUNTS.append(todo.counts)
