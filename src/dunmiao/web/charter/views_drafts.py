"""Drafts of charters: copied, edited as forms or as text, looked over, adopted in two steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import Charter, read_charter, shipped
from dunmiao.engine.charter.compare import compare
from dunmiao.engine.charter.edit import set_value
from dunmiao.stages.charter.actions import adopt_charter
from dunmiao.stages.charter.drafts import discard_draft, save_draft
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import charter_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import may_any
from dunmiao.web.charter import comparing
from dunmiao.web.charter.editing import FORMS, edited_text
from dunmiao.web.doors import FORM, POST, door, may, open_row, open_rows
from dunmiao.web.refusing import Day, save


def shipped_text(key: str) -> str:
    """Give the text of a charter that ships with the product. Raises Http404."""
    found = [path for path in shipped() if path.stem == key]
    if not found:
        raise Http404
    return found[0].read_text("utf-8")


@door("charter.read")
def compare_charters(request: Any, pk: int) -> HttpResponse:
    """Show two charters side by side, value by value."""
    row = open_row(request, CharterVersion, "charter.read", pk)
    choices = _choices(request, row)
    asked = request.GET.get("with", "")
    chosen = asked if asked in dict(choices) else next((value for value, _w in choices), "")
    other = _other(request, chosen) if chosen else charter_of(row)
    found = compare(other, charter_of(row), request.today)
    home = reverse("charter:charter", args=[row.pk])
    return render(request, "charter/compare.html", {
        "left": dict(choices).get(chosen, ""), "right": str(row),
        "parts": comparing.parts_of(found), "counts": comparing.counts(found),
        "choices": choices, "chosen": chosen, "day": request.today, "back": home,
        "crumbs": [(_("Charters"), reverse("charter:charters")), (row.name, home),
                   (_("Compare"), "")],
    })  # fmt: skip


def _choices(request: Any, row: CharterVersion) -> list[tuple[str, str]]:
    """Give what a charter may be compared with: where it comes from first, its versions next."""
    others = open_rows(request, CharterVersion).exclude(pk=row.pk).select_related("owner")
    listed = sorted(
        others.defer("text"), key=lambda one: (one.pk != row.copied_from_id, one.key != row.key)
    )
    found = [(str(one.pk), f"{one.version} · {one.name} · {one.owner}") for one in listed]
    if may_any(request.user, "charter.draft", request.today):
        texts = [(path.stem, read_charter(path)) for path in shipped()]
        texts.sort(key=lambda pair: pair[0] != row.key)
        found += [(key, _("%(name)s (sample)") % {"name": one.name}) for key, one in texts]
    return found


def _other(request: Any, chosen: str) -> Charter:
    if chosen.isdecimal():
        return charter_of(open_row(request, CharterVersion, "charter.read", int(chosen)))
    return read_charter(next(path for path in shipped() if path.stem == chosen))


class CopyForm(forms.Form):
    """What a copy is called, and from when it holds."""

    owner = forms.ModelChoiceField(label=gettext_lazy("Organising unit"), queryset=None)
    name = forms.CharField(label=gettext_lazy("Name of the charter"), max_length=80)
    key = forms.RegexField(
        r"^[a-z][a-z0-9-]{1,29}$", label=gettext_lazy("Short key"),
        help_text=gettext_lazy(
            "Small letters, digits and hyphens. A new version of the same programme keeps its key."
        ),
    )  # fmt: skip
    version = forms.CharField(label=gettext_lazy("Version"), max_length=20)
    in_force_from = Day(label=gettext_lazy("In force from"))


@door("charter.draft", methods=FORM)
def copy_version(request: Any, pk: int) -> HttpResponse:
    """Copy an adopted or drafted charter to a new draft."""
    row = open_row(request, CharterVersion, "charter.draft", pk)
    return _copy(request, row.text, charter_of(row), row)


@door("charter.draft", methods=FORM)
def copy_shipped(request: Any, key: str) -> HttpResponse:
    """Copy a text that ships with the product to a new draft."""
    text = shipped_text(key)
    charter = read_charter(next(path for path in shipped() if path.stem == key))
    return _copy(request, text, charter, None)


def _copy(
    request: Any, text: str, charter: Charter, row: CharterVersion | None
) -> HttpResponse:
    units = open_rows(request, Organisation, "charter.draft").filter(is_active=True)
    form = CopyForm(request.POST or None, initial={
        "owner": row.owner_id if row else units.order_by("path").first(),
        "name": charter.name, "key": charter.key,
        "version": f"{request.today.year + 1}.1", "in_force_from": charter.in_force_from,
    })  # fmt: skip
    form.fields["owner"].queryset = units  # type: ignore[attr-defined]

    def act(data: dict[str, Any]) -> CharterVersion:
        made = text
        for key in ("name", "key", "version", "in_force_from"):
            made = set_value(made, f"charter.{key}", data[key])
        return save_draft(
            data["owner"].pk, made, by=request.user, today=request.today,
            copied_from_id=row.pk if row else None,
        )  # fmt: skip

    return save(
        request, form, act, template="charter/programme_form.html",
        context={
            "title": _("Copy %(name)s") % {"name": charter.name},
            "crumbs": [(_("Charters"), reverse("charter:charters")), (_("Copy"), "")],
            "cancel": reverse("charter:charters"),
        },
        then=lambda made: reverse("charter:edit", args=[made.pk]),
        done=_("The copy is a draft now. Change what differs here."),
    )  # fmt: skip


@door("charter.draft", methods=FORM)
def edit(request: Any, pk: int) -> HttpResponse:
    """Edit a draft: its values, entries, articles, sources, or the whole text."""
    row = open_row(request, CharterVersion, "charter.draft", pk)
    if not row.is_draft:
        messages.warning(request, _("This version is adopted and no longer changes. Copy it."))
        return redirect("charter:charter", row.pk)
    charter = charter_of(row)
    tabs = {
        "settings": _("Settings"), "entries": _("Names, quotas, weights, cadences"),
        "articles": _("Articles"), "sources": _("Unconfirmed sources"),
        "text": _("Whole text (for experts)"),
    }  # fmt: skip
    asked = request.GET.get("part", "")
    shown = asked if asked in tabs else "settings"
    form = FORMS[shown](request.POST if request.method == "POST" else None, charter, row.text)
    errors: tuple[Any, ...] = ()
    status = 200
    if request.method == "POST":
        status, errors = _save(request, row, form)
        if status == 302:
            messages.success(request, _("The draft is kept."))
            return redirect(f"{reverse('charter:edit', args=[row.pk])}?part={shown}")
    return render(request, "charter/edit.html", {
        "row": row, "charter": charter, "form": form, "errors": errors,
        "tabs": list(tabs.items()), "shown": shown,
        "numbers": range(1, row.text.count("\n") + 2) if shown == "text" else (),
        "crumbs": _crumbs(row, _("Edit")),
    }, status=status)  # fmt: skip


def _save(request: Any, row: CharterVersion, form: Any) -> tuple[int, tuple[Any, ...]]:
    """Keep what a form makes of the text: 302 when kept, 422 with its faults, 409 refused."""
    if not form.is_valid():
        return 422, ()
    text, errors = edited_text(form)
    if errors or not text:
        return 422, errors
    try:
        save_draft(row.owner_id, text, by=request.user, today=request.today, draft_id=row.pk)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return 409, ()
    return 302, ()


def _crumbs(row: CharterVersion, last: str) -> list[tuple[str, str]]:
    home = reverse("charter:charter", args=[row.pk])
    return [(_("Charters"), reverse("charter:charters")), (str(row), home), (last, "")]


@door("charter.draft", methods=POST)
def discard(request: Any, pk: int) -> HttpResponse:
    """Throw a draft away."""
    row = open_row(request, CharterVersion, "charter.draft", pk)
    discard_draft(row.pk, by=request.user, today=request.today)
    messages.success(request, _("The draft is thrown away."))
    return redirect("charter:charters")


class AdoptForm(forms.Form):
    """The second step: the document that adopts it, said on purpose."""

    document_no = forms.CharField(label=gettext_lazy("Document number"), max_length=60)
    is_sure = forms.BooleanField(
        label=gettext_lazy("I have looked at what changes. It is adopted and never changes again.")
    )


@door("charter.draft", "charter.adopt", methods=FORM)
def review(request: Any, pk: int) -> HttpResponse:
    """Look a draft over, and adopt it: what is open, what differs, whom it concerns."""
    row = open_row(request, CharterVersion, "charter.draft", pk)
    if not row.is_draft:
        return redirect("charter:charter", row.pk)
    charter = charter_of(row)
    may_adopt = may(request, "charter.adopt", row)
    if request.method == "POST" and not may_adopt:
        open_row(request, CharterVersion, "charter.adopt", pk)
    form = AdoptForm(request.POST or None)
    earlier = row.copied_from
    found = compare(charter_of(earlier), charter, request.today) if earlier else ()
    return save(
        request, form,
        lambda data: adopt_charter(
            row.owner_id, row.text, by=request.user, today=request.today,
            document_no=data["document_no"],
        ),
        template="charter/review.html",
        context={
            "row": row, "charter": charter, "may_adopt": may_adopt, "earlier": earlier,
            "counts": comparing.counts(found), "differs": bool(found),
            "running": _running(request, row), "crumbs": _crumbs(row, _("Look over and adopt")),
        },
        then=lambda made: reverse("charter:charter", args=[made.pk]),
        done=_("The charter is adopted."),
    )  # fmt: skip


def _running(request: Any, row: CharterVersion) -> list[Programme]:
    """Give the programmes that run under another version of this charter."""
    rows = open_rows(request, Programme).filter(charter__key=row.key).exclude(charter=row)
    return list(rows.filter(state__in=("decided", "running")).select_related("charter")[:20])
