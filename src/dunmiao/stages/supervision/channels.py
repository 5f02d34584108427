"""How a prompt leaves the house: e-mail, and a gateway to 政务微信 or short messages.

A gateway takes the sign-in name of the reader and one sentence without personal content; how it
turns the name into an account or a number is its own matter. A new kind is a class with `send`
that raises `NotDelivered`, named in `gateway`.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from smtplib import SMTPException
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from dunmiao.stages.supervision.models import Delivery

SECONDS = 10


class NotDelivered(Exception):
    """The message did not go out; the text says why, for the department's list."""


class Gateway(Protocol):
    """What carries short messages to people."""

    def send(self, to: str, text: str, ref: str) -> None:
        """Hand over one message; `ref` is the same when it is tried again."""


class FileGateway:
    """Writes each message as a line of JSON to a file: for trying, and for a clerk's own tools."""

    def __init__(self, path: Path) -> None:
        """Keep where to write."""
        self.path = path

    def send(self, to: str, text: str, ref: str) -> None:
        """Append one line."""
        line = json.dumps({"to": to, "text": text, "ref": ref}, ensure_ascii=False)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as out:
                out.write(line + "\n")
        except OSError as fault:
            raise NotDelivered(f"{self.path}: {fault.strerror}") from fault


class ConsoleGateway:
    """Writes each message to standard error: for trying."""

    def send(self, to: str, text: str, ref: str) -> None:
        """Write one line."""
        sys.stderr.write(f"{ref} {to}: {text}\n")


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the address that was set is the one that is called."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        """Refuse."""


class WebhookGateway:
    """Posts each message as JSON {"to", "text", "ref"} to one address; any 2xx is taken as sent.

    The token goes into the header `Authorization: Bearer …`.
    """

    def __init__(self, url: str, token: str = "") -> None:
        """Keep the address; only http and https are taken."""
        if not url.startswith(("https://", "http://")):
            raise ValueError(f"{url!r} is no web address")
        self.url, self.token = url, token

    def send(self, to: str, text: str, ref: str) -> None:
        """Post one message and wait for its answer, ten seconds at most."""
        body = json.dumps({"to": to, "text": text, "ref": ref}).encode()
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        asked = urllib.request.Request(self.url, body, headers)  # noqa: S310 (checked above)
        try:
            with urllib.request.build_opener(_Straight).open(asked, timeout=SECONDS):
                return
        except urllib.error.HTTPError as fault:
            raise NotDelivered(f"the gateway answered {fault.code}") from fault
        except OSError as fault:
            raise NotDelivered(f"the gateway cannot be reached: {fault}") from fault


def gateway() -> Gateway | None:
    """Give the gateway of the settings: "console", "file:PATH", a web address, or none."""
    named: str = settings.GATEWAY
    if not named:
        return None
    if named == "console":
        return ConsoleGateway()
    if named.startswith("file:"):
        return FileGateway(Path(named.removeprefix("file:")))
    return WebhookGateway(named, settings.GATEWAY_TOKEN)


def channels() -> list[str]:
    """Give the channels that are set up here, beside the interface itself."""
    found = ["email"] if settings.EMAIL_HOST else []
    return found + (["gateway"] if settings.GATEWAY else [])


def sentence(items: int) -> str:
    """Give the sentence that any channel may carry: how many things wait, and nothing else."""
    return ngettext(
        "%(n)d matter waits for you; please sign in and look.",
        "%(n)d matters wait for you; please sign in and look.",
        items,
    ) % {"n": items}


def carry(delivery: Delivery) -> None:
    """Send one message, in the language of the place. Raises NotDelivered."""
    with override(settings.LANGUAGE_CODE):
        if delivery.channel == "gateway":
            carrier = gateway()
            if carrier is None:
                raise NotDelivered(_("No gateway is set up here."))
            carrier.send(delivery.user.username, sentence(delivery.items), f"{delivery.pk}")
        else:
            _mail(delivery)


def _mail(delivery: Delivery) -> None:
    lines = [sentence(delivery.items), "", *delivery.lines, "", settings.SITE_URL]
    try:
        send_mail(
            sentence(delivery.items), "\n".join(lines).strip() + "\n", settings.DEFAULT_FROM_EMAIL,
            [delivery.user.email],
        )  # fmt: skip
    except (SMTPException, OSError) as fault:
        why = _("The mail server did not take it: %(why)s") % {"why": fault}
        raise NotDelivered(why) from fault
