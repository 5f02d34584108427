"""Charters: the adopted versions, one as a readable 办法, and adopting another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import read_charter, shipped
from dunmiao.stages.charter.drafts import save_draft
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import charter_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.reach import may_any
from dunmiao.web.charter import articles, burden, reading
from dunmiao.web.charter.editing import faults_of
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export

COLUMNS = (
    Column("name", gettext_lazy("Charter"), "name", lambda row: row.name),
    Column("version", gettext_lazy("Version"), "version", lambda row: row.version),
    Column("owner", gettext_lazy("Organising unit"), "owner__sequence", lambda row: str(row.owner)),
    Column("adopted", gettext_lazy("Adopted on"), "adopted_on", lambda row: row.adopted_on,
           kind="date"),
    Column("number", gettext_lazy("Document number"), "document_no",
           lambda row: row.document_no),
    Column("programmes", gettext_lazy("Programmes"), "used", lambda row: row.used,
           is_number=True, kind="integer"),
)  # fmt: skip
MAX_TEXT = 300_000


@door("charter.read")
def charters(request: Any) -> HttpResponse:
    """List the adopted charters, and the texts that ship with the product."""
    rows = (
        open_rows(request, CharterVersion).select_related("owner").defer("text")
        .annotate(used=Count("programmes")).order_by("key", "-version")
    )  # fmt: skip
    if wants_export(request):
        return export(request, _("Charters"), rows, COLUMNS)
    may_draft = may_any(request.user, "charter.draft", request.today)
    return render(request, "charter/charters.html", {
        "listing": listing(request, rows, COLUMNS),
        "shipped": [read_charter(path) for path in shipped()] if may_draft else [],
        "may_draft": may_draft,
    })  # fmt: skip


@door("charter.read")
def charter(request: Any, pk: int) -> HttpResponse:
    """Show one charter as people read it: clauses, settings, a term with its duties."""
    row = open_row(request, CharterVersion, "charter.read", pk)
    used = open_rows(request, Programme).filter(charter=row)
    context = {
        **_read(request, charter_of(row)), "row": row, "programmes": used[:20],
        "compare_href": reverse("charter:compare", args=[row.pk]),
        "may_draft": may(request, "charter.draft", row),
    }  # fmt: skip
    context["crumbs"] = [(_("Charters"), reverse("charter:charters")), (row.name, "")]
    return render(request, "charter/charter.html", context)


@door("charter.draft")
def shipped_charter(request: Any, key: str) -> HttpResponse:
    """Show a text that ships with the product, before anybody adopts it."""
    found = [path for path in shipped() if path.stem == key]
    if not found:
        raise Http404
    context = {
        **_read(request, read_charter(found[0])), "row": None, "programmes": [],
        "may_draft": True,
    }  # fmt: skip
    context["crumbs"] = [(_("Charters"), reverse("charter:charters")), (key, "")]
    return render(request, "charter/charter.html", context)


def _read(request: Any, charter: Any) -> dict[str, Any]:
    """Lay out the part asked for: articles, a term with its duties, the burden, settings."""
    day = max(request.today, charter.in_force_from)
    rules = charter.on(day)
    tabs = {
        "articles": _("The charter"), "term": _("Duties of a term"),
        "burden": _("Burden"), "settings": _("All settings"),
    }  # fmt: skip
    asked = request.GET.get("part")
    shown = asked if asked in tabs else "articles"
    found = {
        "articles": lambda: {"chapters": articles.chapters_of(charter, rules)},
        "term": lambda: _term(charter, day),
        "burden": lambda: {
            "roles": burden.roles_of(rules), "operators": burden.operators_shown(),
            "formula": burden.FORMULA,
            "limit": rules.burden.cadre_minutes_a_week,
        },
        "settings": lambda: {
            "settings": reading.settings_of(rules), "entries": reading.entries_of(rules),
            "catalogues": reading.catalogues_of(rules),
        },
    }  # fmt: skip
    return {"charter": charter, "tabs": list(tabs.items()), "shown": shown, **found[shown]()}


def _term(charter: Any, day: date) -> dict[str, Any]:
    first = max(day.replace(day=1), charter.in_force_from)
    return {
        "timeline": reading.term_picture(charter, first),
        "grid": articles.term_grid(charter, first),
    }


class TakeForm(forms.Form):
    """A charter's text, pasted or sent, for which unit."""

    owner = forms.ModelChoiceField(label=gettext_lazy("Organising unit"), queryset=None)
    file = forms.FileField(
        label=gettext_lazy("File (.toml)"), required=False,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Or its text"), max_length=MAX_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "is-code"}),
        strip=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Take the file's text where one was sent."""
        cleaned = super().clean() or {}
        sent = cleaned.get("file")
        if sent is not None:
            if sent.size > MAX_TEXT:
                raise forms.ValidationError(_("A charter this long is not one; look at the file."))
            try:
                cleaned["text"] = sent.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("Save the file as UTF-8 and send it.")) from error
        if not (cleaned.get("text") or "").strip():
            raise forms.ValidationError(_("Send a file or paste the text."))
        return cleaned


@door("charter.draft", methods=FORM)
def adopt(request: Any) -> HttpResponse:
    """First step of adopting a text: check it, every error shown with its remedy, and keep it."""
    form = TakeForm(request.POST or None, request.FILES or None, initial=_initial(request))
    form.fields["owner"].queryset = open_rows(  # type: ignore[attr-defined]
        request, Organisation, "charter.draft"
    ).filter(is_active=True)
    errors: tuple[Any, ...] = ()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            errors = faults_of(form.cleaned_data["text"])
            if not errors:
                answer = _taken(request, form)
                if answer is not None:
                    return answer
                status = 409
    context = {
        "form": form, "errors": errors,
        "crumbs": [(_("Charters"), reverse("charter:charters")), (_("Take in a text"), "")],
    }  # fmt: skip
    return render(request, "charter/adopt.html", context, status=status)


def _initial(request: Any) -> dict[str, Any]:
    key = request.GET.get("shipped", "")
    found = [path for path in shipped() if path.stem == key]
    return {"text": found[0].read_text("utf-8")} if found else {}


def _taken(request: Any, form: TakeForm) -> HttpResponse | None:
    data = form.cleaned_data
    try:
        row = save_draft(data["owner"].pk, data["text"], by=request.user, today=request.today)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    return redirect("charter:review", row.pk)
