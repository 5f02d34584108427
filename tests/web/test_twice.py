"""Every form may arrive twice: once it changes something, the second time it is only answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.asking import DOORS, send
from tests.walking import differences, everything
from tests.web.filling import POSTED, QUIET, UNFILLED, Sent, form_of

pytestmark = pytest.mark.django_db

OPEN = {name for name in POSTED if DOORS[name].post == "public"}
# these act on the session alone, so that the second arrival meets somebody else
SESSIONS = {"home:sign_out", "home:act_for"}
OURS = [name for name in POSTED if name not in OPEN | SESSIONS]


@pytest.mark.parametrize("name", OURS)
def test_twice(name: str, standing: Any, cookies: dict[str, str]) -> None:
    """The same form with the same key changes once, and gets the same answer again."""
    sent = form_of(name, standing, cookies)
    assert sent is not None, "nobody of the world may send this form"
    assert sent.works or name in UNFILLED, why(sent, cookies)
    cookie = cookies[sent.role]
    with sent.ready():
        first = sent.post(cookie)
        done = everything(QUIET)
        second = sent.post(cookie)
        assert second.status_code == first.status_code
        assert second.headers.get("Location") == first.headers.get("Location")
        assert differences(done, everything(QUIET)) == []
        if sent.works:
            assert sent.post(cookie, {"unasked": "1"}).status_code == 409
            assert differences(done, everything(QUIET)) == []


def why(sent: Sent, cookies: dict[str, str]) -> str:
    """Give what the page says against a form, for whoever mends the filling."""
    import re

    with sent.ready():
        response = sent.post(cookies[sent.role])
    text = response.content.decode()
    said = re.findall(r'(?:class="field-errors"|role="alert")[^>]*>(.*?)</(?:ul|div)>', text, re.S)
    lines = [re.sub(r"<[^>]*>|\s+", " ", one).strip() for one in said]
    return f"{response.status_code} {sent.role} {lines} {sent.data}"


@pytest.mark.parametrize("name", OURS)
def test_without_its_key_a_form_changes_nothing(
    name: str, standing: Any, cookies: dict[str, str]
) -> None:
    """No key is 400; a visitor is sent to the sign-in page; neither changes a row."""
    sent = form_of(name, standing, cookies)
    assert sent is not None
    with sent.ready():
        before = everything(QUIET)
        assert sent.post(cookies[sent.role], has_key=False).status_code == 400
        visitor = send("", "POST", sent.url, sent.data)
        assert visitor.status_code == 302
        assert visitor.headers["Location"].startswith("/sign-in/")
        assert differences(before, everything(QUIET)) == []


@pytest.mark.parametrize("name", sorted(name for name in POSTED if DOORS[name].get))
def test_reading_changes_nothing(name: str, standing: Any, cookies: dict[str, str]) -> None:
    """A page that is looked at leaves every row as it was."""
    sent = form_of(name, standing, cookies)
    assert sent is not None
    with sent.ready():
        before = everything(QUIET)
        send(cookies[sent.role], "GET", sent.url)
        assert differences(before, everything(QUIET)) == []


def test_forms_not_sent_whole_are_few_and_true() -> None:
    assert set(UNFILLED) <= set(POSTED), "excuses for forms that are gone"
    assert len(UNFILLED) * 3 < len(POSTED), "too many forms are never sent whole"
