"""The demonstration adds up: its own figures, and the same figures on the organiser's pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dunmiao.demo import build
from dunmiao.demo.sending import CHARTERS
from dunmiao.demo.story import APPLICANTS, FIRST_YEAR, SELECTED
from dunmiao.engine.standing import State
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.clock import today
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.roles import ROLES
from dunmiao.stages.outcomes.figures import composition_of, years_of
from dunmiao.stages.placement.figures import figures_of
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.rosters import roster_rows
from dunmiao.stages.selection.models import DecisionLine, PoolMember
from dunmiao.stages.selection.results import funnel_of, lost_of
from dunmiao.stages.supervision.ledger import ledgers

pytestmark = pytest.mark.django_db


def programmes(key: str) -> Any:
    """Give the programmes under one charter, the oldest first."""
    return Programme.objects.filter(charter__key=key).order_by("starts_on")


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Programme]:
    """The demonstration's cohort in mid-term; everything is taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(today=today())
        yield programmes("two-way-secondment").get(state="running")
        transaction.set_rollback(True)


@pytest.fixture
def organiser(told: Programme) -> Client:
    """The department's clerk, signed in."""
    client = Client()
    client.force_login(User.objects.get(demo_role="organiser"))
    return client


def placed(told: Programme) -> Any:
    """Give the cohort's placements."""
    return Placement.objects.filter(programme=told)


def number_beside(page: str, words: str) -> set[int]:
    """Give the numbers that stand within a few signs of some words of a page."""
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    found: set[int] = set()
    for match in re.finditer(re.escape(words), text):
        near = text[max(0, match.start() - 40) : match.end() + 40]
        found |= {int(number) for number in re.findall(r"\d+", near)}
    return found


def test_the_cohort_has_the_sources_figures(told: Programme) -> None:
    """42 units, 114 applicants, 20 selected and sent to townships as 乡镇长助理 (004-54 … 57)."""
    applications = told.applications.all()
    assert applications.count() == APPLICANTS == 114
    assert applications.values("sending_unit").distinct().count() == 42
    states = Counter(applications.values_list("state", flat=True))
    assert sum(states.values()) == 114
    assert states["selected"] == SELECTED == 20
    lines = DecisionLine.objects.filter(decision__programme=told, offer__isnull=False)
    offers = [line.offer for line in lines.select_related("offer__post__organisation")]
    assert len(offers) == 20
    assert {offer.post.organisation.kind for offer in offers} == {"township"}
    assert all("长助理" in offer.post.title for offer in offers)
    assert sum(Counter(placed(told).values_list("state", flat=True)).values()) == 20


def test_the_funnel_loses_nobody(told: Programme) -> None:
    rows = funnel_of(told)
    assert rows[0].entered == 114
    for row in rows:
        assert row.entered == row.passed + row.reserve + sum(row.left.values()), row.name
    assert rows[-1].passed == 20
    assert lost_of(told) == ()
    assert sum(sum(row.left.values()) for row in rows) > 0


def test_the_composition_adds_up_on_every_axis(told: Programme) -> None:
    rules = rules_of(told)
    counts = composition_of(placed(told), today(), rules.composition.age_cuts, {})
    assert counts.total == len(roster_rows(told)) == 20
    for axis, rows in counts.tables.items():
        assert sum(row.number for row in rows) == counts.total, axis


def test_the_ledger_adds_up(told: Programme) -> None:
    found = list(ledgers(placed(told), today()))
    assert len(found) == 20
    states = Counter(line.state for one in found for line in one.lines)
    assert sum(states.values()) == sum(len(one.lines) for one in found)
    for state in (State.MET, State.OVERDUE, State.DUE, State.UPCOMING):
        assert states[state], f"no duty is {state}"
    assert states[State.MET] > 10 * states[State.OVERDUE] / 2, "the term goes well on the whole"


def test_people_go_every_way(told: Programme) -> None:
    ways = Counter(Placement.objects.values_list("direction", flat=True))
    assert set(ways) == {"down", "up", "level", "mutual"}
    mutual = Placement.objects.filter(direction="mutual")
    pairs = {(row.sending_unit_id, row.receiving_unit_id) for row in mutual}
    assert pairs, "nobody is exchanged"
    assert pairs == {(host, home) for home, host in pairs}


def test_every_role_has_a_button(told: Programme) -> None:
    roles = list(User.objects.exclude(demo_role="").values_list("demo_role", flat=True))
    assert sorted(roles) == sorted({*ROLES, "delegate"})


def test_every_charter_has_its_programme(told: Programme) -> None:
    """The seven of the sources, in different phases of their term."""
    shipped = {path.stem for path in CHARTERS.glob("*.toml")}
    states: dict[str, set[str]] = {}
    for key, state in Programme.objects.values_list("charter__key", "state"):
        states.setdefault(key, set()).add(state)
    assert set(states) == shipped
    assert len(shipped) == 7
    assert all("running" in found for found in states.values())


def test_three_batches_are_drafted_from_a_pool(told: Programme) -> None:
    """63 + 25 + 39 = 127 of more than 500, from units that name one or two (003-07, 003-25)."""
    batches = list(programmes("key-work-draft").exclude(state="open"))
    placed = [figures_of(row).placed for row in batches]
    assert placed == [63, 25, 39]
    assert sum(placed) == 127
    assert [row.state for row in batches] == ["closed", "closed", "running"]
    for row in batches:
        assert len(roster_rows(row)) == figures_of(row).selected == figures_of(row).applied
        by_unit = Counter(one.sending_unit_id for one in roster_rows(row))
        assert set(by_unit.values()) <= {1, 2}
        named = list(row.nominations.all())
        assert sum(one.nominees.count() for one in named) == figures_of(row).placed
        assert {one.met_on.month for one in named} == {12}
        assert all(1 <= one.nominees.count() <= 2 for one in named)
    hosts = Placement.objects.filter(programme__in=batches)
    assert set(hosts.values_list("receiving_unit__short_name", flat=True)) == {
        "高新区", "湖塘镇", "牛塘镇",
    }  # fmt: skip


def test_the_pool_holds_more_than_five_hundred(told: Programme, organiser: Client) -> None:
    """The survey's pool: those sent stand as chosen, and the page counts what the rows count."""
    rows = PoolMember.objects.filter(owner__short_name="云溪区")
    states = Counter(rows.values_list("state", flat=True))
    assert sum(states.values()) > 500
    assert states["chosen"] == 127
    page = organiser.get(reverse("selection:pool")).content.decode()
    assert str(sum(states.values())) in page
    call = programmes("key-work-draft").get(state="open")
    answers = Counter(call.nominations.values_list("state", flat=True))
    assert set(answers) == {"asked", "named", "accepted", "returned", "declined"}
    surveys = Counter(call.surveys.values_list("state", flat=True))
    assert set(surveys) == {"asked", "confirmed", "returned"}


def test_work_groups_have_three_modes_and_a_branch(told: Programme) -> None:
    running = programmes("key-work-draft").get(state="running")
    teams = list(running.teams.all())
    assert len(teams) == 3
    assert sum(team.members.count() for team in teams) == figures_of(running).placed
    modes = [item.name for item in rules_of(running).catalogue("team_modes")]
    assert all(any(mode in team.name for team in teams) for mode in modes)
    for team in teams:
        assert set(team.roles.values_list("kind", flat=True)) == {
            "team_leader", "branch_secretary", "liaison",
        }  # fmt: skip


def test_one_system_sends_two_and_fifty_after_fifty(told: Programme) -> None:
    before, now = programmes("system-cadres")
    assert (before.state, figures_of(before).placed) == ("closed", 50)
    assert (now.state, figures_of(now).placed) == ("running", 52)
    assert before.year + 1 == now.year


def test_two_hundred_go_to_two_areas(told: Programme) -> None:
    """All of the two hundred are in one of the two areas, and each in one team (001b-06)."""
    row = programmes("work-teams").get()
    placed = Placement.objects.filter(programme=row)
    areas = [Organisation.objects.get(short_name=name) for name in ("宣州区", "市开发区")]
    sums = [placed.filter(receiving_unit__path__startswith=one.path).count() for one in areas]
    assert all(sums)
    assert sum(sums) == figures_of(row).placed == 200
    assert sum(team.members.count() for team in row.teams.all()) == 200


def test_recruits_are_of_two_kinds_with_two_authorities(told: Programme, client: Client) -> None:
    row = programmes("new-recruits").get()
    kinds = Counter(Placement.objects.filter(programme=row).values_list("person__kind", flat=True))
    assert set(kinds) == {"civil_servant", "institution"}
    assert sum(kinds.values()) == figures_of(row).placed
    client.force_login(User.objects.get(demo_role="authority"))
    page = client.get(reverse("placement:placements") + f"?programme={row.pk}")
    assert kinds["institution"] in number_beside(page.content.decode(), "人")


def test_no_programme_drowns_in_what_is_overdue(told: Programme) -> None:
    """A well-run programme has a few true gaps, not more than one line in thirty."""
    for row in Programme.objects.filter(state="running"):
        found = list(ledgers(Placement.objects.filter(programme=row), today()))
        states = Counter(line.state for one in found for line in one.lines)
        assert states[State.MET] > 0, row.name
        assert states[State.OVERDUE] * 30 <= states[State.MET] + 30, (row.name, states)


def test_the_years_since_the_beginning_are_there(told: Programme) -> None:
    from dunmiao.stages.charter.models import PastCohort

    own = Placement.objects.filter(programme__charter=told.charter)
    years = years_of(own, PastCohort.objects.all())
    numbers = [one.row.year for one in years]
    assert numbers == list(range(FIRST_YEAR, told.year + 1))
    running = 0
    for one in years:
        running += one.row.sent
        assert one.row.total == running


def test_every_role_finds_something_of_its_own(told: Programme, client: Client) -> None:
    """Every button leads to a first page, and every entry of its menu to a page with something."""
    for user in User.objects.exclude(demo_role="").order_by("pk"):
        client.force_login(user)
        home = client.get("/")
        assert home.status_code == 200, user.demo_role


def test_the_village_confirms_who_is_there(told: Programme, client: Client) -> None:
    client.force_login(User.objects.get(demo_role="village"))
    page = client.get(reverse("supervision:presence")).content.decode()
    assert re.search(r"<tr[ >]", page)
    row = placed(told).get(receiving_unit__kind="village")
    assert row.person.name in page


@pytest.mark.parametrize(
    ("page", "words", "number"),
    [
        ("programme", "报名", 114),
        ("programme", "派", 20),
        ("funnel", "报名", 114),
        ("statistics", "此次共选派干部", 20),
        ("placements", "挂职", 20),
    ],
)
def test_pages_show_the_same_figures(
    told: Programme, organiser: Client, page: str, words: str, number: int
) -> None:
    address = {
        "programme": reverse("charter:programme", args=[told.pk]),
        "funnel": reverse("selection:selection", args=[told.pk]),
        "statistics": reverse("outcomes:statistics") + f"?programme={told.pk}",
        "placements": reverse("placement:placements") + f"?programme={told.pk}",
    }[page]
    answer = organiser.get(address, headers={"accept-language": "zh-hans"})
    assert answer.status_code == 200
    assert number in number_beside(answer.content.decode(), words)


def test_it_is_the_same_story_every_time() -> None:
    """The same seed gives the same persons, so that pictures and guides stay true."""
    from dunmiao.demo.cast import players

    on = date(2026, 1, 5)
    assert list(players(5, on=on)) == list(players(5, on=on))
