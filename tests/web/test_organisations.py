"""The tree, contacts and gaps, roles, accounts, the holiday table."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from dunmiao.stages.accounts.models import User
from dunmiao.stages.organisations.models import Contact, Grant, Organisation
from dunmiao.stages.people.models import Person
from tests.web.test_home import KEY, client_of
from tests.world import World

pytestmark = pytest.mark.django_db


def _post(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {**fields, "submission_key": fields.pop("key", KEY)})


def test_each_sees_their_own_part_of_the_tree(world: World) -> None:
    page = client_of(world, "receiver").get("/organisations/").content.decode()
    assert "柳河镇东村" in page
    assert "石桥镇" not in page
    own, other = world.units["town1"].pk, world.units["town2"].pk
    assert client_of(world, "receiver").get(f"/organisations/{own}/").status_code == 200
    assert client_of(world, "receiver").get(f"/organisations/{other}/").status_code == 404
    assert client_of(world, "receiver").get(f"/organisations/{own}/edit/").status_code == 403
    assert client_of(world, "organiser").get(f"/organisations/{own}/edit/").status_code == 200


def test_a_gap_is_shown_until_somebody_is_named(world: World) -> None:
    client, unit = client_of(world, "receiver"), world.units["town1"]
    assert "尚未明确" in client.get(f"/organisations/{unit.pk}/").content.decode()
    address = f"/organisations/{unit.pk}/contact/clerk/"
    assert client.get(f"/organisations/{unit.pk}/contact/king/").status_code == 404
    assert _post(client, address, name="", title="").status_code == 422
    done = _post(client, address, name="李明", title="办事员", starts_on=world.today.isoformat(),
                 key=KEY + "1")
    assert done.status_code == 302
    page = client.get(f"/organisations/{unit.pk}/").content.decode()
    assert "李明" in page
    assert "尚未明确" not in page
    row = Contact.objects.get(name="李明")
    assert _post(client, f"/organisations/contacts/{row.pk}/end/", key=KEY + "2").status_code == 302
    assert "尚未明确" in client.get(f"/organisations/{unit.pk}/").content.decode()


def test_the_department_adds_and_edits_units(world: World) -> None:
    client, above = client_of(world, "organiser"), world.units["town1"]
    fields = {"name": "柳河镇西村", "kind": "village", "sequence": 99, "headcount": 5}
    assert _post(client, f"/organisations/{above.pk}/add/", **fields).status_code == 302
    made = Organisation.objects.get(name="柳河镇西村")
    again = _post(client, f"/organisations/{above.pk}/add/", **fields, key=KEY + "1")
    assert again.status_code == 409
    fields |= {"short_name": "西村", "is_active": "on"}
    edited = _post(client, f"/organisations/{made.pk}/edit/", **fields, key=KEY + "2")
    assert edited.status_code == 302
    made.refresh_from_db()
    assert made.short_name == "西村"


def test_giving_a_role_signs_the_user_out_everywhere(world: World) -> None:
    admin, stranger = client_of(world, "security_admin"), client_of(world, "stranger")
    assert stranger.get("/delegations/").status_code == 200
    fields = {"user": "stranger", "role": "receiver", "unit": "石桥镇", "basis": "干任〔2026〕3号",
              "starts_on": world.today.isoformat()}
    done = _post(admin, "/organisations/grants/give/", **fields)
    assert done.status_code == 302
    assert stranger.get("/delegations/").status_code == 302
    grant = Grant.objects.get(user=world.users["stranger"])
    assert "用户stranger" in admin.get("/organisations/grants/").content.decode()
    ended = _post(admin, f"/organisations/grants/{grant.pk}/end/", key=KEY + "1")
    assert ended.status_code == 302
    fields |= {"user": "security_admin", "key": KEY + "2"}
    assert _post(admin, "/organisations/grants/give/", **fields).status_code == 409
    fields |= {"user": "nobody", "key": KEY + "3"}
    assert _post(admin, "/organisations/grants/give/", **fields).status_code == 422


def test_a_security_administrator_reaches_their_own_tree_only(world: World) -> None:
    admin = client_of(world, "security_admin")
    fields = {"user": "stranger", "role": "receiver", "unit": "南山镇", "basis": "误",
              "starts_on": world.today.isoformat()}
    assert _post(admin, "/organisations/grants/give/", **fields).status_code == 404
    foreign = Grant.objects.get(user=world.users["receiver_b"])
    assert _post(admin, f"/organisations/grants/{foreign.pk}/end/").status_code == 404
    assert "乙县receiver" not in admin.get("/organisations/grants/").content.decode()


def test_an_account_is_made_handed_over_and_switched_off(world: World) -> None:
    admin = client_of(world, "system_admin")
    fields = {"username": "chen.lan", "name": "陈兰"}
    assert _post(admin, "/organisations/accounts/add/", **fields).status_code == 302
    made = User.objects.get(username="chen.lan")
    page = admin.get(f"/organisations/accounts/{made.pk}/").content.decode()
    link = page.split("/organisations/welcome/")[1].split("<")[0].split('"')[0]
    visitor, address = Client(), f"/organisations/welcome/{link}"
    assert "陈兰" in visitor.get(address).content.decode()
    assert visitor.post(address, {"password": "a", "again": "b"}).status_code == 422
    assert visitor.post(address, {"password": "short", "again": "short"}).status_code == 409
    good = {"password": "lantern-river-quiet-7", "again": "lantern-river-quiet-7"}
    assert visitor.post(address, good).status_code == 302
    assert visitor.get(address).status_code == 404
    off = _post(admin, f"/organisations/accounts/{made.pk}/deactivate/", key=KEY + "1")
    assert off.status_code == 302
    sent = {"login": "chen.lan", "password": good["password"]}
    assert visitor.post("/account/login/", sent).headers.get("Location", "") != "/"
    assert client_of(world, "security_admin").get("/organisations/accounts/").status_code == 200
    for key in ("organiser", "audit_admin", "cadre"):
        assert client_of(world, key).get("/organisations/accounts/").status_code == 403


def test_accounts_show_no_personnel_content(world: World) -> None:
    admin = client_of(world, "system_admin")
    cadre = world.users["cadre"].pk
    for path in ("/organisations/accounts/", f"/organisations/accounts/{cadre}/"):
        page = admin.get(path).content.decode()
        assert "ZQX-" not in page
        assert world.people["own"].name not in page


def test_the_holiday_table_takes_next_years_days(world: World) -> None:
    client = client_of(world, "organiser")
    day = (world.today + timedelta(days=366)).replace(month=10, day=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    fields = {"day": day.isoformat(), "name": "国庆节", "is_workday": "0"}
    assert _post(client, "/organisations/holidays/set/", **fields).status_code == 302
    assert "国庆节" in client.get(f"/organisations/holidays/?year={day.year}").content.decode()
    wrong = {**fields, "is_workday": "1", "key": KEY + "1"}
    assert _post(client, "/organisations/holidays/set/", **wrong).status_code == 409
    remove = f"/organisations/holidays/{day.isoformat()}/remove/"
    assert _post(client, remove, key=KEY + "2").status_code == 302
    bad = _post(client, "/organisations/holidays/soon/remove/", key=KEY + "3")
    assert bad.status_code == 404
    assert client_of(world, "receiver").get("/organisations/holidays/").status_code == 403


def test_lists_stay_small_with_many_units_and_people(world: World) -> None:
    above = world.units["a"]
    units = Organisation.objects.bulk_create([
        Organisation(parent=above, path=f"{above.path}9{n:05}/", name=f"第{n}单位",
                     short_name=f"第{n}单位", kind="county")
        for n in range(600)
    ])
    Person.objects.bulk_create([
        Person(unit=units[n % 600], name=f"干部{n}", sex="1") for n in range(10000)
    ])
    admin = client_of(world, "security_admin")
    for client, path in ((client_of(world, "organiser"), "/organisations/?sort=-staff&page=2"),
                         (client_of(world, "organiser"), f"/organisations/{units[0].pk}/"),
                         (admin, "/organisations/grants/")):
        client.get("/")  # the first request of a session also writes the session
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert answer.status_code == 200
        assert len(asked) <= 15, (path, len(asked))
        assert len(answer.content) < 150_000


def test_the_list_is_exported_as_it_is_shown(world: World) -> None:
    answer = client_of(world, "organiser").get("/organisations/?export=xlsx&name=镇")
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    text = {str(cell) for row in sheet.to_python() for cell in row}
    assert {"柳河镇", "石桥镇"} <= text
    assert "区财政局" not in text
