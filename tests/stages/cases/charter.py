"""Charters, programmes, posts, offers, imports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dunmiao
from dunmiao.demo.sheets import applicants_workbook
from dunmiao.files.intake import Upload
from dunmiao.stages.charter import actions as charters
from dunmiao.stages.charter import cohorts, drafts, leadership
from dunmiao.stages.placement import answerable, versions
from dunmiao.stages.selection import posts
from dunmiao.stages.selection.imports import (
    check_import,
    discard_import,
    import_people,
    undo_import,
)
from dunmiao.stages.selection.models import Offer, Post
from tests.stages.test_imports import applicants
from tests.world import World

TEXT = (Path(dunmiao.__file__).parent / "charters" / "two-way-secondment.toml").read_text("utf-8")


def _by(w: World, role: str = "organiser") -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def _draft(w: World, role: str = "organiser", **values: Any) -> Any:
    charter = w.programmes["a"].charter_id
    return charters.create_programme(charter, **_by(w, role), name="明年双向挂职", **values)


def _call(w: World) -> Any:
    programme = _draft(w, starts_on=w.today)
    programme.state = "open"
    programme.save()
    return programme


def _open(w: World, rows: Any) -> Any:
    days = {"approved_on": w.today, "closes_on": w.today, "starts_on": w.today}
    row = _draft(w, basis_no="云组发〔2027〕1号", leading_person="周部长", **days)
    return charters.open_programme, (row.pk,), _by(w, "organiser_lead")


def _offered(w: World) -> tuple[Post, Any]:
    programme = _call(w)
    post = posts.save_post(w.units["town1"].pk, **_by(w), title="副镇长（挂职）")
    return post, programme


def _make(w: World, rows: Any) -> Any:
    post, programme = _offered(w)
    return posts.make_offer, (programme.pk, post.pk), _by(w)


def _offer(w: World) -> Offer:
    post, programme = _offered(w)
    return posts.make_offer(programme.pk, post.pk, **_by(w))


def _upload() -> Upload:
    return Upload("报名.xlsx", applicants_workbook(applicants(2)))


def _undo(w: World, rows: Any) -> Any:
    batch = import_people(_call(w).pk, _upload(), **_by(w))
    return undo_import, (batch.pk,), _by(w)


def _other_version(w: World) -> Any:
    text = TEXT.replace('version = "2026.1"', 'version = "2027.1"')
    text = text.replace('every = "2 months"', 'every = "1 months"', 1)
    by = _by(w, "organiser_lead")
    return charters.adopt_charter(w.units["a"].pk, text, **by)


def _group(w: World, **more: Any) -> dict[str, Any]:
    return {
        **_by(w), "kind": "guidance", "name": "工作指导小组", "office_id": w.units["a"].pk,
        "document_title": "通知", "founded_on": w.today,
        "members": [("head", "周立新", "部长"), ("member", "钱一鸣", "副部长")], **more,
    }  # fmt: skip


CASES = {
    "programme.clone": lambda w, rows: (
        cohorts.clone_programme, (w.programmes["a"].pk,),
        {**_by(w), "name": "下一年度", "year": w.programmes["a"].year + 1},
    ),
    "programme.subdivide": lambda w, rows: (
        cohorts.subdivide_programme,
        (w.programmes["a"].pk, w.units["town1"].pk, w.programmes["a"].charter_id),
        {**_by(w), "name": "柳河镇双向挂职"},
    ),
    "leading_group.edit": lambda w, rows: (
        leadership.save_group, (w.programmes["a"].pk,), _group(w),
    ),
    "leading_group.dissolve": lambda w, rows: (
        leadership.dissolve_group, (rows["charter.LeadingGroup"]["own"].pk,), _by(w),
    ),
    "co_organiser.set": lambda w, rows: (
        leadership.set_co_organisers,
        (w.programmes["a"].pk, [(w.units["handler"].pk, "institution", "事业人员")]), _by(w),
    ),
    "long_plan.edit": lambda w, rows: (
        leadership.save_long_plan, (w.units["a"].pk,),
        {**_by(w), "title": "规划", "from_year": 2026, "to_year": 2030, "aims": "一百名"},
    ),
    "placement.name_answerable": lambda w, rows: (
        answerable.name_answerable, (w.placements["own"].pk, {"direct": "李明"}), _by(w),
    ),
    "charter.draft": lambda w, rows: (
        drafts.save_draft, (w.units["a"].pk, TEXT), _by(w),
    ),
    "charter.discard": lambda w, rows: (
        drafts.discard_draft, (rows["charter.Draft"]["own"].pk,), _by(w),
    ),
    "placement.move_charter": lambda w, rows: (
        versions.move_to_version,
        (w.programmes["a"].pk, _other_version(w).pk),
        {**_by(w, "organiser_lead"), "reason": "全市统一按新办法执行"},
    ),
    "charter.adopt": lambda w, rows: (
        charters.adopt_charter, (w.units["a"].pk, TEXT), _by(w, "organiser_lead"),
    ),
    "programme.create": lambda w, rows: (
        charters.create_programme,
        (w.programmes["a"].charter_id,),
        {**_by(w), "name": "明年双向挂职"},
    ),
    "programme.edit": lambda w, rows: (
        charters.edit_programme, (_draft(w).pk,), {**_by(w), "quota": 20},
    ),
    "programme.open": _open,
    "programme.move": lambda w, rows: (
        charters.move_programme, (w.programmes["a"].pk, "closed"), _by(w),
    ),
    "post.edit": lambda w, rows: (
        posts.save_post, (w.units["town1"].pk,), {**_by(w), "title": "副镇长（挂职）"},
    ),
    "post.close": lambda w, rows: (posts.close_post, (_offered(w)[0].pk,), _by(w)),
    "offer.make": _make,
    "offer.confirm": lambda w, rows: (posts.confirm_offer, (_offer(w).pk,), _by(w)),
    "offer.withdraw": lambda w, rows: (posts.withdraw_offer, (_offer(w).pk,), _by(w)),
    "import.check": lambda w, rows: (check_import, (_call(w).pk, _upload()), _by(w)),
    "import.people": lambda w, rows: (import_people, (_call(w).pk, _upload()), _by(w)),
    "import.discard": lambda w, rows: (
        discard_import, (check_import(_call(w).pk, _upload(), **_by(w)).pk,), _by(w),
    ),
    "import.undo": _undo,
}  # fmt: skip
