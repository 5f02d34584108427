"""What follows the term, the dossier, and the years before."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from dunmiao import flow
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.outcomes import actions
from dunmiao.stages.outcomes.dossier import digest_of, dossier_file, dossier_of
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.placement.actions import end_placement
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision import actions as notes
from tests.stages.appraisal_world import approved, at_the_end, by
from tests.stages.test_appraisal import met
from tests.world import World

pytestmark = pytest.mark.django_db


def proposed(w: World, kind: str = "return", **more: Any) -> Disposition:
    given = by(w, "organiser", **more)
    return actions.propose_disposition(w.placements["own"].pk, kind, "期满考核结果", **given)


def decided(w: World, row: Disposition, body: str = "云溪区委组织部") -> Disposition:
    return actions.decide_disposition(row.pk, **by(w, "organiser_lead", deciding_body=body))


def test_the_basis_and_one_proposal_at_a_time(world: World) -> None:
    """004-27: what follows the term has a basis and a deciding body."""
    with pytest.raises(Refusal) as refused:
        actions.propose_disposition(
            world.placements["own"].pk, "return", " ", **by(world, "organiser")
        )
    assert refused.value.field == "basis"
    proposed(world)
    with pytest.raises(Refusal):
        proposed(world)


def test_only_the_body_of_the_charter_decides(world: World) -> None:
    row = proposed(world, "promote")
    with pytest.raises(Refusal) as refused:
        decided(world, row)
    assert refused.value.field == "deciding_body"
    assert decided(world, row, "中共云溪区委常委会").state == "decided"
    assert met(world, "disposition") == ["met"]


def test_a_decision_lies_between_proposal_and_today(world: World) -> None:
    row = proposed(world)
    for day in (world.today + timedelta(days=1), world.today - timedelta(days=1)):
        with pytest.raises(Refusal):
            actions.decide_disposition(
                row.pk,
                **by(world, "organiser_lead", deciding_body="区委组织部", decided_on=day),
            )


def test_an_extension_moves_the_term_inside_the_limits(world: World) -> None:
    """004-15, 004-27: the extension is carried out on the placement."""
    last = world.placements["own"].ends_on
    for until in (None, last, last + timedelta(days=400)):
        with pytest.raises(Refusal) as refused:
            proposed(world, "extend", until_on=until)
        assert refused.value.field == "until_on"
    row = decided(world, proposed(world, "extend", until_on=last + timedelta(days=60)))
    flow.carry_out(row.pk, **by(world, "organiser"))
    placement = Placement.objects.get(pk=world.placements["own"].pk)
    assert placement.ends_on == last + timedelta(days=60) and placement.state == "arrived"
    proposed(world)  # and afterwards something else follows


def test_return_ends_the_term_and_brings_the_relation_back(world: World) -> None:
    placement = at_the_end(world, days_left=0)
    placement.relations.filter(kind="party").update(moved_on=placement.starts_on)
    row = decided(world, proposed(world))
    flow.carry_out(row.pk, **by(world, "organiser"))
    placement.refresh_from_db()
    assert placement.state == "ended" and placement.ended_on == placement.ends_on
    assert placement.relations.get(kind="party").returned_on == world.today
    with pytest.raises(Refusal):
        proposed(world)


def test_nothing_but_an_extension_is_carried_out_before_the_last_day(world: World) -> None:
    row = decided(world, proposed(world))
    with pytest.raises(Refusal):
        flow.carry_out(row.pk, **by(world, "organiser"))
    assert Disposition.objects.get(pk=row.pk).state == "decided"


def test_staying_names_the_unit(world: World) -> None:
    with pytest.raises(Refusal) as refused:
        proposed(world, "stay")
    assert refused.value.field == "to_unit"


def _filed_world(w: World) -> Placement:
    approved(w, "final")
    placement = at_the_end(w, days_left=0)
    notes.write_log(
        placement.pk, **by(w, "cadre", text="核对地块", task="征地协调", result="12户签约")
    )
    end_placement(placement.pk, **by(w, "organiser"))
    return Placement.objects.get(pk=placement.pk)


def test_the_dossier_holds_what_the_charter_names(world: World) -> None:
    placement = _filed_world(world)
    dossier = dossier_of(placement, world.today)
    keys = [part.item.key for part in dossier.parts]
    assert keys[:3] == ["notice", "roster_row", "introduction_letter"]
    assert not {"talks", "leave_reasons", "objections"} & set(keys)
    there = {part.item.key for part in dossier.parts if not part.is_missing}
    assert {"roster_row", "arrival", "relations", "appraisal_final", "ability", "timeline"} <= there
    assert {"notice", "plan", "disposition"} <= {part.item.key for part in dossier.missing}
    content = dossier_file(dossier)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "单雨桐" in text and "12户" in text
    assert digest_of(content) == digest_of(dossier_file(dossier_of(placement, world.today)))
    with zipfile.ZipFile(io.BytesIO(dossier_file(dossier, "zip"))) as parts:
        assert len(parts.namelist()) == len(there) + 1


def test_readers_get_their_parts_only(world: World) -> None:
    placement = _filed_world(world)
    mine = dossier_of(placement, world.today, {"mentor"})
    assert [part.item.key for part in mine.parts] == ["plan"]
    host = {part.item.key for part in dossier_of(placement, world.today, {"receiver"}).parts}
    assert "profile" not in host and "appraisal_final" in host


def test_filing_closes_the_placement_once(world: World) -> None:
    placement = _filed_world(world)
    with pytest.raises(Refusal) as refused:
        flow.file_dossier(placement.pk, **by(world, "organiser"))
    assert refused.value.field == "reason"
    filing = flow.file_dossier(placement.pk, **by(world, "organiser", reason="材料在纸质档案中"))
    assert len(filing.digest) == 64 and filing.reason
    placement.refresh_from_db()
    assert placement.state == "closed"
    with pytest.raises(Refusal):
        flow.file_dossier(placement.pk, **by(world, "organiser", reason="再来"))


def test_years_before_the_system(world: World) -> None:
    """004-02: figures of earlier years carry their source, and never double the system's own."""
    save, unit = actions.save_past_cohort, world.units["a"].pk
    given = by(world, "organiser", placed=20, women=6, source="历年台账")
    assert save(unit, "two-way-secondment", 2013, **given).placed == 20
    for wrong in ({"women": 21}, {"source": " "}):
        with pytest.raises(Refusal):
            save(unit, "two-way-secondment", 2014, **{**given, **wrong})
    with pytest.raises(Refusal):
        save(unit, "two-way-secondment", world.programmes["a"].year, **given)
