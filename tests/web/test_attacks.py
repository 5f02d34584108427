"""What a hostile page, a stolen session, a guesser of passwords and a hostile file meet."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dunmiao.stages.accounts import actions as accounts
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.organisations.actions import end_grant, give_grant
from dunmiao.stages.organisations.models import Grant
from dunmiao.stages.selection.models import ImportBatch
from dunmiao.web.once import FIELD
from tests.files.attack_makers import bomb_sheet, many_members
from tests.world import World

PASSWORD = "correct horse battery staple"


def signed_in(world: World, role: str) -> Client:
    """Give a client in which somebody is signed in."""
    client = Client()
    client.force_login(world.users[role])
    client.get("/")  # the session learns its epoch
    return client


def pages(world: World) -> list[Any]:
    """Give pages of each sort: for visitors, signed in, not found, refused."""
    user = signed_in(world, "organiser")
    return [
        Client().get(reverse("home:sign_in")),
        user.get("/"),
        user.get("/nothing/here/"),
        user.get(reverse("audit:entries")),
        user.post(reverse("home:complaint_send"), {}),
    ]


def test_every_page_forbids_what_is_not_ours(world: World) -> None:
    """Scripts run by their nonce only; nothing inline, no frame, no plug-in, no other origin."""
    nonces = set()
    for response in pages(world):
        policy = response.headers["Content-Security-Policy"]
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert "unsafe" not in policy
        assert rules["default-src"] == rules["object-src"] == rules["base-uri"] == "'none'"
        assert rules["frame-ancestors"] == "'none'"
        assert rules["style-src"] == "'self'"
        nonce = re.fullmatch(r"'nonce-([^']+)'", rules["script-src"])
        assert nonce, rules["script-src"]
        nonces.add(nonce[1])
        for tag in re.findall(r"<script[^>]*>", response.content.decode()):
            assert f'nonce="{nonce[1]}"' in tag or 'type="application/json"' in tag, tag
    assert len(nonces) == 5, "a nonce is used once"


def test_every_page_has_its_headers(world: World) -> None:
    for response in pages(world):
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_nothing_of_a_signed_in_person_is_kept_by_the_browser(world: World) -> None:
    for response in pages(world)[1:]:
        assert "no-store" in response.headers["Cache-Control"]


def test_the_browser_library_keeps_no_pages(world: World) -> None:
    """htmx: no evaluation of text, no history with personal data, its own origin only."""
    page = signed_in(world, "organiser").get("/").content.decode()
    config = re.search(r'<meta name="htmx-config" content=["\'](.*?)["\']\s*/?>', page, re.S)
    assert config
    said = config[1].replace("&quot;", '"').replace(" ", "")
    for rule in ('"allowEval":false', '"historyCacheSize":0', '"selfRequestsOnly":true'):
        assert rule in said


def test_cookies_are_for_the_server_alone(world: World) -> None:
    client = signed_in(world, "organiser")
    client.post(reverse("home:language"), {"language": "en", FIELD: "k" * 20})
    assert {"sessionid", "language"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_behind_tls_cookies_travel_encrypted_only(tmp_path: Path) -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from dunmiao.config import settings as s; print(s.SESSION_COOKIE_SECURE, "
            "s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS)",
        ],
        env={**os.environ, "DUNMIAO_TLS": "1", "DUNMIAO_DATA": str(tmp_path)},
        cwd=Path(__file__).parents[2] / "src",
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["True", "True", "__Host-sessionid", "31536000"]


def test_a_form_from_another_page_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["organiser"])
    data = {"text": "某某", FIELD: "k" * 20}
    assert client.post(reverse("home:complaint_send"), data).status_code == 403
    assert client.post(reverse("account_login"), {"login": "a", "password": "b"}).status_code == 403


def test_no_address_leads_away(world: World) -> None:
    client = signed_in(world, "organiser")
    for target in ("//evil.example/", "https://evil.example", "javascript:alert(1)", "\\\\evil"):
        data = {"next": target, FIELD: f"key-{target:>20}"[:40]}
        assert client.post(reverse("home:language"), data).headers["Location"] == "/"


def test_another_host_is_refused() -> None:
    assert Client().get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_method_in_a_header_is_not_taken(world: World) -> None:
    client = signed_in(world, "organiser")
    asked = client.get(reverse("home:sign_out"), headers={"x-http-method-override": "POST"})
    assert asked.status_code == 405


# ------------------------------------------------------------------------------ sessions


def is_signed_in(client: Client) -> bool:
    """Say whether a client still has its session."""
    return client.get(reverse("home:delegations")).status_code == 200


def test_a_changed_power_ends_the_sessions(world: World) -> None:
    """A grant given or ended, a reset and a shut account act on the next request."""
    by = {"by": world.user("security_admin"), "today": world.today}
    receiver = signed_in(world, "receiver_other")
    assert is_signed_in(receiver)
    end_grant(Grant.objects.get(user=world.users["receiver_other"]).pk, **by)
    assert not is_signed_in(receiver)
    stranger = signed_in(world, "stranger")
    give_grant(world.users["stranger"].pk, world.units["send2"].pk, "sender", **by)
    assert not is_signed_in(stranger)
    for act in (accounts.reset_account, accounts.deactivate):
        mentor = signed_in(world, "mentor")
        act(world.users["mentor"].pk, by=world.user("system_admin"), today=world.today)
        assert not is_signed_in(mentor)


def test_a_delegation_taken_back_is_off_on_the_next_request(world: World) -> None:
    client = signed_in(world, "delegate")
    loan = world.extra["delegation"]
    client.post(reverse("home:act_for"), {"delegation": loan.pk, FIELD: "k" * 20})
    url = reverse("placement:placement", args=[world.placements["own"].pk])
    assert client.get(url).status_code == 200
    loan.ended_on = world.today - timedelta(days=1)
    loan.save(update_fields=["ended_on"])
    assert client.get(url).status_code in {403, 404}


def test_the_session_key_changes_on_signing_in(world: World) -> None:
    user = world.users["stranger"]
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = 1
    session.save()
    before = session.session_key
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    assert is_signed_in(client)
    assert client.session.session_key != before


# ------------------------------------------------------------------------------ passwords


@pytest.mark.usefixtures("world")
def test_a_guesser_is_locked_out(world: World, settings: Any) -> None:
    """After eight wrong passwords the right one is of no use either, from that address."""
    settings.AXES_ENABLED = True
    user = world.users["stranger"]
    user.set_password(PASSWORD)
    user.save()
    client, login = Client(), reverse("account_login")

    def trying(password: str) -> int:
        return int(client.post(login, {"login": user.username, "password": password}).status_code)

    codes = [trying(f"wrong {n}") for n in range(settings.AXES_FAILURE_LIMIT)]
    assert codes[:-1] == [200] * (settings.AXES_FAILURE_LIMIT - 1)
    assert codes[-1] == 429
    assert trying(PASSWORD) == 429
    elsewhere = Client(REMOTE_ADDR="10.1.2.3")
    done = elsewhere.post(login, {"login": user.username, "password": PASSWORD})
    assert done.status_code == 302, "an enemy at one address does not shut the owner out"


def test_a_wrong_sign_in_does_not_say_who_is_known(world: World) -> None:
    user = world.users["stranger"]
    user.set_password(PASSWORD)
    user.save()
    said = []
    for name in (user.username, "nobody.here"):
        response = Client().post(
            reverse("account_login"), {"login": name, "password": "wrong password"}
        )
        text = re.sub(rb'(nonce|value)="[^"]*"', b"", response.content)
        said.append((response.status_code, text))
    assert said[0] == said[1]


@pytest.mark.parametrize("weak", ["short", "password12345", "stranger1234"])
def test_weak_passwords_are_refused(world: World, weak: str) -> None:
    from dunmiao.stages.common.refusal import Refusal

    user = world.user("stranger")
    with pytest.raises(Refusal):
        accounts.choose_password(user.pk, weak, by=user, today=world.today)


# ------------------------------------------------------------------------------ files


@pytest.mark.parametrize("make", [bomb_sheet, many_members, lambda: b"MZ\x90\0 not a sheet"])
def test_a_hostile_file_ends_in_a_sentence(world: World, make: Any) -> None:
    """Through the page, as a clerk would: refused in words, and nothing is kept."""
    programme = world.programmes["a"]
    Programme.objects.filter(pk=programme.pk).update(
        state="open", opens_on=world.today, closes_on=world.today + timedelta(days=9)
    )
    client = signed_in(world, "organiser")
    url = reverse("selection:imports", args=[programme.pk])
    name = re.search(r'<input[^>]*type="file"[^>]*>', client.get(url).content.decode())
    assert name
    field = re.search(r'name="([^"]+)"', name[0])
    assert field
    upload = SimpleUploadedFile("名册.xlsx", make(), content_type="application/zip")
    before = ImportBatch.objects.count()
    response = client.post(url, {field[1]: upload, FIELD: "k" * 20})
    assert response.status_code in {409, 422}
    assert 'class="field-errors"' in response.content.decode()
    assert ImportBatch.objects.count() == before


def test_a_form_of_too_many_fields_is_refused(world: World) -> None:
    data = {f"field{n}": "1" for n in range(4100)} | {FIELD: "k" * 20}
    response = signed_in(world, "organiser").post(reverse("home:complaint_send"), data)
    assert response.status_code == 400


def test_hostile_words_come_out_as_words(world: World) -> None:
    client = signed_in(world, "cadre")
    words = "<script>alert(1)</script>{{ 7*7 }}"
    data = {"text": words, "about": world.units["town1"].name, FIELD: "k" * 20}
    assert client.post(reverse("home:complaint_send"), data).status_code == 302
    client.post(reverse("home:complaint_send"), data | {"about": "没有这个单位", FIELD: "j" * 20})
    page = client.post(reverse("home:complaint_send"), data | {"about": "无", FIELD: "h" * 20})
    assert page.status_code == 422
    assert "<script>alert(1)" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()
