"""Roles that reach many people need a second factor where the instance asks for it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from dunmiao.web.once import FIELD
from tests.world import World

pytestmark = pytest.mark.django_db
SETUP = "/account/mfa/totp/activate/"
ASKED = [
    "organiser",
    "organiser_lead",
    "inspector",
    "system_admin",
    "security_admin",
    "audit_admin",
]
SPARED = [
    "leader",
    "authority",
    "sender",
    "receiver",
    "handler",
    "cadre",
    "mentor",
    "stranger",
    "delegate",
]
WORDS = "lantern-river-quiet-7"


@pytest.fixture
def required(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


def client(world: World, role: str) -> Client:
    opened = Client()
    opened.force_login(world.users[role])
    return opened


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("role", ASKED)
def test_these_roles_set_it_up_before_anything_else(world: World, role: str) -> None:
    opened = client(world, role)
    for path in ("/", "/organisations/", "/complaints/send/"):
        answer = opened.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, SETUP), path
    sent = opened.post("/complaints/send/", {FIELD: uuid.uuid4().hex, "text": "x"})
    assert sent.headers["Location"] == SETUP
    assert opened.post("/language/", {FIELD: uuid.uuid4().hex, "language": "en"}).status_code == 302
    assert opened.post("/sign-out/", {FIELD: uuid.uuid4().hex}).headers["Location"] == "/sign-in/"


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("role", ASKED)
def test_with_an_app_they_pass(world: World, role: str) -> None:
    user = world.users[role]
    TOTP.activate(user, generate_totp_secret())
    assert client(world, role).get("/").status_code == 200


@pytest.mark.usefixtures("required")
def test_recovery_codes_alone_are_no_second_factor(world: World) -> None:
    RecoveryCodes.activate(world.users["organiser"])
    assert client(world, "organiser").get("/").status_code == 302


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("role", SPARED)
def test_other_roles_are_spared(world: World, role: str) -> None:
    assert client(world, role).get("/").status_code == 200


@pytest.mark.usefixtures("required")
def test_standing_in_for_such_a_role_needs_it_too(world: World) -> None:
    loan = world.extra["delegation"]
    loan.grantor = world.users["organiser"]
    loan.save()
    opened = client(world, "delegate")
    session = opened.session
    session["acting"] = loan.pk
    session.save()
    assert opened.get("/").headers["Location"] == SETUP


def test_nobody_is_asked_where_the_instance_does_not_ask(world: World, settings: Any) -> None:
    assert settings.REQUIRE_SECOND_FACTOR is False
    for role in ASKED:
        assert client(world, role).get("/").status_code == 200, role


@pytest.mark.usefixtures("required")
def test_after_the_password_the_page_to_set_it_up_opens(world: World) -> None:
    user = world.users["organiser"]
    user.set_password(WORDS)
    user.save()
    opened = Client()
    page = opened.post(
        "/account/login/", {"login": "organiser", "password": WORDS}, follow=True
    )  # fmt: skip
    assert SETUP in [address for address, _code in page.redirect_chain]
    assert "您的角色" in page.content.decode()
    if page.request["PATH_INFO"] != SETUP:  # the password is asked for once more
        page = opened.post(page.redirect_chain[-1][0], {"password": WORDS}, follow=True)
    assert "data:image/svg" in page.content.decode()
