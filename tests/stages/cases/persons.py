"""Persons registered and changed, their cadre form, their kin."""

from __future__ import annotations

from datetime import date
from typing import Any

from dunmiao.engine.identity import fake_number
from dunmiao.files.intake import Upload
from dunmiao.stages.people import actions, forms
from tests.world import World


def _by(w: World) -> dict[str, Any]:
    return {"by": w.user("organiser"), "today": w.today}


def _number(w: World, serial: int) -> dict[str, Any]:
    born = date(w.today.year - 33, 7, 1)
    return {"id_number": fake_number(serial, born_on=born, sex="2"), "born_on": born, "sex": "2"}


def _register(w: World, rows: Any) -> Any:
    values = {"name": "新来者", "kind": "civil_servant", **_number(w, 7)}
    return actions.register_person, (w.units["send1"].pk, values), _by(w)


def _form(w: World, rows: Any) -> Any:
    person = w.people["own"]
    actions.update_person(person.pk, _number(w, 8), **_by(w))
    written = forms.export_form(person.pk, **_by(w))
    return forms.import_form, (person.pk, Upload("单雨桐.lrmx", written)), _by(w)


CASES = {
    "person.register": _register,
    "person.edit": lambda w, rows: (
        actions.update_person,
        (w.people["own"].pk, {"major": "法学"}),
        _by(w),
    ),
    "person.export_form": lambda w, rows: (forms.export_form, (w.people["own"].pk,), _by(w)),
    "person.import_form": _form,
    "kinship.set": lambda w, rows: (
        actions.set_kinship,
        (w.people["own"].pk, "father"),
        {**_by(w), "organisation_id": w.units["town2"].pk},
    ),
}
