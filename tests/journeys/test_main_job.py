"""The main job in a real browser: from the call for nominations to the filed dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

import dunmiao
from dunmiao.demo.cast import players
from dunmiao.demo.choosing import _row
from dunmiao.demo.ground import Ground, lay
from dunmiao.demo.sheets import applicants_workbook
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.selection.models import Application, Offer, Post, StageRound
from tests.journeys.desk import Desk

CHARTER = Path(dunmiao.__file__).parent / "charters" / "two-way-secondment.toml"
BEGIN = date(2025, 12, 1)
FIRST = date(2026, 4, 1)


@pytest.fixture
def ground(transactional_db: None) -> Iterator[Ground]:
    """The district of the demonstration, before anything has happened in it."""
    yield lay(FIRST + timedelta(days=220), BEGIN - timedelta(days=30))
    settings.REHEARSAL_DAY = ""
    let_go_of_the_audit()


def let_go_of_the_audit() -> None:
    """Take the guard off the audit trail: the test database is emptied after the journey."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS audit_kept_delete")


def test_from_the_call_to_the_dossier(
    ground: Ground, live_server: Any, new_page: Any, tmp_path: Path
) -> None:
    """One programme runs whole through its pages, each act by the person whose it is."""
    desk = Desk(live_server, new_page())
    programme = open_the_call(desk, ground)
    take_people_in(desk, ground, programme, tmp_path)
    examine(desk, ground, programme)
    assert desk.faults == []


def open_the_call(desk: Desk, ground: Ground) -> Programme:
    """Point 2: charter, call, posts of townships, departments and enterprises."""
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    district = ground.units["云溪区"]
    desk.sit(lead, BEGIN).open(reverse("charter:adopt"))
    desk.fill(owner=district.pk, document_no="云办发〔2025〕6号", file=str(CHARTER)).send("file")
    charter = CharterVersion.objects.get()
    desk.sit(clerk, BEGIN).open(reverse("charter:programme_new"))
    desk.fill(
        charter=charter.pk,
        name="2026年度双向挂职",
        year=2026,
        basis_title="关于开展双向挂职的实施方案",
        basis_no="云组发〔2025〕3号",
        approving_body="区委常委会",
        approved_on=BEGIN,
        leading_person="何建华",
        leading_post="组织部部长",
        quota=3,
        opens_on=BEGIN + timedelta(days=5),
        closes_on=BEGIN + timedelta(days=20),
        starts_on=FIRST,
    ).send("charter")
    programme = Programme.objects.get()
    for unit, title, filing in (
        ("柳河镇", "镇长助理", ""),
        ("云溪水务集团", "总经理助理", ""),
        ("市发改委", "项目科副科长", "临组备〔2026〕1号"),
    ):
        offer_a_post(desk, ground, programme, unit, title, filing)
    desk.sit(clerk, BEGIN).open(reverse("selection:offers", args=[programme.pk]))
    for offer in Offer.objects.all():
        desk.submit(reverse("selection:offer_confirm", args=[offer.pk]))
    assert set(Offer.objects.values_list("direction", "is_confirmed")) == {
        ("down", True),
        ("up", True),
    }
    opens = BEGIN + timedelta(days=5)
    desk.sit(lead, opens).open(reverse("charter:programme", args=[programme.pk]))
    desk.submit(reverse("charter:programme_open", args=[programme.pk]))
    desk.sees("报名中")
    return programme


def offer_a_post(
    desk: Desk, ground: Ground, programme: Programme, unit: str, title: str, filing: str
) -> None:
    """A receiving unit enters a post and offers it; upward asks the filing reference."""
    organisation = ground.units[unit]
    host = ground.clerk(organisation, "receiver")
    desk.sit(host, BEGIN).open(reverse("selection:post_new"))
    if desk.page.locator('main [name="organisation"]').count():
        desk.fill(organisation=organisation.pk)
    desk.fill(title=title, duties="协助抓项目建设", need_majors="经济学，法学", capacity=1)
    desk.fill(difficulty=["heavy"], need_experience=["project"]).send("title")
    post = Post.objects.get(organisation=organisation)
    desk.open(reverse("selection:offer_make", args=[post.pk]))
    if filing:
        desk.fill(places=1).send("places")
        desk.sees("第二条")  # refused: the filing reference is missing, with its clause
        desk.fill(filing_no=filing)
    desk.fill(places=1).send("places")


def take_people_in(desk: Desk, ground: Ground, programme: Programme, folder: Path) -> None:
    """Point 2: an untidy sheet, first dry with its errors, then for good."""
    clerk = ground.users["organiser"]
    day = BEGIN + timedelta(days=8)
    offers = list(Offer.objects.select_related("post__organisation"))
    cast = list(players(12, on=BEGIN))
    cast[4] = replace(cast[4], id_number=cast[4].id_number[:17] + "?")
    wrong = folder / "报名汇总.xlsx"
    wrong.write_bytes(applicants_workbook([_row(one, offers) for one in cast]))
    page = reverse("selection:imports", args=[programme.pk])
    desk.sit(clerk, day).open(page).fill(files=str(wrong)).send("files")
    desk.sees(cast[4].name, "身份证")
    assert Application.objects.count() == 0, "a dry run writes nothing"
    sound = list(players(12, on=BEGIN))
    right = folder / "报名汇总（改）.xlsx"
    right.write_bytes(applicants_workbook([_row(one, offers) for one in sound]))
    desk.open(page).fill(files=str(right)).send("files").press("全部导入")
    assert Application.objects.count() == 12


def examine(desk: Desk, ground: Ground, programme: Programme) -> None:
    """Points 3 and 4: eligibility, written examination, interview, inspection."""
    clerk = ground.users["organiser"]
    home = reverse("selection:selection", args=[programme.pk])
    day = BEGIN + timedelta(days=22)
    desk.sit(clerk, day).open(home)
    assert StageRound.objects.get().stage == "registration"
