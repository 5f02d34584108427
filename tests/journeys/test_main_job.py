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
from dunmiao.demo.choosing import row_of
from dunmiao.demo.ground import Ground, lay
from dunmiao.demo.sheets import applicants_workbook
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.selection.models import Application, Offer, Post, StageRound
from tests.journeys.desk import Desk
from tests.journeys.ending import appraise_and_file
from tests.journeys.placing import match_and_decide, place_and_start
from tests.journeys.story import BEGIN, FIRST, Story
from tests.journeys.term import live_the_term

CHARTER = Path(dunmiao.__file__).parent / "charters" / "two-way-secondment.toml"


@pytest.fixture
def ground(transactional_db: None) -> Iterator[Ground]:
    """The district of the demonstration, before anything has happened in it."""
    yield lay(FIRST + timedelta(days=400), BEGIN - timedelta(days=30))
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
    story = Story(Desk(live_server, new_page()), ground, tmp_path, new_page)
    for chapter in CHAPTERS:
        chapter(story)
    assert story.desk.faults == []


def choose_people(story: Story) -> None:
    """Points 2 to 4: the call, the posts, the import, every stage up to the inspection."""
    programme = open_the_call(story.desk, story.ground)
    take_people_in(story.desk, story.ground, programme, story.folder)
    examine(story.desk, story.ground, programme)


def open_the_call(desk: Desk, ground: Ground) -> Programme:
    """Point 2: charter, call, posts of townships, departments and enterprises."""
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    district = ground.units["云溪区"]
    desk.sit(lead, BEGIN).open(reverse("charter:adopt"))
    desk.fill(owner=district.pk, file=str(CHARTER)).send("file")
    desk.fill(document_no="云办发〔2025〕6号", is_sure=True).send("document_no")
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
        quota=5,
        opens_on=BEGIN + timedelta(days=5),
        closes_on=BEGIN + timedelta(days=20),
        starts_on=FIRST,
    ).send("charter")
    programme = Programme.objects.get()
    for unit, title, extra in (
        ("柳河镇", "镇长助理", {"front": "grassroots"}),
        ("云溪水务集团", "总经理助理", {"front": "industry"}),
        ("市发改委", "项目科副科长", {"front": "projects", "filing_no": "临组备〔2026〕1号"}),
        ("区委办公室", "综合科副科长", {"exchange_unit": ground.units["区政府办公室"].name}),
        ("区政府办公室", "督查科副科长", {"exchange_unit": ground.units["区委办公室"].name}),
    ):
        offer_a_post(desk, ground, unit, title, extra)
    desk.sit(clerk, BEGIN).open(reverse("selection:offers", args=[programme.pk]))
    for offer in Offer.objects.all():
        desk.submit(reverse("selection:offer_confirm", args=[offer.pk]))
    assert set(Offer.objects.values_list("direction", "is_confirmed")) == {
        ("down", True),
        ("up", True),
        ("mutual", True),
    }
    opens = BEGIN + timedelta(days=5)
    desk.sit(lead, opens).open(reverse("charter:programme", args=[programme.pk]))
    desk.submit(reverse("charter:programme_open", args=[programme.pk]))
    desk.sees("报名中")
    return programme


def offer_a_post(desk: Desk, ground: Ground, unit: str, title: str, extra: dict[str, Any]) -> None:
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
    if "filing_no" in extra:
        desk.fill(places=1).send("places")
        desk.sees("第二条")  # refused: the filing reference is missing, with its clause
    desk.fill(places=1, must_fill=1, **extra).send("places")


def take_people_in(desk: Desk, ground: Ground, programme: Programme, folder: Path) -> None:
    """Point 2: an untidy sheet, first dry with its errors, then for good."""
    clerk = ground.users["organiser"]
    day = BEGIN + timedelta(days=8)
    offers = list(Offer.objects.select_related("post__organisation"))
    cast = list(players(12, on=BEGIN))
    cast[4] = replace(cast[4], id_number=cast[4].id_number[:17] + "?")
    wrong = folder / "报名汇总.xlsx"
    wrong.write_bytes(applicants_workbook([row_of(one, offers) for one in cast]))
    page = reverse("selection:imports", args=[programme.pk])
    desk.sit(clerk, day).open(page).fill(files=str(wrong)).send("files")
    desk.sees(cast[4].name, "身份证")
    assert Application.objects.count() == 0, "a dry run writes nothing"
    sound = list(players(12, on=BEGIN))
    right = folder / "报名汇总（改）.xlsx"
    right.write_bytes(applicants_workbook([row_of(one, offers) for one in sound]))
    desk.open(page).fill(files=str(right)).send("files").press("全部导入")
    assert Application.objects.count() == 12


def stage_page(programme: Programme, stage: str) -> str:
    """Give the address of a stage's page."""
    row = StageRound.objects.get(programme=programme, stage=stage)
    return reverse("selection:round", args=[row.pk])


def open_stage(desk: Desk, programme: Programme, stage: str) -> StageRound:
    """Open a stage from the selection's page."""
    desk.open(reverse("selection:selection", args=[programme.pk]))
    desk.submit(reverse("selection:round_open", args=[programme.pk, stage]))
    return StageRound.objects.get(programme=programme, stage=stage)


def close_stage(desk: Desk, programme: Programme, stage: str) -> None:
    """Close a stage from its own page, through the page that says what will happen."""
    row = StageRound.objects.get(programme=programme, stage=stage)
    desk.open(reverse("selection:round_close", args=[row.pk]))
    desk.submit(reverse("selection:round_close", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == "closed", desk.text()[:800]


def examine(desk: Desk, ground: Ground, programme: Programme) -> None:
    """Points 3 and 4: eligibility, written examination, interview, inspection."""
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    day = BEGIN + timedelta(days=22)
    complete_the_facts()
    desk.sit(clerk, day)
    close_stage(desk, programme, "registration")
    open_stage(desk, programme, "review")
    desk.open(stage_page(programme, "review"))
    desk.submit(reverse("selection:review", args=[programme.pk]))
    failed = Application.objects.order_by("number")[5]
    desk.open(reverse("selection:application", args=[failed.pk])).sees("第五条（七）", "试用期")
    override(desk, lead, day)
    desk.sit(clerk, day)
    close_stage(desk, programme, "review")
    assert Application.objects.filter(state="eligible").count() == 11
    absent = Application.objects.order_by("number")[10]
    for index, stage in enumerate(("exam", "interview")):
        desk.sit(clerk, day + timedelta(days=10 * (index + 1)))
        row = open_stage(desk, programme, stage)
        desk.open(reverse("selection:scores", args=[row.pk]))
        for order, entry in enumerate(row.entries.order_by("pk")):
            if stage == "exam" and entry.application_id == absent.pk:
                desk.fill(**{f"absent_{entry.application_id}": True})
            else:
                desk.fill(**{f"score_{entry.application_id}": 90 - order})
        desk.send(f"score_{row.entries.order_by('pk').first().application_id}")
        close_stage(desk, programme, stage)
    desk.sit(clerk, day + timedelta(days=30))
    row = open_stage(desk, programme, "inspection")
    desk.open(reverse("selection:scores", args=[row.pk]))
    for entry in row.entries.all():
        pk = entry.application_id
        desk.fill(**{f"verdict_{pk}": "yes", f"score_{pk}": 88, f"note_{pk}": "群众公认"})
    desk.send(f"score_{pk}")
    close_stage(desk, programme, "inspection")
    desk.open(reverse("selection:selection", args=[programme.pk])).sees("缺考", "审查不合格")


def complete_the_facts() -> None:
    """What a sheet does not hold: health declared, one person still in probation."""
    for index, application in enumerate(Application.objects.order_by("number")):
        person = application.person
        person.is_health_fit = True
        person.work_started_on = date(2015, 7, 1)
        person.born_on = date(1984, 1, 1) if index == 2 else date(1992, 5, 1)
        person.appraisals = {"2023": "称职", "2024": "优秀", "2025": "称职"}
        person.probation_until = FIRST if index == 5 else None
        person.save()


def override(desk: Desk, lead: Any, day: date) -> None:
    """The head of the department decides against one finding, with a reason."""
    over = Application.objects.order_by("number")[2]
    assert over.state == "ineligible"
    desk.sit(lead, day).open(reverse("selection:override", args=[over.pk, "age"]))
    desk.fill(verdict="passed", reason="业务骨干，部务会研究同意").send("reason")
    over.refresh_from_db()
    assert over.state == "eligible"


CHAPTERS = (choose_people, match_and_decide, place_and_start, live_the_term, appraise_and_file)
