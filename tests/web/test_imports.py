"""Pages of posts, offers and imports."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dunmiao.demo.sheets import applicants_workbook
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import Application, ImportBatch, Offer, Post
from tests.files.making import lrmx, number_of
from tests.stages.test_imports import applicants
from tests.web.test_charter import client, post


@pytest.fixture
def call(world: Any) -> Any:
    programme = world.programmes["a"]
    programme.state, programme.opens_on, programme.closes_on = "open", None, None
    programme.save()
    return world


def send(world: Any, *files: tuple[str, bytes], role: str = "organiser") -> Any:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    programme = world.programmes["a"]
    return post(client(world, role), "selection:imports", {"files": sent}, programme.pk)


def test_a_file_is_checked_shown_taken_and_taken_back(call: Any) -> None:
    opened = client(call, "organiser")
    page = opened.get(reverse("selection:imports", args=[call.programmes["a"].pk]))
    assert page.status_code == 200
    people = applicants()
    people[1]["ethnic"] = "火星"
    people[2]["unit"] = "区水利服务中心"
    people[3]["unit"] = "区财政"
    before = Person.objects.count()
    answer = send(call, ("报名.xlsx", applicants_workbook(people)))
    assert answer.status_code == 302
    batch = ImportBatch.objects.get()
    assert answer.headers["Location"] == reverse("selection:import", args=[batch.pk])
    assert Person.objects.count() == before
    page = opened.get(reverse("selection:import", args=[batch.pk]))
    text = page.content.decode()
    assert "陈一乙" in text
    assert "第7行" in text
    assert "火星" in text
    assert people[0]["id_number"] not in text
    assert "陈一甲" in opened.get(
        reverse("selection:import", args=[batch.pk]), {"show": "good"}
    ).content.decode()
    assert {str(field.label) for field in page.context["form"]} >= {"区财政（1 行）"}
    sheet = opened.get(reverse("selection:import_errors", args=[batch.pk]))
    assert sheet.content[:2] == b"PK"
    choices = {"unit_0": "new", "unit_1": str(call.units["handler"].pk)}
    refused = post(opened, "selection:import_take", {"take": "all", **choices}, batch.pk)
    assert refused.status_code == 409
    taken = post(opened, "selection:import_take", {"take": "good", **choices}, batch.pk)
    assert taken.status_code == 302
    assert Application.objects.filter(batch=batch).count() == 5
    assert Application.objects.get(person__name="陈一丁").sending_unit == call.units["handler"]
    assert opened.get(reverse("selection:import", args=[batch.pk])).status_code == 200
    assert opened.get(reverse("selection:import_undo", args=[batch.pk])).status_code == 200
    undone = post(opened, "selection:import_undo", {"reason": "试一试"}, batch.pk)
    assert undone.status_code == 302
    assert Person.objects.count() == before


def test_several_forms_travel_together(call: Any) -> None:
    forms = [
        (f"{name}.lrmx", lrmx(XingMing=name, ShenFenZheng=number_of(at),
                              XianRenZhiWu="区财政局科员"))
        for at, name in enumerate(("李一", "李二", "李三"), 1)
    ]  # fmt: skip
    assert send(call, *forms).status_code == 302
    batch = ImportBatch.objects.get()
    assert (batch.rows, batch.accepted) == (3, 3)
    assert post(client(call, "organiser"), "selection:import_discard", {}, batch.pk
                ).status_code == 302  # fmt: skip
    assert send(call, *forms[:1], *forms[:1]).status_code == 422


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.xlsx", b"no workbook"),
        ("x.exe", b"MZ"),
        ("x.xlsx", b""),
        ("x.csv", "甲,乙\n1,2".encode()),
    ],
)
def test_what_is_no_list_is_a_sentence(call: Any, name: str, data: bytes) -> None:
    answer = send(call, (name, data))
    assert answer.status_code in {409, 422}
    assert "field-errors" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_only_the_department_imports(call: Any) -> None:
    source = ("报名.xlsx", applicants_workbook(applicants()))
    assert send(call, source, role="sender").status_code == 403
    assert send(call, source, role="organiser_b").status_code == 404
    send(call, source)
    batch = ImportBatch.objects.get()
    for page in ("import", "import_errors", "import_undo"):
        address = reverse(f"selection:{page}", args=[batch.pk])
        assert client(call, "organiser_b").get(address).status_code == 404
        assert client(call, "receiver").get(address).status_code == 403


def test_posts_are_kept_offered_and_listed(call: Any) -> None:
    receiver, opened = client(call, "receiver"), client(call, "organiser")
    listed = receiver.get(reverse("selection:posts"))
    assert [str(row) for row in listed.context["listing"].rows] == ["柳河镇 镇长助理"]
    assert receiver.get(reverse("selection:post_new")).status_code == 200
    values = {"organisation": call.units["town1"].pk, "title": "乡镇长助理", "capacity": "2",
              "need_majors": "农学，经济学", "difficulty": ["hard", "heavy"],
              "need_abilities": ["coordination"], "need_experience": ["rural"]}  # fmt: skip
    other = {**values, "organisation": call.units["town2"].pk}
    assert post(receiver, "selection:post_new", other).status_code == 422
    assert post(receiver, "selection:post_new", values).status_code == 302
    row = Post.objects.get(title="乡镇长助理")
    assert row.need_majors == ["农学", "经济学"]
    assert not row.counts_headcount
    for page in ("post", "post_edit", "offer_make"):
        assert receiver.get(reverse(f"selection:{page}", args=[row.pk])).status_code == 200
    offer = {"programme": call.programmes["a"].pk, "places": "3", "must_fill": "0",
             "willingness": "yes"}  # fmt: skip
    assert post(receiver, "selection:offer_make", offer, row.pk).status_code == 409
    maybe = {**offer, "places": "2", "willingness": "maybe"}
    assert post(receiver, "selection:offer_make", maybe, row.pk).status_code == 409
    assert post(receiver, "selection:offer_make", {**offer, "exchange_unit": "柳河镇"}, row.pk
                ).status_code == 422, "with itself"
    with_far = {**offer, "places": "2", "exchange_unit": "区财政局"}  # out of the receiver's sight
    assert post(receiver, "selection:offer_make", with_far, row.pk).status_code == 302
    assert Offer.objects.get(post=row).direction == "mutual"
    assert post(receiver, "selection:offer_make", {**offer, "places": "2"}, row.pk
                ).status_code == 302  # fmt: skip
    made = Offer.objects.get(post=row)
    assert (made.direction, made.is_confirmed) == ("down", False)
    page = opened.get(reverse("selection:offers", args=[call.programmes["a"].pk]))
    assert page.status_code == 200
    assert "上级机关原则上不得从基层借调干部" in page.content.decode()
    assert post(receiver, "selection:offer_confirm", {}, made.pk).status_code == 403
    assert post(opened, "selection:offer_confirm", {}, made.pk).status_code == 302
    row.refresh_from_db()
    assert row.is_difficulty_confirmed
    assert post(receiver, "selection:post_close", {}, row.pk).status_code == 409
    assert post(receiver, "selection:offer_withdraw", {}, made.pk).status_code == 302
    assert post(receiver, "selection:post_close", {}, row.pk).status_code == 302
    edited = {**values, "difficulty": ["urgent"], "title": "镇长助理二"}
    assert post(receiver, "selection:post_edit", edited, row.pk).status_code == 302
    row.refresh_from_db()
    assert not row.is_difficulty_confirmed


def test_sending_upward_is_filed_and_capped(call: Any) -> None:
    opened = client(call, "organiser")
    city = Post.objects.create(organisation=call.units["city"], title="市直部门助理", capacity=9)
    from dunmiao.stages.common.refusal import Refusal
    from dunmiao.stages.selection.posts import confirm_offer, make_offer

    how = {"by": call.users["organiser"], "today": call.today}
    with pytest.raises(Refusal):
        make_offer(call.programmes["a"].pk, city.pk, places=3, **how)
    offer = make_offer(call.programmes["a"].pk, city.pk, places=6, filing_no="备〔2026〕1号", **how)
    assert offer.direction == "up"
    with pytest.raises(Refusal, match="5"):
        confirm_offer(offer.pk, **how)
    assert opened.get(
        reverse("selection:offers", args=[call.programmes["a"].pk])
    ).status_code == 200


def test_lists_are_exported(call: Any) -> None:
    opened = client(call, "organiser")
    for address in (
        reverse("selection:posts"),
        reverse("selection:offers", args=[call.programmes["a"].pk]),
    ):
        answer = opened.get(address, {"export": "xlsx"})
        assert io.BytesIO(answer.content).read(2) == b"PK"
