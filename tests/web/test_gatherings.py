"""The pages of training and meetings: called, announced, spoken at, held, taken over."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.urls import reverse

from dunmiao.stages.development.models import Gathering, Handover, Invitee, Seat
from dunmiao.stages.supervision.models import Contact
from tests.stages.test_gatherings import NEED, _with_gap, call
from tests.web.test_supervision import at, enter, post, text
from tests.world import World


def test_from_gaps_to_a_class_that_closes_them(world: World) -> None:
    """004-39: what is missing, how many, who; a class for it; the gap closed."""
    _with_gap(world, "own", "other")
    clerk = enter(world, "organiser")
    page = text(clerk.get(reverse("development:needs")))
    new = reverse("development:gathering_new", args=[world.programmes["a"].pk])
    assert f"{new}?need={NEED}" in page
    for words in ("单雨桐", "曾志远"):
        assert words in page
    theirs = text(enter(world, "receiver").get(reverse("development:needs")))
    assert "曾志远" not in theirs
    assert new not in theirs
    form = text(clerk.get(f"{new}?need={NEED}"))
    assert "补短板培训" in form
    data = {"kind": "training:course", "topic": "应急处突培训班", "invite": "need", "need": NEED,
            "held_on": world.today.isoformat(), "host": "市委党校"}
    assert post(clerk, new, **{**data, "need": ""}).status_code == 422
    assert post(clerk, new, **data).status_code == 302
    row = Gathering.objects.get()
    held = reverse("development:gathering_attend", args=[row.pk])
    assert post(clerk, held, absent="李四").status_code == 409
    assert post(clerk, held, absent="曾志远", closes_need="on").status_code == 302
    gaps = text(enter(world, "cadre").get(at(world, "development:gaps")))
    assert "应急处突培训班" in gaps
    listed = text(enter(world, "cadre").get(reverse("development:gatherings")))
    assert "应急处突培训班" in listed


def test_the_sending_off_from_call_to_hand_over(world: World) -> None:
    """000-06, 004-03: agenda from the charter, notice as Word, taken over by the units."""
    clerk = enter(world, "organiser")
    new = reverse("development:gathering_new", args=[world.programmes["a"].pk])
    form = text(clerk.get(f"{new}?kind=meeting:sending_off"))
    assert "新挂职代表表态" in form
    data = {"kind": "meeting:sending_off", "topic": "动员部署会", "invite": "all",
            "held_on": world.today.isoformat(), "agenda": "去年代表交流\n今年代表表态",
            "speakers": "单雨桐", "is_sending_off": "on", "place": "区委礼堂"}
    assert post(clerk, new, **data).status_code == 302
    row = Gathering.objects.get()
    paper = clerk.get(reverse("development:gathering_notice", args=[row.pk]))
    said = ZipFile(BytesIO(paper.content)).read("word/document.xml").decode()
    for words in ("关于召开动员部署会的通知", "送岗名单", "单雨桐", "柳河镇", "区委礼堂"):
        assert words in said
    host = enter(world, "receiver")
    assert "确认人员已接收到位" in text(host.get("/"))
    page = text(host.get(reverse("development:gathering", args=[row.pk])))
    assert "曾志远" not in page
    over = Handover.objects.get(unit=world.units["town1"])
    take = reverse("development:handover_take", args=[over.pk])
    assert take in page
    assert post(host, take, remark="到位").status_code == 302
    assert "到位" in text(clerk.get(reverse("development:gathering", args=[row.pk])))


def test_who_is_asked_to_speak_may_write_and_is_not_pressed(world: World) -> None:
    row = call(world, "meeting:exchange", days=3, topic="体会交流会", speakers="单雨桐")
    cadre = enter(world, "cadre")
    assert "请您发言" in text(cadre.get("/"))
    mine = Invitee.objects.get(gathering=row, placement=world.placements["own"])
    words = reverse("development:gathering_speak", args=[mine.pk])
    assert post(cadre, words, text="临行感言：常回来看看").status_code == 302
    assert "请您发言" not in text(cadre.get("/"))
    page = text(enter(world, "organiser").get(reverse("development:gathering", args=[row.pk])))
    assert "常回来看看" in page


def test_a_cancelled_one_says_why(world: World) -> None:
    row = call(world, days=3)
    clerk = enter(world, "organiser")
    url = reverse("development:gathering_cancel", args=[row.pk])
    assert post(clerk, url, reason="防汛").status_code == 302
    assert "防汛" in text(enter(world, "cadre").get(
        reverse("development:gathering", args=[row.pk])
    ))  # fmt: skip
    assert post(clerk, reverse("development:gathering_edit", args=[row.pk]),
                **_change(world)).status_code == 409


def _change(w: World) -> dict[str, Any]:
    return {"kind": "training:course", "topic": "改", "invite": "keep",
            "held_on": w.today.isoformat()}


def test_a_change_keeps_who_is_invited(world: World) -> None:
    row = call(world, days=3, invite=f"team:{world.teams['own'].pk}")
    clerk = enter(world, "organiser")
    url = reverse("development:gathering_edit", args=[row.pk])
    later = (world.today + timedelta(days=7)).isoformat()
    assert post(clerk, url, **{**_change(world), "held_on": later}).status_code == 302
    assert (row.invitees.count(), Gathering.objects.get().topic) == (1, "改")


def test_every_party_notes_a_contact_in_a_line(world: World) -> None:
    """001c-37: department, units, mentor, liaison officer and the person, each in one line."""
    url = at(world, "supervision:contact_write")
    for role in ("organiser", "sender", "receiver", "mentor", "liaison", "cadre"):
        client = enter(world, role)
        data = {"with_whom": "单雨桐", "how": "phone", "text": f"{role}问近况",
                "on": world.today.isoformat()}
        answer = post(client, url, **data)
        assert answer.status_code == 302, role
        assert f"{role}问近况" in text(client.get(answer.url))
    assert set(Contact.objects.values_list("side", flat=True)) == {
        "organiser", "sender", "receiver", "mentor", "liaison", "cadre"
    }  # fmt: skip


def test_a_seat_is_chosen_from_the_charters_meetings(world: World) -> None:
    """003-32, 004-31: the host records day and meeting; the department sees it."""
    host, url = enter(world, "receiver"), at(world, "development:seat_add")
    assert "列席党委会" in text(host.get(url))
    day = world.today.isoformat()
    assert post(host, url, held_on=day).status_code == 422
    assert post(host, url, kind="列席党委会", held_on=day).status_code == 302
    assert post(host, url, meeting="村民代表会议", held_on=day).status_code == 302
    assert set(Seat.objects.values_list("meeting", flat=True)) == {"列席党委会", "村民代表会议"}
    assert "列席党委会" in text(enter(world, "organiser").get(at(world, "development:mentors")))
