"""Pages of charters and programmes."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import dunmiao
from dunmiao.stages.charter.models import CharterVersion, Programme

TEXT = (Path(dunmiao.__file__).parent / "charters" / "two-way-secondment.toml").read_text("utf-8")


def client(world: Any, role: str) -> Client:
    opened = Client()
    opened.force_login(world.users[role], backend="django.contrib.auth.backends.ModelBackend")
    return opened


def post(opened: Client, page: str, data: dict[str, Any], *args: Any) -> Any:
    return opened.post(reverse(page, args=args), {"submission_key": uuid.uuid4().hex, **data})


def test_a_charter_reads_as_articles_with_settings_and_a_term(world: Any) -> None:
    opened = client(world, "organiser")
    assert opened.get(reverse("charter:charters")).status_code == 200
    row = world.programmes["a"].charter
    address = reverse("charter:charter", args=[row.pk])
    pages = [opened.get(address, {"part": part}) for part in ("", "settings", "term")]
    assert {page.status_code for page in pages} == {200}
    text = "".join(page.content.decode() for page in pages)
    for words in ("第三条", "挂职锻炼为期一年", "占总成绩40%", "每3个月", "超过三日不超过七日"):
        assert words in text, words
    foreign = world.programmes["b"].charter
    assert opened.get(reverse("charter:charter", args=[foreign.pk])).status_code == 404
    assert client(world, "sender").get(reverse("charter:charters")).status_code == 403


def test_adopting_shows_every_error_with_its_remedy(world: Any) -> None:
    opened = client(world, "organiser_lead")
    assert opened.get(reverse("charter:adopt")).status_code == 200
    assert "two-way-secondment" in opened.get(
        reverse("charter:adopt"), {"shipped": "two-way-secondment"}
    ).content.decode()
    bad = TEXT.replace("months = 12", 'months = "a year"').replace(
        'predicate = "health_declared_fit"', 'predicate = "looks_well"'
    )
    owner = world.units["a"].pk
    page = post(opened, "charter:adopt", {"owner": owner, "text": bad})
    assert page.status_code == 422
    assert "term.months" in page.content.decode()
    assert "looks_well" in page.content.decode()
    page = post(opened, "charter:adopt", {"owner": world.units["b"].pk, "text": TEXT})
    assert page.status_code == 422
    page = post(opened, "charter:adopt", {"owner": owner, "text": TEXT})
    assert page.status_code == 302
    assert CharterVersion.objects.filter(owner=owner, version="2026.1").count() == 1
    page = post(opened, "charter:adopt", {"owner": owner, "text": TEXT + "\n# other"})
    assert page.status_code == 409
    shipped = reverse("charter:shipped", args=["two-way-secondment"])
    assert opened.get(shipped).status_code == 200
    assert opened.get(reverse("charter:shipped", args=["nothing"])).status_code == 404


READERS = ("organiser", "organiser_lead", "leader", "inspector", "authority")


@pytest.mark.parametrize("role", READERS)
def test_the_home_of_a_programme_adds_up(world: Any, role: str) -> None:
    page = client(world, role).get(reverse("charter:programme", args=[world.programmes["a"].pk]))
    assert page.status_code == 200
    figures = page.context["figures"]
    expected = 1 if role == "authority" else 2  # one of the two is of the authority's kind
    assert (figures.applied, figures.selected, figures.placed) == (expected,) * 3
    assert figures.places == 2
    foreign = reverse("charter:programme", args=[world.programmes["b"].pk])
    assert client(world, role).get(foreign).status_code == 404


def test_a_call_is_begun_edited_opened_and_moved(world: Any) -> None:
    opened, lead = client(world, "organiser"), client(world, "organiser_lead")
    assert opened.get(reverse("charter:programmes")).status_code == 200
    assert opened.get(reverse("charter:programme_new")).status_code == 200
    charter = world.programmes["a"].charter
    values = {"charter": charter.pk, "name": "明年双向挂职", "year": "2027", "quota": "20"}
    page = post(opened, "charter:programme_new", values)
    assert page.status_code == 302
    row = Programme.objects.get(name="明年双向挂职")
    assert (row.state, row.quota) == ("draft", 20)
    assert post(lead, "charter:programme_open", {}, row.pk).status_code == 409
    assert post(opened, "charter:programme_open", {}, row.pk).status_code == 403
    days = {"opens_on": "2027-01-04", "closes_on": "2027-01-20", "starts_on": "2027-03-01"}
    values = {"name": row.name, "quota": "20", "basis_no": "云组发〔2027〕1号",
              "basis_title": "意见",
              "approving_body": "区委", "approved_on": "2026-12-30", "leading_person": "周部长",
              **days}  # fmt: skip
    wrong = post(opened, "charter:programme_edit", {**values, "closes_on": "2027-04-01"}, row.pk)
    assert wrong.status_code == 422
    assert post(opened, "charter:programme_edit", values, row.pk).status_code == 302
    row.refresh_from_db()
    assert row.ends_on.isoformat() == "2028-02-29"
    assert post(lead, "charter:programme_open", {}, row.pk).status_code == 302
    row.refresh_from_db()
    assert row.state == "open"
    page = post(opened, "charter:programme_move", {"state": "cancelled"}, row.pk)
    assert page.status_code == 302
    row.refresh_from_db()
    assert row.state == "cancelled"
    assert post(opened, "charter:programme_edit", values, row.pk).status_code == 409


def test_lists_are_exported_and_filtered(world: Any) -> None:
    opened = client(world, "organiser")
    for page in ("charter:charters", "charter:programmes"):
        answer = opened.get(reverse(page), {"export": "xlsx"})
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"
    listed = opened.get(reverse("charter:programmes"), {"state": "draft"})
    assert listed.context["listing"].count == 0
