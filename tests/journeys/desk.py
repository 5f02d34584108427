"""A person at a browser: signs in, opens pages, fills forms by field name, reads what stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client


class Desk:
    """One browser page in which different people of the story take turns."""

    def __init__(self, live_server: Any, page: Any) -> None:
        """Keep the server and the page; script errors are gathered for the end."""
        self.server = live_server
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "409" not in message.text and "422" not in message.text:
            self.faults.append(message.text)

    def sit(self, user: Any, today: date) -> Desk:
        """Let `user` take the seat on a day."""
        settings.REHEARSAL_DAY = today.isoformat()
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.server.url}]
        )
        return self

    def open(self, path: str, status: int = 200) -> Desk:
        """Open an address and expect its status."""
        response = self.page.goto(self.server.url + path)
        assert response.status == status, f"{path}: {response.status}\n{self.text()[:600]}"
        return self

    def text(self) -> str:
        """Give the words of the page's main part."""
        return str(self.page.locator("main").inner_text())

    def sees(self, *words: str) -> Desk:
        """Expect words on the page."""
        text = self.text()
        for word in words:
            assert word in text, f"“{word}” does not stand on {self.page.url}:\n{text[:1500]}"
        return self

    def fill(self, **values: Any) -> Desk:
        """Fill fields by name: text, choice, tick, radio, file."""
        for name, value in values.items():
            self._fill(name, value)
        return self

    def _fill(self, name: str, value: Any) -> None:
        field = self.page.locator(f'main [name="{name}"]')
        assert field.count(), f"no field {name} on {self.page.url}:\n{self.text()[:800]}"
        first = field.first
        kind = first.get_attribute("type") or first.evaluate("e => e.tagName.toLowerCase()")
        if kind == "file":
            first.set_input_files(value)
        elif kind == "checkbox" and isinstance(value, bool):
            first.set_checked(value)
        elif kind in {"radio", "checkbox"}:
            for one in value if isinstance(value, list | tuple) else [value]:
                self.page.locator(f'main [name="{name}"][value="{one}"]').check()
        elif kind == "select":
            first.select_option(str(value))
        else:
            first.fill(value.isoformat() if isinstance(value, date) else str(value))

    def press(self, words: str, index: int = 0) -> Desk:
        """Press the button with these words and wait for the answer."""
        button = self.page.locator("main").get_by_role("button", name=words).nth(index)
        assert button.count(), f"no button “{words}” on {self.page.url}:\n{self.text()[:800]}"
        with self.page.expect_navigation():
            button.click()
        return self

    def send(self, name: str) -> Desk:
        """Send the form that holds the field `name` by its first button."""
        form = self.page.locator(f'main form:has([name="{name}"])').first
        with self.page.expect_navigation():
            form.locator('button:not([type="button"])').last.click()
        return self

    def submit(self, action: str) -> Desk:
        """Send the form with this address by its button."""
        form = self.page.locator(f'main form[action="{action}"]').first
        if not form.count() and self.page.url.split("?")[0].endswith(action):
            form = self.page.locator('main form[method="post"]:not([action])').last
        assert form.count(), f"no form to {action} on {self.page.url}:\n{self.text()[:800]}"
        with self.page.expect_navigation():
            form.locator('button:not([type="button"])').last.click()
        return self

    def download(self, path: str) -> bytes:
        """Fetch a file as the person at the desk: by GET."""
        answer = self.page.context.request.get(self.server.url + path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return bytes(answer.body())

    def refused(self, *words: str) -> Desk:
        """Expect that the last form was refused with a sentence holding these words."""
        alert = self.page.locator("main [role=alert], main .errorlist, main .form-errors")
        assert alert.count(), f"nothing is refused on {self.page.url}:\n{self.text()[:800]}"
        return self.sees(*words)
