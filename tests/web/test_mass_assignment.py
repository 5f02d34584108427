"""A field that a form does not show cannot be set by sending it."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from dunmiao.stages.common import sealed
from tests.walking import everything
from tests.web.filling import POSTED, QUIET, form_of

pytestmark = pytest.mark.django_db
CLOCK = re.compile(r"\d\d:\d\d:\d\d(\.\d+)?|datetime\.datetime\([^)]*\)")
# what a request may say besides its form: where to go back to, and list settings
FREE = {"next", "page", "sort"}


def value_for(field: models.Field[Any, Any]) -> str:
    """Give a value that a careless form would take over."""
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2020-01-01T00:00"
    if isinstance(field, models.DateField):
        return "2020-01-01"
    if isinstance(field, models.ForeignKey | models.IntegerField | models.AutoField):
        return "1"
    return "approved" if field.name == "state" else "ZZZ"


def every_field() -> dict[str, str]:
    """Give every field of every model of ours, under its name and its column's."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("dunmiao."):
            for field in model._meta.concrete_fields:
                found[field.name] = found[field.attname] = value_for(field)
    return found


def state() -> dict[str, dict[int, str]]:
    """Give all rows, without what differs from one second to the next."""
    return {
        table: {key: CLOCK.sub("", row) for key, row in rows.items()}
        for table, rows in everything(QUIET).items()
    }


@pytest.mark.parametrize("name", [name for name in POSTED if name not in {"home:sign_out"}])
def test_fields_not_shown_cannot_be_set(
    name: str, standing: Any, cookies: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form alone, and the form with every other field there is, do exactly the same."""
    if connection.vendor != "sqlite":
        pytest.skip("sequences run on after a rollback here; SQLite shows the same code")
    monkeypatch.setattr(sealed, "os", SimpleNamespace(urandom=bytes))  # seals alike
    sent = form_of(name, standing, cookies)
    assert sent is not None
    extra = {key: text for key, text in every_field().items() if key not in {*sent.data, *FREE}}
    cookie = cookies[sent.role]
    with sent.ready():
        plain = sent.post(cookie).status_code
        meant = state()
    with sent.ready():
        stuffed = sent.post(cookie, extra).status_code
        done = state()
    assert stuffed == plain or not sent.works
    assert done == meant


def test_the_list_of_fields_is_no_short_one() -> None:
    fields = every_field()
    assert {"owner_id", "by_id", "state", "is_superuser", "epoch", "approved_on"} <= set(fields)
