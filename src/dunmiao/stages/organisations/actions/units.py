"""Units of the tree, and who answers for what in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.codes import ORGANISATION
from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Contact, Organisation

EDITED = ("name", "short_name", "kind", "system", "sequence", "headcount", "is_active")


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    if "kind" in values and values["kind"] not in {code.code for code in ORGANISATION}:
        raise Refusal(_("Choose the kind of the unit from the list."), field="kind")
    return {key: values[key] for key in EDITED if key in values}


@act("organisation.found")
def found_tree(*, by: User | None, today: date, **values: Any) -> Organisation:
    """Plant a new tree: the unit whose organisation department runs the programmes.

    Only the first run and the command line do this (`by` None); refused where a tree of that
    name stands already.
    """
    if Organisation.objects.filter(parent=None, name=values.get("name", "")).exists():
        raise Refusal(_("There is a unit of this name here already."), field="name")
    unit = Organisation(path="new-root", **_checked(values))
    unit.short_name = unit.short_name or unit.name[:30]
    unit.save()
    unit.path = f"{unit.pk}/"
    unit.save(update_fields=["path"])
    record("organisation.found", unit, by=by, changes={"name": unit.name})
    return unit


@act("organisation.add")
def add_unit(parent_id: int, *, by: User | None, today: date, **values: Any) -> Organisation:
    """Put a unit into the tree under another. Raises Refusal where the name is there already."""
    above = Organisation.objects.lock(parent_id)
    if above.children.filter(name=values.get("name", "")).exists():
        raise Refusal(_("There is a unit of this name here already."), field="name")
    unit = Organisation(parent=above, path=f"new-{above.pk}", **_checked(values))
    unit.short_name = unit.short_name or unit.name[:30]
    unit.save()
    unit.path = f"{above.path}{unit.pk}/"
    unit.save(update_fields=["path"])
    record("organisation.add", unit, by=by, changes={"name": unit.name, "parent": above})
    return unit


@act("organisation.edit")
def edit_unit(unit_id: int, *, by: User, today: date, **values: Any) -> Organisation:
    """Change a unit's name, kind, order or headcount; its place in the tree stays.

    Raises Refusal where a unit still in use below it would be shut out.
    """
    unit = Organisation.objects.lock(unit_id)
    changes = {}
    for key, value in _checked(values).items():
        if getattr(unit, key) != value:
            changes[key] = [getattr(unit, key), value]
            setattr(unit, key, value)
    if "is_active" in changes and not unit.is_active and unit.children.filter(
        is_active=True
    ).exists():
        raise Refusal(_("Units below this one are still in use; close them first."),
                      field="is_active")
    if changes:
        unit.save(update_fields=list(changes))
    record("organisation.edit", unit, by=by, changes=changes)
    return unit


@act("contact.set")
def set_contact(
    unit_id: int, kind: str, *, by: User, today: date, name: str, title: str, phone: str = "",
    user: User | None = None, starts_on: date | None = None,
) -> Contact:
    """Name who answers for `kind` in a unit (004-05, 003-16); whoever did so before ends.

    Raises Refusal for an unknown kind, or a first day before the present holder's.
    """
    if kind not in dict(Contact.KINDS):
        raise Refusal(_("Choose the responsibility from the list."), field="kind")
    unit = Organisation.objects.lock(unit_id)
    first = starts_on or today
    before = unit.contacts.select_for_update().filter(kind=kind, ends_on=None).first()
    if before is not None:
        if first <= before.starts_on:
            raise Refusal(
                _("%(name)s holds this since %(day)s; choose a later first day.")
                % {"name": before.name, "day": before.starts_on.isoformat()},
                field="starts_on",
            )
        before.ends_on = first - timedelta(days=1)
        before.save(update_fields=["ends_on"])
    row = Contact.objects.create(
        organisation=unit, kind=kind, name=name.strip(), title=title.strip(),
        phone=phone.strip(), user=user, starts_on=first,
    )
    record("contact.set", row, by=by,
           changes={"kind": kind, "name": [before.name if before else "", row.name]})
    return row


@act("contact.end")
def end_contact(contact_id: int, *, by: User, today: date) -> Contact:
    """End a responsibility today without a successor; the unit's page shows the gap."""
    row = Contact.objects.lock(contact_id)
    if row.ends_on is not None and row.ends_on <= today:
        raise Refusal(_("This has ended already."))
    row.ends_on = max(today, row.starts_on)
    row.save(update_fields=["ends_on"])
    record("contact.end", row, by=by, changes={"ends_on": row.ends_on})
    return row
