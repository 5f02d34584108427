"""No response holds a secret its reader is not entitled to; files are unpacked and read too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.asking import DOORS, REACH, SAME_AS, expected, reached, send, urls_of
from tests.walking import rolled_back
from tests.web.secrets import (
    ENTITLED,
    ON_RECORD,
    ROUTED,
    TOKEN,
    field_of,
    relation_of,
    text_of,
    tokens_in,
)

pytestmark = pytest.mark.django_db

READERS = [*REACH, "visitor"]
SHUT_OUT = {"stranger", "visitor"}  # whose pages of refusal stand for everybody's


def opens(name: str, method: str, role: str, relation: str) -> bool:
    """Say whether the answer is worth reading: a page let in, or one page of refusal."""
    codes = expected(DOORS[name], method, role, relation)
    return role in SHUT_OUT or bool(codes - {302, 403, 404, 405})


def leaks(response: Any, name: str, role: str) -> list[str]:
    """Name each secret of a response that its reader may not see."""
    door, kind = DOORS[name], SAME_AS.get(role, role)
    found = []
    for token in tokens_in(response):
        field = field_of(token)
        is_on_record = field in ON_RECORD.get(name, ()) and kind in door.post.split()
        near = {"", *reached(door, role), *ROUTED.get((kind, field), ())}
        is_entitled = is_on_record or kind in ENTITLED[field].split()
        if not is_entitled or relation_of(token) not in near:
            found.append(f"{role} reads {token}")
    return found


@pytest.mark.parametrize("name", sorted(name for name, door in DOORS.items() if door.get))
def test_no_page_tells_a_secret(name: str, standing: Any, cookies: dict[str, str]) -> None:
    """Every page and every file, as everybody, on every row; lists also as they are exported."""
    found = []
    urls = urls_of(name, standing[1])
    for role in READERS:
        for relation, url in urls.items():
            if not opens(name, "GET", role, relation):
                continue
            for query in ({}, {"export": "xlsx"}) if len(urls) == 1 else ({},):
                with rolled_back():
                    found += leaks(send(cookies[role], "GET", url, query), name, role)
    assert found == []


@pytest.mark.parametrize("name", sorted(name for name, door in DOORS.items() if door.post))
def test_no_answer_to_a_form_tells_a_secret(
    name: str, standing: Any, cookies: dict[str, str]
) -> None:
    """A form sent empty comes back, is refused or done; none of the answers tells more."""
    found = []
    for role in READERS:
        for relation, url in urls_of(name, standing[1]).items():
            if opens(name, "POST", role, relation):
                with rolled_back():
                    found += leaks(send(cookies[role], "POST", url), name, role)
    assert found == []


def test_every_secret_of_the_world_says_who_may_read_it(standing: Any) -> None:
    """A token in any table has its line in the list of the entitled."""
    from django.apps import apps

    from dunmiao.stages.common.sealed import Sealed

    fields = set()
    for model in apps.get_models():
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                value = getattr(row, field.attname)
                said = value.reveal() if isinstance(value, Sealed) else str(value)
                fields |= {field_of(token) for token in TOKEN.findall(said)}
    assert fields - set(ENTITLED) == set(), "secrets without a line in tests/web/secrets.py"
    assert {"Person.id_number", "Person.phone", "Person.health", "FamilyMember.details"} <= fields


def test_the_search_finds_secrets_in_files() -> None:
    """The reader of this test is no blind one."""
    from dunmiao.files.papers import official, pdf, sheets

    secret = "ZQX-Person-own-id_number"
    columns = [{"key": "a", "label": "甲"}]
    made = [
        official.document({"title": "通知", "body": [secret]}).content,
        sheets.workbook([{"name": "表", "columns": columns, "rows": [{"a": secret}]}]),
        pdf.profile({"name": "某人", "summary": secret}),
    ]
    for body in made:
        assert secret in TOKEN.findall(text_of(body))
