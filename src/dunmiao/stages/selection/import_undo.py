"""What hangs on an import by now, so that taking it back would lose somebody's later work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from dunmiao.engine.reasons import gettext_noop
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.selection.import_rows import note_of
from dunmiao.stages.selection.models import Application, ImportBatch

_READING = ("person.reveal", "person.export_form")
_PIECE = 400  # SQLite binds a limited number of values at once
# rows that an import brings along, which go with their owner
_OWN = {"people.familymember": Q(), "selection.wish": Q(side="person")}
_WORDS = {
    "placement.placement": gettext_noop("is placed"),
    "selection.stageentry": gettext_noop("stands in the examination lists"),
    "selection.decisionline": gettext_noop("stands in a decision"),
    "selection.eligibilityoverride": gettext_noop("has a decided eligibility"),
    "selection.application": gettext_noop("has applied elsewhere"),
    "selection.wish": gettext_noop("is wished for by a unit"),
    "people.kinship": gettext_noop("has a kinship on record"),
    "people.person": gettext_noop("has staff on record"),
    "selection.post": gettext_noop("has posts on record"),
    "organisations.organisation": gettext_noop("has units below it"),
    "organisations.grant": gettext_noop("has users"),
}


def what_hangs(batch: ImportBatch) -> list[str]:
    """Give what stands in the way of taking an import back, a sentence each, at most a dozen."""
    made: dict[str, list[int]] = defaultdict(list)
    for label, pk, _before in batch.made:
        made[label].append(pk)
    new: dict[str, list[int]] = defaultdict(list)
    for label, pk, before in batch.made:
        if before is None:
            new[label].append(pk)
    found: dict[str, None] = {}
    for sentence in (*_moved_on(new), *_dependents(new), *_later_acts(batch, made)):
        found[sentence] = None
        if len(found) >= 12:
            break
    return list(found)


def _pieces(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), _PIECE):
        yield pks[start : start + _PIECE]


def _moved_on(new: dict[str, list[int]]) -> Iterator[str]:
    for piece in _pieces(new["selection.application"]):
        rows = Application.objects.filter(pk__in=piece).exclude(state="submitted")
        for row in rows.select_related("person")[:12]:
            yield _("%(name)s: the application has gone further") % {"name": row.person.name}


def _dependents(new: dict[str, list[int]]) -> Iterator[str]:
    for label, pks in new.items():
        model = apps.get_model(label)
        for field in model._meta.get_fields(include_hidden=True):
            if not field.auto_created or field.concrete or field.many_to_many:
                continue
            for piece in _pieces(pks):
                yield from _rows_on(field, piece, new)


def _rows_on(field: Any, pks: list[int], new: dict[str, list[int]]) -> Iterator[str]:
    source: type[models.Model] = field.related_model
    label = source._meta.label_lower
    name = field.field.name
    rows = source._base_manager.filter(**{f"{name}__in": pks})
    if label in _OWN:
        if not _OWN[label]:
            return
        rows = rows.exclude(_OWN[label])
    ours = set(new.get(label, ()))
    for row in rows.select_related(name)[: 12 + len(ours)]:
        if row.pk not in ours:
            what = _(_WORDS[label]) if label in _WORDS else _("has further records")
            yield _("%(name)s %(what)s") % {"name": getattr(row, name), "what": what}


def _later_acts(batch: ImportBatch, made: dict[str, list[int]]) -> Iterator[str]:
    for label, pks in made.items():
        for piece in _pieces(pks):
            entries = AuditEntry.objects.filter(
                pk__gt=batch.last_entry, object_type=label, object_id__in=map(str, piece)
            ).exclude(act__in=_READING)
            for entry in entries.exclude(note=note_of(batch)).select_related("actor")[:12]:
                yield _("%(name)s was changed on %(day)s (%(by)s)") % {
                    "name": entry.object_name,
                    "day": entry.at.date().isoformat(),
                    "by": entry.actor or entry.note or "—",
                }
