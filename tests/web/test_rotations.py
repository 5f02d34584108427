"""The pages of rotation: the matrix, a schedule and its decision, the moves of one person."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from dunmiao.stages.development.models import PostMove, Rotation
from dunmiao.stages.selection.models import Post
from tests.stages.rotation_world import CLASSES
from tests.stages.test_rotations import long_term  # noqa: F401  (a fixture)
from tests.web.test_supervision import at, enter, post, text
from tests.world import World


def test_propose_look_decide_and_carry_out(long_term: World) -> None:  # noqa: F811
    """002-15, 002-16: through the pages, in the words of the charter."""
    programme = long_term.programmes["a"]
    clerk = enter(long_term, "organiser")
    assert programme.name in text(clerk.get(reverse("development:rotations")))
    matrix = reverse("development:rotation_matrix", args=[programme.pk])
    page = text(clerk.get(matrix))
    for words in ("党政综合", "乡村振兴", "现任", "单雨桐"):
        assert words in page
    url = reverse("development:rotation_propose", args=[programme.pk])
    assert 'name="most_economy" value="2"' in text(clerk.get(url))
    data = {"first_on": (long_term.today + timedelta(days=9)).isoformat()}
    for key in CLASSES:
        data |= {f"least_{key}": "0", f"most_{key}": "2"}
    assert post(clerk, url, **{**data, "least_party": "3"}).status_code == 422
    assert post(clerk, url, **data).status_code == 302
    row = Rotation.objects.get()
    url = reverse("development:rotation", args=[row.pk])
    assert "没有覆盖更多的方案" in text(clerk.get(url))
    assert post(clerk, url, basis="部务会议").status_code == 302
    host, cadre = enter(long_term, "receiver"), enter(long_term, "cadre")
    move = PostMove.objects.filter(placement=long_term.placements["own"]).first()
    assert "办理轮岗" in text(host.get("/"))
    say = reverse("development:move_opine", args=[move.pk])
    assert post(cadre, say, text="愿意去").status_code == 302
    new = Post.objects.create(
        organisation=long_term.units["town1"], title="新岗位", post_class=move.post_class
    )
    carry = reverse("development:move_carry_out", args=[move.pk])
    assert "愿意去" in text(host.get(carry))
    assert post(host, carry, post=str(new.pk)).status_code == 302
    assert "新岗位" in text(cadre.get(at(long_term, "development:moves")))


def test_the_matrix_warns_of_a_long_stay(long_term: World) -> None:  # noqa: F811
    own = long_term.placements["own"]
    own.holdings.update(starts_on=own.starts_on)
    matrix = reverse("development:rotation_matrix", args=[long_term.programmes["a"].pk])
    clerk = enter(long_term, "organiser")
    assert "时间过长" not in text(clerk.get(matrix)).replace("同一岗位时间过长", "")
    with_days = long_term.today - timedelta(days=400)
    type(own).objects.filter(pk=own.pk).update(starts_on=with_days)
    own.holdings.update(starts_on=with_days)
    page = text(clerk.get(f"{matrix}?long=1"))
    assert "单雨桐" in page
    assert "曾志远" not in page
    assert "1 人在同一岗位已满 12 个月" in page


def test_where_nothing_rotates_the_page_says_so(world: World) -> None:
    clerk = enter(world, "organiser")
    assert "没有正在进行的轮岗项目" in text(clerk.get(reverse("development:rotations")))
    cadre = text(enter(world, "cadre").get(at(world, "development:gaps")))
    assert reverse("development:moves", args=[world.placements["own"].pk]) not in cadre
